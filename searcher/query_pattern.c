/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query_pattern.h"

#include "query_error.h"
#include "text/unicode.h"

/* Letters from which on two may differ: in a shorter word that leaves too little of it. */
#define TWO_EDITS_LETTERS 6

/* The character at byte `at`, and where the next one is; a space at the end. */
static uint32_t
char_at(struct xb_str text, size_t at, size_t *next)
{
	const char *p = text.ptr + at;
	uint32_t cp = ' ';

	if (at < text.len)
		cp = xb_utf8_next(&p, text.ptr + text.len);
	*next = (size_t)(p - text.ptr);
	return cp;
}

static bool
is_wild(uint32_t cp)
{
	return cp == '*' || cp == '?';
}

static bool
is_letter(uint32_t cp)
{
	const uint8_t class = xb_char(cp)->class;

	return class == XB_CLASS_LETTER || class == XB_CLASS_DIGIT;
}

/* Does a character go on with a word, the next one being at `next`? As the tokenizer says, but that * and ? are letters. A code
 * is one word whatever is in it. */
static bool
continues(const struct xb_pieces *pieces, uint32_t cp, size_t next)
{
	const struct xb_field_info *field = pieces->field;
	size_t behind;

	if (field && field->kind == XB_KIND_CODE)
		return cp != '~';
	if (is_wild(cp) || is_letter(cp))
		return true;
	switch (xb_char(cp)->class) {
	case XB_CLASS_MARK:
	case XB_CLASS_IGNORE:
	case XB_CLASS_ZWNJ:
		return true;
	case XB_CLASS_MIDBOTH:
		if (field && field->kind == XB_KIND_WORDS)
			return false;
		/* fallthrough */
	case XB_CLASS_APOSTROPHE:
	case XB_CLASS_MIDLETTER:
	case XB_CLASS_MIDNUM:
		return next < pieces->rest.len && is_letter(char_at(pieces->rest, next, &behind));
	default:
		return false;
	}
}

/* A run of letters, and what is in it. */
struct run {
	size_t end;       /* behind it, but for question marks at its end */
	size_t stop;      /* where the next may begin */
	size_t letters;
	bool wild;        /* has a * or ? that counts */
};

/* A question mark counts where a letter or a star comes after it; of a code always, for that is no prose. */
static struct run
take_run(const struct xb_pieces *pieces, size_t at)
{
	const bool code = pieces->field && pieces->field->kind == XB_KIND_CODE;
	struct run run = { .end = at };
	bool pending = false;
	size_t next;

	for (; at < pieces->rest.len; at = next) {
		const uint32_t cp = char_at(pieces->rest, at, &next);

		if (!continues(pieces, cp, next))
			break;
		run.letters += is_letter(cp);
		if (cp == '*' || is_letter(cp) || code) {
			run.wild |= pending || cp == '*' || cp == '?';
			pending = false;
		} else if (cp == '?') {
			pending = true;
		}
		if (!pending)
			run.end = next;
	}
	run.stop = at;
	run.wild &= run.letters > 0;
	return run;
}

/* The ~ at `at`, with its number, if it ends a word: returns where it ends, else `at`. */
static size_t
take_tilde(struct xb_piece *out, struct xb_str text, size_t at)
{
	size_t end = at, next;

	if (at >= text.len || text.ptr[at] != '~')
		return at;
	for (end++; end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9'; end++) {
		out->numbered = true;
		if (out->edits < 100)
			out->edits = 10 * out->edits + (unsigned)(text.ptr[end] - '0');
	}
	return is_letter(char_at(text, end, &next)) ? at : end;
}

/* A pattern that begins at `at`; false: none does, and *stop is where the next may. */
static bool
take_pattern(struct xb_piece *out, const struct xb_pieces *pieces, size_t at, size_t *stop)
{
	const struct run run = take_run(pieces, at);
	size_t end;

	*out = (struct xb_piece){ .kind = run.wild ? XB_PATTERN_WILDCARD : XB_PATTERN_NONE };
	end = run.letters ? take_tilde(out, pieces->rest, run.end) : run.end;
	if (end > run.end) { /* col*r~ is one, too, which xb_piece_check complains of */
		out->kind = XB_PATTERN_FUZZY;
		if (!out->numbered)
			out->edits = run.letters < TWO_EDITS_LETTERS ? 1 : XB_EDITS_MAX;
	}
	out->text = xb_strn(pieces->rest.ptr + at, run.end - at);
	out->whole = xb_strn(pieces->rest.ptr + at, end - at);
	if (out->kind)
		*stop = end;
	else if (run.stop > at)
		*stop = run.stop;
	else
		char_at(pieces->rest, at, stop);
	return out->kind;
}

bool
xb_pieces_next(struct xb_piece *out, struct xb_pieces *pieces)
{
	const struct xb_str text = pieces->rest;
	size_t at = 0, stop = 0;

	while (at < text.len && !take_pattern(out, pieces, at, &stop))
		at = stop;
	if (at) {
		*out = (struct xb_piece){ .text = xb_strn(text.ptr, at), .whole = xb_strn(text.ptr, at) };
		stop = at;
	}
	pieces->rest = xb_str_from(text, stop);
	return text.len > 0;
}

/* Letters and digits of it. */
static size_t
count_letters(struct xb_str text)
{
	size_t n = 0;

	for (size_t at = 0, next; at < text.len; at = next)
		n += is_letter(char_at(text, at, &next));
	return n;
}

static bool
has_wild(struct xb_str text)
{
	return memchr(text.ptr, '*', text.len) || memchr(text.ptr, '?', text.len);
}

xabar_status
xb_piece_check(const struct xb_piece *piece, const struct xb_field_info *field, struct xb_str query, bool exact, xabar_error *err)
{
	const size_t off = (size_t)(piece->whole.ptr - query.ptr), tilde = off + piece->text.len;
	xabar_status status;

	if (piece->kind != XB_PATTERN_FUZZY)
		return XABAR_OK;
	if (has_wild(piece->text)) {
		status = xb_query_fail(err, XABAR_EQUERY, query, tilde, "~ goes after a word without * or ?");
		return xb_hint(err, status, "leave the ~ out, or write the word in full");
	}
	if (field && field->kind == XB_KIND_CODE) {
		status = xb_query_fail(err, XABAR_EQUERY, query, tilde, "~ goes after a word, and %s: has codes", field->name);
		return xb_hint(err, status, "write it in full, as %s, or its beginning with a * after it", field->example);
	}
	if (exact) {
		status = xb_query_fail(err, XABAR_EQUERY, query, tilde, "= asks for this spelling alone, and ~ for others");
		return xb_hint(err, status, "leave one of them out");
	}
	if (!piece->edits || piece->edits > XB_EDITS_MAX) {
		status = xb_query_fail(err, XABAR_EQUERY, query, tilde, "~ takes 1 or %d, the letters that may differ", XB_EDITS_MAX);
		return xb_hint(err, status, "%.*s* finds all that begins with it", XB_STR_ARG(piece->text));
	}
	if (count_letters(piece->text) <= piece->edits) {
		status = xb_query_fail(err, XABAR_EQUERY, query, off, "'%.*s' is too short for %u of its letters to differ",
		                       XB_STR_ARG(piece->text), piece->edits);
		return xb_hint(err, status, "write a longer word before the ~, or the word alone");
	}
	return XABAR_OK;
}
