/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "probe.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "shard.h"

static long
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static struct addrinfo *
resolve(const char *name)
{
	const struct addrinfo wanted = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
	const char *address = name + strlen(XB_SHARD_SERVER), *colon = strrchr(address, ':');
	struct addrinfo *all = NULL;
	char host[256];

	if (!colon || (size_t)(colon - address) >= sizeof(host))
		return NULL;
	snprintf(host, sizeof(host), "%.*s", (int)(colon - address), address);
	return getaddrinfo(host, colon + 1, &wanted, &all) == 0 ? all : NULL;
}

/* Go on to the next address that does not refuse at once. */
static void
connect_next(struct xb_probe *probe)
{
	if (probe->fd >= 0)
		close(probe->fd);
	probe->fd = -1;
	for (; probe->next && probe->fd < 0; probe->next = probe->next->ai_next) {
		probe->fd = socket(probe->next->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
		if (probe->fd < 0 || connect(probe->fd, probe->next->ai_addr, probe->next->ai_addrlen) == 0 || errno == EINPROGRESS)
			continue;
		close(probe->fd);
		probe->fd = -1;
	}
}

void
xb_probe_begin(struct xb_probe *probe, const char *name)
{
	*probe = (struct xb_probe){ .begun = true, .fd = -1, .all = resolve(name) };
	probe->next = probe->all;
	connect_next(probe);
}

void
xb_probe_end(struct xb_probe *probe)
{
	if (!probe->begun)
		return;
	if (probe->fd >= 0)
		close(probe->fd);
	if (probe->all)
		freeaddrinfo(probe->all);
	*probe = (struct xb_probe){ .begun = false };
}

/* Whether there is something to read, which is no end. */
static bool
is_greeted(int fd)
{
	char byte;

	return recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
}

enum xb_probed
xb_probe_look(struct xb_probe *probe, int milliseconds)
{
	struct pollfd fd = { .events = POLLIN };
	enum xb_probed probed = XB_PROBE_FAILED;

	while (probe->fd >= 0) {
		fd.fd = probe->fd;
		if (poll(&fd, 1, milliseconds) <= 0)
			return XB_PROBE_WAITS;
		if (is_greeted(probe->fd)) {
			probed = XB_PROBE_GREETED;
			break;
		}
		connect_next(probe);
	}
	xb_probe_end(probe);
	return probed;
}

void
xb_probe_all(bool *silent, const char *const *names, size_t n, unsigned milliseconds)
{
	struct xb_probe *probes = calloc(n + 1, sizeof(*probes));
	const long until = now_ms() + (long)milliseconds;

	for (size_t i = 0; probes && i < n; i++)
		if (names[i] && !silent[i])
			xb_probe_begin(&probes[i], names[i]);
	/* One after the other, until one time for all: while one is waited for, the others' greetings come. */
	for (size_t i = 0; probes && i < n; i++) {
		const long left = until - now_ms();

		if (!probes[i].begun)
			continue;
		silent[i] = xb_probe_look(&probes[i], left > 0 ? (int)left : 0) != XB_PROBE_GREETED;
		xb_probe_end(&probes[i]);
	}
	free(probes);
}
