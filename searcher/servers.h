/* SPDX-License-Identifier: GPL-2.0-or-later */
/* servers.h - which of the servers that a searcher has to ask do not answer, and when they are asked again. */
#ifndef XB_SERVERS_H
#define XB_SERVERS_H

#include "probe.h"
#include "xabar.h"

/* One of the names that a searcher was opened with; what is no server is never away. */
struct xb_server {
	bool away;             /* it does not answer: the searcher goes on without */
	struct xb_probe probe; /* whether it does so again */
	double asked;          /* milliseconds of the monotonic clock: when it was left, or probed last */
	unsigned pause;        /* milliseconds until it is probed, twice as long each time that it does not last */
};

/* It answers. */
void xb_server_keep(struct xb_server *server);

struct xabar_searcher;
struct xb_generation;
struct xb_reader;

/* Leave the `path`-th server, and of those behind it such as are silent, too: all of these take no longer than one. ENOMEM. */
xabar_status xb_servers_leave_at(struct xabar_searcher *searcher, size_t path, xabar_error *err);

/* Of n generations and their reader, with which `err` came up, whatever it is, leave the server that was silent, or those that have
 * hung up. False: it was none. */
bool xb_servers_leave_failing(struct xabar_searcher *searcher, struct xb_generation *const *generations, size_t n,
                              struct xb_reader *reader, const xabar_error *err);

/* Count as there those that were left and answer again, as far as is known without waiting. To be called now and then. */
bool xb_servers_take_back(struct xabar_searcher *searcher);

/* Leave those of them that are in no generation of the searcher. */
void xb_servers_leave_unopened(struct xabar_searcher *searcher);

#endif
