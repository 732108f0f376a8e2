/* SPDX-License-Identifier: GPL-2.0-or-later */
/* date_candidate.h - the numbers and words of one date, gathered but not yet understood. Inside date_*.c only. */
#ifndef XB_DATE_CANDIDATE_H
#define XB_DATE_CANDIDATE_H

#include "date_fields.h"
#include "date_names.h"

/* A date that is being gathered. */
struct xb_date_candidate {
	int number[3];
	uint8_t digits[3];
	uint8_t n;
	char sep;           /* between the numbers, when they were written as one: '-', '/', '.' */
	bool named;
	struct xb_date_name month;
	bool lunar;         /* a word said so */
	bool timed, has_second;
	struct xb_date_fields time;
	size_t time_end;    /* the token after the time, for who gathers */
	int half;           /* XB_NAME_AM, XB_NAME_PM, or 0 */
	bool offset_known;
	int offset;
	struct xb_str zone; /* its word; length 0: none */
	bool zone_odd;      /* a word that looks like a zone, and that no table knows */
};

/* Has it all that a date, or a month, has? What comes next is a time, or the date over again. */
bool xb_date_candidate_complete(const struct xb_date_candidate *c);

/* Make fields of it. `persian`: numbers may be Jalali; `american`: the month is first. False: not a date. */
bool xb_date_candidate_settle(struct xb_date_fields *out, const struct xb_date_candidate *c, bool persian,
                              bool american);

/* Of two dates of one text keep the fuller in *best. Equally full ones must agree, or nobody knows which is meant and
 * it returns false; but a lunar date gives way, being a day off at times. */
bool xb_date_fields_prefer(struct xb_date_fields *best, const struct xb_date_fields *f);

#endif
