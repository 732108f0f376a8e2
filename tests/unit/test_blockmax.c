/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The best documents as blockmax.h finds them: those that libxapian finds, weighing the same. */
#include "posting.h"
#include "scratch.h"

#include <math.h>

#include "../../searcher/fuse.h"
#include "glass/glass_writer.h"

#define SEGMENTS 3
#define DOCUMENTS 3000
#define K1 90.0

static struct xb_reader *reader;
static struct xb_maxima *maxima[SEGMENTS];
static struct xb_arena arena;
static uint32_t seed;

static uint32_t
number_below(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/* Terms a to j: a in nearly every document, j in one of hundreds; A, in capitals, is in some of those that have
 * a, as often or less. */
static void
write_segment(const char *name, unsigned char number)
{
	const unsigned char uuid[XB_GLASS_UUID] = { number };
	struct xb_glass *glass;

	assert_ok(xb_glass_new(&glass, scratch(name), (size_t)64 << 20, uuid, NULL));
	for (uint32_t i = 0; i < DOCUMENTS; i++) {
		struct xb_posting postings[20];
		char texts[20];
		size_t n = 0;

		for (uint32_t k = 0; k < 20; k++) {
			const uint32_t term = k / 2, wdf = 1 + number_below(60) * number_below(10);
			const bool capital = k % 2 == 0; /* they come first */

			texts[k] = (char)((capital ? 'A' : 'a') + term);
			if (number_below(2u << term) != 0 && term)
				continue;
			if (capital && number_below(2))
				postings[n++] = (struct xb_posting){ .term = { &texts[k], 1 }, .wdf = wdf / 2 };
			if (capital)
				k++;
			texts[k] = (char)('a' + term);
			postings[n++] = (struct xb_posting){ .term = { &texts[k], 1 }, .wdf = term == 5 ? 0 : wdf };
		}
		assert_ok(xb_glass_add(glass, &(struct xb_document){ postings, n, NULL, 0, { "", 0 } }, NULL));
	}
	assert_ok(xb_glass_finish(glass, 1, NULL));
	xb_glass_free(glass);
}

static void
open_segments(const uint32_t *dead, size_t ndead)
{
	struct xb_segment_ref refs[SEGMENTS] = { 0 };
	char name[8];

	seed = 1;
	xb_arena_init(&arena, SIZE_MAX);
	for (size_t i = 0; i < SEGMENTS; i++) {
		snprintf(name, sizeof(name), "s%zu", i);
		write_segment(name, (unsigned char)(i + 1));
		refs[i] = (struct xb_segment_ref){ .path = scratch(name), .dead = dead, .ndead = ndead, .mapped = i % 2 };
		assert_ok(xb_maxima_open(&maxima[i], scratch(name), NULL));
		assert_non_null(maxima[i]);
	}
	assert_ok(xb_reader_open(&reader, refs, SEGMENTS, NULL));
}

static void
close_segments(void)
{
	xb_reader_free(reader);
	for (size_t i = 0; i < SEGMENTS; i++) {
		xb_maxima_free(maxima[i]);
		maxima[i] = NULL;
	}
	xb_arena_release(&arena);
}

/* ---- Queries ---- */

static struct xb_node *
new_node(enum xb_op op, size_t nchildren)
{
	struct xb_node *node = xb_arena_calloc(&arena, 1, sizeof(*node));

	assert_non_null(node);
	node->op = op;
	node->children = xb_arena_calloc(&arena, nchildren, sizeof(const struct xb_node *));
	node->nchildren = nchildren;
	return node;
}

static const struct xb_node *
term_node(char letter)
{
	struct xb_node *node = new_node(XB_OP_TERM, 0);

	node->term = xb_arena_str(&arena, xb_strn(&letter, 1));
	return node;
}

static const struct xb_node *
node_over(enum xb_op op, const struct xb_node *a, const struct xb_node *b)
{
	struct xb_node *node = new_node(op, 2);
	const struct xb_node **children = (const struct xb_node **)(uintptr_t)node->children;

	children[0] = a;
	children[1] = b;
	return node;
}

static const struct xb_node *
scaled(const struct xb_node *child, double factor, bool within)
{
	struct xb_node *node = new_node(XB_OP_SCALE, 1);

	((const struct xb_node **)(uintptr_t)node->children)[0] = child;
	node->factor = factor;
	node->within = within;
	return node;
}

/* As a word is planned: its exact form for a quarter, within its stem. */
static const struct xb_node *
word(char letter)
{
	return node_over(XB_OP_OR, scaled(term_node((char)(letter - 'a' + 'A')), 0.25, true), term_node(letter));
}

/* A word that has variants, which count less. */
static const struct xb_node *
varied(char letter, char other)
{
	return node_over(XB_OP_OR, scaled(term_node(letter), 0.5, false),
	                 scaled(node_over(XB_OP_SYNONYM, term_node(letter), term_node(other)), 0.5, false));
}

static char
any_letter(void)
{
	return (char)('a' + number_below(10));
}

static const struct xb_node *
any_word(void)
{
	const char letter = any_letter();

	switch (number_below(4)) {
	case 0:  return term_node(letter);
	case 1:  return varied(letter, (char)(letter == 'j' ? 'a' : letter + 1));
	default: return word(letter);
	}
}

static const struct xb_node *
any_words(enum xb_op op, const struct xb_node *first)
{
	for (uint32_t more = number_below(3); more; more--)
		first = node_over(op, first, any_word());
	return first;
}

/* Queries as people make them: words that are required or not, and what filters them. */
static const struct xb_node *
any_query(void)
{
	const struct xb_node *query = any_words(number_below(2) ? XB_OP_OR : XB_OP_AND, any_word());

	query = any_words(XB_OP_AND_MAYBE, query);
	if (!number_below(4))
		query = node_over(XB_OP_FILTER, query, any_word());
	return number_below(4) ? query : node_over(XB_OP_AND_NOT, query, any_word());
}

/* ---- Comparing ---- */

static void
match(struct xb_matches *out, const struct xb_node *query, uint32_t offset, uint32_t limit, uint32_t exact_up_to)
{
	const struct xb_match_request request = {
		.query = query, .offset = offset, .limit = limit, .exact_up_to = exact_up_to, .k1 = K1, .b = 0,
	};

	assert_ok(xb_match(out, reader, &request, &arena, NULL));
}

/* Against all that libxapian finds, which it then has no reason to pass anything over for: asked for the best few of an AND_MAYBE
 * it has been seen to miss some. */
static void
check_query(const struct xb_node *query, uint32_t offset, uint32_t limit, uint32_t exact_up_to)
{
	const struct xb_fusing fusing = { reader, maxima, K1, (size_t)offset + limit };
	const struct xb_node *fused;
	struct xb_matches all, ours;

	assert_ok(xb_fuse(&fused, query, &fusing, &arena, NULL));
	assert_ptr_not_equal(fused, query);
	match(&all, query, 0, SEGMENTS * DOCUMENTS, UINT32_MAX);
	match(&ours, fused, offset, limit, exact_up_to);
	assert_int_equal(ours.nhits, offset > all.nhits ? 0 : all.nhits - offset < limit ? all.nhits - offset : limit);
	for (size_t i = 0; i < ours.nhits; i++) {
		const struct xb_match_hit *theirs = &all.hits[offset + i];
		/* libxapian rounds the frequency of terms that count as one at each step. */
		const double close = 1e-3 * theirs->score;

		assert_true(fabs(ours.hits[i].score - theirs->score) <= close);
		if (offset + i + 1 < all.nhits && theirs->score - theirs[1].score > close &&
		    (!(offset + i) || theirs[-1].score - theirs->score > close))
			assert_int_equal(ours.hits[i].docid, theirs->docid);
	}
	if (all.nhits <= exact_up_to)
		assert_true(ours.exact && ours.total == all.nhits);
}

static void
the_best_are_those_that_libxapian_finds(void **state)
{
	static const uint32_t limits[] = { 1, 10, 50 }, exact[] = { 0, 100, 1000, UINT32_MAX };

	(void)state;
	open_segments(NULL, 0);
	for (int i = 0; i < 400; i++)
		check_query(any_query(), number_below(2) * 20, limits[number_below(3)], exact[number_below(4)]);
	close_segments();
}

static void
tombstones_do_not_make_others_better(void **state)
{
	static uint32_t dead[DOCUMENTS / 3];

	(void)state;
	for (uint32_t i = 0; i < DOCUMENTS / 3; i++)
		dead[i] = 3 * i + 1;
	open_segments(dead, DOCUMENTS / 3);
	for (int i = 0; i < 200; i++)
		check_query(any_query(), 0, 10, 100);
	close_segments();
}

static void
segments_without_maxima_are_searched_as_well(void **state)
{
	struct xb_maxima *kept;

	(void)state;
	open_segments(NULL, 0);
	kept = maxima[1];
	maxima[1] = NULL;
	for (int i = 0; i < 200; i++)
		check_query(any_query(), 0, 10, 100);
	maxima[1] = kept;
	close_segments();
}

static void
a_term_that_weighs_nothing_is_found(void **state)
{
	struct xb_matches matches;

	(void)state;
	open_segments(NULL, 0);
	check_query(term_node('f'), 0, 10, UINT32_MAX);
	match(&matches, term_node('f'), 0, 10, UINT32_MAX);
	assert_true(matches.total > 0);
	close_segments();
}

/* What the file says of a term is what its postings have. */
static void
blocks_bound_their_postings(void **state)
{
	struct xb_posting_list *postings;
	struct xb_block_maxima found;
	uint32_t i = 0, in_block = 0, greatest = 0;

	(void)state;
	open_segments(NULL, 0);
	assert_ok(xb_maxima_find(&found, maxima[0], xb_str("b"), NULL));
	assert_true(found.n > 10);
	assert_ok(xb_posting_list_open(&postings, reader, 0, xb_str("b"), NULL));
	assert_ok(xb_posting_list_seek(postings, 1, NULL));
	while (postings->docid != UINT32_MAX) {
		const uint32_t docid = postings->docid;

		greatest = postings->wdf > greatest ? postings->wdf : greatest;
		in_block++;
		assert_ok(xb_posting_list_seek(postings, docid + 1, NULL));
		if (in_block < XB_MAXIMA_BLOCK && postings->docid != UINT32_MAX)
			continue;
		assert_true(i < found.n);
		assert_int_equal(found.blocks[i].last, docid);
		assert_int_equal(found.blocks[i].wdf, greatest);
		greatest = in_block = 0;
		i++;
	}
	assert_int_equal(i, found.n);
	xb_posting_list_free(postings);
	assert_ok(xb_maxima_find(&found, maxima[0], xb_str("no such term"), NULL));
	assert_int_equal(found.n, 0);
	close_segments();
}

/* ---- Damage ---- */

static void
write_file(const char *name, const void *bytes, size_t len)
{
	FILE *file = fopen(scratch(name), "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

/* What a damaged file still says of a term is what the whole one says, or nothing. */
static xabar_status
compare_terms(const struct xb_maxima *damaged, const struct xb_maxima *whole)
{
	xabar_status status = XABAR_OK;

	for (const char *letter = "ABCDEFGHIJabcdefghij"; *letter && status == XABAR_OK; letter++) {
		struct xb_block_maxima ours, right;

		assert_ok(xb_maxima_find(&right, whole, xb_strn(letter, 1), NULL));
		status = xb_maxima_find(&ours, damaged, xb_strn(letter, 1), NULL);
		if (status != XABAR_OK || !ours.n)
			continue;
		assert_int_equal(ours.n, right.n);
		assert_memory_equal(ours.blocks, right.blocks, ours.n * sizeof(*ours.blocks));
	}
	return status;
}

static void
a_damaged_file_is_told(void **state)
{
	struct xb_maxima *damaged, *whole;
	size_t n = 0, ntold = 0;
	struct xb_buf bytes;

	(void)state;
	write_segment("s", 1);
	write_segment("whole", 2);
	xb_buf_init(&bytes, SIZE_MAX);
	assert_ok(xb_file_read(&bytes, scratch("s/maxima"), NULL));
	assert_ok(xb_remove(scratch("whole/maxima"), NULL));
	write_file("whole/maxima", bytes.ptr, bytes.len);
	assert_ok(xb_maxima_open(&whole, scratch("whole"), NULL));
	for (size_t len = 0; len < bytes.len; len += len < 64 ? 1 : bytes.len / 50) {
		write_file("s/maxima", bytes.ptr, len);
		assert_int_equal(xb_maxima_open(&damaged, scratch("s"), NULL), XABAR_ECORRUPT);
	}
	for (size_t i = 4; i < bytes.len; i += 1 + bytes.len / 500) {
		xabar_status status;

		bytes.ptr[i] ^= 0xff;
		write_file("s/maxima", bytes.ptr, bytes.len);
		status = xb_maxima_open(&damaged, scratch("s"), NULL);
		if (status == XABAR_OK)
			status = compare_terms(damaged, whole);
		assert_true(status == XABAR_OK || status == XABAR_ECORRUPT);
		n++;
		ntold += status == XABAR_ECORRUPT;
		xb_maxima_free(damaged);
		bytes.ptr[i] ^= 0xff;
	}
	assert_true(ntold > n * 9 / 10); /* not where the directory leads past a term, which then has none */
	xb_maxima_free(whole);
	xb_buf_release(&bytes);
}

static void
a_segment_need_not_have_the_file(void **state)
{
	static const uint32_t other[] = { 0x314d4259, 0, 0, 0x314d4259 };
	struct xb_maxima *none;

	(void)state;
	write_segment("s", 1);
	write_file("s/maxima", other, sizeof(other)); /* a later version */
	assert_ok(xb_maxima_open(&none, scratch("s"), NULL));
	assert_null(none);
	assert_ok(xb_remove(scratch("s/maxima"), NULL));
	assert_ok(xb_maxima_open(&none, scratch("s"), NULL));
	assert_null(none);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(the_best_are_those_that_libxapian_finds),
		scratch_test(tombstones_do_not_make_others_better),
		scratch_test(segments_without_maxima_are_searched_as_well),
		scratch_test(a_term_that_weighs_nothing_is_found),
		scratch_test(blocks_bound_their_postings),
		scratch_test(a_damaged_file_is_told),
		scratch_test(a_segment_need_not_have_the_file),
	};

	return cmocka_run_group_tests_name("blockmax", tests, NULL, NULL);
}
