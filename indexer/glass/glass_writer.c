/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_writer.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "file.h"
#include "glass_lists.h"
#include "glass_run.h"
#include "pipeline.h"

/* What the buffers of the files take. */
#define MEMORY_FILES (4 * XB_GLASS_OUTPUT_BUFFER)

/* A run is read through a buffer of this size, or of more when there is room. */
#define RUN_BUFFER_MIN ((size_t)16 * 1024)
#define RUN_BUFFER_MAX ((size_t)1024 * 1024)

#define METADATA_KEY_MAX (XB_GLASS_KEY_MAX - 2)

#define METADATA_BYTES_MAX ((size_t)4 << 30)

struct metadata {
	struct xb_str key, value; /* in .metadata_arena */
};

struct xb_glass {
	char *path;
	unsigned char uuid[XB_GLASS_UUID];
	size_t memory;               /* of the inverter, and of the buffers of the runs */
	struct xb_glass_inverter inverter;
	struct xb_glass_runs runs;
	struct xb_glass_table docdata, postlist, position;
	struct xb_glass_maxima maxima;
	uint32_t datum_docid;        /* of the last datum */
	struct xb_glass_stored *const *stored; /* whose lists are these documents', borrowed; NULL: none's */
	size_t nstored;
	struct metadata *metadata;
	size_t nmetadata, metadata_cap;
	struct xb_arena metadata_arena;
	bool made, finished;         /* the folder */
};

static xabar_status
open_table(struct xb_glass_table *table, const struct xb_glass *glass, const char *name, xabar_error *err)
{
	char *path = xb_path("%s/%s", glass->path, name);
	xabar_status status = path ? xb_glass_table_open(table, path, err) : xb_fail_nomem(err);

	free(path);
	return status;
}

void
xb_glass_bound(struct xb_glass *glass, size_t memory)
{
	glass->memory = memory > 2 * MEMORY_FILES ? memory - MEMORY_FILES : memory / 2;
}

xabar_status
xb_glass_new(struct xb_glass **out, const char *path, size_t memory, const unsigned char uuid[XB_GLASS_UUID], xabar_error *err)
{
	struct xb_glass *glass = calloc(1, sizeof(*glass));
	xabar_status status = XABAR_OK;

	*out = NULL;
	if (!glass)
		return xb_fail_nomem(err);
	glass->path = strdup(path);
	xb_glass_bound(glass, memory);
	memcpy(glass->uuid, uuid, XB_GLASS_UUID);
	xb_glass_inverter_init(&glass->inverter);
	xb_arena_init(&glass->metadata_arena, METADATA_BYTES_MAX);
	if (!glass->path)
		status = xb_fail_nomem(err);
	else if (mkdir(path, 0777) != 0)
		status = xb_fail_errno(err, "cannot make '%s'", path);
	else
		glass->made = true;
	if (status == XABAR_OK)
		status = open_table(&glass->docdata, glass, "docdata.glass", err);
	if (status == XABAR_OK)
		*out = glass;
	else
		xb_glass_free(glass);
	return status;
}

void
xb_glass_free(struct xb_glass *glass)
{
	if (!glass)
		return;
	xb_glass_inverter_release(&glass->inverter);
	xb_glass_runs_release(&glass->runs);
	xb_glass_table_release(&glass->docdata);
	xb_glass_table_release(&glass->postlist);
	xb_glass_table_release(&glass->position);
	xb_glass_maxima_release(&glass->maxima);
	xb_arena_release(&glass->metadata_arena);
	if (glass->made && !glass->finished)
		(void)xb_remove(glass->path, NULL);
	free(glass->path);
	free(glass);
}

/* ---- Adding ---- */

/* Write what is in memory as a run. */
static xabar_status
spill(struct xb_glass *glass, xabar_error *err)
{
	char *path = xb_path("%s/runs.tmp", glass->path);
	struct xb_glass_inverter_cursor cursor = { 0 };
	xabar_status status = path ? xb_glass_inverter_cursor_init(&cursor, &glass->inverter, err) : xb_fail_nomem(err);

	if (status == XABAR_OK)
		status = xb_glass_runs_add(&glass->runs, path, &cursor.cursor, err);
	xb_glass_inverter_cursor_release(&cursor);
	xb_glass_inverter_clear(&glass->inverter);
	free(path);
	return status;
}

xabar_status
xb_glass_add_datum(struct xb_glass *glass, uint32_t docid, struct xb_str datum, xabar_error *err)
{
	unsigned char key[XB_GLASS_UINT_MAX + XB_GLASS_SLACK];

	if (docid <= glass->datum_docid || docid > glass->inverter.totals.documents)
		return xb_fail(err, XABAR_EINVAL, "the datum of document %u is not in order", docid);
	glass->datum_docid = docid;
	if (datum.len) /* an empty one is not stored */
		xb_glass_table_add_str(&glass->docdata, key, (size_t)(xb_glass_put_sortable(key, docid) - key), datum);
	return xb_glass_output_status(&glass->docdata.output, err);
}

xabar_status
xb_glass_add(struct xb_glass *glass, const struct xb_document *document, xabar_error *err)
{
	const bool full = xb_glass_inverter_bytes(&glass->inverter) > glass->memory;
	xabar_status status = full ? spill(glass, err) : XABAR_OK;

	if (status == XABAR_OK)
		status = xb_glass_inverter_add(&glass->inverter, document, err);
	if (status == XABAR_OK && document->datum.len)
		status = xb_glass_add_datum(glass, glass->inverter.totals.documents, document->datum, err);
	return status;
}

xabar_status
xb_glass_set_metadata(struct xb_glass *glass, struct xb_str key, struct xb_str value, xabar_error *err)
{
	struct metadata *grown;

	if (!key.len || key.len > METADATA_KEY_MAX || !value.len)
		return xb_fail(err, XABAR_EINVAL, "metadata wants a value, and a key of 1 to %d bytes", METADATA_KEY_MAX);
	grown = xb_arena_grow(&glass->metadata_arena, glass->metadata, &glass->metadata_cap, glass->nmetadata + 1, sizeof(*grown));
	if (!grown)
		return xb_fail_nomem(err);
	glass->metadata = grown;
	grown += glass->nmetadata++;
	*grown = (struct metadata){ xb_arena_str(&glass->metadata_arena, key), xb_arena_str(&glass->metadata_arena, value) };
	return grown->key.ptr && grown->value.ptr ? XABAR_OK : xb_fail_nomem(err);
}

/* ---- Taking ---- */

/* Values of the list at which the cursor is: they widen the slot's bounds. */
static xabar_status
take_values(struct xb_glass *glass, struct xb_glass_cursor *cursor, xabar_error *err)
{
	struct xb_glass_values *values = &glass->inverter.values;
	xabar_status status;
	struct xb_str span;
	uint64_t slot, step, len;

	(void)xb_glass_get_uint((const unsigned char *)cursor->entry.key.ptr, &slot);
	while ((status = cursor->span(cursor, &span, err)) == XABAR_OK && span.len) {
		const unsigned char *p = (const unsigned char *)span.ptr, *end = p + span.len;

		for (; p < end && status == XABAR_OK; p += len) {
			p = xb_glass_get_uint(xb_glass_get_uint(p, &step), &len);
			status = xb_glass_values_widen(values, (uint32_t)slot, xb_strn((const char *)p, len), err);
		}
		if (status != XABAR_OK)
			break;
	}
	return status;
}

/* What has to be known before the first list is written. */
static xabar_status
survey(struct xb_glass *glass, struct xb_glass_stored *stored, xb_glass_heard heard, void *ctx, xabar_error *err)
{
	struct xb_glass_cursor *cursor = &stored->cursor;
	xabar_status status = xb_glass_stored_rewind(stored, true, err);
	struct xb_str span;

	while (status == XABAR_OK && (status = cursor->next(cursor, err)) == XABAR_OK && cursor->entry.kind != XB_GLASS_END) {
		if (cursor->entry.kind == XB_GLASS_VALUES)
			status = take_values(glass, cursor, err);
		else if (cursor->entry.kind == XB_GLASS_LENGTHS)
			while ((status = cursor->span(cursor, &span, err)) == XABAR_OK && span.len)
				;
		else
			heard(ctx, cursor->entry.key, cursor->entry.documents, stored->listed);
	}
	return status == XABAR_OK ? xb_glass_stored_rewind(stored, false, err) : status;
}

xabar_status
xb_glass_take(struct xb_glass *glass, struct xb_glass_stored *const *stored, size_t n, xb_glass_heard heard, void *ctx,
              xabar_error *err)
{
	uint32_t *documents = &glass->inverter.totals.documents;
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		stored[i]->docs.base = *documents;
		if (__builtin_add_overflow(*documents, stored[i]->docs.living, documents))
			return xb_fail(err, XABAR_ELIMIT, "more documents than 32 bits count");
		status = survey(glass, stored[i], heard, ctx, err);
	}
	glass->stored = stored;
	glass->nstored = n;
	return status;
}

bool
xb_glass_bounds(struct xb_str *low, struct xb_str *high, const struct xb_glass *glass, uint32_t slot)
{
	const struct xb_glass_values *values = &glass->inverter.values;

	for (size_t i = 0; i < values->nslots; i++)
		if (values->slots[i].slot == slot) {
			*low = xb_buf_view(&values->slots[i].low);
			*high = xb_buf_view(&values->slots[i].high);
			return true;
		}
	return false;
}

/* ---- Finishing ---- */

static int
compare_metadata(const void *a, const void *b)
{
	return xb_str_compare(((const struct metadata *)a)->key, ((const struct metadata *)b)->key);
}

static void
write_metadata(struct xb_glass *glass)
{
	if (glass->nmetadata)
		qsort(glass->metadata, glass->nmetadata, sizeof(*glass->metadata), compare_metadata);
	for (size_t i = 0; i < glass->nmetadata; i++) {
		const struct metadata *entry = &glass->metadata[i];
		unsigned char key[XB_GLASS_KEY_MAX + XB_GLASS_SLACK] = { 0x00, 0xc0 };

		memcpy(key + 2, entry->key.ptr, entry->key.len);
		xb_glass_table_add_str(&glass->postlist, key, 2 + entry->key.len, entry->value);
	}
}

/* Bounds of a slot: documents · length of the least value · least value · greatest value, unless it is the same. */
static xabar_status
write_bounds(struct xb_glass *glass, xabar_error *err)
{
	struct xb_glass_values *values = &glass->inverter.values;
	xabar_status status;
	struct xb_buf tag;

	xb_buf_init(&tag, SIZE_MAX);
	xb_glass_values_sort(values, XB_GLASS_BY_BOUNDS_KEY);
	for (size_t i = 0; i < values->nslots; i++) {
		const struct xb_glass_slot *slot = &values->slots[i];
		unsigned char key[2 + XB_GLASS_UINT_MAX + XB_GLASS_SLACK] = { 0x00, 0xd0 };
		size_t len = (size_t)(xb_glass_put_uint_last(key + 2, slot->slot) - key);

		xb_buf_clear(&tag);
		xb_buf_add_varint(&tag, slot->documents);
		xb_buf_add_counted(&tag, xb_buf_view(&slot->low));
		if (!xb_str_equal(xb_buf_view(&slot->low), xb_buf_view(&slot->high)))
			xb_buf_add_str(&tag, xb_buf_view(&slot->high));
		xb_glass_table_add_str(&glass->postlist, key, len, xb_buf_view(&tag));
	}
	status = xb_buf_status(&tag, err);
	xb_buf_release(&tag);
	return status;
}

static xabar_status
write_merged(const struct xb_glass_targets *targets, struct xb_glass_cursor *const *cursors, size_t n, xabar_error *err)
{
	struct xb_glass_merge merge;
	xabar_status status = xb_glass_merge_init(&merge, cursors, n, err);

	if (status == XABAR_OK)
		status = xb_glass_lists_write(&merge, targets, err);
	xb_glass_merge_release(&merge);
	return status;
}

/* All of them. */
static struct xb_glass_targets
targets_of(struct xb_glass *glass)
{
	return (struct xb_glass_targets){ &glass->postlist, &glass->position, &glass->maxima };
}

static xabar_status
write_from_memory(struct xb_glass *glass, xabar_error *err)
{
	struct xb_glass_inverter_cursor cursor;
	struct xb_glass_cursor *const cursors[] = { &cursor.cursor };
	const struct xb_glass_targets targets = targets_of(glass);
	xabar_status status = xb_glass_inverter_cursor_init(&cursor, &glass->inverter, err);

	if (status == XABAR_OK)
		status = write_merged(&targets, cursors, 1, err);
	xb_glass_inverter_cursor_release(&cursor);
	return status;
}

/* From runs that are read through `memory` bytes. */
static xabar_status
merge_runs(const struct xb_glass_runs *from, const struct xb_glass_targets *targets, size_t memory, xabar_error *err)
{
	const size_t n = from->nruns;
	struct xb_glass_run_cursor *runs = calloc(n, sizeof(*runs));
	struct xb_glass_cursor **cursors = calloc(n, sizeof(*cursors));
	size_t each = memory / n;
	xabar_status status = runs && cursors ? XABAR_OK : xb_fail_nomem(err);

	each = each > RUN_BUFFER_MAX ? RUN_BUFFER_MAX : each < RUN_BUFFER_MIN ? RUN_BUFFER_MIN : each;
	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		status = xb_glass_run_cursor_init(&runs[i], from, i, each, err);
		cursors[i] = &runs[i].cursor;
	}
	if (status == XABAR_OK)
		status = write_merged(targets, cursors, n, err);
	for (size_t i = 0; i < n && runs; i++)
		xb_glass_run_cursor_release(&runs[i]);
	free(cursors);
	free(runs);
	return status;
}

static xabar_status
write_from_stored(struct xb_glass *glass, xabar_error *err)
{
	struct xb_glass_cursor **cursors = calloc(glass->nstored, sizeof(*cursors));
	const struct xb_glass_targets targets = targets_of(glass);
	xabar_status status = cursors ? XABAR_OK : xb_fail_nomem(err);

	for (size_t i = 0; i < glass->nstored && cursors; i++)
		cursors[i] = &glass->stored[i]->cursor;
	if (status == XABAR_OK)
		status = write_merged(&targets, cursors, glass->nstored, err);
	for (size_t i = 0; i < glass->nstored; i++)
		xb_glass_totals_join(&glass->inverter.totals, &glass->stored[i]->totals);
	free(cursors);
	return status;
}

static xabar_status
write_half(void *ctx, void *half, unsigned thread, xabar_error *err)
{
	const struct xb_glass *glass = ctx;

	(void)thread;
	return merge_runs(&glass->runs, half, glass->memory / 2, err);
}

static xabar_status
end_half(void *ctx, void *half, unsigned thread, xabar_error *err)
{
	(void)ctx, (void)half, (void)thread, (void)err;
	return XABAR_OK;
}

/* Each table on a thread of its own. The runs are read twice, which takes less than writing does. */
static xabar_status
merge_runs_twice(struct xb_glass *glass, xabar_error *err)
{
	static const struct xb_pipeline_stages stages = { write_half, end_half };
	const struct xb_glass_targets both[2] = { { .postlist = &glass->postlist, .maxima = &glass->maxima }, { .position = &glass->position } };
	struct xb_glass_targets halves[2];
	struct xb_pipeline *pipeline;
	xabar_status status = xb_pipeline_new(&pipeline, &stages, glass, halves, 2, sizeof(*halves), 2, SIZE_MAX, err);
	void *half;

	for (size_t i = 0; i < 2 && status == XABAR_OK; i++) {
		status = xb_pipeline_room(&half, pipeline, err);
		if (status != XABAR_OK)
			break;
		*(struct xb_glass_targets *)half = both[i];
		status = xb_pipeline_push(pipeline, 0, err);
	}
	if (status == XABAR_OK)
		status = xb_pipeline_drain(pipeline, err);
	xb_pipeline_free(pipeline);
	return status;
}

static xabar_status
write_from_runs(struct xb_glass *glass, unsigned jobs, xabar_error *err)
{
	const struct xb_glass_targets targets = targets_of(glass);
	xabar_status status = spill(glass, err);

	xb_arena_release(&glass->inverter.arena);
	if (status != XABAR_OK)
		return status;
	return jobs > 1 ? merge_runs_twice(glass, err) : merge_runs(&glass->runs, &targets, glass->memory, err);
}

/* Complete a table; readers look for no file where iamglass says that there is no root, but for the postlist table's. */
static xabar_status
finish_table(struct xb_glass_table *table, xabar_error *err)
{
	xabar_status status = xb_glass_table_finish(table, err);

	return status == XABAR_OK && !table->nentries ? xb_remove(table->output.path, err) : status;
}

static xabar_status
write_version(struct xb_glass *glass, xabar_error *err)
{
	char *path = xb_path("%s/iamglass", glass->path);
	struct xb_buf bytes;
	xabar_status status;

	xb_buf_init(&bytes, XB_GLASS_BLOCK);
	xb_glass_version_encode(&bytes, glass->uuid, &glass->postlist, &glass->docdata, &glass->position,
	                        &glass->inverter.totals);
	status = path ? xb_buf_status(&bytes, err) : xb_fail_nomem(err);
	if (status == XABAR_OK)
		status = xb_file_write(path, xb_buf_view(&bytes), err);
	xb_buf_release(&bytes);
	free(path);
	return status == XABAR_OK ? xb_file_sync(glass->path, err) : status;
}

static xabar_status
write_lists(struct xb_glass *glass, unsigned jobs, xabar_error *err)
{
	if (glass->stored)
		return write_from_stored(glass, err);
	return glass->runs.nruns ? write_from_runs(glass, jobs, err) : write_from_memory(glass, err);
}

xabar_status
xb_glass_finish(struct xb_glass *glass, unsigned jobs, xabar_error *err)
{
	xabar_status status = finish_table(&glass->docdata, err);

	if (status == XABAR_OK)
		status = open_table(&glass->postlist, glass, "postlist.glass", err);
	if (status == XABAR_OK)
		status = open_table(&glass->position, glass, "position.glass", err);
	if (status == XABAR_OK)
		status = xb_glass_maxima_open(&glass->maxima, glass->path, err);
	if (status == XABAR_OK) {
		write_metadata(glass);
		status = write_bounds(glass, err);
	}
	if (status == XABAR_OK)
		status = write_lists(glass, jobs, err);
	if (status == XABAR_OK)
		status = xb_glass_table_finish(&glass->postlist, err);
	if (status == XABAR_OK)
		status = finish_table(&glass->position, err);
	if (status == XABAR_OK)
		status = xb_glass_maxima_finish(&glass->maxima, err);
	if (status == XABAR_OK)
		status = write_version(glass, err);
	glass->finished = status == XABAR_OK;
	return status;
}
