/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lexicon.h - what a segment knows of how its words are spelt: key → terms. Kept as metadata of the segment's database, so
 * that it is published, merged and served with it. */
#ifndef XB_LEXICON_H
#define XB_LEXICON_H

#include "arena.h"
#include "xapian_shim.h"

/* What a key is. Its letter goes before the key. */
enum xb_lexicon_kind {
	XB_LEXICON_NAME = 'n', /* a name key (text/name.h) → exact terms that may be names */
	XB_LEXICON_BARE = 'b', /* a bare form (text/bare.h) → exact terms with marks */
	XB_LEXICON_STEM = 's', /* a bare form → stems with marks, without the Z */
};

/* A term, and how many dispatches have it in which way; a dispatch counts once. Those that have it in small letters, and
 * not in the first way, are the term's frequency less these (none when it is less: a byline's words are not in the text).
 * Under a bare form the counts say the same, and are mostly 0: a word need be no name to have marks. */
struct xb_spelling {
	struct xb_str term;
	uint32_t name;   /* with a capital within a sentence, in a script without capitals, or in a field such as byline */
	uint32_t first;  /* else with a capital at the beginning of a sentence, and never in small letters */
	uint32_t shout;  /* else in a line of capitals or a headline whose every word has one */
};

struct xb_spellings {
	const struct xb_spelling *array; /* each term once, by its bytes; counts summed over the segments */
	size_t n;
};

/* The terms under a key, in every segment of the reader; borrowed from the arena. An unknown key has none, nor
 * has any in a segment of before there were lexicons. One read of the segment's B-tree, so that nothing
 * is loaded or kept: measured 6 us a segment. The thread that has the reader. ECORRUPT, EVERSION, EIO, ENOMEM. */
xabar_status xb_lexicon_find(struct xb_spellings *out, struct xb_reader *reader, enum xb_lexicon_kind kind, struct xb_str key,
                             struct xb_arena *arena, xabar_error *err);

/* Read all that a segment of the reader has of it: what is not as it was written is ECORRUPT. EIO, ENOMEM. */
xabar_status xb_lexicon_check(struct xb_reader *reader, uint32_t segment, xabar_error *err);

#endif
