/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/stem.h"

#include <stdlib.h>

#include "buf.h"
#include "text/fold_table.h"
#include "text/stem_tables.h"
#include "xapian_shim.h"

/* What a language's stemmer is made of: a table of endings of ours, libxapian's stemmer, or the first and, for words that it
 * does not know, the second. */
static const struct maker {
	const char *name;
	const struct xb_suffix_table *table;
	const struct xb_suffix_table *small; /* for words without a capital, where those have a table of their own */
	const char *snowball;
	bool arabic; /* it wants the letters that folding makes Persian ones */
} makers[] = {
	{ "arabic", NULL, NULL, "arabic", true },
	{ "armenian", &xb_suffix_hy, NULL, NULL, false },
	{ "azerbaijani", &xb_suffix_az, NULL, NULL, false },
	{ "english", NULL, NULL, "english", false },
	{ "georgian", &xb_suffix_ka, NULL, NULL, false },
	{ "kazakh", &xb_suffix_kk, NULL, NULL, false },
	{ "persian", &xb_suffix_fa, NULL, NULL, false },
	{ "russian", &xb_suffix_ru, &xb_suffix_ru_small, "russian", false },
	{ "turkish", &xb_suffix_tr, NULL, NULL, false },
	{ "ukrainian", &xb_suffix_uk, NULL, NULL, false },
	{ "uzbek", &xb_suffix_uz, NULL, NULL, false },
};

#define ENGINES_MAX (sizeof(makers) / sizeof(makers[0]))

/* Made when a word is first stemmed by it: to make all takes 5 million instructions, as long as a whole search does, and a search
 * stems words of a script or two. */
struct engine {
	bool made;
	struct xb_suffixes *suffixes, *small; /* NULL: none */
	struct xb_stemmer *snowball;
};

struct xb_stems {
	struct engine engines[ENGINES_MAX];
	const char *last_name; /* of the stemmer that was asked last, and its number */
	size_t last;
	struct xb_buf out;
	char stem[XB_TERM_MAX];
};

static void
release_engine(struct engine *engine)
{
	xb_suffixes_free(engine->suffixes);
	xb_suffixes_free(engine->small);
	xb_stemmer_free(engine->snowball);
	*engine = (struct engine){ 0 };
}

/* When it cannot be made, the next word tries again. */
static xabar_status
make_engine(struct engine *engine, const struct maker *maker, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	if (engine->made)
		return XABAR_OK;
	if (maker->table)
		status = xb_suffixes_new(&engine->suffixes, maker->table, err);
	if (status == XABAR_OK && maker->small)
		status = xb_suffixes_new(&engine->small, maker->small, err);
	if (status == XABAR_OK && maker->snowball)
		status = xb_stemmer_new(&engine->snowball, maker->snowball, err);
	engine->made = status == XABAR_OK;
	if (!engine->made)
		release_engine(engine);
	return status;
}

xabar_status
xb_stems_new(struct xb_stems **out, xabar_error *err)
{
	struct xb_stems *stems = calloc(1, sizeof(*stems));

	*out = NULL;
	if (!stems)
		return xb_fail_nomem(err);
	xb_buf_init(&stems->out, 4 * XB_TERM_MAX);
	*out = stems;
	return XABAR_OK;
}

xabar_status
xb_stems_make_all(struct xb_stems *stems, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < ENGINES_MAX && status == XABAR_OK; i++)
		status = make_engine(&stems->engines[i], &makers[i], err);
	return status;
}

void
xb_stems_free(struct xb_stems *stems)
{
	if (!stems)
		return;
	for (size_t i = 0; i < ENGINES_MAX; i++)
		release_engine(&stems->engines[i]);
	xb_buf_release(&stems->out);
	free(stems);
}

/* The last apostrophe of `word`, or NULL: in Kur'an'da the first is a letter. */
static const char *
last_apostrophe(struct xb_str word)
{
	return word.len ? memrchr(word.ptr, '\'', word.len) : NULL;
}

struct xb_str
xb_stem_cut(struct xb_str word, const struct xb_language *language)
{
	const char *at = language->apostrophe_suffix ? last_apostrophe(word) : NULL;
	const char *p = word.ptr, *suffix;

	if (!at)
		return word;
	suffix = language->apostrophe_suffix;
	if (*suffix != '*' && !xb_str_is(xb_strn(at + 1, (size_t)(word.ptr + word.len - at - 1)), suffix))
		return word;
	/* One letter before it is an article or a name's beginning: O'Brien, d'Estaing. */
	xb_utf8_decode(&p, at);
	return p == at ? word : xb_strn(word.ptr, (size_t)(at - word.ptr));
}

/* The number of the stemmer of that name, or ENGINES_MAX. A text asks for one again and again. */
static size_t
find_maker(struct xb_stems *stems, const char *name)
{
	size_t i = 0;

	if (name == stems->last_name)
		return stems->last;
	while (i < ENGINES_MAX && strcmp(makers[i].name, name) != 0)
		i++;
	stems->last_name = name;
	stems->last = i;
	return i;
}

bool
xb_stem_minds_capitals(const struct xb_language *language)
{
	size_t i = 0;

	while (i < ENGINES_MAX && !(language->stemmer && strcmp(makers[i].name, language->stemmer) == 0))
		i++;
	return i < ENGINES_MAX && makers[i].small;
}

/* Folded ی and ک, the one for the yeh and the other for the kaf of every language, as Arabic writes them. */
static struct xb_str
with_arabic_letters(char out[XB_TERM_MAX], struct xb_str word)
{
	memcpy(out, word.ptr, word.len);
	for (size_t i = 0; i + 1 < word.len; i++)
		if (memcmp(out + i, "ی", 2) == 0)
			memcpy(out + i, "ي", 2);
		else if (memcmp(out + i, "ک", 2) == 0)
			memcpy(out + i, "ك", 2);
	return xb_strn(out, word.len);
}

struct xb_str
xb_stem(struct xb_stems *stems, struct xb_str word, const struct xb_language *language, bool capital)
{
	size_t i = language->stemmer ? find_maker(stems, language->stemmer) : ENGINES_MAX;
	struct engine *engine = &stems->engines[i];
	const struct xb_suffixes *suffixes;
	size_t len;

	if (i == ENGINES_MAX || !word.len || make_engine(engine, &makers[i], NULL) != XABAR_OK)
		return xb_strn("", 0);
	suffixes = engine->small && !capital ? engine->small : engine->suffixes;
	len = suffixes ? xb_suffixes_stem(suffixes, stems->stem, word) : 0;
	if (len)
		return xb_strn(stems->stem, len);
	if (!engine->snowball)
		return word;
	if (makers[i].arabic && word.len <= XB_TERM_MAX)
		word = with_arabic_letters(stems->stem, word);
	if (xb_stemmer_stem(engine->snowball, word, &stems->out, NULL) != XABAR_OK)
		return xb_strn("", 0);
	return xb_buf_view(&stems->out);
}
