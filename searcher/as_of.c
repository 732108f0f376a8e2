/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "as_of.h"

#include <string.h>

#include "date_fields.h"

xabar_status
xb_as_of_read(int64_t *out, struct xb_str date, time_t now, xabar_error *err)
{
	struct xb_interval interval;
	xabar_status status = xb_date_interval(&interval, date, now, err);

	if (status != XABAR_OK)
		return status;
	if (memmem(date.ptr, date.len, "..", 2) || interval.from == INT64_MIN || interval.to == INT64_MAX) {
		status = xb_fail(err, XABAR_EQUERY, "the archive stood at one date, not from one to another: '%.*s'", XB_STR_ARG(date));
		return xb_hint(err, status, "write the last day alone, such as as-of:2024-03-01; date: takes ranges");
	}
	*out = interval.zoned ? interval.to : xb_date_local_utc(interval.to);
	return XABAR_OK;
}

size_t
xb_as_of_format(char out[XB_DATE_TEXT_MAX], int64_t as_of)
{
	const int64_t last = as_of - 1;
	const struct xb_date date = {
		.utc = last,
		.offset = (int16_t)((xb_date_local_wall(last) - last) / 60),
		.precision = XB_DATE_SECOND,
		.zoned = true,
	};

	return xb_date_format(out, &date);
}
