/* SPDX-License-Identifier: GPL-2.0-or-later */
/* found.c - one walk over a text against a hash table of every form that is wanted, so that a query of thousands of
 * words costs no more a token than one of two. A word that is wanted by itself is found there and then; words of
 * phrases and NEARs are noted, and those groups looked for among the notes afterwards. */
#include "found.h"

#include <stdlib.h>

/* Wanted words that one token may answer to: a phrase of one word over and over is not worth more. */
#define TARGETS_MAX 64

enum form {
	FORM_EXACT,
	FORM_STEM,
};

/* A form of a wanted word. */
struct key {
	const struct xb_str *bytes;
	uint32_t hash;
	uint32_t word;  /* among all the plan's words */
	uint32_t next;  /* in its bucket; the index, or NONE */
	uint8_t form;
};

#define NONE UINT32_MAX

/* A wanted word's place: word `index` of the plan's wanted `wanted`. */
struct place {
	uint32_t wanted;
	uint32_t index;
};

/* A word of a group, seen. */
struct seen {
	uint32_t word;
	uint32_t pos;
	uint32_t begin, end;
};

struct finder {
	const struct xb_plan *plan;
	struct xb_arena *arena;
	struct place *places;     /* of all words, those of one wanted side by side */
	uint32_t nplaces;
	struct key *keys;
	uint32_t nkeys;
	uint32_t *buckets;
	uint32_t mask;
	struct xb_initials stems; /* of those that are wanted */
	struct xb_found *found;
	size_t nfound, found_cap;
	struct seen *seen;
	size_t nseen, seen_cap;
};

/* FNV-1a. */
static uint32_t
hash_of(struct xb_str s)
{
	uint32_t hash = UINT32_C(2166136261);

	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.ptr[i]) * UINT32_C(16777619);
	return hash;
}

static inline uint32_t *
bucket_of(const struct finder *f, uint32_t hash)
{
	return &f->buckets[(hash ^ hash >> 15) & f->mask];
}

static bool
is_alone(const struct finder *f, uint32_t word)
{
	return f->plan->wanted[f->places[word].wanted].nwords == 1;
}

/* Whether the key says nothing new: the same form is wanted by itself already. */
static bool
is_repeated(const struct finder *f, const struct key *key)
{
	if (!is_alone(f, key->word))
		return false;
	for (uint32_t i = *bucket_of(f, key->hash); i != NONE; i = f->keys[i].next)
		if (f->keys[i].hash == key->hash && f->keys[i].form == key->form && is_alone(f, f->keys[i].word) &&
		    xb_str_equal(*f->keys[i].bytes, *key->bytes))
			return true;
	return false;
}

static void
add_key(struct finder *f, const struct xb_str *bytes, uint32_t word, enum form form)
{
	struct key *key;
	uint32_t *bucket;

	if (bytes->len == 0 || bytes->len > XB_TERM_MAX)
		return;
	key = &f->keys[f->nkeys];
	*key = (struct key){ .bytes = bytes, .hash = hash_of(*bytes), .word = word, .form = form };
	if (is_repeated(f, key))
		return;
	bucket = bucket_of(f, key->hash);
	key->next = *bucket;
	*bucket = f->nkeys++;
	if (form == FORM_STEM)
		xb_initials_add(&f->stems, *bytes);
}

static void
add_word(struct finder *f, const struct xb_wanted_word *word, uint32_t number)
{
	for (size_t i = 0; i < word->nexact; i++)
		add_key(f, &word->exact[i], number, FORM_EXACT);
	for (size_t i = 0; i < word->nstems; i++)
		add_key(f, &word->stems[i], number, FORM_STEM);
}

static size_t
count_forms(const struct xb_wanted_word *word)
{
	return word->nexact + word->nstems;
}

/* Put every form of the plan into the table. */
static bool
make_table(struct finder *f)
{
	size_t nwords = 0, nkeys = 0, nbuckets = 16;
	const struct xb_plan *plan = f->plan;

	for (size_t i = 0; i < plan->nwanted; i++) {
		nwords += plan->wanted[i].nwords;
		for (size_t j = 0; j < plan->wanted[i].nwords; j++)
			nkeys += count_forms(&plan->wanted[i].words[j]);
	}
	while (nbuckets < 2 * nkeys)
		nbuckets *= 2;
	f->places = xb_arena_calloc(f->arena, nwords, sizeof(*f->places));
	f->keys = xb_arena_alloc(f->arena, nkeys * sizeof(*f->keys));
	f->buckets = xb_arena_alloc(f->arena, nbuckets * sizeof(*f->buckets));
	if (!f->places || !f->keys || !f->buckets)
		return false;
	memset(f->buckets, 0xff, nbuckets * sizeof(*f->buckets));
	f->mask = (uint32_t)nbuckets - 1;
	for (uint32_t i = 0; i < plan->nwanted; i++)
		for (uint32_t j = 0; j < plan->wanted[i].nwords; j++) {
			f->places[f->nplaces] = (struct place){ i, j };
			add_word(f, &plan->wanted[i].words[j], f->nplaces++);
		}
	return true;
}

static bool
add_found(struct finder *f, const struct xb_found *found)
{
	if (f->nfound >= XB_FOUND_MAX)
		return true;
	f->found = xb_arena_grow(f->arena, f->found, &f->found_cap, f->nfound + 1, sizeof(*f->found));
	if (!f->found)
		return false;
	f->found[f->nfound++] = *found;
	return true;
}

/* Note that a token answers to a wanted word. */
static bool
note(struct finder *f, uint32_t word, uint32_t pos, uint32_t begin, uint32_t end)
{
	if (is_alone(f, word))
		return add_found(f, &(struct xb_found){ f->places[word].wanted, begin, end, end });
	f->seen = xb_arena_grow(f->arena, f->seen, &f->seen_cap, f->nseen + 1, sizeof(*f->seen));
	if (!f->seen)
		return false;
	f->seen[f->nseen++] = (struct seen){ word, pos, begin, end };
	return true;
}

/* The words wanted in a form whose hash is `hash`: added to targets, each once. */
static size_t
look_up(const struct finder *f, struct xb_str bytes, uint32_t hash, enum form form, uint32_t targets[TARGETS_MAX],
        size_t n)
{
	for (uint32_t i = *bucket_of(f, hash); i != NONE && n < TARGETS_MAX; i = f->keys[i].next) {
		const struct key *key = &f->keys[i];
		size_t k = 0;

		if (key->hash != hash || key->form != form || !xb_str_equal(*key->bytes, bytes))
			continue;
		while (k < n && targets[k] != key->word)
			k++;
		if (k == n)
			targets[n++] = key->word;
	}
	return n;
}

static bool
is_english(const struct xb_language *language)
{
	return language && strcmp(language->code, "en") == 0;
}

/* English inflects no name, and its stems would make mobility of "Mobil": what is wanted may only have an 's. */
static size_t
look_up_possessor(const struct finder *f, struct xb_str term, uint32_t targets[TARGETS_MAX], size_t n)
{
	const struct xb_str name = xb_strn(term.ptr, term.len > 2 ? term.len - 2 : 0);

	if (!name.len || memcmp(term.ptr + name.len, "'s", 2) != 0)
		return n;
	return look_up(f, name, hash_of(name), FORM_EXACT, targets, n);
}

/* Every wanted word that a token answers to. */
static size_t
find_targets(const struct finder *f, const struct xb_word *word, uint32_t targets[TARGETS_MAX])
{
	size_t n = look_up(f, word->token.term, hash_of(word->token.term), FORM_EXACT, targets, 0);

	if (f->plan->name && is_english(word->language))
		return look_up_possessor(f, word->token.term, targets, n);
	if (word->stem.len)
		n = look_up(f, word->stem, hash_of(word->stem), FORM_STEM, targets, n);
	return n;
}

static bool
walk(struct finder *f, struct xb_str text, const struct xb_language *language, struct xb_analyzer *analyzer)
{
	struct xb_word word;
	uint32_t targets[TARGETS_MAX], begin = 0, end = 0;

	xb_analyzer_start_search(analyzer, text, language, &f->stems);
	while (f->nfound + f->nseen < XB_FOUND_MAX && xb_analyzer_next(analyzer, &word)) {
		size_t n;

		/* A part of a joined word is marked as the whole word that a reader sees. */
		if (!(word.token.flags & XB_TOKEN_PART)) {
			begin = (uint32_t)word.token.off;
			end = (uint32_t)(word.token.off + word.token.len);
		}
		n = find_targets(f, &word, targets);
		for (size_t i = 0; i < n; i++)
			if (!note(f, targets[i], word.token.pos, begin, end))
				return false;
	}
	return true;
}

/* --- Groups
 * ------------------------------------------------------------------------------------------------------------ */

/* What was seen of each word of a group, by position. */
struct lists {
	const struct seen *seen;
	const uint32_t *starts; /* list of the group's word i: starts[i] .. starts[i + 1] */
	const struct xb_wanted *wanted;
	uint32_t number;        /* of the wanted */
	uint32_t *at;           /* a place in each list */
};

/* Sort by word, keeping the order of positions; starts[word] is where a word's begin. */
static bool
sort_seen(struct finder *f, uint32_t **starts)
{
	uint32_t *start = xb_arena_calloc(f->arena, f->nplaces + 2, sizeof(*start));
	struct seen *sorted = xb_arena_calloc(f->arena, f->nseen, sizeof(*sorted));

	if (!start || !sorted)
		return false;
	for (size_t i = 0; i < f->nseen; i++)
		start[f->seen[i].word + 2]++;
	for (size_t i = 2; i < f->nplaces + 2; i++)
		start[i] += start[i - 1];
	for (size_t i = 0; i < f->nseen; i++)
		sorted[start[f->seen[i].word + 1]++] = f->seen[i];
	f->seen = sorted;
	*starts = start;
	return true;
}

/* Mark the words that the group's lists stand at: as one when they adjoin, else each. */
static bool
mark_group(struct finder *f, const struct lists *lists)
{
	const struct xb_wanted *wanted = lists->wanted;
	uint32_t begin = UINT32_MAX, reach = 0;

	for (size_t i = 0; i < wanted->nwords; i++) {
		const struct seen *seen = &lists->seen[lists->at[i]];

		begin = seen->begin < begin ? seen->begin : begin;
		reach = seen->end > reach ? seen->end : reach;
	}
	if (wanted->ordered && wanted->window <= wanted->nwords)
		return add_found(f, &(struct xb_found){ lists->number, begin, reach, reach });
	for (size_t i = 0; i < wanted->nwords; i++) {
		const struct seen *seen = &lists->seen[lists->at[i]];

		if (!add_found(f, &(struct xb_found){ lists->number, seen->begin, seen->end, reach }))
			return false;
	}
	return true;
}

/* First place at or after `from` of word i's list whose position is above `pos`. */
static uint32_t
seek(const struct lists *lists, size_t i, uint32_t from, uint32_t pos)
{
	uint32_t low = from, high = lists->starts[i + 1];

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (lists->seen[middle].pos > pos)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* Phrases: from each first word the nearest next ones, which end earliest. */
static bool
find_ordered(struct finder *f, struct lists *lists)
{
	const struct xb_wanted *wanted = lists->wanted;

	for (uint32_t first = lists->starts[0]; first < lists->starts[1]; first++) {
		uint32_t from = lists->seen[first].pos, pos = from;
		size_t i;

		lists->at[0] = first;
		for (i = 1; i < wanted->nwords; i++) {
			lists->at[i] = seek(lists, i, lists->starts[i], pos);
			if (lists->at[i] == lists->starts[i + 1])
				return true;
			pos = lists->seen[lists->at[i]].pos;
			if (pos - from >= wanted->window)
				break;
		}
		if (i == wanted->nwords && !mark_group(f, lists))
			return false;
	}
	return true;
}

/* NEAR: the list that is furthest behind goes on, so that every narrowest span is met. */
static bool
find_unordered(struct finder *f, struct lists *lists)
{
	const struct xb_wanted *wanted = lists->wanted;

	for (size_t i = 0; i < wanted->nwords; i++)
		lists->at[i] = lists->starts[i];
	for (;;) {
		size_t behind = 0;
		uint32_t low = UINT32_MAX, high = 0;

		for (size_t i = 0; i < wanted->nwords; i++) {
			uint32_t pos = lists->seen[lists->at[i]].pos;

			if (pos < low) {
				low = pos;
				behind = i;
			}
			high = pos > high ? pos : high;
		}
		if (high - low < wanted->window && !mark_group(f, lists))
			return false;
		if (++lists->at[behind] == lists->starts[behind + 1])
			return true;
	}
}

static bool
find_groups(struct finder *f)
{
	uint32_t *starts, *at, word = 0;

	if (f->nseen == 0)
		return true;
	at = xb_arena_calloc(f->arena, f->nplaces, sizeof(*at));
	if (!at || !sort_seen(f, &starts))
		return false;
	for (uint32_t i = 0; i < f->plan->nwanted; i++) {
		const struct xb_wanted *wanted = &f->plan->wanted[i];
		struct lists lists = { f->seen, starts + word, wanted, i, at };
		size_t k = 0;

		while (k < wanted->nwords && lists.starts[k] < lists.starts[k + 1])
			k++;
		word += (uint32_t)wanted->nwords;
		if (wanted->nwords < 2 || k < wanted->nwords)
			continue;
		if (!(wanted->ordered ? find_ordered(f, &lists) : find_unordered(f, &lists)))
			return false;
	}
	return true;
}

static int
compare_found(const void *a, const void *b)
{
	const struct xb_found *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	if (x->wanted != y->wanted)
		return x->wanted < y->wanted ? -1 : 1;
	return (x->reach > y->reach) - (x->reach < y->reach);
}

/* Sorted, and each once: a word may be part of several spans of a NEAR, of which the widest stays. */
static void
sort_found(struct finder *f)
{
	size_t n = 0;

	if (f->nfound)
		qsort(f->found, f->nfound, sizeof(*f->found), compare_found);
	for (size_t i = 0; i < f->nfound; i++) {
		const struct xb_found *one = &f->found[i];

		if (n && one->begin == f->found[n - 1].begin && one->end == f->found[n - 1].end &&
		    one->wanted == f->found[n - 1].wanted)
			n--;
		f->found[n++] = *one;
	}
	f->nfound = n;
}

xabar_status
xb_find_wanted(struct xb_findings *out, struct xb_str text, const struct xb_language *language,
               const struct xb_plan *plan, struct xb_analyzer *analyzer, struct xb_arena *arena, xabar_error *err)
{
	struct finder f = { .plan = plan, .arena = arena };

	*out = (struct xb_findings){ 0 };
	if (plan->nwanted == 0 || text.len == 0)
		return XABAR_OK;
	if (!make_table(&f) || !walk(&f, text, language, analyzer) || !find_groups(&f))
		return xb_fail_nomem(err);
	sort_found(&f);
	*out = (struct xb_findings){ f.found, f.nfound };
	return XABAR_OK;
}
