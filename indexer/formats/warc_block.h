/* SPDX-License-Identifier: GPL-2.0-or-later */
/* warc_block.h - the records of a web archive, as bytes: a head that says how long the block after it is, the block, the
 * next head. Where the length is wrong, or bytes are missing, the next head is looked for. */
#ifndef XB_WARC_BLOCK_H
#define XB_WARC_BLOCK_H

#include "reader.h"
#include "record_seek.h"

struct xb_warc_page;

/* What WARC and ARC differ in. */
struct xb_warc_syntax {
	/* How a head begins. */
	struct xb_seek_kind seek;
	/* What surely ends a record: a block before it is as long as its head says, whatever comes after. NULL: nothing does. */
	const char *end;
	/* Length of the head that begins here; 0 when its end is not among the bytes. */
	size_t (*head_len)(struct xb_str bytes);
	/* Length of the block, as the head says; false when it does not. */
	bool (*block_len)(uint64_t *len, struct xb_str head);
	/* Put what the head says into *page; *note: what it is, if surely no page (for xb_note). False when the arena is full. */
	bool (*describe)(struct xb_warc_page *page, const char **note, struct xb_str head, struct xb_arena *arena);
};

#define XB_WARC_LOOK ((size_t)16 << 10) /* for seek.look */

struct xb_warc_block {
	struct xb_str head;
	struct xb_str bytes;
	bool cut;      /* it was longer: the input ends, or another record begins, before its end */
	bool guessed;  /* its length was wrong or missing: it goes on to the next record */
	bool too_long; /* over XB_INPUT_WINDOW_MAX: this is its beginning, xb_warc_block_skip goes past it */
};

/* The next record, borrowed until the input is next asked for anything. Sets *more, and offset and end of *record. ERECORD
 * for bytes that are no record; they have been read past. */
xabar_status xb_warc_block_next(struct xb_warc_block *out, bool *more, struct xb_record *record, struct xb_input *input,
                                const struct xb_warc_syntax *syntax, xabar_error *err);

/* After one that is too long: go on to the next head. Sets record->end. */
xabar_status xb_warc_block_skip(struct xb_record *record, struct xb_input *input, const struct xb_warc_syntax *syntax,
                                xabar_error *err);

#endif
