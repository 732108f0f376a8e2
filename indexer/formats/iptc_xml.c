/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "iptc_xml.h"

#include <stdlib.h>

#include "charset/declared.h"
#include "prose.h"

struct xb_str
xb_iptc_value(const struct xb_iptc *to, const char *name)
{
	for (size_t i = 0; i < to->record->npairs; i++)
		if (xb_str_is(to->record->pairs[i].name, name))
			return to->record->pairs[i].value;
	return (struct xb_str){ "", 0 };
}

bool
xb_iptc_has(const struct xb_iptc *to, const char *name)
{
	return xb_iptc_value(to, name).len > 0;
}

void
xb_iptc_add(struct xb_iptc *to, const char *name, struct xb_str value)
{
	if (!value.ptr || !xb_record_add_text(to->record, to->arena, name, xb_str_trim(value)))
		to->full = true;
}

void
xb_iptc_add_line(struct xb_iptc *to, const char *name, const xmlNode *node)
{
	xb_iptc_add(to, name, xb_prose_line(node, to->arena));
}

void
xb_iptc_add_text(struct xb_iptc *to, const char *name, const xmlNode *node)
{
	xb_iptc_add(to, name, xb_prose_text(node, to->arena));
}

void
xb_iptc_add_attr(struct xb_iptc *to, const char *name, const xmlNode *node, const char *attr)
{
	xb_iptc_add(to, name, xb_xml_attr(node, attr, to->arena));
}

void
xb_iptc_add_rows(struct xb_iptc *to, const xmlNode *top, const struct xb_iptc_row *rows, size_t n)
{
	for (const struct xb_iptc_row *row = rows; row < rows + n; row++) {
		const xmlNode *node = xb_xml_find(top, row->path);

		if (!node || (!row->also && xb_iptc_has(to, row->name)))
			continue;
		if (row->attr)
			xb_iptc_add_attr(to, row->name, node, row->attr);
		else
			xb_iptc_add_text(to, row->name, node);
	}
}

struct xb_str
xb_iptc_code(struct xb_str value)
{
	size_t from = value.len;

	while (from && !memchr(":/#", value.ptr[from - 1], 3))
		from--;
	return xb_str_trim(xb_str_from(value, from));
}

bool
xb_iptc_is_readable(struct xb_str code)
{
	bool lower = false;

	for (size_t i = 0; i < code.len; i++) {
		unsigned char c = (unsigned char)code.ptr[i];

		if (c >= '0' && c <= '9')
			return false;
		lower |= c >= 0x80 || (c >= 'a' && c <= 'z');
	}
	return lower;
}

const char *
xb_iptc_status(struct xb_str word)
{
	static const struct { const char *word, *status; } rows[] = {
		{ "usable", "usable" },        { "withheld", "withheld" },   { "embargoed", "withheld" },
		{ "canceled", "canceled" },    { "cancelled", "canceled" },  { "cancel", "canceled" },
		{ "kill", "canceled" },        { "killed", "canceled" },     { "delete", "canceled" },
		{ "withdrawn", "canceled" },   { "withdrawal", "canceled" }, { "correction", "corrected" },
		{ "corrected", "corrected" },  { "rectify", "corrected" },   { "advisory", "advisory" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (xb_str_is_nocase(word, rows[i].word))
			return rows[i].status;
	return NULL;
}

const char *
xb_iptc_finish(struct xb_iptc *to)
{
	bool withdrawn = xb_str_is(xb_iptc_value(to, "status"), "canceled");

	if (!xb_iptc_has(to, "title"))
		xb_iptc_add(to, "title", xb_iptc_value(to, "slug"));
	if (withdrawn && !xb_iptc_has(to, "body") && !xb_iptc_has(to, "summary"))
		xb_iptc_add(to, "body", xb_iptc_value(to, "ednote"));
	if (withdrawn || xb_iptc_has(to, "title") || xb_iptc_has(to, "body") || xb_iptc_has(to, "summary"))
		return NULL;
	return "items without a text";
}

/* What is made of a document is at most so many times as long: "&a;" stands for 1 KiB at most (xml.c). */
#define GROWTH_MAX 512

xabar_status
xb_iptc_fail_full(const struct xb_iptc *to, uint64_t len, xabar_error *err)
{
	return xb_record_fail_full(to->arena, (size_t)len * GROWTH_MAX, err);
}

/* ---- A document of several items ---- */

struct xb_reader_state {
	xmlDoc *doc;   /* NULL: none is loaded */
	xmlNode *item; /* that comes next */
	uint64_t offset, end;
	struct xb_charset_found charset;
};

xabar_status
xb_iptc_open(struct xb_reader_context *ctx, xabar_error *err)
{
	ctx->state = calloc(1, sizeof(*ctx->state));
	return ctx->state ? XABAR_OK : xb_fail_nomem(err);
}

static void
unload(struct xb_reader_state *state)
{
	xmlFreeDoc(state->doc);
	state->doc = NULL;
}

void
xb_iptc_close(struct xb_reader_context *ctx)
{
	if (ctx->state)
		unload(ctx->state);
	free(ctx->state);
	ctx->state = NULL;
}

static xabar_status
parse(struct xb_str bytes, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_reader_state *state = ctx->state;
	struct xb_str text;
	bool mended;
	xabar_status status = xb_charset_decode(&text, &state->charset, ctx->charset, bytes, xb_declared_xml(bytes),
	                                        ctx->arena, err);

	if (status == XABAR_OK)
		status = xb_xml_parse(&state->doc, &mended, text, err);
	if (status == XABAR_OK && mended)
		xb_note(ctx->notes, "ill-formed XML, mended");
	return status;
}

static xabar_status
check(const struct xb_iptc_format *format, struct xb_reader_state *state, xabar_error *err)
{
	xmlNode *root = xmlDocGetRootElement(state->doc);

	if (!format->is_root(root))
		return xb_fail(err, XABAR_ERECORD, "the document is '%.40s', not %s", (const char *)root->name, format->name);
	state->item = format->next(root, NULL);
	if (!state->item)
		return xb_fail(err, XABAR_ERECORD, "there is no %s in the document", format->item);
	return XABAR_OK;
}

/* Nothing is left loaded where the input has ended, and after a failure. */
static xabar_status
load(struct xb_record *record, const struct xb_iptc_format *format, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_reader_state *state = ctx->state;
	struct xb_str bytes;
	xabar_status status;

	*state = (struct xb_reader_state){ .offset = xb_input_offset(ctx->input) };
	status = xb_input_whole(&bytes, ctx->input, err);
	if (status == XABAR_OK && bytes.len) {
		status = parse(bytes, ctx, err);
		xb_input_consume(ctx->input, bytes.len);
		if (status == XABAR_OK)
			status = check(format, state, err);
	}
	state->end = xb_input_offset(ctx->input);
	record->offset = state->offset;
	record->end = state->end;
	if (status != XABAR_OK)
		unload(state);
	return status;
}

/* Take the next item. The document's end is where its last record ends. */
static xmlNode *
take_item(struct xb_record *record, const struct xb_iptc_format *format, struct xb_reader_state *state)
{
	xmlNode *item = state->item;

	state->item = item ? format->next(xmlDocGetRootElement(state->doc), item) : NULL;
	*record = (struct xb_record){
		.offset = state->offset,
		.end = state->item ? state->offset : state->end,
		.charset = state->charset,
	};
	return item;
}

xabar_status
xb_iptc_next(struct xb_record *record, bool *more, const struct xb_iptc_format *format, struct xb_reader_context *ctx,
             xabar_error *err)
{
	struct xb_reader_state *state = ctx->state;
	struct xb_iptc to = { .record = record, .arena = ctx->arena };
	xmlNode *item;

	*record = (struct xb_record){ 0 };
	*more = true;
	if (!state->doc) {
		xabar_status status = load(record, format, ctx, err);

		if (status != XABAR_OK)
			return status;
	}
	while (state->doc && (item = take_item(record, format, state))) {
		const char *passed_over = format->fill(&to, item);

		state->charset.replaced = 0; /* they are counted once a document */
		if (to.full)
			return xb_iptc_fail_full(&to, state->end - state->offset, err);
		if (!passed_over)
			return XABAR_OK;
		xb_note(ctx->notes, passed_over);
		xb_arena_clear(ctx->arena); /* of what the item added, which goes with it */
	}
	unload(state);
	*more = false;
	return XABAR_OK;
}

/* ---- Detection ---- */

/* Where a document type ends: after the '>' that is neither in its brackets nor in quotes. */
static const char *
skip_doctype(const char *p, const char *end)
{
	unsigned depth = 0;
	char quote = 0;

	for (; p < end; p++) {
		if (quote)
			quote = *p == quote ? 0 : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '[')
			depth++;
		else if (*p == ']' && depth)
			depth--;
		else if (*p == '>' && depth == 0)
			return p + 1;
	}
	return end;
}

static const char *
skip_past(const char *p, const char *end, const char *what)
{
	size_t len = strlen(what);
	const char *found = memmem(p, (size_t)(end - p), what, len);

	return found ? found + len : end;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct xb_xml_root
xb_xml_root_of(struct xb_str head)
{
	const char *p = head.ptr, *end = head.ptr + head.len, *name, *close;

	if (xb_str_starts(head, "\xef\xbb\xbf"))
		p += 3;
	for (;;) {
		while (p < end && is_space(*p))
			p++;
		if (end - p < 2 || *p != '<')
			return (struct xb_xml_root){ 0 };
		if (p[1] == '?')
			p = skip_past(p, end, "?>");
		else if (xb_str_starts(xb_strn(p, (size_t)(end - p)), "<!--"))
			p = skip_past(p, end, "-->");
		else if (p[1] == '!')
			p = skip_doctype(p, end);
		else
			break;
	}
	name = p + 1;
	for (close = name; close < end && !is_space(*close) && *close != '>' && *close != '/'; close++)
		if (*close == ':')
			name = close + 1;
	return (struct xb_xml_root){
		.tag = { p, (size_t)(skip_past(p, end, ">") - p) },
		.name = { name, (size_t)(close - name) },
	};
}
