/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page_date.c - numbers and dates as each language writes them; in Persian by its own calendar, too. */
#include "page.h"

#include <inttypes.h>
#include <stdio.h>

#include "date.h"
#include "render_web.h"

static bool
is_persian(const struct xb_page *page)
{
	return strcmp(page->tongue, "fa") == 0;
}

void
xb_page_digits(const struct xb_page *page, const char *text)
{
	for (; *text; text++)
		if (is_persian(page) && *text >= '0' && *text <= '9')
			xb_buf_printf(page->out, "\xdb%c", 0xb0 + (*text - '0'));
		else
			xb_web_text(page->out, xb_strn(text, 1));
}

void
xb_page_number(const struct xb_page *page, uint64_t n)
{
	char digits[24];
	const size_t len = (size_t)snprintf(digits, sizeof(digits), "%" PRIu64, n);

	for (size_t i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			xb_page_word(page, XB_THOUSANDS_WORD);
		xb_page_digits(page, (const char[]){ digits[i], '\0' });
	}
}

/* With noughts before it, up to a width. */
static void
add_number(const struct xb_page *page, int width, int n)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%0*d", width, n);
	xb_page_digits(page, digits);
}

/* The solar Hijri date of a day, and its own after it. */
static void
begin_jalali(const struct xb_page *page, const struct xb_date_parts *date)
{
	static const char *const months[] = { "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
	                                      "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند" };
	const int64_t day = xb_days_from_civil(date->year, date->month, date->day);
	int year = date->year - 621, month = 12;

	if (xb_days_from_jalali(year, 1, 1) > day)
		year--;
	while (month > 1 && xb_days_from_jalali(year, month, 1) > day)
		month--;
	add_number(page, 1, (int)(day - xb_days_from_jalali(year, month, 1)) + 1);
	xb_buf_printf(page->out, " %s ", months[month - 1]);
	add_number(page, 1, year);
	xb_page_add(page, " (");
}

/* "20 May 2022, 10:54" */
static void
add_day(const struct xb_page *page, const struct xb_date_parts *date)
{
	if (is_persian(page))
		begin_jalali(page, date);
	add_number(page, 1, date->day);
	xb_page_add(page, " ");
	xb_page_word(page, XB_JANUARY_WORD + (unsigned)date->month - 1);
	xb_page_add(page, " ");
	add_number(page, 1, date->year);
	if (is_persian(page))
		xb_page_add(page, ")");
	if (date->said < 4)
		return;
	xb_page_word(page, XB_COMMA_WORD);
	add_number(page, 2, date->hour);
	xb_page_add(page, ":");
	add_number(page, 2, date->minute);
}

void
xb_page_when(const struct xb_page *page, const char *date)
{
	struct xb_date_parts parts;

	if (!strchr(date, 'W') && xb_date_parts(&parts, date) && parts.said > 2)
		add_day(page, &parts);
	else
		xb_page_digits(page, date);
}

/* "UTC+3:30" */
static void
add_zone(const struct xb_page *page, const char *date)
{
	struct xb_date_parts parts;
	int minutes;

	if (!xb_date_parts(&parts, date) || !parts.zoned)
		return;
	minutes = parts.offset < 0 ? -parts.offset : parts.offset;
	xb_page_add(page, " <bdi>UTC");
	if (minutes) {
		xb_page_add(page, parts.offset < 0 ? "\xe2\x88\x92" : "+");
		add_number(page, 1, minutes / 60);
	}
	if (minutes % 60) {
		xb_page_add(page, ":");
		add_number(page, 2, minutes % 60);
	}
	xb_page_add(page, "</bdi>");
}

static void
add_time(const struct xb_page *page, const char *date, bool zone)
{
	const bool right = xb_tongue_is_right_to_left(page->tongue) && date && strlen(date) > 7;

	if (!date)
		return;
	xb_buf_printf(page->out, "<time dir=\"%s\" datetime=\"", right ? "rtl" : "ltr");
	xb_page_text(page, date);
	xb_page_add(page, "\">");
	xb_page_when(page, date);
	if (zone)
		add_zone(page, date);
	xb_page_add(page, "</time>");
}

void
xb_page_date(const struct xb_page *page, const char *date)
{
	add_time(page, date, false);
}

void
xb_page_moment(const struct xb_page *page, const char *date)
{
	add_time(page, date, true);
}
