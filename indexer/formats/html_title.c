/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_title.h"

#include "html_text.h"

/* Between a headline and a site's name. Those that also stand within headlines are weak. */
static const struct separator {
	const char *text;
	bool weak;
} separators[] = {
	{ " | ", false }, { " » ", false }, { " « ", false }, { " :: ", false }, { " • ", false }, { " · ", false }, { " // ", false },
	{ " - ", true },  { " – ", true },  { " — ", true },  { " / ", true },
};

/* A headline has at least as many letters; a site's name that is only guessed, fewer words than these. */
#define HEADLINE_LETTERS_MIN 12
#define SITE_WORDS_MAX 3

static size_t
words(struct xb_str s)
{
	size_t n = s.len > 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == ' ';
	return n;
}

static bool
same(struct xb_str a, struct xb_str b, struct xb_arena *arena)
{
	struct xb_str key_a = xb_html_key(a, arena), key_b = xb_html_key(b, arena);

	return key_a.ptr && key_b.ptr && key_a.len && xb_str_equal(key_a, key_b);
}

static bool
is_domain(struct xb_str s)
{
	return memchr(s.ptr, '.', s.len) && !memchr(s.ptr, ' ', s.len) && s.ptr[s.len - 1] != '.';
}

/* Is this piece of the title the site's name? */
static bool
is_site(struct xb_str piece, struct xb_str rest, struct xb_str site, struct xb_str host, bool weak, bool guess,
        struct xb_arena *arena)
{
	const char *dot = memchr(host.ptr, '.', host.len);

	if (piece.len == 0)
		return true;
	if (same(piece, site, arena) || same(piece, host, arena))
		return true;
	if (dot && same(piece, (struct xb_str){ host.ptr, (size_t)(dot - host.ptr) }, arena))
		return true;
	if (xb_html_letters(rest) < HEADLINE_LETTERS_MIN)
		return false;
	if (is_domain(piece))
		return true;
	return guess && !weak && words(piece) <= SITE_WORDS_MAX && words(rest) > SITE_WORDS_MAX;
}

/* The last separator in `s`, or the first one; NULL when there is none. */
static const char *
find_separator(struct xb_str s, bool last, const struct separator **which)
{
	const char *best = NULL;

	for (size_t i = 0; i < sizeof(separators) / sizeof(*separators); i++) {
		size_t len = strlen(separators[i].text);
		const char *p = s.ptr, *end = s.ptr + s.len, *found = NULL;

		for (const char *next; (next = memmem(p, (size_t)(end - p), separators[i].text, len)); p = next + len) {
			found = next;
			if (!last)
				break;
		}
		if (found && (!best || (last ? found > best : found < best))) {
			best = found;
			*which = &separators[i];
		}
	}
	return best;
}

#define CUTS_MAX 4

struct xb_str
xb_html_title_cut(struct xb_str title, struct xb_str site, struct xb_str host, bool guess, struct xb_arena *arena)
{
	for (unsigned n = 0; n < CUTS_MAX; n++) {
		const struct separator *which = NULL;
		bool last = n % 2 == 0;
		const char *at = find_separator(title, last, &which);
		struct xb_str head, tail;

		if (!at)
			break;
		head = xb_str_trim((struct xb_str){ title.ptr, (size_t)(at - title.ptr) });
		at += strlen(which->text);
		tail = xb_str_trim(xb_str_from(title, (size_t)(at - title.ptr)));
		if (last && is_site(tail, head, site, host, which->weak, guess, arena))
			title = head;
		else if (!last && is_site(head, tail, site, host, which->weak, guess, arena))
			title = tail;
	}
	return title;
}

static bool
ends_cut(struct xb_str s)
{
	return s.len > 3 && (memcmp(s.ptr + s.len - 3, "...", 3) == 0 || memcmp(s.ptr + s.len - 3, "…", 3) == 0);
}

/* Fewer letters may be a site's name in its logo. */
#define SHOWN_LETTERS_MIN 16

struct xb_str
xb_html_title_choose(struct xb_str told, struct xb_str shown, bool guess, struct xb_arena *arena)
{
	struct xb_str key_told = xb_html_key(told, arena), key_shown = xb_html_key(shown, arena);

	if (told.len == 0 || shown.len == 0 || !key_told.ptr || !key_shown.ptr)
		return told.len ? told : shown;
	if (ends_cut(told) && key_shown.len > key_told.len && memcmp(key_shown.ptr, key_told.ptr, key_told.len) == 0)
		return shown;
	if (memmem(key_told.ptr, key_told.len, key_shown.ptr, key_shown.len))
		return 2 * key_shown.len > key_told.len ? shown : told;
	return guess && xb_html_letters(shown) >= SHOWN_LETTERS_MIN &&
	       !memmem(key_shown.ptr, key_shown.len, key_told.ptr, key_told.len) ? shown : told;
}
