/* SPDX-License-Identifier: GPL-2.0-or-later */
/* docset.h - an ascending set of document numbers of one segment: its tombstones, its earlier versions. */
#ifndef XB_DOCSET_H
#define XB_DOCSET_H

#include "buf.h"

struct xb_docset {
	uint32_t *docids; /* ascending once xb_docset_sort has run */
	size_t n, cap;
};

void xb_docset_release(struct xb_docset *set);

/* Add a number, in any order, more than once if need be. ENOMEM. */
xabar_status xb_docset_add(struct xb_docset *set, uint32_t docid, xabar_error *err);

/* Bring into order, each number once. */
void xb_docset_sort(struct xb_docset *set);

/* Add all of another set. ENOMEM. */
xabar_status xb_docset_add_all(struct xb_docset *set, const struct xb_docset *other, xabar_error *err);

/* Make `out`, which is empty, what is in the sorted set `all` and not in the sorted set `without`. ENOMEM. */
xabar_status xb_docset_subtract(struct xb_docset *out, const struct xb_docset *all, const struct xb_docset *without,
                                xabar_error *err);

/* Of a sorted set. */
bool xb_docset_has(const struct xb_docset *set, uint32_t docid);

/* Append the file form of a sorted set: "XBDEL1", varint n, n varint steps, CRC-32 of all before, low byte first. */
void xb_docset_write(struct xb_buf *out, const struct xb_docset *set);

/* Read it back: exactly `n` numbers, none over `max`. ECORRUPT. */
xabar_status xb_docset_read(struct xb_docset *out, struct xb_str bytes, uint64_t n, uint64_t max, xabar_error *err);

#endif
