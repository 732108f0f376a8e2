/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef XB_ALIASES_SHIPPED_H
#define XB_ALIASES_SHIPPED_H

#include <stddef.h>
#include <stdint.h>

/* The alias file that is shipped, NUL-terminated. */
extern const char xb_aliases_shipped[];

/* Where its names are: the low bits of a name's hash and the offset of its line, by hash, then by offset. gen_aliases.c makes
 * them when xabar is built: to read the whole file takes 15 million instructions, three times as many as a search. */
struct xb_alias_row {
	uint32_t hash, line;
};

extern const struct xb_alias_row xb_alias_rows[];
extern const size_t xb_nalias_rows;

#endif
