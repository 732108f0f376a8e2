/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rewrite.h - a text as it would be in another alphabet, for models of what there is no text of. */
#ifndef XB_REWRITE_H
#define XB_REWRITE_H

#include "buf.h"

/* Each appends the rewritten text to `out`; all but the first want small letters, as the first makes them. */
typedef void xb_rewrite(struct xb_buf *out, struct xb_str text);

xb_rewrite xb_rewrite_small;        /* small letters, one form of apostrophe */
xb_rewrite xb_rewrite_az_cyrillic;  /* Azerbaijani in Cyrillic letters */
xb_rewrite xb_rewrite_uz_cyrillic;  /* Uzbek in Cyrillic letters */
xb_rewrite xb_rewrite_tr_as_latin1; /* Turkish in ISO 8859-9 that was read as ISO 8859-1 */

/* The letter of the Azerbaijani Cyrillic alphabet for a small one of the Latin; any other code point is itself. */
uint32_t xb_az_cyrillic(uint32_t cp);

#endif
