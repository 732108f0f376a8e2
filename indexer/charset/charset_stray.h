/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_stray.h - bytes within UTF-8 that are none. */
#ifndef XB_CHARSET_STRAY_H
#define XB_CHARSET_STRAY_H

#include "charset_codec.h"
#include "charset_evidence.h"

/* Let the evidence be of such bytes and the words that they are in. */
void xb_stray_look(struct xb_evidence *evidence, struct xb_str text);

/* Decode UTF-8 with such bytes. `high` is the code page that they are in, or NULL: those that are quotation marks and the like in all
 * of the Windows pages are read so, the rest is replaced. What looks like a part of a UTF-8 sequence is always replaced. */
void xb_stray_decode(struct xb_sink *sink, const uint16_t *high, struct xb_str text);

#endif
