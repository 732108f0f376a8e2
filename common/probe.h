/* SPDX-License-Identifier: GPL-2.0-or-later */
/* probe.h - whether servers of shards answer, found out without waiting for them: one greets whoever connects to it. */
#ifndef XB_PROBE_H
#define XB_PROBE_H

#include <stdbool.h>
#include <stddef.h>

struct addrinfo;

/* A connection that waits for the greeting. Zeroed, it is none. */
struct xb_probe {
	bool begun;
	int fd;
	struct addrinfo *all, *next; /* addresses of the server, and that to try when this one refuses */
};

enum xb_probed { XB_PROBE_WAITS, XB_PROBE_GREETED, XB_PROBE_FAILED };

/* Begin to connect to a server, tcp://host:port. Only what the host's name stands for is waited for. */
void xb_probe_begin(struct xb_probe *probe, const char *name);

/* What came of it by now, or within so many milliseconds; it is ended unless it waits. */
enum xb_probed xb_probe_look(struct xb_probe *probe, int milliseconds);
void xb_probe_end(struct xb_probe *probe);

/* Probe n servers at once: silent[i] becomes true of those that are not silent to begin with and do not greet within so many
 * milliseconds. Of a NULL name, or out of memory, nothing is said. */
void xb_probe_all(bool *silent, const char *const *names, size_t n, unsigned milliseconds);

#endif
