/* SPDX-License-Identifier: GPL-2.0-or-later */
/* magic.h - telling what bytes are by how they begin. */
#ifndef XB_MAGIC_H
#define XB_MAGIC_H

#include "str.h"

/* UNDECIDED: the bytes are too few, and nothing that is there speaks against it. */
enum xb_magic { XB_MAGIC_NO, XB_MAGIC_UNDECIDED, XB_MAGIC_YES };

/* Whether `head` begins as `magic` does; '?' is any byte. */
static inline enum xb_magic
xb_magic_match(struct xb_str head, struct xb_str magic)
{
	for (size_t i = 0; i < magic.len && i < head.len; i++)
		if (head.ptr[i] != magic.ptr[i] && magic.ptr[i] != '?')
			return XB_MAGIC_NO;
	return head.len < magic.len ? XB_MAGIC_UNDECIDED : XB_MAGIC_YES;
}

#endif
