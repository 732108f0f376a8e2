/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collections of news in the form of the TREC conferences, a <DOC> a dispatch: Associated Press, Wall Street Journal,
 * Financial Times, Los Angeles Times, FBIS, the English and Arabic Gigaword, Hamshahri; and two older forms, whose
 * dispatches begin with a line: ".DID" (Hamshahri of 2003), "*TEXT" (TIME of 1963). */
#include <stdlib.h>
#include <strings.h>

#include "date_pattern.h"
#include "charset/declared.h"
#include "headline.h"
#include "pieces.h"
#include "reader.h"
#include "sgml.h"
#include "text_header.h"

#define HEAD_BYTES ((size_t)16 << 10)

struct xb_reader_state {
	const struct style *style;
	char declared[40]; /* of an XML declaration */
};

enum kind { TEXT, DATE, PLACE, NAME };

/* Elements whose names are no names of ours, or whose text needs help. All others have their own name. */
static const struct xb_sgml_field elements[] = {
	{ "docno", TEXT, "id" },        { "headline", TEXT, "title" }, { "hl", TEXT, "title" },
	{ "head", TEXT, "title" },      { "ttl", TEXT, "title" },      { "ti", TEXT, "title" },
	{ "title", TEXT, "title" },     { "text", TEXT, "body" },      { "lp", TEXT, "body" },
	{ "leadpara", TEXT, "body" },   { "date", DATE, "date" },      { "date1", DATE, "date" },
	{ "dd", DATE, "date" },         { "date_time", DATE, "date" }, { "byline", NAME, "byline" },
	{ "author", NAME, "byline" },   { "dateline", PLACE, "place" }, { "so", TEXT, "source" },
	{ "pub", TEXT, "source" },      { "section", TEXT, "section" }, { "cat", TEXT, "section" },
	{ "subject", TEXT, "tags" },    { "in", TEXT, "tags" },
};

static const struct xb_sgml_field *
find_element(struct xb_str tag)
{
	return xb_sgml_field_find(elements, sizeof(elements) / sizeof(*elements), tag);
}

/* ---- Dates ---- */

/* Add a date in the first of the forms that it has, as ISO 8601. */
static bool
add_date_as(struct xb_record *record, struct xb_arena *arena, struct xb_str text, const char *const *patterns)
{
	char out[XB_DATE_TEXT_MAX];
	struct xb_date date;

	for (; *patterns; patterns++)
		if (xb_date_pattern_parse(&date, text, xb_str(*patterns), NULL)) {
			struct xb_str made = xb_arena_str(arena, xb_strn(out, xb_date_format(out, &date)));

			return made.ptr && xb_record_add_text(record, arena, "date", made);
		}
	return true;
}

/* A date as a rule needs no help; some have two digits for the year, American order, or the edition after it. */
static bool
add_date(struct xb_record *record, struct xb_arena *arena, struct xb_str text, bool persian)
{
	static const char *const western[] = { "%B %d, %Y", "%m/%d/%y", "%y%m%d", NULL };
	static const char *const jalali[] = { "%J%Y/%m/%d", "%J%y/%m/%d", "%J%Y.%m.%d", "%J%y.%m.%d", "%J%Y\\%m\\%d",
	                                      "%J%y\\%m\\%d", "%J%Y-%m-%d", "%J%y-%m-%d", NULL };
	struct xb_date date;

	text = xb_str_trim(text);
	if (persian)
		return add_date_as(record, arena, text, jalali);
	if (xb_date_parse(&date, text, NULL))
		return xb_record_add_text(record, arena, "date", text);
	return add_date_as(record, arena, text, western);
}

/* Where a collection numbers its dispatches by their day, and says it nowhere else. */
static bool
add_date_of_id(struct xb_record *record, struct xb_arena *arena)
{
	static const char *const patterns[] = { "_%Y%m%d.", "AP%y%m%d-", "WSJ%y%m%d-", "LA%m%d%y-", "NYT%Y%m%d.",
	                                        "APW%Y%m%d.", "XIE%Y%m%d.", NULL };
	struct xb_str id = { "", 0 };

	for (size_t i = 0; i < record->npairs; i++) {
		if (xb_str_is(record->pairs[i].name, "date"))
			return true;
		if (xb_str_is(record->pairs[i].name, "id"))
			id = record->pairs[i].value;
	}
	return add_date_as(record, arena, id, patterns);
}

/* ---- <DOC> ---- */

/* An element that is open. */
struct open {
	const struct xb_sgml_field *element; /* NULL: one that we have no name for, a field only if it has no elements in it */
	struct xb_sgml_tag tag;
	bool any;
};

static struct xb_str
lower(struct xb_str s, struct xb_arena *arena)
{
	char *made = xb_arena_strndup(arena, s.ptr, s.len);

	for (size_t i = 0; made && i < s.len; i++)
		made[i] = (char)(made[i] >= 'A' && made[i] <= 'Z' ? made[i] + ('a' - 'A') : made[i]);
	return (struct xb_str){ made, s.len };
}

static bool
add_field(struct xb_record *record, struct xb_arena *arena, const struct open *open, struct xb_str markup)
{
	const struct xb_sgml_field *element = open->element;
	struct xb_str value = xb_sgml_text(markup, arena);
	struct xb_str name = element ? xb_str(element->name) : lower(open->tag.name, arena);

	if (!value.ptr || !name.ptr)
		return false;
	if (xb_str_trim(value).len == 0)
		return true;
	if (element && element->kind == DATE) {
		struct xb_str calendar = xb_sgml_attr(&open->tag, "calendar");

		if (calendar.len == 0)
			calendar = xb_sgml_attr(&open->tag, "calender"); /* Hamshahri's spelling */
		return add_date(record, arena, value, xb_str_is_nocase(calendar, "persian"));
	}
	if (element && element->kind == PLACE)
		value = xb_dateline_place(value);
	if (element && element->kind == NAME)
		value = xb_byline_name(value);
	return xb_record_add(record, arena, name, value);
}

/* <DOC id="AFP_ENG_19940512.0003" type="story"> */
static bool
add_attributes(struct xb_record *record, struct xb_arena *arena, const struct xb_sgml_tag *tag)
{
	return xb_record_add_text(record, arena, "id", xb_sgml_attr(tag, "id")) &&
	       xb_record_add_text(record, arena, "type", xb_sgml_attr(tag, "type"));
}

/* Elements whose end tag is missing end where the next field begins; the text goes on to its own end. */
static bool
take_tag(struct open *open, struct xb_record *record, struct xb_arena *arena, struct xb_str text,
         const struct xb_sgml_tag *tag)
{
	const struct xb_sgml_field *element = tag->closing ? NULL : find_element(tag->name);
	struct xb_str inside = { text.ptr + open->tag.end, tag->start - open->tag.end };
	bool closes = tag->closing && open->any && strncasecmp(tag->name.ptr, open->tag.name.ptr, tag->name.len) == 0 &&
	              tag->name.len == open->tag.name.len;
	bool in_text = open->any && open->element && xb_str_is(xb_str(open->element->name), "body");
	bool ok = true;

	if (closes || (element && open->any && open->element && !in_text))
		ok = add_field(record, arena, open, inside);
	if (closes)
		open->any = false;
	else if (!tag->closing && (!open->any || !open->element || (element && !in_text)))
		*open = (struct open){ element, *tag, true };
	return ok;
}

static bool
fill_doc(struct xb_record *record, struct xb_arena *arena, struct xb_str text)
{
	struct open open = { 0 };
	struct xb_sgml_tag tag;
	size_t end = text.len;
	bool ok;

	if (!xb_sgml_tag_next(&tag, text, 0))
		return true;
	ok = add_attributes(record, arena, &tag);
	while (ok && end == text.len && xb_sgml_tag_next(&tag, text, tag.end)) {
		if (xb_str_is_nocase(tag.name, "doc"))
			end = tag.start;
		else
			ok = take_tag(&open, record, arena, text, &tag);
	}
	if (ok && open.any && open.element)
		ok = add_field(record, arena, &open, (struct xb_str){ text.ptr + open.tag.end, end - open.tag.end });
	return ok && add_date_of_id(record, arena);
}

/* ---- Lines ---- */

static bool
add_text(struct xb_record *record, struct xb_arena *arena, struct xb_str text)
{
	struct xb_str title, body;

	xb_headline_split(&title, &body, text);
	return xb_record_add_text(record, arena, "title", title) && xb_record_add_text(record, arena, "body", body);
}

/* .DID 1, .Date 75\04\02, .Cat adabh; then the text. */
static bool
fill_did(struct xb_record *record, struct xb_arena *arena, struct xb_str text)
{
	struct xb_str rest = text, line;
	bool ok = true;

	while (ok && xb_take_line(&rest, &line) && line.len && *line.ptr == '.') {
		struct xb_str key = { line.ptr, 0 }, value;

		while (key.len < line.len && line.ptr[key.len] != '\t' && line.ptr[key.len] != ' ')
			key.len++;
		value = xb_str_trim(xb_str_from(line, key.len));
		if (xb_str_is_nocase(key, ".did"))
			ok = xb_record_add_text(record, arena, "id", value);
		else if (xb_str_is_nocase(key, ".date"))
			ok = add_date(record, arena, value, true);
		else if (xb_str_is_nocase(key, ".cat"))
			ok = xb_record_add_text(record, arena, "section", value);
		else
			break;
		text = rest;
	}
	return ok && add_text(record, arena, text);
}

/* *TEXT 017 01/04/63 PAGE 020 */
static bool
fill_time(struct xb_record *record, struct xb_arena *arena, struct xb_str text)
{
	struct xb_str line, rest = text;
	const char *stop = memmem(text.ptr, text.len, "\n*STOP", 6);
	size_t id = 6;

	if (stop)
		rest.len = (size_t)(stop - text.ptr);
	xb_take_line(&rest, &line);
	while (id < line.len && line.ptr[id] != ' ')
		id++;
	return xb_record_add_text(record, arena, "id", (struct xb_str){ line.ptr + 6, id - 6 }) &&
	       add_date(record, arena, xb_str_from(line, id), false) && xb_record_add_text(record, arena, "body", rest);
}

/* ---- The reader ---- */

static const struct style {
	const char *mark;
	xb_piece_find find;
	bool (*fill)(struct xb_record *record, struct xb_arena *arena, struct xb_str text);
} styles[] = {
	{ "DOC", xb_piece_find_tag, fill_doc },
	{ ".DID", xb_piece_find_line, fill_did },
	{ "*TEXT ", xb_piece_find_line, fill_time },
};

/* Of the marks the one that comes first. */
static const struct style *
find_style(struct xb_str head)
{
	const struct style *best = &styles[0];
	size_t first = head.len;

	for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++) {
		size_t at = styles[i].find(head, 0, styles[i].mark);

		if (at < first) {
			first = at;
			best = &styles[i];
		}
	}
	return best;
}

static xabar_status
trec_open(struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str head, declared;
	xabar_status status = xb_input_window(&head, ctx->input, HEAD_BYTES, err);

	if (status != XABAR_OK)
		return status;
	ctx->state = calloc(1, sizeof(*ctx->state));
	if (!ctx->state)
		return xb_fail_nomem(err);
	if (xb_str_starts(head, "\xef\xbb\xbf")) {
		xb_input_consume(ctx->input, 3);
		head = xb_str_from(head, 3);
	}
	ctx->state->style = find_style(head);
	declared = xb_declared_xml(head);
	if (declared.len && declared.len < sizeof(ctx->state->declared))
		memcpy(ctx->state->declared, declared.ptr, declared.len);
	return XABAR_OK;
}

static void
trec_close(struct xb_reader_context *ctx)
{
	free(ctx->state);
	ctx->state = NULL;
}

static xabar_status
trec_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	const struct style *style = ctx->state->style;
	struct xb_str bytes, text;
	xabar_status status = xb_piece_next(&bytes, more, record, ctx->input, style->find, style->mark, err);

	if (status != XABAR_OK || !*more)
		return status;
	status = xb_charset_decode(&text, &record->charset, ctx->charset, bytes, xb_str(ctx->state->declared), ctx->arena,
	                           err);
	if (status == XABAR_OK && !style->fill(record, ctx->arena, text))
		status = xb_record_fail_full(ctx->arena, bytes.len, err);
	return status;
}

/* A <DOC> has its number near its beginning, as an element or as an attribute. */
static bool
is_doc(struct xb_str head, size_t at)
{
	static const char *const numbers[] = { "docno", "docid", "docnum" };
	struct xb_sgml_tag tag;

	if (!xb_sgml_tag_next(&tag, head, at))
		return false;
	if (xb_sgml_attr(&tag, "id").len && xb_sgml_attr(&tag, "type").len)
		return true;
	for (int n = 0; n < 5 && xb_sgml_tag_next(&tag, head, tag.end); n++)
		for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
			if (xb_str_is_nocase(tag.name, numbers[i]))
				return true;
	return false;
}

static int
trec_detect(struct xb_str head)
{
	size_t at;

	if (xb_str_starts(head, "\xef\xbb\xbf"))
		head = xb_str_from(head, 3);
	at = xb_piece_find_tag(head, 0, "DOC");
	if (at < 4096 && at < head.len)
		return is_doc(head, at) ? 94 : 0;
	at = xb_piece_find_line(head, 0, ".DID");
	if (at < 256 && at + 4 < head.len && (head.ptr[at + 4] == '\t' || head.ptr[at + 4] == ' '))
		return 92;
	at = xb_piece_find_line(head, 0, "*TEXT ");
	return at < 256 && at < head.len ? 92 : 0;
}

const struct xb_format xb_format_trec = {
	.name = "trec",
	.suffixes = ".sgml .trec",
	.help = "TREC's collections of news: a <DOC> a dispatch; also Hamshahri",
	.detect = trec_detect,
	.open = trec_open,
	.close = trec_close,
	.next = trec_next,
};
