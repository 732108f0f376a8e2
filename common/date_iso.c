/* SPDX-License-Identifier: GPL-2.0-or-later */
/* date_iso.c - ISO 8601-1:2019, extended and basic: the form of nearly every feed, so no folding and no tokens. */
#include "date_fields.h"

/* How many ASCII digits `s` begins with, and no more than `most`. */
static size_t
count_digits(struct xb_str s, size_t most)
{
	size_t n = 0;

	while (n < s.len && n < most && s.ptr[n] >= '0' && s.ptr[n] <= '9')
		n++;
	return n;
}

/* Take `n` digits, which are there. */
static int
take_digits(struct xb_str *s, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++)
		value = 10 * value + (s->ptr[i] - '0');
	*s = xb_str_from(*s, n);
	return value;
}

/* Take two digits after one of `marks`, if that is what comes. */
static bool
take_pair(struct xb_str *s, const char *marks, int *value)
{
	struct xb_str rest = *s;

	if (s->len < 3 || !strchr(marks, *s->ptr) || *s->ptr == '\0')
		return false;
	rest = xb_str_from(rest, 1);
	if (count_digits(rest, 3) != 2)
		return false;
	*value = take_digits(&rest, 2);
	*s = rest;
	return true;
}

static bool
take_char(struct xb_str *s, const char *chars)
{
	if (s->len == 0 || *s->ptr == '\0' || !strchr(chars, *s->ptr))
		return false;
	*s = xb_str_from(*s, 1);
	return true;
}

/* 5.2.4: week 1 has the first Thursday, so it has 4 January; weeks begin on Monday. */
static bool
settle_week(struct xb_date_fields *f, int week, int weekday)
{
	int64_t fourth = xb_days_from_civil(f->year, 1, 4);
	int64_t monday = fourth - ((fourth + 3) % 7 + 7) % 7; /* day 0 was a Thursday */
	int64_t days = monday + 7 * (week - 1) + weekday - 1;
	int64_t next = xb_days_from_civil(f->year + 1, 1, 4);

	next -= ((next + 3) % 7 + 7) % 7;
	if (xb_year_is_jalali(f->year) || week < 1 || weekday < 1 || weekday > 7 || monday + 7 * (int64_t)(week - 1) >= next)
		return false;
	xb_civil_from_days(&f->year, &f->month, &f->day, days);
	f->precision = XB_DATE_DAY;
	return true;
}

/* 5.2.3: the day of the year. */
static bool
settle_ordinal(struct xb_date_fields *f, int day)
{
	int64_t days = xb_days_from_civil(f->year, 1, 1) + day - 1;

	if (xb_year_is_jalali(f->year) || day < 1 || days >= xb_days_from_civil(f->year + 1, 1, 1))
		return false;
	xb_civil_from_days(&f->year, &f->month, &f->day, days);
	f->precision = XB_DATE_DAY;
	return true;
}

/* What follows a year: "-W20-5", "W205". The day must be there: no precision says "week". */
static bool
take_week(struct xb_date_fields *f, struct xb_str *s, bool extended)
{
	int week;

	if (count_digits(*s, 4) != (extended ? 2 : 3))
		return false;
	week = take_digits(s, 2);
	if (extended && (!take_char(s, "-") || count_digits(*s, 2) != 1))
		return false;
	return settle_week(f, week, take_digits(s, 1));
}

/* "2022", "2022-05", "2022-05-20", "2022-140", "2022-W20-5". */
static bool
take_extended(struct xb_date_fields *f, struct xb_str *s)
{
	f->precision = XB_DATE_YEAR;
	if (!take_char(s, "-"))
		return true;
	if (take_char(s, "Ww"))
		return take_week(f, s, true);
	if (count_digits(*s, 4) == 3)
		return settle_ordinal(f, take_digits(s, 3));
	if (count_digits(*s, 3) != 2)
		return false;
	f->month = take_digits(s, 2);
	f->precision = XB_DATE_MONTH;
	if (take_pair(s, "-", &f->day))
		f->precision = XB_DATE_DAY;
	return true;
}

/* "20220520", "2022W205", "2022140T..." and the whole of "20220520105400", which GDELT and others print. */
static bool
take_basic(struct xb_date_fields *f, struct xb_str *s, bool *timed)
{
	size_t n = count_digits(*s, 11);

	if (take_char(s, "Ww"))
		return take_week(f, s, false);
	/* without a time seven digits are more often something else */
	if (n == 3 && s->len > 3 && (s->ptr[3] == 'T' || s->ptr[3] == 't'))
		return settle_ordinal(f, take_digits(s, 3));
	if (n != 4 && n != 8 && n != 10)
		return false;
	f->month = take_digits(s, 2);
	f->day = take_digits(s, 2);
	f->precision = XB_DATE_DAY;
	if (n == 4)
		return true;
	*timed = true;
	f->hour = take_digits(s, 2);
	f->minute = take_digits(s, 2);
	f->precision = XB_DATE_MINUTE;
	if (n == 10) {
		f->second = take_digits(s, 2);
		f->precision = XB_DATE_SECOND;
	}
	return true;
}

/* Skip or, of a minute, count a decimal fraction (5.3.1.4). */
static void
take_fraction(struct xb_date_fields *f, struct xb_str *s)
{
	struct xb_str rest = *s;
	size_t n;

	if (!take_char(&rest, ".,") || !(n = count_digits(rest, rest.len)))
		return;
	if (f->precision == XB_DATE_MINUTE) {
		int tenths = *rest.ptr - '0', hundredths = n > 1 ? rest.ptr[1] - '0' : 0;

		f->second = (10 * tenths + hundredths) * 60 / 100;
		f->precision = XB_DATE_SECOND;
	}
	*s = xb_str_from(rest, n);
}

/* "10", "10:54", "10:54:00", "1054", "105400", with a fraction of what comes last. */
static bool
take_time(struct xb_date_fields *f, struct xb_str *s, bool after_blank)
{
	size_t n = count_digits(*s, 7);

	/* a blank is not ISO's, and what follows it may be anything: only the forms with a colon */
	if ((n != 2 && n != 4 && n != 6) || (after_blank && (n != 2 || s->len < 3 || s->ptr[2] != ':')))
		return false;
	f->hour = take_digits(s, 2);
	f->precision = XB_DATE_MINUTE;
	if (n >= 4)
		f->minute = take_digits(s, 2);
	else if (!take_pair(s, ":", &f->minute))
		f->hour_only = true;
	if (n == 6)
		f->second = take_digits(s, 2);
	if (n == 6 || (n == 2 && !f->hour_only && take_pair(s, ":", &f->second)))
		f->precision = XB_DATE_SECOND;
	if (!f->hour_only)
		take_fraction(f, s);
	return true;
}

/* "Z", "+04:00", "+0400", "+04", or nothing. */
static bool
take_zone(struct xb_date_fields *f, struct xb_str *s)
{
	bool west;
	int minutes = 0;

	if (s->len == 0)
		return true;
	while (take_char(s, " "))
		;
	f->zoned = true;
	if (take_char(s, "Zz"))
		return true;
	west = s->len && *s->ptr == '-';
	if (!take_char(s, "+-"))
		return false;
	switch (count_digits(*s, 5)) {
	case 2:
		f->offset = 60 * take_digits(s, 2);
		if (take_char(s, ":")) {
			if (count_digits(*s, 3) != 2)
				return false;
			minutes = take_digits(s, 2);
		}
		break;
	case 4:
		f->offset = 60 * take_digits(s, 2);
		minutes = take_digits(s, 2);
		break;
	default:
		return false;
	}
	f->offset = west ? -(f->offset + minutes) : f->offset + minutes;
	return minutes < 60;
}

bool
xb_date_scan_iso(struct xb_date_fields *out, struct xb_str text)
{
	struct xb_date_fields f = { .month = 1, .day = 1 };
	struct xb_str s = xb_str_trim(text);
	bool timed = false;
	size_t n = count_digits(s, 15);

	if (n < 4)
		return false;
	f.year = take_digits(&s, 4);
	if (n > 4 || (s.len && (*s.ptr == 'W' || *s.ptr == 'w')) ? !take_basic(&f, &s, &timed) : !take_extended(&f, &s))
		return false;
	if (f.precision == XB_DATE_DAY && s.len) {
		bool blank = false;

		timed = take_char(&s, "Tt");
		while (!timed && take_char(&s, " "))
			blank = true;
		timed = timed || (blank && s.len && count_digits(s, 1));
		if (timed && !take_time(&f, &s, blank))
			return false;
	}
	if (f.precision >= XB_DATE_DAY && !take_zone(&f, &s))
		return false;
	if (!timed)
		f.zoned = false;
	*out = f;
	return s.len == 0;
}
