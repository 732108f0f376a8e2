/* SPDX-License-Identifier: GPL-2.0-or-later */
/* date_fields.h - what a text says of a date, before its calendar and zone are worked out: inside date_*.c only. */
#ifndef XB_DATE_FIELDS_H
#define XB_DATE_FIELDS_H

#include "date.h"

enum xb_calendar {
	XB_GREGORIAN,
	XB_JALALI, /* solar Hijri: Iran, Afghanistan */
	XB_HIJRI,  /* lunar, by the tabular arithmetic: a day off at times from the sighted one */
};

struct xb_date_fields {
	int year, month, day;     /* of `calendar`; what was not said is 1 */
	int hour, minute, second; /* 24:00:00 is the end of the day; what was not said is 0 */
	int offset;               /* minutes east of UTC, when zoned */
	uint8_t calendar;         /* enum xb_calendar */
	uint8_t precision;        /* enum xb_precision */
	bool zoned;
	bool hour_only;           /* precision is XB_DATE_MINUTE, but no minute was said */
};

/* Read a date in any form but epoch seconds. `lang` as in struct xb_date_defaults. False: not a date, or not one of
 * the calendar. Zones are kept only with a time: a day belongs to the calendar of its source, whatever the zone. */
bool xb_date_scan(struct xb_date_fields *out, struct xb_str text, struct xb_str lang);

/* The forms of ISO 8601-1:2019 alone, and a blank for the T: the fast path of the above. */
bool xb_date_scan_iso(struct xb_date_fields *out, struct xb_str text);

/* Years 1300 to 1450 have no Gregorian news. */
static inline bool
xb_year_is_jalali(int year)
{
	return year >= 1300 && year <= 1450;
}

/* Is there such a date, at such a time, in such a zone? */
bool xb_date_fields_valid(const struct xb_date_fields *f);

/* Wall-clock seconds of the beginning and of the end (exclusive) of what was said. *f is valid. */
int64_t xb_date_fields_from(const struct xb_date_fields *f);
int64_t xb_date_fields_to(const struct xb_date_fields *f);

/* Make an instant of them; *f is valid. */
void xb_date_from_fields(struct xb_date *out, const struct xb_date_fields *f, const struct xb_date_defaults *defaults);

/* UTC seconds of a wall clock in the zone of the process, and the wall clock of a time. */
int64_t xb_date_local_utc(int64_t wall);
int64_t xb_date_local_wall(time_t utc);

#endif
