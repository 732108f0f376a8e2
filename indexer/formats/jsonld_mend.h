/* SPDX-License-Identifier: GPL-2.0-or-later */
/* jsonld_mend.h - JSON as pages have it → JSON. */
#ifndef XB_JSONLD_MEND_H
#define XB_JSONLD_MEND_H

#include "buf.h"

/* Write to `out` an array of the values in `text`, well-formed whatever the text: line ends, tabs and quotes within
 * strings, commas too many or too few, comments, wrappers (<!-- -->, CDATA), bare words, wrong escapes, what was cut off
 * at the end. Numbers become strings. Linear; nothing nests deeper than XB_JSONLD_DEPTH_MAX: what is deeper is left out.
 * Whether `out` failed is the caller's to check. */
#define XB_JSONLD_DEPTH_MAX 64
void xb_jsonld_mend(struct xb_buf *out, struct xb_str text);

#endif
