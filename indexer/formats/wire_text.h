/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wire_text.h - what the words of a wire message say: markers of kills and corrections, write-thrus, datelines, clocks. */
#ifndef XB_WIRE_TEXT_H
#define XB_WIRE_TEXT_H

#include "date.h"
#include "record.h"

/* The status that a slug or header line tells by a marker ("MANDATORY KILL", "CORRECTION", "АННУЛИРОВАТЬ"), or NULL. */
const char *xb_wire_status(struct xb_str line);

/* Whether an embargo is set in the line. */
bool xb_wire_embargoed(struct xb_str line);

/* The version that a line tells: 1 for a first sending, so 2 for "1st Ld" or "1ST LEAD"; 0 when it tells none. */
unsigned xb_wire_version(struct xb_str line);

/* Whether the line holds nothing but a marker or a write-thru's number: "REFILE", "2ND LEAD". */
bool xb_wire_is_marker(struct xb_str line);

/* The name in "By NAME" (and its like in the languages of the region); .len 0 when the line is no byline. */
struct xb_str xb_wire_byline(struct xb_str line);

/* "GENEVA, Switzerland (dpa) - ...": place and agency at the start of a text. False when there are none. */
bool xb_wire_dateline(struct xb_str *place, struct xb_str *agency, struct xb_str text);

/* Whether what follows this line is for editors only. */
bool xb_wire_is_private(struct xb_str line);

/* The time group of a line, as ISO 8601; returns its length, 0 when there is none. 7901 has "212322 GMT Nov 18" (day, hour,
 * minute), ANPA 1312 "02-20-16 0337GMT" (month first). One without a year tells no date. */
size_t xb_wire_date(char out[XB_DATE_TEXT_MAX], struct xb_str line);

#endif
