/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a date of a record, and as one of a query. The last byte chooses the language. */
#include <stdlib.h>

#include "date.h"
#include "text/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const langs[] = { "", "en", "fa", "tr", "az", "ru", "ar", "en-US" };
	struct xb_str text = xb_strn((const char *)data, size);
	struct xb_date_defaults defaults = { .have_zone = size & 1 };
	char iso[XB_DATE_TEXT_MAX];
	struct xb_interval interval;
	struct xb_date date, again;
	xabar_error err;

	defaults.lang = xb_str(langs[size ? data[size - 1] & 7 : 0]);
	if (xb_date_parse(&date, text, &defaults)) {
		size_t len = xb_date_format(iso, &date);

		/* What is printed is read as what it was, but that a month or year of the Solar Hijri calendar begins within
		 * the one that is printed. */
		if (len >= sizeof(iso) || !xb_date_parse(&again, xb_strn(iso, len), &defaults) ||
		    again.precision < date.precision ||
		    (date.precision >= XB_DATE_DAY && xb_date_wall(&again) != xb_date_wall(&date)))
			abort();
	} else if (date.precision != XB_DATE_NONE) {
		abort();
	}
	/* Queries are UTF-8, which their parser has seen to. */
	if (xb_utf8_valid(text) == size && xb_date_interval(&interval, text, 1653048000, &err) == XABAR_OK &&
	    interval.from > interval.to)
		abort();
	return 0;
}
