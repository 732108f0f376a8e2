/* SPDX-License-Identifier: GPL-2.0-or-later */
/* preview.h - what --dry-run prints: the dispatch that would be indexed, a JSON object a line. */
#ifndef XB_PREVIEW_H
#define XB_PREVIEW_H

#include "dispatch.h"
#include "record.h"

/* Append the line: the keys of a hit, `body`, `extras`, how its language was found (`lang_declared`,
 * `lang_margin`), and where and how it was found (`input`, `offset`, `format`, `charset`,
 * `charset_how`, `replaced`). */
void xb_preview(struct xb_buf *out, const struct xb_dispatch *dispatch, const struct xb_record *record,
                const char *input, const char *format);

#endif
