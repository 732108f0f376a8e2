/* SPDX-License-Identifier: GPL-2.0-or-later */
/* shard.h - a shard of an exported index (xabar-index --export), opened to be read: in a folder, or of a server. */
#ifndef XB_SHARD_H
#define XB_SHARD_H

#include "generation.h"

/* How the name of a server begins: tcp://host:port. */
#define XB_SHARD_SERVER "tcp://"

/* In a folder of a shard, or of a replica of one: a line "auto NAME" says in which folder beside it the database is. Replaced
 * as a whole. */
#define XB_SHARD_STUB "XAPIANDB"

bool xb_shard_is_served(const char *name);

/* Whether a name is that of a server, or a folder with a database or a stub in it. */
bool xb_shard_is(const char *name);

/* The NAME that the stub in a folder has; "" where there is none. The caller frees. ECORRUPT: it is no such stub; EIO, ENOMEM. */
xabar_status xb_shard_version(char **out, const char *dir, xabar_error *err);

/* Open one as a generation of one segment without tombstones. A server has `timeout` milliseconds to answer, now and whenever it is
 * asked. EAWAY: it does not, err->message begins with its name; EINVAL: no port, or no shard of ours; ECORRUPT, EIO, ENOMEM. */
xabar_status xb_shard_open(struct xb_generation **out, const char *name, unsigned timeout, xabar_error *err);

/* Whether another version is shown where it was opened. Of a folder the stub is read; a server is asked once in XB_SHARD_ASK_MS,
 * by a connection of its own, since it shows who is connected the version that they began with. One that does not answer has
 * nothing newer. */
#define XB_SHARD_ASK_MS 5000
bool xb_shard_is_old(struct xb_generation *shard);

#endif
