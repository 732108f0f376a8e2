/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/analyzer.h"

#include <stdlib.h>

#include "text/stem.h"

struct xb_analyzer {
	struct xb_tokenizer tokenizer;
	const struct xb_language *language; /* NULL: unknown */
	bool stemming;
	struct xb_stems *stems;
	char query_stems[XB_STEMS_MAX][XB_TERM_MAX];
};

xabar_status
xb_analyzer_new(struct xb_analyzer **out, xabar_error *err)
{
	struct xb_analyzer *analyzer = calloc(1, sizeof(*analyzer));
	xabar_status status;

	*out = NULL;
	if (!analyzer)
		return xb_fail_nomem(err);
	status = xb_stems_new(&analyzer->stems, err);
	if (status != XABAR_OK) {
		free(analyzer);
		return status;
	}
	xb_tokenizer_init(&analyzer->tokenizer, xb_str(""), false);
	*out = analyzer;
	return XABAR_OK;
}

void
xb_analyzer_free(struct xb_analyzer *analyzer)
{
	if (!analyzer)
		return;
	xb_stems_free(analyzer->stems);
	free(analyzer);
}

void
xb_analyzer_start(struct xb_analyzer *analyzer, struct xb_str text, const struct xb_language *language)
{
	xb_tokenizer_init(&analyzer->tokenizer, text, language && language->turkic_i);
	analyzer->language = language;
	analyzer->stemming = true;
}

void
xb_analyzer_start_words(struct xb_analyzer *analyzer, struct xb_str text)
{
	xb_analyzer_start(analyzer, text, NULL);
	analyzer->tokenizer.split_dots = true;
	analyzer->stemming = false;
}

/* Numbers have no endings to take away, and the end of a long word is a hash. */
static bool
is_stemmable(const struct xb_token *token)
{
	if (token->flags & (XB_TOKEN_LONG | XB_TOKEN_DIGITS))
		return false;
	for (size_t i = 0; i < token->term.len; i++)
		if (token->term.ptr[i] >= '0' && token->term.ptr[i] <= '9')
			return false;
	return true;
}

/* The stem of a word of `language`: what is left at the apostrophe, and of that what the stemmer leaves. Without a stemmer it
 * is the word itself, so that in an archive of many languages the words of each weigh the same. */
static struct xb_str
stem_of(struct xb_analyzer *analyzer, struct xb_str word, const struct xb_language *language)
{
	struct xb_str cut = language ? xb_stem_cut(word, language) : word;

	return language && language->stemmer ? xb_stem(analyzer->stems, cut, language) : cut;
}

bool
xb_analyzer_next(struct xb_analyzer *analyzer, struct xb_word *word)
{
	if (!xb_tokenizer_next(&analyzer->tokenizer, &word->token))
		return false;
	word->stem = xb_strn("", 0);
	if (analyzer->stemming && is_stemmable(&word->token))
		word->stem = stem_of(analyzer, word->token.term, analyzer->language);
	return true;
}

/* Add a copy of `stem`, if it is none of those n that are there; returns how many there are. */
static size_t
add_stem(struct xb_analyzer *analyzer, struct xb_str out[XB_STEMS_MAX], size_t n, struct xb_str stem)
{
	if (!stem.len || stem.len > XB_TERM_MAX || n == XB_STEMS_MAX)
		return n;
	for (size_t i = 0; i < n; i++)
		if (xb_str_equal(out[i], stem))
			return n;
	memcpy(analyzer->query_stems[n], stem.ptr, stem.len);
	out[n] = xb_strn(analyzer->query_stems[n], stem.len);
	return n + 1;
}

size_t
xb_analyzer_stems(struct xb_analyzer *analyzer, const struct xb_token *token, struct xb_str out[XB_STEMS_MAX])
{
	struct xb_str identity = token->term;
	size_t n = 0;

	if (!is_stemmable(token))
		return 0;
	/* A language without stemmer gives a word its own form, up to an apostrophe where that begins a suffix. */
	for (const struct xb_language *row = xb_languages; row->code; row++)
		if (row->script == token->script && !row->stemmer && row->apostrophe_suffix)
			identity = xb_stem_cut(token->term, row);
	n = add_stem(analyzer, out, n, identity);
	for (const struct xb_language *row = xb_languages; row->code; row++)
		if (row->script == token->script && row->stemmer)
			n = add_stem(analyzer, out, n, stem_of(analyzer, token->term, row));
	return n;
}
