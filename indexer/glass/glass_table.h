/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_table.h - a glass B-tree written from front to back: entries come in the order of their keys, so every block is filled
 * once, to the brim.
 *
 * Block (8192 bytes, its number is its place in the file; numbers high byte first):
 *
 *     revision 4 · level 1 (0: leaf) · largest gap 2 · free bytes 2 · end of the directory 2
 *     directory: the offset (2) of each item, in the order of the keys
 *     gap, then the items
 *
 * Leaf item:
 *
 *     size - 3 (13 bits), flags (3 bits) 2 · length of the key 1 · key · [component 2] · tag
 *
 * An item is at most a quarter of a block. A longer tag is cut into components 1, 2 ..., each under the same key; only those
 * from the second on have the number. The first leaf begins with an item whose key and tag are empty and which is no entry.
 *
 * Branch item:
 *
 *     block 4 · length of the key 1 · key · component 2
 *
 * The key is the shortest that divides the block from the one before; the first item of a branch block has none, component 0.
 *
 * A block gets its number when it is full, so leaves lie in the file in their order, which the `sequential` flag of iamglass
 * promises to readers, and the root is last. */
#ifndef XB_GLASS_TABLE_H
#define XB_GLASS_TABLE_H

#include "glass_format.h"
#include "glass_output.h"

#define XB_GLASS_BLOCK 8192
#define XB_GLASS_BLOCK_HEADER 11
#define XB_GLASS_OFFSET 2      /* an entry of the directory */
#define XB_GLASS_LEAF_HEADER 3 /* of an item, without its key */
#define XB_GLASS_COMPONENT 2
#define XB_GLASS_REVISION 1

/* Of a leaf item: it has the last, the first component of its tag. libxapian has another one, for a tag that is compressed. */
enum xb_glass_leaf_flag { XB_GLASS_LAST = 0x4000, XB_GLASS_FIRST = 0x2000 };
#define XB_GLASS_LEAF_SIZE 0x1fff

/* A branch block has at least thirty items (keys of 255 bytes), and block numbers have 32 bits. */
#define XB_GLASS_LEVELS 10

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
