/* SPDX-License-Identifier: GPL-2.0-or-later */
/* keyboard.h - the keyboards of the region: which keys are beside each other, and what the same keys give in another layout. */
#ifndef XB_KEYBOARD_H
#define XB_KEYBOARD_H

#include <uchar.h>

#include "schema.h"
#include "text/unicode.h"

/* Layouts, numbered from 0: QWERTY is the first. */
extern const size_t xb_keyboard_layouts;

/* What whoever meant to type in the layout `to` wanted, when the keys of `typed` were hit in `from`: "ghbdtn" in QWERTY is
 * "привет" in ЙЦУКЕН. In small letters. Returns the length; 0 when a character is on no key of `from`, or its key has no letter
 * in `to`, or the result is as typed or longer than XB_TERM_MAX. Any thread. */
size_t xb_keyboard_retype(char out[XB_TERM_MAX], struct xb_str typed, size_t from, size_t to);

/* Whether a character is one that a key of letters gives in another layout: a comma is the б of ЙЦУКЕН. Any thread. */
bool xb_keyboard_is_key(uint32_t cp);

/* Whether two small letters are on keys that touch, in any of the layouts. Any thread. */
bool xb_keyboard_touch(uint32_t a, uint32_t b);

/* The small letters of a script that words are written in here, folded, ended by 0; none of a script without them. Any thread. */
const char32_t *xb_keyboard_letters(enum xb_script script);

#endif
