/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ARC, which came before WARC: a line "URL IP date type length" (version 1), or with five more fields before the length
 * (version 2), then so many bytes. The first record, filedesc://, describes the file. */
#include "warc_next.h"

#define LINE_MAX_LEN ((size_t)8 << 10)
#define SCHEME_MAX 12

/* What a line says. */
struct head {
	struct xb_str url, date, type, length;
};

/* Take the last field, after a space, off the line. */
static bool
take_last(struct xb_str *line, struct xb_str *field)
{
	const char *space = memrchr(line->ptr, ' ', line->len);

	if (!space)
		return false;
	*field = (struct xb_str){ space + 1, line->len - (size_t)(space + 1 - line->ptr) };
	line->len = (size_t)(space - line->ptr);
	return true;
}

/* 14 digits: of the older ones some have fewer, and some tools wrote more. */
static bool
is_date(struct xb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len >= 8 && s.len <= 20;
}

static bool
is_address(struct xb_str s)
{
	return s.len && s.len < 46 && (memchr(s.ptr, '.', s.len) || memchr(s.ptr, ':', s.len) || xb_str_is(s, "-"));
}

/* Fields are counted from the end, since there may be spaces in the URL. Of version 2 those between type and length are
 * status, checksum, redirect, offset and file name. */
static bool
read_fields(struct head *head, struct xb_str line, int skipped)
{
	struct xb_str none, address;
	bool ok = take_last(&line, &head->length);

	while (ok && skipped--)
		ok = take_last(&line, &none);
	ok = ok && take_last(&line, &head->type) && take_last(&line, &head->date) && take_last(&line, &address);
	head->url = xb_str_trim(line);
	return ok && is_date(head->date) && is_address(address);
}

static bool
read_line(struct head *head, struct xb_str bytes)
{
	const char *newline = memchr(bytes.ptr, '\n', bytes.len < LINE_MAX_LEN ? bytes.len : LINE_MAX_LEN);
	struct xb_str line = { bytes.ptr, newline ? (size_t)(newline - bytes.ptr) : 0 };

	if (line.len && line.ptr[line.len - 1] == '\r')
		line.len--;
	return read_fields(head, line, 0) || read_fields(head, line, 5);
}

/* A scheme, and a line of such fields. */
static bool
arc_starts(struct xb_str window, size_t at)
{
	struct xb_str bytes = xb_str_from(window, at);
	struct head head;
	size_t i = 0;

	while (i < bytes.len && i < SCHEME_MAX && bytes.ptr[i] >= 'a' && bytes.ptr[i] <= 'z')
		i++;
	return i > 1 && i < bytes.len && bytes.ptr[i] == ':' && read_line(&head, bytes);
}

static size_t
arc_head_len(struct xb_str bytes)
{
	const char *newline = memchr(bytes.ptr, '\n', bytes.len);

	return newline ? (size_t)(newline - bytes.ptr) + 1 : 0;
}

static bool
arc_block_len(uint64_t *len, struct xb_str line)
{
	struct head head;

	return read_line(&head, line) && xb_mime_number(len, head.length);
}

/* 20140216050221 as WARC has it: 2014-02-16T05:02:21Z. */
static struct xb_str
iso_date(struct xb_str digits, struct xb_arena *arena)
{
	static const char form[] = "0000-00-00T00:00:00Z";
	char *out = xb_arena_strndup(arena, form, strlen(form));
	size_t used = 0;

	for (size_t i = 0; out && form[i]; i++)
		if (form[i] == '0' && used < digits.len)
			out[i] = digits.ptr[used++];
	return (struct xb_str){ out, strlen(form) };
}

static bool
arc_describe(struct xb_warc_page *page, const char **note, struct xb_str line, struct xb_arena *arena)
{
	struct head head;

	if (!read_line(&head, line))
		return true;
	page->url = head.url;
	page->type = head.type;
	page->date = head.date.len < 14 ? head.date : iso_date(head.date, arena);
	*note = xb_str_starts(head.url, "filedesc:") ? "filedesc" : NULL;
	return page->date.ptr != NULL;
}

static const struct xb_warc_syntax syntax = {
	.seek = { .mark = "\n", .before = 1, .behind = 1, .look = XB_WARC_LOOK, .starts = arc_starts },
	.head_len = arc_head_len,
	.block_len = arc_block_len,
	.describe = arc_describe,
};

static xabar_status
arc_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	return xb_warc_next(record, more, ctx, &syntax, err);
}

static int
arc_detect(struct xb_str head)
{
	head = xb_str_trim(head);
	return xb_str_starts(head, "filedesc:") && arc_starts(head, 0) ? 99 : 0;
}

const struct xb_format xb_format_arc = {
	.name = "arc",
	.suffixes = ".arc .arc.gz",
	.help = "ARC web archives, versions 1 and 2: the pages in them",
	.growable = true,
	.detect = arc_detect,
	.open = xb_warc_open,
	.close = xb_warc_close,
	.next = arc_next,
};
