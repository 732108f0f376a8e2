/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_words.h - words of classes and ids. */
#ifndef XB_HTML_WORDS_H
#define XB_HTML_WORDS_H

#include <stddef.h>
#include <stdint.h>

/* "article-body" is the article's text: by themselves neither WHAT nor PART says much. */
#define XB_HTML_WORD_WHAT 128u
#define XB_HTML_WORD_PART 32u /* XB_HTML_HINT_MAIN, which both together are */

#define XB_HTML_WORD_MAX 24

struct xb_html_word {
	char word[XB_HTML_WORD_MAX];
	uint8_t hints; /* XB_HTML_HINT_*, WHAT, PART */
};

/* Sorted. Sites of the region name things in English, in their own language's Latin letters, or in what their language
 * becomes without its accents. */
extern const struct xb_html_word xb_html_words[];
extern const size_t xb_html_words_count;

#endif
