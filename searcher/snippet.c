/* SPDX-License-Identifier: GPL-2.0-or-later */
/* snippet.c - from what was found in a text to the passage that shows it.
 *
 * The text is divided into units: sentences, or several that a phrase or NEAR spans. The unit that holds most of what
 * is wanted is taken, then up to PIECES_MAX - 1 more that each add something to it; each becomes a piece, whole or cut
 * to its share of the room; what room is left goes to the sentences beside them. */
#include "snippet.h"

#include "cut.h"
#include "found.h"
#include "sentence.h"

/* Bytes of a body that are analysed: a dispatch is seldom over 64 KiB, and what is further down a book does not show
 * well why it was found. The marks of a title reach as far. */
#define ANALYSED_MAX ((size_t)1024 * 1024)

#define PIECES_MAX 3
/* Room that makes another piece worth while. */
#define PIECE_ROOM 90
#define MAX_LEAST 40

/* White space is looked for this far from where a cut is wanted: see cut.c. */
#define CUT_REACH 96

#define ELLIPSIS "\xe2\x80\xa6"
#define BETWEEN " " ELLIPSIS " "

struct unit {
	uint32_t begin, end;
	uint32_t first, nfound; /* of the findings */
};

/* A part of the text that is shown. */
struct piece {
	size_t begin, end;
	bool cut_before, cut_after; /* within a sentence */
};

struct maker {
	struct xb_str text;
	struct xb_findings findings;
	struct unit *units;
	size_t nunits, units_cap;
	uint32_t *counts;            /* of each wanted: in the passage looked at */
	bool *shown;                 /* of each wanted: in a piece chosen before */
	struct unit chosen[PIECES_MAX];
	struct piece pieces[PIECES_MAX];
	size_t npieces;
	size_t max;
	struct xb_arena *arena;
};

/* --- Units
 * ------------------------------------------------------------------------------------------------------------- */

/* The sentence at or after byte `from`, without the white space around it; false when there is none. */
static bool
next_sentence(struct xb_str text, size_t from, size_t *begin, size_t *end)
{
	*begin = xb_skip_space(text, from);
	if (*begin >= text.len)
		return false;
	*end = *begin + xb_str_trim(xb_strn(text.ptr + *begin, xb_sentence_end(text, *begin) - *begin)).len;
	return true;
}

/* Divide the text up to its last finding. */
static bool
make_units(struct maker *m)
{
	size_t at = 0, begin, end, next = 0;
	const struct xb_findings *all = &m->findings;

	while (next < all->n && next_sentence(m->text, at, &begin, &end)) {
		struct unit unit = { .begin = (uint32_t)begin, .first = (uint32_t)next };

		at = end;
		for (; next < all->n && all->found[next].begin < at; next++)
			while (all->found[next].reach > at && next_sentence(m->text, at, &begin, &end))
				at = end;
		unit.end = (uint32_t)at;
		unit.nfound = (uint32_t)next - unit.first;
		m->units = xb_arena_grow(m->arena, m->units, &m->units_cap, m->nunits + 1, sizeof(unit));
		if (!m->units)
			return false;
		m->units[m->nunits++] = unit;
	}
	return true;
}

/* Number of wanted things among `n` findings that no chosen unit has; m->counts is left at 0. */
static uint32_t
count_new(struct maker *m, const struct xb_found *found, uint32_t n)
{
	uint32_t fresh = 0;

	for (uint32_t i = 0; i < n; i++)
		fresh += !m->shown[found[i].wanted] && m->counts[found[i].wanted]++ == 0;
	for (uint32_t i = 0; i < n; i++)
		m->counts[found[i].wanted] = 0;
	return fresh;
}

/* Choose the unit that adds most; false when none adds anything. */
static bool
choose_unit(struct maker *m)
{
	const struct unit *best = NULL;
	uint32_t best_new = 0;

	for (size_t i = 0; i < m->nunits; i++) {
		const struct unit *unit = &m->units[i];
		uint32_t fresh = count_new(m, m->findings.found + unit->first, unit->nfound);

		if (fresh > best_new || (fresh > 0 && fresh == best_new && unit->nfound > best->nfound)) {
			best = unit;
			best_new = fresh;
		}
	}
	if (!best)
		return false;
	for (uint32_t i = 0; i < best->nfound; i++)
		m->shown[m->findings.found[best->first + i].wanted] = true;
	m->chosen[m->npieces++] = *best;
	return true;
}

/* In the order of the text. */
static void
sort_chosen(struct maker *m)
{
	for (size_t i = 1; i < m->npieces; i++)
		for (size_t k = i; k > 0 && m->chosen[k].begin < m->chosen[k - 1].begin; k--) {
			struct unit unit = m->chosen[k];

			m->chosen[k] = m->chosen[k - 1];
			m->chosen[k - 1] = unit;
		}
}

/* --- Cutting
 * ------------------------------------------------------------------------------------------------------------ */

/* Whether words of the script at `at` follow each other without spaces. */
static bool
is_unspaced(struct xb_str text, size_t at)
{
	const char *p = text.ptr + at;
	const struct xb_char *c = xb_char(xb_utf8_next(&p, text.ptr + text.len));

	return c->class == XB_CLASS_IDEOGRAPH || c->script == XB_SCRIPT_CJK || c->script == XB_SCRIPT_OTHER;
}

/* First place from `from` up to `to` (a word's beginning) where a word begins. */
static size_t
word_after(struct xb_str text, size_t from, size_t to)
{
	size_t far = to - from > CUT_REACH ? from + CUT_REACH : to;

	for (size_t at = from; at < far; at++)
		if (xb_space_at(text, at))
			return xb_skip_space(text, at) < to ? xb_skip_space(text, at) : to;
	while (from < to && !xb_may_cut(text, from))
		from++;
	return from == to || far < to || is_unspaced(text, from) ? from : to;
}

/* Last place from `from` back to `to` (a word's end) where a word ends. */
static size_t
word_before(struct xb_str text, size_t from, size_t to)
{
	size_t far = from - to > CUT_REACH ? from - CUT_REACH : to;

	for (size_t at = from; at > far; at--)
		if (xb_space_at(text, at))
			return at;
	while (from > to && !xb_may_cut(text, from))
		from--;
	return from == to || far > to || is_unspaced(text, from) ? from : to;
}

/* The findings of a unit that fit `room` bytes and hold most: from found[*first], *end being where they end. */
static size_t
best_window(struct maker *m, const struct unit *unit, size_t room, size_t *end)
{
	const struct xb_found *found = m->findings.found + unit->first;
	uint32_t i = 0, distinct = 0, best_distinct = 0, best_n = 0;
	size_t best = 0, high = 0;

	for (uint32_t k = 0; k < unit->nfound; k++) {
		distinct += m->counts[found[k].wanted]++ == 0;
		high = found[k].end > high ? found[k].end : high;
		while (i < k && high - found[i].begin > room)
			distinct -= --m->counts[found[i++].wanted] == 0;
		if (i == k)
			high = found[k].end;
		if (distinct > best_distinct || (distinct == best_distinct && k - i + 1 > best_n)) {
			best_distinct = distinct;
			best_n = k - i + 1;
			best = i;
			*end = high;
		}
	}
	for (; i < unit->nfound; i++)
		m->counts[found[i].wanted] = 0;
	return best;
}

/* Cut a unit to `room` bytes around what is found in it. */
static struct piece
cut_unit(struct maker *m, const struct unit *unit, size_t room)
{
	struct piece piece = { unit->begin, unit->end, false, false };
	size_t from, to = 0, lead;

	if (unit->end - unit->begin <= room)
		return piece;
	room -= 2 * strlen(ELLIPSIS);
	from = m->findings.found[unit->first + best_window(m, unit, room, &to)].begin;
	if (to - from > room) {
		/* One word, or a phrase, that does not fit. */
		to = from + xb_word_cut(xb_strn(m->text.ptr + from, to - from), room);
		lead = 0;
	} else {
		lead = (room - (to - from)) / 3;
	}
	if (lead > from - unit->begin)
		lead = from - unit->begin;
	piece.end = from - lead + room;
	if (piece.end > unit->end)
		piece.end = unit->end;
	piece.begin = piece.end - unit->begin > room ? piece.end - room : unit->begin;
	piece.begin = piece.begin > unit->begin ? word_after(m->text, piece.begin, from) : unit->begin;
	piece.end = piece.end < unit->end ? word_before(m->text, piece.end, to) : unit->end;
	piece.cut_before = piece.begin > unit->begin;
	piece.cut_after = piece.end < unit->end;
	return piece;
}

/* Give each chosen unit its share of the room: the short ones what they need, the rest alike. */
static void
cut_pieces(struct maker *m)
{
	size_t room = m->max - (m->npieces - 1) * strlen(BETWEEN), left = m->npieces;
	bool given[PIECES_MAX] = { false };

	for (size_t i = 0; i < m->npieces;) {
		size_t len = m->chosen[i].end - m->chosen[i].begin;

		if (given[i] || len > room / left) {
			i++;
			continue;
		}
		given[i] = true;
		room -= len;
		/* The others' shares have grown. */
		if (--left == 0)
			break;
		i = 0;
	}
	for (size_t i = 0; i < m->npieces; i++)
		m->pieces[i] = cut_unit(m, &m->chosen[i], given[i] ? SIZE_MAX : room / left);
}

/* Whether one piece goes on where the other ends. */
static bool
adjoin(const struct maker *m, const struct piece *a, const struct piece *b)
{
	return !a->cut_after && !b->cut_before && xb_skip_space(m->text, a->end) == b->begin;
}

/* Use what room is left for the sentences after the last piece, then for those before the first. */
static void
extend_pieces(struct maker *m)
{
	struct piece *first = &m->pieces[0], *last = &m->pieces[m->npieces - 1];
	size_t used = (m->npieces - 1) * strlen(BETWEEN), begin, end;

	for (size_t i = 0; i < m->npieces; i++)
		used += m->pieces[i].end - m->pieces[i].begin + (m->pieces[i].cut_before + m->pieces[i].cut_after) *
		                                                        strlen(ELLIPSIS);
	while (!last->cut_after && next_sentence(m->text, last->end, &begin, &end) &&
	       used + end - last->end <= m->max) {
		used += end - last->end;
		last->end = end;
	}
	for (size_t i = m->nunits; i-- > 0 && !first->cut_before;) {
		if (m->units[i].begin >= first->begin)
			continue;
		if (used + first->begin - m->units[i].begin > m->max)
			break;
		used += first->begin - m->units[i].begin;
		first->begin = m->units[i].begin;
	}
}

static void
choose_pieces(struct maker *m)
{
	size_t most = m->max / PIECE_ROOM < PIECES_MAX ? m->max / PIECE_ROOM : PIECES_MAX;

	do {
		if (!choose_unit(m))
			break;
	} while (m->npieces < most);
	if (m->npieces == 0)
		return;
	sort_chosen(m);
	cut_pieces(m);
	extend_pieces(m);
}

/* Without findings: whole sentences from the beginning, or as much as fits of the first. */
static void
take_beginning(struct maker *m)
{
	size_t begin, end;

	if (!next_sentence(m->text, 0, &begin, &end))
		return;
	m->pieces[0] = (struct piece){ begin, end, false, false };
	m->npieces = 1;
	if (end - begin > m->max) {
		end = begin + xb_word_cut(xb_strn(m->text.ptr + begin, end - begin), m->max - strlen(ELLIPSIS));
		m->pieces[0] = (struct piece){ begin, end, false, true };
	}
	extend_pieces(m);
}

/* --- Writing
 * ------------------------------------------------------------------------------------------------------------ */

struct writer {
	char *text;
	size_t len;
	bool space; /* white space is due before the next character */
	struct xb_mark *marks;
	size_t nmarks;
};

static void
write_text(struct writer *w, struct xb_str text)
{
	for (size_t at = 0, n; at < text.len;) {
		if ((n = xb_space_at(text, at))) {
			w->space = true;
			at += n;
			continue;
		}
		if (w->space && w->len > 0)
			w->text[w->len++] = ' ';
		w->space = false;
		w->text[w->len++] = text.ptr[at++];
	}
}

/* What is due before a mark, so that the mark begins with its word. */
static void
write_due_space(struct writer *w)
{
	if (w->space && w->len > 0)
		w->text[w->len++] = ' ';
	w->space = false;
}

/* A part of the text with what is found in it; what overlaps is one mark. */
static void
write_piece(struct writer *w, const struct maker *m, const struct piece *piece)
{
	const struct xb_findings *all = &m->findings;
	size_t at = piece->begin;

	for (size_t i = 0; i < all->n && all->found[i].begin < piece->end;) {
		size_t begin = all->found[i].begin, end = all->found[i].end;

		/* A phrase that the cut has parted is not one any more, unless it alone is too long. */
		if (begin < at || (end > piece->end && end - begin <= m->max)) {
			i++;
			continue;
		}
		for (i++; i < all->n && all->found[i].begin < end; i++)
			if (all->found[i].end > end && all->found[i].end <= piece->end)
				end = all->found[i].end;
		end = end < piece->end ? end : piece->end;
		write_text(w, xb_strn(m->text.ptr + at, begin - at));
		write_due_space(w);
		w->marks[w->nmarks].begin = (uint32_t)w->len;
		write_text(w, xb_strn(m->text.ptr + begin, end - begin));
		w->marks[w->nmarks++].end = (uint32_t)w->len;
		at = end;
	}
	write_text(w, xb_strn(m->text.ptr + at, piece->end - at));
}

/* Text and marks of the pieces. */
static bool
write_snippet(struct xb_snippet *out, const struct maker *m)
{
	struct writer w = { 0 };
	size_t room = 1;

	for (size_t i = 0; i < m->npieces; i++)
		room += m->pieces[i].end - m->pieces[i].begin + 2 * strlen(ELLIPSIS) + strlen(BETWEEN);
	w.text = xb_arena_alloc(m->arena, room);
	w.marks = xb_arena_calloc(m->arena, m->findings.n, sizeof(*w.marks));
	if (!w.text || !w.marks)
		return false;
	for (size_t i = 0; i < m->npieces; i++) {
		const struct piece *piece = &m->pieces[i];

		if (i > 0 && adjoin(m, piece - 1, piece))
			w.space = true;
		else if (i > 0)
			write_text(&w, xb_str(BETWEEN));
		else if (piece->cut_before)
			write_text(&w, xb_str(ELLIPSIS));
		write_piece(&w, m, piece);
		w.space = false;
	}
	if (m->npieces && m->pieces[m->npieces - 1].cut_after)
		write_text(&w, xb_str(ELLIPSIS));
	w.text[w.len] = '\0';
	*out = (struct xb_snippet){ xb_strn(w.text, w.len), w.marks, w.nmarks };
	return true;
}

/* The beginning of a text that is analysed. */
static struct xb_str
analysed(struct xb_str text)
{
	if (text.len > ANALYSED_MAX)
		text.len = xb_word_cut(text, ANALYSED_MAX);
	return text;
}

static xabar_status
maker_init(struct maker *m, struct xb_str text, const struct xb_language *language, const struct xb_plan *plan,
           struct xb_analyzer *analyzer, struct xb_arena *arena, xabar_error *err)
{
	*m = (struct maker){ .text = analysed(text), .arena = arena };
	m->counts = xb_arena_calloc(arena, plan->nwanted, sizeof(*m->counts));
	m->shown = xb_arena_calloc(arena, plan->nwanted, sizeof(*m->shown));
	if (!m->counts || !m->shown)
		return xb_fail_nomem(err);
	return xb_find_wanted(&m->findings, m->text, language, plan, analyzer, arena, err);
}

xabar_status
xb_snippet_make(struct xb_snippet *out, struct xb_str body, const struct xb_language *language,
                const struct xb_plan *plan, struct xb_analyzer *analyzer, size_t max, struct xb_arena *arena,
                xabar_error *err)
{
	struct maker m;
	xabar_status status = maker_init(&m, body, language, plan, analyzer, arena, err);

	*out = (struct xb_snippet){ .text = xb_str("") };
	if (status != XABAR_OK)
		return status;
	m.max = max > MAX_LEAST ? max : MAX_LEAST;
	if (!make_units(&m))
		return xb_fail_nomem(err);
	choose_pieces(&m);
	if (m.npieces == 0)
		take_beginning(&m);
	return write_snippet(out, &m) ? XABAR_OK : xb_fail_nomem(err);
}

xabar_status
xb_snippet_mark(struct xb_snippet *out, struct xb_str text, const struct xb_language *language,
                const struct xb_plan *plan, struct xb_analyzer *analyzer, struct xb_arena *arena, xabar_error *err)
{
	struct maker m;
	xabar_status status = maker_init(&m, text, language, plan, analyzer, arena, err);

	*out = (struct xb_snippet){ .text = xb_str("") };
	if (status != XABAR_OK)
		return status;
	m.text = text;
	m.max = SIZE_MAX;
	m.pieces[0] = (struct piece){ 0, text.len, false, false };
	m.npieces = 1;
	return write_snippet(out, &m) ? XABAR_OK : xb_fail_nomem(err);
}
