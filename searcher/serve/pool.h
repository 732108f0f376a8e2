/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pool.h - the workers: threads with a searcher each, a queue before them, and a deadline for all that is in it. */
#ifndef XB_POOL_H
#define XB_POOL_H

#include "exchange.h"

struct xb_pool;

/* Open `workers` searchers over the service's indexes, and start as many threads. As xabar_searcher_open_within; ENOMEM. */
xabar_status xb_pool_new(struct xb_pool **out, struct xb_service *service, unsigned workers, xabar_error *err);

/* Waits for what the workers are at; nothing may be waiting. */
void xb_pool_free(struct xb_pool *pool);

/* Have it answered: its .wake is called later. False: too many are waiting. */
bool xb_pool_submit(struct xb_pool *pool, struct xb_exchange *exchange);

/* Whether it is answered or late, which stays so. */
enum xb_exchange_state xb_pool_state(struct xb_pool *pool, const struct xb_exchange *exchange);

/* The connection needs it no more. */
void xb_pool_release(struct xb_pool *pool, struct xb_exchange *exchange);

/* Wake what is past its deadline. To be called a few times a second. */
void xb_pool_tick(struct xb_pool *pool);

/* Take nothing more, and wake all that is waiting or running as if its time were over. False: a worker is at something still, and
 * nobody knows how long. */
bool xb_pool_end(struct xb_pool *pool);

#endif
