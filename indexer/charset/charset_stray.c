/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_stray.h"

#include "charset_page.h"
#include "text/unicode.h"

#define WORD_MAX 16 /* so much of a word on either side tells enough */

/* A run of bytes that are no UTF-8, one after the other. */
struct run {
	size_t begin, end;
};

/* The first run from `from` on. */
static bool
next_run(struct run *run, struct xb_str text, size_t from)
{
	const char *end = text.ptr + text.len, *p;

	run->begin = from + xb_utf8_valid(xb_str_from(text, from));
	if (run->begin == text.len)
		return false;
	for (p = text.ptr + run->begin; p < end && (*p & 0x80);) {
		const char *q = p;

		xb_utf8_next(&q, end);
		if (xb_utf8_valid(xb_strn(p, (size_t)(q - p))))
			break;
		p = q;
	}
	run->end = (size_t)(p - text.ptr);
	return true;
}

static bool
is_letter(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* A lead byte with some but not all of what it announces: a character that was cut. Before an ASCII letter a lead byte is rather
 * a letter of its word. */
static bool
is_cut(struct xb_str text, const struct run *run)
{
	unsigned char lead = (unsigned char)text.ptr[run->begin];
	size_t len = run->end - run->begin, whole = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;

	if (lead < 0xc2 || lead > 0xf4 || len >= whole)
		return false;
	for (size_t i = run->begin + 1; i < run->end; i++)
		if (((unsigned char)text.ptr[i] & 0xc0) != 0x80)
			return false;
	return len > 1 || run->end == text.len || !is_letter(text.ptr[run->end]);
}

void
xb_stray_look(struct xb_evidence *evidence, struct xb_str text)
{
	struct run run = { 0, 0 };
	bool more = true;

	xb_evidence_clear(evidence);
	while (more && next_run(&run, text, run.end)) {
		struct run word = run;

		while (word.begin && run.begin - word.begin < WORD_MAX && is_letter(text.ptr[word.begin - 1]))
			word.begin--;
		while (word.end < text.len && word.end - run.end < WORD_MAX && is_letter(text.ptr[word.end]))
			word.end++;
		if (!is_cut(text, &run))
			more = xb_evidence_add(evidence, xb_strn(text.ptr + word.begin, word.end - word.begin));
	}
}

/* A byte alone that is the same mark in CP1252 and CP1251, beside ASCII. */
static const uint16_t *
as_mark(struct xb_str text, const struct run *run)
{
	const uint16_t *western = xb_page_high[XB_PAGE_CP1252];
	const uint16_t *cyrillic = xb_page_high[XB_PAGE_CP1251];
	unsigned at = (unsigned char)text.ptr[run->begin] & 0x7f;
	bool edge = !run->begin || run->end == text.len || !(text.ptr[run->begin - 1] & 0x80) || !(text.ptr[run->end] & 0x80);

	return run->end - run->begin == 1 && edge && western[at] == cyrillic[at] && western[at] != XB_PAGE_NONE ? western : NULL;
}

void
xb_stray_decode(struct xb_sink *sink, const uint16_t *high, struct xb_str text)
{
	struct run run = { 0, 0 };
	size_t done = 0;

	for (; next_run(&run, text, done); done = run.end) {
		struct xb_str bytes = { text.ptr + run.begin, run.end - run.begin };
		const uint16_t *page = as_mark(text, &run);

		xb_sink_add(sink, xb_strn(text.ptr + done, run.begin - done));
		if (!page && high && !is_cut(text, &run))
			page = high;
		if (page) {
			xb_decode_page(sink, page, bytes);
			sink->repaired += bytes.len;
		} else {
			xb_decode_utf8(sink, bytes);
		}
	}
	xb_sink_add(sink, xb_str_from(text, done));
}
