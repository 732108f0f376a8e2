/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pipeline.h - batches through threads: worked on by several at once, taken by one at a time, in the order in which they came.
 *
 *     caller: room, fill, push  →  work: any thread, any order  →  take: one thread at a time, in order  →  room
 *
 * A batch is owned by the caller from room to push, then by the thread that works on it, then by the one that takes it; what
 * `take` writes to is owned by whoever takes. There is one caller. It is one of the threads: where there is no room it works and
 * takes, too, so that with one job all is done by the caller, and with more none of them stands still. */
#ifndef XB_PIPELINE_H
#define XB_PIPELINE_H

#include "error.h"

struct xb_pipeline;

/* What is done with a batch. `thread` is a number below `jobs` that no other thread has at the time. What fails ends all: batches
 * before it in order are taken, it and those after it are not. */
struct xb_pipeline_stages {
	xabar_status (*work)(void *ctx, void *batch, unsigned thread, xabar_error *err);
	xabar_status (*take)(void *ctx, void *batch, unsigned thread, xabar_error *err);
};

/* A pipeline over an array of `n` batches of `size` bytes each, which stays the caller's and must outlive it, as `stages` must. At
 * most `jobs` threads, at least one, are at work, the caller among them; another is started when a batch waits for it. Batches in the
 * pipeline cost at most `limit`, unless there is but one. ENOMEM. */
xabar_status xb_pipeline_new(struct xb_pipeline **out, const struct xb_pipeline_stages *stages, void *ctx, void *batches, size_t n,
                             size_t size, unsigned jobs, size_t limit, xabar_error *err);

/* Wait until the threads have ended, each with what it is at. Batches that were not taken are dropped. */
void xb_pipeline_free(struct xb_pipeline *pipeline);

/* The batch to fill next: the same one until it is pushed. Waits until there is one. Returns the first failure. */
xabar_status xb_pipeline_room(void **batch, struct xb_pipeline *pipeline, xabar_error *err);

/* Hand over the batch that room gave, when the others leave enough of the limit for `cost`. Returns the first failure. */
xabar_status xb_pipeline_push(struct xb_pipeline *pipeline, size_t cost, xabar_error *err);

/* Wait until all that was pushed is taken. The caller then owns all. Returns the first failure; after one, only free is allowed. */
xabar_status xb_pipeline_drain(struct xb_pipeline *pipeline, xabar_error *err);

#endif
