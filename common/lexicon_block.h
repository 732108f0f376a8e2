/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lexicon_block.h - how the lexicon is written: rows of (key, spelling), sorted, in blocks.
 *
 * A block is the value of one metadata key: XB_LEXICON_METADATA and the block's last key. So the first metadata that is not
 * before a key holds that key's block, and libxapian's B-tree is the only table to look it up in. A key's rows are all in
 * one block. The value is a byte of the version, four of the lower half of XXH3-64 of the rows, low first, and the rows:
 *
 *	varint   .name << 3, plus 1 when the key is not that of the row before, 2 when it has .first, 4 when it has .shout
 *	string   the key, when it is another one
 *	string   the term
 *	varint   .first, when it has it; .shout, likewise
 *
 * A string is coded against the one of the row before: a byte with the number of bytes shared with that in its upper and of
 * the other bytes in its lower half, 15 being followed by a varint of what is above 14; then the other bytes.
 *
 * Deflated, blocks of 4 KiB took 0.56 of the room, and a look-up 35 us in place of 6. */
#ifndef XB_LEXICON_BLOCK_H
#define XB_LEXICON_BLOCK_H

#include "lexicon.h"
#include "schema.h"

#define XB_LEXICON_METADATA "lexicon/"

/* A block is closed at the first new key after so many bytes of rows. */
#define XB_LEXICON_BLOCK_BYTES 1024

/* Of a key: its kind's letter, then it. */
#define XB_LEXICON_KEY_MAX (1 + XB_TERM_MAX)

struct xb_lexicon_row {
	struct xb_str key; /* begins with its kind's letter */
	struct xb_spelling spelling;
};

/* A block being filled. */
struct xb_lexicon_packer {
	struct xb_buf rows, key, term; /* the last two of the row before */
};

void xb_lexicon_packer_init(struct xb_lexicon_packer *packer);
void xb_lexicon_packer_release(struct xb_lexicon_packer *packer);

/* Whether the block should be closed before a row under `key` is added. */
bool xb_lexicon_packer_full(const struct xb_lexicon_packer *packer, struct xb_str key);

/* Add a row, of a key and, under it, a term that are not before those of the row before, nor the same. A failure is found
 * by xb_lexicon_packer_close. */
void xb_lexicon_pack(struct xb_lexicon_packer *packer, const struct xb_lexicon_row *row);

/* Append the metadata's key to `key`, the block to `value`, and begin the next block. ENOMEM. */
xabar_status xb_lexicon_packer_close(struct xb_buf *key, struct xb_buf *value, struct xb_lexicon_packer *packer,
                                     xabar_error *err);

/* A block being read. */
struct xb_lexicon_rows {
	struct xb_str rest;
	size_t key_len, term_len;
	char key[XB_LEXICON_KEY_MAX], term[XB_TERM_MAX];
};

/* Begin with the first row of a block, which must outlive the reading. EVERSION, ECORRUPT. */
xabar_status xb_lexicon_rows_init(struct xb_lexicon_rows *rows, struct xb_str block, xabar_error *err);

/* The next row, borrowed until the next call; .key.len is 0 at the end. Rows that are not in order are ECORRUPT. */
xabar_status xb_lexicon_next(struct xb_lexicon_row *row, struct xb_lexicon_rows *rows, xabar_error *err);

#endif
