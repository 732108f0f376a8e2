/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A saved web page: one record. */
#include "charset/declared.h"
#include "html_page.h"
#include "reader.h"

static xabar_status
html_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	uint64_t offset = xb_input_offset(ctx->input);
	struct xb_str bytes, text;
	xabar_status status;

	*record = (struct xb_record){ .offset = offset, .end = offset };
	status = xb_input_whole(&bytes, ctx->input, err);
	*more = status != XABAR_OK || xb_str_trim(bytes).len > 0;
	if (status == XABAR_OK) {
		status = xb_charset_decode(&text, &record->charset, ctx->charset, bytes, xb_declared_html(bytes), ctx->arena, err);
		if (status == XABAR_OK && *more)
			status = xb_html_page(record, text, (struct xb_str){ "", 0 }, ctx->arena, err);
		/* What was made may lie in the window, which stays where it is until it is next asked for. */
		xb_input_consume(ctx->input, bytes.len);
	}
	record->end = xb_input_offset(ctx->input);
	return status;
}

/* ---- Detection ---- */

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Past white space, comments and an XML declaration. */
static struct xb_str
skip_prologue(struct xb_str s)
{
	for (;;) {
		const char *end;

		while (s.len && is_space(*s.ptr))
			s = xb_str_from(s, 1);
		if (xb_str_starts(s, "<!--"))
			end = memmem(s.ptr, s.len, "-->", 3);
		else
			end = xb_str_starts(s, "<?") ? memchr(s.ptr, '>', s.len) : NULL;
		if (!end)
			return s;
		s = xb_str_from(s, (size_t)(end - s.ptr) + (*end == '-' ? 3 : 1));
	}
}

/* What a page may begin with, and nothing else does. */
static int
first_tag_score(struct xb_str s)
{
	static const struct { const char *tag; int score; } rows[] = {
		{ "<!doctype html", 85 }, { "<html", 85 }, { "<head", 82 }, { "<body", 82 }, { "<meta", 80 }, { "<title", 60 },
		{ "<div", 80 },           { "<table", 60 }, { "<center", 60 }, { "<script", 60 }, { "<article", 60 }, { "<h1", 60 },
		{ "<p>", 40 },            { "<link", 40 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		size_t len = strlen(rows[i].tag);
		char next = s.len > len ? s.ptr[len] : '>';

		if (s.len >= len && xb_str_is_nocase((struct xb_str){ s.ptr, len }, rows[i].tag) &&
		    (is_space(next) || next == '>' || rows[i].tag[len - 1] == '>'))
			return rows[i].score;
	}
	return 0;
}

static int
html_detect(struct xb_str head)
{
	if (xb_str_starts(head, "\xef\xbb\xbf"))
		head = xb_str_from(head, 3);
	return first_tag_score(skip_prologue(head));
}

const struct xb_format xb_format_html = {
	.name = "html",
	.suffixes = ".html .htm .xhtml",
	.help = "a saved web page",
	.detect = html_detect,
	.next = html_next,
};
