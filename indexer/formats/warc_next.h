/* SPDX-License-Identifier: GPL-2.0-or-later */
/* warc_next.h - what the readers of WARC and ARC share: from one page of an archive to the next. */
#ifndef XB_WARC_NEXT_H
#define XB_WARC_NEXT_H

#include "warc_block.h"
#include "warc_page.h"

/* open, close and next of struct xb_format. */
xabar_status xb_warc_open(struct xb_reader_context *ctx, xabar_error *err);
void xb_warc_close(struct xb_reader_context *ctx);
xabar_status xb_warc_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx,
                          const struct xb_warc_syntax *syntax, xabar_error *err);

#endif
