/* SPDX-License-Identifier: GPL-2.0-or-later */
/* WARC (ISO 28500), WET with it: pages out of what a crawl kept. */
#include <strings.h>

#include "text/language.h"
#include "warc_next.h"

/* ---- Heads ---- */

static const char magic[] = "WARC/";

/* "WARC/1.1", the end of the line, and a field. */
static bool
warc_starts(struct xb_str window, size_t at)
{
	struct xb_str bytes = xb_str_from(window, at);
	size_t i = strlen(magic);

	if (!xb_str_starts(bytes, magic))
		return false;
	while (i < bytes.len && i < 16 && ((bytes.ptr[i] >= '0' && bytes.ptr[i] <= '9') || bytes.ptr[i] == '.'))
		i++;
	if (i == strlen(magic))
		return false;
	while (i < bytes.len && i < 16 && (bytes.ptr[i] == '\r' || bytes.ptr[i] == ' '))
		i++;
	if (i == bytes.len)
		return true; /* the input ends here */
	if (bytes.ptr[i++] != '\n')
		return false;
	bytes = xb_str_from(bytes, i);
	for (i = 0; i < bytes.len && i < 64; i++)
		if (bytes.ptr[i] == ':' || bytes.ptr[i] <= ' ')
			return i > 0 && bytes.ptr[i] == ':';
	return i == bytes.len;
}

/* To the empty line. */
static size_t
find_empty_line(struct xb_str bytes)
{
	size_t at = 0;

	while (at < bytes.len) {
		const char *newline = memchr(bytes.ptr + at, '\n', bytes.len - at);
		size_t next;

		if (!newline)
			return 0;
		next = (size_t)(newline - bytes.ptr) + 1;
		if (next < bytes.len && bytes.ptr[next] == '\n')
			return next + 1;
		if (next + 1 < bytes.len && bytes.ptr[next] == '\r' && bytes.ptr[next + 1] == '\n')
			return next + 2;
		at = next;
	}
	return 0;
}

/* A head that another one begins in has lost its end, perhaps with a damaged member of gzip. */
static size_t
warc_head_len(struct xb_str bytes)
{
	struct xb_str head = { bytes.ptr, find_empty_line(bytes) };
	size_t from = 1;

	while (from < head.len) {
		const char *mark = memmem(head.ptr + from, head.len - from, magic, strlen(magic));

		if (!mark)
			break;
		from = (size_t)(mark - head.ptr) + 1;
		if (warc_starts(head, from - 1))
			return 0;
	}
	return head.len;
}

static bool
warc_block_len(uint64_t *len, struct xb_str head)
{
	static const char name[] = "Content-Length:";

	while (head.len) {
		const char *newline = memchr(head.ptr, '\n', head.len);
		size_t line = newline ? (size_t)(newline - head.ptr) + 1 : head.len;

		if (line >= strlen(name) && strncasecmp(head.ptr, name, strlen(name)) == 0)
			return xb_mime_number(len, xb_str_trim((struct xb_str){ head.ptr + strlen(name), line - strlen(name) }));
		head = xb_str_from(head, line);
	}
	return false;
}

/* ---- Records ---- */

static const struct {
	const char *type;
	const char *note; /* NULL: it may be a page */
} types[] = {
	{ "response", NULL },
	{ "resource", NULL },
	{ "conversion", NULL },
	{ "request", "requests" },
	{ "metadata", "metadata" },
	{ "warcinfo", "warcinfo" },
	{ "revisit", "revisits" },
	{ "continuation", "continuations" },
};

static const char *
note_of(struct xb_str type)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (xb_str_is_nocase(type, types[i].type))
			return types[i].note;
	return "records of other types";
}

/* Some writers take the <> in the grammar of WARC 1.0 for a part of the address. */
static struct xb_str
without_brackets(struct xb_str s)
{
	if (s.len >= 2 && *s.ptr == '<' && s.ptr[s.len - 1] == '>')
		return xb_str_trim((struct xb_str){ s.ptr + 1, s.len - 2 });
	return s;
}

static bool
warc_describe(struct xb_warc_page *page, const char **note, struct xb_str head, struct xb_arena *arena)
{
	struct xb_mime_fields fields;
	struct xb_str type, lang;

	if (!xb_mime_fields_read(&fields, head, arena))
		return false;
	type = xb_mime_field(&fields, "WARC-Type");
	*note = note_of(type);
	page->url = without_brackets(xb_mime_field(&fields, "WARC-Target-URI"));
	page->type = xb_mime_field(&fields, "Content-Type");
	page->record_id = without_brackets(xb_mime_field(&fields, "WARC-Record-ID"));
	page->date = xb_mime_field(&fields, "WARC-Date");
	page->digest = xb_mime_field(&fields, "WARC-Payload-Digest");
	page->truncated = xb_mime_field(&fields, "WARC-Truncated");
	page->headline = xb_str_is_nocase(type, "conversion");
	/* Common Crawl's guess for a text: "rus", or "rus,eng", which does not say which. */
	lang = xb_mime_field(&fields, "WARC-Identified-Content-Language");
	if (page->headline && xb_language_find(lang))
		page->lang = lang;
	return true;
}

static const struct xb_warc_syntax syntax = {
	.seek = { .mark = magic, .look = XB_WARC_LOOK, .starts = warc_starts },
	.end = "\r\n\r\n",
	.head_len = warc_head_len,
	.block_len = warc_block_len,
	.describe = warc_describe,
};

static xabar_status
warc_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	return xb_warc_next(record, more, ctx, &syntax, err);
}

static int
warc_detect(struct xb_str head)
{
	return warc_starts(xb_str_trim(head), 0) ? 99 : 0;
}

const struct xb_format xb_format_warc = {
	.name = "warc",
	.suffixes = ".warc .warc.gz .wet.gz",
	.help = "WARC web archives, and WET: the pages and texts in them",
	.growable = true,
	.detect = warc_detect,
	.open = xb_warc_open,
	.close = xb_warc_close,
	.next = warc_next,
};
