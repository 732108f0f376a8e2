/* SPDX-License-Identifier: GPL-2.0-or-later */
/* document.h - dispatch → what is indexed of it: terms with positions, values. */
#ifndef XB_DOCUMENT_H
#define XB_DOCUMENT_H

#include "normalize/identity.h"
#include "text/analyzer.h"
#include "weighting.h"
#include "xapian_shim.h"

/* Make the document of a dispatch in the arena, all but its datum. `content_hash` has 16 bytes; `origin` is that of a local id
 * (identity.h), or NULL. ENOMEM.
 *
 * The text (title, then body) is one run of positions with a gap between; a title word counts as schema.c says, and stands once
 * more under the title's prefix. Stems have no positions. Filter words (source, section ...) weigh nothing. What a term counts in
 * all is then weighted by the length of the text (xb_dispatch_length).
 *
 * Its fingerprint is a value, the sketch of that are terms which weigh nothing (likeness.h).
 *
 * For the lexicon each word of the text says how it is written (capitals.h), and so do those of the filters but the url's: in a
 * byline or a place a capital is that of a name, in the others (a section, tags) what it is in a headline. */
xabar_status xb_document_make(struct xb_document *out, const struct xb_dispatch *dispatch,
                              const unsigned char content_hash[16], const struct xb_origin *origin,
                              const struct xb_weighting *weighting, struct xb_analyzer *analyzer, struct xb_arena *arena,
                              xabar_error *err);

#endif
