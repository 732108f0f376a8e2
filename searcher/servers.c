/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "servers.h"

#include <stdlib.h>

#include "request.h"
#include "searcher.h"
#include "shard.h"

/* Milliseconds. */
#define PAUSE_FIRST 500
#define PAUSE_MAX 16000
#define SOUND_AFTER 60000

/* It does not answer, or not as it should. */
static void
leave(struct xb_server *server)
{
	const double now = xb_request_clock();
	const bool sound = !server->away && now > server->asked + SOUND_AFTER;

	xb_probe_end(&server->probe);
	server->away = true;
	server->asked = now;
	server->pause = sound || !server->pause ? PAUSE_FIRST : server->pause < PAUSE_MAX ? 2 * server->pause : server->pause;
}

void
xb_server_keep(struct xb_server *server)
{
	xb_probe_end(&server->probe);
	server->away = false;
}

/* Whether it would answer again. */
static bool
is_back(struct xb_server *server, const char *name, unsigned timeout)
{
	const double now = xb_request_clock();
	enum xb_probed probed;

	if (!server->away || (!server->probe.begun && now < server->asked + server->pause))
		return false;
	if (!server->probe.begun) {
		xb_probe_begin(&server->probe, name);
		server->asked = now;
	}
	probed = xb_probe_look(&server->probe, 0);
	if (probed == XB_PROBE_FAILED || (probed == XB_PROBE_WAITS && now > server->asked + timeout))
		leave(server);
	return probed == XB_PROBE_GREETED;
}

static xabar_status
leave_silent(struct xb_server *servers, char *const *names, size_t n, unsigned timeout, xabar_error *err)
{
	bool *silent = calloc(n + 1, sizeof(*silent));
	const char **served = calloc(n + 1, sizeof(*served));
	const bool ok = silent && served;

	for (size_t i = 0; ok && i < n; i++)
		served[i] = !servers[i].away && xb_shard_is_served(names[i]) ? names[i] : NULL;
	if (ok)
		xb_probe_all(silent, served, n, timeout);
	for (size_t i = 0; ok && i < n; i++)
		if (silent[i])
			leave(&servers[i]);
	free(silent);
	free(served);
	return ok ? XABAR_OK : xb_fail_nomem(err);
}

xabar_status
xb_servers_leave_at(struct xabar_searcher *searcher, size_t path, xabar_error *err)
{
	const size_t next = path + 1;

	leave(&searcher->servers[path]);
	return leave_silent(searcher->servers + next, searcher->names + next, searcher->nnames - next, searcher->timeout, err);
}

/* Whether `err` begins with the name. */
static bool
is_about(const xabar_error *err, const char *name)
{
	const size_t len = strlen(name);

	return strncmp(err->message, name, len) == 0 && err->message[len] == ' ';
}

static void
leave_named(struct xabar_searcher *searcher, const char *name)
{
	for (size_t i = 0; i < searcher->nnames; i++)
		if (strcmp(searcher->names[i], name) == 0)
			leave(&searcher->servers[i]);
}

bool
xb_servers_leave_failing(struct xabar_searcher *searcher, struct xb_generation *const *generations, size_t n,
                         struct xb_reader *reader, const xabar_error *err)
{
	uint32_t segment = 0;
	bool any = false;

	if (err->status != XABAR_EAWAY && err->status != XABAR_ESTALE)
		return false;
	for (size_t i = 0; i < n; segment += (uint32_t)generations[i++]->manifest.nsegments) {
		const char *name = generations[i]->dir;

		if (!xb_shard_is_served(name) || !(err->status == XABAR_EAWAY ? is_about(err, name) : xb_reader_hung_up(reader, segment)))
			continue;
		leave_named(searcher, name);
		any = true;
	}
	return any;
}

bool
xb_servers_take_back(struct xabar_searcher *searcher)
{
	bool any = false;

	for (size_t i = 0; i < searcher->nnames; i++)
		if (is_back(&searcher->servers[i], searcher->names[i], searcher->timeout)) {
			searcher->servers[i].away = false;
			any = true;
		}
	return any;
}

void
xb_servers_leave_unopened(struct xabar_searcher *searcher)
{
	for (size_t i = 0; i < searcher->nnames; i++) {
		bool opened = searcher->servers[i].away;

		for (size_t k = 0; k < searcher->n; k++)
			opened |= strcmp(searcher->generations[k]->dir, searcher->names[i]) == 0;
		if (!opened)
			leave(&searcher->servers[i]);
	}
}
