/* SPDX-License-Identifier: GPL-2.0-or-later */
/* findings.h - what was found in an input: for -v, and by the ledger for --status. */
#ifndef XB_FINDINGS_H
#define XB_FINDINGS_H

#include "reader.h"
#include "tally.h"

struct xb_findings {
	uint64_t records, rejects;
	uint64_t replaced;         /* bytes that could not be decoded */
	struct xb_tally formats;   /* "csv": of the input, or of an archive's members */
	struct xb_tally charsets;  /* "CP1251 (detected)", by records */
	struct xb_tally notes;     /* "revisits": what readers passed over */
};

/* A record was taken. */
void xb_findings_record(struct xb_findings *found, const struct xb_charset_found *charset);

void xb_findings_notes(struct xb_findings *found, const struct xb_notes *notes);
void xb_findings_merge(struct xb_findings *into, const struct xb_findings *from);

/* As bytes, and back; false when they are none. */
void xb_findings_pack(struct xb_buf *out, const struct xb_findings *found);
bool xb_findings_unpack(struct xb_findings *found, struct xb_str bytes);

/* As text: "csv" or "3 formats" or "unknown"; "CP1251 (detected) +2 others" or ""; "12 revisits, 3 images" or "". ASCII is
 * every encoding's, so it is only named where there is no other. */
void xb_findings_say_formats(struct xb_buf *out, const struct xb_findings *found);
void xb_findings_say_charsets(struct xb_buf *out, const struct xb_findings *found);
void xb_findings_say_notes(struct xb_buf *out, const struct xb_findings *found);

/* All of it in a line: "csv, CP1251 (detected), 120 dispatches, 2 rejected, 3 bytes replaced, 12 revisits". */
void xb_findings_say(struct xb_buf *out, const struct xb_findings *found);

#endif
