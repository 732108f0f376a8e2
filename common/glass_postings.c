/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_postings.h"

#include <stdlib.h>

#include "glass_bits.h"

struct postings {
	struct xb_posting_list list;
	struct xb_glass_leaf leaf, positions;
	const unsigned char *at, *end; /* what is left of the chunk */
	uint32_t docid, wdf;           /* the posting at hand */
	uint32_t last;                 /* document of the chunk */
	bool final;                    /* it is the last chunk */
	size_t key_len;                /* of the term's first chunk */
	unsigned char key[2 * XB_GLASS_TERM_MAX + 1 + XB_GLASS_UINT_MAX];
};

static xabar_status
damaged(const struct postings *postings, xabar_error *err)
{
	return xb_glass_tree_corrupt(postings->leaf.tree, "postings are not whole", err);
}

/* ---- Chunks ---- */

/* The first document of the chunk at hand; false where it is none of the term's. */
static bool
read_first(uint32_t *docid, struct postings *postings)
{
	const struct xb_str key = postings->leaf.key;
	const size_t len = postings->key_len;
	uint32_t counts[2];

	if (key.len < len || memcmp(key.ptr, postings->key, len) != 0)
		return false;
	if (key.len > len)
		return key.ptr[len] == '\0' &&
		       xb_glass_get_sortable((const unsigned char *)key.ptr + len + 1, key.len - len - 1, docid);
	if (!xb_glass_take_uint(&postings->at, postings->end, &counts[0]) ||
	    !xb_glass_take_uint(&postings->at, postings->end, &counts[1]) || !xb_glass_take_uint(&postings->at, postings->end, docid))
		return false;
	postings->list.documents = counts[0];
	++*docid;
	return true;
}

/* Stand at the first posting of the chunk at hand, which is behind where we stood. */
static xabar_status
open_chunk(struct postings *postings, xabar_error *err)
{
	const uint32_t before = postings->docid;
	uint32_t span;

	postings->at = (const unsigned char *)postings->leaf.tag.ptr;
	postings->end = postings->at + postings->leaf.tag.len;
	if (!read_first(&postings->docid, postings) || postings->docid <= before || postings->at == postings->end)
		return damaged(postings, err);
	postings->final = *postings->at++ == '1';
	if (!xb_glass_take_uint(&postings->at, postings->end, &span) || span >= UINT32_MAX - postings->docid ||
	    !xb_glass_take_uint(&postings->at, postings->end, &postings->wdf))
		return damaged(postings, err);
	postings->last = postings->docid + span;
	return XABAR_OK;
}

/* Go to the chunk that has the first document from `docid` on, which is in a later one: mostly the next. */
static xabar_status
find_chunk(struct postings *postings, uint32_t docid, xabar_error *err)
{
	unsigned char *p = postings->key + postings->key_len;
	xabar_status status = xb_glass_leaf_next(&postings->leaf, err);

	if (status == XABAR_OK)
		status = open_chunk(postings, err);
	if (status != XABAR_OK || docid <= postings->last || postings->final)
		return status;
	*p++ = '\0';
	p = xb_glass_put_sortable(p, docid);
	status = xb_glass_leaf_seek(&postings->leaf, xb_strn((const char *)postings->key, (size_t)(p - postings->key)), err);
	postings->docid--; /* it may be this chunk again */
	if (status == XABAR_OK)
		status = open_chunk(postings, err);
	if (status != XABAR_OK || docid <= postings->last || postings->final)
		return status;
	status = xb_glass_leaf_next(&postings->leaf, err);
	return status == XABAR_OK ? open_chunk(postings, err) : status;
}

/* ---- Walking ---- */

/* What a posting takes where the step has one byte, and the wdf one or two: nearly all. */
#define USUAL 3

/* Go on to the first posting from `docid` on, which the chunk has. Of those before it the wdf is not read: it has one byte or
 * two, as it comes, and a branch on that would often be foretold wrongly. */
static bool
walk(struct postings *postings, uint32_t docid)
{
	const unsigned char *p = postings->at, *const end = postings->end, *wdf = NULL;
	uint32_t at = postings->docid, number;

	while (at < docid) {
		if (end - p >= USUAL && p[0] < 0x80) {
			at += 1 + p[0];
			wdf = p + 1;
			p += 2 + (p[1] >> 7);
			if (p[-1] < 0x80)
				continue;
		} else {
			if (!xb_glass_take_uint(&p, end, &number))
				return false;
			at += 1 + number;
			wdf = p;
		}
		p = wdf;
		if (!xb_glass_take_uint(&p, end, &number))
			return false;
	}
	postings->at = p;
	postings->docid = at;
	return at <= postings->last && (!wdf || xb_glass_take_uint(&wdf, end, &postings->wdf));
}

static xabar_status
seek(struct xb_posting_list *list, uint32_t docid, xabar_error *err)
{
	struct postings *postings = (struct postings *)list;
	xabar_status status = XABAR_OK;

	if (docid > postings->last && !postings->final)
		status = find_chunk(postings, docid, err);
	if (status != XABAR_OK)
		return status;
	if (docid > postings->last) {
		list->docid = UINT32_MAX;
		list->wdf = 0;
		return postings->final ? XABAR_OK : damaged(postings, err);
	}
	if (docid > postings->docid && !walk(postings, docid))
		return damaged(postings, err);
	list->docid = postings->docid;
	list->wdf = postings->wdf;
	return XABAR_OK;
}

static xabar_status
read_positions(struct xb_positions *out, struct xb_posting_list *list, xabar_error *err)
{
	struct postings *postings = (struct postings *)list;
	unsigned char *p = postings->key + postings->key_len;
	struct xb_str key;
	xabar_status status;

	out->n = 0;
	if (!postings->positions.tree)
		return XABAR_OK;
	*p++ = '\0';
	p = xb_glass_put_sortable(p, list->docid);
	key = xb_strn((const char *)postings->key, (size_t)(p - postings->key));
	status = xb_glass_leaf_seek(&postings->positions, key, err);
	if (status != XABAR_OK || !xb_str_equal(postings->positions.key, key))
		return status;
	if (xb_glass_take_positions(out, postings->positions.tag))
		return XABAR_OK;
	return out->failed ? xb_fail_nomem(err) : xb_glass_tree_corrupt(postings->positions.tree, "positions are not whole", err);
}

static void
close_postings(struct xb_posting_list *list)
{
	struct postings *postings = (struct postings *)list;

	xb_glass_leaf_release(&postings->leaf);
	xb_glass_leaf_release(&postings->positions);
	free(postings);
}

static const struct xb_posting_list_class class = { seek, read_positions, close_postings };

/* Find the term; *found is false where it is not. */
static xabar_status
find_term(bool *found, struct postings *postings, struct xb_str term, xabar_error *err)
{
	const size_t len = (size_t)(xb_glass_put_term(postings->key, term) - postings->key);
	const struct xb_str key = xb_strn((const char *)postings->key, len);
	xabar_status status = XABAR_OK;

	postings->key_len = len;
	*found = len <= XB_GLASS_TERM_KEY_MAX;
	if (*found)
		status = xb_glass_leaf_seek(&postings->leaf, key, err);
	*found &= status == XABAR_OK && xb_str_equal(postings->leaf.key, key);
	return *found ? open_chunk(postings, err) : status;
}

xabar_status
xb_glass_postings_open(struct xb_posting_list **out, const struct xb_glass_tree *tree, const struct xb_glass_tree *positions,
                       struct xb_str term, xabar_error *err)
{
	struct postings *postings;
	xabar_status status;
	bool found;

	*out = NULL;
	if (!tree || !term.len || term.len > XB_GLASS_TERM_MAX)
		return XABAR_OK;
	postings = calloc(1, sizeof(*postings));
	if (!postings)
		return xb_fail_nomem(err);
	postings->list.kind = &class;
	xb_glass_leaf_init(&postings->leaf, tree);
	xb_glass_leaf_init(&postings->positions, positions);
	status = find_term(&found, postings, term, err);
	if (status == XABAR_OK && found)
		*out = &postings->list;
	else
		close_postings(&postings->list);
	return status;
}
