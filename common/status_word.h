/* SPDX-License-Identifier: GPL-2.0-or-later */
/* status_word.h - what agencies and content systems call the status of a dispatch, in our five words. */
#ifndef XB_STATUS_WORD_H
#define XB_STATUS_WORD_H

#include "str.h"

/* "usable", "withheld", "canceled", "corrected" or "advisory" for a word such as "stat:canceled", "Publish" or "killed"; NULL
 * for one that says something else. */
const char *xb_status_word(struct xb_str value);

#endif
