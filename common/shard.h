/* SPDX-License-Identifier: GPL-2.0-or-later */
/* shard.h - a shard of an exported index (xabar-index --export), opened to be read: in a folder, or of a server. */
#ifndef XB_SHARD_H
#define XB_SHARD_H

#include "generation.h"

/* How the name of a server begins: tcp://host:port. */
#define XB_SHARD_SERVER "tcp://"

bool xb_shard_is_served(const char *name);

/* Whether a name is that of a server, or a folder with a database in it. */
bool xb_shard_is(const char *name);

/* Open one as a generation of one segment without tombstones. A server has `timeout` milliseconds to answer, now and whenever it is
 * asked. EAWAY: it does not, err->message begins with its name; EINVAL: no port, or no shard of ours; ECORRUPT, EIO, ENOMEM. */
xabar_status xb_shard_open(struct xb_generation **out, const char *name, unsigned timeout, xabar_error *err);

#endif
