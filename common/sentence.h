/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sentence.h - where sentences end. */
#ifndef XB_SENTENCE_H
#define XB_SENTENCE_H

#include "str.h"

/* The end of the first sentence of `text`, which starts at byte `from`: a byte offset after its final mark. Knows
 * . ! ? … and the Armenian, Arabic, Devanagari and CJK marks, closing quotes, initials and common abbreviations; an
 * empty line ends a sentence too. White space at `from` is skipped; text.len when no sentence ends before. */
size_t xb_sentence_end(struct xb_str text, size_t from);

/* Whether the sentence that began at byte `start` ends between two words: the bytes from `from`, where one ends, to `to`,
 * where the next begins, which is before text.len. */
bool xb_sentence_break(struct xb_str text, size_t start, size_t from, size_t to);

#endif
