/* SPDX-License-Identifier: GPL-2.0-or-later */
/* archive_kind.h - the kinds of archives, told by how they begin. */
#ifndef XB_ARCHIVE_KIND_H
#define XB_ARCHIVE_KIND_H

#include <archive.h>

#include "magic.h"

struct xb_archive_kind {
	const char *name;
	enum xb_magic (*look)(struct xb_str head);
	int (*enable)(struct archive *archive); /* have libarchive read this kind, and only this */
	enum { XB_SEEKS_NOT, XB_SEEKS_IF_IT_CAN, XB_SEEKS } seeks; /* to its directory, which is at its end */
};

/* NULL when it is none, or too short to tell. */
const struct xb_archive_kind *xb_archive_kind(struct xb_str head);

#endif
