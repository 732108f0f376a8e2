/* SPDX-License-Identifier: GPL-2.0-or-later */
/* json_pairs.h - a JSON object → the pairs of a record. */
#ifndef XB_JSON_PAIRS_H
#define XB_JSON_PAIRS_H

#include "record.h"

/* Objects and arrays nested deeper, and records of more values, are turned away. */
#define XB_JSON_DEPTH_MAX 256
#define XB_JSON_PAIRS_MAX ((size_t)1 << 20)
#define XB_JSON_NAME_MAX ((size_t)16 << 10)

/* Add the members of the object that `text` (valid UTF-8) is: a scalar as its text, exactly as written where it is a
 * number; null not at all; an array's members under its name, again and again; an object's under dotted names, but for
 * {"$date": ...} and its like, which is one value. Strings without escapes are
 * borrowed from `text`, others are made in the arena.
 * ERECORD when the text is not one JSON object: err->offset is the byte, the message tells its column, from 1. */
xabar_status xb_json_pairs(struct xb_record *record, struct xb_str text, struct xb_arena *arena, xabar_error *err);

/* True when the failure of xb_json_pairs was that the text ends before the object does. */
bool xb_json_ended_early(const xabar_error *err, struct xb_str text);

#endif
