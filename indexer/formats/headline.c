/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "headline.h"

#include "text_header.h"

#define BYTES_MAX 200
#define WORDS_MAX 30
#define LONG_LINE 150 /* bytes: no line that was broken by hand or by a terminal is longer in its own letters, */
#define LONGER 2      /* and this many times as long as the headline */

/* What ends a sentence, or says that the text goes on. A question or a cry may be a headline. */
static const char *const ends[] = {
	".", ":", ",", ";", "։", "۔", "،", "؛", "。",
};

static bool
ends_with(struct xb_str s, const char *end)
{
	size_t len = strlen(end);

	return s.len >= len && memcmp(s.ptr + s.len - len, end, len) == 0;
}

static bool
may_be_headline(struct xb_str line)
{
	size_t words = 1;

	if (line.len == 0 || line.len > BYTES_MAX)
		return false;
	for (size_t i = 0; i < line.len; i++)
		words += line.ptr[i] == ' ';
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (ends_with(line, ends[i]) && !ends_with(line, "..."))
			return false;
	return words <= WORDS_MAX;
}

enum xb_headline
xb_headline_split(struct xb_str *title, struct xb_str *body, struct xb_str text)
{
	struct xb_str rest = text, first = { 0 }, line = { 0 }, after;
	bool blank = false;

	*title = (struct xb_str){ "", 0 };
	*body = text;
	while (first.len == 0 && xb_take_line(&rest, &line))
		first = xb_str_trim(line);
	after = rest;
	line.len = 0;
	while (line.len == 0 && xb_take_line(&rest, &line)) {
		line = xb_str_trim(line);
		blank |= line.len == 0;
	}
	if (line.len == 0 || !may_be_headline(first))
		return XB_HEADLINE_NONE;
	if (!blank && (line.len < LONG_LINE || line.len < LONGER * first.len))
		return XB_HEADLINE_NONE;
	*title = first;
	*body = after;
	return blank ? XB_HEADLINE_SURE : XB_HEADLINE_LIKELY;
}
