/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "date_pattern.h"

#include <stdlib.h>

#include "date_fields.h"
#include "date_names.h"

#define ITEMS_MAX 32
#define LITERALS_MAX 256

/* A part of a pattern: what a % stands for, or a text to be found as it is. */
struct item {
	char what;          /* the letter; 0: a text */
	uint8_t min, max;   /* digits of a number */
	struct xb_str text;
};

struct pattern {
	struct item item[ITEMS_MAX];
	size_t n;
	char literals[LITERALS_MAX]; /* folded as the text is */
	bool jalali;
};

static const struct item letters[] = {
	{ 'Y', 4, 4, { 0 } }, { 'y', 2, 2, { 0 } }, { 'm', 1, 2, { 0 } }, { 'd', 1, 2, { 0 } }, { 'H', 1, 2, { 0 } },
	{ 'I', 1, 2, { 0 } }, { 'M', 1, 2, { 0 } }, { 'S', 1, 2, { 0 } }, { 'b', 0, 0, { 0 } }, { 'B', 0, 0, { 0 } },
	{ 'p', 0, 0, { 0 } }, { 'z', 0, 0, { 0 } }, { 'J', 0, 0, { 0 } },
};

static const struct item *
find_letter(char what)
{
	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++)
		if (letters[i].what == what)
			return &letters[i];
	return NULL;
}

xabar_status
xb_date_pattern_check(struct xb_str pattern, xabar_error *err)
{
	bool year = false;

	for (size_t i = 0; i < pattern.len; i++) {
		char what = i + 1 < pattern.len ? pattern.ptr[i + 1] : '\0';

		if (pattern.ptr[i] != '%')
			continue;
		if (what != '%' && !find_letter(what))
			return xb_hint(err, xb_fail(err, XABAR_EINVAL, "'%%%.*s' means nothing in '%.*s'", what != '\0', &what,
			                            XB_STR_ARG(pattern)),
			               "a date has %%Y %%y %%m %%d %%b %%H %%I %%M %%S %%p %%z, and %%J when it is solar Hijri");
		year |= what == 'Y' || what == 'y';
		i++;
	}
	if (!year)
		return xb_hint(err, xb_fail(err, XABAR_EINVAL, "no year in '%.*s'", XB_STR_ARG(pattern)),
		               "%%Y is a year of four digits, %%y of two");
	return pattern.len <= LITERALS_MAX / 2 ? XABAR_OK
	       : xb_fail(err, XABAR_EINVAL, "the form of a date is over %d bytes", LITERALS_MAX / 2);
}

/* Add the text at the front of the pattern: up to a '%', or one that stands for itself. Returns its length. */
static size_t
read_text(struct pattern *out, struct xb_str pattern, size_t *used)
{
	size_t skip = *pattern.ptr == '%', len = skip + 1;
	struct item *item = &out->item[out->n++];

	while (len < pattern.len && pattern.ptr[len] != '%')
		len++;
	*item = (struct item){ .text = { out->literals + *used, 0 } };
	if (skip < pattern.len && *used < LITERALS_MAX)
		item->text.len = xb_date_key(out->literals + *used, LITERALS_MAX - *used,
		                             xb_strn(pattern.ptr + skip, (len < pattern.len ? len : pattern.len) - skip));
	*used += item->text.len;
	return len < pattern.len ? len : pattern.len;
}

/* Cut a pattern into its items. */
static void
read_pattern(struct pattern *out, struct xb_str pattern)
{
	size_t used = 0;

	out->n = 0;
	out->jalali = false;
	while (pattern.len && out->n < ITEMS_MAX) {
		const struct item *letter = pattern.len > 1 && *pattern.ptr == '%' ? find_letter(pattern.ptr[1]) : NULL;

		if (letter && letter->what == 'J')
			out->jalali = true;
		else if (letter)
			out->item[out->n++] = *letter;
		pattern = xb_str_from(pattern, letter ? 2 : read_text(out, pattern, &used));
	}
}

/* What has been read of the text, and what it said. */
struct match {
	struct xb_str key;
	size_t at;
	struct xb_date_fields f;
	bool have_month, have_day, have_hour, have_second;
	int half;
};

static bool
is_digit_at(const struct match *m, size_t at)
{
	return at < m->key.len && m->key.ptr[at] >= '0' && m->key.ptr[at] <= '9';
}

static bool
is_blank_at(const struct match *m, size_t at)
{
	return at < m->key.len && (m->key.ptr[at] == ' ' || (m->key.ptr[at] >= '\t' && m->key.ptr[at] <= '\r'));
}

static bool
take_text(struct match *m, struct xb_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == ' ') {
			while (is_blank_at(m, m->at))
				m->at++;
			continue;
		}
		if (m->at == m->key.len || m->key.ptr[m->at] != text.ptr[i])
			return false;
		m->at++;
	}
	return true;
}

static bool
take_digits(int *value, struct match *m, size_t min, size_t max)
{
	size_t n = 0;

	*value = 0;
	while (n < max && is_digit_at(m, m->at)) {
		*value = 10 * *value + (m->key.ptr[m->at++] - '0');
		n++;
	}
	return n >= min;
}

static struct xb_str
take_word(struct match *m)
{
	size_t start = m->at;

	while (m->at < m->key.len && ((unsigned char)m->key.ptr[m->at] >= 0x80 ||
	                              (m->key.ptr[m->at] >= 'a' && m->key.ptr[m->at] <= 'z')))
		m->at++;
	return xb_strn(m->key.ptr + start, m->at - start);
}

static bool
take_month(struct match *m)
{
	struct xb_str word = take_word(m);
	struct xb_date_name name;

	if (!(xb_date_name_find(&name, word) && name.what == XB_NAME_MONTH) && !xb_date_month_find(&name, word))
		return false;
	m->f.month = name.month;
	m->f.calendar = name.calendar;
	m->have_month = true;
	return true;
}

static bool
take_half(struct match *m)
{
	struct xb_date_name name;

	if (!xb_date_name_find(&name, take_word(m)) || (name.what != XB_NAME_AM && name.what != XB_NAME_PM))
		return false;
	m->half = name.what;
	return true;
}

static bool
take_offset(struct match *m)
{
	int hours, minutes = 0, sign;

	m->f.zoned = true;
	m->f.offset = 0;
	if (take_text(m, xb_str("z")))
		return true;
	if (m->at == m->key.len || (m->key.ptr[m->at] != '+' && m->key.ptr[m->at] != '-'))
		return false;
	sign = m->key.ptr[m->at++] == '-' ? -1 : 1;
	if (!take_digits(&hours, m, 2, 2))
		return false;
	if (m->at < m->key.len && m->key.ptr[m->at] == ':')
		m->at++;
	if (is_digit_at(m, m->at) && !take_digits(&minutes, m, 2, 2))
		return false;
	m->f.offset = sign * (60 * hours + minutes);
	return minutes < 60;
}

static bool
take_number(struct match *m, const struct item *item, bool tight, bool jalali)
{
	int value;

	if (!take_digits(&value, m, tight ? item->max : item->min, item->max))
		return false;
	switch (item->what) {
	case 'y':
		value += jalali ? (value < 30 ? 1400 : 1300) : value < 50 ? 2000 : 1900;
		/* fall through */
	case 'Y':
		m->f.year = value;
		return true;
	case 'm':
		m->f.month = value;
		return m->have_month = true;
	case 'd':
		m->f.day = value;
		return m->have_day = true;
	case 'M':
		m->f.minute = value;
		m->f.hour_only = false;
		return true;
	case 'S':
		m->f.second = value;
		return m->have_second = true;
	default:
		m->f.hour = value;
		m->f.hour_only = true;
		return m->have_hour = true;
	}
}

static bool
take_item(struct match *m, const struct pattern *pattern, size_t i)
{
	const struct item *item = &pattern->item[i];

	switch (item->what) {
	case '\0':
		return take_text(m, item->text);
	case 'b':
	case 'B':
		return take_month(m);
	case 'p':
		return take_half(m);
	case 'z':
		return take_offset(m);
	default:
		return take_number(m, item, i + 1 < pattern->n && pattern->item[i + 1].max, pattern->jalali);
	}
}

/* The least of what was said that has all above it. */
static bool
settle(struct match *m)
{
	struct xb_date_fields *f = &m->f;

	f->precision = !m->have_month ? XB_DATE_YEAR : !m->have_day ? XB_DATE_MONTH : !m->have_hour ? XB_DATE_DAY
	               : m->have_second ? XB_DATE_SECOND : XB_DATE_MINUTE;
	if (m->half && (f->hour < 1 || f->hour > 12))
		return false;
	if (m->half)
		f->hour = f->hour % 12 + (m->half == XB_NAME_PM ? 12 : 0);
	if (f->precision <= XB_DATE_DAY) {
		f->hour = f->minute = f->second = f->offset = 0;
		f->zoned = f->hour_only = false;
	}
	return xb_date_fields_valid(f);
}

static bool
match_at(struct match *m, const struct pattern *pattern, size_t at)
{
	*m = (struct match){ .key = m->key, .at = at, .f = { .month = 1, .day = 1 } };
	if (pattern->jalali)
		m->f.calendar = XB_JALALI;
	if (at && pattern->item[0].max && is_digit_at(m, at - 1))
		return false;
	for (size_t i = 0; i < pattern->n; i++)
		if (!take_item(m, pattern, i))
			return false;
	if (pattern->item[pattern->n - 1].max && is_digit_at(m, m->at))
		return false;
	return settle(m);
}

bool
xb_date_pattern_parse(struct xb_date *out, struct xb_str text, struct xb_str pattern,
                      const struct xb_date_defaults *defaults)
{
	char room[XB_DATE_KEY_MAX];
	struct match m = { .key = { room, xb_date_key(room, sizeof(room), text) } };
	struct pattern p;

	*out = (struct xb_date){ .precision = XB_DATE_NONE };
	read_pattern(&p, pattern);
	for (size_t at = 0; p.n && at < m.key.len; at++)
		if (match_at(&m, &p, at)) {
			xb_date_from_fields(out, &m.f, defaults);
			return true;
		}
	return false;
}
