/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_tree.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"

#define NO_BLOCK UINT32_MAX

/* Of all components of a tag. */
#define TAG_MAX ((size_t)1 << 30)

/* Of a branch's item, without its key. */
#define BRANCH_HEADER 5

struct xb_glass_tree {
	char *path;
	const unsigned char *bytes;
	struct xb_glass_table_info info;
};

/* A component of an entry. */
struct item {
	unsigned flags;
	struct xb_str key, tag;
	uint32_t component;
};

xabar_status
xb_glass_tree_corrupt(const struct xb_glass_tree *tree, const char *what, xabar_error *err)
{
	xb_fail(err, XABAR_ECORRUPT, "'%s' is damaged: %s", tree->path, what);
	return xb_hint(err, XABAR_ECORRUPT, "restore the index from its backup, or index its inputs again into a new one");
}

/* ---- The file ---- */

static xabar_status
map(struct xb_glass_tree *tree, xabar_error *err)
{
	const size_t size = (size_t)tree->info.nblocks * XB_GLASS_BLOCK;
	const int fd = open(tree->path, O_RDONLY | O_CLOEXEC);
	void *bytes = MAP_FAILED;
	struct stat st = { 0 };

	if (fd >= 0 && fstat(fd, &st) == 0 && (uint64_t)st.st_size == size)
		bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	if (fd >= 0)
		close(fd);
	if (bytes != MAP_FAILED) {
		tree->bytes = bytes;
		return XABAR_OK;
	}
	if (fd >= 0 && (uint64_t)st.st_size != size)
		return xb_glass_tree_corrupt(tree, "it is not as long as it was", err);
	return xb_fail_errno(err, "cannot read '%s'", tree->path);
}

xabar_status
xb_glass_tree_open(struct xb_glass_tree **out, const char *folder, const char *name, const struct xb_glass_table_info *info,
                   xabar_error *err)
{
	struct xb_glass_tree *tree;
	xabar_status status;

	*out = NULL;
	if (!info->nblocks)
		return XABAR_OK;
	tree = calloc(1, sizeof(*tree));
	if (!tree)
		return xb_fail_nomem(err);
	tree->info = *info;
	tree->path = xb_path("%s/%s", folder, name);
	status = tree->path ? map(tree, err) : xb_fail_nomem(err);
	if (status == XABAR_OK)
		*out = tree;
	else
		xb_glass_tree_free(tree);
	return status;
}

void
xb_glass_tree_free(struct xb_glass_tree *tree)
{
	if (tree && tree->bytes)
		munmap((void *)(uintptr_t)tree->bytes, (size_t)tree->info.nblocks * XB_GLASS_BLOCK);
	free(tree ? tree->path : NULL);
	free(tree);
}

/* ---- Blocks ---- */

static const unsigned char *
block_bytes(const struct xb_glass_tree *tree, uint32_t block)
{
	return tree->bytes + (size_t)block * XB_GLASS_BLOCK;
}

static uint32_t
directory_end(const unsigned char *block)
{
	return xb_glass_get_be16(block + XB_GLASS_BLOCK_HEADER - 2);
}

/* Whether a block begins as one, and has something. */
static bool
is_block(const struct xb_glass_tree *tree, uint32_t block)
{
	const unsigned char *p = block < tree->info.nblocks ? block_bytes(tree, block) : NULL;
	const uint32_t end = p ? directory_end(p) : 0;

	return end > XB_GLASS_BLOCK_HEADER && end <= XB_GLASS_BLOCK && (end - XB_GLASS_BLOCK_HEADER) % XB_GLASS_OFFSET == 0 &&
	       p[4] < XB_GLASS_LEVELS;
}

/* The item of a leaf that its directory has at `at`; false where it is none. */
static bool
read_leaf_item(struct item *item, const unsigned char *block, uint32_t at)
{
	const uint32_t off = xb_glass_get_be16(block + at);
	const unsigned char *p = block + off;
	uint32_t head, len, header;

	if (off + XB_GLASS_LEAF_HEADER > XB_GLASS_BLOCK)
		return false;
	head = xb_glass_get_be16(p);
	len = (head & XB_GLASS_LEAF_SIZE) + XB_GLASS_LEAF_HEADER;
	item->flags = head & ~XB_GLASS_LEAF_SIZE;
	header = XB_GLASS_LEAF_HEADER + p[2] + (item->flags & XB_GLASS_FIRST ? 0 : XB_GLASS_COMPONENT);
	if (off + len > XB_GLASS_BLOCK || len < header || item->flags & ~(XB_GLASS_FIRST | XB_GLASS_LAST))
		return false;
	item->key = xb_strn((const char *)p + XB_GLASS_LEAF_HEADER, p[2]);
	item->tag = xb_strn((const char *)p + header, len - header);
	item->component = item->flags & XB_GLASS_FIRST ? 1 : xb_glass_get_be16(p + header - XB_GLASS_COMPONENT);
	return true;
}

/* The same of a branch. Its tag is the number of the block below. */
static bool
read_branch_item(struct item *item, const unsigned char *block, uint32_t at)
{
	const uint32_t off = xb_glass_get_be16(block + at);
	const unsigned char *p = block + off;

	if (off + BRANCH_HEADER > XB_GLASS_BLOCK || off + BRANCH_HEADER + p[4] + XB_GLASS_COMPONENT > XB_GLASS_BLOCK)
		return false;
	item->tag = xb_strn((const char *)p, 4);
	item->key = xb_strn((const char *)p + BRANCH_HEADER, p[4]);
	item->component = xb_glass_get_be16(p + BRANCH_HEADER + p[4]);
	return true;
}

/* Whether an item is above the first component of `key`. */
static bool
is_above(const struct item *item, struct xb_str key)
{
	const int order = xb_str_compare(item->key, key);

	return order > 0 || (order == 0 && item->component > 1);
}

/* Where the directory has the last item that is not above `key`, between one, at `low`, that is not, or is the first, and one
 * that is, at `high`. 0: an item cannot be read. */
static uint32_t
find_between(const unsigned char *block, uint32_t low, uint32_t high, struct xb_str key)
{
	bool (*const read)(struct item *, const unsigned char *, uint32_t) = block[4] ? read_branch_item : read_leaf_item;

	while (high - low > XB_GLASS_OFFSET) {
		const uint32_t middle = low + (high - low) / (2 * XB_GLASS_OFFSET) * XB_GLASS_OFFSET;
		struct item item;

		if (!read(&item, block, middle))
			return 0;
		if (is_above(&item, key))
			high = middle;
		else
			low = middle;
	}
	return low;
}

/* In all of it. */
static uint32_t
find_item(const unsigned char *block, struct xb_str key)
{
	return find_between(block, XB_GLASS_BLOCK_HEADER, directory_end(block), key);
}

/* ---- Entries ---- */

void
xb_glass_leaf_init(struct xb_glass_leaf *leaf, const struct xb_glass_tree *tree)
{
	*leaf = (struct xb_glass_leaf){ .tree = tree, .block = NO_BLOCK };
	xb_buf_init(&leaf->joined, TAG_MAX);
}

void
xb_glass_leaf_release(struct xb_glass_leaf *leaf)
{
	xb_buf_release(&leaf->joined);
}

/* One item back; *any is false at the first. */
static bool
step_back(bool *any, struct xb_glass_leaf *leaf)
{
	*any = true;
	if (leaf->at > XB_GLASS_BLOCK_HEADER) {
		leaf->at -= XB_GLASS_OFFSET;
		return true;
	}
	while (leaf->block > 0) {
		if (!is_block(leaf->tree, --leaf->block))
			return false;
		if (block_bytes(leaf->tree, leaf->block)[4] == 0) {
			leaf->at = directory_end(block_bytes(leaf->tree, leaf->block)) - XB_GLASS_OFFSET;
			return true;
		}
	}
	*any = false;
	return true;
}

/* One item on; likewise. Leaves lie in their order. */
static bool
step_on(bool *any, struct xb_glass_leaf *leaf)
{
	*any = true;
	leaf->at += XB_GLASS_OFFSET;
	if (leaf->at < directory_end(block_bytes(leaf->tree, leaf->block)))
		return true;
	while (++leaf->block < leaf->tree->info.nblocks) {
		if (!is_block(leaf->tree, leaf->block))
			return false;
		if (block_bytes(leaf->tree, leaf->block)[4] == 0) {
			leaf->at = XB_GLASS_BLOCK_HEADER;
			return true;
		}
	}
	leaf->block = NO_BLOCK;
	*any = false;
	return true;
}

/* Append the tag that begins with `item`, where the entry stands, to `out`. */
static xabar_status
join(struct xb_buf *out, struct xb_glass_leaf *leaf, struct item item, xabar_error *err)
{
	const struct xb_str key = item.key;
	bool any;

	xb_buf_add_str(out, item.tag);
	for (uint32_t component = 2; !(item.flags & XB_GLASS_LAST); component++) {
		if (!step_on(&any, leaf) || !any || !read_leaf_item(&item, block_bytes(leaf->tree, leaf->block), leaf->at) ||
		    item.component != component || !xb_str_equal(item.key, key))
			return xb_glass_tree_corrupt(leaf->tree, "a part of an entry is missing", err);
		xb_buf_add_str(out, item.tag);
	}
	return xb_buf_status(out, err);
}

/* Take the entry that begins with `item`, where we stand. */
static xabar_status
take_entry(struct xb_glass_leaf *leaf, struct item item, xabar_error *err)
{
	xabar_status status;

	leaf->key = item.key;
	leaf->tag = item.tag;
	if (item.flags & XB_GLASS_LAST)
		return XABAR_OK;
	xb_buf_clear(&leaf->joined);
	status = join(&leaf->joined, leaf, item, err);
	leaf->tag = xb_buf_view(&leaf->joined);
	return status;
}

/* Go down to the leaf that would have the key. */
static xabar_status
descend(struct xb_glass_leaf *leaf, struct xb_str key, xabar_error *err)
{
	const struct xb_glass_tree *tree = leaf->tree;
	uint32_t block = tree->info.root;
	unsigned level = XB_GLASS_LEVELS;

	for (;;) {
		struct item item;
		uint32_t at;

		if (!is_block(tree, block) || block_bytes(tree, block)[4] >= level)
			return xb_glass_tree_corrupt(tree, "a block does not begin as one", err);
		level = block_bytes(tree, block)[4];
		leaf->block = block;
		if (level == 0)
			return XABAR_OK;
		at = find_item(block_bytes(tree, block), key);
		if (!at || !read_branch_item(&item, block_bytes(tree, block), at))
			return xb_glass_tree_corrupt(tree, "an entry is not in its block", err);
		block = xb_glass_get_be32((const unsigned char *)item.tag.ptr);
	}
}

/* Whether the key is in the leaf that we are in, not before where we stand; then *at is what find_item says. Mostly it is near,
 * and what is far would have to be fetched from memory. */
static bool
is_ahead(uint32_t *at, const struct xb_glass_leaf *leaf, struct xb_str key)
{
	const unsigned char *block;
	uint32_t end, step = XB_GLASS_OFFSET, low = leaf->at, high;
	struct item item;

	if (!leaf->key.len || xb_str_compare(leaf->key, key) > 0)
		return false;
	block = block_bytes(leaf->tree, leaf->block);
	end = directory_end(block);
	for (high = low + step; high < end; high += step *= 2) {
		if (!read_leaf_item(&item, block, high))
			return false;
		if (is_above(&item, key))
			break;
		low = high;
	}
	if (high >= end && (!read_leaf_item(&item, block, end - XB_GLASS_OFFSET) || !is_above(&item, key)))
		return false;
	*at = find_between(block, low, high < end ? high : end - XB_GLASS_OFFSET, key);
	return true;
}

/* Stand at the first component, *item, of the last entry that is not above `key`. */
static xabar_status
find_entry(struct item *item, struct xb_glass_leaf *leaf, struct xb_str key, xabar_error *err)
{
	const bool ahead = is_ahead(&leaf->at, leaf, key);
	xabar_status status = ahead ? XABAR_OK : descend(leaf, key, err);
	bool any = true;

	leaf->key = xb_strn("", 0);
	if (status != XABAR_OK)
		return status;
	if (!ahead)
		leaf->at = find_item(block_bytes(leaf->tree, leaf->block), key);
	for (;;) {
		if (!leaf->at || !read_leaf_item(item, block_bytes(leaf->tree, leaf->block), leaf->at))
			return xb_glass_tree_corrupt(leaf->tree, "an entry is not in its block", err);
		if (!is_above(item, key) && item->component == 1)
			return XABAR_OK;
		if (!step_back(&any, leaf) || !any)
			return xb_glass_tree_corrupt(leaf->tree, "it does not begin as a table", err);
	}
}

xabar_status
xb_glass_leaf_seek(struct xb_glass_leaf *leaf, struct xb_str key, xabar_error *err)
{
	struct item item;
	xabar_status status = find_entry(&item, leaf, key, err);

	return status == XABAR_OK ? take_entry(leaf, item, err) : status;
}

xabar_status
xb_glass_leaf_next(struct xb_glass_leaf *leaf, xabar_error *err)
{
	struct item item;
	bool any;

	leaf->key = xb_strn("", 0);
	if (leaf->block == NO_BLOCK)
		return XABAR_OK;
	if (!step_on(&any, leaf))
		return xb_glass_tree_corrupt(leaf->tree, "a block does not begin as one", err);
	if (!any)
		return XABAR_OK;
	if (!read_leaf_item(&item, block_bytes(leaf->tree, leaf->block), leaf->at) || item.component != 1)
		return xb_glass_tree_corrupt(leaf->tree, "an entry is not whole", err);
	return take_entry(leaf, item, err);
}

xabar_status
xb_glass_tree_get(bool *found, struct xb_buf *out, const struct xb_glass_tree *tree, struct xb_str key, xabar_error *err)
{
	struct xb_glass_leaf leaf;
	struct item item;
	xabar_status status;

	*found = false;
	if (!tree)
		return XABAR_OK;
	xb_glass_leaf_init(&leaf, tree);
	status = find_entry(&item, &leaf, key, err);
	*found = status == XABAR_OK && xb_str_equal(item.key, key);
	if (*found)
		status = join(out, &leaf, item, err);
	xb_glass_leaf_release(&leaf);
	return status;
}
