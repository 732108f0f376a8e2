/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/name.h"

#include "text/name_case.h"
#include "text/name_letters.h"

/* What a sound is in a key: what one script tells apart and another does not is one letter there. */
static const char classes[128] = {
	['p'] = 'P', ['b'] = 'P', ['t'] = 'T', ['d'] = 'T', ['f'] = 'V', ['v'] = 'V', ['s'] = 'S', ['c'] = 'S', ['z'] = 'Z',
	['Z'] = 'Z', ['S'] = 'X', ['C'] = 'C', ['j'] = 'J', ['J'] = 'J', ['k'] = 'K', ['g'] = 'K', ['q'] = 'K', ['Q'] = 'K',
	['G'] = 'K', ['x'] = 'H', ['h'] = 'H', ['H'] = 'H', ['l'] = 'L', ['m'] = 'M', ['n'] = 'N', ['N'] = 'N', ['r'] = 'R',
};

/* A key that is being made. */
struct draft {
	struct xb_name_key key;
	bool begun;  /* has sounds, though they be none in the key */
	bool vowel;  /* after its last letter there was one, or in a script that does not write them there may be */
};

struct drafts {
	struct draft draft[XB_NAME_KEYS_MAX];
	size_t n;
	bool vowelled;
};

static void
add_class(struct draft *draft, char class)
{
	struct xb_name_key *key = &draft->key;
	char last = key->len ? key->text[key->len - 1] : '\0';

	if (last == class && !draft->vowel)
		return;
	if (last == 'N' && class == 'P' && !draft->vowel)
		key->text[key->len - 1] = 'M';
	/* What begins with s and a consonant has a vowel before it in half of the languages: İstanbul, Стамбул. */
	if (key->len == 1 && (last == 'S' || last == 'X') && !draft->vowel) {
		key->text[0] = 'A';
		key->text[key->len++] = last;
	}
	if (key->len < XB_NAME_KEY_MAX)
		key->text[key->len++] = class;
}

/* Add the sounds of a reading, up to '|' or the end. */
static void
add_reading(struct draft *draft, const char *sounds, bool vowelled)
{
	for (; *sounds && *sounds != '|'; sounds++) {
		char class = classes[(unsigned char)*sounds];

		if (class)
			add_class(draft, class);
		else if (!draft->begun)
			add_class(draft, 'A');
		draft->vowel = !class || !vowelled;
		draft->begun = true;
	}
}

static bool
is_same(const struct xb_name_key *a, const struct xb_name_key *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

static bool
is_new(const struct drafts *drafts, const struct draft *draft)
{
	for (size_t i = 0; i < drafts->n; i++)
		if (is_same(&drafts->draft[i].key, &draft->key))
			return false;
	return true;
}

/* Go on with every draft in every reading of a unit: the first readings come first. */
static void
add_unit(struct drafts *drafts, const char *sounds)
{
	struct drafts before;

	if (!strchr(sounds, '|')) {
		for (size_t i = 0; i < drafts->n; i++)
			add_reading(&drafts->draft[i], sounds, drafts->vowelled);
		return;
	}
	before = *drafts;
	drafts->n = 0;
	for (;; sounds++) {
		for (size_t i = 0; i < before.n && drafts->n < XB_NAME_KEYS_MAX; i++) {
			struct draft draft = before.draft[i];

			add_reading(&draft, sounds, drafts->vowelled);
			if (is_new(drafts, &draft))
				drafts->draft[drafts->n++] = draft;
		}
		sounds = strchr(sounds, '|');
		if (!sounds)
			return;
	}
}

/* Add to the keys those of the drafts that have `least` letters. */
static size_t
keep(struct xb_name_key out[XB_NAME_KEYS_MAX], size_t n, const struct drafts *drafts, size_t least)
{
	for (size_t i = 0; i < drafts->n && n < XB_NAME_KEYS_MAX; i++) {
		const struct xb_name_key *key = &drafts->draft[i].key;
		size_t known = 0;

		while (known < n && !is_same(&out[known], key))
			known++;
		if (known == n && key->len >= least)
			out[n++] = *key;
	}
	return n;
}

size_t
xb_name_keys(struct xb_name_key out[XB_NAME_KEYS_MAX], struct xb_str word)
{
	struct drafts drafts = { .n = 1 }, stem[XB_NAME_CASES_MAX];
	struct xb_name_case cases[XB_NAME_CASES_MAX];
	struct xb_name_reading reading;
	size_t n, ncases;

	xb_name_read(&reading, word);
	if (!reading.n)
		return 0;
	drafts.vowelled = reading.vowelled;
	ncases = xb_name_cases(cases, word, reading.script);
	for (size_t i = 0; i < ncases; i++)
		stem[i].n = 0;
	for (size_t i = 0; i < reading.n; i++) {
		for (size_t k = 0; k < ncases; k++)
			if (!stem[k].n && reading.unit[i].off >= cases[k].len)
				stem[k] = drafts;
		add_unit(&drafts, reading.unit[i].sounds);
	}
	n = keep(out, 0, &drafts, 2);
	for (size_t k = 0; k < ncases; k++)
		n = keep(out, n, &stem[k], cases[k].least);
	return n;
}
