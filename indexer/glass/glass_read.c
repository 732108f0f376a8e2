/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"

#define NO_BLOCK UINT32_MAX

/* Of all components of a tag. */
#define TAG_MAX ((size_t)1 << 30)

/* A component of an entry. */
struct item {
	unsigned flags;
	struct xb_str key, tag;
	uint32_t component; /* where it is not the first */
};

xabar_status
xb_glass_read_corrupt(const struct xb_glass_read *read, const char *what, xabar_error *err)
{
	xb_fail(err, XABAR_ECORRUPT, "'%s' is damaged: %s", read->path, what);
	return xb_hint(err, XABAR_ECORRUPT, "restore the index from its backup, or index its inputs again into a new one");
}

xabar_status
xb_glass_read_open(struct xb_glass_read *read, const char *folder, const char *name, const struct xb_glass_table_info *info,
                   size_t memory, xabar_error *err)
{
	struct stat st;

	*read = (struct xb_glass_read){ .path = xb_path("%s/%s", folder, name), .fd = -1, .info = *info, .block = NO_BLOCK };
	xb_buf_init(&read->joined, TAG_MAX);
	read->room = memory > XB_GLASS_BLOCK ? (uint32_t)(memory / XB_GLASS_BLOCK) : 1;
	if (read->room > info->nblocks)
		read->room = info->nblocks;
	read->buffer = malloc((size_t)read->room * XB_GLASS_BLOCK + XB_GLASS_SLACK);
	if (!read->path || !read->buffer)
		return xb_fail_nomem(err);
	if (!info->nblocks)
		return XABAR_OK;
	read->fd = open(read->path, O_RDONLY | O_CLOEXEC);
	if (read->fd < 0 || fstat(read->fd, &st) != 0)
		return xb_fail_errno(err, "cannot open '%s'", read->path);
	if ((uint64_t)st.st_size != (uint64_t)info->nblocks * XB_GLASS_BLOCK)
		return xb_glass_read_corrupt(read, "it is not as long as it was", err);
	(void)posix_fadvise(read->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	return XABAR_OK;
}

void
xb_glass_read_release(struct xb_glass_read *read)
{
	if (read->path && read->fd >= 0)
		close(read->fd);
	free(read->path);
	free(read->buffer);
	xb_buf_release(&read->joined);
	*read = (struct xb_glass_read){ .fd = -1 };
}

/* ---- Blocks ---- */

/* Have a block, and what follows it, in the buffer. */
static xabar_status
fill(struct xb_glass_read *read, uint32_t block, xabar_error *err)
{
	const uint32_t left = read->info.nblocks - block, n = left < read->room ? left : read->room;
	const size_t want = (size_t)n * XB_GLASS_BLOCK;
	size_t have = 0;

	if (block - read->first < read->held)
		return XABAR_OK;
	read->held = 0;
	while (have < want) {
		ssize_t got = pread(read->fd, read->buffer + have, want - have, (off_t)block * XB_GLASS_BLOCK + (off_t)have);

		if (got == 0)
			return xb_glass_read_corrupt(read, "it ends early", err);
		if (got < 0 && errno != EINTR)
			return xb_fail_errno(err, "cannot read '%s'", read->path);
		have += got > 0 ? (size_t)got : 0;
	}
	read->first = block;
	read->held = n;
	return XABAR_OK;
}

static const unsigned char *
block_bytes(const struct xb_glass_read *read)
{
	return read->buffer + (size_t)(read->block - read->first) * XB_GLASS_BLOCK;
}

/* Open a block: *leaf tells whether it is one. */
static xabar_status
open_block(bool *leaf, struct xb_glass_read *read, uint32_t block, xabar_error *err)
{
	xabar_status status = fill(read, block, err);
	const unsigned char *p;

	if (status != XABAR_OK)
		return status;
	read->block = block;
	p = block_bytes(read);
	*leaf = p[4] == 0;
	read->at = XB_GLASS_BLOCK_HEADER;
	read->end = xb_glass_get_be16(p + XB_GLASS_BLOCK_HEADER - 2);
	if (xb_glass_get_be32(p) != XB_GLASS_REVISION || p[4] >= XB_GLASS_LEVELS || read->end > XB_GLASS_BLOCK ||
	    read->end <= read->at || (read->end - read->at) % XB_GLASS_OFFSET)
		return xb_glass_read_corrupt(read, "a block does not begin as one", err);
	return XABAR_OK;
}

static xabar_status
take_item(struct item *item, struct xb_glass_read *read, xabar_error *err)
{
	const unsigned char *block = block_bytes(read), *p;
	const uint32_t off = xb_glass_get_be16(block + read->at);
	uint32_t head, len, header;

	if (off < read->end || off + XB_GLASS_LEAF_HEADER > XB_GLASS_BLOCK)
		return xb_glass_read_corrupt(read, "an entry is not in its block", err);
	p = block + off;
	head = xb_glass_get_be16(p);
	len = (head & XB_GLASS_LEAF_SIZE) + XB_GLASS_LEAF_HEADER;
	item->flags = head & ~XB_GLASS_LEAF_SIZE;
	header = XB_GLASS_LEAF_HEADER + p[2] + (item->flags & XB_GLASS_FIRST ? 0 : XB_GLASS_COMPONENT);
	if (off + len > XB_GLASS_BLOCK || len < header || item->flags & ~(XB_GLASS_FIRST | XB_GLASS_LAST))
		return xb_glass_read_corrupt(read, "an entry is not whole", err);
	item->key = xb_strn((const char *)p + XB_GLASS_LEAF_HEADER, p[2]);
	item->tag = xb_strn((const char *)p + header, len - header);
	item->component = item->flags & XB_GLASS_FIRST ? 1 : xb_glass_get_be16(p + header - XB_GLASS_COMPONENT);
	read->at += XB_GLASS_OFFSET;
	return XABAR_OK;
}

/* The first leaf begins with an item that is no entry. */
static xabar_status
skip_nothing(struct xb_glass_read *read, xabar_error *err)
{
	struct item item;
	xabar_status status = take_item(&item, read, err);

	if (status == XABAR_OK && (item.key.len || item.tag.len || read->block))
		status = xb_glass_read_corrupt(read, "it does not begin as a table", err);
	return status;
}

/* Have the next item in the leaf that is open; *end: there is none. */
static xabar_status
turn_leaf(bool *end, struct xb_glass_read *read, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	bool leaf = true;

	*end = false;
	while (status == XABAR_OK && (!leaf || read->at >= read->end)) {
		const bool first = read->block == NO_BLOCK;
		const uint32_t next = first ? 0 : read->block + 1;

		*end = next >= read->info.nblocks;
		if (*end) {
			read->at = read->end;
			return XABAR_OK;
		}
		status = open_block(&leaf, read, next, err);
		if (status == XABAR_OK && first)
			status = leaf ? skip_nothing(read, err)
			              : xb_glass_read_corrupt(read, "it does not begin with a leaf", err);
	}
	return status;
}

/* ---- Entries ---- */

/* The tag of which `item` is the first component, but not all. */
static xabar_status
join(struct xb_glass_read *read, struct item item, xabar_error *err)
{
	static const char slack[XB_GLASS_SLACK];
	xabar_status status = XABAR_OK;

	xb_buf_clear(&read->joined);
	xb_buf_add_str(&read->joined, item.tag);
	for (uint32_t component = 2; status == XABAR_OK && !(item.flags & XB_GLASS_LAST); component++) {
		bool end;

		status = turn_leaf(&end, read, err);
		if (status == XABAR_OK && !end)
			status = take_item(&item, read, err);
		if (status == XABAR_OK && (end || item.flags & XB_GLASS_FIRST || item.component != component ||
		                           !xb_str_equal(item.key, read->key)))
			status = xb_glass_read_corrupt(read, "a part of an entry is missing", err);
		if (status == XABAR_OK)
			xb_buf_add_str(&read->joined, item.tag);
	}
	read->tag = xb_buf_view(&read->joined);
	xb_buf_add(&read->joined, slack, sizeof(slack));
	read->tag.ptr = read->joined.ptr;
	return status == XABAR_OK ? xb_buf_status(&read->joined, err) : status;
}

xabar_status
xb_glass_read_next(struct xb_glass_read *read, xabar_error *err)
{
	struct item item;
	bool end;
	xabar_status status = turn_leaf(&end, read, err);

	if (status != XABAR_OK)
		return status;
	read->place = (struct xb_glass_place){ read->block, read->at, read->taken };
	if (end) {
		read->key = read->tag = xb_strn("", 0);
		return read->taken == read->info.nentries ? XABAR_OK : xb_glass_read_corrupt(read, "entries are missing", err);
	}
	status = take_item(&item, read, err);
	if (status != XABAR_OK)
		return status;
	if (!(item.flags & XB_GLASS_FIRST) || !item.key.len || xb_str_compare(item.key, read->key) <= 0 ||
	    read->taken == read->info.nentries)
		return xb_glass_read_corrupt(read, "its entries are not in order", err);
	read->taken++;
	memcpy(read->key_bytes, item.key.ptr, item.key.len);
	read->key = xb_strn(read->key_bytes, item.key.len);
	read->tag = item.tag;
	return item.flags & XB_GLASS_LAST ? XABAR_OK : join(read, item, err);
}

xabar_status
xb_glass_read_seek(struct xb_glass_read *read, struct xb_glass_place place, xabar_error *err)
{
	bool leaf;
	xabar_status status = open_block(&leaf, read, place.block, err);

	if (status != XABAR_OK)
		return status;
	read->at = place.at;
	read->taken = place.taken;
	read->key = xb_strn("", 0);
	return xb_glass_read_next(read, err);
}

void
xb_glass_read_rewind(struct xb_glass_read *read)
{
	read->block = NO_BLOCK;
	read->at = read->end = 0;
	read->taken = 0;
	read->key = xb_strn("", 0);
}
