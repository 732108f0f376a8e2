/* SPDX-License-Identifier: GPL-2.0-or-later */
/* capitals.h - how the words of a text are written: as names are, or not. Of any language: a name is what has a capital
 * where an ordinary word would not have one. */
#ifndef XB_CAPITALS_H
#define XB_CAPITALS_H

#include "postings.h"
#include "text/tokenizer.h"

/* A text being judged. What a capital says is known when its sentence is at its end, so until then an occurrence says only what
 * can be seen of the word. */
struct xb_capitals {
	struct xb_str text;
	size_t end;            /* of the token before */
	size_t sentence;       /* where it begins in the text */
	bool begun;            /* the sentence has a word */
	size_t line_from, sentence_from; /* their first word */
	uint32_t line_words, line_shouts;        /* of two letters at least, and those in capitals alone */
	uint32_t words, capitals, long_smalls;   /* of the sentence, but the first and those in capitals alone */
	bool shouting;         /* the line before was in capitals */
};

/* Begin a text whose first word will be the n-th occurrence. */
void xb_capitals_start(struct xb_capitals *capitals, struct xb_str text, size_t n);

/* What an occurrence of the next token is to say for now: XB_WRITTEN_UNSAID when that is a number or a letter. Those of a
 * sentence that ends before it are settled; `words` are the n that there are. */
uint8_t xb_capitals_next(struct xb_capitals *capitals, const struct xb_token *token, struct xb_occurrence *words, size_t n);

/* Settle the last words, at the end of the text. */
void xb_capitals_finish(struct xb_capitals *capitals, struct xb_occurrence *words, size_t n);

#endif
