/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "aliases_line.h"

#include <xxhash.h>

#include "text/bare.h"
#include "text/tokenizer.h"

#define NAMES_MAX 256 /* of one thing */

struct xb_str
xb_alias_line_next(struct xb_str *text)
{
	const char *end = memchr(text->ptr, '\n', text->len);
	struct xb_str line = xb_strn(text->ptr, end ? (size_t)(end - text->ptr) : text->len);

	*text = xb_str_from(*text, line.len + (end != NULL));
	return line;
}

/* A name's words, folded. XABAR_ERECORD when it has none, or too many. */
static xabar_status
read_name(struct xb_alias *out, struct xb_str text, struct xb_arena *arena, xabar_error *err)
{
	struct xb_str words[XB_ALIAS_WORDS_MAX];
	struct xb_tokenizer tokenizer;
	struct xb_token token;
	struct xb_str *copy;

	*out = (struct xb_alias){ 0 };
	xb_tokenizer_init(&tokenizer, text, false);
	while (xb_tokenizer_next(&tokenizer, &token)) {
		if (token.flags & XB_TOKEN_PART)
			continue;
		if (out->nwords == XB_ALIAS_WORDS_MAX)
			return xb_fail(err, XABAR_ERECORD, "a name has more than %d words", XB_ALIAS_WORDS_MAX);
		words[out->nwords] = xb_arena_str(arena, token.term);
		if (!words[out->nwords++].ptr)
			return xb_fail_nomem(err);
	}
	if (!out->nwords)
		return xb_fail(err, XABAR_ERECORD, "a name has no letter or digit");
	copy = xb_arena_calloc(arena, out->nwords, sizeof(*copy));
	if (!copy)
		return xb_fail_nomem(err);
	memcpy(copy, words, out->nwords * sizeof(*copy));
	out->words = copy;
	return XABAR_OK;
}

static xabar_status
read_names(const struct xb_alias_thing **out, struct xb_str line, struct xb_arena *arena, xabar_error *err)
{
	struct xb_alias names[NAMES_MAX], *copy;
	struct xb_alias_thing *thing;
	size_t n = 0;

	while (line.len) {
		const char *equals = memchr(line.ptr, '=', line.len);
		struct xb_str name = xb_strn(line.ptr, equals ? (size_t)(equals - line.ptr) : line.len);
		xabar_status status;

		if (n == NAMES_MAX)
			return xb_fail(err, XABAR_ERECORD, "there are more than %d names", NAMES_MAX);
		status = read_name(&names[n++], name, arena, err);
		if (status != XABAR_OK)
			return status;
		line = xb_str_from(line, name.len + (equals != NULL));
	}
	if (n < 2)
		return xb_fail(err, XABAR_ERECORD, "it has one name: write ' = ' between the names of one thing");
	thing = xb_arena_calloc(arena, 1, sizeof(*thing));
	copy = xb_arena_calloc(arena, n, sizeof(*copy));
	if (!thing || !copy)
		return xb_fail_nomem(err);
	memcpy(copy, names, n * sizeof(*copy));
	*thing = (struct xb_alias_thing){ copy, n };
	*out = thing;
	return XABAR_OK;
}

/* A line without its comment. */
static struct xb_str
bare_line(struct xb_str line)
{
	const char *comment = memchr(line.ptr, '#', line.len);

	if (comment)
		line.len = (size_t)(comment - line.ptr);
	return xb_str_trim(line);
}

xabar_status
xb_alias_line_read(const struct xb_alias_thing **out, struct xb_str line, struct xb_arena *arena, xabar_error *err)
{
	*out = NULL;
	if (xb_utf8_valid(line) != line.len)
		return xb_fail(err, XABAR_ERECORD, "it is not UTF-8");
	line = bare_line(line);
	return line.len ? read_names(out, line, arena, err) : XABAR_OK;
}

size_t
xb_alias_bare(char out[XB_ALIAS_BARE_MAX], const struct xb_str *words, size_t n)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		if (i)
			out[len++] = ' ';
		len += xb_bare(out + len, words[i]);
	}
	return len;
}

uint64_t
xb_alias_hash(struct xb_str bare)
{
	return XXH3_64bits(bare.ptr, bare.len);
}
