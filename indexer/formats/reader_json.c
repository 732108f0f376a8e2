/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON texts (RFC 8259): an array of objects, an object that holds such an array, or objects one after another. Where
 * an element ends is found first, by its brackets; then it is read alone: so a file may be any size, and a bad element
 * costs itself. */
#include <stdlib.h>

#include "json_record.h"
#include "json_scan.h"
#include "reader.h"

enum where {
	AT_TOP,      /* before or after a JSON text */
	IN_LIST,
	AFTER_LIST,  /* within the object that held the list */
	AT_END,      /* said that the input ends early */
};

struct xb_reader_state {
	enum where where;
	size_t depth;    /* of the objects around the list */
	bool past_bom;
	struct xb_json_around around; /* the list */
};

static xabar_status
json_open(struct xb_reader_context *ctx, xabar_error *err)
{
	ctx->state = calloc(1, sizeof(struct xb_reader_state));
	return ctx->state ? XABAR_OK : xb_fail_nomem(err);
}

static void
json_close(struct xb_reader_context *ctx)
{
	if (ctx->state)
		xb_json_around_release(&ctx->state->around);
	free(ctx->state);
	ctx->state = NULL;
}

/* Go past what may separate elements, and look at what follows: '\0' at the end of the input. A comma too many or too
 * few loses nothing, so commas are white space here. */
static xabar_status
peek(char *c, struct xb_reader_context *ctx, xabar_error *err)
{
	for (;;) {
		struct xb_str window;
		size_t i = 0;
		xabar_status status = xb_input_window(&window, ctx->input, 1, err);

		*c = '\0';
		if (status != XABAR_OK || window.len == 0)
			return status;
		while (i < window.len && (xb_json_space(window.ptr[i]) || window.ptr[i] == ','))
			i++;
		xb_input_consume(ctx->input, i);
		if (i == window.len)
			continue;
		/* A NUL between elements is garbage as any other, and must not look like the end. */
		*c = window.ptr[i] ? window.ptr[i] : '\1';
		return XABAR_OK;
	}
}

/* A value as it lies in the window. */
struct element {
	struct xb_str bytes; /* none of it when too_large: it has been skipped */
	bool whole;
	bool too_large;
};

/* Find the end of the value that the window begins with. One that is too large is consumed on the way. */
static xabar_status
find_end(struct element *element, struct xb_json_scan scan, struct xb_input *input, xabar_error *err)
{
	size_t seen = 0;

	*element = (struct element){ 0 };
	while (!scan.done) {
		struct xb_str window;
		xabar_status status = xb_input_window(&window, input, seen + 1, err);

		if (status != XABAR_OK)
			return status;
		element->bytes = (struct xb_str){ window.ptr, seen };
		if (window.len == seen)
			break;
		seen += xb_json_scan(&scan, xb_str_from(window, seen));
		element->bytes.len = seen;
		if (seen >= XB_INPUT_WINDOW_MAX)
			element->too_large = true;
		if (element->too_large) {
			xb_input_consume(input, seen);
			seen = 0;
		}
	}
	element->whole = scan.done;
	return XABAR_OK;
}

static xabar_status
ends_early(struct xb_record *record, struct xb_reader_context *ctx, const char *what, xabar_error *err)
{
	ctx->state->where = AT_END;
	record->end = xb_input_offset(ctx->input);
	return xb_fail(err, XABAR_ERECORD, "%s ends early", what);
}

/* The object that the window begins with. *found is false when it is passed over. */
static xabar_status
read_object(bool *found, struct xb_record *record, struct xb_reader_context *ctx, xabar_error *err)
{
	struct element element;
	struct xb_str text;
	const char *skip = NULL;
	xabar_status status = find_end(&element, (struct xb_json_scan){ 0 }, ctx->input, err);

	if (status != XABAR_OK)
		return status;
	if (!element.too_large)
		xb_input_consume(ctx->input, element.bytes.len);
	record->end = xb_input_offset(ctx->input);
	if (!element.whole)
		return ends_early(record, ctx, "the last object", err);
	if (element.too_large)
		return xb_fail(err, XABAR_ERECORD, "the object is over %zu MiB", XB_INPUT_WINDOW_MAX >> 20);
	status = xb_charset_decode(&text, &record->charset, ctx->charset, element.bytes, (struct xb_str){ 0 }, ctx->arena, err);
	if (status != XABAR_OK)
		return status;
	status = xb_json_record(record, &skip, text, &ctx->state->around, ctx->arena, err);
	if (status == XABAR_ERECORD && err)
		err->offset += (size_t)record->offset;
	if (skip) {
		xb_note(ctx->notes, skip);
		xb_arena_clear(ctx->arena);
		*record = (struct xb_record){ 0 };
		*found = false;
	}
	return status;
}

/* Skip to where an element, or the end of the list, may be. */
static xabar_status
skip_garbage(struct xb_reader_context *ctx, char other, xabar_error *err)
{
	for (;;) {
		struct xb_str window;
		size_t i = 0;
		xabar_status status = xb_input_window(&window, ctx->input, 1, err);

		if (status != XABAR_OK || window.len == 0)
			return status;
		while (i < window.len && window.ptr[i] != '{' && window.ptr[i] != other)
			i++;
		xb_input_consume(ctx->input, i);
		if (i < window.len)
			return XABAR_OK;
	}
}

/* Something that is no object, where one is wanted: a string or an array goes as a whole, for what is in it. */
static xabar_status
reject_garbage(struct xb_record *record, struct xb_reader_context *ctx, char c, xabar_error *err)
{
	xabar_status status;

	if (ctx->state->where == IN_LIST && (c == '"' || c == '[')) {
		struct element element;

		status = find_end(&element, (struct xb_json_scan){ 0 }, ctx->input, err);
		if (status == XABAR_OK && !element.too_large)
			xb_input_consume(ctx->input, element.bytes.len);
	} else {
		status = skip_garbage(ctx, ctx->state->where == IN_LIST ? ']' : '[', err);
	}
	record->end = xb_input_offset(ctx->input);
	if (status != XABAR_OK)
		return status;
	return xb_fail(err, XABAR_ERECORD, "an object is wanted, but there is %s",
	               c == '"' ? "a string" : c == '[' ? "an array" : "something else");
}

/* Before an object at the top: does it hold the list of records? Then go to the list. */
static xabar_status
enter_list(bool *entered, struct xb_reader_context *ctx, xabar_error *err)
{
	size_t want = 1, pos, depth;
	struct xb_str window;
	enum xb_json_list found;

	for (;;) {
		xabar_status status = xb_input_window(&window, ctx->input, want, err);

		if (status != XABAR_OK)
			return status;
		found = xb_json_find_list(&pos, &depth, window);
		if (found != XB_JSON_LIST_MORE || window.len < want || window.len >= XB_INPUT_WINDOW_MAX)
			break;
		/* Doubled, because each look begins anew. */
		want = 2 * window.len < XB_INPUT_WINDOW_MAX ? 2 * window.len : XB_INPUT_WINDOW_MAX;
	}
	*entered = found == XB_JSON_LIST_FOUND;
	if (*entered) {
		xabar_status status = XABAR_OK;

		if (depth == 1)
			status = xb_json_around_read(&ctx->state->around, ctx->input, ctx->charset, pos, err);
		xb_input_consume(ctx->input, pos + 1);
		ctx->state->where = IN_LIST;
		ctx->state->depth = depth;
		return status;
	}
	return XABAR_OK;
}

static xabar_status
leave_list(struct xb_record *record, struct xb_reader_context *ctx, xabar_error *err)
{
	struct element rest;
	struct xb_json_scan scan = { .depth = ctx->state->depth };
	xabar_status status;

	ctx->state->where = AT_TOP;
	xb_json_around_release(&ctx->state->around);
	if (scan.depth == 0)
		return XABAR_OK;
	status = find_end(&rest, scan, ctx->input, err);
	if (status != XABAR_OK)
		return status;
	if (!rest.too_large)
		xb_input_consume(ctx->input, rest.bytes.len);
	return rest.whole ? XABAR_OK : ends_early(record, ctx, "the object around the list", err);
}

/* One step at the top. *found says that it gave (or rejected) a record. */
static xabar_status
step_at_top(bool *found, struct xb_record *record, struct xb_reader_context *ctx, char c, xabar_error *err)
{
	bool entered = false;
	xabar_status status = XABAR_OK;

	if (c == '[') {
		xb_input_consume(ctx->input, 1);
		ctx->state->where = IN_LIST;
		ctx->state->depth = 0;
		return XABAR_OK;
	}
	if (c == '{')
		status = enter_list(&entered, ctx, err);
	if (status != XABAR_OK || entered)
		return status;
	*found = true;
	return c == '{' ? read_object(found, record, ctx, err) : reject_garbage(record, ctx, c, err);
}

static xabar_status
step_in_list(bool *found, struct xb_record *record, struct xb_reader_context *ctx, char c, xabar_error *err)
{
	if (c == ']') {
		xb_input_consume(ctx->input, 1);
		ctx->state->where = AFTER_LIST;
		return XABAR_OK;
	}
	*found = true;
	if (c == '\0')
		return ends_early(record, ctx, "the array", err);
	return c == '{' ? read_object(found, record, ctx, err) : reject_garbage(record, ctx, c, err);
}

static xabar_status
skip_bom(struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str window;
	xabar_status status = xb_input_window(&window, ctx->input, 3, err);

	ctx->state->past_bom = true;
	if (status == XABAR_OK && xb_str_starts(window, "\xef\xbb\xbf"))
		xb_input_consume(ctx->input, 3);
	return status;
}

static xabar_status
json_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	bool found = false;
	xabar_status status = XABAR_OK;

	*record = (struct xb_record){ 0 };
	if (!ctx->state->past_bom)
		status = skip_bom(ctx, err);
	*more = true;
	while (status == XABAR_OK && *more && !found) {
		char c = '\0';

		if (ctx->state->where == AFTER_LIST) {
			status = leave_list(record, ctx, err);
			continue;
		}
		if (ctx->state->where != AT_END)
			status = peek(&c, ctx, err);
		record->offset = record->end = xb_input_offset(ctx->input);
		if (status != XABAR_OK)
			break;
		if (ctx->state->where == IN_LIST)
			status = step_in_list(&found, record, ctx, c, err);
		else if (c == '\0')
			*more = false;
		else
			status = step_at_top(&found, record, ctx, c, err);
	}
	return status;
}

static int
json_detect(struct xb_str head)
{
	size_t i = xb_str_starts(head, "\xef\xbb\xbf") ? 3 : 0, pos, depth;
	char first;

	while (i < head.len && xb_json_space(head.ptr[i]))
		i++;
	if (i == head.len)
		return 0;
	head = xb_str_from(head, i);
	first = *head.ptr;
	if (first != '[' && first != '{')
		return 0;
	if (first == '{' && xb_json_find_list(&pos, &depth, head) == XB_JSON_LIST_FOUND)
		return 95;
	for (i = 1; i < head.len && xb_json_space(head.ptr[i]);)
		i++;
	if (i == head.len)
		return 30;
	/* A member's name, or the first element; "[1] A note." is text. */
	if (first == '{')
		return head.ptr[i] == '"' || head.ptr[i] == '}' ? 50 : 0;
	return head.ptr[i] == '{' || head.ptr[i] == ']' ? 95 : head.ptr[i] == '"' || head.ptr[i] == '[' ? 30 : 0;
}

const struct xb_format xb_format_json = {
	.name = "json",
	.suffixes = ".json",
	.help = "JSON: an array of objects, an object around one (\"articles\", \"items\" ...), or objects",
	.detect = json_detect,
	.open = json_open,
	.close = json_close,
	.next = json_next,
};
