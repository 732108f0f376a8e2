/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_run.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Of a list, before its spans. */
#define HEADER_MAX (2 + XB_GLASS_TERM_MAX + 2 * XB_GLASS_UINT_MAX)

/* ---- Writing ---- */

static xabar_status
open_file(struct xb_glass_runs *runs, const char *path, xabar_error *err)
{
	xabar_status status = xb_glass_output_open(&runs->output, path, err);

	if (status == XABAR_OK && unlink(path) != 0)
		status = xb_fail_errno(err, "cannot remove '%s'", path);
	return status;
}

static bool
make_room(struct xb_glass_runs *runs)
{
	size_t cap = runs->cap ? 2 * runs->cap : 16;
	struct xb_glass_run *grown;

	if (runs->nruns < runs->cap)
		return true;
	grown = realloc(runs->runs, cap * sizeof(*grown));
	if (!grown)
		return false;
	runs->runs = grown;
	runs->cap = cap;
	return true;
}

static void
write_header(struct xb_glass_output *output, const struct xb_glass_entry *entry)
{
	unsigned char header[HEADER_MAX], *p = header;

	*p++ = (unsigned char)entry->kind;
	*p++ = (unsigned char)entry->key.len;
	memcpy(p, entry->key.ptr, entry->key.len);
	p = xb_glass_put_uint(p + entry->key.len, entry->documents);
	p = xb_glass_put_uint(p, entry->occurrences);
	xb_glass_output_add(output, header, (size_t)(p - header));
}

static xabar_status
write_spans(struct xb_glass_output *output, struct xb_glass_cursor *cursor, xabar_error *err)
{
	struct xb_str span;
	xabar_status status;

	do {
		unsigned char len[XB_GLASS_UINT_MAX];

		status = cursor->span(cursor, &span, err);
		if (status != XABAR_OK)
			return status;
		xb_glass_output_add(output, len, (size_t)(xb_glass_put_uint(len, span.len) - len));
		xb_glass_output_add(output, span.ptr, span.len);
	} while (span.len);
	return XABAR_OK;
}

xabar_status
xb_glass_runs_add(struct xb_glass_runs *runs, const char *path, struct xb_glass_cursor *cursor, xabar_error *err)
{
	static const unsigned char end = XB_GLASS_END;
	xabar_status status = runs->nruns ? XABAR_OK : open_file(runs, path, err);
	struct xb_glass_run *run;

	if (status == XABAR_OK && !make_room(runs))
		status = xb_fail_nomem(err);
	if (status != XABAR_OK)
		return status;
	run = &runs->runs[runs->nruns++];
	run->off = runs->output.len;
	while ((status = cursor->next(cursor, err)) == XABAR_OK && cursor->entry.kind != XB_GLASS_END) {
		write_header(&runs->output, &cursor->entry);
		status = write_spans(&runs->output, cursor, err);
		if (status != XABAR_OK)
			return status;
	}
	xb_glass_output_add(&runs->output, &end, 1);
	xb_glass_output_flush(&runs->output);
	run->len = runs->output.len - run->off;
	return status == XABAR_OK ? xb_glass_output_status(&runs->output, err) : status;
}

void
xb_glass_runs_release(struct xb_glass_runs *runs)
{
	xb_glass_output_release(&runs->output);
	free(runs->runs);
	*runs = (struct xb_glass_runs){ .output.fd = -1 };
}

/* ---- Reading ---- */

static bool
grow_buffer(struct xb_glass_run_cursor *cursor, size_t cap)
{
	unsigned char *grown = realloc(cursor->buffer, cap + XB_GLASS_SLACK);

	if (!grown)
		return false;
	cursor->buffer = grown;
	cursor->cap = cap;
	return true;
}

/* Have the next `len` bytes, or all that there are, in the buffer. */
static xabar_status
need(struct xb_glass_run_cursor *cursor, size_t len, xabar_error *err)
{
	const uint64_t left = cursor->end - cursor->off;

	if (cursor->have - cursor->at >= len)
		return XABAR_OK;
	memmove(cursor->buffer, cursor->buffer + cursor->at, cursor->have - cursor->at);
	cursor->have -= cursor->at;
	cursor->at = 0;
	if (len > cursor->cap && !grow_buffer(cursor, len))
		return xb_fail_nomem(err);
	for (uint64_t want = left < cursor->cap - cursor->have ? left : cursor->cap - cursor->have; want;) {
		ssize_t n = pread(cursor->runs->output.fd, cursor->buffer + cursor->have, want, (off_t)cursor->off);

		if (n == 0)
			return xb_fail(err, XABAR_EIO, "'%s' is shorter than what was written", cursor->runs->output.path);
		if (n < 0 && errno != EINTR)
			return xb_fail_errno(err, "cannot read '%s'", cursor->runs->output.path);
		if (n < 0)
			continue;
		cursor->have += (size_t)n;
		cursor->off += (uint64_t)n;
		want -= (uint64_t)n;
	}
	return XABAR_OK;
}

static uint64_t
take_uint(struct xb_glass_run_cursor *cursor)
{
	const unsigned char *p = cursor->buffer + cursor->at;
	uint64_t value;

	cursor->at += (size_t)(xb_glass_get_uint(p, &value) - p);
	return value;
}

static xabar_status
next(struct xb_glass_cursor *base, xabar_error *err)
{
	struct xb_glass_run_cursor *cursor = (struct xb_glass_run_cursor *)base;
	struct xb_glass_entry *entry = &base->entry;
	xabar_status status = need(cursor, HEADER_MAX, err);

	if (status != XABAR_OK)
		return status;
	entry->kind = cursor->buffer[cursor->at++];
	if (entry->kind == XB_GLASS_END)
		return XABAR_OK;
	entry->key = xb_strn(cursor->key, cursor->buffer[cursor->at++]);
	memcpy(cursor->key, cursor->buffer + cursor->at, entry->key.len);
	cursor->at += entry->key.len;
	entry->documents = (uint32_t)take_uint(cursor);
	entry->occurrences = (uint32_t)take_uint(cursor);
	return XABAR_OK;
}

static xabar_status
span(struct xb_glass_cursor *base, struct xb_str *out, xabar_error *err)
{
	struct xb_glass_run_cursor *cursor = (struct xb_glass_run_cursor *)base;
	xabar_status status = need(cursor, XB_GLASS_UINT_MAX, err);
	size_t len;

	if (status != XABAR_OK)
		return status;
	len = (size_t)take_uint(cursor);
	status = need(cursor, len, err);
	*out = xb_strn((const char *)cursor->buffer + cursor->at, len);
	cursor->at += len;
	return status;
}

xabar_status
xb_glass_run_cursor_init(struct xb_glass_run_cursor *cursor, const struct xb_glass_runs *runs, size_t number, size_t memory,
                         xabar_error *err)
{
	const struct xb_glass_run *run = &runs->runs[number];

	*cursor = (struct xb_glass_run_cursor){ .cursor = { .next = next, .span = span }, .runs = runs, .off = run->off,
	                                        .end = run->off + run->len };
	return grow_buffer(cursor, memory > HEADER_MAX ? memory : HEADER_MAX) ? XABAR_OK : xb_fail_nomem(err);
}

void
xb_glass_run_cursor_release(struct xb_glass_run_cursor *cursor)
{
	free(cursor->buffer);
	cursor->buffer = NULL;
}
