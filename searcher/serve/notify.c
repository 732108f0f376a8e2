/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "notify.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

xabar_status
xb_notify(const char *state, xabar_error *err)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	const size_t len = path ? strlen(path) : 0;
	ssize_t sent = -1;
	int fd;

	if (!len)
		return XABAR_OK;
	if (len >= sizeof(to.sun_path))
		return xb_fail(err, XABAR_EINVAL, "NOTIFY_SOCKET is too long: '%s'", path);
	memcpy(to.sun_path, path, len);
	if (*path == '@') /* an abstract one */
		to.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd >= 0)
		sent = sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&to,
		              (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len));
	if (sent < 0)
		xb_fail_errno(err, "cannot tell the service manager %s at '%s'", state, path);
	if (fd >= 0)
		close(fd);
	return sent < 0 ? XABAR_EIO : XABAR_OK;
}

/* The number that a variable has; 0 where there is none, or another variable says that it is for another process. */
static unsigned long long
number_for_us(const char *name, const char *pid_name)
{
	const char *number = getenv(name), *pid = getenv(pid_name);

	if (!number || (pid && strtol(pid, NULL, 10) != (long)getpid()))
		return 0;
	return strtoull(number, NULL, 10);
}

unsigned long long
xb_watchdog(void)
{
	return 1000 * number_for_us("WATCHDOG_USEC", "WATCHDOG_PID");
}

int
xb_listen_fds(void)
{
	const unsigned long long n = getenv("LISTEN_PID") ? number_for_us("LISTEN_FDS", "LISTEN_PID") : 0;

	return n > 1024 ? 1024 : (int)n;
}
