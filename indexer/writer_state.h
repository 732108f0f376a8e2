/* SPDX-License-Identifier: GPL-2.0-or-later */
/* writer_state.h - what the parts of the writer share. */
#ifndef XB_WRITER_STATE_H
#define XB_WRITER_STATE_H

#include "fetch.h"
#include "idmap.h"
#include "sample.h"
#include "writer.h"

/* A dispatch with its postings: a hundred times the largest record. */
#define XB_WRITER_ARENA_MAX ((size_t)8 << 30)

struct xb_writer {
	struct xb_index *index;
	struct xb_reader *reader;      /* of index->now */
	enum xb_versions versions;     /* which are kept */
	struct xb_fetcher fetcher;
	struct xb_arena arena;         /* of one dispatch */
	struct xb_buf encoded, scratch, held;
	struct xb_sample sample;       /* the dispatches of a segment that is not begun */

	/* What the next generation changes. */
	struct xb_weighting weighting; /* of all segments that it has */
	struct xb_builder *builder;    /* of its segment */
	struct xb_idmap ids;           /* of the segment */
	struct xb_docset segment_dead; /* replaced within the segment */
	struct xb_version_list list;   /* those of them that are earlier versions */
	struct xb_docset segment_earlier; /* likewise, of a merge */
	struct xb_docset *dead;        /* of each published segment: more tombstones */
	struct xb_docset *earlier;     /* likewise: more earlier versions */
	uint64_t ndead;
};

/* A value of a published document, borrowed until the next one. */
xabar_status xb_writer_value(struct xb_str *out, struct xb_writer *writer, struct xb_reader *reader, uint32_t docid,
                             enum xb_slot slot, xabar_error *err);

/* Add a dispatch, whose serialised form is `encoded`, to the segment. */
xabar_status xb_writer_add(uint32_t *docid, struct xb_writer *writer, const struct xb_dispatch *dispatch, struct xb_str encoded,
                           const unsigned char hash[16], const struct xb_origin *origin, xabar_error *err);

/* Publish the segment (if any), tombstones (if any) and ledger (if any), `dropped` segments (if any) left out. */
xabar_status xb_writer_publish_without(struct xb_writer *writer, const bool *dropped, struct xb_str ledger, xabar_error *err);

/* A published document is dead in the next generation. */
xabar_status xb_writer_kill(struct xb_writer *writer, uint32_t docid, xabar_error *err);

/* A document of the segment being built is an earlier version of the dispatch with the id. */
xabar_status xb_writer_keep_pending(struct xb_writer *writer, struct xb_str id, uint64_t content, uint32_t docid, xabar_error *err);

/* Whether a version that says `content` is kept already, the published one with the number `except` not counted. */
xabar_status xb_writer_has_version(bool *kept, struct xb_writer *writer, struct xb_str id, uint64_t content, uint32_t except,
                                   xabar_error *err);

/* Call `visit` for each published version of the dispatch with the id, the newest among them. */
xabar_status xb_writer_each_version(struct xb_writer *writer, struct xb_str id,
                                    xabar_status (*visit)(void *ctx, uint32_t docid, xabar_error *err), void *ctx,
                                    xabar_error *err);

/* What is held, in the segment being built if `pending`, gives way to the dispatch, whose revision is given. */
xabar_status xb_writer_supersede(struct xb_writer *writer, const struct xb_idmap_entry *held, bool pending,
                                 const struct xb_dispatch *dispatch, const struct xb_revision *revision, xabar_error *err);

#endif
