/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query.h"

#include <stdio.h>

#include "as_of.h"
#include "query_error.h"
#include "query_lex.h"

/* list    = { clause }
 * clause  = and { OR and }
 * and     = not { AND not }
 * not     = { NOT } near
 * near    = operand { NEAR operand }
 * operand = word | phrase | ( list )
 *
 * A sign is part of the lexeme that it stands before. It belongs to the child of a list; where that
 * child is an operand of AND or OR, - is NOT. NEAR binds tighter than NOT and signs, since it joins
 * nothing but words and phrases. Only parentheses recurse, so XB_QUERY_DEPTH_MAX bounds the stack. */
struct parser {
	struct xb_lexer lexer;
	struct xb_lexeme next;
	const struct xb_query_options *options;
	struct xb_arena *arena;
	unsigned depth;
	bool dated; /* as-of: was there */
	xabar_error *err;
};

/* Operands on their way to becoming a node. */
struct nodes {
	struct xb_query **array;
	size_t n, cap;
};

/* Every parse_ function gives NULL, and no error, where there is no operand: an operator, a closing
 * parenthesis, the end, or parentheses around nothing. */
static xabar_status parse_list(struct parser *parser, struct xb_query **out);

static xabar_status
advance(struct parser *parser)
{
	return xb_lexer_next(&parser->lexer, &parser->next, parser->err);
}

static xabar_status
push(struct parser *parser, struct nodes *nodes, struct xb_query *node)
{
	struct xb_query **array = xb_arena_grow(parser->arena, nodes->array, &nodes->cap, nodes->n + 1,
	                                        sizeof(*array));

	if (!array)
		return xb_fail_nomem(parser->err);
	nodes->array = array;
	nodes->array[nodes->n++] = node;
	return XABAR_OK;
}

/* A node over operands, which are not empty. */
static xabar_status
make_node(struct parser *parser, struct xb_query **out, enum xb_query_kind kind,
          const struct nodes *nodes)
{
	struct xb_query *node = xb_arena_calloc(parser->arena, 1, sizeof(*node));
	const struct xb_query *last = nodes->array[nodes->n - 1];

	*out = node;
	if (!node)
		return xb_fail_nomem(parser->err);
	node->kind = kind;
	node->children = (const struct xb_query *const *)nodes->array;
	node->nchildren = nodes->n;
	node->off = nodes->array[0]->off;
	node->len = last->off + last->len - node->off;
	return XABAR_OK;
}

static xabar_status
negate(struct parser *parser, struct xb_query **node)
{
	struct nodes one = { 0 };
	xabar_status status = push(parser, &one, *node);

	return status ? status : make_node(parser, node, XB_QUERY_NOT, &one);
}

static const char *
operator_name(enum xb_lexeme_kind kind)
{
	static const char *const names[] = {
		[XB_LEX_AND] = "AND",
		[XB_LEX_OR] = "OR",
		[XB_LEX_NOT] = "NOT",
		[XB_LEX_NEAR] = "NEAR",
	};

	return names[kind];
}

static xabar_status
fail_operand(struct parser *parser, const struct xb_lexeme *operator, const char *where)
{
	const char *name = operator_name(operator->kind);
	xabar_status status = xb_query_fail(parser->err, XABAR_EQUERY, parser->lexer.query,
	                                    operator->off, "%s has nothing %s it", name, where);

	return xb_hint(parser->err, status, "to search for the word itself, write \"%s\"", name);
}

static xabar_status
read_date(struct parser *parser, struct xb_query *node)
{
	xabar_error why = { 0 };
	xabar_status status = xb_date_interval(&node->interval, node->text, parser->options->now, &why);
	size_t off = (size_t)(node->text.ptr - parser->lexer.query.ptr);

	if (!status)
		return status;
	status = xb_query_fail(parser->err, status, parser->lexer.query, off, "%s", why.message);
	return xb_hint(parser->err, status, "%s", why.hint);
}

/* as-of: says of which day the whole archive is: nothing else in the query can be beside it but other clauses. */
static xabar_status
fail_as_of(struct parser *parser)
{
	xabar_status status = xb_query_fail(parser->err, XABAR_EQUERY, parser->lexer.query, parser->next.off,
	                                    "as-of: is not a part of a group, of AND, OR, NOT or NEAR, and has no sign");

	return xb_hint(parser->err, status, "write it once, beside the rest: railway as-of:2024-03-01");
}

/* The clause as-of:, which is the next lexeme. */
static xabar_status
parse_as_of(struct parser *parser)
{
	const struct xb_lexeme *lexeme = &parser->next;
	int64_t *as_of = parser->options->as_of;
	xabar_error why = { 0 };
	xabar_status status;

	if (lexeme->kind == XB_LEX_OPEN || lexeme->sign || parser->depth || !as_of || parser->dated)
		return fail_as_of(parser);
	parser->dated = true;
	status = xb_as_of_read(as_of, lexeme->text, parser->options->now, &why);
	if (!status)
		return advance(parser);
	status = xb_query_fail(parser->err, status, parser->lexer.query, (size_t)(lexeme->text.ptr - parser->lexer.query.ptr), "%s",
	                       why.message);
	return xb_hint(parser->err, status, "%s", why.hint);
}

/* The word or phrase that is the next lexeme. */
static xabar_status
parse_word(struct parser *parser, struct xb_query **out)
{
	const struct xb_lexeme *lexeme = &parser->next;
	struct xb_query *node = xb_arena_calloc(parser->arena, 1, sizeof(*node));
	xabar_status status = XABAR_OK;

	*out = node;
	if (!node)
		return xb_fail_nomem(parser->err);
	*node = (struct xb_query){
		.kind = lexeme->kind == XB_LEX_WORD ? XB_QUERY_WORD : XB_QUERY_PHRASE,
		.text = lexeme->text,
		.off = lexeme->off,
		.len = lexeme->len,
		.field = lexeme->field,
		.sign = lexeme->sign,
		.exact = lexeme->exact,
		.patterns = lexeme->patterns,
	};
	if (node->field && node->field->kind == XB_KIND_DATE) {
		node->kind = XB_QUERY_DATE;
		status = read_date(parser, node);
	}
	return status ? status : advance(parser);
}

/* From the opening parenthesis that is the next lexeme past the closing one. What is written before
 * it, a field or an equals sign, holds for all that is in it. */
static xabar_status
parse_group(struct parser *parser, struct xb_query **out)
{
	const struct xb_lexeme open = parser->next;
	const struct xb_lexer outer = parser->lexer;
	struct xb_str query = outer.query;
	xabar_status status;

	if (++parser->depth > XB_QUERY_DEPTH_MAX)
		return xb_query_fail(parser->err, XABAR_ELIMIT, query, open.off,
		                     "parentheses are nested more than %d deep", XB_QUERY_DEPTH_MAX);
	parser->lexer.field = open.field;
	parser->lexer.exact = open.exact;
	status = advance(parser);
	if (!status)
		status = parse_list(parser, out);
	if (!status && parser->next.kind != XB_LEX_CLOSE) {
		status = xb_query_fail(parser->err, XABAR_EQUERY, query, open.off + open.len - 1,
		                       "the parenthesis that opens here is not closed");
		return xb_hint(parser->err, status, "write ) where the group ends, or leave this ( out");
	}
	if (status)
		return status;
	parser->depth--;
	parser->lexer.field = outer.field;
	parser->lexer.exact = outer.exact;
	if (*out) {
		(*out)->off = open.off;
		(*out)->len = parser->next.off + parser->next.len - open.off;
		(*out)->sign = open.sign;
	}
	return advance(parser);
}

static xabar_status
parse_operand(struct parser *parser, struct xb_query **out)
{
	*out = NULL;
	if (parser->next.field == &xb_as_of_field && parser->next.kind != XB_LEX_CLOSE && parser->next.kind != XB_LEX_END)
		return fail_as_of(parser);
	switch (parser->next.kind) {
	case XB_LEX_WORD:
	case XB_LEX_PHRASE:
		return parse_word(parser, out);
	case XB_LEX_OPEN:
		return parse_group(parser, out);
	default:
		return XABAR_OK;
	}
}

/* NEAR needs positions, which codes, ids and dates have not. */
static xabar_status
check_near(struct parser *parser, const struct xb_query *operand, const struct xb_query *first,
           const struct xb_lexeme *operator)
{
	const struct xb_field_info *field = operand->field;
	bool words = operand->kind == XB_QUERY_WORD || operand->kind == XB_QUERY_PHRASE;
	const char *why = NULL;
	xabar_status status;

	if (!words || (operand->sign && operand != first))
		why = "NEAR joins words and phrases, nothing else";
	else if (field && field->kind != XB_KIND_TEXT && field->kind != XB_KIND_WORDS)
		why = "NEAR joins words, and this field has none";
	else if (field != first->field)
		why = "NEAR joins words of one field";
	if (why) {
		status = xb_query_fail(parser->err, XABAR_EQUERY, parser->lexer.query, operand->off,
		                       "%s", why);
		return xb_hint(parser->err, status, "AND joins all kinds of clauses");
	}
	if (operator->near > XB_NEAR_MAX) {
		status = xb_query_fail(parser->err, XABAR_EQUERY, parser->lexer.query, operator->off,
		                       "NEAR takes a number up to %d", XB_NEAR_MAX);
		return xb_hint(parser->err, status, "AND joins words at any distance");
	}
	return XABAR_OK;
}

/* a NEAR/2 b NEAR/5 c: all of them together, within the largest of the numbers. */
static xabar_status
parse_near(struct parser *parser, struct xb_query **out)
{
	struct nodes nodes = { 0 };
	unsigned near = 0;
	xabar_status status = parse_operand(parser, out);

	while (!status && *out && parser->next.kind == XB_LEX_NEAR) {
		const struct xb_lexeme operator = parser->next;
		struct xb_query *right = NULL;

		if (!nodes.n)
			status = push(parser, &nodes, *out);
		if (!status)
			status = advance(parser);
		if (!status)
			status = parse_operand(parser, &right);
		if (!status && !right)
			status = fail_operand(parser, &operator, "after");
		if (!status)
			status = check_near(parser, nodes.array[0], nodes.array[0], &operator);
		if (!status)
			status = check_near(parser, right, nodes.array[0], &operator);
		if (!status)
			status = push(parser, &nodes, right);
		near = operator.near > near ? operator.near : near;
	}
	if (status || !nodes.n)
		return status;
	status = make_node(parser, out, XB_QUERY_NEAR, &nodes);
	if (!status) {
		(*out)->near = near;
		(*out)->sign = nodes.array[0]->sign;
		nodes.array[0]->sign = 0;
	}
	return status;
}

/* NOT NOT a is a, and NOT -a too, so that no chain of them needs a stack. */
static xabar_status
parse_not(struct parser *parser, struct xb_query **out)
{
	struct xb_lexeme first = { .kind = XB_LEX_END };
	bool not = false;
	xabar_status status = XABAR_OK;

	while (!status && parser->next.kind == XB_LEX_NOT) {
		if (first.kind == XB_LEX_END)
			first = parser->next;
		not = !not;
		status = advance(parser);
	}
	if (!status)
		status = parse_near(parser, out);
	if (status || first.kind == XB_LEX_END)
		return status;
	if (!*out)
		return fail_operand(parser, &first, "after");
	not ^= (*out)->sign == '-';
	(*out)->sign = 0;
	if (not)
		status = negate(parser, out);
	if (!status) {
		(*out)->len += (*out)->off - first.off;
		(*out)->off = first.off;
	}
	return status;
}

/* The signs of what has become an operand of AND or OR. */
static xabar_status
settle_signs(struct parser *parser, const struct nodes *nodes, enum xb_query_kind kind)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < nodes->n && !status; i++) {
		char sign = nodes->array[i]->sign;

		nodes->array[i]->sign = 0;
		if (sign == '-') {
			status = negate(parser, &nodes->array[i]);
		} else if (sign == '+' && kind == XB_QUERY_OR) {
			status = xb_query_fail(parser->err, XABAR_EQUERY, parser->lexer.query,
			                       nodes->array[i]->off,
			                       "what is required (+) cannot be one side of OR");
			xb_hint(parser->err, status, "write +(a OR b), or leave out the + or the OR");
		}
	}
	return status;
}

/* operand { operator operand } */
static xabar_status
parse_binary(struct parser *parser, struct xb_query **out, enum xb_lexeme_kind operator,
             enum xb_query_kind kind,
             xabar_status (*parse)(struct parser *parser, struct xb_query **out))
{
	struct nodes nodes = { 0 };
	xabar_status status = parse(parser, out);

	while (!status && *out && parser->next.kind == operator) {
		const struct xb_lexeme lexeme = parser->next;
		struct xb_query *right = NULL;

		if (!nodes.n)
			status = push(parser, &nodes, *out);
		if (!status)
			status = advance(parser);
		if (!status)
			status = parse(parser, &right);
		if (!status && !right)
			status = fail_operand(parser, &lexeme, "after");
		if (!status)
			status = push(parser, &nodes, right);
	}
	if (status || !nodes.n)
		return status;
	status = settle_signs(parser, &nodes, kind);
	return status ? status : make_node(parser, out, kind, &nodes);
}

static xabar_status
parse_and(struct parser *parser, struct xb_query **out)
{
	return parse_binary(parser, out, XB_LEX_AND, XB_QUERY_AND, parse_not);
}

static xabar_status
parse_clause(struct parser *parser, struct xb_query **out)
{
	return parse_binary(parser, out, XB_LEX_OR, XB_QUERY_OR, parse_and);
}

static bool
has_plus(const struct nodes *nodes)
{
	for (size_t i = 0; i < nodes->n; i++)
		if (nodes->array[i]->sign == '+')
			return true;
	return false;
}

static xabar_status
parse_list(struct parser *parser, struct xb_query **out)
{
	struct nodes nodes = { 0 };
	xabar_status status = XABAR_OK;

	*out = NULL;
	while (!status && parser->next.kind != XB_LEX_END && parser->next.kind != XB_LEX_CLOSE) {
		struct xb_query *clause = NULL;

		if (parser->next.field == &xb_as_of_field) {
			status = parse_as_of(parser);
			continue;
		}
		if (parser->next.kind >= XB_LEX_AND && parser->next.kind != XB_LEX_NOT)
			return fail_operand(parser, &parser->next, "before");
		status = parse_clause(parser, &clause);
		if (!status && clause)
			status = push(parser, &nodes, clause);
	}
	if (status || !nodes.n)
		return status;
	if (nodes.n == 1 && !nodes.array[0]->sign) {
		*out = nodes.array[0];
		return XABAR_OK;
	}
	status = make_node(parser, out, XB_QUERY_LIST, &nodes);
	if (status == XABAR_OK)
		(*out)->all = parser->options->all && !has_plus(&nodes);
	return status;
}

/* All of it is one name. */
static xabar_status
parse_name(struct parser *parser, const struct xb_query **out)
{
	const struct xb_str text = parser->lexer.query;
	struct xb_query *node = xb_arena_calloc(parser->arena, 1, sizeof(*node));

	if (!node)
		return xb_fail_nomem(parser->err);
	if (text.len > XB_NAME_BYTES_MAX)
		return xb_fail(parser->err, XABAR_ELIMIT, "the name has %zu bytes, more than %d", text.len, XB_NAME_BYTES_MAX);
	*node = (struct xb_query){ .kind = XB_QUERY_NAME, .text = text, .len = text.len };
	*out = node;
	return XABAR_OK;
}

xabar_status
xb_query_parse(const struct xb_query **out, struct xb_str text,
               const struct xb_query_options *options, struct xb_arena *arena, xabar_error *err)
{
	static const struct xb_query nothing = { .kind = XB_QUERY_LIST }, everything = { .kind = XB_QUERY_AND };
	struct parser parser = {
		.lexer = { .query = text, .plain = options->plain },
		.options = options,
		.arena = arena,
		.err = err,
	};
	struct xb_query *root = NULL;
	xabar_status status;

	*out = NULL;
	if (text.len > XB_QUERY_BYTES_MAX)
		return xb_fail(err, XABAR_ELIMIT, "the query has %zu bytes, more than %d", text.len,
		               XB_QUERY_BYTES_MAX);
	if (options->name)
		return parse_name(&parser, out);
	status = advance(&parser);
	if (!status)
		status = parse_list(&parser, &root);
	if (status)
		return status;
	if (parser.next.kind == XB_LEX_CLOSE) {
		status = xb_query_fail(err, XABAR_EQUERY, text, parser.next.off,
		                       "the parenthesis that closes here was never opened");
		return xb_hint(err, status, "write ( where the group begins, or leave this ) out");
	}
	if (!root && !options->plain && !parser.dated) {
		status = xb_query_fail(err, XABAR_EQUERY, text, 0, "nothing to search for");
		return xb_hint(err, status, "write a word, such as corridor, or a field: date:2022-05");
	}
	*out = root ? root : parser.dated ? &everything : &nothing;
	return XABAR_OK;
}
