/* SPDX-License-Identifier: GPL-2.0-or-later */
/* writer_versions.c - what becomes of a dispatch that another one replaces. */
#include "ledger.h"
#include "writer_state.h"

/* As xb_writer_kill(), but it is kept as an earlier version. */
static xabar_status
keep_published(struct xb_writer *writer, uint32_t docid, xabar_error *err)
{
	uint32_t n = xb_reader_nsegments(writer->reader);

	writer->ndead++;
	return xb_docset_add(&writer->earlier[xb_reader_segment(n, docid)], xb_reader_local(n, docid), err);
}

xabar_status
xb_writer_keep_pending(struct xb_writer *writer, struct xb_str id, uint64_t content, uint32_t docid, xabar_error *err)
{
	xabar_status status = xb_docset_add(&writer->segment_dead, docid, err);

	return status == XABAR_OK ? xb_version_list_add(&writer->list, xb_ledger_id_hash(id), content, docid, err) : status;
}

/* A look for a version that says `content`, but for one. */
struct version_search {
	struct xb_writer *writer;
	uint64_t content;
	uint32_t except;
	bool found;
};

static xabar_status
compare_version(void *ctx, uint32_t docid, xabar_error *err)
{
	struct version_search *search = ctx;
	struct xb_str value;
	xabar_status status;

	if (docid == search->except || search->found)
		return XABAR_OK;
	status = xb_writer_value(&value, search->writer, search->writer->reader, docid, XB_SLOT_CONTENT, err);
	if (status == XABAR_OK)
		search->found = value.len >= sizeof(search->content) && memcmp(value.ptr, &search->content, sizeof(search->content)) == 0;
	return status;
}

xabar_status
xb_writer_each_version(struct xb_writer *writer, struct xb_str id,
                       xabar_status (*visit)(void *ctx, uint32_t docid, xabar_error *err), void *ctx, xabar_error *err)
{
	char term[XB_TERM_MAX];

	return xb_reader_each_version(writer->reader, xb_strn(term, xb_term_make(term, XB_ID_PREFIX, id)), visit, ctx, err);
}

xabar_status
xb_writer_has_version(bool *kept, struct xb_writer *writer, struct xb_str id, uint64_t content, uint32_t except, xabar_error *err)
{
	struct version_search search = { writer, content, except, false };
	xabar_status status = XABAR_OK;

	*kept = xb_version_list_has(&writer->list, xb_ledger_id_hash(id), content);
	if (!*kept) {
		status = xb_writer_each_version(writer, id, compare_version, &search, err);
		*kept = search.found;
	}
	return status;
}

/* Whether what is published says otherwise than the dispatch that takes its place. */
static xabar_status
says_otherwise(bool *otherwise, struct xb_writer *writer, uint32_t docid, const struct xb_dispatch *dispatch, xabar_error *err)
{
	struct xb_dispatch held;
	xabar_status status = xb_fetch(&writer->held, &writer->fetcher, writer->reader, docid, err);

	if (status == XABAR_OK)
		status = xb_dispatch_decode(&held, xb_buf_view(&writer->held), &writer->arena, err);
	*otherwise = status == XABAR_OK && xb_versions_differ(&held, dispatch);
	return status;
}

/* Whether what is held becomes an earlier version of the dispatch. What is pending cannot be read again, and is taken to say
 * something else. */
static xabar_status
is_version(bool *keep, struct xb_writer *writer, const struct xb_idmap_entry *held, bool pending,
           const struct xb_dispatch *dispatch, const struct xb_revision *revision, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	bool kept;

	*keep = writer->versions != XB_VERSIONS_NONE && xb_revision_older(&held->revision, revision);
	if (!*keep && writer->versions == XB_VERSIONS_ALL) {
		*keep = pending;
		if (!pending)
			status = says_otherwise(keep, writer, held->docid, dispatch, err);
	}
	if (status != XABAR_OK || !*keep)
		return status;
	status = xb_writer_has_version(&kept, writer, dispatch->text[XB_FIELD_ID], held->content, pending ? 0 : held->docid, err);
	*keep = !kept;
	return status;
}

xabar_status
xb_writer_supersede(struct xb_writer *writer, const struct xb_idmap_entry *held, bool pending,
                    const struct xb_dispatch *dispatch, const struct xb_revision *revision, xabar_error *err)
{
	bool keep;
	xabar_status status = is_version(&keep, writer, held, pending, dispatch, revision, err);

	if (status != XABAR_OK)
		return status;
	if (keep)
		return pending ? xb_writer_keep_pending(writer, dispatch->text[XB_FIELD_ID], held->content, held->docid, err)
		               : keep_published(writer, held->docid, err);
	return pending ? xb_docset_add(&writer->segment_dead, held->docid, err) : xb_writer_kill(writer, held->docid, err);
}
