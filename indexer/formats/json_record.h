/* SPDX-License-Identifier: GPL-2.0-or-later */
/* json_record.h - a JSON object → a record, with what is known of the sets that it may be from. */
#ifndef XB_JSON_RECORD_H
#define XB_JSON_RECORD_H

#include "json_around.h"

/* The pairs of the object `text` (json_pairs.h). Where its members show what it is (ninjs, an item of a JSON Feed, a
 * channel's message, a document of a search engine's dump ...), they have been given the names that all readers use.
 * `around` may be NULL. *skip is a kind for xb_note when it is no dispatch and meant to be passed over, else NULL. */
xabar_status xb_json_record(struct xb_record *record, const char **skip, struct xb_str text,
                            const struct xb_json_around *around, struct xb_arena *arena, xabar_error *err);

#endif
