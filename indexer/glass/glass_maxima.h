/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_maxima.h - writes a segment's maxima (maxima.h) as its terms' postings go by. */
#ifndef XB_GLASS_MAXIMA_H
#define XB_GLASS_MAXIMA_H

#include "buf.h"
#include "glass_output.h"
#include "maxima.h"

struct xb_glass_maxima {
	struct xb_glass_output output;
	struct xb_buf directory;  /* where each term begins, in fours */
	struct xb_str term;       /* whose postings go by; borrowed */
	struct xb_buf blocks;     /* those of the term that are full */
	struct xb_block_max open; /* the one that is not */
	uint32_t npostings;       /* in it */
};

/* Begin the file in the folder `path`. ENOMEM, EIO. After a failure only release is allowed. */
xabar_status xb_glass_maxima_open(struct xb_glass_maxima *maxima, const char *path, xabar_error *err);

/* Begin a term; terms ascend. The text is borrowed until the term is ended. */
void xb_glass_maxima_begin(struct xb_glass_maxima *maxima, struct xb_str term);

/* Write the term's blocks, if there are more than one. */
void xb_glass_maxima_end(struct xb_glass_maxima *maxima);

/* Close the open block. */
void xb_glass_maxima_block(struct xb_glass_maxima *maxima);

/* A posting of the term; documents ascend. */
static inline void
xb_glass_maxima_add(struct xb_glass_maxima *maxima, uint32_t docid, uint32_t wdf)
{
	if (__builtin_expect(maxima->npostings == XB_MAXIMA_BLOCK, 0))
		xb_glass_maxima_block(maxima);
	maxima->open.last = docid;
	maxima->open.wdf = wdf > maxima->open.wdf ? wdf : maxima->open.wdf;
	maxima->npostings++;
}

/* Complete the file. ENOMEM, EIO. */
xabar_status xb_glass_maxima_finish(struct xb_glass_maxima *maxima, xabar_error *err);

/* Safe on zeroed memory. */
void xb_glass_maxima_release(struct xb_glass_maxima *maxima);

#endif
