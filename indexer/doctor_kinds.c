/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "doctor.h"

#include <inttypes.h>

/* The kinds, in the order in which they are told: what stands before and after how many. */
static const struct kind {
	const char *name, *before, *after, *advice;
} kinds[] = {
	{ "gap", "none, where about ", " dispatches are usual", "look for the files of those days, and index them" },
	{ "few", "only ", " dispatches", "look whether files of that month are missing" },
	{ "undated", "", " dispatches without a date", "name its field and index again: --map date=NAME" },
	{ "duplicates", "", " dispatches say the same as another under another id",
	  "delete one of each: --delete ID; or give ids that last: --map id=NAME" },
	{ "no-source", "", " dispatches without a source", "index them again with --source NAME" },
	{ "no-language", "", " dispatches whose language is not known", "index them again with --lang CODE" },
	{ "replaced", "", " bytes could not be decoded", "index the input again with its --charset" },
	{ "rejected", "", " records were rejected", "rejects.log in the index says which and why" },
	{ "in-part", "", " input is indexed in part", "run xabar-index on it again" },
	{ "empty", "", " dispatches without a text", "name its field and index again: --map body=NAME" },
	{ "cut", "", " texts end as what was cut does", "index whole texts in place of excerpts" },
};

#define NKINDS (sizeof(kinds) / sizeof(*kinds))

static size_t
kind_of(const char *name)
{
	size_t i = 0;

	while (i < NKINDS && strcmp(kinds[i].name, name) != 0)
		i++;
	return i;
}

const char *
xb_doctor_advice(const struct xb_finding *finding)
{
	return kinds[kind_of(finding->kind)].advice;
}

void
xb_doctor_say(struct xb_buf *out, const struct xb_finding *finding)
{
	const struct kind *kind = &kinds[kind_of(finding->kind)];
	char first[XB_DATE_TEXT_MAX], last[XB_DATE_TEXT_MAX];

	xb_buf_printf(out, "%s%" PRIu64 "%s", kind->before, finding->count, kind->after);
	if (finding->usual)
		xb_buf_printf(out, " where %" PRIu64 " are usual", finding->usual);
	if (finding->first != XB_UNDATED)
		xb_buf_printf(out, ", %s..%s", xb_survey_day(first, finding->first, false), xb_survey_day(last, finding->last, false));
}

bool
xb_doctor_is_of_input(const struct xb_finding *finding)
{
	const size_t kind = kind_of(finding->kind);

	return kind >= kind_of("replaced") && kind <= kind_of("in-part");
}

int
xb_doctor_compare(const void *a, const void *b)
{
	const struct xb_finding *x = a, *y = b;
	size_t kind = kind_of(x->kind), other = kind_of(y->kind);

	if (kind != other)
		return kind < other ? -1 : 1;
	if (x->usual != y->usual)
		return x->usual > y->usual ? -1 : 1;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	if (strcmp(x->subject, y->subject) != 0)
		return strcmp(x->subject, y->subject);
	return (x->first > y->first) - (x->first < y->first);
}
