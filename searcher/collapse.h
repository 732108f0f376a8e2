/* SPDX-License-Identifier: GPL-2.0-or-later */
/* collapse.h - matches → stories: near-copies (likeness.h) folded into the one of them that comes first.
 *
 * The first of all matches, in their order, begins a story. Each further one is folded into the story that it is most like, or
 * begins one: that is a story whose beginning it is a near-copy of, or one with a copy that it is close to. Being no more than a
 * near-copy of a copy is not enough, so that no chain of formulas leads away from what is shown: of a series ("Fed adds
 * reserves") each is a near-copy of the last one. */
#ifndef XB_COLLAPSE_H
#define XB_COLLAPSE_H

#include "copies.h"

/* A match that stands for its near-copies. */
struct xb_story {
	struct xb_match_hit match;
	struct xb_likeness likeness;
	struct xb_copy *copies; /* the others, which match, too */
	size_t ncopies, cap;
};

/* Zeroed at first, but for the finder. All is in its arena. */
struct xb_folding {
	struct xb_copies_finder finder;
	struct xb_story *stories;
	size_t n, cap;
	struct xb_copy *folded; /* documents that were looked at */
	size_t nfolded, cap_folded;
	struct xb_folding_text *texts; /* all distinct ones of stories */
	size_t ntexts, cap_texts;
	uint32_t *heads; /* of the elements of sketches, by their low bits: the link of the last text that has one, counted from 1 */
	size_t nheads;   /* a power of two */
	struct xb_folding_link *links;
	size_t nlinks, cap_links;
};

/* Fold the matches that come next; the first of their values, where they have such, is their fingerprint. ENOMEM; ECORRUPT,
 * EIO. */
xabar_status xb_folding_add(struct xb_folding *folding, const struct xb_match_hit *matches, size_t n, xabar_error *err);

/* Give the stories from the `first` on, n of them, all their copies among the matches of `query`: those that were not looked at,
 * too. Nothing is added afterwards. */
xabar_status xb_folding_complete(struct xb_folding *folding, size_t first, size_t n, const struct xb_node *query, xabar_error *err);

#endif
