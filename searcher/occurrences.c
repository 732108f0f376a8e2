/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "occurrences.h"

#include <stdio.h>

static void
count_term(xabar_term *terms, size_t nterms, const char *prefix, struct xb_str value, unsigned weight)
{
	char bytes[XB_TERM_MAX];
	const struct xb_str term = xb_strn(bytes, xb_term_make(bytes, prefix, value));

	for (size_t i = 0; i < nterms; i++)
		if (xb_str_is(term, terms[i].term))
			terms[i].occurrences += weight;
}

/* Words of a field of the text, under no prefix and, but for the body, once more under the field's own. */
static uint64_t
count_field(xabar_term *terms, size_t nterms, const struct xb_field_info *field, struct xb_str text,
            const struct xb_language *language, struct xb_analyzer *analyzer)
{
	char stem_prefix[16];
	uint64_t length = 0;
	struct xb_word word;

	snprintf(stem_prefix, sizeof(stem_prefix), "%s%s", XB_STEM_PREFIX, field->prefix);
	xb_analyzer_start(analyzer, text, language);
	while (xb_analyzer_next(analyzer, &word)) {
		length += field->weight;
		count_term(terms, nterms, "", word.token.term, field->weight);
		if (word.stem.len)
			count_term(terms, nterms, XB_STEM_PREFIX, word.stem, field->weight);
		if (!*field->prefix)
			continue;
		count_term(terms, nterms, field->prefix, word.token.term, 1);
		if (word.stem.len)
			count_term(terms, nterms, stem_prefix, word.stem, 1);
	}
	return length;
}

uint64_t
xb_occurrences_count(xabar_term *terms, size_t nterms, const struct xb_dispatch *dispatch, struct xb_analyzer *analyzer)
{
	const struct xb_language *language = xb_dispatch_language(dispatch);
	uint64_t length = 0;

	for (size_t i = 0; i < XB_FIELD_COUNT; i++)
		if (xb_fields[i].kind == XB_KIND_TEXT)
			length += count_field(terms, nterms, &xb_fields[i], dispatch->text[i], language, analyzer);
	return length;
}
