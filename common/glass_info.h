/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_info.h - what the file iamglass of a database that we wrote says of it; glass/glass_version.h has its format. */
#ifndef XB_GLASS_INFO_H
#define XB_GLASS_INFO_H

#include <stdbool.h>

#include "error.h"
#include "glass_format.h"

#define XB_GLASS_UUID 16

/* What every one begins with: magic, and 2016-03-14. */
#define XB_GLASS_HEAD "\x0f\x0dXapian Glass\x04\x6e"

/* What is said of a table, and of a database. */
struct xb_glass_table_info {
	uint32_t nblocks; /* 0: there is no entry */
	uint32_t root;    /* the block where its tree begins */
	uint64_t nentries;
};

struct xb_glass_info {
	struct xb_glass_table_info postlist, docdata, position;
	uint32_t documents;
};

/* Of a root block, beside the height of its tree. */
enum xb_glass_root_flag { XB_GLASS_ROOT_NONE = 1, XB_GLASS_ROOT_SEQUENTIAL = 2 };

/* Read the file of the database in a folder. *ours is false where that was written in another way. EIO, ENOMEM, ENOTFOUND. */
xabar_status xb_glass_info_open(bool *ours, struct xb_glass_info *out, const char *folder, xabar_error *err);

/* Read the file's bytes. False when they are not what glass/glass_version.h makes, such as where a database has term lists, or
 * was written by libxapian in another order than from front to back. */
bool xb_glass_info_read(struct xb_glass_info *out, struct xb_str iamglass);

/* Whether a database's iamglass says that it has the format that is written here. */
bool xb_glass_info_known(struct xb_str iamglass);

#endif
