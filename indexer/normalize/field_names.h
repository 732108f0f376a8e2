/* SPDX-License-Identifier: GPL-2.0-or-later */
/* field_names.h - what records call the fields of a dispatch, in the languages that we meet. */
#ifndef XB_FIELD_NAMES_H
#define XB_FIELD_NAMES_H

#include "schema.h"

/* One meaning of a name. Where a record offers several for one field, the lowest rank is taken. */
struct xb_field_name {
	const char *name; /* in the form of xb_field_name_key */
	enum xb_field field;
	int rank;
};

/* From this rank on a BODY name is a summary, not the text; a DATE name is a date that is not the publication's; a URL name
 * often holds something else. */
#define XB_RANK_SECOND 50

/* Rows of the table, sorted by name; a name may have several, one after the other. */
extern const struct xb_field_name xb_field_names[];
extern const size_t xb_field_names_count;

#define XB_FIELD_NAME_KEY_MAX 64

/* The form under which names are compared: lower case, ı as i, without '_', '-' and spaces, so that "date_published",
 * "Date-Published" and "datePublished" are one. Returns the length, 0 when it does not fit (then it is none of ours). */
size_t xb_field_name_key(char out[XB_FIELD_NAME_KEY_MAX], struct xb_str name);

/* The first row of a name as in a record, or NULL; the others follow while xb_field_name_next says so. */
const struct xb_field_name *xb_field_name_find(struct xb_str name);

/* The next row of the same name, or NULL. */
const struct xb_field_name *xb_field_name_next(const struct xb_field_name *row);

#endif
