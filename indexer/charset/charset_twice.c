/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_twice.h"

#include <stdint.h>

#include "charset_page.h"
#include "record.h"
#include "text/unicode.h"

#define ROUNDS_MAX 2
#define WORDS_MIN 3
#define FAIL_WEIGHT 4    /* words that can be undone outweigh those that cannot by this */
#define CREDIT_MAX (3 * FAIL_WEIGHT) /* of a run: so many that cannot, one after the other, end it */
#define WORD_MAX 1024    /* a longer "word" is none */

/* What UTF-8 was taken for. */
static const char *const pages[] = { "CP1252", "CP1251", "CP1254", "ISO-8859-1", "KOI8-R" };
#define PAGES (sizeof(pages) / sizeof(pages[0]))

/* The byte that stood for a character: a sorted list for each page. Bytes that a page has no character for were mostly taken
 * for the control of the same number. */
struct back {
	uint16_t cp[128];
	uint8_t byte[128];
};

static void
make_back(struct back *back, const char *name)
{
	const uint16_t *high = xb_page_high[xb_page_find(xb_str(name))];

	for (unsigned i = 0; i < 128; i++) {
		uint16_t cp = high[i] == XB_PAGE_NONE ? (uint16_t)(0x80 + i) : high[i];
		unsigned at = i;

		for (; at && back->cp[at - 1] > cp; at--) {
			back->cp[at] = back->cp[at - 1];
			back->byte[at] = back->byte[at - 1];
		}
		back->cp[at] = cp;
		back->byte[at] = (uint8_t)(0x80 + i);
	}
}

/* 0 when the page does not have the character. */
static unsigned char
byte_of(const struct back *back, uint32_t cp)
{
	unsigned low = 0, high = 128;

	if (cp < 0x80)
		return (unsigned char)cp;
	while (low < high) {
		unsigned mid = (low + high) / 2;

		if (back->cp[mid] < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return low < 128 && back->cp[low] == cp ? back->byte[low] : 0;
}

struct word {
	struct xb_str text;
	bool plain;  /* ASCII */
	bool undone; /* bytes[0 .. len) is what it was */
	char bytes[WORD_MAX];
	size_t len;
};

static void
undo_word(struct word *word, const struct back *back)
{
	const char *p = word->text.ptr, *end = p + word->text.len;

	word->undone = false;
	word->len = 0;
	while (p < end && word->len < WORD_MAX) {
		unsigned char byte = byte_of(back, xb_utf8_next(&p, end));

		if (!byte)
			return;
		word->bytes[word->len++] = (char)byte;
	}
	word->undone = p == end && xb_utf8_valid(xb_strn(word->bytes, word->len)) == word->len;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The next word, which ends at ASCII white space: U+0085 and U+00A0 occur within. */
static bool
next_word(struct word *word, struct xb_str text, size_t *pos)
{
	const char *p = text.ptr + *pos, *end = text.ptr + text.len, *begin;
	char high = 0;

	while (p < end && is_space(*p))
		p++;
	for (begin = p; p < end && !is_space(*p); p++)
		high |= *p;
	word->text = xb_strn(begin, (size_t)(p - begin));
	word->plain = !(high & 0x80);
	*pos = (size_t)(p - text.ptr);
	return word->text.len != 0;
}

/* How many words taking it for this page accounts for: those of runs that begin with a word that can be undone and end when too
 * many cannot, of runs of WORDS_MIN and more. */
static size_t
account(const struct back *back, struct xb_str text)
{
	struct word word;
	int credit = 0;
	size_t run = 0, sum = 0;

	for (size_t pos = 0; next_word(&word, text, &pos);) {
		if (word.plain)
			continue;
		undo_word(&word, back);
		run += word.undone;
		credit += word.undone ? 1 : -FAIL_WEIGHT;
		credit = credit > CREDIT_MAX ? CREDIT_MAX : credit;
		if (credit >= 0)
			continue;
		sum += run >= WORDS_MIN ? run : 0;
		run = 0;
		credit = 0;
	}
	return sum + (run >= WORDS_MIN ? run : 0);
}

/* Undo every word that can be: where some were, the others were as well. `out` has room for all of the text: what is undone is shorter
 * than it was. */
static size_t
rewrite(char *out, const struct back *back, struct xb_str text)
{
	struct word word;
	size_t len = 0, done = 0;

	for (size_t pos = 0; next_word(&word, text, &pos);) {
		size_t begin = (size_t)(word.text.ptr - text.ptr);

		if (word.plain)
			continue;
		undo_word(&word, back);
		if (!word.undone)
			continue;
		memcpy(out + len, text.ptr + done, begin - done);
		len += begin - done;
		memcpy(out + len, word.bytes, word.len);
		len += word.len;
		done = begin + word.text.len;
	}
	memcpy(out + len, text.ptr + done, text.len - done);
	return len + text.len - done;
}

xabar_status
xb_twice_undo(struct xb_str *text, bool *done, struct xb_arena *arena, xabar_error *err)
{
	struct back backs[PAGES];

	*done = false;
	for (size_t i = 0; i < PAGES; i++)
		make_back(&backs[i], pages[i]);
	for (int round = 0; round < ROUNDS_MAX; round++) {
		size_t best = 0, most = 0;
		char *out;

		for (size_t i = 0; i < PAGES; i++) {
			size_t n = account(&backs[i], *text);

			if (n > most) {
				most = n;
				best = i;
			}
		}
		if (!most)
			break;
		out = xb_arena_alloc(arena, text->len + 1);
		if (!out)
			return xb_record_fail_full(arena, text->len + 1, err);
		*text = xb_strn(out, rewrite(out, &backs[best], *text));
		*done = true;
	}
	return XABAR_OK;
}
