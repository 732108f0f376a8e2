/* SPDX-License-Identifier: GPL-2.0-or-later */
/* posting.h - postings for tests that the way a word is written does not concern. */
#ifndef XB_TEST_POSTING_H
#define XB_TEST_POSTING_H

#include "xapian_shim.h"

/* A struct xb_posting. */
#define OCCURRENCE(word, at, weight) { .term = word, .pos = at, .wdf = weight }

#endif
