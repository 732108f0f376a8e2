/* SPDX-License-Identifier: GPL-2.0-or-later */
/* text_kind.h - what a text without markup is: prose, several dispatches in one file, or nothing to be read. */
#ifndef XB_TEXT_KIND_H
#define XB_TEXT_KIND_H

#include "str.h"

/* Is it text, of any encoding that extends ASCII? That has few controls; of random bytes every ninth is one, and UTF-16 is
 * half NULs. */
bool xb_text_is_plain(struct xb_str head);

/* Could it be prose? Not: other formats' beginnings, bytes that are no text, lists of words, tables, code, subtitles. */
bool xb_text_is_prose(struct xb_str head);

/* What stands between the dispatches of a file: a line of at least five of this character, or a form feed at the beginning
 * of a line. 0: nothing does. It is believed when it makes three parts or more, and each begins with a header, or with a
 * headline and an empty line. */
char xb_text_separator(struct xb_str head);

/* Does this line separate, and is it no part of the next dispatch? */
bool xb_text_separates(struct xb_str line, char separator);

#endif
