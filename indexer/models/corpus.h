/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus.h - the texts of SHARED that models of letters are counted in. Only the programs of `make models` read them, so what
 * cannot be read ends them with a message. */
#ifndef XB_CORPUS_H
#define XB_CORPUS_H

#include "buf.h"

/* The longest text. */
#define XB_CORPUS_MAX ((size_t)16 << 20)

/* Append a text to `out`: of *.jsonl the titles and bodies of data/news/ntrex, of *.txt a Universal Declaration of Human
 * Rights from data/lang/udhr2.zip, of *.tsv the first half of a table of data/lang/sib200, whose rest is for tests. */
void xb_corpus_read(struct xb_buf *out, const char *shared, const char *file);

_Noreturn void xb_corpus_die(const char *what);

#endif
