/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "alerts.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "file.h"
#include "generation.h"
#include "query.h"
#include "text/unicode.h"

#define FILE_MAX ((size_t)1 << 30)
#define NAME_MAX_BYTES 200

#define HEAD "# xabar alerts: told up to generation, telling from, missed from, name, query\n"

/* ---- The file ---- */

/* A line without its end. The query is the rest of it. */
static bool
read_alert(struct xb_alerts *alerts, const char *line, const char *end)
{
	struct xb_alert alert = { 0 };
	const char *tab;
	struct xb_alert *grown;
	int head = 0;

	if (sscanf(line, "%" SCNu64 "\t%" SCNu64 "\t%" SCNu64 "%n", &alert.alert.seen, &alert.telling, &alert.alert.missed, &head) != 3 ||
	    line[head] != '\t')
		return false;
	line += head + 1;
	tab = memchr(line, '\t', (size_t)(end - line));
	grown = xb_arena_grow(&alerts->arena, alerts->array, &alerts->cap, alerts->n + 1, sizeof(*grown));
	if (!tab || !grown)
		return false;
	alert.alert.name = xb_arena_strndup(&alerts->arena, line, (size_t)(tab - line));
	alert.alert.query = xb_arena_strndup(&alerts->arena, tab + 1, (size_t)(end - tab - 1));
	alerts->array = grown;
	alerts->array[alerts->n++] = alert;
	return alert.alert.name && alert.alert.query;
}

static xabar_status
read_lines(struct xb_alerts *alerts, const char *path, struct xb_str text, xabar_error *err)
{
	const char *line = text.ptr, *last = text.ptr + text.len, *end;

	for (size_t number = 1; line < last; line = end + 1, number++) {
		end = memchr(line, '\n', (size_t)(last - line));
		if (!end || (*line != '#' && !read_alert(alerts, line, end))) {
			xb_fail(err, XABAR_ECORRUPT, "line %zu of '%s' is no alert", number, path);
			return xb_hint(err, XABAR_ECORRUPT, "mend or remove the line: three numbers, a name and a query, with tabs between");
		}
	}
	return XABAR_OK;
}

static xabar_status
read_file(struct xb_alerts *alerts, xabar_error *err)
{
	char *path = xb_path("%s/alerts", alerts->dir);
	struct xb_buf text;
	xabar_status status;

	xb_buf_init(&text, FILE_MAX);
	status = path ? xb_file_read(&text, path, err) : xb_fail_nomem(err);
	if (status == XABAR_OK)
		status = read_lines(alerts, path, xb_buf_view(&text), err);
	xb_buf_release(&text);
	free(path);
	return status == XABAR_ENOTFOUND ? XABAR_OK : status;
}

xabar_status
xb_alerts_write(const struct xb_alerts *alerts, xabar_error *err)
{
	char *path = xb_path("%s/alerts", alerts->dir);
	struct xb_buf text;
	xabar_status status;

	xb_buf_init(&text, FILE_MAX);
	xb_buf_add_str(&text, xb_str(HEAD));
	for (size_t i = 0; i < alerts->n; i++) {
		const struct xb_alert *a = &alerts->array[i];

		xb_buf_printf(&text, "%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%s\t%s\n", a->alert.seen, a->telling, a->alert.missed,
		              a->alert.name, a->alert.query);
	}
	status = path ? xb_buf_status(&text, err) : xb_fail_nomem(err);
	if (status == XABAR_OK)
		status = xb_file_write(path, xb_buf_view(&text), err);
	if (status == XABAR_OK)
		status = xb_file_sync(alerts->dir, err);
	xb_buf_release(&text);
	free(path);
	return status;
}

/* A file beside, since a lock on one that is replaced would be on the old one. */
static xabar_status
take_lock(struct xb_alerts *alerts, xabar_error *err)
{
	char *path = xb_path("%s/alerts.lock", alerts->dir);
	xabar_status status = XABAR_OK;

	if (!path)
		return xb_fail_nomem(err);
	alerts->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (alerts->lock_fd < 0) {
		status = xb_fail_errno(err, "cannot open '%s'", path);
		xb_hint(err, status, "what was told is noted in the index's folder, so that it has to be writable");
	} else if (flock(alerts->lock_fd, LOCK_EX | LOCK_NB) != 0) {
		status = xb_fail(err, XABAR_ELOCKED, "another process is telling or changing the alerts of '%s'", alerts->dir);
		xb_hint(err, status, "try again when it has finished");
	}
	free(path);
	return status;
}

xabar_status
xb_alerts_open(struct xb_alerts *out, const char *dir, bool lock, xabar_error *err)
{
	xabar_status status;

	*out = (struct xb_alerts){ .dir = strdup(dir), .lock_fd = -1 };
	xb_arena_init(&out->arena, 2 * FILE_MAX);
	status = out->dir ? XABAR_OK : xb_fail_nomem(err);
	if (status == XABAR_OK && lock)
		status = take_lock(out, err);
	if (status == XABAR_OK)
		status = read_file(out, err);
	if (status != XABAR_OK)
		xb_alerts_release(out);
	return status;
}

void
xb_alerts_release(struct xb_alerts *alerts)
{
	if (alerts->lock_fd >= 0)
		close(alerts->lock_fd);
	alerts->lock_fd = -1;
	xb_arena_release(&alerts->arena);
	free(alerts->dir);
	alerts->dir = NULL;
}

struct xb_alert *
xb_alerts_find(const struct xb_alerts *alerts, const char *name)
{
	for (size_t i = 0; i < alerts->n; i++)
		if (strcmp(alerts->array[i].alert.name, name) == 0)
			return &alerts->array[i];
	return NULL;
}

/* ---- Changing it ---- */

static xabar_status
check_name(const char *name, xabar_error *err)
{
	const struct xb_str s = xb_str(name);
	bool control = false;

	for (size_t i = 0; i < s.len; i++)
		control |= (unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7f;
	if (s.len && s.len <= NAME_MAX_BYTES && !control && xb_utf8_valid(s) == s.len)
		return XABAR_OK;
	return xb_fail(err, XABAR_EINVAL, "the name of an alert is up to %d bytes of text on one line, not '%.60s'", NAME_MAX_BYTES, name);
}

/* The query as it is kept, on one line: line ends and tabs are spaces to the query language, too. */
static xabar_status
keep_query(const char **out, const char *query, struct xb_arena *arena, xabar_error *err)
{
	const struct xb_query_options options = { .now = time(NULL), .all = true };
	const struct xb_query *parsed;
	char *copy = xb_arena_strndup(arena, query, strlen(query));

	if (!copy)
		return xb_fail_nomem(err);
	for (char *p = copy; *p; p++)
		if (*p == '\t' || *p == '\n' || *p == '\r')
			*p = ' ';
	*out = copy;
	return xb_query_parse(&parsed, xb_str(copy), &options, arena, err);
}

static xabar_status
add(struct xb_alerts *alerts, const char *name, const char *query, uint64_t generation, xabar_error *err)
{
	struct xb_alert alert = { .alert = { .seen = generation } };
	struct xb_alert *grown;
	xabar_status status;

	if (xb_alerts_find(alerts, name)) {
		xb_fail(err, XABAR_EINVAL, "there is an alert '%s' already", name);
		return xb_hint(err, XABAR_EINVAL, "remove it first: xabar-search --alert-remove '%.100s'", name);
	}
	status = keep_query(&alert.alert.query, query, &alerts->arena, err);
	if (status != XABAR_OK)
		return status;
	alert.alert.name = xb_arena_strndup(&alerts->arena, name, strlen(name));
	grown = xb_arena_grow(&alerts->arena, alerts->array, &alerts->cap, alerts->n + 1, sizeof(*grown));
	if (!grown || !alert.alert.name)
		return xb_fail_nomem(err);
	alerts->array = grown;
	alerts->array[alerts->n++] = alert;
	return xb_alerts_write(alerts, err);
}

xabar_status
xabar_alert_add(const char *path, const char *name, const char *query, xabar_error *err)
{
	struct xb_generation *generation;
	struct xb_alerts alerts;
	xabar_status status = check_name(name, err);

	if (status == XABAR_OK)
		status = xb_generation_open(&generation, path, err);
	if (status != XABAR_OK)
		return status;
	status = xb_alerts_open(&alerts, path, true, err);
	if (status == XABAR_OK) {
		status = add(&alerts, name, query, generation->manifest.generation, err);
		xb_alerts_release(&alerts);
	}
	xb_generation_free(generation);
	return status;
}

xabar_status
xb_alerts_fail_unknown(const struct xb_alerts *alerts, const char *name, xabar_error *err)
{
	xb_fail(err, XABAR_ENOTFOUND, "there is no alert '%s' in '%s'", name, alerts->dir);
	return xb_hint(err, XABAR_ENOTFOUND, "xabar-search --alert-list tells which there are");
}

/* The alerts of what is an index. */
static xabar_status
open_of_index(struct xb_alerts *out, const char *path, bool lock, xabar_error *err)
{
	struct xb_generation *generation;
	xabar_status status = xb_generation_open(&generation, path, err);

	if (status != XABAR_OK)
		return status;
	xb_generation_free(generation);
	return xb_alerts_open(out, path, lock, err);
}

xabar_status
xabar_alert_remove(const char *path, const char *name, xabar_error *err)
{
	struct xb_alerts alerts;
	struct xb_alert *alert;
	xabar_status status = open_of_index(&alerts, path, true, err);

	if (status != XABAR_OK)
		return status;
	alert = xb_alerts_find(&alerts, name);
	if (alert) {
		memmove(alert, alert + 1, (size_t)(alerts.array + alerts.n - alert - 1) * sizeof(*alert));
		alerts.n--;
		status = xb_alerts_write(&alerts, err);
	} else {
		status = xb_alerts_fail_unknown(&alerts, name, err);
	}
	xb_alerts_release(&alerts);
	return status;
}

/* ---- Listing ---- */

struct list {
	xabar_alert_list list; /* first: freed by its address */
	struct xb_alerts alerts;
};

xabar_status
xabar_alert_list_read(xabar_alert_list **out, const char *path, xabar_error *err)
{
	struct list *list = calloc(1, sizeof(*list));
	xabar_alert *copies;
	xabar_status status;

	*out = NULL;
	if (!list)
		return xb_fail_nomem(err);
	status = open_of_index(&list->alerts, path, false, err);
	if (status != XABAR_OK) {
		free(list);
		return status;
	}
	copies = xb_arena_calloc(&list->alerts.arena, list->alerts.n, sizeof(*copies));
	for (size_t i = 0; copies && i < list->alerts.n; i++) {
		copies[i] = list->alerts.array[i].alert;
		copies[i].missed = copies[i].missed ? copies[i].missed : list->alerts.array[i].telling;
	}
	list->list = (xabar_alert_list){ copies, list->alerts.n };
	*out = &list->list;
	if (copies)
		return XABAR_OK;
	xabar_alert_list_free(*out);
	*out = NULL;
	return xb_fail_nomem(err);
}

void
xabar_alert_list_free(xabar_alert_list *list)
{
	if (list)
		xb_alerts_release(&((struct list *)list)->alerts);
	free(list);
}
