/* SPDX-License-Identifier: GPL-2.0-or-later */
/* found.h - what was found in an input: for -v, and by the ledger for --status. */
#ifndef XB_FOUND_H
#define XB_FOUND_H

#include "reader.h"
#include "tally.h"

struct xb_found {
	uint64_t records, rejects;
	uint64_t replaced;         /* bytes that could not be decoded */
	struct xb_tally formats;   /* "csv": of the input, or of an archive's members */
	struct xb_tally charsets;  /* "CP1251 (detected)", by records */
	struct xb_tally notes;     /* "revisits": what readers passed over */
};

/* A record was taken. */
void xb_found_record(struct xb_found *found, const struct xb_charset_found *charset);

void xb_found_notes(struct xb_found *found, const struct xb_notes *notes);
void xb_found_merge(struct xb_found *into, const struct xb_found *from);

/* As bytes, and back; false when they are none. */
void xb_found_pack(struct xb_buf *out, const struct xb_found *found);
bool xb_found_unpack(struct xb_found *found, struct xb_str bytes);

/* As text: "csv" or "3 formats" or "unknown"; "CP1251 (detected) +2 others" or ""; "12 revisits, 3 images" or "". ASCII is
 * every encoding's, so it is only named where there is no other. */
void xb_found_say_formats(struct xb_buf *out, const struct xb_found *found);
void xb_found_say_charsets(struct xb_buf *out, const struct xb_found *found);
void xb_found_say_notes(struct xb_buf *out, const struct xb_found *found);

/* All of it in a line: "csv, CP1251 (detected), 120 dispatches, 2 rejected, 3 bytes replaced, 12 revisits". */
void xb_found_say(struct xb_buf *out, const struct xb_found *found);

#endif
