/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/suffix_made.h"

#include "text/fold_table.h"

bool
xb_suffix_read(const struct xb_suffixes *suffixes, struct word *word, struct xb_str s)
{
	const char *p = s.ptr, *end = s.ptr + s.len;

	word->n = 0;
	while (p < end) {
		uint32_t cp = xb_utf8_decode(&p, end);

		if (word->n == LETTERS_MAX)
			return false;
		word->letter[word->n++] = (struct letter){ cp, kind_of(suffixes, cp) };
	}
	return true;
}

static uint64_t
bit_at(const struct word *word, size_t at)
{
	return BIT(word->letter[at].kind);
}

/* Whether what is left may lose this ending: it has a vowel, and that agrees with the ending's. */
static bool
agrees(const struct xb_suffixes *suffixes, const struct word *word, size_t left, bool free)
{
	size_t last = left, first = left;
	uint64_t pair;

	if (!suffixes->vowels)
		return true;
	while (last && !(bit_at(word, last - 1) & suffixes->vowels))
		last--;
	if (!last || free)
		return last;
	while (first < word->n && !(bit_at(word, first) & suffixes->vowels))
		first++;
	if (first == word->n)
		return true;
	pair = bit_at(word, last - 1) | bit_at(word, first);
	return !(pair & suffixes->back) || !(pair & suffixes->front);
}

static bool
ends_in(const struct xb_suffixes *suffixes, const struct word *word, const struct ending *ending, bool free)
{
	size_t left = word->n - ending->len;

	if (word->n < (size_t)ending->len + ending->least)
		return false;
	for (size_t i = ending->len; i > 0; i--)
		if (!(ending->sets[i - 1] & bit_at(word, left + i - 1)))
			return false;
	if (ending->after && (!left || !(ending->after & bit_at(word, left - 1))))
		return false;
	return agrees(suffixes, word, left, free);
}

static const struct ending *
find_ending(const struct xb_suffixes *suffixes, const struct word *word, const struct step *step)
{
	uint8_t last = word->letter[word->n - 1].kind;

	for (size_t i = step->first[last]; i < step->first[last + 1]; i++) {
		const struct ending *ending = &step->endings[step->order[i]];

		if (ends_in(suffixes, word, ending, step->free))
			return ending;
	}
	return NULL;
}

static size_t
hash_of(const uint8_t *kinds, size_t n)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ kinds[i]) * UINT64_C(0x100000001b3);
	return (size_t)(hash ^ hash >> 32);
}

struct exception *
xb_suffix_place(const struct xb_suffixes *suffixes, const uint8_t *kinds, size_t n)
{
	size_t at = hash_of(kinds, n);

	for (;; at++) {
		struct exception *place = &suffixes->exceptions[at & (suffixes->nplaces - 1)];

		if (!place->stem || (place->n == n && memcmp(place->kinds, kinds, n) == 0))
			return place;
	}
}

static const struct exception *
find_exception(const struct xb_suffixes *suffixes, const struct word *word)
{
	uint8_t kinds[LETTERS_MAX];
	const struct exception *place;
	size_t look;

	if (word->n < 2)
		return NULL;
	look = look_of(word->n, word->letter[0].kind, word->letter[1].kind, word->letter[word->n - 1].kind);
	if (!(suffixes->looks[look / KINDS] & BIT(look % KINDS)))
		return NULL;
	for (size_t i = 0; i < word->n; i++)
		kinds[i] = word->letter[i].kind;
	place = xb_suffix_place(suffixes, kinds, word->n);
	return place->stem ? place : NULL;
}

static size_t
write_word(char *out, const struct word *word)
{
	size_t len = 0;

	for (size_t i = 0; i < word->n; i++)
		len += xb_utf8_put(out + len, word->letter[i].cp);
	return len;
}

static size_t
write_exception(char *out, const struct exception *exception)
{
	memcpy(out, exception->stem, exception->stem_len);
	return exception->stem_len;
}

static void
take_off(struct word *word, const struct ending *ending)
{
	word->n -= ending->len;
	for (size_t i = 0; i < ending->nput; i++)
		word->letter[word->n++] = ending->put[i];
}

size_t
xb_suffixes_stem(const struct xb_suffixes *suffixes, char out[XB_TERM_MAX], struct xb_str s)
{
	const struct exception *exception;
	struct word word;
	bool known = false;
	unsigned turns = 0;

	if (!xb_suffix_read(suffixes, &word, s) || !word.n)
		return 0;
	exception = find_exception(suffixes, &word);
	if (exception)
		return write_exception(out, exception);
	for (size_t i = 0; i < suffixes->nsteps && word.n && turns < 2 * STEPS_MAX; turns++) {
		const struct step *step = &suffixes->steps[i];
		const struct ending *ending = find_ending(suffixes, &word, step);

		i = ending ? step->then : step->otherwise;
		known |= ending != NULL;
		if (!ending || step->keep)
			continue;
		take_off(&word, ending);
		exception = find_exception(suffixes, &word);
		if (exception)
			return write_exception(out, exception);
	}
	return known ? write_word(out, &word) : 0;
}
