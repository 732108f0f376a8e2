/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "slow_log.h"

#include <fcntl.h>
#include <inttypes.h>
#include <time.h>
#include <unistd.h>

#include "json.h"

#define LINE_MAX_BYTES ((size_t)1 << 20)

static void
add_line(struct xb_buf *line, const struct xb_exchange *exchange, unsigned code, uint64_t now)
{
	const uint64_t taken = exchange->taken ? exchange->taken : now;
	const time_t clock = time(NULL);
	char stamp[32];
	struct tm tm;

	strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&clock, &tm));
	xb_buf_add_char(line, '{');
	xb_json_member(line, "time", xb_str(stamp));
	xb_json_member(line, "route", xb_str(exchange->asked.route->path));
	xb_json_member(line, "target", xb_str(exchange->said));
	xb_json_member(line, "q", xb_str(exchange->asked.request.query ? exchange->asked.request.query : ""));
	xb_buf_printf(line, ",\"ms\":%.3f,\"waited_ms\":%.3f,\"code\":%u", 1e-6 * (double)(now - exchange->arrived),
	              1e-6 * (double)(taken - exchange->arrived), code);
	if (code == 200)
		xb_buf_printf(line, ",\"total\":%" PRIu64, exchange->answer.total);
	xb_buf_add_str(line, xb_str("}\n"));
}

xabar_status
xb_slow_log_add(const char *path, const struct xb_exchange *exchange, unsigned code, uint64_t now, xabar_error *err)
{
	const int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
	struct xb_buf line;
	xabar_status status;

	if (fd < 0)
		return xb_fail_errno(err, "cannot open '%s'", path);
	xb_buf_init(&line, LINE_MAX_BYTES);
	add_line(&line, exchange, code, now);
	status = xb_buf_status(&line, err);
	/* In one write, so that lines of two servers are not mixed. */
	if (status == XABAR_OK && write(fd, line.ptr, line.len) != (ssize_t)line.len)
		status = xb_fail_errno(err, "cannot write to '%s'", path);
	xb_buf_release(&line);
	close(fd);
	return status;
}
