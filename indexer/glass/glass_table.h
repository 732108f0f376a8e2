/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_table.h - a glass B-tree written from front to back: entries come in the order of their keys, so every block is filled
 * once, to the brim.
 *
 * A block gets its number when it is full, so leaves lie in the file in their order, which the `sequential` flag of iamglass
 * promises to readers, and the root is last. */
#ifndef XB_GLASS_TABLE_H
#define XB_GLASS_TABLE_H

#include "glass_format.h"
#include "glass_output.h"

/* The block being filled at one level. */
struct xb_glass_level {
	unsigned char *items;   /* lowest key first */
	uint16_t *offsets;      /* of each item in `items` */
	uint32_t used, nitems;
	uint32_t nblocks;       /* of this level, complete */
	unsigned char divider[XB_GLASS_KEY_MAX + XB_GLASS_SLACK]; /* from the block before */
	uint32_t divider_len, divider_component;
};

struct xb_glass_table {
	struct xb_glass_output output;
	struct xb_glass_level levels[XB_GLASS_LEVELS];
	uint32_t nblocks;
	uint64_t nentries;
	bool overfull;   /* more blocks, or components, than can be numbered; told by finish */
	uint32_t root;   /* known when finished */
	uint32_t height; /* level of the root */
};

/* Begin the table in a new file at `path`. ENOMEM, EIO. After a failure only release is allowed. */
xabar_status xb_glass_table_open(struct xb_glass_table *table, const char *path, xabar_error *err);

/* Append an entry; keys must ascend. Both key and tag have XB_GLASS_SLACK readable bytes behind them. */
void xb_glass_table_add(struct xb_glass_table *table, const unsigned char *key, size_t key_len, const unsigned char *tag,
                        size_t tag_len);

/* The same for a tag that has nothing behind it. */
void xb_glass_table_add_str(struct xb_glass_table *table, const unsigned char *key, size_t key_len, struct xb_str tag);

/* Write the blocks that are not full, fsync and close. A table without entries is an empty file. EIO, ELIMIT. */
xabar_status xb_glass_table_finish(struct xb_glass_table *table, xabar_error *err);

/* Safe on zeroed memory, and after finish. */
void xb_glass_table_release(struct xb_glass_table *table);

#endif
