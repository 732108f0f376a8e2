/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pieces.h - an input of many documents, cut where each begins: whatever is wrong in one ends with it. */
#ifndef XB_PIECES_H
#define XB_PIECES_H

#include "input/input.h"
#include "record.h"

/* Where the next document begins at or after `from`; bytes.len when none does. What it looks for is at most
 * XB_PIECE_MARK_MAX bytes long. */
typedef size_t (*xb_piece_find)(struct xb_str bytes, size_t from, const char *mark);
#define XB_PIECE_MARK_MAX 32

/* "<NAME" of any case, followed by a blank or '>': an element begins. */
size_t xb_piece_find_tag(struct xb_str bytes, size_t from, const char *name);

/* A line that begins with these characters. */
size_t xb_piece_find_line(struct xb_str bytes, size_t from, const char *mark);

/* The next document, up to where another begins or the input ends, consumed; borrowed until something is read again.
 * Sets the offset and end of the record; *more is false when there is none. ERECORD when it is over XB_INPUT_WINDOW_MAX. */
xabar_status xb_piece_next(struct xb_str *piece, bool *more, struct xb_record *record, struct xb_input *input,
                           xb_piece_find find, const char *mark, xabar_error *err);

#endif
