/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cut.h - white space of every width, and where a text may be cut for show. */
#ifndef XB_CUT_H
#define XB_CUT_H

#include "str.h"

/* Bytes of the white space, or control character, that `text` has at byte `at`; 0: none, or the end. */
size_t xb_space_at(struct xb_str text, size_t at);

/* The first byte at or after `at` that is none. */
size_t xb_skip_space(struct xb_str text, size_t at);

/* Where the character begins that ends before byte `at`, which is not 0. */
size_t xb_char_before(struct xb_str text, size_t at);

/* Whether `text` may be cut before byte `at`: between characters, no combining mark or joiner after it, no joiner
 * before. */
bool xb_may_cut(struct xb_str text, size_t at);

/* The length of the longest beginning of `text`, at most `max` bytes, that ends between words, or, where there is no
 * white space for long, between characters. text.len when all of it fits. */
size_t xb_word_cut(struct xb_str text, size_t max);

#endif
