/* SPDX-License-Identifier: GPL-2.0-or-later */
/* schema.h - THE field table: name, term prefix, value slot, kind, example query, help. */
#ifndef XB_SCHEMA_H
#define XB_SCHEMA_H

#include <stdint.h>

#include "error.h"
#include "str.h"

/* The fields of a dispatch, in the order in which they are shown. */
enum xb_field {
	XB_FIELD_ID,
	XB_FIELD_TITLE,
	XB_FIELD_DATE,
	XB_FIELD_SOURCE,
	XB_FIELD_SECTION,
	XB_FIELD_BYLINE,
	XB_FIELD_PLACE,
	XB_FIELD_LANG,
	XB_FIELD_URL,
	XB_FIELD_TAGS,
	XB_FIELD_STATUS,
	XB_FIELD_VERSION,
	XB_FIELD_REPLACES,
	XB_FIELD_EMBARGO,
	XB_FIELD_UPDATED,
	XB_FIELD_BODY,
	XB_FIELD_COUNT,
};

/* How a field is indexed and asked for. */
enum xb_field_kind {
	XB_KIND_ID,    /* one term of the whole value */
	XB_KIND_TEXT,  /* words that count in the ranking, with positions, also without the prefix */
	XB_KIND_WORDS, /* words with positions under the prefix only: a filter */
	XB_KIND_CODE,  /* one term of the folded value: a filter */
	XB_KIND_DATE,  /* value slots; an interval filter */
	XB_KIND_KEPT,  /* stored and shown, never asked for: no field of the query language */
};

/* Value slots. Part of the index format: never renumbered. Those of fields hold the value as it is written, or of a field that has
 * many each of them (xb_buf_add_counted). */
enum xb_slot {
	XB_SLOT_DATE,    /* UTC seconds, xb_sortable */
	XB_SLOT_WALL,    /* seconds of the clock that the source printed, xb_sortable: date: compares with it */
	XB_SLOT_CONTENT, /* XXH3-128 of the stored form, 16 bytes */
	XB_SLOT_SOURCE,
	XB_SLOT_SECTION,
	XB_SLOT_LANG,
	XB_SLOT_STATUS,
	XB_SLOT_EMBARGO,  /* UTC seconds, xb_sortable */
	XB_SLOT_REVISION, /* revision.h */
	XB_SLOT_ORIGIN,   /* origin.h */
	XB_SLOT_FINGERPRINT, /* likeness.h */
	XB_SLOT_GENERATION,  /* birth.h */
	XB_SLOT_BYLINE = 13,
	XB_SLOT_PLACE,
	XB_SLOT_TAGS,
	XB_SLOT_DAY, /* that of XB_SLOT_WALL, xb_day_encode: of few distinct values, which a server counts */
};

struct xb_field_info {
	enum xb_field field;
	enum xb_field_kind kind;
	const char *name;    /* in queries, JSON, --map */
	const char *prefix;  /* of its terms; "" is the text itself */
	int slot;            /* of its value, or -1 */
	unsigned weight;     /* wdf that one occurrence adds to the unprefixed term (TEXT) */
	bool many;           /* a dispatch may have several: filters on it are ANDed, not ORed */
	bool facet;          /* what matches is counted by it: it has a slot */
	const char *example; /* a query */
	const char *help;
};

extern const struct xb_field_info xb_fields[XB_FIELD_COUNT];

/* The row of the field called `name` (ASCII case ignored), or NULL. */
const struct xb_field_info *xb_field_find(struct xb_str name);

/* Prefix of stemmed terms: "Z" before the field's own prefix. */
#define XB_STEM_PREFIX "Z"
#define XB_ID_PREFIX "Q"
/* Of the languages and alphabets that a dispatch's text was analysed in (xb_language_row_tag): its own, and those of long
 * paragraphs in others. */
#define XB_ANALYSED_PREFIX "XL"

/* Of the elements of a dispatch's sketch (likeness.h). */
#define XB_SKETCH_PREFIX "XN"

/* Terms may be this many bytes, prefix included (glass allows 245 of key; NULs would double). A longer word keeps
 * its beginning and ends in a hash of the whole. */
#define XB_TERM_MAX 200

/* Positions between two fields of a dispatch, so that no phrase spans them. */
#define XB_FIELD_GAP 100

/* Eight bytes that sort as the number does. */
void xb_sortable(char out[8], int64_t value);
int64_t xb_sortable_decode(const char in[8]);

/* The number that a value says; ECORRUPT, telling of `what` dispatches have, where it is none. */
xabar_status xb_sortable_read(int64_t *out, struct xb_str value, const char *what, xabar_error *err);

/* The day of a time, in bytes that sort as it does. */
#define XB_DAY_BYTES 3
void xb_day_encode(char out[XB_DAY_BYTES], int64_t wall);

/* The time that a value of XB_SLOT_WALL says, or the beginning of the day that one of XB_SLOT_DAY does; ECORRUPT. */
xabar_status xb_wall_read(int64_t *out, struct xb_str value, xabar_error *err);

/* The term `prefix`+`value`, at most XB_TERM_MAX bytes: a longer one ends in the 22 characters of a hash of the
 * whole. `out` has XB_TERM_MAX bytes. Returns its length. */
size_t xb_term_make(char out[XB_TERM_MAX], const char *prefix, struct xb_str value);

#endif
