/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "request.h"

#include <time.h>

#include "as_of.h"

double
xb_request_clock(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return 1e3 * (double)ts.tv_sec + 1e-6 * (double)ts.tv_nsec;
}

xabar_request
xb_request_complete(const xabar_request *request)
{
	xabar_request complete = XABAR_REQUEST_INIT;

	memcpy(&complete, request, request->size < sizeof(complete) ? request->size : sizeof(complete));
	return complete;
}

/* The last second before `as_of`, by the local clock. */
static const char *
describe(int64_t as_of, struct xb_arena *arena)
{
	char text[XB_DATE_TEXT_MAX];

	return xb_arena_strndup(arena, text, xb_as_of_format(text, as_of));
}

xabar_status
xb_request_see(const struct xb_view **view, int64_t *as_of, xabar_results *results, struct xabar_searcher *searcher,
               const xabar_request *request, int64_t queried, struct xb_arena *arena, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*as_of = XB_AS_NOW;
	if (request->as_of)
		status = xb_as_of_read(as_of, xb_str(request->as_of), time(NULL), err);
	*as_of = queried < *as_of ? queried : *as_of;
	if (status == XABAR_OK)
		status = xb_view_choose(view, searcher, *as_of, request->all, err);
	if (status != XABAR_OK)
		return status;
	if (*as_of != XB_AS_NOW && !(results->as_of = describe(*as_of, arena)))
		return xb_fail_nomem(err);
	results->generation = xabar_searcher_generation(searcher);
	results->of = searcher->live;
	return xb_searcher_missing(&results->incomplete, &results->nincomplete, searcher, arena, err);
}
