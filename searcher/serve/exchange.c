/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "exchange.h"

#include <stdlib.h>
#include <time.h>

struct xb_exchange *
xb_exchange_new(const char *target)
{
	struct xb_exchange *exchange = calloc(1, sizeof(*exchange));

	if (!exchange)
		return NULL;
	exchange->holders = 1;
	exchange->said = strdup(target);
	exchange->target = strdup(target);
	if (exchange->said && exchange->target)
		return exchange;
	xb_exchange_free(exchange);
	return NULL;
}

void
xb_exchange_free(struct xb_exchange *exchange)
{
	if (!exchange)
		return;
	for (size_t i = 0; i < sizeof(exchange->copies) / sizeof(*exchange->copies); i++)
		free(exchange->copies[i]);
	free(exchange->said);
	free(exchange->target);
	xb_answer_release(&exchange->answer);
	free(exchange);
}

xabar_status
xb_exchange_keep(struct xb_exchange *exchange, xabar_error *err)
{
	struct xb_headers *headers = &exchange->headers;
	const char **const values[] = { &headers->host, &headers->authorization, &headers->if_none_match, &headers->accept_encoding };

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		if (!*values[i])
			continue;
		exchange->copies[i] = strdup(*values[i]);
		if (!exchange->copies[i])
			return xb_fail_nomem(err);
		*values[i] = exchange->copies[i];
	}
	return XABAR_OK;
}

uint64_t
xb_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}
