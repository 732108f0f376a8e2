/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_evidence.h - what a text of unknown encoding shows: which bytes follow which, where one of the two is not ASCII. */
#ifndef XB_CHARSET_EVIDENCE_H
#define XB_CHARSET_EVIDENCE_H

#include <stdint.h>

#include "str.h"

/* More bytes than this of one text, and more pairs, would not tell more. */
#define XB_EVIDENCE_BYTES 8192
#define XB_EVIDENCE_PAIRS 2048

struct xb_evidence {
	struct xb_byte_pair {
		unsigned char a, b;
		uint16_t n;
	} pairs[XB_EVIDENCE_PAIRS];
	size_t npairs;
	uint32_t total;       /* the sum of all n */
	size_t bytes;         /* looked at */
	size_t letters;       /* of ASCII among them */
	uint16_t slot[65536]; /* by pair: its place in `pairs`, from 1 */
};

/* Forget it all. */
void xb_evidence_clear(struct xb_evidence *evidence);

/* Look at text: of markup in it, tags, comments, scripts and style sheets are passed over. Returns false when enough was seen. */
bool xb_evidence_add(struct xb_evidence *evidence, struct xb_str text);

#endif
