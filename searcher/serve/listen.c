/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "notify.h"

#define FIRST_GIVEN 3 /* SD_LISTEN_FDS_START */

static xabar_status
refuse(const char *where, xabar_error *err)
{
	xb_fail(err, XABAR_EINVAL, "cannot listen at '%s': that is no address", where);
	return xb_hint(err, XABAR_EINVAL, "it is ADDRESS:PORT, [ADDRESS]:PORT, unix:/PATH or LISTEN_FDS");
}

static bool
is_loopback(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24 == 127;
	if (address->sa_family == AF_INET6)
		return IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)address)->sin6_addr);
	return address->sa_family == AF_UNIX;
}

/* What the socket is bound to says the rest: a port of 0 is another by then. */
static xabar_status
describe(struct xb_listener *out, xabar_error *err)
{
	struct sockaddr_storage address = { 0 };
	socklen_t len = sizeof(address);
	char host[64], port[8];
	const bool six = getsockname(out->fd, (struct sockaddr *)&address, &len) == 0 && address.ss_family == AF_INET6;

	out->local = is_loopback((struct sockaddr *)&address);
	out->socket = address.ss_family == AF_UNIX;
	if (out->socket) {
		snprintf(out->name, sizeof(out->name), "unix:%s", ((struct sockaddr_un *)&address)->sun_path);
		return XABAR_OK;
	}
	if (getnameinfo((struct sockaddr *)&address, len, host, sizeof(host), port, sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV))
		return xb_fail(err, XABAR_EINVAL, "the socket that was given is for no address that is known here");
	snprintf(out->name, sizeof(out->name), "http://%s%s%s:%s", six ? "[" : "", host, six ? "]" : "", port);
	return XABAR_OK;
}

static xabar_status
bind_and_listen(struct xb_listener *out, const struct sockaddr *address, socklen_t len, const char *where, xabar_error *err)
{
	const int on = 1;

	out->fd = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (out->fd < 0)
		return xb_fail_errno(err, "cannot open a socket for '%s'", where);
	if (address->sa_family != AF_UNIX)
		setsockopt(out->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(out->fd, address, len) == 0 && listen(out->fd, SOMAXCONN) == 0)
		return XABAR_OK;
	return xb_fail_errno(err, "cannot listen at '%s'", where);
}

static bool
is_port(const char *text)
{
	const size_t digits = strspn(text, "0123456789");

	return digits && digits <= 5 && !text[digits] && strtol(text, NULL, 10) <= 65535;
}

/* ADDRESS:PORT, the address of version 6 in brackets. */
static xabar_status
listen_at_address(struct xb_listener *out, const char *where, xabar_error *err)
{
	const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM };
	const char *colon = strrchr(where, ':');
	const bool six = *where == '[' && colon && colon > where && colon[-1] == ']';
	struct addrinfo *found;
	char host[64];
	const size_t len = colon ? (size_t)(colon - where) - (six ? 2 : 0) : 0;
	xabar_status status;

	if (!len || len >= sizeof(host) || !is_port(colon + 1))
		return refuse(where, err);
	memcpy(host, where + six, len);
	host[len] = '\0';
	if ((!six && strchr(host, ':')) || getaddrinfo(strcmp(host, "localhost") == 0 ? "127.0.0.1" : host, colon + 1, &hints, &found))
		return refuse(where, err);
	status = bind_and_listen(out, found->ai_addr, found->ai_addrlen, where, err);
	freeaddrinfo(found);
	return status;
}

/* A socket that nobody hears any more is left by a server that was killed. */
static void
remove_dead(const struct sockaddr_un *address)
{
	struct stat st;
	int fd;

	if (stat(address->sun_path, &st) != 0 || !S_ISSOCK(st.st_mode))
		return;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	if (connect(fd, (const struct sockaddr *)address, sizeof(*address)) != 0 && errno == ECONNREFUSED)
		unlink(address->sun_path);
	close(fd);
}

static xabar_status
listen_at_path(struct xb_listener *out, const char *where, const char *path, xabar_error *err)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	xabar_status status;

	if (*path != '/' || strlen(path) >= sizeof(address.sun_path))
		return refuse(where, err);
	strcpy(address.sun_path, path);
	remove_dead(&address);
	status = bind_and_listen(out, (struct sockaddr *)&address, sizeof(address), where, err);
	if (status == XABAR_OK)
		out->unlinked = path;
	return status;
}

static xabar_status
listen_at_given(struct xb_listener *out, xabar_error *err)
{
	const int n = xb_listen_fds();
	int listening = 0;
	socklen_t len = sizeof(listening);

	if (n != 1) {
		xb_fail(err, XABAR_EINVAL, "systemd gives %d sockets, not one", n);
		return xb_hint(err, XABAR_EINVAL, "a unit xabar-serve.socket with one ListenStream= opens it");
	}
	out->fd = FIRST_GIVEN;
	if (getsockopt(out->fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &len) != 0 || !listening)
		return xb_fail(err, XABAR_EINVAL, "the socket that was given is not listening");
	fcntl(out->fd, F_SETFD, FD_CLOEXEC);
	fcntl(out->fd, F_SETFL, fcntl(out->fd, F_GETFL) | O_NONBLOCK);
	return XABAR_OK;
}

xabar_status
xb_listen(struct xb_listener *out, const char *where, xabar_error *err)
{
	static const char prefix[] = "unix:";
	xabar_status status;

	*out = (struct xb_listener){ .fd = -1 };
	if (strcmp(where, "LISTEN_FDS") == 0)
		status = listen_at_given(out, err);
	else if (strncmp(where, prefix, sizeof(prefix) - 1) == 0)
		status = listen_at_path(out, where, where + sizeof(prefix) - 1, err);
	else
		status = listen_at_address(out, where, err);
	if (status == XABAR_OK)
		status = describe(out, err);
	if (status != XABAR_OK)
		xb_listener_close(out);
	return status;
}

void
xb_listener_close(struct xb_listener *listener)
{
	if (listener->fd >= 0)
		close(listener->fd);
	if (listener->unlinked)
		unlink(listener->unlinked);
	listener->fd = -1;
	listener->unlinked = NULL;
}
