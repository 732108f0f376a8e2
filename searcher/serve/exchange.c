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
	xb_buf_release(&exchange->body);
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

void
xb_exchange_refuse(struct xb_exchange *exchange, unsigned code, const xabar_error *err)
{
	exchange->code = code;
	exchange->err = *err;
	xb_buf_release(&exchange->body);
}

void
xb_exchange_add(struct xb_exchange *exchange, const char *piece, size_t len)
{
	xabar_error err;

	if (exchange->code != 200 || !exchange->asked.route->takes_table)
		return;
	xb_buf_add(&exchange->body, piece, len);
	if (!exchange->body.failed)
		return;
	xb_fail(&err, XABAR_ELIMIT, "the table has more than %zu bytes", exchange->body.limit);
	xb_hint(&err, XABAR_ELIMIT, "send it in parts");
	xb_exchange_refuse(exchange, 413, &err);
}

uint64_t
xb_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}
