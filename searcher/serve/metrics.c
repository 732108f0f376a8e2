/* SPDX-License-Identifier: GPL-2.0-or-later */
/* metrics.c - Prometheus' text format, 0.0.4. Nothing that a client says is in it: routes are ours. */
#include "metrics.h"

#include "handlers.h"
#include "json.h"

static const double bounds[XB_NLATENCIES] = XB_LATENCIES;

void
xb_metrics_count(struct xb_service *service, const struct xb_route *route, unsigned code, double seconds)
{
	struct xb_tally *tally = &service->tallies[route ? (size_t)(route - xb_routes) : xb_nroutes];
	size_t bucket = 0;

	while (bucket < XB_NLATENCIES && seconds > bounds[bucket])
		bucket++;
	atomic_fetch_add_explicit(&tally->codes[code < XB_CODE_MAX ? code : 0], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&tally->latencies[bucket], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&tally->microseconds, (unsigned long)(1e6 * seconds), memory_order_relaxed);
}

static const char *
route_name(size_t i)
{
	return i < xb_nroutes ? xb_routes[i].path : "other";
}

static void
add_help(struct xb_buf *out, const char *name, const char *type, const char *help)
{
	xb_buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
add_requests(struct xb_buf *out, struct xb_service *service)
{
	add_help(out, "xabar_requests_total", "counter", "Requests answered, by route and status code.");
	for (size_t i = 0; i <= xb_nroutes; i++)
		for (unsigned code = 0; code < XB_CODE_MAX; code++)
			if (service->tallies[i].codes[code])
				xb_buf_printf(out, "xabar_requests_total{route=\"%s\",code=\"%u\"} %lu\n", route_name(i), code,
				              service->tallies[i].codes[code]);
}

/* Buckets count all that is not slower. The count is their sum, so that it agrees with them. */
static void
add_latencies(struct xb_buf *out, struct xb_service *service)
{
	add_help(out, "xabar_request_seconds", "histogram", "From a request to its answer, by route.");
	for (size_t i = 0; i <= xb_nroutes; i++) {
		struct xb_tally *tally = &service->tallies[i];
		const char *route = route_name(i);
		unsigned long count = 0;

		for (size_t k = 0; k < XB_NLATENCIES; k++)
			xb_buf_printf(out, "xabar_request_seconds_bucket{route=\"%s\",le=\"%g\"} %lu\n", route, bounds[k],
			              count += tally->latencies[k]);
		count += tally->latencies[XB_NLATENCIES];
		xb_buf_printf(out, "xabar_request_seconds_bucket{route=\"%s\",le=\"+Inf\"} %lu\n", route, count);
		xb_buf_printf(out, "xabar_request_seconds_sum{route=\"%s\"} %.6f\n", route, 1e-6 * (double)tally->microseconds);
		xb_buf_printf(out, "xabar_request_seconds_count{route=\"%s\"} %lu\n", route, count);
	}
}

static void
add_number(struct xb_buf *out, const char *name, const char *type, unsigned long value, const char *help)
{
	add_help(out, name, type, help);
	xb_buf_printf(out, "%s %lu\n", name, value);
}

/* Those that hold shards. */
static void
add_servers(struct xb_buf *out, const struct xb_service *service)
{
	bool any = false;

	for (size_t i = 0; i < service->indexes.n; i++) {
		if (strncmp(service->indexes.values[i], "tcp://", 6) != 0)
			continue;
		if (!any)
			add_help(out, "xabar_server_up", "gauge", "Whether a server of a shard answers all workers.");
		any = true;
		xb_buf_add_str(out, xb_str("xabar_server_up{server="));
		xb_json_string(out, xb_str(service->indexes.values[i]));
		xb_buf_printf(out, "} %d\n", !service->away[i]);
	}
}

XB_HANDLER(xb_answer_metrics)
{
	(void)searcher;
	out->type = asked->route->type;
	add_requests(&out->body, service);
	add_latencies(&out->body, service);
	add_number(&out->body, "xabar_generation", "gauge", service->generation, "Generation of the first index that is searched.");
	add_number(&out->body, "xabar_documents", "gauge", service->documents, "Dispatches that can be found.");
	add_number(&out->body, "xabar_refreshes_total", "counter", service->refreshes,
	           "Times that a worker went on with a newer generation, or with a server that was back.");
	add_number(&out->body, "xabar_refresh_errors_total", "counter", service->refresh_errors,
	           "Newer generations that could not be opened.");
	add_servers(&out->body, service);
	add_number(&out->body, "xabar_workers", "gauge", service->workers, "Threads that search.");
	add_number(&out->body, "xabar_open", "gauge", service->open, "Requests that are being read, or are not answered yet.");
	add_number(&out->body, "xabar_waiting", "gauge", service->waiting, "Of these, such as no worker took yet.");
	return xb_buf_status(&out->body, err);
}
