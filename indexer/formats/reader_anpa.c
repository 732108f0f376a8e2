/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ANPA Bulletin 1312, "Wire Service Transmission Guidelines": SYN SYN SOH, service letter and number, US, selector; a line
 * of priority, category, format, keywords, date and word count; STX; lines that begin with "^" (slug, headline, notes,
 * byline) and end with "<" or "="; paragraphs that begin with a tab; ETX and the time of sending. */
#include "wire.h"
#include "wire_story.h"
#include "wire_text.h"

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "z6715", US, "-----". */
static bool
parse_first(struct xb_wire_story *story, struct xb_str line)
{
	if (line.len < 5 || !is_letter(*line.ptr))
		return false;
	for (size_t i = 1; i < 5; i++)
		if (line.ptr[i] < '0' || line.ptr[i] > '9')
			return false;
	/* A blank would make it a line of IPTC 7901. */
	if (line.len > 5 && (line.ptr[5] == ' ' || (line.ptr[5] >= '0' && line.ptr[5] <= '9')))
		return false;
	story->service = (struct xb_str){ line.ptr, 1 };
	story->number = (struct xb_str){ line.ptr + 1, 4 };
	return true;
}

/* "r z", DC4, DC1, "BC-BKN--Heat-Hawks 1stLd-Writethru", "02-20 0500". */
static bool
parse_second(struct xb_wire_story *story, struct xb_str line)
{
	static const struct { char letter; const char *urgency; } priorities[] = {
		{ 'f', "1" }, { 'b', "2" }, { 'u', "3" }, { 'r', "4" }, { 'd', "5" }, { 'a', "5" }, { 's', "6" }, { 'z', "6" },
	};

	if (!xb_wire_word(&line, &story->priority) || story->priority.len != 1 || !is_letter(*story->priority.ptr) ||
	    !xb_wire_word(&line, &story->category) || story->category.len != 1 || !is_letter(*story->category.ptr))
		return false;
	for (size_t i = 0; i < sizeof(priorities) / sizeof(*priorities); i++)
		if ((*story->priority.ptr | 0x20) == priorities[i].letter)
			story->urgency = xb_str(priorities[i].urgency);
	xb_wire_story_marks(story, line);
	return true;
}

/* The slug without the cycle that it begins with (am, pm, both) and what follows it: a write-thru, a word count. */
static struct xb_str
bare_slug(struct xb_str slug)
{
	static const char *const cycles[] = { "BC-", "AM-", "PM-", "AP-" };
	const char *comma = memchr(slug.ptr, ',', slug.len);

	if (comma)
		slug.len = (size_t)(comma - slug.ptr);
	for (size_t i = 0; i < sizeof(cycles) / sizeof(*cycles); i++)
		if (slug.len > 3 && xb_str_is_nocase((struct xb_str){ slug.ptr, 3 }, cycles[i])) {
			slug = xb_str_from(slug, 3);
			break;
		}
	return slug;
}

/* Editors' lines and lists of pictures. */
static bool
is_note(struct xb_str line)
{
	static const char *const starts[] = {
		"Eds:", "(Eds:", "Eds.:", "Editor", "EDITOR", "AP Photo", "With AP", "(Embargo", "*",
	};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (xb_str_starts(line, starts[i]))
			return true;
	return false;
}

/* A line that begins with "^", without its marks. n counts those before it. */
static void
caret_line(struct xb_wire_story *story, struct xb_str line, size_t n)
{
	struct xb_str byline = xb_wire_byline(line);

	xb_wire_story_marks(story, line);
	if (n == 0) {
		story->slug = bare_slug(line);
	} else if (byline.len) {
		story->byline = byline;
	} else if (is_note(line) || xb_wire_is_marker(line)) {
		xb_wire_story_note(story, line);
	} else if (!story->title.len && !story->byline.len) {
		story->title = line;
	} else if (!story->byline.len) {
		xb_wire_story_subtitle(story, line);
	} /* else the writer's post: "AP Sports Writer" */
}

/* The mark at the end of a line: "<" ends it, "=" begins a new paragraph in print. */
static struct xb_str
without_mark(struct xb_str line)
{
	line = xb_str_trim(line);
	while (line.len && (*line.ptr == '^' || *line.ptr == ' '))
		line = xb_str_from(line, 1);
	while (line.len && memchr("<= ", line.ptr[line.len - 1], 3))
		line.len--;
	return line;
}

/* Read the lines with "^"; returns what follows them. A line with a code before the slug ("^*9006< ^...") holds two. */
static struct xb_str
take_carets(struct xb_wire_story *story, struct xb_str text)
{
	struct xb_str rest = text, line, clean;
	size_t n = 0;

	while (xb_wire_line(&rest, &line)) {
		bool blank = xb_str_trim(line).len == 0;
		const char *second;

		if (!blank && *line.ptr != '^')
			break;
		text = rest;
		if (blank)
			continue;
		second = memchr(line.ptr + 1, '^', line.len - 1);
		if (second && second[-1] != '^' && line.len > 1 && line.ptr[1] == '*')
			line = xb_str_from(line, (size_t)(second - line.ptr));
		clean = without_mark(line);
		if (clean.len)
			caret_line(story, clean, n++);
	}
	return text;
}

/* The text without its marks. A crosshead, which begins with "^", is a paragraph. */
static bool
clean_body(struct xb_str *body, struct xb_arena *arena)
{
	struct xb_str rest = *body, line;
	char *made = xb_arena_alloc(arena, body->len + 1), *to = made;

	while (made && xb_wire_line(&rest, &line)) {
		bool caret = line.len && *line.ptr == '^';

		if (caret)
			*to++ = '\n';
		if (caret || (line.len && memchr("<=", line.ptr[line.len - 1], 2)))
			line = caret ? without_mark(line) : (struct xb_str){ line.ptr, line.len - 1 };
		memcpy(to, line.ptr, line.len);
		to += line.len;
		if (rest.len)
			*to++ = '\n';
	}
	*body = (struct xb_str){ made, (size_t)(to - made) };
	return made != NULL;
}

static bool
parse(struct xb_record *record, const struct xb_wire *wire, struct xb_arena *arena)
{
	struct xb_wire_story story = { .slug_in_title = true };
	struct xb_str header = wire->header, footer = wire->footer, line = { "", 0 }, text, word;

	if (xb_wire_line(&header, &line))
		parse_first(&story, line);
	while (xb_wire_line(&header, &line) && !parse_second(&story, line))
		;
	text = take_carets(&story, wire->text);
	/* A list of headlines is a text, too. */
	if (xb_str_trim(text).len == 0 && story.nsubtitles) {
		text = wire->text;
		story.nsubtitles = 0;
	}
	/* "AP-WF-02-20-16 0337GMT": who sent it. */
	if (xb_wire_word(&footer, &word) && is_letter(*word.ptr) && memchr(word.ptr, '-', word.len))
		story.agency = (struct xb_str){ word.ptr, (size_t)((const char *)memchr(word.ptr, '-', word.len) - word.ptr) };
	return clean_body(&text, arena) && xb_wire_story_body(&story, text, wire->footer, arena) &&
	       xb_wire_story_add(record, &story, arena);
}

static xabar_status
anpa_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	return xb_wire_next(record, more, ctx, parse, err);
}

static int
anpa_detect(struct xb_str head)
{
	struct xb_wire_story story = { 0 };
	struct xb_str header, line;

	if (!xb_wire_head(&header, head) || !xb_wire_line(&header, &line) || !parse_first(&story, line))
		return 0;
	while (xb_wire_line(&header, &line))
		if (parse_second(&story, line))
			return 96;
	return 0;
}

const struct xb_format xb_format_anpa = {
	.name = "anpa",
	.suffixes = ".anpa .tst",
	.help = "ANPA 1312: agency wires, framed by SYN SYN SOH, STX and ETX",
	.growable = false,
	.detect = anpa_detect,
	.next = anpa_next,
};
