/* SPDX-License-Identifier: GPL-2.0-or-later */
/* analyzer.h - tokenizer + folding + stemmer: the one chain that both sides use. */
#ifndef XB_ANALYZER_H
#define XB_ANALYZER_H

#include "error.h"
#include "text/language.h"
#include "text/tokenizer.h"
#include "text/word_cache.h"

/* Stemmers and their state, and the words that came last: up to 5 MiB. One thread at a time. */
struct xb_analyzer;

/* A token with what is indexed for it. */
struct xb_word {
	struct xb_token token; /* .term is the exact term, without prefix */
	struct xb_str stem;    /* without the Z: the word itself where its language has no stemmer, .len 0 for numbers and
	                        * long words. Borrowed until the next call */
	const struct xb_language *language; /* that it was analysed in; NULL: unknown */
	struct xb_str latin;   /* the exact term in Latin letters, of a Cyrillic word in a language that writes both (alphabet.h),
	                        * else .len 0; the stem is made of it. Borrowed likewise */
	uint32_t *notes;       /* XB_WORD_NOTES numbers for the caller to keep with the word and its stem: when they come again, they
	                        * are as they were left, or 0, as at first. NULL where nothing is kept. Borrowed likewise */
};

xabar_status xb_analyzer_new(struct xb_analyzer **out, xabar_error *err);
void xb_analyzer_free(struct xb_analyzer *analyzer);

/* xb_stems_make_all, for one that indexes. */
xabar_status xb_analyzer_make_all(struct xb_analyzer *analyzer, xabar_error *err);

/* Begin a text in `language` (NULL: unknown). The text must outlive the walk. A paragraph, which is a line, of 200 characters
 * or more may be in another: it is looked at by itself, with `language` as what is expected. */
void xb_analyzer_start(struct xb_analyzer *analyzer, struct xb_str text, const struct xb_language *language);

/* Letters that words begin with, by the low eight bits of their code points, so that some are taken for others. All 0: none. */
struct xb_initials {
	uint64_t bits[4];
	bool arabic; /* one of them is */
};

void xb_initials_add(struct xb_initials *initials, struct xb_str word);

/* Begin a text in which stems that begin with one of these letters are looked for: a word whose stem cannot is without one, which
 * saves most of the time that stems take. `initials` must outlive the walk. */
void xb_analyzer_start_search(struct xb_analyzer *analyzer, struct xb_str text, const struct xb_language *language,
                              const struct xb_initials *initials);

/* Begin a value of a XB_KIND_WORDS field: the same, without stems, and dots split. */
void xb_analyzer_start_words(struct xb_analyzer *analyzer, struct xb_str text);

/* Set all notes to 0. */
void xb_analyzer_forget(struct xb_analyzer *analyzer);

/* The next word; false at the end. A word that the stemmer fails on (out of memory) has no stem. */
bool xb_analyzer_next(struct xb_analyzer *analyzer, struct xb_word *word);

/* The languages, as rows of xb_languages, that a query word may be of: those of the archive. At first all. Stems of others
 * would only bring what is not meant: Azerbaijani's stem of an English word took 1 % of npl's nDCG@10. */
void xb_analyzer_expect(struct xb_analyzer *analyzer, const bool expected[XB_LANGUAGES_MAX]);

/* The most stems that a query word can have. */
#define XB_STEMS_MAX 16

/* A query's language is not known, so a word is looked for under the stem that each language of its script would give
 * it, were it a name or not. Writes up to XB_STEMS_MAX distinct stems into `out`, each valid until the next call of any
 * function here; returns how many. `token` comes from a tokenizer run over the query, whose text is
 * still there. */
size_t xb_analyzer_stems(struct xb_analyzer *analyzer, const struct xb_token *token, struct xb_str out[XB_STEMS_MAX]);

/* Languages that are written in Cyrillic and in Latin letters. */
#define XB_LATINS_MAX 2

/* A query word in Cyrillic as it is in Latin letters. */
struct xb_latin {
	struct xb_str form, stem; /* exact, and without the Z */
};

/* What a query word in Cyrillic is in each language that is written in Latin letters, too, if it may be of that. Writes up to
 * XB_LATINS_MAX into `out`, valid until the next call of this function; returns how many. */
size_t xb_analyzer_latins(struct xb_analyzer *analyzer, const struct xb_token *token, struct xb_latin out[XB_LATINS_MAX]);

/* The stem that one language gives a query word, valid until the next call of any function here; .len 0 for what
 * has none, and for a language that is not expected. */
struct xb_str xb_analyzer_stem(struct xb_analyzer *analyzer, const struct xb_token *token,
                               const struct xb_language *language);

#endif
