/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wire.h - messages as teleprinter wires sent them: what IPTC 7901 and ANPA 1312 share. Both frame a header, a text and a
 * footer with the transmission controls of ISO 646: SOH header STX text ETX footer, one message after another. */
#ifndef XB_WIRE_H
#define XB_WIRE_H

#include "reader.h"

/* A message, decoded. */
struct xb_wire {
	struct xb_str header; /* from after SOH */
	struct xb_str text;   /* from after STX; the end of the header when there is none */
	struct xb_str footer; /* from after ETX */
};

/* The pairs of a message. False when the arena is full. */
typedef bool (*xb_wire_parse)(struct xb_record *record, const struct xb_wire *wire, struct xb_arena *arena);

/* A reader's next(), but for what the format makes of the next message. What stands before the first SOH is passed over. */
xabar_status xb_wire_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xb_wire_parse parse,
                          xabar_error *err);

/* For detect(): the header of the first message, raw, and true when the bytes are framed as a wire's and are text. */
bool xb_wire_head(struct xb_str *header, struct xb_str head);

/* Take the next line off the front, without its end, which is LF, CR, or CRs before an LF (teleprinters sent CR CR LF). */
bool xb_wire_line(struct xb_str *rest, struct xb_str *line);

/* Take the next word off the front of a line: what is between white space and controls. */
bool xb_wire_word(struct xb_str *line, struct xb_str *word);

#endif
