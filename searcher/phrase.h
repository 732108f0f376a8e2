/* SPDX-License-Identifier: GPL-2.0-or-later */
/* phrase.h - words in order and side by side, as a source: what libxapian matches, weighing the same, and counted alike. That
 * looks each list of positions up from the root of its table; this goes on from the last. */
#ifndef XB_PHRASE_H
#define XB_PHRASE_H

#include "xapian_shim.h"

#define XB_PHRASE_TERMS 16

struct xb_phrase {
	struct xb_reader *reader;
	struct xb_str terms[XB_PHRASE_TERMS];
	double weights[XB_PHRASE_TERMS]; /* BM25's idf * (k1 + 1) */
	size_t n;
	double k1;
};

/* Of a struct xb_phrase. */
extern const struct xb_source_class xb_phrase_class;

#endif
