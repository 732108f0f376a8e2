/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_table.h"

#include <stdlib.h>

#define ITEM_MAX ((XB_GLASS_BLOCK - XB_GLASS_BLOCK_HEADER - 4 * XB_GLASS_OFFSET) / 4)
#define BRANCH_HEADER (4 + 1 + XB_GLASS_COMPONENT)
#define COMPONENT_MAX 0xffff

/* A component that brings less than this of its tag is not worth its key: it waits for the next leaf. */
#define COMPONENT_WORTH 32

static bool
open_level(struct xb_glass_level *level)
{
	level->items = malloc(XB_GLASS_BLOCK + 2 * XB_GLASS_SLACK);
	level->offsets = malloc(XB_GLASS_BLOCK / 4 * sizeof(*level->offsets));
	return level->items && level->offsets;
}

xabar_status
xb_glass_table_open(struct xb_glass_table *table, const char *path, xabar_error *err)
{
	*table = (struct xb_glass_table){ 0 };
	for (size_t i = 0; i < XB_GLASS_LEVELS; i++)
		if (!open_level(&table->levels[i]))
			return xb_fail_nomem(err);
	return xb_glass_output_open(&table->output, path, err);
}

/* The room that is left in the level's block for one more item. */
static inline uint32_t
room(const struct xb_glass_level *level)
{
	uint32_t taken = XB_GLASS_BLOCK_HEADER + XB_GLASS_OFFSET * (level->nitems + 1) + level->used;

	return taken < XB_GLASS_BLOCK ? XB_GLASS_BLOCK - taken : 0;
}

/* Where the next item of the level, `len` bytes long, is to be put. */
static inline unsigned char *
add_item(struct xb_glass_level *level, uint32_t len)
{
	unsigned char *item = level->items + level->used;

	level->offsets[level->nitems++] = (uint16_t)level->used;
	level->used += len;
	return item;
}

/* Write a level's block out: its number. */
static uint32_t
write_block(struct xb_glass_table *table, uint32_t height)
{
	struct xb_glass_level *level = &table->levels[height];
	unsigned char *block = xb_glass_output_extend(&table->output, XB_GLASS_BLOCK), *p = block;
	uint32_t directory_end = XB_GLASS_BLOCK_HEADER + XB_GLASS_OFFSET * level->nitems, items = XB_GLASS_BLOCK - level->used;
	uint32_t gap = items - directory_end;

	p = xb_glass_put_be32(p, XB_GLASS_REVISION);
	*p++ = (unsigned char)height;
	p = xb_glass_put_be16(p, gap); /* the largest, */
	p = xb_glass_put_be16(p, gap); /* and all: there are no holes among the items */
	p = xb_glass_put_be16(p, directory_end);
	for (uint32_t i = 0; i < level->nitems; i++)
		p = xb_glass_put_be16(p, items + level->offsets[i]);
	memset(p, 0, gap);
	memcpy(block + items, level->items, level->used);
	level->used = level->nitems = 0;
	level->nblocks++;
	if (table->nblocks >= UINT32_MAX - 1) {
		table->overfull = true;
		return 0;
	}
	return table->nblocks++;
}

static void close_block(struct xb_glass_table *table, uint32_t height);

/* Enter a complete block, and what divides it from the one before, in the level above. */
static void
add_branch(struct xb_glass_table *table, uint32_t height, const struct xb_glass_level *below, uint32_t block)
{
	struct xb_glass_level *level = &table->levels[height];
	uint32_t len = below->divider_len, component = below->divider_component;
	unsigned char *p;

	if (level->nitems && room(level) < BRANCH_HEADER + len)
		close_block(table, height);
	if (!level->nitems) { /* the key divides this level's blocks, so the level above gets it */
		memcpy(level->divider, below->divider, len);
		level->divider_len = len;
		level->divider_component = component;
		len = component = 0;
	}
	p = xb_glass_put_be32(add_item(level, BRANCH_HEADER + len), block);
	*p++ = (unsigned char)len;
	memcpy(p, below->divider, len);
	xb_glass_put_be16(p + len, component);
}

static void
close_block(struct xb_glass_table *table, uint32_t height)
{
	uint32_t block = write_block(table, height);

	add_branch(table, height + 1, &table->levels[height], block);
}

/* Go to a new leaf, which begins with the key. The divider needs the key only as far as its first byte that differs from the
 * last key's, and all of it where a tag goes on. */
static void
turn_leaf(struct xb_glass_table *table, const unsigned char *key, size_t key_len, uint32_t component)
{
	struct xb_glass_level *leaf = &table->levels[0];
	const unsigned char *last = leaf->items + leaf->offsets[leaf->nitems - 1] + XB_GLASS_LEAF_HEADER - 1;
	size_t last_len = *last++, same = 0;

	while (same < key_len && same < last_len && key[same] == last[same])
		same++;
	close_block(table, 0);
	leaf->divider_len = (uint32_t)(same < key_len ? same + 1 : key_len);
	leaf->divider_component = component;
	memcpy(leaf->divider, key, leaf->divider_len);
}

static inline void
put_leaf_item(struct xb_glass_level *leaf, unsigned flags, const unsigned char *key, size_t key_len, uint32_t component,
              const unsigned char *tag, size_t tag_len)
{
	uint32_t header = XB_GLASS_LEAF_HEADER + (uint32_t)key_len + (component > 1 ? XB_GLASS_COMPONENT : 0);
	uint32_t len = header + (uint32_t)tag_len;
	unsigned char *p = add_item(leaf, len);

	p = xb_glass_put_be16(p, (len - XB_GLASS_LEAF_HEADER) | flags | (component == 1 ? XB_GLASS_FIRST : 0));
	*p++ = (unsigned char)key_len;
	xb_glass_copy(p, key, key_len);
	if (component > 1)
		xb_glass_put_be16(p + key_len, component);
	xb_glass_copy(leaf->items + leaf->used - tag_len, tag, tag_len);
}

/* The last component of a tag that has nothing behind it that may be read. */
static void
put_rest(struct xb_glass_level *leaf, const unsigned char *key, size_t key_len, uint32_t component, const unsigned char *tag,
         size_t tag_len)
{
	unsigned char padded[XB_GLASS_SLACK] = { 0 };

	if (tag_len <= sizeof(padded))
		tag = memcpy(padded, tag, tag_len);
	put_leaf_item(leaf, XB_GLASS_LAST, key, key_len, component, tag, tag_len);
}

/* An entry in as many components as it takes; all but the last have COMPONENT_WORTH bytes or more. */
static void
add_long(struct xb_glass_table *table, const unsigned char *key, size_t key_len, const unsigned char *tag, size_t tag_len)
{
	struct xb_glass_level *leaf = &table->levels[0];
	uint32_t component = 1;

	while (!table->overfull) {
		size_t header = XB_GLASS_LEAF_HEADER + key_len + (component > 1 ? XB_GLASS_COMPONENT : 0);
		size_t most = room(leaf) < ITEM_MAX ? room(leaf) : ITEM_MAX;

		if (header + tag_len <= most) {
			put_rest(leaf, key, key_len, component, tag, tag_len);
			return;
		}
		if (most < header + key_len + COMPONENT_WORTH) {
			turn_leaf(table, key, key_len, component);
			continue;
		}
		put_leaf_item(leaf, 0, key, key_len, component, tag, most - header);
		tag += most - header;
		tag_len -= most - header;
		table->overfull |= component++ == COMPONENT_MAX;
	}
}

void
xb_glass_table_add(struct xb_glass_table *table, const unsigned char *key, size_t key_len, const unsigned char *tag,
                   size_t tag_len)
{
	static const unsigned char nothing[XB_GLASS_SLACK];
	struct xb_glass_level *leaf = &table->levels[0];
	size_t len = XB_GLASS_LEAF_HEADER + key_len + tag_len;

	if (__builtin_expect(!table->nentries++, 0))
		put_leaf_item(leaf, XB_GLASS_LAST, nothing, 0, 1, nothing, 0);
	if (__builtin_expect(len > ITEM_MAX, 0)) {
		add_long(table, key, key_len, tag, tag_len);
		return;
	}
	if (__builtin_expect(len > room(leaf), 0))
		turn_leaf(table, key, key_len, 1);
	put_leaf_item(leaf, XB_GLASS_LAST, key, key_len, 1, tag, tag_len);
}

void
xb_glass_table_add_str(struct xb_glass_table *table, const unsigned char *key, size_t key_len, struct xb_str tag)
{
	unsigned char padded[XB_GLASS_SLACK] = { 0 };

	if (tag.len <= sizeof(padded))
		memcpy(padded, tag.ptr, tag.len);
	xb_glass_table_add(table, key, key_len, tag.len <= sizeof(padded) ? padded : (const unsigned char *)tag.ptr, tag.len);
}

xabar_status
xb_glass_table_finish(struct xb_glass_table *table, xabar_error *err)
{
	uint32_t height = 0;

	if (table->nentries) {
		for (; table->levels[height].nblocks; height++)
			close_block(table, height);
		table->root = write_block(table, height);
		table->height = height;
	}
	if (table->overfull) {
		xb_fail(err, XABAR_ELIMIT, "'%s' is larger than a table can be", table->output.path);
		return xb_hint(err, XABAR_ELIMIT, "index what there is in several runs");
	}
	return xb_glass_output_finish(&table->output, err);
}

void
xb_glass_table_release(struct xb_glass_table *table)
{
	for (size_t i = 0; i < XB_GLASS_LEVELS; i++) {
		free(table->levels[i].items);
		free(table->levels[i].offsets);
	}
	xb_glass_output_release(&table->output);
	*table = (struct xb_glass_table){ .output.fd = -1 };
}
