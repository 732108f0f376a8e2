/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_stored_list.h"

#include <stdlib.h>

#include "file.h"

/* How the keys of the postlist table that are no terms go on after a NUL (glass_lists.h). */
enum { KEY_METADATA = 0xc0, KEY_BOUNDS = 0xd0, KEY_VALUES = 0xd8, KEY_LENGTHS = 0xe0, KEY_TERM = 0xff };

#define KEY_HEAD 2

static xabar_status next(struct xb_glass_cursor *base, xabar_error *err);

/* ---- Opening ---- */

static xabar_status
open_tables(struct xb_glass_stored *stored, const char *folder, size_t memory, xabar_error *err)
{
	const struct {
		struct xb_glass_read *read;
		const struct xb_glass_table_info *info;
		const char *name;
	} tables[] = {
		{ &stored->postlist, &stored->info.postlist, "postlist.glass" },
		{ &stored->position, &stored->info.position, "position.glass" },
		{ &stored->docdata, &stored->info.docdata, "docdata.glass" },
	};
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables) && status == XABAR_OK; i++)
		status = xb_glass_read_open(tables[i].read, folder, tables[i].name, tables[i].info, memory, err);
	return status;
}

xabar_status
xb_glass_stored_open(struct xb_glass_stored **out, const char *folder, const uint32_t *dead, size_t n, size_t memory,
                     const volatile sig_atomic_t *stop, xabar_error *err)
{
	struct xb_glass_stored *stored;
	struct xb_glass_info info;
	bool ours;
	xabar_status status = xb_glass_info_open(&ours, &info, folder, err);

	*out = NULL;
	if (status != XABAR_OK || !ours)
		return status;
	stored = calloc(1, sizeof(*stored));
	if (!stored)
		return xb_fail_nomem(err);
	stored->cursor = (struct xb_glass_cursor){ .next = next, .span = xb_glass_stored_span };
	stored->info = info;
	stored->stop = stop;
	stored->postlist.fd = stored->position.fd = stored->docdata.fd = -1;
	status = xb_glass_docs_init(&stored->docs, info.documents, dead, n, err);
	if (status == XABAR_OK)
		status = open_tables(stored, folder, memory, err);
	if (status == XABAR_OK)
		*out = stored;
	else
		xb_glass_stored_free(stored);
	return status;
}

void
xb_glass_stored_free(struct xb_glass_stored *stored)
{
	if (!stored)
		return;
	xb_glass_docs_release(&stored->docs);
	xb_glass_read_release(&stored->postlist);
	xb_glass_read_release(&stored->position);
	xb_glass_read_release(&stored->docdata);
	free(stored->span);
	free(stored);
}

static xabar_status
check_stop(const struct xb_glass_stored *stored, xabar_error *err)
{
	return stored->stop && *stored->stop ? xb_fail(err, XABAR_ESTOPPED, "stopped while segments were merged") : XABAR_OK;
}

/* ---- From list to list ---- */

/* A term's numbers, which are those of its living documents. Only a survey reads on where there are no dead ones. */
static xabar_status
begin_term(struct xb_glass_stored *stored, xabar_error *err)
{
	struct xb_glass_entry *entry = &stored->cursor.entry;
	const struct xb_glass_place place = stored->postlist.place;
	xabar_status status = xb_glass_stored_begin(stored, err);

	entry->documents = stored->listed = stored->documents;
	entry->occurrences = stored->occurrences;
	if (status == XABAR_OK && (stored->docs.dead || stored->survey))
		status = xb_glass_stored_count(&entry->documents, &entry->occurrences, stored, err);
	if (status != XABAR_OK || stored->survey)
		return status;
	if (stored->docs.dead) {
		status = xb_glass_read_seek(&stored->postlist, place, err);
		if (status == XABAR_OK)
			status = xb_glass_stored_begin(stored, err);
	}
	return status == XABAR_OK ? xb_glass_stored_match(stored, err) : status;
}

/* What the list is at whose first entry the postlist table is; *known is false when it is none that a cursor gives. */
static xabar_status
enter(bool *known, struct xb_glass_stored *stored, xabar_error *err)
{
	struct xb_glass_entry *entry = &stored->cursor.entry;
	const struct xb_str key = stored->postlist.key;
	const unsigned char *p = (const unsigned char *)key.ptr + KEY_HEAD, *end = (const unsigned char *)key.ptr + key.len;
	const int what = key.len >= KEY_HEAD && !key.ptr[0] ? (unsigned char)key.ptr[1] : KEY_TERM;
	uint32_t slot;
	size_t len = 0;

	*known = what != KEY_METADATA && what != KEY_BOUNDS;
	memcpy(stored->key, key.ptr, key.len);
	stored->key_len = KEY_HEAD;
	if (!*known)
		return XABAR_OK;
	if (what == KEY_VALUES && xb_glass_take_uint(&p, end, &slot)) {
		stored->key_len = (size_t)(p - (const unsigned char *)key.ptr);
		len = stored->key_len - KEY_HEAD;
		memcpy(stored->text, key.ptr + KEY_HEAD, len);
		entry->kind = XB_GLASS_VALUES;
	} else if (what == KEY_LENGTHS && key.len == KEY_HEAD) {
		entry->kind = XB_GLASS_LENGTHS;
	} else if (what == KEY_TERM && (len = xb_glass_get_term(stored->text, (const unsigned char *)key.ptr, key.len)) &&
	           len <= XB_GLASS_TERM_MAX && key.len <= XB_GLASS_TERM_KEY_MAX) {
		stored->key[key.len] = '\0';
		stored->key_len = key.len + 1;
		entry->kind = XB_GLASS_TERM;
	} else {
		return xb_glass_read_corrupt(&stored->postlist, "a key is none", err);
	}
	entry->key = xb_strn(stored->text, len);
	return XABAR_OK;
}

static xabar_status
finish(struct xb_glass_stored *stored, xabar_error *err)
{
	stored->cursor.entry = (struct xb_glass_entry){ .kind = XB_GLASS_END };
	if (stored->survey)
		return XABAR_OK;
	if (stored->position.key.len)
		return xb_glass_read_corrupt(&stored->position, "positions are of no term", err);
	return stored->totals.documents == stored->docs.living
	               ? XABAR_OK : xb_glass_read_corrupt(&stored->postlist, "lengths are missing", err);
}

static xabar_status
next(struct xb_glass_cursor *base, xabar_error *err)
{
	struct xb_glass_stored *stored = (struct xb_glass_stored *)base;
	xabar_status status = check_stop(stored, err);
	struct xb_str nothing;
	bool known;

	base->entry.documents = base->entry.occurrences = 0;
	while (status == XABAR_OK && stored->postlist.key.len) {
		status = enter(&known, stored, err);
		if (status == XABAR_OK && !known) {
			status = xb_glass_read_next(&stored->postlist, err);
			continue;
		}
		if (status != XABAR_OK || base->entry.kind != XB_GLASS_TERM)
			return status == XABAR_OK ? xb_glass_stored_begin(stored, err) : status;
		status = begin_term(stored, err);
		if (status != XABAR_OK || base->entry.documents || stored->survey)
			return status;
		status = xb_glass_stored_span(base, &nothing, err); /* for the positions, which are read with it */
	}
	return status == XABAR_OK ? finish(stored, err) : status;
}

xabar_status
xb_glass_stored_rewind(struct xb_glass_stored *stored, bool survey, xabar_error *err)
{
	xabar_status status;

	stored->survey = survey;
	stored->totals = (struct xb_glass_totals){ 0 };
	xb_glass_read_rewind(&stored->postlist);
	xb_glass_read_rewind(&stored->position);
	status = xb_glass_read_next(&stored->postlist, err);
	return status == XABAR_OK && !survey ? xb_glass_read_next(&stored->position, err) : status;
}

/* ---- Data and metadata ---- */

xabar_status
xb_glass_stored_datum(uint32_t *docid, struct xb_str *datum, struct xb_glass_stored *stored, xabar_error *err)
{
	struct xb_glass_read *docdata = &stored->docdata;
	xabar_status status = check_stop(stored, err);

	*docid = 0;
	*datum = xb_strn("", 0);
	if (status == XABAR_OK)
		status = xb_glass_read_next(docdata, err);
	if (status != XABAR_OK || !docdata->key.len)
		return status;
	*datum = docdata->tag;
	if (xb_glass_get_sortable((const unsigned char *)docdata->key.ptr, docdata->key.len, docid) && *docid &&
	    *docid <= stored->info.documents)
		return XABAR_OK;
	return xb_glass_read_corrupt(docdata, "a datum is of no document", err);
}

xabar_status
xb_glass_stored_metadata(struct xb_str *key, struct xb_str *value, struct xb_glass_stored *stored, xabar_error *err)
{
	struct xb_glass_read *postlist = &stored->postlist;
	xabar_status status = xb_glass_read_next(postlist, err);

	*key = *value = xb_strn("", 0);
	if (status != XABAR_OK || postlist->key.len <= KEY_HEAD || postlist->key.ptr[0] ||
	    (unsigned char)postlist->key.ptr[1] != KEY_METADATA)
		return status;
	*key = xb_str_from(postlist->key, KEY_HEAD);
	*value = postlist->tag;
	return XABAR_OK;
}
