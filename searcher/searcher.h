/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searcher.h - open indexes, inside the library. */
#ifndef XB_SEARCHER_H
#define XB_SEARCHER_H

#include "aliases.h"
#include "dates.h"
#include "fetch.h"
#include "generation.h"
#include "histogram.h"
#include "likenesses.h"
#include "maxima.h"
#include "servers.h"
#include "text/analyzer.h"
#include "view.h"
#include "xabar.h"

struct xabar_searcher {
	char **names;                       /* of the indexes and shards that were asked for */
	size_t nnames;
	struct xb_server *servers;          /* which of them do not answer: what is below is of the others */
	unsigned timeout;                   /* milliseconds that a server has to answer */
	bool remote;                        /* there is one among the others */
	struct xb_generation **generations; /* one an index */
	size_t n;
	struct xb_reader *reader;           /* over all their segments */
	struct xb_maxima **maxima;          /* of each of them; each may be NULL */
	struct xb_dates dates;              /* of its documents, once they are worth reading */
	struct xb_days days;                /* on which they were published, once that was asked for */
	struct xb_likenesses likenesses;    /* of its documents, once they are worth keeping */
	struct xb_views views;              /* of what is to be seen of it */
	uint64_t live;                      /* documents that are seen */
	uint64_t fingerprint;               /* of all manifests */
	struct xb_analyzer *analyzer;
	struct xb_fetcher fetcher;
	struct xb_buf encoded;              /* of the dispatch at hand */
	uint32_t scale;                     /* of the weighting of all; 0: they are plain, or differ */
	bool uneven;                        /* they differ, which no results have told yet */
	bool outdated;                      /* a segment is of an earlier analysis, which no results have told yet */
	bool valueless;                     /* a segment lacks some of the values that facets count, which no results have told yet */
	bool unlike;                        /* near-copies in a segment cannot be told, which no results that need them have told yet */
	struct xb_aliases *aliases;         /* NULL: not read yet */
};

/* Read the alias files, if that was not done since the index was opened: only a query of words needs them. ENOMEM. */
xabar_status xb_searcher_read_aliases(struct xabar_searcher *searcher, xabar_error *err);

/* After `err`, which may be anything, of a server: where a connection was broken for the first of an answer's *turns (to begin with
 * 0), connect anew; else go on without that server. The same status again where it is not one's, or was the last's; ECORRUPT, EIO,
 * ENOMEM. */
xabar_status xb_searcher_go_on(struct xabar_searcher *searcher, unsigned *turns, xabar_error *err);

/* The servers that do not answer, in the arena. EAWAY: all. ENOMEM. */
xabar_status xb_searcher_missing(const char *const **out, size_t *n, const struct xabar_searcher *searcher, struct xb_arena *arena,
                                 xabar_error *err);

/* What no results have told yet and these are to, a line each, in the arena. ENOMEM. */
xabar_status xb_searcher_take_notes(const char *const **out, size_t *n, struct xabar_searcher *searcher,
                                    const xabar_request *request, struct xb_arena *arena, xabar_error *err);

#endif
