/* SPDX-License-Identifier: GPL-2.0-or-later */
/* normalize.h - record → dispatch: names to fields, text cleaned, dates read, an identity. */
#ifndef XB_NORMALIZE_H
#define XB_NORMALIZE_H

#include "dispatch.h"
#include "record.h"

/* --map, and what to assume where a record does not say. Strings are borrowed from argv. */
struct xb_normalize_options {
	const char *lang;    /* --lang, or NULL */
	const char *source;  /* --source, or NULL */
	bool have_zone;      /* --zone was set (xb_date_set_zone) */
	int64_t now;         /* a date much after it is not believed; 0: every date is */
	struct { enum xb_field field; struct xb_str name, pattern; } map[64]; /* a pattern of date_pattern.h, or .len 0 */
	size_t nmap;
};

/* Read a --map argument "title=Başlıq,date=published.at" into the options. A date's name may have a pattern after it:
 * "date=Tarix:%d.%m.%Y". EINVAL names the part that is wrong. */
xabar_status xb_normalize_map(struct xb_normalize_options *options, const char *arg, xabar_error *err);

/* Make a dispatch in the arena. Field names are found by --map first, then by the table of synonyms; what has no place
 * becomes an extra. HTML in values is turned into text; white space is tidied, paragraphs are kept as "\n\n"; NULs and
 * other controls become spaces. The date is parsed with its language; one that cannot be read, is before 1800 or in the
 * future stays in the extras under its own name, the latter two with an extra "date_flag" that says so. lang is normalised ("en"). tags are split at commas and semicolons. The id is the record's own,
 * else the canonical url, else "sha-like" hash of title, date and body ("x" and 32 hex digits of XXH3-128).
 * ERECORD when there is neither title nor body, unless it withdraws the dispatch with its id. */
xabar_status xb_normalize(struct xb_dispatch *out, const struct xb_record *record,
                          const struct xb_normalize_options *options, struct xb_arena *arena, xabar_error *err);

#endif
