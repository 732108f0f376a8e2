/* SPDX-License-Identifier: GPL-2.0-or-later */
/* date_names.h - the words of dates in every language: months, weekdays, zones. Inside date_*.c only. */
#ifndef XB_DATE_NAMES_H
#define XB_DATE_NAMES_H

#include <stdint.h>

#include "str.h"

enum xb_date_what {
	XB_NAME_SKIP,   /* says nothing that the numbers do not: weekdays, "year", "at", "th" */
	XB_NAME_MONTH,
	XB_NAME_AM,     /* after a time; elsewhere as XB_NAME_SKIP */
	XB_NAME_PM,
	XB_NAME_LUNAR,  /* numbers beside it are of the lunar calendar */
};

struct xb_date_name {
	uint8_t what;     /* enum xb_date_what */
	uint8_t calendar; /* of a month: enum xb_calendar */
	uint8_t month;    /* 1..12 */
};

/* Room for the key of any text that may be a date. */
#define XB_DATE_KEY_MAX 1024

/* Fold a text as the tables are written: as words are folded, and further without marks on Latin letters, without
 * apostrophes, and with one form of each punctuation. Returns the length, at most `cap`, which is > 0. */
size_t xb_date_key(char *out, size_t cap, struct xb_str text);

/* What a word is, or two or three written as one. False: no such word. */
bool xb_date_name_find(struct xb_date_name *out, struct xb_str key);

/* The one month that begins with these letters, three at least ("sept", "нояб"). */
bool xb_date_month_find(struct xb_date_name *out, struct xb_str key);

/* Minutes east of UTC that a zone's abbreviation means on a day (yyyymmdd, Gregorian). */
bool xb_date_zone_find(int *minutes, struct xb_str key, int day);

/* Where `key` stands in a list of words with single blanks between, as a whole word or as the beginning of one; NULL
 * if nowhere. */
const char *xb_date_list_find(const char *list, struct xb_str key, bool whole);

/* The tables, for the test that checks that each word is its own key and means one thing. NULL past the last. */
const char *xb_date_names_row(size_t i, struct xb_date_name *what);
const char *xb_date_zones_row(size_t i);

#endif
