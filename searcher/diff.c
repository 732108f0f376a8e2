/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "diff.h"

#include <stdlib.h>

/* More words that differ are not matched one by one: the time grows with the square of them, and so do the 4 MiB of memory. */
#define EDITS_MAX 1024

struct words {
	struct xb_str *rows;
	size_t n, cap;
};

/* Edits in the making, a word each: from the last to the first, as they are found. */
struct diff {
	struct xb_arena *arena;
	struct words from, to;
	xabar_edit *edits;
	size_t n, cap;
	xabar_change *changes; /* of each word of the middle, backwards */
	size_t nchanges, changes_cap;
};

static bool
split(struct words *out, struct xb_str text, struct xb_arena *arena)
{
	static const char space[] = " \t\r\n";

	for (size_t at = 0; at < text.len;) {
		size_t end = at;

		while (end < text.len && !strchr(space, text.ptr[end]))
			end++;
		if (end > at) {
			out->rows = xb_arena_grow(arena, out->rows, &out->cap, out->n + 1, sizeof(*out->rows));
			if (!out->rows)
				return false;
			out->rows[out->n++] = xb_strn(text.ptr + at, end - at);
		}
		at = end + 1;
	}
	return true;
}

/* ---- Which words ---- */

static bool
note(struct diff *diff, xabar_change change)
{
	diff->changes = xb_arena_grow(diff->arena, diff->changes, &diff->changes_cap, diff->nchanges + 1, sizeof(*diff->changes));
	if (diff->changes)
		diff->changes[diff->nchanges++] = change;
	return diff->changes;
}

/* Go back from the ends to the beginnings: `reach` has for each number of edits d the 2 * d + 1 places that they reach. */
static bool
trace(struct diff *diff, const int32_t *reach, int32_t d, int32_t x, int32_t y)
{
	bool noted = true;

	for (; d > 0 && noted; d--) {
		const int32_t *before = reach + (size_t)(d - 1) * (size_t)(d - 1);
		const int32_t k = x - y, middle = d - 1;
		const bool down = k == -d || (k != d && before[k - 1 + middle] < before[k + 1 + middle]);
		const int32_t at = before[(down ? k + 1 : k - 1) + middle], from = down ? at : at + 1;

		for (; x > from && noted; x--, y--)
			noted = note(diff, XABAR_KEPT);
		noted = noted && note(diff, down ? XABAR_ADDED : XABAR_REMOVED);
		x = at;
		y = at - (down ? k + 1 : k - 1);
	}
	for (; x > 0 && noted; x--)
		noted = note(diff, XABAR_KEPT);
	return noted;
}

/* How far d edits reach on the diagonal k: the furthest x. `before` is of d - 1 edits. */
static int32_t
furthest(const int32_t *before, int32_t d, int32_t k)
{
	const int32_t middle = d - 1;

	if (d == 0)
		return 0;
	if (k == -d || (k != d && before[k - 1 + middle] < before[k + 1 + middle]))
		return before[k + 1 + middle];
	return before[k - 1 + middle] + 1;
}

/* False where memory is out. *done is false where it takes too many edits. */
static bool
match_words(bool *done, struct diff *diff, const struct xb_str *a, int32_t n, const struct xb_str *b, int32_t m)
{
	int32_t *reach = NULL;
	size_t cap = 0;

	*done = false;
	for (int32_t d = 0; d <= n + m && d < EDITS_MAX; d++) {
		const size_t row = (size_t)d * (size_t)d;

		reach = xb_arena_grow(diff->arena, reach, &cap, row + 2 * (size_t)d + 1, sizeof(*reach));
		if (!reach)
			return false;
		for (int32_t k = -d; k <= d; k += 2) {
			int32_t x = furthest(d ? reach + (size_t)(d - 1) * (size_t)(d - 1) : NULL, d, k), y = x - k;

			while (x < n && y >= 0 && y < m && xb_str_equal(a[x], b[y]))
				x++, y++;
			reach[row + (size_t)(k + d)] = x;
			if (x >= n && y >= m) {
				*done = true;
				return trace(diff, reach, d, n, m);
			}
		}
	}
	return true;
}

/* ---- As runs of text ---- */

static bool
add_run(struct diff *diff, xabar_change change, const struct xb_str *words, size_t n)
{
	size_t len = 0;
	char *text;

	for (size_t i = 0; i < n; i++)
		len += words[i].len + 1;
	if (!n)
		return true;
	diff->edits = xb_arena_grow(diff->arena, diff->edits, &diff->cap, diff->n + 1, sizeof(*diff->edits));
	text = xb_arena_alloc(diff->arena, len);
	if (!diff->edits || !text)
		return false;
	diff->edits[diff->n++] = (xabar_edit){ change, text };
	for (size_t i = 0; i < n; i++) {
		memcpy(text, words[i].ptr, words[i].len);
		text += words[i].len;
		*text++ = i + 1 < n ? ' ' : '\0';
	}
	return true;
}

/* Each stretch of changes as what was removed and then what was added, however they come. */
static bool
add_middle(struct diff *diff, const struct xb_str *a, const struct xb_str *b)
{
	bool added = true;

	for (size_t i = diff->nchanges; i > 0 && added;) {
		const bool kept = diff->changes[i - 1] == XABAR_KEPT;
		size_t nremoved = 0, nadded = 0;

		for (; i > 0 && (diff->changes[i - 1] == XABAR_KEPT) == kept; i--) {
			nremoved += diff->changes[i - 1] != XABAR_ADDED;
			nadded += diff->changes[i - 1] != XABAR_REMOVED;
		}
		added = add_run(diff, kept ? XABAR_KEPT : XABAR_REMOVED, a, nremoved) && (kept || add_run(diff, XABAR_ADDED, b, nadded));
		a += nremoved;
		b += nadded;
	}
	return added;
}

static bool
make(struct diff *diff)
{
	const struct words *from = &diff->from, *to = &diff->to;
	size_t first = 0, last = 0, least = from->n < to->n ? from->n : to->n, n, m;
	const struct xb_str *a, *b;
	bool done;

	while (first < least && xb_str_equal(from->rows[first], to->rows[first]))
		first++;
	while (last < least - first && xb_str_equal(from->rows[from->n - 1 - last], to->rows[to->n - 1 - last]))
		last++;
	n = from->n - first - last;
	m = to->n - first - last;
	a = from->rows + first;
	b = to->rows + first;
	if (!add_run(diff, XABAR_KEPT, from->rows, first))
		return false;
	done = !n || !m || n > INT32_MAX / 2 || m > INT32_MAX / 2;
	if (!done && !match_words(&done, diff, a, (int32_t)n, b, (int32_t)m))
		return false;
	if (diff->nchanges && !add_middle(diff, a, b))
		return false;
	if (!diff->nchanges && (!add_run(diff, XABAR_REMOVED, a, n) || !add_run(diff, XABAR_ADDED, b, m)))
		return false;
	return add_run(diff, XABAR_KEPT, a + n, last);
}

xabar_status
xb_diff_words(const xabar_edit **out, size_t *n, struct xb_str from, struct xb_str to, struct xb_arena *arena, xabar_error *err)
{
	struct diff diff = { .arena = arena };
	const bool made = split(&diff.from, from, arena) && split(&diff.to, to, arena) && make(&diff);

	*out = diff.edits;
	*n = diff.n;
	return made ? XABAR_OK : xb_fail_nomem(err);
}
