/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reader_mail.h"

#include "mime_body.h"
#include "mime_param.h"
#include "mime_word.h"
#include "text/unicode.h"

#define HEADER_LINES_MAX 64 /* looked at to tell a mail */

enum kind {
	WORDS, /* text, perhaps encoded */
	ID,    /* <a@b>, of several the first */
	LIST,  /* "a, b": a pair each */
};

static const struct {
	const char *field;
	const char *name;
	enum kind kind;
} rows[] = {
	{ "Message-ID", "id", ID },
	{ "Subject", "title", WORDS },
	{ "Date", "date", WORDS },
	{ "Keywords", "tags", LIST },
	{ "Content-Language", "lang", LIST },
	{ "Supersedes", "replaces", ID }, /* RFC 5536, 3.2.12 */
	{ "Expires", "expires", WORDS },
	{ "Archived-At", "url", ID },     /* RFC 5064 */
	{ "List-Id", "list-id", WORDS },
	{ "List-Post", "list-post", ID },
	{ "Newsgroups", "newsgroups", WORDS },
};

/* A mail that is read. */
struct mail {
	struct xb_record *record;
	struct xb_reader_context *ctx;
	struct xb_mime_fields fields;
	struct xb_str charset; /* what its header's bare bytes are likely in */
};

static xabar_status
add_words(const struct mail *mail, const char *name, struct xb_str raw, xabar_error *err)
{
	struct xb_str text;
	xabar_status status =
		xb_mime_words(&text, mail->ctx->charset, raw, mail->charset, mail->ctx->arena, err);

	if (status == XABAR_OK && !xb_record_add_text(mail->record, mail->ctx->arena, name, xb_str_trim(text)))
		status = xb_record_fail_full(mail->ctx->arena, text.len, err);
	return status;
}

static struct xb_str
in_brackets(struct xb_str value)
{
	const char *open = memchr(value.ptr, '<', value.len), *close;

	if (!open)
		return value;
	value = xb_str_from(value, (size_t)(open + 1 - value.ptr));
	close = memchr(value.ptr, '>', value.len);
	return xb_str_trim((struct xb_str){ value.ptr, close ? (size_t)(close - value.ptr) : value.len });
}

static xabar_status
add_list(const struct mail *mail, const char *name, struct xb_str raw, xabar_error *err)
{
	struct xb_str text;
	xabar_status status =
		xb_mime_words(&text, mail->ctx->charset, raw, mail->charset, mail->ctx->arena, err);

	while (status == XABAR_OK && text.len) {
		const char *comma = memchr(text.ptr, ',', text.len);
		size_t len = comma ? (size_t)(comma - text.ptr) : text.len;

		if (!xb_record_add_text(mail->record, mail->ctx->arena, name, xb_str_trim((struct xb_str){ text.ptr, len })))
			status = xb_record_fail_full(mail->ctx->arena, 0, err);
		text = xb_str_from(text, len + (comma != NULL));
	}
	return status;
}

/* A mail without a date was dated by those who carried it: the top Received is the last of them (RFC 5321, 4.4). */
static xabar_status
add_received(const struct mail *mail, xabar_error *err)
{
	struct xb_str received = xb_mime_field(&mail->fields, "Received");
	const char *semicolon = memrchr(received.ptr, ';', received.len);

	if (xb_mime_field(&mail->fields, "Date").len || !semicolon)
		return XABAR_OK;
	return add_words(mail, "date", xb_str_from(received, (size_t)(semicolon + 1 - received.ptr)), err);
}

/* Who sends wires is an agency, unless an organization is named beside the sender; without a name it is known by its
 * domain. */
static xabar_status
add_sender(const struct mail *mail, xabar_error *err)
{
	struct xb_str organization = xb_mime_field(&mail->fields, "Organization"), name, address;
	struct xb_str from = xb_mime_field(&mail->fields, "From");
	const char *at;
	xabar_status status;

	if (!xb_mime_mailbox(&name, &address, from, mail->ctx->arena))
		return xb_record_fail_full(mail->ctx->arena, from.len, err);
	at = memrchr(address.ptr, '@', address.len);
	status = add_words(mail, organization.len ? "byline" : "source", name, err);
	if (status == XABAR_OK)
		status = add_words(mail, "source", organization, err);
	if (status == XABAR_OK && at)
		status = add_words(mail, "domain", xb_str_from(address, (size_t)(at + 1 - address.ptr)), err);
	return status == XABAR_OK ? add_words(mail, "from", address, err) : status;
}

static xabar_status
add_row(const struct mail *mail, size_t row, xabar_error *err)
{
	struct xb_str value = xb_mime_field(&mail->fields, rows[row].field);

	if (rows[row].kind == LIST)
		return add_list(mail, rows[row].name, value, err);
	return add_words(mail, rows[row].name, rows[row].kind == ID ? in_brackets(value) : value, err);
}

xabar_status
xb_mail_record(struct xb_record *record, struct xb_str message, struct xb_reader_context *ctx, xabar_error *err)
{
	struct mail mail = { .record = record, .ctx = ctx };
	xabar_status status = XABAR_OK;

	if (!xb_mime_fields_read(&mail.fields, message, ctx->arena))
		return xb_record_fail_full(ctx->arena, message.len, err);
	mail.charset = xb_mime_charset(xb_mime_field(&mail.fields, "Content-Type"), ctx->arena);
	for (size_t i = 0; status == XABAR_OK && i < sizeof(rows) / sizeof(*rows); i++)
		status = add_row(&mail, i, err);
	if (status == XABAR_OK)
		status = add_received(&mail, err);
	if (status == XABAR_OK)
		status = add_sender(&mail, err);
	if (status == XABAR_OK)
		status = xb_mime_body(record, &mail.fields, xb_str_from(message, mail.fields.len), ctx, err);
	return status;
}

/* ---- What a mail looks like ---- */

/* Fields that mails begin with; of those that are `sure` no other text has any. */
static const struct {
	const char *name;
	bool sure;
} known[] = {
	{ "Received", true },     { "Return-Path", true }, { "Message-ID", true },   { "MIME-Version", true },
	{ "Delivered-To", true }, { "From", false },       { "To", false },          { "Subject", false },
	{ "Date", false },        { "Reply-To", false },   { "Cc", false },          { "Sender", false },
	{ "Content-Type", false }, { "Content-Transfer-Encoding", false },           { "List-Id", false },
};

bool
xb_mail_is_header(struct xb_str bytes)
{
	unsigned seen = 0, sure = 0;
	struct xb_str rest = bytes;

	for (int lines = 0; lines < HEADER_LINES_MAX && rest.len; lines++) {
		const char *newline = memchr(rest.ptr, '\n', rest.len);
		size_t len = newline ? (size_t)(newline - rest.ptr) : rest.len;
		struct xb_str line = { rest.ptr, len };
		const char *colon = memchr(line.ptr, ':', line.len);

		rest = xb_str_from(rest, len + (newline != NULL));
		if (line.len == 0 || xb_str_is(line, "\r"))
			break;
		if (*line.ptr == ' ' || *line.ptr == '\t')
			continue;
		if (!colon)
			return false;
		line = xb_str_trim((struct xb_str){ line.ptr, (size_t)(colon - line.ptr) });
		if (memchr(line.ptr, ' ', line.len))
			return false;
		for (unsigned i = 0; i < sizeof(known) / sizeof(*known); i++)
			if (xb_str_is_nocase(line, known[i].name)) {
				seen |= 1u << i;
				sure |= known[i].sure ? 1u << i : 0;
			}
	}
	return sure && __builtin_popcount(seen) >= 3;
}

/* ---- One mail a file ---- */

static int
eml_detect(struct xb_str head)
{
	return xb_mail_is_header(xb_str_trim(head)) ? 93 : 0;
}

static xabar_status
eml_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str message;
	xabar_status status;

	*record = (struct xb_record){ .offset = xb_input_offset(ctx->input) };
	status = xb_input_whole(&message, ctx->input, err);
	*more = status != XABAR_OK || message.len > 0;
	record->end = xb_input_offset(ctx->input) + (status == XABAR_OK ? message.len : 0);
	if (status != XABAR_OK || !*more)
		return status;
	xb_input_consume(ctx->input, message.len);
	return xb_mail_record(record, message, ctx, err);
}

const struct xb_format xb_format_eml = {
	.name = "eml",
	.suffixes = ".eml",
	.help = "a mail (RFC 5322, MIME)",
	.detect = eml_detect,
	.next = eml_next,
};
