/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime_body.h"

#include <strings.h>

#include "mime_param.h"
#include "mime_text.h"
#include "mime_word.h"

#define DEPTH_MAX 32
#define BOUNDARY_MAX 256 /* the standard has 70 */
#define STAND_IN_MAX 400

struct part {
	struct xb_mime_fields fields;
	struct xb_str type;  /* "text/plain" */
	struct xb_str value; /* with its parameters */
	struct xb_str body;
};

/* What all parts of a message share. */
struct reading {
	struct xb_record *record;
	struct xb_reader_context *ctx;
	int depth;
};

static xabar_status read_part(struct reading *reading, const struct part *part, xabar_error *err);

struct xb_str
xb_mime_charset(struct xb_str content_type, struct xb_arena *arena)
{
	static const char *const empty[] = { "us-ascii", "ascii", "x-unknown", "unknown-8bit", "default" };
	struct xb_str name = xb_mime_param(content_type, "charset", arena);

	for (size_t i = 0; i < sizeof(empty) / sizeof(*empty); i++)
		if (xb_str_is_nocase(name, empty[i]))
			name.len = 0;
	return name;
}

static void
set_type(struct part *part, const char *otherwise)
{
	part->value = xb_mime_field(&part->fields, "Content-Type");
	part->type = xb_mime_value(part->value);
	if (!memchr(part->type.ptr, '/', part->type.len)) /* none, or "text" of before MIME */
		part->type = xb_str(otherwise);
}

static bool
type_is(const struct part *part, const char *type)
{
	return xb_str_is_nocase(part->type, type);
}

static bool
is_multipart(const struct part *part)
{
	static const char prefix[] = "multipart/";

	return part->type.len >= strlen(prefix) && strncasecmp(part->type.ptr, prefix, strlen(prefix)) == 0;
}

static bool
is_html(const struct part *part)
{
	return type_is(part, "text/html") || type_is(part, "application/xhtml+xml");
}

/* ---- Texts ---- */

/* What a record was decoded from is told by its least ordinary part. */
static void
note_charset(struct xb_charset_found *all, const struct xb_charset_found *found)
{
	uint64_t replaced = all->replaced + found->replaced;

	if (!all->charset || found->how > all->how)
		*all = *found;
	all->replaced = replaced;
}

/* From <body> on: what a head says is the mail's title at best. */
static struct xb_str
without_head(struct xb_str html)
{
	for (size_t i = 0; i + 5 < html.len; i++) {
		const char *open = memchr(html.ptr + i, '<', html.len - 5 - i);

		if (!open)
			break;
		i = (size_t)(open - html.ptr);
		if (strncasecmp(open, "<body", 5) == 0)
			return xb_str_from(html, i);
	}
	return html;
}

/* The text of a part as UTF-8. */
static xabar_status
decode_text(struct xb_str *text, struct reading *reading, const struct part *part, xabar_error *err)
{
	struct xb_reader_context *ctx = reading->ctx;
	struct xb_str bytes = xb_mime_transfer(part->body,
	                                       xb_mime_value(xb_mime_field(&part->fields, "Content-Transfer-Encoding")),
	                                       ctx->arena);
	struct xb_charset_found found;
	xabar_status status;

	if (!bytes.ptr)
		return xb_record_fail_full(ctx->arena, part->body.len, err);
	status = xb_charset_decode(text, &found, ctx->charset, bytes, xb_mime_charset(part->value, ctx->arena),
	                           ctx->arena, err);
	if (status == XABAR_OK)
		note_charset(&reading->record->charset, &found);
	return status;
}

static xabar_status
add_plain(struct reading *reading, const struct part *part, struct xb_str text, xabar_error *err)
{
	struct xb_arena *arena = reading->ctx->arena;
	size_t len = text.len;

	if (xb_str_is_nocase(xb_mime_param(part->value, "format", arena), "flowed"))
		text = xb_mime_unflow(text, xb_str_is_nocase(xb_mime_param(part->value, "delsp", arena), "yes"), arena);
	if (!text.ptr || !xb_record_add_text(reading->record, arena, "body", xb_str_trim(text)))
		return xb_record_fail_full(arena, len, err);
	return XABAR_OK;
}

static xabar_status
add_leaf(struct reading *reading, const struct part *part, xabar_error *err)
{
	struct xb_arena *arena = reading->ctx->arena;
	struct xb_str text;
	xabar_status status = decode_text(&text, reading, part, err);

	if (status != XABAR_OK || xb_str_trim(text).len == 0)
		return status;
	if (!is_html(part))
		return add_plain(reading, part, text, err);
	if (!xb_record_add(reading->record, arena, xb_str("body"), without_head(text)))
		return xb_record_fail_full(arena, 0, err);
	return XABAR_OK;
}

/* ---- Parts ---- */

/* A walk over the parts between boundary lines (RFC 2046, 5.1.1). */
struct parts {
	struct xb_str rest;
	char mark[BOUNDARY_MAX + 3]; /* "--boundary" */
	size_t mark_len;
};

/* Length of a boundary line at the start of `s`, with its end; 0 when there is none. */
static size_t
boundary_line(struct xb_str s, size_t mark_len, bool *last)
{
	size_t i = mark_len;

	*last = xb_str_starts(xb_str_from(s, i), "--");
	i += *last ? 2 : 0;
	while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '\t' || s.ptr[i] == '\r'))
		i++;
	if (i < s.len && s.ptr[i] != '\n')
		return 0;
	return i < s.len ? i + 1 : i;
}

/* The next boundary line: *at is where it begins, *len how long it is. False at the end. */
static bool
find_boundary(size_t *at, size_t *len, bool *last, const struct parts *parts)
{
	struct xb_str s = parts->rest;
	size_t from = 0;

	while (from < s.len) {
		const char *mark = memmem(s.ptr + from, s.len - from, parts->mark, parts->mark_len);

		if (!mark)
			return false;
		*at = (size_t)(mark - s.ptr);
		*len = *at == 0 || mark[-1] == '\n' ? boundary_line(xb_str_from(s, *at), parts->mark_len, last) : 0;
		if (*len)
			return true;
		from = *at + 1;
	}
	return false;
}

/* Go past what stands before the first part. False when there is no part. */
static bool
parts_begin(struct parts *parts, const struct part *part, struct xb_arena *arena)
{
	struct xb_str boundary = xb_mime_param(part->value, "boundary", arena);
	size_t at, len;
	bool last;

	if (boundary.len == 0 || boundary.len > BOUNDARY_MAX)
		return false;
	memcpy(parts->mark, "--", 2);
	memcpy(parts->mark + 2, boundary.ptr, boundary.len);
	parts->mark_len = boundary.len + 2;
	parts->rest = part->body;
	if (!find_boundary(&at, &len, &last, parts) || last)
		return false;
	parts->rest = xb_str_from(parts->rest, at + len);
	return true;
}

/* The next part, up to the line end before the next boundary. False at the end. *full when the arena is. */
static bool
parts_next(struct part *out, bool *full, struct parts *parts, const char *default_type, struct xb_arena *arena)
{
	struct xb_str bytes = parts->rest;
	size_t at, len;
	bool last = true;

	*full = false;
	if (bytes.len == 0)
		return false;
	if (find_boundary(&at, &len, &last, parts)) {
		parts->rest = last ? xb_str_from(bytes, bytes.len) : xb_str_from(bytes, at + len);
		bytes.len = at;
		bytes.len -= bytes.len && bytes.ptr[bytes.len - 1] == '\n';
		bytes.len -= bytes.len && bytes.ptr[bytes.len - 1] == '\r';
	} else {
		parts->rest = xb_str_from(bytes, bytes.len);
	}
	*full = !xb_mime_fields_read(&out->fields, bytes, arena);
	out->body = xb_str_from(bytes, out->fields.len);
	set_type(out, default_type);
	return !*full;
}

static xabar_status
read_all(struct reading *reading, struct parts *parts, const char *default_type, xabar_error *err)
{
	struct part part;
	bool full = false;
	size_t len = parts->rest.len;
	xabar_status status = XABAR_OK;

	while (status == XABAR_OK && parts_next(&part, &full, parts, default_type, reading->ctx->arena))
		status = read_part(reading, &part, err);
	return status == XABAR_OK && full ? xb_record_fail_full(reading->ctx->arena, len, err) : status;
}

/* Text that only says to look at the HTML, in whatever language: it is short, and has the word. */
static bool
is_stand_in(struct xb_str text)
{
	text = xb_str_trim(text);
	for (size_t i = 0; text.len <= STAND_IN_MAX && i + 4 <= text.len; i++)
		if (strncasecmp(text.ptr + i, "html", 4) == 0)
			return true;
	return text.len == 0;
}

/* Alternatives say the same (RFC 2046, 5.1.4): plain text is what we want of it; HTML, or what has it inside, where the
 * plain text is none. */
static xabar_status
read_alternative(struct reading *reading, struct parts *parts, xabar_error *err)
{
	struct part part, rich = { 0 }, plain = { 0 };
	struct xb_str text = { 0 };
	bool full;
	size_t len = parts->rest.len;
	xabar_status status = XABAR_OK;

	while (parts_next(&part, &full, parts, "text/plain", reading->ctx->arena)) {
		if (type_is(&part, "text/plain") && !plain.type.len)
			plain = part;
		else if (is_html(&part) || is_multipart(&part))
			rich = part;
	}
	if (full)
		return xb_record_fail_full(reading->ctx->arena, len, err);
	if (plain.type.len)
		status = decode_text(&text, reading, &plain, err);
	if (status == XABAR_OK && plain.type.len && (!rich.type.len || !is_stand_in(text)))
		return add_plain(reading, &plain, text, err);
	return status == XABAR_OK && rich.type.len ? read_part(reading, &rich, err) : status;
}

static xabar_status
read_multipart(struct reading *reading, const struct part *part, xabar_error *err)
{
	struct parts parts;

	if (!parts_begin(&parts, part, reading->ctx->arena)) {
		struct part text = *part;

		text.type = xb_str("text/plain"); /* no part at all: some mailer called a text so */
		return add_leaf(reading, &text, err);
	}
	if (type_is(part, "multipart/alternative"))
		return read_alternative(reading, &parts, err);
	return read_all(reading, &parts, type_is(part, "multipart/digest") ? "message/rfc822" : "text/plain", err);
}

/* A forwarded mail: its subject, and what it says. */
static xabar_status
read_message(struct reading *reading, const struct part *part, xabar_error *err)
{
	struct xb_reader_context *ctx = reading->ctx;
	struct part inner = { 0 };
	struct xb_str bytes = xb_mime_transfer(part->body, xb_mime_field(&part->fields, "Content-Transfer-Encoding"),
	                                       ctx->arena), subject;
	xabar_status status;

	if (!bytes.ptr || !xb_mime_fields_read(&inner.fields, bytes, ctx->arena))
		return xb_record_fail_full(ctx->arena, part->body.len, err);
	inner.body = xb_str_from(bytes, inner.fields.len);
	set_type(&inner, "text/plain");
	status = xb_mime_words(&subject, ctx->charset, xb_mime_field(&inner.fields, "Subject"),
	                       xb_mime_charset(inner.value, ctx->arena), ctx->arena, err);
	if (status == XABAR_OK && !xb_record_add_text(reading->record, ctx->arena, "body", subject))
		status = xb_record_fail_full(ctx->arena, subject.len, err);
	return status == XABAR_OK ? read_part(reading, &inner, err) : status;
}

static xabar_status
read_part(struct reading *reading, const struct part *part, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	if (reading->depth == DEPTH_MAX) {
		xb_note(reading->ctx->notes, "parts nested too deep");
		return XABAR_OK;
	}
	reading->depth++;
	if (is_multipart(part))
		status = read_multipart(reading, part, err);
	else if (type_is(part, "message/rfc822") || type_is(part, "message/global"))
		status = read_message(reading, part, err);
	else if (type_is(part, "text/plain") || is_html(part))
		status = add_leaf(reading, part, err);
	else
		xb_note(reading->ctx->notes, "attachments");
	reading->depth--;
	return status;
}

xabar_status
xb_mime_body(struct xb_record *record, const struct xb_mime_fields *fields, struct xb_str body,
             struct xb_reader_context *ctx, xabar_error *err)
{
	struct reading reading = { .record = record, .ctx = ctx };
	struct part part = { .fields = *fields, .body = body };

	set_type(&part, "text/plain");
	return read_part(&reading, &part, err);
}
