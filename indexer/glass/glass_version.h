/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_version.h - the file iamglass: what makes a folder of tables a database (facts from backends/glass/glass_version.cc).
 *
 *     0f 0d "Xapian Glass" · version 2, high byte first: (year - 2014) 7 bits, month 4, day 5 · UUID 16 · revision
 *     for each of postlist, docdata, termlist, position, spelling, synonym:
 *         root block · height of the tree * 4 + 2 if sequential + 1 if there is no root · entries · block size / 2048 ·
 *         tags longer than this may be compressed · length of the free list · free list
 *     documents · highest document number - documents · least length but 0 · greatest wdf · greatest length - greatest wdf ·
 *     oldest changeset · sum of lengths · greatest word frequency of spellings
 *     free list: revision · first unused block · 0 0 0 0; empty where there is no table
 *
 * Numbers are seven bits a byte. */
#ifndef XB_GLASS_VERSION_H
#define XB_GLASS_VERSION_H

#include "glass_info.h"
#include "glass_inverter.h"
#include "glass_table.h"

/* Append the file's bytes. */
void xb_glass_version_encode(struct xb_buf *out, const unsigned char uuid[XB_GLASS_UUID], const struct xb_glass_table *postlist,
                             const struct xb_glass_table *docdata, const struct xb_glass_table *position,
                             const struct xb_glass_totals *totals);

#endif
