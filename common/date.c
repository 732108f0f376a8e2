/* SPDX-License-Identifier: GPL-2.0-or-later */
/* date.c - calendars, zones, and an instant from what was said and back. */
#include "date.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "date_fields.h"

#define DAY_SECS 86400
#define YEAR_MIN 1500
#define YEAR_MAX 2200
#define OFFSET_MAX (16 * 60) /* tzdata has nothing beyond 15:56, Manila before 1845 */

/* a / b and a mod b, rounded down whatever the sign. b > 0. */
static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t
floor_mod(int64_t a, int64_t b)
{
	return a - b * floor_div(a, b);
}

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400 years that begin in March, so that the
 * leap day is the last of its year. */
int64_t
xb_days_from_civil(int year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void
xb_civil_from_days(int *year, int *month, int *day, int64_t days)
{
	int64_t era = floor_div(days + 719468, 146097);
	int64_t d = days + 719468 - era * 146097;
	int64_t of_era = (d - d / 1460 + d / 36524 - d / 146096) / 365;
	int64_t of_year = d - (365 * of_era + of_era / 4 - of_era / 100);
	int64_t from_march = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * from_march + 2) / 5 + 1);
	*month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
	*year = (int)(of_era + era * 400 + (*month <= 2));
}

/* Between the years 1210 and 1635 the observed equinoxes follow one run of cycles of 33 years with 8 leap years
 * (K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon, and Planets 74, 1996). */
int64_t
xb_days_from_jalali(int year, int month, int day)
{
	int64_t y = year;
	int64_t leap_days = floor_div(8 * y + 21, 33);
	int64_t before = month <= 7 ? 31 * (month - 1) : 30 * (month - 1) + 6;

	/* 1 Farvardin 1 is Julian day 1948320 of this arithmetic, 1970-01-01 is 2440588 */
	return 365 * (y - 1) + leap_days + before + day - 1 + 1948320 - 2440588;
}

/* The tabular calendar of civil epoch, Julian day 1948440: of 30 years 2 5 7 10 13 16 18 21 24 26 29 are leap (E. M.
 * Reingold and N. Dershowitz, "Calendrical Calculations", on the Islamic calendar). */
static int64_t
days_from_hijri(int year, int month, int day)
{
	int64_t y = year;

	return 354 * (y - 1) + floor_div(3 + 11 * y, 30) + (59 * (month - 1) + 1) / 2 + day - 1 + 1948440 - 2440588;
}

/* The one table of calendars: day numbers, and the years that news is dated in. */
static const struct {
	int64_t (*days)(int year, int month, int day);
	int first, last;
} calendars[] = {
	[XB_GREGORIAN] = { xb_days_from_civil, YEAR_MIN, YEAR_MAX },
	[XB_JALALI] = { xb_days_from_jalali, 1300, 1450 },
	[XB_HIJRI] = { days_from_hijri, 1300, 1500 },
};

/* The day number of the first day of the month after. */
static int64_t
next_month(const struct xb_date_fields *f)
{
	return calendars[f->calendar].days(f->year + (f->month == 12), f->month % 12 + 1, 1);
}

static bool
time_valid(const struct xb_date_fields *f)
{
	/* midnight at the end of a day: ISO 8601-1:2019 had dropped it, Amd 1:2022 has it again */
	if (f->hour == 24)
		return f->minute == 0 && f->second == 0;
	if (f->hour < 0 || f->hour > 23 || f->minute < 0 || f->minute > 59)
		return false;
	/* a leap second ends a half hour of UTC, so of every zone there is today */
	return f->second >= 0 && (f->second < 60 || (f->second == 60 && f->minute % 30 == 29));
}

bool
xb_date_fields_valid(const struct xb_date_fields *f)
{
	int64_t first;

	if (f->precision == XB_DATE_NONE || f->year < calendars[f->calendar].first ||
	    f->year > calendars[f->calendar].last || f->month < 1 || f->month > 12 || f->day < 1 || f->day > 31)
		return false;
	first = calendars[f->calendar].days(f->year, f->month, 1);
	if (first + f->day > next_month(f))
		return false;
	return time_valid(f) && f->offset > -OFFSET_MAX && f->offset < OFFSET_MAX;
}

int64_t
xb_date_fields_from(const struct xb_date_fields *f)
{
	return calendars[f->calendar].days(f->year, f->month, f->day) * DAY_SECS +
	       (f->hour * 60 + f->minute) * 60 + f->second;
}

int64_t
xb_date_fields_to(const struct xb_date_fields *f)
{
	switch (f->precision) {
	case XB_DATE_YEAR:
		return calendars[f->calendar].days(f->year + 1, 1, 1) * DAY_SECS;
	case XB_DATE_MONTH:
		return next_month(f) * DAY_SECS;
	case XB_DATE_DAY:
		return xb_date_fields_from(f) + DAY_SECS;
	case XB_DATE_MINUTE:
		return xb_date_fields_from(f) + (f->hour_only ? 3600 : 60);
	default:
		return xb_date_fields_from(f) + 1;
	}
}

/* mktime knows what the offset was on that day: Tehran had summer time until 2022, Almaty moved in 2024. */
int64_t
xb_date_local_utc(int64_t wall)
{
	int64_t days = floor_div(wall, DAY_SECS);
	int secs = (int)floor_mod(wall, DAY_SECS);
	struct tm tm = { .tm_hour = secs / 3600, .tm_min = secs / 60 % 60, .tm_sec = secs % 60, .tm_isdst = -1 };
	time_t utc;

	xb_civil_from_days(&tm.tm_year, &tm.tm_mon, &tm.tm_mday, days);
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	tm.tm_wday = -1; /* -1 may be a time, so what tells a failure is that this stays */
	utc = mktime(&tm);
	return tm.tm_wday < 0 ? wall : (int64_t)utc;
}

int64_t
xb_date_local_wall(time_t utc)
{
	struct tm tm;

	if (!localtime_r(&utc, &tm))
		return (int64_t)utc;
	return (int64_t)utc + tm.tm_gmtoff;
}

/* Is there a compiled zone (RFC 9636: it begins with "TZif") of that name in that folder? */
static bool
zone_exists(const char *folder, const char *name)
{
	char path[512], magic[4];
	int fd, len = snprintf(path, sizeof(path), "%s/%s", folder, name);
	ssize_t n;

	if (len < 0 || (size_t)len >= sizeof(path))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	n = read(fd, magic, sizeof(magic));
	close(fd);
	return n == (ssize_t)sizeof(magic) && memcmp(magic, "TZif", sizeof(magic)) == 0;
}

xabar_status
xb_date_set_zone(const char *name, xabar_error *err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_+-";
	const char *folder = getenv("TZDIR");

	/* tzset takes what it does not know for UTC without a word, so look first */
	if (!*name || *name == '/' || name[strspn(name, letters)] ||
	    (strcmp(name, "UTC") != 0 && !(folder && zone_exists(folder, name)) &&
	     !zone_exists("/usr/share/zoneinfo", name))) {
		xb_fail(err, XABAR_EINVAL, "no such zone '%s'", name);
		return xb_hint(err, XABAR_EINVAL, "an IANA name such as Asia/Baku; `ls /usr/share/zoneinfo` has them all");
	}
	if (setenv("TZ", name, 1) < 0)
		return errno == ENOMEM ? xb_fail_nomem(err) : xb_fail(err, XABAR_EINVAL, "no such zone '%s'", name);
	tzset();
	return XABAR_OK;
}

/* Epoch seconds (ten digits: since 2001) or milliseconds (thirteen). Other lengths are more often something else. */
static bool
parse_epoch(struct xb_date *out, struct xb_str text)
{
	int64_t value = 0;
	int year, month, day;

	if ((text.len != 10 && text.len != 13) || *text.ptr == '0')
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		value = 10 * value + (text.ptr[i] - '0');
	}
	if (text.len == 13)
		value /= 1000;
	xb_civil_from_days(&year, &month, &day, value / DAY_SECS);
	if (year > YEAR_MAX)
		return false;
	*out = (struct xb_date){ .utc = value, .precision = XB_DATE_SECOND, .zoned = true };
	return true;
}

void
xb_date_from_fields(struct xb_date *out, const struct xb_date_fields *f, const struct xb_date_defaults *defaults)
{
	*out = (struct xb_date){ .precision = f->precision, .zoned = f->zoned, .utc = xb_date_fields_from(f) };
	if (f->zoned) {
		out->offset = (int16_t)f->offset;
	} else if (f->precision > XB_DATE_DAY && defaults && defaults->have_zone) {
		/* in whole minutes: before standard time offsets had seconds */
		out->offset = (int16_t)((out->utc - xb_date_local_utc(out->utc)) / 60);
		out->zoned = true;
	}
	out->utc -= 60 * (int64_t)out->offset;
}

bool
xb_date_parse(struct xb_date *out, struct xb_str text, const struct xb_date_defaults *defaults)
{
	struct xb_date_fields f;

	*out = (struct xb_date){ .precision = XB_DATE_NONE };
	text = xb_str_trim(text);
	if (parse_epoch(out, text))
		return true;
	if (!xb_date_scan(&f, text, defaults ? defaults->lang : xb_strn("", 0)))
		return false;
	xb_date_from_fields(out, &f, defaults);
	return true;
}

/* "+04:00", "Z", or nothing. */
static size_t
format_offset(char *out, size_t cap, const struct xb_date *date)
{
	int minutes = date->offset < 0 ? -date->offset : date->offset;

	if (!date->zoned)
		return 0;
	if (minutes == 0)
		return (size_t)snprintf(out, cap, "Z");
	return (size_t)snprintf(out, cap, "%c%02d:%02d", date->offset < 0 ? '-' : '+', minutes / 60 % 100, minutes % 60);
}

size_t
xb_date_format(char out[XB_DATE_TEXT_MAX], const struct xb_date *date)
{
	int64_t wall = xb_date_wall(date);
	int secs = (int)floor_mod(wall, DAY_SECS);
	int year, month, day;
	size_t len;

	xb_civil_from_days(&year, &month, &day, floor_div(wall, DAY_SECS));
	out[0] = '\0';
	if (date->precision == XB_DATE_NONE || year < 0 || year > 9999)
		return 0;
	len = (size_t)snprintf(out, XB_DATE_TEXT_MAX, "%04d", year);
	if (date->precision >= XB_DATE_MONTH)
		len += (size_t)snprintf(out + len, XB_DATE_TEXT_MAX - len, "-%02d", month);
	if (date->precision >= XB_DATE_DAY)
		len += (size_t)snprintf(out + len, XB_DATE_TEXT_MAX - len, "-%02d", day);
	if (date->precision >= XB_DATE_MINUTE) {
		/* RFC 3339 wants seconds, and so do the feeds that print this */
		len += (size_t)snprintf(out + len, XB_DATE_TEXT_MAX - len, "T%02d:%02d:%02d", secs / 3600, secs / 60 % 60,
		                        secs % 60);
		len += format_offset(out + len, XB_DATE_TEXT_MAX - len, date);
	}
	return len;
}
