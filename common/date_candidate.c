/* SPDX-License-Identifier: GPL-2.0-or-later */
/* date_candidate.c - which number is the year, which the day, and in which calendar. */
#include "date_candidate.h"

bool
xb_date_candidate_complete(const struct xb_date_candidate *c)
{
	return c->named ? c->n == 2 : c->n == 3 || (c->n == 2 && c->sep);
}

/* A year of two or three digits (RFC 5322 4.3). */
static int
obsolete_year(int year, int digits)
{
	if (digits == 2)
		return year + (year < 50 ? 2000 : 1900);
	return digits == 3 ? year + 1900 : year;
}

/* Day, month name and year, or the last two. */
static bool
settle_named(const struct xb_date_candidate *c, struct xb_date_fields *f)
{
	int year = c->n == 2 && c->digits[0] < 3 ? 1 : 0;

	if (c->n == 0 || c->digits[year] > 4 || (c->n == 1 && c->digits[0] != 4))
		return false;
	f->month = c->month.month;
	f->calendar = c->month.calendar;
	f->year = c->number[year];
	f->precision = XB_DATE_MONTH;
	if (f->calendar == XB_GREGORIAN)
		f->year = obsolete_year(f->year, c->digits[year]);
	if (c->n == 2) {
		if (c->digits[!year] > 2)
			return false;
		f->day = c->number[!year];
		f->precision = XB_DATE_DAY;
	}
	return true;
}

/* Numbers alone. The order is of the year; of day and month it is day first, but where only the other can be, or the
 * language says so. */
static bool
settle_numbers(const struct xb_date_candidate *c, struct xb_date_fields *f, bool american)
{
	const int *v = c->number;
	bool year_first = c->digits[0] == 4;
	size_t last = c->n ? c->n - 1u : 0;
	int year = year_first ? v[0] : v[last];

	/* of two digits a year may be a day; between full stops the order is known */
	if (c->n == 3 && c->sep == '.' && c->digits[0] <= 2 && c->digits[1] <= 2 && c->digits[2] == 2)
		year = obsolete_year(v[2], 2);
	else if (c->n == 0 || (c->n > 1 && !c->sep) || c->digits[year_first ? 0 : last] != 4)
		return false;
	for (size_t i = 0; i < c->n; i++)
		if (i != (year_first ? 0 : last) && c->digits[i] > 2)
			return false;
	f->year = year;
	f->precision = c->n == 1 ? XB_DATE_YEAR : c->n == 2 ? XB_DATE_MONTH : XB_DATE_DAY;
	if (c->n == 2)
		f->month = v[year_first];
	if (c->n == 3) {
		bool month_first = !year_first && (american ? v[0] <= 12 : v[1] > 12);

		f->month = month_first ? v[0] : v[1];
		f->day = month_first ? v[1] : year_first ? v[2] : v[0];
	}
	return true;
}

static bool
settle_time(const struct xb_date_candidate *c, struct xb_date_fields *f)
{
	if (!c->timed)
		return true;
	if (f->precision != XB_DATE_DAY)
		return false;
	f->hour = c->time.hour;
	f->minute = c->time.minute;
	f->second = c->time.second;
	f->hour_only = c->time.hour_only;
	f->precision = c->has_second ? XB_DATE_SECOND : XB_DATE_MINUTE;
	if (c->half == XB_NAME_AM) {
		if (f->hour > 12)
			return false;
		f->hour %= 12;
	} else if (c->half == XB_NAME_PM && f->hour < 12) {
		f->hour += 12; /* "14:01 PM" is printed, and is clear */
	}
	return true;
}

/* The Gregorian day as yyyymmdd. */
static int
day_code(const struct xb_date_fields *f)
{
	int64_t from = xb_date_fields_from(f);
	int year, month, day;

	xb_civil_from_days(&year, &month, &day, (from - (from % 86400 + 86400) % 86400) / 86400);
	return year * 10000 + month * 100 + day;
}

static void
settle_zone(const struct xb_date_candidate *c, struct xb_date_fields *f)
{
	/* a lunar day is known to a day or so, and without its zone a time is not an instant */
	if (f->precision > XB_DATE_DAY && (c->zone_odd || f->calendar == XB_HIJRI)) {
		f->precision = XB_DATE_DAY;
		f->hour = f->minute = f->second = 0;
	}
	if (f->precision <= XB_DATE_DAY)
		return;
	f->zoned = c->offset_known || c->zone.len;
	f->offset = c->offset;
	if (!c->offset_known && c->zone.len)
		xb_date_zone_find(&f->offset, c->zone, day_code(f));
}

bool
xb_date_candidate_settle(struct xb_date_fields *out, const struct xb_date_candidate *c, bool persian, bool american)
{
	struct xb_date_fields f = { .month = 1, .day = 1 };

	if (!(c->named ? settle_named(c, &f) : settle_numbers(c, &f, american)) || !settle_time(c, &f))
		return false;
	/* with the year first and slashes it is how Iran writes a date, and nobody else one of those years */
	if (!c->named && c->lunar)
		f.calendar = XB_HIJRI;
	else if (!c->named && xb_year_is_jalali(f.year) && (persian || (c->digits[0] == 4 && c->sep == '/')))
		f.calendar = XB_JALALI;
	if (!xb_date_fields_valid(&f))
		return false;
	settle_zone(c, &f);
	*out = f;
	return xb_date_fields_valid(&f);
}

bool
xb_date_fields_prefer(struct xb_date_fields *best, const struct xb_date_fields *f)
{
	if (f->precision > best->precision || (f->precision == best->precision && best->calendar == XB_HIJRI)) {
		*best = *f;
		return true;
	}
	if (f->precision < best->precision || f->calendar == XB_HIJRI)
		return true;
	if (best->zoned && f->zoned && f->offset != best->offset)
		return false;
	return xb_date_fields_from(f) == xb_date_fields_from(best);
}
