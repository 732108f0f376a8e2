/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_read.h - the entries of a table that glass_table.h wrote, from front to back. Nothing of the file is believed: what is
 * not as it was written is ECORRUPT. */
#ifndef XB_GLASS_READ_H
#define XB_GLASS_READ_H

#include "buf.h"
#include "glass_version.h"

/* Where an entry begins. */
struct xb_glass_place {
	uint32_t block, at;
	uint64_t taken;
};

struct xb_glass_read {
	char *path;
	int fd;
	struct xb_glass_table_info info;
	unsigned char *buffer;      /* consecutive blocks of the file */
	uint32_t room, first, held; /* blocks that it can hold; the number of its first; how many it holds */

	uint32_t block;             /* the leaf that is being read; UINT32_MAX: none yet */
	uint32_t at, end;           /* in it: the next item's, and the end of the directory */
	uint64_t taken;             /* entries */
	struct xb_buf joined;       /* a tag of several components */
	char key_bytes[XB_GLASS_KEY_MAX];

	/* The entry, good until the next one. */
	struct xb_str key; /* .len 0: there are no more */
	struct xb_str tag; /* with XB_GLASS_SLACK readable bytes behind it */
	struct xb_glass_place place;
};

/* Open a table of a database's folder, before its first entry, to be read through a buffer of about `memory` bytes. ENOMEM, EIO,
 * ENOTFOUND; ECORRUPT when its file is not as long as `info` says. After a failure only release is allowed. */
xabar_status xb_glass_read_open(struct xb_glass_read *read, const char *folder, const char *name,
                                const struct xb_glass_table_info *info, size_t memory, xabar_error *err);

/* Safe on zeroed memory. */
void xb_glass_read_release(struct xb_glass_read *read);

/* Go to the next entry, whose key is above the last one's. ECORRUPT, EIO, ENOMEM. */
xabar_status xb_glass_read_next(struct xb_glass_read *read, xabar_error *err);

/* Go back to an entry that was read. */
xabar_status xb_glass_read_seek(struct xb_glass_read *read, struct xb_glass_place place, xabar_error *err);

/* Before the first entry. */
void xb_glass_read_rewind(struct xb_glass_read *read);

/* ECORRUPT: "'FILE' is damaged: WHAT". */
xabar_status xb_glass_read_corrupt(const struct xb_glass_read *read, const char *what, xabar_error *err);

#endif
