/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "capitals.h"

#include "sentence.h"

/* What can be seen of a word before its sentence is at its end. */
enum {
	SEEN_CAPITAL = XB_WRITTEN_STEM + 1, /* begins with one, within a sentence */
	SEEN_FIRST,                         /* begins with one, where a sentence does */
	SEEN_SHOUT,                         /* nothing but capitals */
};

/* More between two words than this (a table, a row of dashes) ends a sentence. */
#define BETWEEN_MAX 64

/* An ordinary word of more letters has no capital in an ordinary sentence, and has one in a headline of capitals. */
#define LITTLE_WORD 3

void
xb_capitals_start(struct xb_capitals *c, struct xb_str text, size_t n)
{
	*c = (struct xb_capitals){ .text = text, .line_from = n, .sentence_from = n };
}

/* ---- Settling ---- */

static void
settle(struct xb_occurrence *words, size_t from, size_t n, uint8_t seen, uint8_t written)
{
	for (size_t i = from; i < n; i++)
		if (words[i].written == seen)
			words[i].written = written;
}

/* Whether the line is in capitals: two words in three. A single word is what the line before it was, so that a text in
 * capitals has no names by its line ends, and that NATO is one. */
static bool
is_shouting(const struct xb_capitals *c)
{
	if (c->line_shouts > 1)
		return c->line_shouts * 3 >= c->line_words * 2;
	return c->shouting && c->line_shouts == c->line_words;
}

static void
settle_line(struct xb_capitals *c, struct xb_occurrence *words, size_t n)
{
	c->shouting = is_shouting(c);
	if (c->line_shouts)
		settle(words, c->line_from, n, SEEN_SHOUT, c->shouting ? XB_WRITTEN_SHOUT : XB_WRITTEN_NAME);
	c->line_from = n;
	c->line_words = c->line_shouts = 0;
}

/* Whether the sentence is a headline of the kind "Aliyev Meets Putin in Baku": most of its words have capitals, and nearly
 * all but little ones. The first has one anyway. */
static bool
is_titled(const struct xb_capitals *c)
{
	return c->capitals * 2 > c->words && c->long_smalls * 4 <= c->capitals;
}

static void
settle_sentence(struct xb_capitals *c, struct xb_occurrence *words, size_t n)
{
	const bool titled = is_titled(c);

	settle_line(c, words, n);
	settle(words, c->sentence_from, n, SEEN_CAPITAL, titled ? XB_WRITTEN_SHOUT : XB_WRITTEN_NAME);
	settle(words, c->sentence_from, n, SEEN_FIRST, titled ? XB_WRITTEN_SHOUT : XB_WRITTEN_FIRST);
	c->sentence_from = n;
	c->begun = false;
	c->words = c->capitals = c->long_smalls = 0;
}

/* ---- Seeing ---- */

/* Whether a word that begins with a capital has no small letter, up to an apostrophe ("NATO'nun"). */
static bool
is_all_capitals(struct xb_str word)
{
	const char *p = word.ptr, *end = word.ptr + word.len;
	size_t letters = 0;

	while (p < end) {
		const struct xb_char *c = xb_char(xb_utf8_next(&p, end));

		if (c->class == XB_CLASS_APOSTROPHE && letters > 1)
			break;
		if (c->class == XB_CLASS_LETTER && !c->upper)
			return false;
		letters += c->class == XB_CLASS_LETTER;
	}
	return letters > 1;
}

/* Whether what a colon or an opening quotation mark sets apart begins between the words: its first word may have its capital
 * from that. */
static bool
opens(struct xb_str between)
{
	const char *p = between.ptr, *end = p + between.len;
	uint32_t last = 0;

	while (p < end) {
		last = xb_utf8_next(&p, end);
		if (last == ':')
			return true;
	}
	return last == '"' || last == '\'' || last == 0xab || last == 0x201c || last == 0x201e || last == 0x2018;
}

static bool
ends_sentence(const struct xb_capitals *c, const struct xb_token *token, struct xb_str between)
{
	return between.len > BETWEEN_MAX || xb_sentence_break(c->text, c->sentence, c->end, token->off);
}

/* Letters of a word, as far as they matter. */
static inline size_t
count_letters(struct xb_str term)
{
	size_t n = 0;

	for (size_t i = 0; i < term.len && n <= LITTLE_WORD; i++)
		n += ((unsigned char)term.ptr[i] & 0xc0) != 0x80;
	return n;
}

/* A word of a script with capitals. */
static uint8_t
see(struct xb_capitals *c, const struct xb_token *token, size_t letters, bool first)
{
	struct xb_str word = xb_strn(c->text.ptr + token->off, token->len);

	c->line_words++;
	if (!(token->flags & XB_TOKEN_UPPER)) {
		c->words += c->begun;
		c->long_smalls += c->begun && letters > LITTLE_WORD;
		return XB_WRITTEN_SMALL;
	}
	if (is_all_capitals(word)) {
		c->line_shouts++;
		return SEEN_SHOUT;
	}
	c->words += c->begun;
	c->capitals += c->begun;
	return first ? SEEN_FIRST : SEEN_CAPITAL;
}

uint8_t
xb_capitals_next(struct xb_capitals *c, const struct xb_token *token, struct xb_occurrence *words, size_t n)
{
	const size_t end = token->off > c->end ? c->end : token->off; /* a part of a word is within it */
	const struct xb_str between = xb_strn(c->text.ptr + end, token->off - end);
	const size_t letters = count_letters(token->term);
	const bool spaced = between.len == 1 && *between.ptr == ' '; /* as most are */
	bool first = !c->begun;
	uint8_t written = XB_WRITTEN_UNSAID;

	if (!spaced && memchr(between.ptr, '\n', between.len))
		settle_line(c, words, n);
	if (!spaced && !first && (token->flags & XB_TOKEN_UPPER) && ends_sentence(c, token, between)) {
		settle_sentence(c, words, n);
		first = true;
	}
	if (first)
		c->sentence = token->off;
	if (letters > 1 && !(token->flags & (XB_TOKEN_DIGITS | XB_TOKEN_LONG)))
		written = xb_script_has_case(token->script) ? see(c, token, letters, first || (!spaced && opens(between)))
		                                            : XB_WRITTEN_NAME;
	c->begun = true;
	c->end = token->off + token->len;
	return written;
}

void
xb_capitals_finish(struct xb_capitals *c, struct xb_occurrence *words, size_t n)
{
	settle_sentence(c, words, n);
}
