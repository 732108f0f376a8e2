/* SPDX-License-Identifier: GPL-2.0-or-later */
/* date.h - every date form and calendar, both for records and for queries. */
#ifndef XB_DATE_H
#define XB_DATE_H

#include <stdint.h>
#include <time.h>

#include "error.h"
#include "str.h"

/* How much of a date was said. A day is not its midnight, so what was not said is not printed. */
enum xb_precision {
	XB_DATE_NONE, /* no date */
	XB_DATE_YEAR,
	XB_DATE_MONTH,
	XB_DATE_DAY,
	XB_DATE_MINUTE,
	XB_DATE_SECOND,
};

/* An instant as its source printed it. */
struct xb_date {
	int64_t utc;        /* seconds since 1970-01-01T00:00Z of the beginning of what was said */
	int16_t offset;     /* minutes east of UTC, as printed or assumed */
	uint8_t precision;  /* enum xb_precision */
	bool zoned;         /* an offset was printed or is known; a day without one has utc as if UTC */
};

/* A half-open span of seconds: from <= t < to. */
struct xb_interval {
	int64_t from; /* INT64_MIN: open */
	int64_t to;   /* INT64_MAX: open */
	bool zoned;   /* true: UTC seconds (a zone was written); false: wall-clock seconds, to be compared with
	               * the date as printed (utc + 60 * offset) */
};

/* What to assume where a date does not say. */
struct xb_date_defaults {
	struct xb_str lang; /* BCP 47 language of the record, "" if unknown: settles Jalali years and d/m order */
	bool have_zone;     /* the process' TZ is the zone of dates without one (see xb_date_set_zone) */
};

/* Make `name`, an IANA zone such as "Asia/Baku", the zone of dates without one: sets TZ for the whole process,
 * so call it once, before threads. XABAR_EINVAL when the system does not know the name. */
xabar_status xb_date_set_zone(const char *name, xabar_error *err);

/* Read a date as records print it (ISO 8601, RFC 822, "20 May 2022 10:54 (UTC+04:00)", "26-FEB-1987 15:01:01.79",
 * "20 мая 2022", "۲۹ اردیبهشت ۱۴۰۱", epoch seconds of ten digits or milliseconds of thirteen ...). False, with
 * *out of precision XB_DATE_NONE, when it cannot be read or the year is not in 1500..2200: a date is never guessed. */
bool xb_date_parse(struct xb_date *out, struct xb_str text, const struct xb_date_defaults *defaults);

/* The longest output of xb_date_format, with its NUL. */
#define XB_DATE_TEXT_MAX 32

/* ISO 8601 in the printed offset, no more than was said: "2022", "2022-05", "2022-05-20",
 * "2022-05-20T10:54:00+04:00" ("Z" for a printed offset of 0; no offset when none is known). Returns the length. */
size_t xb_date_format(char out[XB_DATE_TEXT_MAX], const struct xb_date *date);

/* The wall clock of the source: utc + 60 * offset. */
static inline int64_t
xb_date_wall(const struct xb_date *date)
{
	return date->utc + 60 * (int64_t)date->offset;
}

/* Read a date of the query language: "2022", "2022-05", "2022-05-18..2022-06", "..2022", "2022..", "1401/02/28",
 * "yesterday", "today", "last week", "this month", "3 days ago", "May 2022" ... `now` gives the relative ones.
 * Every date is the whole interval that it names, a range runs from the start of the first to the end of the last.
 * XABAR_EQUERY, with the forms in the hint, when it cannot be read or ends before it begins. */
xabar_status xb_date_interval(struct xb_interval *out, struct xb_str text, time_t now, xabar_error *err);

/* Days since 1970-01-01 of a proleptic Gregorian date; month 1..12. */
int64_t xb_days_from_civil(int year, int month, int day);

/* The Gregorian date of a day number. */
void xb_civil_from_days(int *year, int *month, int *day, int64_t days);

/* The Gregorian day number (as above) of a Jalali date. */
int64_t xb_days_from_jalali(int year, int month, int day);

#endif
