/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tally.h - how often each of a few names came: encodings, formats, reasons. */
#ifndef XB_TALLY_H
#define XB_TALLY_H

#include "buf.h"

#define XB_TALLY_MAX 24
#define XB_TALLY_NAME 80

struct xb_tally {
	struct xb_tally_row { char name[XB_TALLY_NAME]; uint64_t n; } rows[XB_TALLY_MAX];
	size_t n;
};

/* Count a name, of which a beginning is kept. Names for which there is no row left count in the last one, as "other". */
void xb_tally_add(struct xb_tally *tally, struct xb_str name, uint64_t n);
void xb_tally_merge(struct xb_tally *into, const struct xb_tally *from);

/* The most frequent first, and among equals by name. */
void xb_tally_sort(struct xb_tally *tally);

/* As bytes, and back; false when they are none. */
void xb_tally_pack(struct xb_buf *out, const struct xb_tally *tally);
bool xb_tally_take(struct xb_str *cursor, struct xb_tally *tally);

#endif
