/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query_lex.h"

#include "query.h"
#include "query_error.h"
#include "query_pattern.h"
#include "text/tokenizer.h"

/* --- Characters --------------------------------------------------------------------------------- */

/* What a character is between words. Inside a word only the tokenizer knows. */
enum char_kind { CHAR_WORD, CHAR_SPACE, CHAR_BIDI, CHAR_COMMA, CHAR_QUOTE, CHAR_OPEN, CHAR_CLOSE };

/* Control characters are spaces, so that a NUL is harmless. Bidi marks come along when a query is
 * copied from right-to-left text: around a lexeme they mean nothing, inside a word the tokenizer
 * drops them. A comma or semicolon ends a word: "oil,gas" is a list, not a phrase. */
static const struct {
	uint32_t first, last;
	enum char_kind kind;
} char_kinds[] = {
	{ 0x0000, 0x0020, CHAR_SPACE },
	{ '"', '"', CHAR_QUOTE },
	{ '(', '(', CHAR_OPEN },
	{ ')', ')', CHAR_CLOSE },
	{ ',', ',', CHAR_COMMA },
	{ ';', ';', CHAR_COMMA },
	{ 0x007f, 0x00a0, CHAR_SPACE },
	{ 0x00ab, 0x00ab, CHAR_QUOTE }, /* « */
	{ 0x00bb, 0x00bb, CHAR_QUOTE }, /* » */
	{ 0x060c, 0x060c, CHAR_COMMA }, /* Arabic comma */
	{ 0x061b, 0x061b, CHAR_COMMA }, /* Arabic semicolon */
	{ 0x061c, 0x061c, CHAR_BIDI },
	{ 0x1680, 0x1680, CHAR_SPACE },
	{ 0x2000, 0x200a, CHAR_SPACE },
	{ 0x200e, 0x200f, CHAR_BIDI },
	{ 0x201c, 0x201e, CHAR_QUOTE }, /* “ ” „ */
	{ 0x2028, 0x2029, CHAR_SPACE },
	{ 0x202a, 0x202e, CHAR_BIDI },
	{ 0x202f, 0x202f, CHAR_SPACE },
	{ 0x205f, 0x205f, CHAR_SPACE },
	{ 0x2066, 0x2069, CHAR_BIDI },
	{ 0x3000, 0x3000, CHAR_SPACE },
	{ 0x3001, 0x3001, CHAR_COMMA }, /* ideographic comma */
	{ 0xfeff, 0xfeff, CHAR_BIDI },
	{ 0xff0c, 0xff0c, CHAR_COMMA }, /* full width */
	{ 0xff1b, 0xff1b, CHAR_COMMA },
};

/* Quotes that open a phrase, and what closes it: keyboards and word processors mix the forms. */
static const struct {
	uint32_t open, close[3];
	const char *closing; /* for the hint */
} quotes[] = {
	{ '"', { '"', 0, 0 }, "\"" },
	{ 0x201c, { 0x201d, 0x201c, '"' }, "\u201d" },
	{ 0x201e, { 0x201c, 0x201d, '"' }, "\u201c" },
	{ 0x00ab, { 0x00bb, 0, 0 }, "\u00bb" },
};

#define NQUOTES (sizeof(quotes) / sizeof(*quotes))

static const struct {
	const char *name;
	enum xb_lexeme_kind kind;
} operators[] = {
	{ "AND", XB_LEX_AND },
	{ "OR", XB_LEX_OR },
	{ "NOT", XB_LEX_NOT },
	{ "NEAR", XB_LEX_NEAR },
};

static enum char_kind
kind_of(uint32_t cp)
{
	for (size_t i = 0; i < sizeof(char_kinds) / sizeof(*char_kinds); i++)
		if (cp >= char_kinds[i].first && cp <= char_kinds[i].last)
			return char_kinds[i].kind;
	return CHAR_WORD;
}

/* The row of `quotes` that `cp` opens; NQUOTES when it opens none. */
static size_t
opening_quote(uint32_t cp)
{
	size_t row = 0;

	while (row < NQUOTES && quotes[row].open != cp)
		row++;
	return row;
}

/* The character at byte `at`, and its length. Past the end: a space of no length. */
static uint32_t
char_at(struct xb_str query, size_t at, size_t *len)
{
	const char *p = query.ptr + at;
	uint32_t cp;

	if (at >= query.len) {
		*len = 0;
		return ' ';
	}
	cp = xb_utf8_next(&p, query.ptr + query.len);
	*len = (size_t)(p - query.ptr) - at;
	return cp;
}

static enum char_kind
kind_at(struct xb_str query, size_t at)
{
	size_t len;

	return kind_of(char_at(query, at, &len));
}

/* Is byte `at` in a digit, of any script? */
static bool
is_digit_at(struct xb_str query, size_t at)
{
	size_t len;

	for (int i = 0; i < 3 && at && at < query.len && ((unsigned char)query.ptr[at] & 0xc0) == 0x80; i++)
		at--;
	return xb_char(char_at(query, at, &len))->class == XB_CLASS_DIGIT;
}

/* --- Lexemes ------------------------------------------------------------------------------------ */

size_t
xb_query_count_tokens(struct xb_str text, const struct xb_field_info *field)
{
	struct xb_tokenizer tokenizer;
	struct xb_token token;
	size_t n = 0;

	xb_tokenizer_init(&tokenizer, text, false);
	tokenizer.split_dots = field && field->kind == XB_KIND_WORDS;
	while (xb_tokenizer_next(&tokenizer, &token))
		n += !(token.flags & XB_TOKEN_PART);
	return n;
}

/* The value of these fields is what it is, parentheses, equals signs and all. */
static bool
is_verbatim(const struct xb_field_info *field)
{
	return field && (field->kind == XB_KIND_ID || field->field == XB_FIELD_URL);
}

static bool
is_date(const struct xb_field_info *field)
{
	return field && field->kind == XB_KIND_DATE;
}

/* Past what stands between lexemes: white space, bidi marks, commas, quotes that close nothing. */
static void
skip_between(struct xb_lexer *lexer)
{
	size_t len;

	for (; lexer->at < lexer->query.len; lexer->at += len) {
		uint32_t cp = char_at(lexer->query, lexer->at, &len);
		enum char_kind kind = kind_of(cp);
		bool stray = kind == CHAR_QUOTE && opening_quote(cp) == NQUOTES;

		if (kind == CHAR_WORD)
			return;
		if (!lexer->plain && !stray &&
		    (kind == CHAR_QUOTE || kind == CHAR_OPEN || kind == CHAR_CLOSE))
			return;
	}
}

static void
skip_bidi(struct xb_lexer *lexer)
{
	size_t len;

	while (kind_of(char_at(lexer->query, lexer->at, &len)) == CHAR_BIDI)
		lexer->at += len;
}

/* Does the character at `at` end a bare value of `field` (NULL: a word)? */
static bool
ends_value(struct xb_str query, size_t at, const struct xb_field_info *field)
{
	enum char_kind kind = kind_at(query, at);

	if (is_verbatim(field))
		return kind == CHAR_SPACE;
	if (is_date(field))
		return kind == CHAR_SPACE || kind == CHAR_CLOSE || kind == CHAR_COMMA;
	if (kind == CHAR_COMMA && query.ptr[at] == ',' && at && is_digit_at(query, at - 1) &&
	    is_digit_at(query, at + 1))
		return false; /* 1,234 */
	return kind != CHAR_WORD && kind != CHAR_BIDI;
}

/* The bare value that begins at lexer->at, which is moved past it. */
static struct xb_str
take_value(struct xb_lexer *lexer, const struct xb_field_info *field)
{
	struct xb_str value = xb_strn(lexer->query.ptr + lexer->at, 0);
	size_t begin = lexer->at, len;

	while (lexer->at < lexer->query.len && !ends_value(lexer->query, lexer->at, field)) {
		uint32_t cp = char_at(lexer->query, lexer->at, &len);

		lexer->at += len;
		if (kind_of(cp) != CHAR_BIDI)
			value.len = lexer->at - begin; /* bidi marks at its end are not of it */
	}
	return value;
}

/* A sign counts at the start of a clause, before something to search for. */
static bool
is_sign(const struct xb_lexer *lexer, bool fresh)
{
	struct xb_str query = lexer->query;
	size_t at = lexer->at;
	enum char_kind kind;

	if (!fresh || at + 1 >= query.len || (query.ptr[at] != '+' && query.ptr[at] != '-'))
		return false;
	kind = kind_at(query, at + 1);
	return kind != CHAR_SPACE && kind != CHAR_CLOSE && kind != CHAR_COMMA &&
	       query.ptr[at + 1] != '+' && query.ptr[at + 1] != '-';
}

const struct xb_field_info xb_as_of_field = { XB_FIELD_DATE, XB_KIND_DATE, "as-of", "", -1, 0, false, false, "as-of:2024-03-01",
                                              "the archive as it stood" };

/* Whether `rest` begins with "as-of:", in small letters or not. */
static bool
is_as_of(struct xb_str rest)
{
	const size_t len = strlen(xb_as_of_field.name);

	return rest.len > len && rest.ptr[len] == ':' && xb_str_is_nocase(xb_strn(rest.ptr, len), xb_as_of_field.name);
}

/* The field whose name and colon are at lexer->at, which is moved past them; else NULL. */
static const struct xb_field_info *
take_field(struct xb_lexer *lexer)
{
	struct xb_str rest = xb_str_from(lexer->query, lexer->at);
	const struct xb_field_info *field;
	size_t len = 0;

	if (is_as_of(rest)) {
		lexer->at += strlen(xb_as_of_field.name) + 1;
		return &xb_as_of_field;
	}
	while (len < rest.len && ((rest.ptr[len] | 0x20) >= 'a' && (rest.ptr[len] | 0x20) <= 'z'))
		len++;
	if (!len || len == rest.len || rest.ptr[len] != ':')
		return NULL;
	field = xb_field_find(xb_strn(rest.ptr, len));
	if (field && field->kind == XB_KIND_KEPT)
		field = NULL;
	if (field)
		lexer->at += len + 1;
	return field;
}

/* What is written before a word: sign, field, equals sign. Returns whether there was a field. */
static bool
take_head(struct xb_lexer *lexer, struct xb_lexeme *out, bool fresh)
{
	const struct xb_field_info *field;

	if (is_sign(lexer, fresh))
		out->sign = lexer->query.ptr[lexer->at++];
	skip_bidi(lexer);
	field = take_field(lexer);
	if (field)
		out->field = field;
	skip_bidi(lexer);
	if (!is_verbatim(out->field) && !is_date(out->field) && lexer->at + 1 < lexer->query.len &&
	    lexer->query.ptr[lexer->at] == '=' && kind_at(lexer->query, lexer->at + 1) != CHAR_SPACE) {
		out->exact = true;
		lexer->at++;
		skip_bidi(lexer);
	}
	return field != NULL;
}

/* The phrase whose quote, row `row` of the table, is at lexer->at. */
static xabar_status
take_phrase(struct xb_lexer *lexer, struct xb_lexeme *out, size_t row, xabar_error *err)
{
	size_t opened = lexer->at, begin, len;
	xabar_status status;

	(void)char_at(lexer->query, lexer->at, &len);
	begin = lexer->at += len;
	for (; lexer->at < lexer->query.len; lexer->at += len) {
		uint32_t cp = char_at(lexer->query, lexer->at, &len);

		if (cp && (cp == quotes[row].close[0] || cp == quotes[row].close[1] ||
		           cp == quotes[row].close[2])) {
			out->kind = XB_LEX_PHRASE;
			out->text = xb_strn(lexer->query.ptr + begin, lexer->at - begin);
			lexer->at += len;
			return XABAR_OK;
		}
	}
	status = xb_query_fail(err, XABAR_EQUERY, lexer->query, opened,
	                       "the quote that opens here is not closed");
	return xb_hint(err, status, "write %s at the end of the phrase, or leave this quote out",
	               quotes[row].closing);
}

/* NEAR/5: its number; false when that is not what `text` is. */
static bool
near_number(struct xb_str text, unsigned *number)
{
	*number = 0;
	if (!xb_str_starts(text, "NEAR/") || text.len == 5)
		return false;
	for (size_t i = 5; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		if (*number <= XB_NEAR_MAX)
			*number = *number * 10 + (unsigned)(text.ptr[i] - '0');
	}
	return true;
}

static bool
take_operator(struct xb_lexeme *out)
{
	if (near_number(out->text, &out->near)) {
		out->kind = XB_LEX_NEAR;
		return true;
	}
	out->near = XB_NEAR_DEFAULT;
	for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++)
		if (xb_str_is(out->text, operators[i].name)) {
			out->kind = operators[i].kind;
			return true;
		}
	return false;
}

/* Are there patterns in a word or phrase? An address that was copied has its question mark for itself. */
static xabar_status
look_for_patterns(struct xb_lexer *lexer, struct xb_lexeme *out, xabar_error *err)
{
	struct xb_pieces pieces = { out->text, out->field };
	xabar_status status = XABAR_OK;
	struct xb_piece piece;

	if (memmem(out->text.ptr, out->text.len, "://", 3))
		return XABAR_OK;
	while (status == XABAR_OK && xb_pieces_next(&piece, &pieces)) {
		if (piece.kind == XB_PATTERN_NONE)
			continue;
		out->patterns = true;
		status = xb_piece_check(&piece, out->field, lexer->query, out->exact, err);
		if (status == XABAR_OK && ++lexer->npatterns > XB_QUERY_PATTERNS_MAX)
			status = xb_query_fail(err, XABAR_ELIMIT, lexer->query, (size_t)(piece.whole.ptr - lexer->query.ptr),
			                       "the query has more than %d words with * ? or ~", XB_QUERY_PATTERNS_MAX);
	}
	return status;
}

/* Elsewhere a phrase takes a number of words that may be between its own. */
static xabar_status
check_phrase_end(const struct xb_lexer *lexer, xabar_error *err)
{
	xabar_status status;

	if (lexer->at >= lexer->query.len || lexer->query.ptr[lexer->at] != '~')
		return XABAR_OK;
	status = xb_query_fail(err, XABAR_EQUERY, lexer->query, lexer->at, "~ goes after a word, not after a phrase");
	return xb_hint(err, status, "for words with others between, write oil NEAR/5 price");
}

/* Whether there is something to search for in a word or phrase, counting its words. */
static xabar_status
count_words(struct xb_lexer *lexer, const struct xb_lexeme *lexeme, bool own_field, bool *found,
            xabar_error *err)
{
	bool whole = is_date(lexeme->field) || (lexeme->field && lexeme->field->kind == XB_KIND_ID);
	size_t n = whole ? lexeme->text.len > 0 : xb_query_count_tokens(lexeme->text, lexeme->field);
	xabar_status status;

	*found = n > 0;
	lexer->nwords += n;
	if (lexer->nwords > XB_QUERY_WORDS_MAX)
		return xb_query_fail(err, XABAR_ELIMIT, lexer->query, lexeme->off,
		                     "the query has more than %d words", XB_QUERY_WORDS_MAX);
	if (n || !own_field)
		return XABAR_OK;
	status = xb_query_fail(err, XABAR_EQUERY, lexer->query, lexeme->off,
	                       "nothing to search for after '%s:'", lexeme->field->name);
	return xb_hint(err, status, "write %s without a space; to find the word itself, \"%s\"",
	               lexeme->field->example, lexeme->field->name);
}

/* A lexeme that begins at lexer->at, or *found false: it was punctuation. */
static xabar_status
take_lexeme(struct xb_lexer *lexer, struct xb_lexeme *out, bool fresh, bool *found, xabar_error *err)
{
	size_t row = NQUOTES, len;
	bool headed = false, own_field = false;
	xabar_status status = XABAR_OK;

	*out = (struct xb_lexeme){ .off = lexer->at, .exact = lexer->exact, .field = lexer->field };
	if (!lexer->plain) {
		own_field = take_head(lexer, out, fresh);
		headed = out->sign || own_field || out->exact != lexer->exact;
		row = opening_quote(char_at(lexer->query, lexer->at, &len));
	}
	*found = true;
	if (!lexer->plain && !is_verbatim(out->field) && kind_at(lexer->query, lexer->at) == CHAR_OPEN) {
		out->kind = XB_LEX_OPEN;
		lexer->at++;
		return XABAR_OK;
	}
	if (row < NQUOTES) {
		status = take_phrase(lexer, out, row, err);
		if (status == XABAR_OK && !is_verbatim(out->field))
			status = check_phrase_end(lexer, err);
	} else {
		out->kind = XB_LEX_WORD;
		out->text = take_value(lexer, out->field);
		if (!lexer->plain && !headed && take_operator(out))
			return XABAR_OK;
	}
	if (!status && !lexer->plain && !is_verbatim(out->field) && !is_date(out->field))
		status = look_for_patterns(lexer, out, err);
	if (status)
		return status;
	return count_words(lexer, out, own_field, found, err);
}

xabar_status
xb_lexer_next(struct xb_lexer *lexer, struct xb_lexeme *out, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	bool found = false;

	while (!found && !status) {
		size_t before = lexer->at;
		bool fresh;

		skip_between(lexer);
		fresh = lexer->at > before || !before || lexer->query.ptr[before - 1] == '(';
		*out = (struct xb_lexeme){ .kind = XB_LEX_END, .off = lexer->at };
		if (lexer->at >= lexer->query.len)
			return XABAR_OK;
		if (!lexer->plain && lexer->query.ptr[lexer->at] == ')') {
			out->kind = XB_LEX_CLOSE;
			lexer->at++;
			found = true;
		} else {
			status = take_lexeme(lexer, out, fresh, &found, err);
		}
		out->len = lexer->at - out->off;
	}
	return status;
}
