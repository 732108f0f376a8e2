/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One pass: marks are written as they come, and struck out once their other half is found. */
#include "markdown_inline.h"

#include "normalize/markup.h"

#define OPEN_MAX 32      /* marks that may wait to be closed */
#define CODE_RUN_MAX 16
#define NESTED_MAX 8     /* brackets within a link's address */
#define ADDRESS_MAX 2048 /* bytes of one in angles */
#define STRUCK '\xff'    /* a byte that UTF-8 has not */

/* A mark that another may close. */
struct opener {
	char mark;    /* * _ ~ [, or ! for a picture's [ */
	size_t at, n; /* where in the output, how many of it */
};

struct inliner {
	char *out;
	size_t len;
	struct xb_str s;
	struct opener open[OPEN_MAX];
	size_t nopen;
	bool no_code[CODE_RUN_MAX + 1]; /* by length: a run of so many backticks was looked for in vain */
	bool html;      /* the result goes through markup.h: what is no markup is escaped */
};

static bool
is_punct(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

static void
put(struct inliner *in, char c)
{
	const char *escape = !in->html ? NULL : c == '<' ? "&lt;" : c == '&' ? "&amp;" : NULL;

	if (escape)
		in->len = (size_t)(stpcpy(in->out + in->len, escape) - in->out);
	else
		in->out[in->len++] = c;
}

static char
char_at(const struct inliner *in, size_t i)
{
	return i < in->s.len ? in->s.ptr[i] : '\0';
}

static size_t
run_length(const struct inliner *in, size_t i)
{
	size_t n = 1;

	while (i + n < in->s.len && in->s.ptr[i + n] == in->s.ptr[i])
		n++;
	return n;
}

/* The run of `n` backticks after `from`, which ends code; the end of all when there is none. */
static size_t
find_run(const struct inliner *in, size_t from, size_t n)
{
	while (from < in->s.len) {
		const char *p = memchr(in->s.ptr + from, '`', in->s.len - from);
		size_t at = p ? (size_t)(p - in->s.ptr) : in->s.len, len = p ? run_length(in, at) : 0;

		if (!p || len == n)
			return at;
		from = at + len;
	}
	return in->s.len;
}

/* `code`: as it stands. */
static size_t
take_code(struct inliner *in, size_t i)
{
	size_t n = run_length(in, i), end = in->s.len;

	if (n <= CODE_RUN_MAX && !in->no_code[n]) {
		end = find_run(in, i + n, n);
		in->no_code[n] = end == in->s.len;
	}
	if (end == in->s.len) {
		memset(in->out + in->len, '`', n);
		in->len += n;
		return i + n;
	}
	for (size_t k = i + n; k < end; k++)
		put(in, in->s.ptr[k]);
	return end + n;
}

static void
push(struct inliner *in, char mark, size_t at, size_t n)
{
	if (in->nopen == OPEN_MAX)
		memmove(in->open, in->open + 1, --in->nopen * sizeof(*in->open));
	in->open[in->nopen++] = (struct opener){ mark, at, n };
}

/* CommonMark 6.2: whether a run of marks can open or close depends on what is at its sides. Letters of other scripts are
 * what is not ASCII here, and so is their punctuation. */
static void
look_around(bool *opens, bool *closes, const struct inliner *in, size_t i, size_t n)
{
	char mark = in->s.ptr[i], before = i ? in->s.ptr[i - 1] : '\0', after = char_at(in, i + n);
	bool left = !is_blank(after) && (!is_punct(after) || is_blank(before) || is_punct(before));
	bool right = !is_blank(before) && (!is_punct(before) || is_blank(after) || is_punct(after));

	*opens = left && (mark != '_' || !right || is_punct(before));
	*closes = right && (mark != '_' || !left || is_punct(after));
	if (mark == '~' && n != 2)
		*opens = *closes = false;
}

/* Strike out marks that this run closes. Returns how many of the run are left. */
static size_t
close_marks(struct inliner *in, char mark, size_t n)
{
	for (size_t k = in->nopen; k-- > 0 && n;) {
		struct opener *o = &in->open[k];
		size_t both = o->n < n ? o->n : n;

		if (o->mark != mark)
			continue;
		memset(in->out + o->at + o->n - both, STRUCK, both);
		o->n -= both;
		n -= both;
		in->nopen = o->n ? k + 1 : k;
	}
	return n;
}

static size_t
take_marks(struct inliner *in, size_t i)
{
	size_t n = run_length(in, i), left = n;
	bool opens, closes;

	look_around(&opens, &closes, in, i, n);
	if (closes)
		left = close_marks(in, in->s.ptr[i], n);
	if (opens && left)
		push(in, in->s.ptr[i], in->len, left);
	memset(in->out + in->len, in->s.ptr[i], left);
	in->len += left;
	return i + n;
}

/* Past the bracket that closes the one at `i`; 0 when there is none. */
static size_t
skip_brackets(const struct inliner *in, size_t i, char close)
{
	size_t depth = 0;
	char open = in->s.ptr[i];

	for (; i < in->s.len && depth <= NESTED_MAX; i++) {
		if (in->s.ptr[i] == '\\')
			i++;
		else if (in->s.ptr[i] == open)
			depth++;
		else if (in->s.ptr[i] == close && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* [text](address) and [text][name] are the text. */
static size_t
take_close(struct inliner *in, size_t i)
{
	char next = char_at(in, i + 1);
	size_t k = in->nopen, end = 0;

	while (k && in->open[k - 1].mark != '[' && in->open[k - 1].mark != '!')
		k--;
	if (k && (next == '(' || next == '['))
		end = skip_brackets(in, i + 1, next == '(' ? ')' : ']');
	if (k)
		in->nopen = k - 1;
	if (!end) {
		in->out[in->len++] = ']';
		return i + 1;
	}
	memset(in->out + in->open[k - 1].at, STRUCK, in->open[k - 1].n);
	return end;
}

static size_t
take_open(struct inliner *in, size_t i)
{
	size_t n = in->s.ptr[i] == '!' ? 2 : 1;

	if (n == 1 && char_at(in, i + 1) == '^') { /* a footnote's number */
		size_t end = skip_brackets(in, i, ']');

		if (end)
			return end;
	}
	push(in, n == 2 ? '!' : '[', in->len, n);
	memcpy(in->out + in->len, "![" + (2 - n), n);
	in->len += n;
	return i + n;
}

/* <https://example.org>: the address. Other tags are HTML. */
static size_t
take_angle(struct inliner *in, size_t i)
{
	struct xb_str rest = xb_str_from(in->s, i + 1);
	bool address = xb_str_starts(rest, "http://") || xb_str_starts(rest, "https://") || xb_str_starts(rest, "mailto:");
	const char *close = address ? memchr(rest.ptr, '>', rest.len < ADDRESS_MAX ? rest.len : ADDRESS_MAX) : NULL;

	if (!close) {
		in->out[in->len++] = '<';
		return i + 1;
	}
	for (const char *p = rest.ptr; p < close; p++)
		put(in, *p);
	return i + 2 + (size_t)(close - rest.ptr);
}

static size_t
take_one(struct inliner *in, size_t i)
{
	char c = in->s.ptr[i];

	switch (c) {
	case '\\':
		if (!is_punct(char_at(in, i + 1)))
			break;
		put(in, in->s.ptr[i + 1]);
		return i + 2;
	case '`':
		return take_code(in, i);
	case '*':
	case '_':
	case '~':
		return take_marks(in, i);
	case '!':
		if (char_at(in, i + 1) != '[')
			break;
		return take_open(in, i);
	case '[':
		return take_open(in, i);
	case ']':
		return take_close(in, i);
	case '<':
		return take_angle(in, i);
	default:
		break;
	}
	in->out[in->len++] = c;
	return i + 1;
}

static struct xb_str
without_struck(struct inliner *in)
{
	size_t len = 0;

	for (size_t i = 0; i < in->len; i++)
		if (in->out[i] != STRUCK)
			in->out[len++] = in->out[i];
	return (struct xb_str){ in->out, len };
}

bool
xb_markdown_inline(struct xb_buf *out, struct xb_str paragraph, struct xb_arena *arena)
{
	struct inliner in = { .s = paragraph };
	struct xb_str made;

	in.html = memchr(paragraph.ptr, '<', paragraph.len) || memchr(paragraph.ptr, '&', paragraph.len);
	/* what is escaped takes five bytes at most, and a NUL */
	in.out = xb_arena_alloc(arena, (in.html ? 5 * paragraph.len : paragraph.len) + 1);
	if (!in.out)
		return false;
	for (size_t i = 0; i < paragraph.len;)
		i = take_one(&in, i);
	made = without_struck(&in);
	xb_buf_add_str(out, in.html && xb_markup_looks_like(made) ? xb_markup_text(made, arena) : made);
	return !out->failed;
}
