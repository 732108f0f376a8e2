/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mailboxes: mails one after another, each after a line "From sender date" that stands after an empty line (RFC 4155; the
 * variants are mboxo, mboxrd, mboxcl, mboxcl2). */
#include <stdio.h>
#include <strings.h>

#include "mime_fields.h"
#include "reader_mail.h"
#include "record_seek.h"

#define STEP ((size_t)256 << 10)
#define LOOK ((size_t)4 << 10)   /* an envelope and the line after it are not longer */

static const char mark[] = "From ";

/* ---- Envelopes ---- */

static bool
take_word(struct xb_str *rest, struct xb_str *word)
{
	size_t from = 0, len = 0;

	while (from < rest->len && rest->ptr[from] == ' ')
		from++;
	while (from + len < rest->len && rest->ptr[from + len] != ' ')
		len++;
	*word = (struct xb_str){ rest->ptr + from, len };
	*rest = xb_str_from(*rest, from + len);
	return len > 0;
}

/* Is it one of the names of three letters that `names` lists without anything between? */
static bool
is_name(struct xb_str word, const char *names)
{
	for (; word.len == 3 && *names; names += 3)
		if (strncasecmp(word.ptr, names, 3) == 0)
			return true;
	return false;
}

static bool
is_number(struct xb_str word, size_t shortest, size_t longest)
{
	for (size_t i = 0; i < word.len; i++)
		if (word.ptr[i] < '0' || word.ptr[i] > '9')
			return false;
	return word.len >= shortest && word.len <= longest;
}

/* "Www Mmm dd hh:mm:ss yyyy", as asctime(3) prints it, perhaps with a zone before the year. */
static bool
is_asctime(struct xb_str rest)
{
	struct xb_str word;

	if (!take_word(&rest, &word) || !is_name(word, "MonTueWedThuFriSatSun") || !take_word(&rest, &word) ||
	    !is_name(word, "JanFebMarAprMayJunJulAugSepOctNovDec") || !take_word(&rest, &word) ||
	    !is_number(word, 1, 2) || !take_word(&rest, &word) || !memchr(word.ptr, ':', word.len))
		return false;
	for (int i = 0; i < 3 && take_word(&rest, &word); i++)
		if (is_number(word, 4, 4))
			return true;
	return false;
}

/* Length of an envelope line, with its end, before what may be a header; 0 when there is none. */
static size_t
envelope_len(struct xb_str s)
{
	const char *newline = memchr(s.ptr, '\n', s.len < LOOK / 2 ? s.len : LOOK / 2);
	struct xb_str line, word;
	size_t len;

	if (!xb_str_starts(s, mark) || !newline)
		return 0;
	len = (size_t)(newline - s.ptr) + 1;
	line = xb_str_trim((struct xb_str){ s.ptr + strlen(mark), len - strlen(mark) });
	while (!is_asctime(line))
		if (!take_word(&line, &word))
			return 0;
	s = xb_str_from(s, len);
	for (size_t i = 0; i < s.len && i < LOOK / 2; i++)
		if (s.ptr[i] == ':' || (unsigned char)s.ptr[i] <= ' ')
			return i > 0 && s.ptr[i] == ':' ? len : 0;
	return s.len ? 0 : len;
}

/* ---- Where a mail ends ---- */

/* Is the line before `at` empty, or is there none? */
static bool
after_empty(struct xb_str s, size_t at)
{
	size_t i = at;

	if (i == 0)
		return true;
	if (s.ptr[--i] != '\n')
		return false;
	i -= i && s.ptr[i - 1] == '\r';
	return i == 0 || s.ptr[i - 1] == '\n';
}

static bool
mail_starts(struct xb_str window, size_t at)
{
	return after_empty(window, at) && envelope_len(xb_str_from(window, at));
}

static const struct xb_seek_kind kind = { .mark = mark, .behind = 2, .look = LOOK, .starts = mail_starts };

/* Where the mail ends by its own Content-Length, which mboxcl has so that nothing in a mail need be quoted, if that is borne
 * out by what follows: an envelope, or nothing. XB_SEEK_NONE otherwise. */
static xabar_status
end_by_length(size_t *end, struct xb_seek *seek, size_t from, struct xb_arena *arena, xabar_error *err)
{
	struct xb_str rest = xb_str_from(seek->window, from);
	struct xb_mime_fields fields;
	uint64_t len;
	size_t at;
	xabar_status status;

	*end = XB_SEEK_NONE;
	if (!xb_mime_fields_read(&fields, rest, arena))
		return xb_record_fail_full(arena, rest.len, err);
	if (!xb_mime_number(&len, xb_mime_field(&fields, "Content-Length")))
		return XABAR_OK;
	at = from + fields.len + (size_t)len;
	if (at > XB_INPUT_WINDOW_MAX - LOOK)
		return XABAR_OK;
	status = xb_seek_look(seek, at + LOOK, err);
	if (status != XABAR_OK || at > seek->window.len)
		return status;
	while (at < seek->window.len && (seek->window.ptr[at] == '\n' || seek->window.ptr[at] == '\r'))
		at++;
	if (at == seek->window.len || envelope_len(xb_str_from(seek->window, at)))
		*end = at;
	return status;
}

/* The end of the mail whose envelope, so long, the window begins with; XB_SEEK_NONE when it is too long. */
static xabar_status
find_end(size_t *end, struct xb_seek *seek, size_t envelope, struct xb_arena *arena,
         xabar_error *err)
{
	xabar_status status = end_by_length(end, seek, envelope, arena, err);

	if (status == XABAR_OK && *end == XB_SEEK_NONE)
		status = xb_seek_find(end, seek, envelope, err);
	if (status == XABAR_OK && *end == XB_SEEK_NONE && seek->ended)
		*end = seek->window.len;
	return status;
}

/* ---- Mails ---- */

/* ">From " is what a line "From " of a mail became in the mailbox, ">>From " was ">From " (mboxrd). */
static bool
unquote(struct xb_str *message, struct xb_arena *arena)
{
	struct xb_str in = *message;
	char *out;
	size_t len = 0;

	if (!memmem(in.ptr, in.len, ">From ", 6))
		return true;
	out = xb_arena_alloc(arena, in.len + 1);
	if (!out)
		return false;
	while (in.len) {
		const char *newline = memchr(in.ptr, '\n', in.len);
		size_t line = newline ? (size_t)(newline - in.ptr) + 1 : in.len, marks = 0;

		while (marks < line && in.ptr[marks] == '>')
			marks++;
		marks = marks && xb_str_starts((struct xb_str){ in.ptr + marks, line - marks }, mark);
		memcpy(out + len, in.ptr + marks, line - marks);
		len += line - marks;
		in = xb_str_from(in, line);
	}
	*message = (struct xb_str){ out, len };
	return true;
}

static xabar_status
reject(struct xb_record *record, struct xb_seek *seek, const char *why, xabar_error *err)
{
	xabar_status status = xb_seek_drop(seek, 1, err);

	record->end = xb_input_offset(seek->input);
	return status == XABAR_OK ? xb_fail(err, XABAR_ERECORD, "%s", why) : status;
}

/* A last mail without an empty line after it may still be in writing: the next run reads it again. */
static bool
is_whole(const struct xb_seek *seek, size_t end)
{
	return end < seek->window.len || after_empty(seek->window, end);
}

static xabar_status
mbox_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_seek seek = { .input = ctx->input, .kind = &kind };
	struct xb_str message;
	size_t envelope, end;
	xabar_status status;

	*record = (struct xb_record){ 0 };
	do {
		status = xb_seek_look(&seek, STEP, err);
		for (end = 0; end < seek.window.len && strchr("\r\n", seek.window.ptr[end]); end++)
			;
		xb_input_consume(ctx->input, end);
	} while (status == XABAR_OK && end);
	record->offset = record->end = xb_input_offset(ctx->input);
	*more = seek.window.len > 0;
	if (status != XABAR_OK || !*more)
		return status;
	envelope = envelope_len(seek.window);
	if (!envelope)
		return reject(record, &seek, "no mail begins here: a line \"From sender date\" and a header are wanted", err);
	status = find_end(&end, &seek, envelope, ctx->arena, err);
	if (status != XABAR_OK)
		return status;
	if (end == XB_SEEK_NONE)
		return reject(record, &seek, "the mail is over 64 MiB", err);
	message = (struct xb_str){ seek.window.ptr + envelope, end - envelope };
	record->end = record->offset + (is_whole(&seek, end) ? end : 0);
	xb_input_consume(ctx->input, end);
	if (!unquote(&message, ctx->arena))
		return xb_record_fail_full(ctx->arena, message.len, err);
	return xb_mail_record(record, message, ctx, err);
}

static int
mbox_detect(struct xb_str head)
{
	head = xb_str_trim(head);
	return envelope_len(head) ? 96 : 0;
}

const struct xb_format xb_format_mbox = {
	.name = "mbox",
	.suffixes = ".mbox",
	.help = "mailboxes: mails one after another, after lines \"From sender date\"",
	.growable = true,
	.detect = mbox_detect,
	.next = mbox_next,
};
