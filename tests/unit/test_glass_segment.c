/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is read of our segments past libxapian is what libxapian reads of the same documents; what is damaged is told, and never
 * followed. */
#include "glass_pair.h"

#include <fcntl.h>
#include <math.h>
#include <unistd.h>

#include "../../searcher/fuse.h"
#include "glass_segment.h"

#define DOCUMENTS 3000
#define WORDS 40

static uint32_t
random_below(uint32_t n)
{
	static uint64_t rows = 1;

	rows = rows * 6364136223846793005 + 1442695040888963407;
	return (uint32_t)(rows >> 33) % n;
}

/* Words 0, in every document, to 20, in one of twenty; one of them long, one with NULs; 21 is nowhere. */
static struct xb_str
term_of(char text[XB_GLASS_TERM_MAX], uint32_t word)
{
	int len = snprintf(text, XB_GLASS_TERM_MAX, "w%u", word);

	if (word == 9)
		for (; len < 200; len++)
			text[len] = 'x';
	if (word == 4)
		text[0] = text[1] = '\0';
	return xb_strn(text, (size_t)len);
}

/* Word i + 1 is often behind word i. */
static void
add_document(struct pair *pair)
{
	static char texts[WORDS][XB_GLASS_TERM_MAX];
	struct occurrence words[WORDS];
	uint32_t word = 0, pos = 0;

	for (size_t i = 0; i < WORDS; i++) {
		pos += random_below(4) ? 1 : 1 + random_below(300);
		words[i] = (struct occurrence){ term_of(texts[i], word), word == 6 ? 0 : pos, random_below(50) * random_below(9) };
		word = random_below(3) ? (word + 1) % 21 : random_below(21);
		word = random_below(word + 1) < 3 ? word : 0;
	}
	pair_add_words(pair, words, WORDS);
}

static void
write_pair(void)
{
	struct pair pair;

	pair_new(&pair, (size_t)8 << 20);
	for (uint32_t i = 0; i < DOCUMENTS; i++)
		add_document(&pair);
	pair_finish(&pair);
}

static struct xb_reader *
open_reader(const char *name)
{
	const struct xb_segment_ref segment = { .path = scratch(name), .mapped = true };
	struct xb_reader *reader;

	assert_ok(xb_reader_open(&reader, &segment, 1, NULL));
	return reader;
}

/* ---- Postings ---- */

static void
assert_same_posting(struct xb_posting_list *ours, struct xb_posting_list *theirs)
{
	struct xb_positions a = { 0 }, b = { 0 };

	assert_int_equal(ours->docid, theirs->docid);
	assert_int_equal(ours->wdf, theirs->wdf);
	if (ours->docid != UINT32_MAX) {
		assert_ok(xb_posting_list_positions(&a, ours, NULL));
		assert_ok(xb_posting_list_positions(&b, theirs, NULL));
		assert_int_equal(a.n, b.n);
		if (a.n)
			assert_memory_equal(a.array, b.array, a.n * sizeof(*a.array));
	}
	free(a.array);
	free(b.array);
}

/* Walk a term's postings by steps of up to `most`. Returns how many there were. */
static size_t
walk_both(struct xb_reader *ours, struct xb_reader *theirs, struct xb_str term, uint32_t most)
{
	struct xb_posting_list *a, *b;
	size_t n = 0;

	assert_ok(xb_posting_list_open(&a, ours, 0, term, NULL));
	assert_ok(xb_posting_list_open(&b, theirs, 0, term, NULL));
	assert_int_equal(!a, !b);
	if (!a)
		return 0;
	assert_int_equal(a->documents, b->documents);
	for (; a->docid != UINT32_MAX; n++) {
		const uint32_t to = a->docid + 1 + random_below(most);

		assert_ok(xb_posting_list_seek(a, to, NULL));
		assert_ok(xb_posting_list_seek(b, to, NULL));
		assert_same_posting(a, b);
	}
	xb_posting_list_free(a);
	xb_posting_list_free(b);
	return n;
}

static void
postings_are_those_that_libxapian_reads(void **state)
{
	static const uint32_t steps[] = { 1, 3, 100, 1500 };
	struct xb_reader *ours, *theirs;
	char text[XB_GLASS_TERM_MAX];

	(void)state;
	write_pair();
	ours = open_reader("ours");
	theirs = open_reader("theirs");
	for (uint32_t word = 0; word < 21; word++)
		for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
			assert_true(walk_both(ours, theirs, term_of(text, word), steps[i]) > 1);
	assert_int_equal(walk_both(ours, theirs, xb_str("w21"), 1), 0);
	assert_int_equal(walk_both(ours, theirs, xb_str("w"), 1), 0);
	xb_reader_free(ours);
	xb_reader_free(theirs);
}

/* ---- Stored data ---- */

static void
data_are_those_that_libxapian_reads(void **state)
{
	static char datum[40000];
	struct xb_buf a, b;
	struct xb_reader *ours, *theirs;
	struct pair pair;

	(void)state;
	pair_new(&pair, (size_t)8 << 20);
	for (uint32_t i = 0; i < 300; i++) {
		memset(datum, (int)('a' + i % 26), sizeof(datum));
		pair_add(&pair, &(struct xb_document){ .datum = xb_strn(datum, i % 5 ? random_below(i % 20 ? 60 : sizeof(datum)) : 0) });
	}
	pair_finish(&pair);
	ours = open_reader("ours");
	theirs = open_reader("theirs");
	xb_buf_init(&a, SIZE_MAX);
	xb_buf_init(&b, SIZE_MAX);
	for (uint32_t docid = 1; docid <= 300; docid++) {
		xb_buf_clear(&a);
		xb_buf_clear(&b);
		assert_ok(xb_reader_datum(&a, ours, docid, NULL));
		assert_ok(xb_reader_datum(&b, theirs, docid, NULL));
		assert_true(xb_str_equal(xb_buf_view(&a), xb_buf_view(&b)));
	}
	assert_int_equal(xb_reader_datum(&a, ours, 301, NULL), XABAR_ENOTFOUND);
	xb_buf_release(&a);
	xb_buf_release(&b);
	xb_reader_free(ours);
	xb_reader_free(theirs);
}

/* ---- Phrases ---- */

#define PHRASE_MAX 4
#define VARIANTS_MAX 2

/* A phrase as it is planned: of words, or where these have variants in either way for a half. */
struct phrase {
	char texts[21][XB_GLASS_TERM_MAX];
	struct xb_node terms[21], words[PHRASE_MAX];
	struct xb_node asked, any, either, halves[2], root;
	const struct xb_node *forms[PHRASE_MAX][1 + VARIANTS_MAX], *asked_words[PHRASE_MAX], *any_words[PHRASE_MAX];
	const struct xb_node *two[2], *one[1], *sides[2];
};

/* Words from the `first` on, of which each second one has so many variants. */
static const struct xb_node *
plan_phrase(struct phrase *p, uint32_t first, uint32_t n, uint32_t nvariants)
{
	for (uint32_t i = 0; i < 21; i++)
		p->terms[i] = (struct xb_node){ .op = XB_OP_TERM, .term = term_of(p->texts[i], i) };
	for (uint32_t i = 0; i < n; i++) {
		p->asked_words[i] = p->any_words[i] = &p->terms[(first + i) % 21];
		if (i % 2)
			continue;
		for (uint32_t k = 0; k <= nvariants; k++)
			p->forms[i][k] = &p->terms[(first + i + 21 - 4 * k) % 21];
		p->words[i] = (struct xb_node){ .op = XB_OP_OR, .children = p->forms[i], .nchildren = 1 + nvariants };
		p->any_words[i] = &p->words[i];
	}
	p->asked = (struct xb_node){ .op = XB_OP_PHRASE, .window = n, .children = p->asked_words, .nchildren = n };
	p->any = (struct xb_node){ .op = XB_OP_PHRASE, .window = n, .children = p->any_words, .nchildren = n };
	p->two[0] = &p->asked;
	p->two[1] = &p->any;
	p->either = (struct xb_node){ .op = XB_OP_SYNONYM, .children = p->two, .nchildren = 2 };
	p->halves[0] = (struct xb_node){ .op = XB_OP_SCALE, .factor = 0.5, .children = p->two, .nchildren = 1 };
	p->one[0] = &p->either;
	p->halves[1] = (struct xb_node){ .op = XB_OP_SCALE, .factor = 0.5, .children = p->one, .nchildren = 1 };
	p->sides[0] = &p->halves[0];
	p->sides[1] = &p->halves[1];
	p->root = (struct xb_node){ .op = XB_OP_OR, .children = p->sides, .nchildren = 2 };
	return nvariants ? &p->root : &p->asked;
}

static struct xb_matches
match_limited(struct xb_reader *reader, const struct xb_node *query, uint32_t limit, struct xb_arena *arena)
{
	const struct xb_match_request request = { .query = query, .limit = limit, .exact_up_to = limit, .k1 = 90, .b = 0 };
	struct xb_matches matches;

	assert_ok(xb_match(&matches, reader, &request, arena, NULL));
	return matches;
}

/* Match it as it is, and fused. Returns how many hits there were. */
static size_t
match_both(struct xb_reader *reader, const struct xb_node *query, uint32_t limit, struct xb_arena *arena)
{
	const struct xb_fusing fusing = { .reader = reader, .maxima = (struct xb_maxima *[]){ NULL }, .k1 = 90, .wanted = limit };
	const struct xb_node *fused;
	struct xb_matches ours, theirs;

	assert_ok(xb_fuse(&fused, query, &fusing, arena, NULL));
	assert_int_equal(fused->op, XB_OP_SOURCE);
	theirs = match_limited(reader, query, limit, arena);
	ours = match_limited(reader, fused, limit, arena);
	assert_int_equal(ours.nhits, theirs.nhits);
	assert_int_equal(ours.exact, theirs.exact);
	assert_int_equal(ours.total, theirs.total);
	for (size_t i = 0; i < ours.nhits; i++) {
		assert_int_equal(ours.hits[i].docid, theirs.hits[i].docid);
		assert_true(fabs(ours.hits[i].score - theirs.hits[i].score) <= 1e-15 * theirs.hits[i].score); /* in the last bit */
	}
	return ours.nhits;
}

/* Phrases with up to so many variants of a word. */
static void
check_phrases(uint32_t least, uint32_t most)
{
	static const uint32_t limits[] = { 5, 50, DOCUMENTS };
	struct xb_arena arena;
	struct xb_reader *reader;
	struct phrase phrase;
	size_t found = 0;

	write_pair();
	reader = open_reader("ours");
	xb_arena_init(&arena, SIZE_MAX);
	for (uint32_t nvariants = least; nvariants <= most; nvariants++)
		for (uint32_t n = 2; n <= PHRASE_MAX; n++)
			for (uint32_t first = 0; first < 20; first++)
				for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
					const struct xb_node *query = plan_phrase(&phrase, first, n, nvariants);
					found += match_both(reader, query, limits[i], &arena);
				}
	assert_true(found > 500);
	xb_arena_release(&arena);
	xb_reader_free(reader);
}

static void
phrases_are_found_and_weighed_as_by_libxapian(void **state)
{
	(void)state;
	check_phrases(0, 0);
}

static void
phrases_with_variants_are_too(void **state)
{
	(void)state;
	check_phrases(1, VARIANTS_MAX);
}

/* ---- Damage ---- */

static void
a_table_that_was_cut_is_told(void **state)
{
	struct xb_glass_segment *segment;
	xabar_error err;
	char *path;

	(void)state;
	write_pair();
	path = xb_path("%s/position.glass", scratch("ours"));
	assert_int_equal(truncate(path, XB_GLASS_BLOCK), 0);
	assert_int_equal(xb_glass_segment_open(&segment, scratch("ours"), &err), XABAR_ECORRUPT);
	assert_non_null(strstr(err.message, "position.glass' is damaged"));
	free(path);
}

/* All that there is of each word: it is there, or damaged. */
static void
read_all(const struct xb_glass_segment *segment)
{
	struct xb_positions positions = { 0 };
	char text[XB_GLASS_TERM_MAX];

	for (uint32_t word = 0; word < 22; word++) {
		struct xb_posting_list *list;
		xabar_status status = xb_glass_segment_postings(&list, segment, term_of(text, word), NULL);
		uint32_t before = 0;

		assert_true(status == XABAR_OK || status == XABAR_ECORRUPT);
		while (list && status == XABAR_OK && before != UINT32_MAX) {
			status = xb_posting_list_seek(list, before + 1 + random_below(9), NULL);
			if (status == XABAR_OK && list->docid != UINT32_MAX)
				status = xb_posting_list_positions(&positions, list, NULL);
			assert_true(status == XABAR_OK || status == XABAR_ECORRUPT);
			assert_true(status != XABAR_OK || list->docid > before);
			before = list->docid;
		}
		xb_posting_list_free(list);
	}
	free(positions.array);
}

static void
a_byte_that_changed_is_told_or_harmless(void **state)
{
	static const char *const tables[] = { "postlist.glass", "position.glass" };
	struct xb_glass_segment *segment;

	(void)state;
	write_pair();
	for (uint32_t i = 0; i < 400; i++) {
		char *path = xb_path("%s/%s", scratch("ours"), tables[i % 2]);
		const int fd = open(path, O_RDWR | O_CLOEXEC);
		const off_t at = random_below((uint32_t)lseek(fd, 0, SEEK_END));
		unsigned char byte, other = (unsigned char)random_below(256);

		assert_int_equal(pread(fd, &byte, 1, at), 1);
		assert_int_equal(pwrite(fd, &other, 1, at), 1);
		assert_ok(xb_glass_segment_open(&segment, scratch("ours"), NULL));
		assert_non_null(segment);
		read_all(segment);
		xb_glass_segment_free(segment);
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
		close(fd);
		free(path);
	}
}

int
main(void)
{
	const struct CMUnitTest tests_[] = {
		scratch_test(postings_are_those_that_libxapian_reads),
		scratch_test(data_are_those_that_libxapian_reads),
		scratch_test(phrases_are_found_and_weighed_as_by_libxapian),
		scratch_test(phrases_with_variants_are_too),
		scratch_test(a_table_that_was_cut_is_told),
		scratch_test(a_byte_that_changed_is_told_or_harmless),
	};

	return cmocka_run_group_tests_name("glass segment", tests_, NULL, NULL);
}
