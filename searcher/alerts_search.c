/* SPDX-License-Identifier: GPL-2.0-or-later */
/* alerts_search.c - what an alert matches, told or not. */
#include "alerts.h"
#include "request.h"
#include "results.h"
#include "search.h"

/* Of that name in a folder; the alerts are those it is among. ENOTFOUND. */
static xabar_status
find_in(const struct xb_alert **out, struct xb_alerts *alerts, const char *dir, const char *name, xabar_error *err)
{
	xabar_status status = xb_alerts_open(alerts, dir, false, err);

	if (status != XABAR_OK || (*out = xb_alerts_find(alerts, name)))
		return status;
	status = xb_alerts_fail_unknown(alerts, name, err);
	xb_alerts_release(alerts);
	return status;
}

/* Of the first index that has one. */
static xabar_status
find(const struct xb_alert **out, struct xb_alerts *alerts, const struct xabar_searcher *searcher, const char *name, xabar_error *err)
{
	xabar_status status = xb_fail(err, XABAR_ENOTFOUND, "there is no alert '%s', as no index is at hand", name);

	for (size_t i = 0; i < searcher->n && status == XABAR_ENOTFOUND; i++)
		if (!searcher->generations[i]->shard)
			status = find_in(out, alerts, searcher->generations[i]->dir, name, err);
	return status;
}

/* Results outlive the request and the alerts. */
static xabar_status
keep(struct xb_results *r, const char *name, xabar_error *err)
{
	r->request.query = r->results.query;
	r->results.alert = xb_arena_strndup(&r->arena, name, strlen(name));
	return r->results.alert ? XABAR_OK : xb_fail_nomem(err);
}

xabar_status
xabar_alert_search_of(xabar_results **out, xabar_searcher *searcher, const char *dir, const char *name, const xabar_request *request,
                      xabar_error *err)
{
	xabar_request asked = xb_request_complete(request);
	const struct xb_alert *alert;
	struct xb_alerts alerts;
	struct xb_results *r;
	xabar_status status = dir ? find_in(&alert, &alerts, dir, name, err) : find(&alert, &alerts, searcher, name, err);

	*out = NULL;
	if (status != XABAR_OK)
		return status;
	asked.query = alert->alert.query;
	asked.plain = false;
	status = xb_search(out, searcher, &asked, XB_READ_ALL, NULL, err);
	xb_alerts_release(&alerts);
	if (status != XABAR_OK)
		return status;
	r = (struct xb_results *)*out;
	*out = NULL;
	return xb_results_conclude(out, r, keep(r, name, err));
}

xabar_status
xabar_alert_search(xabar_results **out, xabar_searcher *searcher, const char *name, const xabar_request *request, xabar_error *err)
{
	return xabar_alert_search_of(out, searcher, NULL, name, request, err);
}
