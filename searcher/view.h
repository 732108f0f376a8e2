/* SPDX-License-Identifier: GPL-2.0-or-later */
/* view.h - which documents a request can find: those of now, or of a day that is past, without what may not be published.
 *
 * A view is nothing but tombstones: a reader that has them (xb_reader_bury) finds, counts and shows no other documents, whatever is
 * asked. Killed and withheld dispatches are listed by their terms, embargoes by their value slot. A view of now is made when an
 * index is opened, and again when an embargo ends; one of a day when it is asked for, and kept until another day is. */
#ifndef XB_VIEW_H
#define XB_VIEW_H

#include "generation.h"

/* Of a segment, as it was published. */
struct xb_published {
	uint32_t index;              /* the number of its index */
	uint32_t documents;
	const struct xb_docset *dead, *earlier; /* of the generation */
	bool shard;                  /* which has only what may be published, and no earlier versions */
};

#define XB_AS_NOW INT64_MAX

struct xabar_searcher;
struct xb_dispatch;

struct xb_view {
	bool made;
	int64_t as_of;               /* UTC seconds: what was made before; XB_AS_NOW */
	int64_t until;               /* UTC seconds: when it has to be made again; INT64_MAX: never */
	struct xb_docset *gone;      /* of each segment: what is not there, */
	struct xb_docset *hidden;    /* what is there, and is killed, withheld or under embargo, */
	struct xb_docset *dead;      /* and both */
	uint64_t nhidden;
};

struct xb_views {
	struct xb_published *published; /* by segment of the reader */
	uint32_t n;
	struct xb_view now, then;
	int64_t as_of;               /* what was seen last */
	bool all;
};

/* The views of a reader over the segments of the generations, which must outlive them; that of now is made.
 * ENOMEM; ECORRUPT, EIO. */
xabar_status xb_views_open(struct xb_views *out, struct xb_reader *reader, struct xb_generation *const *generations, size_t n,
                           xabar_error *err);
void xb_views_release(struct xb_views *views);

/* Have the searcher see, until xb_view_leave, what the archive had at `as_of`, what is hidden, too, if `all`; *out, the view, is
 * borrowed until the next one. Says in searcher->live how many dispatches it has. ENOMEM; ECORRUPT, EIO. */
xabar_status xb_view_choose(const struct xb_view **out, struct xabar_searcher *searcher, int64_t as_of, bool all, xabar_error *err);

/* Have it see what it does between requests: what is there now and not hidden. */
void xb_view_leave(struct xabar_searcher *searcher);

/* How many documents of a view that match a query are hidden, of a searcher that sees it without them. */
xabar_status xb_view_count_hidden(uint64_t *n, struct xabar_searcher *searcher, const struct xb_view *view,
                                  const struct xb_node *query, xabar_error *err);

/* Whether a document is hidden in a view. */
bool xb_view_hides(const struct xb_view *view, const struct xabar_searcher *searcher, uint32_t docid);

/* Why a dispatch is hidden at a time: "canceled", "withheld" or "embargo"; NULL: it is not. */
const char *xb_view_reason(const struct xb_dispatch *dispatch, int64_t at);

#endif
