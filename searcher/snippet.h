/* SPDX-License-Identifier: GPL-2.0-or-later */
/* snippet.h - the passage that shows why a dispatch was found. */
#ifndef XB_SNIPPET_H
#define XB_SNIPPET_H

#include "plan.h"

struct xb_mark {
	uint32_t begin, end; /* bytes of the snippet's text: a whole surface word, or a whole phrase */
};

/* Borrowed from the arena. */
struct xb_snippet {
	struct xb_str text; /* one line, NUL-terminated; "…" where a sentence was cut, or one left out between two */
	const struct xb_mark *marks; /* ascending, not overlapping */
	size_t nmarks;
};

/* Choose from `body` the sentences that hold most of what is wanted (a distinct wanted word counts more than another
 * occurrence, a phrase or NEAR only where its words stand together as asked), whole where they fit in `max` bytes
 * (about: a long sentence is cut at words around its marks), the earliest of equals. Without a match: the beginning.
 * The body is analysed as it was when indexed, in `language`, but only its first MiB: what is further down is not
 * shown. */
xabar_status xb_snippet_make(struct xb_snippet *out, struct xb_str body, const struct xb_language *language,
                             const struct xb_plan *plan, struct xb_analyzer *analyzer, size_t max,
                             struct xb_arena *arena, xabar_error *err);

/* The marks in a whole text (a title), all of it kept, but for its white space, which becomes single spaces. */
xabar_status xb_snippet_mark(struct xb_snippet *out, struct xb_str text, const struct xb_language *language,
                             const struct xb_plan *plan, struct xb_analyzer *analyzer, struct xb_arena *arena,
                             xabar_error *err);

#endif
