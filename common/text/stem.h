/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stem.h - folded word → stem, whichever engine a language has. */
#ifndef XB_STEM_H
#define XB_STEM_H

#include "error.h"
#include "text/language.h"

/* Every stemmer that a language of the table names, each made when it is first asked. One thread at a time. */
struct xb_stems;

xabar_status xb_stems_new(struct xb_stems **out, xabar_error *err);
void xb_stems_free(struct xb_stems *stems);

/* Make what is else made when a language's first word is stemmed, so that no want of memory can leave words of an index without
 * stems. ENOMEM. */
xabar_status xb_stems_make_all(struct xb_stems *stems, xabar_error *err);

/* `word` without what its language writes as a suffix after an apostrophe: "bakı'nın" is "bakı". All of it when
 * there is none. */
struct xb_str xb_stem_cut(struct xb_str word, const struct xb_language *language);

/* Whether a word of the language with a capital may have another stem than without. */
bool xb_stem_minds_capitals(const struct xb_language *language);

/* The stem of a folded word that holds letters only, in the alphabet of its language's first row; `capital`: it began with a
 * capital letter, so it may be a name. Borrowed until the next call. .len is 0 when the language has no stemmer, and when the
 * stemmer fails. */
struct xb_str xb_stem(struct xb_stems *stems, struct xb_str word, const struct xb_language *language, bool capital);

#endif
