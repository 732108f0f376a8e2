/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The Reuters-21578 collection (D. Lewis, 1997): SGML of wire copy of 1987, a <REUTERS> element a dispatch. Its README
 * says what the elements are. */
#include "pieces.h"
#include "reader.h"
#include "sgml.h"

enum kind { TEXT, LIST, PLACE, NAME, CODES };

/* Elements that are fields. TEXT itself is one when it is not divided (TYPE="UNPROC"). */
static const struct xb_sgml_field elements[] = {
	{ "DATE", TEXT, "date" },       { "TITLE", TEXT, "title" },     { "BODY", TEXT, "body" },
	{ "DATELINE", PLACE, "place" }, { "AUTHOR", NAME, "byline" },   { "TOPICS", LIST, "tags" },
	{ "PLACES", LIST, "tags" },     { "PEOPLE", LIST, "tags" },     { "ORGS", LIST, "tags" },
	{ "EXCHANGES", LIST, "tags" },  { "COMPANIES", LIST, "tags" },  { "UNKNOWN", CODES, "slug" },
};

static const struct xb_sgml_field *
find_element(struct xb_str tag)
{
	return xb_sgml_field_find(elements, sizeof(elements) / sizeof(*elements), tag);
}

/* The slug in a line of wire codes, "u f BC-BAHIA-COCOA-REVIEW   02-26 0105": what begins with the cycle it is for. */
static struct xb_str
find_slug(struct xb_str codes)
{
	static const char *const cycles[] = { "BC-", "AM-", "PM-" };

	for (size_t i = 0; i < 3; i++) {
		const char *p = memmem(codes.ptr, codes.len, cycles[i], 3);
		size_t len = 0;

		if (!p)
			continue;
		while (p + len < codes.ptr + codes.len && (unsigned char)p[len] > ' ')
			len++;
		return (struct xb_str){ p, len };
	}
	return (struct xb_str){ "", 0 };
}

static bool
add_list(struct xb_record *record, struct xb_arena *arena, const char *name, struct xb_str list)
{
	struct xb_sgml_tag tag;
	size_t from = 0, start = list.len;

	while (xb_sgml_tag_next(&tag, list, from)) {
		from = tag.end;
		if (!tag.closing)
			start = tag.end;
		else if (start < tag.start &&
		         !xb_record_add_text(record, arena, name, (struct xb_str){ list.ptr + start, tag.start - start }))
			return false;
	}
	return true;
}

static bool
add_element(struct xb_record *record, struct xb_arena *arena, const struct xb_sgml_field *element, struct xb_str value)
{
	if (element->kind == LIST)
		return add_list(record, arena, element->name, value);
	value = xb_sgml_resolve(value, arena);
	if (!value.ptr)
		return false;
	if (element->kind == PLACE)
		value = xb_dateline_place(value);
	else if (element->kind == NAME)
		value = xb_byline_name(value);
	else if (element->kind == CODES)
		value = find_slug(value);
	return xb_record_add_text(record, arena, element->name, value);
}

/* An element's end is its end tag, or, when that is missing, the end of the dispatch. */
static struct xb_str
element_value(struct xb_str text, const struct xb_sgml_tag *open, size_t *end)
{
	struct xb_sgml_tag tag;

	for (size_t from = open->end; xb_sgml_tag_next(&tag, text, from); from = tag.end)
		if (tag.closing && xb_str_equal(tag.name, open->name)) {
			*end = tag.end;
			return (struct xb_str){ text.ptr + open->end, tag.start - open->end };
		}
	*end = text.len;
	return xb_str_from(text, open->end);
}

static bool
fill_record(struct xb_record *record, struct xb_arena *arena, struct xb_str text)
{
	struct xb_sgml_tag tag;
	size_t from = 0;
	bool ok = true;

	while (ok && xb_sgml_tag_next(&tag, text, from)) {
		const struct xb_sgml_field *element = tag.closing ? NULL : find_element(tag.name);

		from = tag.end;
		if (!tag.closing && xb_str_is_nocase(tag.name, "REUTERS"))
			ok = xb_record_add_text(record, arena, "id", xb_sgml_attr(&tag, "NEWID")) &&
			     xb_record_add_text(record, arena, "oldid", xb_sgml_attr(&tag, "OLDID"));
		else if (!tag.closing && xb_str_is_nocase(tag.name, "TEXT") &&
		         xb_str_is_nocase(xb_sgml_attr(&tag, "TYPE"), "UNPROC"))
			ok = add_element(record, arena, &(struct xb_sgml_field){ .name = "body" }, element_value(text, &tag, &from));
		else if (element)
			ok = add_element(record, arena, element, element_value(text, &tag, &from));
	}
	return ok && xb_record_add_text(record, arena, "source", xb_str("Reuters")) &&
	       xb_record_add_text(record, arena, "lang", xb_str("en"));
}

static xabar_status
reuters_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str bytes, text;
	xabar_status status = xb_piece_next(&bytes, more, record, ctx->input, xb_piece_find_tag, "REUTERS", err);

	if (status != XABAR_OK || !*more)
		return status;
	status = xb_charset_decode(&text, &record->charset, ctx->charset, bytes, (struct xb_str){ 0 }, ctx->arena, err);
	if (status == XABAR_OK && !fill_record(record, ctx->arena, text))
		status = xb_record_fail_full(ctx->arena, bytes.len, err);
	return status;
}

static int
reuters_detect(struct xb_str head)
{
	size_t at = xb_piece_find_tag(head, 0, "REUTERS");
	struct xb_sgml_tag tag;

	return at < 1024 && xb_sgml_tag_next(&tag, head, at) && xb_sgml_attr(&tag, "NEWID").len ? 98 : 0;
}

const struct xb_format xb_format_reuters = {
	.name = "reuters",
	.suffixes = ".sgm",
	.help = "SGML of the Reuters-21578 collection",
	.detect = reuters_detect,
	.next = reuters_next,
};
