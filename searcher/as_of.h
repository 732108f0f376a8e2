/* SPDX-License-Identifier: GPL-2.0-or-later */
/* as_of.h - the date of --as-of and as-of:, which names a moment: the end of it. */
#ifndef XB_AS_OF_H
#define XB_AS_OF_H

#include "date.h"

/* The first second after a date of the query language, in UTC; where it has no zone it is of the local clock. EQUERY: it cannot be
 * read, or is a range. */
xabar_status xb_as_of_read(int64_t *out, struct xb_str date, time_t now, xabar_error *err);

/* The last second before `as_of` in the local zone, ISO 8601. Returns the length. */
size_t xb_as_of_format(char out[XB_DATE_TEXT_MAX], int64_t as_of);

#endif
