/* SPDX-License-Identifier: GPL-2.0-or-later */
/* date_pattern.h - dates in the one form that the user says they have, as strptime(3) does it. */
#ifndef XB_DATE_PATTERN_H
#define XB_DATE_PATTERN_H

#include "date.h"

/* A pattern is text and, for what differs:
 *	%Y  year, four digits                 %H  hour        %b, %B  month's name, whole or short, in any language
 *	%y  year, two digits: 1950 to 2049    %I  hour of 12  %p      AM or PM
 *	%m  month   %d  day                   %M  minute      %z      offset: +0400, +04:00, Z
 *	%J  nothing, but the date is of the solar Hijri calendar (%y: 1330 to 1429)
 *	%%  %                                 %S  second
 * A blank stands for any number of blanks, a number may be of one digit less unless another follows at once. */

/* EINVAL when it has anything else after a %, or no year. */
xabar_status xb_date_pattern_check(struct xb_str pattern, xabar_error *err);

/* Find a date of that form in a text, not within a longer number: "%J%y%m%d" finds 10 Mehr 1382 in "hamshahri/820710.txt".
 * False as in xb_date_parse. */
bool xb_date_pattern_parse(struct xb_date *out, struct xb_str text, struct xb_str pattern,
                           const struct xb_date_defaults *defaults);

#endif
