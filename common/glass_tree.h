/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_tree.h - the entries of a table that we wrote (glass/glass_table.h), found by their keys in the mapped file.
 *
 * libxapian copies each block that it looks at out of the system's cache, and each tag out of that, and begins at the root for
 * every posting that is skipped to in another chunk. Nothing of the file is believed: what is not as it was written is
 * ECORRUPT. */
#ifndef XB_GLASS_TREE_H
#define XB_GLASS_TREE_H

#include "buf.h"
#include "glass_info.h"

/* May be read by several threads at once. */
struct xb_glass_tree;

/* Map a table of a database's folder. *out is NULL where it has no entries. EIO, ENOMEM; ECORRUPT where its file is not as long
 * as `info` says. */
xabar_status xb_glass_tree_open(struct xb_glass_tree **out, const char *folder, const char *name,
                                const struct xb_glass_table_info *info, xabar_error *err);
void xb_glass_tree_free(struct xb_glass_tree *tree);

/* Append the tag that has this key to `out`; *found is false where none has, as in no tree (NULL). ECORRUPT, ENOMEM. */
xabar_status xb_glass_tree_get(bool *found, struct xb_buf *out, const struct xb_glass_tree *tree, struct xb_str key,
                               xabar_error *err);

/* An entry. */
struct xb_glass_leaf {
	const struct xb_glass_tree *tree;
	struct xb_str key; /* .len 0: none, as before the first */
	struct xb_str tag; /* both borrowed from the tree, or good until the next entry */
	uint32_t block;    /* where its last item is; UINT32_MAX: nowhere yet */
	uint32_t at;       /* in that */
	struct xb_buf joined;
};

void xb_glass_leaf_init(struct xb_glass_leaf *leaf, const struct xb_glass_tree *tree);
void xb_glass_leaf_release(struct xb_glass_leaf *leaf);

/* Go to the last entry whose key is not above `key`. ECORRUPT, ENOMEM. */
xabar_status xb_glass_leaf_seek(struct xb_glass_leaf *leaf, struct xb_str key, xabar_error *err);

/* Go to the next; .key.len is 0 when there is none. ECORRUPT, ENOMEM. */
xabar_status xb_glass_leaf_next(struct xb_glass_leaf *leaf, xabar_error *err);

/* ECORRUPT: "'FILE' is damaged: WHAT". */
xabar_status xb_glass_tree_corrupt(const struct xb_glass_tree *tree, const char *what, xabar_error *err);

#endif
