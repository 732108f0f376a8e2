/* SPDX-License-Identifier: GPL-2.0-or-later */
/* json_names.h - the pairs of a JSON object by name: finding, renaming, dropping. */
#ifndef XB_JSON_NAMES_H
#define XB_JSON_NAMES_H

#include "record.h"

/* The first value under a name; .len 0 when there is none. */
struct xb_str xb_json_value(const struct xb_record *record, const char *name);

/* What pairs of one set are called here. */
struct xb_json_rename {
	const char *from; /* the whole name, or the beginning of it when it ends with '.' or '_' */
	const char *to;   /* NULL: the pair is dropped */
	bool text;        /* the value is text, not markup */
};

/* The row for a name, whatever its case, or NULL. */
const struct xb_json_rename *xb_json_rename_find(const struct xb_json_rename *table, size_t n, struct xb_str name);

/* Apply the first row that fits to each pair. */
void xb_json_rename(struct xb_record *record, const struct xb_json_rename *table, size_t n);

void xb_pair_rename(struct xb_pair *pair, const char *name, bool text);

/* Mark a pair as not wanted, and take all those out. */
void xb_pair_drop(struct xb_pair *pair);
void xb_record_sweep(struct xb_record *record);

#endif
