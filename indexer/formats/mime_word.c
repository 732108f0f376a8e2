/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime_word.h"

#include <strings.h>

#include "buf.h"
#include "mime_text.h"

#define VALUE_MAX ((size_t)64 << 10) /* of a value longer than this the rest is left out */
#define CHARSET_MAX 64
#define WORD_MAX 2048                /* the standard has 75, mailers do not */
#define DECODED_MAX ((size_t)1 << 20)

struct word {
	struct xb_str charset;
	struct xb_str text;
	bool base64;
	size_t len; /* of all of it */
};

/* Read the word that `s` begins with: =?charset?B?text?=, the charset perhaps with *language (RFC 2231, 5). */
static bool
read_word(struct word *word, struct xb_str s)
{
	const char *mark, *star, *end;
	size_t from;

	mark = memchr(s.ptr + 2, '?', s.len - 2 < CHARSET_MAX ? s.len - 2 : CHARSET_MAX);
	if (!mark || (size_t)(mark - s.ptr) + 3 > s.len || mark[2] != '?' || !strchr("bBqQ", mark[1]))
		return false;
	word->charset = (struct xb_str){ s.ptr + 2, (size_t)(mark - s.ptr) - 2 };
	star = memchr(word->charset.ptr, '*', word->charset.len);
	if (star)
		word->charset.len = (size_t)(star - word->charset.ptr);
	word->base64 = mark[1] == 'b' || mark[1] == 'B';
	from = (size_t)(mark - s.ptr) + 3;
	end = memmem(s.ptr + from, s.len - from < WORD_MAX ? s.len - from : WORD_MAX, "?=", 2);
	if (!end)
		return false;
	word->text = (struct xb_str){ s.ptr + from, (size_t)(end - s.ptr) - from };
	word->len = (size_t)(end - s.ptr) + 2;
	return word->charset.len > 0;
}

/* The next word at or after *at, which goes there. */
static bool
find_word(struct word *word, struct xb_str raw, size_t *at)
{
	while (*at + 2 < raw.len) {
		const char *mark = memmem(raw.ptr + *at, raw.len - *at, "=?", 2);

		if (!mark)
			return false;
		*at = (size_t)(mark - raw.ptr);
		if (raw.len - *at > 2 && read_word(word, xb_str_from(raw, *at)))
			return true;
		*at += 2;
	}
	return false;
}

struct decoding {
	struct xb_charset *charset;
	struct xb_arena *arena;
	struct xb_buf text;    /* UTF-8 */
	struct xb_buf bytes;   /* of words of one charset, not decoded yet */
	struct xb_str declared; /* theirs */
};

static xabar_status
add_bytes(struct decoding *decoding, struct xb_str bytes, struct xb_str declared, xabar_error *err)
{
	struct xb_charset_found found;
	struct xb_str text = { 0 };
	xabar_status status =
		xb_charset_decode(&text, &found, decoding->charset, bytes, declared, decoding->arena, err);

	if (status == XABAR_OK)
		xb_buf_add_str(&decoding->text, text);
	return status;
}

static xabar_status
flush(struct decoding *decoding, xabar_error *err)
{
	xabar_status status = add_bytes(decoding, xb_buf_view(&decoding->bytes), decoding->declared, err);

	/* What was decoded may be borrowed from the bytes, but has been copied. */
	xb_buf_clear(&decoding->bytes);
	return status;
}

static bool
same_charset(struct xb_str a, struct xb_str b)
{
	return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

static void
add_word(struct decoding *decoding, const struct word *word)
{
	char *out = xb_buf_extend(&decoding->bytes, word->text.len);

	if (!out)
		return;
	decoding->bytes.len -= word->text.len;
	decoding->bytes.len += word->base64 ? xb_mime_base64(out, word->text) : xb_mime_q(out, word->text);
	decoding->declared = word->charset;
}

static xabar_status
decode_words(struct decoding *decoding, struct xb_str raw, struct xb_str declared, xabar_error *err)
{
	struct word word;
	size_t at = 0, done = 0;
	xabar_status status = XABAR_OK;

	while (status == XABAR_OK && find_word(&word, raw, &at)) {
		struct xb_str between = { raw.ptr + done, at - done };
		/* White space between two words is there only to set them apart (RFC 2047, 6.2). */
		bool joined = done && xb_str_trim(between).len == 0;

		if (!joined || !same_charset(decoding->declared, word.charset))
			status = flush(decoding, err);
		if (status == XABAR_OK && !joined)
			status = add_bytes(decoding, between, declared, err);
		add_word(decoding, &word);
		done = at += word.len;
	}
	if (status == XABAR_OK)
		status = flush(decoding, err);
	if (status == XABAR_OK)
		status = add_bytes(decoding, xb_str_from(raw, done), declared, err);
	return status;
}

xabar_status
xb_mime_words(struct xb_str *out, struct xb_charset *charset, struct xb_str raw, struct xb_str declared,
              struct xb_arena *arena, xabar_error *err)
{
	struct decoding decoding = { .charset = charset, .arena = arena };
	struct xb_charset_found found;
	xabar_status status;

	if (raw.len > VALUE_MAX)
		raw.len = VALUE_MAX;
	if (!memmem(raw.ptr, raw.len, "=?", 2))
		return xb_charset_decode(out, &found, charset, raw, declared, arena, err);
	xb_buf_init(&decoding.text, DECODED_MAX);
	xb_buf_init(&decoding.bytes, DECODED_MAX);
	status = decode_words(&decoding, raw, declared, err);
	if (status == XABAR_OK && (decoding.text.failed || decoding.bytes.failed))
		status = xb_fail_nomem(err);
	if (status == XABAR_OK) {
		*out = xb_arena_str(arena, xb_buf_view(&decoding.text));
		status = out->ptr ? XABAR_OK : xb_record_fail_full(arena, decoding.text.len, err);
	}
	xb_buf_release(&decoding.text);
	xb_buf_release(&decoding.bytes);
	return status;
}

/* ---- Mailboxes ---- */

/* Where the '<' or '(' is that begins an address or a comment, outside of quotes; value.len when there is none. */
static size_t
find_open(struct xb_str value, char open)
{
	bool quoted = false;
	size_t i = 0;

	for (; i < value.len && (quoted || value.ptr[i] != open); i++) {
		if (value.ptr[i] == '"')
			quoted = !quoted;
		else if (value.ptr[i] == '\\' && i + 1 < value.len)
			i++;
	}
	return i;
}

/* What is between value.ptr[open] and the next `close`. */
static struct xb_str
enclosed(struct xb_str value, size_t open, char close)
{
	struct xb_str in = xb_str_from(value, open + (open < value.len));
	const char *end = memchr(in.ptr, close, in.len);

	return xb_str_trim((struct xb_str){ in.ptr, end ? (size_t)(end - in.ptr) : in.len });
}

/* Without quotes, and backslashes before quotes. */
static bool
unquote(struct xb_str *s, struct xb_arena *arena)
{
	char *out;
	size_t len = 0;

	*s = xb_str_trim(*s);
	if (!memchr(s->ptr, '"', s->len) && !memchr(s->ptr, '\\', s->len))
		return true;
	out = xb_arena_alloc(arena, s->len + 1);
	if (!out)
		return false;
	for (size_t i = 0; i < s->len; i++) {
		if (s->ptr[i] == '"')
			continue;
		i += s->ptr[i] == '\\' && i + 1 < s->len;
		out[len++] = s->ptr[i];
	}
	*s = xb_str_trim((struct xb_str){ out, len });
	return true;
}

bool
xb_mime_mailbox(struct xb_str *name, struct xb_str *address, struct xb_str value, struct xb_arena *arena)
{
	size_t angle = find_open(value, '<'), paren = find_open(value, '(');
	bool at = memchr(value.ptr, '@', value.len) != NULL;

	if (angle < value.len) {
		*name = (struct xb_str){ value.ptr, angle };
		*address = enclosed(value, angle, '>');
	} else if (paren < value.len) {
		*name = enclosed(value, paren, ')');
		*address = xb_str_trim((struct xb_str){ value.ptr, paren });
	} else {
		*name = at ? (struct xb_str){ "", 0 } : value;
		*address = at ? value : (struct xb_str){ "", 0 };
	}
	if (!unquote(name, arena))
		return false;
	if (same_charset(*name, *address))
		name->len = 0;
	return true;
}
