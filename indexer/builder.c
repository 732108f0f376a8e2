/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "builder.h"

#include <stdlib.h>

#include "file.h"
#include "pipeline.h"

/* Where --memory goes. The program, its tables, the ledger, what is being read, and the buffers of files take about so much, and a
 * thread with its stemmers and what they remember; batches in the pipeline may have an eighth, and threads another. What is left is
 * the segment's: half of it may be what only finishing gives back, the ids and the lexicon. */
#define MEMORY_PROGRAM ((size_t)24 << 20)
#define MEMORY_THREAD ((size_t)4 << 20)
#define SHARE_BATCHES 8
#define SHARE_THREADS 8

/* A dispatch takes so much for each of its bytes while it is read, analysed, packed and written: 64 MiB, the most that a record may
 * have, fit into the default. */
#define DISPATCH_FACTOR 8

/* More batches are of no use. With so many the threads go on while a run is spilled, which takes a tenth of a second. */
#define BATCHES_MAX 64

/* How much the lexicon has grown is looked at whenever so much text was added: then the threads stand still, for a millisecond. */
#define LOOK_BYTES ((uint64_t)32 << 20)

struct xb_builder {
	char *path;                    /* of every segment, while it is built */
	char *probe;
	enum xb_segment_writer how;
	size_t whole, memory;          /* of the process, and what of it is a segment's */
	struct xb_weighting weighting;

	struct xb_pipeline *pipeline;
	struct xb_batch *batches;
	size_t nbatches;
	struct xb_maker *makers;       /* each thread's own */
	unsigned jobs;

	/* Of the caller of add. */
	struct xb_batch *filling;      /* NULL: none yet */
	struct xb_built built;
	uint64_t bytes;
	size_t kept;                   /* by the segment, when that was last looked at */

	struct xb_segment *segment;    /* NULL: nothing new yet; of whoever takes from the pipeline */
};

/* Say what to do where memory is out although --memory is kept: there is less of it. */
static xabar_status
advise(xabar_status status, xabar_error *err)
{
	return status == XABAR_ENOMEM ? xb_hint(err, status, "with a smaller --memory, or fewer --jobs, what there is may do") : status;
}

/* ---- Stages ---- */

static xabar_status
work(void *ctx, void *batch, unsigned thread, xabar_error *err)
{
	struct xb_builder *builder = ctx;

	return advise(xb_batch_make(batch, &builder->weighting, &builder->makers[thread], err), err);
}

static xabar_status
take(void *ctx, void *arg, unsigned thread, xabar_error *err)
{
	struct xb_builder *builder = ctx;
	struct xb_batch *batch = arg;
	const size_t bytes = xb_batch_bytes(batch), beside = batch->beside + (bytes > XB_BATCH_COST ? bytes : 0);
	xabar_status status = XABAR_OK;

	(void)thread;
	for (size_t i = 0; i < batch->block.n && status == XABAR_OK; i++)
		status = xb_segment_add(builder->segment, &batch->documents[i], beside, err);
	xb_batch_clear(batch);
	return advise(status, err);
}

static const struct xb_pipeline_stages stages = { work, take };

/* ---- Opening ---- */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Divide the memory up. */
static size_t
plan(struct xb_builder *builder, const struct xb_build_options *options)
{
	const size_t batches = options->memory / SHARE_BATCHES, threads = options->memory / SHARE_THREADS / MEMORY_THREAD;
	size_t taken;

	builder->jobs = threads ? (unsigned)least(options->jobs, threads) : 1;
	builder->nbatches = builder->jobs > 1 ? least(batches / XB_BATCH_COST + 2, BATCHES_MAX) : 1;
	taken = MEMORY_PROGRAM + builder->jobs * MEMORY_THREAD + builder->nbatches * XB_BATCH_COST;
	builder->memory = taken < options->memory ? options->memory - taken : 0;
	return batches;
}

static xabar_status
prepare(struct xb_builder *builder, size_t limit, xabar_error *err)
{
	builder->makers = calloc(builder->jobs, sizeof(*builder->makers));
	builder->batches = calloc(builder->nbatches, sizeof(*builder->batches));
	if (!builder->path || !builder->probe || !builder->makers || !builder->batches)
		return xb_fail_nomem(err);
	for (unsigned i = 0; i < builder->jobs; i++)
		xb_maker_init(&builder->makers[i]);
	for (size_t i = 0; i < builder->nbatches; i++)
		xb_batch_init(&builder->batches[i]);
	return xb_pipeline_new(&builder->pipeline, &stages, builder, builder->batches, builder->nbatches, sizeof(*builder->batches),
	                       builder->jobs, limit, err);
}

xabar_status
xb_builder_new(struct xb_builder **out, const char *dir, const struct xb_build_options *options, xabar_error *err)
{
	struct xb_builder *builder = calloc(1, sizeof(*builder));
	xabar_status status;

	*out = NULL;
	if (!builder)
		return xb_fail_nomem(err);
	builder->how = options->how;
	builder->whole = options->memory;
	builder->path = xb_path("%s/seg-building.tmp", dir);
	builder->probe = xb_path("%s/seg-probe.tmp", dir);
	status = prepare(builder, plan(builder, options), err);
	if (status == XABAR_OK)
		status = xb_maker_prepare(&builder->makers[0], err);
	if (status == XABAR_OK)
		*out = builder;
	else
		xb_builder_free(builder);
	return status;
}

void
xb_builder_free(struct xb_builder *builder)
{
	if (!builder)
		return;
	xb_pipeline_free(builder->pipeline);
	if (builder->segment)
		(void)xb_remove(builder->path, NULL);
	xb_segment_free(builder->segment);
	for (size_t i = 0; builder->batches && i < builder->nbatches; i++)
		xb_batch_release(&builder->batches[i]);
	for (unsigned i = 0; builder->makers && i < builder->jobs; i++)
		xb_maker_release(&builder->makers[i]);
	free(builder->batches);
	free(builder->makers);
	free(builder->probe);
	free(builder->path);
	free(builder);
}

/* ---- Adding ---- */

static xabar_status
begin(struct xb_builder *builder, xabar_error *err)
{
	xabar_status status = xb_segment_writer_settle(&builder->how, builder->probe, err);

	builder->built = (struct xb_built){ .path = builder->path, .first = INT64_MAX, .last = INT64_MIN };
	return status == XABAR_OK ? xb_segment_new(&builder->segment, builder->path, builder->memory, builder->how, err) : status;
}

static xabar_status
push(struct xb_builder *builder, size_t beside, xabar_error *err)
{
	struct xb_batch *batch = builder->filling;

	batch->beside = beside;
	builder->filling = NULL;
	return xb_pipeline_push(builder->pipeline, xb_batch_cost(batch), err);
}

/* Have a batch to fill, with room for a dispatch of `len` bytes. */
static xabar_status
make_room(struct xb_builder *builder, size_t len, size_t beside, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	void *batch;

	if (builder->filling && xb_store_block_full(&builder->filling->block, len))
		status = push(builder, beside, err);
	if (status != XABAR_OK || builder->filling)
		return status;
	status = xb_pipeline_room(&batch, builder->pipeline, err);
	builder->filling = status == XABAR_OK ? batch : NULL;
	return status;
}

/* See how much the segment keeps, now and then. */
static xabar_status
look(struct xb_builder *builder, size_t len, xabar_error *err)
{
	xabar_status status;

	if (builder->bytes / LOOK_BYTES == (builder->bytes + len) / LOOK_BYTES)
		return XABAR_OK;
	status = xb_pipeline_drain(builder->pipeline, err);
	if (status == XABAR_OK)
		builder->kept = xb_segment_kept(builder->segment);
	return status;
}

static xabar_status
check_size(const struct xb_builder *builder, const struct xb_dispatch *dispatch, size_t len, xabar_error *err)
{
	if (len <= builder->whole / DISPATCH_FACTOR)
		return XABAR_OK;
	xb_fail(err, XABAR_ELIMIT, "the dispatch '%.*s' has %zu MiB, too many for --memory %zuM",
	        XB_STR_ARG(dispatch->text[XB_FIELD_ID]), len >> 20, builder->whole >> 20);
	return xb_hint(err, XABAR_ELIMIT, "nothing more was published: --memory %zuM is enough for it",
	               ((len * DISPATCH_FACTOR) >> 20) + 1);
}

void
xb_builder_weight(struct xb_builder *builder, const struct xb_weighting *weighting)
{
	if (!builder->built.documents)
		builder->weighting = *weighting;
}

xabar_status
xb_builder_add(uint32_t *docid, struct xb_builder *builder, const struct xb_dispatch *dispatch, struct xb_str encoded,
               const unsigned char hash[16], const struct xb_origin *origin, size_t beside, xabar_error *err)
{
	struct xb_batched batched = { .local = origin != NULL, .analysed_in = dispatch->analysed_in,
	                             .birth = dispatch->birth };
	struct xb_built *built = &builder->built;
	xabar_status status = check_size(builder, dispatch, encoded.len, err);

	if (status == XABAR_OK && !builder->segment)
		status = begin(builder, err);
	if (status == XABAR_OK)
		status = make_room(builder, encoded.len, beside, err);
	memcpy(batched.hash, hash, sizeof(batched.hash));
	if (origin)
		batched.origin = *origin;
	if (status == XABAR_OK)
		status = xb_batch_add(builder->filling, encoded, &batched, err);
	if (status == XABAR_OK)
		status = look(builder, encoded.len, err);
	if (status != XABAR_OK)
		return status;
	builder->bytes += encoded.len;
	*docid = ++built->documents;
	if (dispatch->date.precision != XB_DATE_NONE) {
		built->first = dispatch->date.utc < built->first ? dispatch->date.utc : built->first;
		built->last = dispatch->date.utc > built->last ? dispatch->date.utc : built->last;
	}
	return XABAR_OK;
}

uint32_t
xb_builder_documents(const struct xb_builder *builder)
{
	return builder->built.documents;
}

uint64_t
xb_builder_bytes(const struct xb_builder *builder)
{
	return builder->bytes;
}

bool
xb_builder_crowded(const struct xb_builder *builder, size_t beside)
{
	return builder->kept + beside > builder->memory / 2;
}

/* ---- Filling ---- */

xabar_status
xb_builder_fill(struct xb_segment **out, struct xb_built **built, size_t *memory, struct xb_builder *builder, xabar_error *err)
{
	xabar_status status = begin(builder, err);

	*out = status == XABAR_OK && builder->how == XB_SEGMENT_BULK ? builder->segment : NULL;
	*built = &builder->built;
	*memory = builder->memory;
	return status;
}

/* ---- Finishing ---- */

xabar_status
xb_builder_finish(struct xb_built *built, struct xb_builder *builder, xabar_error *err)
{
	xabar_status status = builder->filling ? push(builder, 0, err) : XABAR_OK;

	if (status == XABAR_OK)
		status = xb_pipeline_drain(builder->pipeline, err);
	if (status == XABAR_OK)
		status = xb_segment_finish(builder->segment, builder->jobs, err);
	*built = builder->built;
	return advise(status, err);
}

void
xb_builder_clear(struct xb_builder *builder)
{
	xb_segment_free(builder->segment);
	builder->segment = NULL;
	builder->built = (struct xb_built){ 0 };
	builder->bytes = 0;
	builder->kept = 0;
}
