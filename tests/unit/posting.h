/* SPDX-License-Identifier: GPL-2.0-or-later */
/* posting.h - documents for tests that the way a word is written does not concern. */
#ifndef XB_TEST_POSTING_H
#define XB_TEST_POSTING_H

#include "postings.h"

/* A word of a document, as it comes. */
struct occurrence {
	struct xb_str term;
	uint32_t pos, wdf; /* pos 0: without a position */
};

/* A posting of one occurrence, which is borrowed. */
static inline struct xb_posting
posting_of(const struct occurrence *word)
{
	return (struct xb_posting){ .term = word->term, .positions = &word->pos, .npositions = word->pos > 0, .wdf = word->wdf };
}

/* The document of n occurrences, in the arena. Those of terms longer than a dispatch has them are each the only one of theirs. */
static inline xabar_status
document_of(struct xb_document *out, const struct occurrence *words, size_t n, struct xb_arena *arena, xabar_error *err)
{
	struct xb_posting *rows = xb_arena_calloc(arena, n, sizeof(*rows));
	struct xb_postings postings;
	size_t nlong = 0;
	xabar_status status;

	xb_postings_init(&postings, arena);
	for (size_t i = 0; i < n; i++)
		if (words[i].term.len > XB_TERM_MAX)
			rows[nlong++] = posting_of(&words[i]);
		else
			xb_postings_add(&postings, xb_postings_find(&postings, "", words[i].term), words[i].pos, words[i].wdf,
			                XB_WRITTEN_UNSAID);
	status = xb_postings_finish(&postings, err);
	if (postings.n)
		memcpy(rows + nlong, postings.rows, postings.n * sizeof(*rows));
	*out = (struct xb_document){ rows, nlong + postings.n, NULL, 0, { "", 0 } };
	return status;
}

#endif
