/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "jsonld_mend.h"

#include "json_scan.h"

/* What may come next. */
enum want {
	WANT_KEY,   /* in an object, or its end */
	WANT_COLON,
	WANT_VALUE, /* after a colon; in an array, or its end */
	WANT_COMMA, /* or the end */
};

struct mend {
	struct xb_buf *out;
	struct xb_str text;
	size_t i;
	char open[XB_JSONLD_DEPTH_MAX]; /* the brackets that are open */
	size_t depth;
	size_t too_deep;                /* brackets open beyond those: nothing in them is written */
	enum want want;
	bool comma;                     /* one is to be written before the next */
	bool no_comment_end;            /* looked for in vain: nothing is looked through twice */
};

static char
at(const struct mend *mend, size_t i)
{
	return i < mend->text.len ? mend->text.ptr[i] : '\0';
}

static bool
in_object(const struct mend *mend)
{
	return mend->open[mend->depth - 1] == '{';
}

static size_t
past_space(const struct mend *mend, size_t i)
{
	while (i < mend->text.len && xb_json_space(mend->text.ptr[i]))
		i++;
	return i;
}

/* ---- Wrappers and comments ---- */

static bool
has_at(const struct mend *mend, size_t i, const char *word)
{
	size_t len = strlen(word);

	return mend->text.len - i >= len && memcmp(mend->text.ptr + i, word, len) == 0;
}

/* Length of what is no JSON at `i`: a wrapper's mark, by itself or in a comment of JavaScript's, or a comment; 0: none. */
static size_t
aside_len(struct mend *mend, size_t i)
{
	static const char *const marks[] = { "<!--", "-->", "<![CDATA[", "]]>", "\xef\xbb\xbf" };
	const char *end;

	for (size_t m = 0; m < sizeof(marks) / sizeof(*marks); m++)
		if (has_at(mend, i, marks[m]))
			return strlen(marks[m]);
	if (has_at(mend, i, "/*")) {
		end = mend->no_comment_end ? NULL : memmem(mend->text.ptr + i + 2, mend->text.len - i - 2, "*/", 2);
		mend->no_comment_end |= !end;
		return end ? (size_t)(end - mend->text.ptr) + 2 - i : 2;
	}
	if (!has_at(mend, i, "//"))
		return 0;
	for (size_t m = 0; m < sizeof(marks) / sizeof(*marks); m++)
		if (has_at(mend, past_space(mend, i + 2), marks[m]))
			return 2;
	end = memchr(mend->text.ptr + i, '\n', mend->text.len - i);
	return end ? (size_t)(end - mend->text.ptr) - i : mend->text.len - i;
}

/* ---- Structure ---- */

static void
write_before_value(struct mend *mend)
{
	if (mend->want == WANT_KEY)
		xb_buf_add(mend->out, mend->comma ? ",\"\":" : "\"\":", mend->comma ? 4 : 3);
	else if (mend->want == WANT_COLON)
		xb_buf_add_char(mend->out, ':');
	else if (mend->want == WANT_COMMA || mend->comma)
		xb_buf_add(mend->out, in_object(mend) ? ",\"\":" : ",", in_object(mend) ? 4 : 1);
	mend->comma = false;
}

static void
open_bracket(struct mend *mend, char bracket)
{
	if (mend->too_deep || mend->depth == XB_JSONLD_DEPTH_MAX) {
		mend->too_deep++;
		return;
	}
	write_before_value(mend);
	xb_buf_add_char(mend->out, bracket);
	mend->open[mend->depth++] = bracket;
	mend->want = bracket == '{' ? WANT_KEY : WANT_VALUE;
}

static void
close_top(struct mend *mend)
{
	if (mend->want == WANT_COLON)
		xb_buf_add(mend->out, ":null", 5);
	else if (mend->want == WANT_VALUE && in_object(mend))
		xb_buf_add(mend->out, "null", 4);
	xb_buf_add_char(mend->out, in_object(mend) ? '}' : ']');
	mend->depth--;
	mend->want = WANT_COMMA;
	mend->comma = false;
}

/* The innermost bracket of its kind ends, and what is open in it; one that was never opened is nothing. The outermost
 * array is ours. */
static void
close_bracket(struct mend *mend, char bracket)
{
	size_t depth = mend->depth;

	if (mend->too_deep) {
		mend->too_deep--;
		return;
	}
	while (depth > 1 && mend->open[depth - 1] != bracket)
		depth--;
	while (depth > 1 && mend->depth >= depth)
		close_top(mend);
}

/* ---- Strings ---- */

static bool
is_value_start(const struct mend *mend, size_t i)
{
	char c = at(mend, i);

	if (in_object(mend))
		return c == '"' || c == '}' || c == ',';
	return (c && strchr("\",{[]-", c)) || (c >= '0' && c <= '9') || has_at(mend, i, "true") || has_at(mend, i, "false") ||
	       has_at(mend, i, "null");
}

/* Does the quote at `i` end the string, or is it one of the text's that should have been escaped? What follows tells. */
static bool
ends_string(struct mend *mend, size_t i, bool key)
{
	size_t next = past_space(mend, i + 1);
	bool line_end = memchr(mend->text.ptr + i, '\n', next - i);

	switch (at(mend, next)) {
	case '\0':
		return next >= mend->text.len;
	case ':':
		return key;
	case '}':
	case ']':
		return true;
	case '"':
		return line_end;
	case ',':
		next = past_space(mend, next + 1);
		return next >= mend->text.len || is_value_start(mend, next) || aside_len(mend, next);
	default:
		return aside_len(mend, next) > 0;
	}
}

static int
hex4(const struct mend *mend, size_t i)
{
	int value = 0;

	for (size_t k = i; k < i + 4; k++) {
		char c = at(mend, k), lower = (char)(c | 0x20);

		if (c >= '0' && c <= '9')
			value = 16 * value + (c - '0');
		else if (lower >= 'a' && lower <= 'f')
			value = 16 * value + (lower - 'a' + 10);
		else
			return -1;
	}
	return value;
}

/* The escape at mend->i, which is at its backslash; what is none loses that. */
static void
write_escape(struct mend *mend)
{
	const char *p = mend->text.ptr + mend->i;
	char c = at(mend, mend->i + 1);
	int unit = c == 'u' ? hex4(mend, mend->i + 2) : -1, low;

	mend->i += c ? 2 : 1;
	if (c && strchr("\"\\/bfnrt", c)) {
		xb_buf_add(mend->out, p, 2);
		return;
	}
	if (unit < 0) {
		mend->i -= c != '\0'; /* as it stands */
		return;
	}
	mend->i += 4;
	low = has_at(mend, mend->i < mend->text.len ? mend->i : mend->text.len, "\\u") ? hex4(mend, mend->i + 2) : -1;
	if (unit >= 0xd800 && unit < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
		xb_buf_add(mend->out, p, 12);
		mend->i += 6;
	} else if (unit >= 0xd800 && unit < 0xe000)
		xb_buf_add(mend->out, "\\ufffd", 6);
	else if (unit)
		xb_buf_add(mend->out, p, 6);
}

/* The characters of a string from mend->i to its end, which is passed. */
static void
write_characters(struct mend *mend, bool key)
{
	while (mend->i < mend->text.len) {
		size_t start = mend->i;
		char c;

		while (mend->i < mend->text.len && (unsigned char)at(mend, mend->i) >= ' ' && at(mend, mend->i) != '"' &&
		       at(mend, mend->i) != '\\')
			mend->i++;
		xb_buf_add(mend->out, mend->text.ptr + start, mend->i - start);
		c = at(mend, mend->i);
		if (mend->i == mend->text.len)
			return;
		if (c == '\\') {
			write_escape(mend);
			continue;
		}
		if (c == '"' && ends_string(mend, mend->i++, key))
			return;
		if (c == '"')
			xb_buf_add(mend->out, "\\\"", 2);
		else {
			xb_buf_add(mend->out, c == '\n' ? "\\n" : " ", c == '\n' ? 2 : 1);
			mend->i++;
		}
	}
}

/* A string, or a bare word as one. */
static void
write_string(struct mend *mend, struct xb_str bare)
{
	bool key = in_object(mend) && (mend->want == WANT_KEY || mend->want == WANT_COMMA);
	struct xb_buf *out = mend->out, none;

	xb_buf_init(&none, 0);
	if (mend->too_deep)
		mend->out = &none;
	else if (key && (mend->comma || mend->want == WANT_COMMA)) {
		xb_buf_add_char(out, ',');
		mend->comma = false;
	} else if (!key)
		write_before_value(mend);
	xb_buf_add_char(mend->out, '"');
	if (bare.len)
		xb_buf_add_str(mend->out, bare);
	else
		write_characters(mend, key);
	xb_buf_add_char(mend->out, '"');
	if (!mend->too_deep)
		mend->want = key ? WANT_COLON : WANT_COMMA;
	xb_buf_release(&none);
	mend->out = out;
}

static bool
is_bare(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' ||
	       c == '.' || c == '$' || c == '@';
}

/* true, false and null are themselves as values; JavaScript's undefined is null. */
static void
write_bare(struct mend *mend)
{
	struct xb_str word = { mend->text.ptr + mend->i, 0 };
	bool value = mend->want == WANT_VALUE || mend->want == WANT_COLON;

	while (is_bare(at(mend, mend->i)))
		mend->i++;
	word.len = mend->i - (size_t)(word.ptr - mend->text.ptr);
	if (value && !mend->too_deep &&
	    (xb_str_is(word, "true") || xb_str_is(word, "false") || xb_str_is(word, "null") || xb_str_is(word, "undefined"))) {
		write_before_value(mend);
		xb_buf_add_str(mend->out, xb_str_is(word, "undefined") ? xb_str("null") : word);
		mend->want = WANT_COMMA;
	} else
		write_string(mend, word);
}

static void
write_comma(struct mend *mend)
{
	if (mend->too_deep)
		return;
	if (mend->want == WANT_COLON || (mend->want == WANT_VALUE && in_object(mend))) {
		xb_buf_add_str(mend->out, xb_str(mend->want == WANT_COLON ? ":null" : "null"));
		mend->want = WANT_COMMA;
	}
	if (mend->want == WANT_COMMA) {
		mend->comma = true;
		mend->want = in_object(mend) ? WANT_KEY : WANT_VALUE;
	}
}

static void
write_token(struct mend *mend)
{
	char c = at(mend, mend->i);

	if (is_bare(c)) {
		write_bare(mend);
		return;
	}
	mend->i++;
	if (c == '{' || c == '[')
		open_bracket(mend, c);
	else if (c == '}' || c == ']')
		close_bracket(mend, c == '}' ? '{' : '[');
	else if (c == '"')
		write_string(mend, (struct xb_str){ "", 0 });
	else if (c == ',')
		write_comma(mend);
	else if (c == ':' && mend->want == WANT_COLON && !mend->too_deep) {
		xb_buf_add_char(mend->out, ':');
		mend->want = WANT_VALUE;
	}
}

void
xb_jsonld_mend(struct xb_buf *out, struct xb_str text)
{
	struct mend mend = { .out = out, .text = text, .open = "[", .depth = 1, .want = WANT_VALUE };

	xb_buf_add_char(out, '[');
	while (mend.i < text.len && !out->failed) {
		size_t aside = aside_len(&mend, mend.i);

		if (aside)
			mend.i += aside;
		else
			write_token(&mend);
	}
	mend.too_deep = 0;
	while (mend.depth)
		close_top(&mend);
}
