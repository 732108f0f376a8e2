/* SPDX-License-Identifier: GPL-2.0-or-later */
/* IPTC Recommendation 7901, "The Text Transmission Format" (5th revision, 1995): a header line of source and number,
 * category, priority, word count and keywords; then lines of headline and byline, the last of them ended by "=" where
 * agencies do so; then the text; after it a time group. */
#include "wire.h"
#include "wire_story.h"
#include "wire_text.h"

#define HEAD_LINES_MAX 12  /* before the text */
#define HEAD_LINE_MAX 200
#define SOURCE_MAX 12      /* bytes of the source's letters */

static bool
all_digits(struct xb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len > 0;
}

/* "eca0003 3 i 380  dpa 0045", "azt0135 i 4 211 Azerbaijan/gas/": agencies differ in the order of category and priority.
 * What follows the word count is keywords, or a number of the agency's own. */
static bool
parse_header(struct xb_wire_story *story, struct xb_str line)
{
	struct xb_str word, rest;
	size_t digits = 0;

	if (!xb_wire_word(&line, &word))
		return false;
	while (digits < word.len && word.ptr[word.len - 1 - digits] >= '0' && word.ptr[word.len - 1 - digits] <= '9')
		digits++;
	if (digits < 3 || digits > 5 || word.len == digits || word.len - digits > SOURCE_MAX)
		return false;
	story->service = (struct xb_str){ word.ptr, word.len - digits };
	story->number = xb_str_from(word, word.len - digits);
	for (rest = line; !story->words.len && xb_wire_word(&rest, &word); line = rest) {
		if (all_digits(word) && word.len == 1 && !story->urgency.len)
			story->urgency = word;
		else if (all_digits(word))
			story->words = word;
		else if (word.len <= 3 && !story->category.len)
			story->category = word;
		else
			break;
	}
	line = xb_str_trim(line);
	if (memchr(line.ptr, '/', line.len) || memchr(line.ptr, '-', line.len))
		story->slug = line;
	return story->urgency.len || story->category.len;
}

/* Keywords are written with slashes, and a slash at the end. */
static bool
is_slug(struct xb_str line)
{
	return line.len && line.ptr[line.len - 1] == '/';
}

/* A line between the header and the text. */
static void
head_line(struct xb_wire_story *story, struct xb_str line)
{
	struct xb_str byline;

	line = xb_str_trim(line);
	if (line.len && line.ptr[line.len - 1] == '=')
		line = xb_str_trim((struct xb_str){ line.ptr, line.len - 1 });
	if (line.len == 0)
		return;
	xb_wire_story_marks(story, line);
	byline = xb_wire_byline(line);
	if (byline.len)
		story->byline = byline;
	else if (is_slug(line))
		story->slug = line;
	else if (xb_wire_is_marker(line))
		xb_wire_story_note(story, xb_wire_embargoed(line) ? (struct xb_str){ "", 0 } : line);
	else if (!story->title.len)
		story->title = line;
	else
		xb_wire_story_subtitle(story, line);
}

/* Where the lines before the text end: behind the one with "=", or .len 0 when there is none. */
static struct xb_str
find_text(struct xb_str text)
{
	struct xb_str rest = text, line;

	for (size_t n = 0; n < HEAD_LINES_MAX && xb_wire_line(&rest, &line); n++) {
		line = xb_str_trim(line);
		if (line.len > HEAD_LINE_MAX)
			break;
		if (line.len && line.ptr[line.len - 1] == '=')
			return rest;
	}
	return (struct xb_str){ text.ptr, 0 };
}

/* The text where no "=" ends its head: it begins with the headline (on the line of STX) unless that is a dateline's, or too
 * long for one. Bylines and markers may follow. */
static struct xb_str
take_headline(struct xb_wire_story *story, struct xb_str text)
{
	struct xb_str rest = text, line, place, agency;

	while (xb_wire_line(&rest, &line)) {
		bool blank = xb_str_trim(line).len == 0;

		if (line.len > HEAD_LINE_MAX || xb_wire_dateline(&place, &agency, line))
			break;
		if (!blank && story->title.len && !xb_wire_byline(line).len && !xb_wire_is_marker(xb_str_trim(line)))
			break;
		head_line(story, line);
		text = rest;
	}
	return text;
}

static bool
parse(struct xb_record *record, const struct xb_wire *wire, struct xb_arena *arena)
{
	struct xb_wire_story story = { .slug_in_title = true };
	struct xb_str header = wire->header, line = { "", 0 }, text, rest;

	while (xb_wire_line(&header, &line) && xb_str_trim(line).len == 0)
		;
	parse_header(&story, line);
	xb_wire_story_marks(&story, story.slug);
	while (xb_wire_line(&header, &line))
		if (!story.slug.len && memchr(line.ptr, '/', line.len))
			story.slug = xb_str_trim(line);
		else
			head_line(&story, line);
	text = find_text(wire->text);
	for (rest = (struct xb_str){ wire->text.ptr, text.len ? (size_t)(text.ptr - wire->text.ptr) : 0 };
	     xb_wire_line(&rest, &line);)
		head_line(&story, line);
	if (text.len == 0)
		text = take_headline(&story, wire->text);
	while (story.slug.len && story.slug.ptr[story.slug.len - 1] == '/')
		story.slug.len--;
	return xb_wire_story_body(&story, text, wire->footer, arena) && xb_wire_story_add(record, &story, arena);
}

static xabar_status
iptc7901_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	return xb_wire_next(record, more, ctx, parse, err);
}

static int
iptc7901_detect(struct xb_str head)
{
	struct xb_wire_story story = { 0 };
	struct xb_str header, line = { "", 0 };

	if (!xb_wire_head(&header, head))
		return 0;
	while (xb_wire_line(&header, &line) && xb_str_trim(line).len == 0)
		;
	return parse_header(&story, line) && story.number.ptr[story.number.len] == ' ' ? 96 : 0;
}

const struct xb_format xb_format_iptc7901 = {
	.name = "iptc7901",
	.suffixes = ".iptc .7901",
	.help = "IPTC 7901: agency wires, framed by SOH, STX and ETX",
	.growable = false,
	.detect = iptc7901_detect,
	.next = iptc7901_next,
};
