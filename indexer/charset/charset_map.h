/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_map.h - an 8-bit encoding as a user writes it down: fonts whose letters no code page has. */
#ifndef XB_CHARSET_MAP_H
#define XB_CHARSET_MAP_H

#include <stdint.h>

#include "error.h"
#include "str.h"

/* What an 8-bit encoding that iconv knows makes of 80 to FF. False when it does not know the name, when the encoding is not one
 * byte a character, or does not extend ASCII. */
bool xb_charset_high(uint16_t high[128], const char *name);

/* Read a map:
 *
 *	# Times AzLat
 *	base windows-1254     what bytes that are not listed stand for; windows-1252 without this line
 *	E6 ə                  a byte in hexadecimal, and its character
 *	0xC6 U+018F           or the number of it
 *
 * EINVAL: a line that is none of these, which the message names; ENOTFOUND, EIO: the file cannot be read. */
xabar_status xb_charset_map_read(uint16_t high[128], const char *path, xabar_error *err);

#endif
