/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A database that we write equals the one that libxapian makes of the same documents, whatever is in them. */
#include "glass_pair.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(*(a)))
#define MEMORY ((size_t)64 << 20)

static const unsigned char some_uuid[XB_GLASS_UUID] = { 1 };

/* A document being put together. */
struct draft {
	struct xb_arena arena;
	struct occurrence *words;
	size_t nwords, cap;
};

static void
draft_init(struct draft *draft)
{
	*draft = (struct draft){ 0 };
	xb_arena_init(&draft->arena, SIZE_MAX);
}

static void
draft_word(struct draft *draft, struct xb_str term, uint32_t pos, uint32_t wdf)
{
	draft->words = xb_arena_grow(&draft->arena, draft->words, &draft->cap, draft->nwords + 1, sizeof(*draft->words));
	draft->words[draft->nwords++] = (struct occurrence){ xb_arena_str(&draft->arena, term), pos, wdf };
}

static void
draft_clear(struct draft *draft)
{
	xb_arena_release(&draft->arena);
	draft_init(draft);
}

/* The next of a row of numbers that look random. */
static uint32_t
random_below(uint32_t n)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005 + 1442695040888963407;
	return (uint32_t)(state >> 33) % n;
}

/* A word of a vocabulary, few of which are frequent. */
static struct xb_str
random_word(char word[32])
{
	uint32_t rank = random_below(1 + random_below(1 + random_below(200000)));
	int len = snprintf(word, 32, "%x%.*s", rank * 2654435761U, (int)(rank % 20), "abcdefghijklmnopqrstuvwxyz");

	return xb_strn(word, (size_t)len);
}

static void
draft_text(struct draft *draft, size_t nwords)
{
	char word[32];

	for (size_t i = 0; i < nwords; i++) {
		struct xb_str w = random_word(word);

		draft_word(draft, w, (uint32_t)i + 1, i % 100 < 10 ? 3 : 1);
		draft_word(draft, xb_strn(word, w.len < 4 ? w.len : 4), 0, 1);
	}
}

static void
each_fact_of_a_document_is_where_libxapian_looks_for_it(void **state)
{
	const struct occurrence words[] = {
		{ xb_str("baku"), 1, 3 }, { xb_str("news"), 2, 1 }, { xb_str("baku"), 7, 1 }, { xb_str("Zbak"), 0, 4 },
		{ xb_str("Qid"), 0, 0 },
	};
	const struct xb_value value = { 5, xb_str("2022") };
	static const uint32_t slots[] = { 5 };
	static const char want[] = "database 1 last 1 length 9 of 9..9 positions\n"
	                           "metadata made-by xabar\n"
	                           "document 1 9 stored\n"
	                           "slot 5 1 2022 2022\n"
	                           "value 5 1 2022\n"
	                           "term Qid 1 0 0\n"
	                           "posting Qid 1 0 9 at\n"
	                           "term Zbak 1 4 4\n"
	                           "posting Zbak 1 4 9 at\n"
	                           "term baku 1 4 4\n"
	                           "posting baku 1 4 9 at 1 7\n"
	                           "term news 1 1 1\n"
	                           "posting news 1 1 9 at 2\n";
	char got[2 * sizeof(want)];
	struct xb_document document;
	struct xb_glass *glass;
	struct draft draft;
	FILE *dump;

	(void)state;
	draft_init(&draft);
	assert_ok(document_of(&document, words, ARRAY_LEN(words), &draft.arena, NULL));
	document.values = &value;
	document.nvalues = 1;
	document.datum = xb_str("stored");
	assert_ok(xb_glass_new(&glass, scratch("ours"), MEMORY, some_uuid, NULL));
	assert_ok(xb_glass_set_metadata(glass, xb_str("made-by"), xb_str("xabar"), NULL));
	assert_ok(xb_glass_add(glass, &document, NULL));
	assert_ok(xb_glass_finish(glass, 1, NULL));
	xb_glass_free(glass);
	dump = pair_dump(scratch("ours"), slots, 1);
	got[fread(got, 1, sizeof(got) - 1, dump)] = '\0';
	fclose(dump);
	draft_clear(&draft);
	assert_string_equal(got, want);
}

static void
no_document_at_all_is_a_database(void **state)
{
	struct pair pair;

	(void)state;
	pair_new(&pair, MEMORY);
	pair_agrees(&pair, NULL, 0);
}

static void
empty_documents_count(void **state)
{
	static const struct xb_document empty = { .datum = { "", 0 } };
	const struct occurrence word = { xb_str("word"), 1, 1 };
	const struct xb_posting posting = posting_of(&word);
	const struct xb_document document = { &posting, 1, NULL, 0, xb_str("datum") };
	const struct xb_document *const documents[] = { &empty, &empty, &document, &empty };
	struct pair pair;

	(void)state;
	for (size_t n = 2; n <= ARRAY_LEN(documents); n += 2) {
		pair_new(&pair, MEMORY);
		for (size_t i = 0; i < n; i++)
			pair_add(&pair, documents[i]);
		pair_agrees(&pair, NULL, 0);
		assert_ok(xb_remove(scratch("ours"), NULL));
		assert_ok(xb_remove(scratch("theirs"), NULL));
	}
}

static void
a_term_may_occur_a_million_times_in_a_document(void **state)
{
	struct draft draft;
	struct pair pair;

	(void)state;
	draft_init(&draft);
	for (uint32_t pos = 1; pos <= 1000000; pos++)
		draft_word(&draft, xb_str("word"), pos + pos / 3, 1);
	pair_new(&pair, MEMORY);
	pair_add_words(&pair, draft.words, draft.nwords);
	pair_agrees(&pair, NULL, 0);
	draft_clear(&draft);
}

static void
a_document_may_have_millions_of_bytes(void **state)
{
	struct draft draft;
	struct pair pair;

	(void)state;
	draft_init(&draft);
	draft_text(&draft, 300000);
	pair_new(&pair, MEMORY);
	pair_add_words(&pair, draft.words, draft.nwords);
	draft_clear(&draft);
	draft_text(&draft, 50);
	pair_add_words(&pair, draft.words, draft.nwords);
	pair_agrees(&pair, NULL, 0);
	draft_clear(&draft);
}

static void
a_hundred_thousand_documents_may_be_of_one_word(void **state)
{
	const struct occurrence word = { xb_str("word"), 1, 1 };
	const struct xb_posting posting = posting_of(&word);
	const struct xb_document document = { &posting, 1, NULL, 0, xb_str("") };
	struct pair pair;

	(void)state;
	pair_new(&pair, MEMORY);
	for (size_t i = 0; i < 100000; i++)
		pair_add(&pair, &document);
	pair_agrees(&pair, NULL, 0);
}

static void
terms_may_be_long_and_alike(void **state)
{
	struct pair pair;
	struct draft draft;
	char term[XB_GLASS_TERM_MAX];

	(void)state;
	draft_init(&draft);
	pair_new(&pair, MEMORY);
	memset(term, 'x', sizeof(term));
	for (uint32_t i = 1; i <= 300; i++) {
		for (uint32_t k = 0; k < 40; k++) {
			char number[8];

			snprintf(number, sizeof(number), "%05u", (i * 7919 + k * 13) % 6000);
			memcpy(term + 195, number, 5);
			draft_word(&draft, xb_strn(term, k % 2 ? 200 : sizeof(term)), k + 1, 1);
		}
		for (size_t len = 1; len <= 20; len++)
			draft_word(&draft, xb_strn(term, len), 100, 1);
		pair_add_words(&pair, draft.words, draft.nwords);
		draft_clear(&draft);
	}
	pair_agrees(&pair, NULL, 0);
}

static void
terms_may_hold_any_bytes(void **state)
{
	static const struct xb_str terms[] = {
		{ "\0", 1 }, { "\0\0", 2 }, { "\0\xff", 2 }, { "a", 1 }, { "a\0", 2 }, { "a\0b", 3 },
		{ "a\0\0b", 4 }, { "a\1", 2 },
		{ "a\xff", 2 }, { "\xff\xff", 2 }, { "1234567\0", 8 }, { "12345678", 8 }, { "12345678\0", 9 },
		{ "0123456789abcdef", 16 }, { "0123456789abcdef\0", 17 }, { "0123456789abcdeg", 16 }, { "0123456789abcde\0", 16 },
	};
	struct pair pair;
	struct draft draft;

	(void)state;
	draft_init(&draft);
	pair_new(&pair, MEMORY);
	for (size_t from = 0; from < ARRAY_LEN(terms); from++) {
		for (size_t i = from; i < ARRAY_LEN(terms); i++)
			draft_word(&draft, terms[i], (uint32_t)(i - from), 1);
		pair_add_words(&pair, draft.words, draft.nwords);
		draft_clear(&draft);
	}
	pair_agrees(&pair, NULL, 0);
}

static void
occurrences_may_weigh_much_or_nothing_and_come_in_any_order(void **state)
{
	const struct occurrence words[] = {
		{ xb_str("heavy"), 3, 100000 }, { xb_str("light"), 9, 0 }, { xb_str("light"), 2, 0 }, { xb_str("heavy"), 3, 7 },
		{ xb_str("mixed"), 0, 5 }, { xb_str("mixed"), 5, 0 }, { xb_str("mixed"), 4, 1 }, { xb_str("mixed"), 5, 1 },
		{ xb_str("one"), 4294967295, 1 }, { xb_str("far"), 1, 1 }, { xb_str("far"), 4294967295, 1 },
		{ xb_str("bare"), 0, 0 }, { xb_str("twice"), 8, 1 }, { xb_str("twice"), 8, 1 },
	};
	struct pair pair;

	(void)state;
	pair_new(&pair, MEMORY);
	for (size_t n = 1; n <= ARRAY_LEN(words); n++)
		pair_add_words(&pair, words, n);
	pair_agrees(&pair, NULL, 0);
}

/* 5 documents of 2^30: libxapian's check wants the sum modulo 2^32. */
static void
a_term_may_weigh_more_in_all_than_32_bits_hold(void **state)
{
	const struct occurrence word = { xb_str("common"), 1, 1 << 30 };
	const struct xb_posting posting = posting_of(&word);
	const struct xb_document document = { &posting, 1, NULL, 0, xb_str("") };
	struct pair pair;

	(void)state;
	pair_new(&pair, MEMORY);
	for (int i = 0; i < 5; i++)
		pair_add(&pair, &document);
	pair_agrees(&pair, NULL, 0);
}

static void
value_slots_may_be_sparse_and_values_long(void **state)
{
	static const uint32_t slots[] = { 0, 1, 127, 128, 129, 255, 256, 16383, 16384, 70000, 4294967294U };
	static char bytes[6000];
	struct pair pair;

	(void)state;
	memset(bytes, 'v', sizeof(bytes));
	pair_new(&pair, MEMORY);
	for (uint32_t i = 0; i < 2000; i++) {
		struct xb_value values[ARRAY_LEN(slots)];
		size_t n = 0;

		for (size_t k = 0; k < ARRAY_LEN(slots); k++)
			if (i % (k + 1) == k && (i + k) % 3)
				values[n++] = (struct xb_value){ slots[k], xb_strn(bytes + i % 7, i % 500 ? i % 40 : 5000 + k) };
		bytes[i % 50] = (char)random_below(256);
		pair_add(&pair, &(struct xb_document){ NULL, 0, values, n, xb_str("") });
	}
	pair_agrees(&pair, slots, ARRAY_LEN(slots));
}

static void
data_may_be_of_any_length(void **state)
{
	static const size_t lens[] = {
		0, 1, 15, 16, 17, 2000, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2040, 4000, 8192, 70000, 3000000,
	};
	char *bytes = malloc(3000000);
	struct pair pair;

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < 3000000; i++)
		bytes[i] = (char)random_below(256);
	pair_new(&pair, MEMORY);
	for (size_t i = 0; i < 20 * ARRAY_LEN(lens); i++) {
		size_t len = i < 20 || lens[i % ARRAY_LEN(lens)] < 3000000 ? lens[i % ARRAY_LEN(lens)] : 3;

		pair_add(&pair, &(struct xb_document){ .datum = { bytes + (len < 70000 ? i : 0), len } });
	}
	pair_agrees(&pair, NULL, 0);
	free(bytes);
}

/* The text's documents, written with so much memory. */
static void
write_texts(const char *name, size_t memory, unsigned jobs)
{
	struct xb_glass *glass;
	struct draft draft;

	assert_ok(xb_glass_new(&glass, scratch(name), memory, some_uuid, NULL));
	draft_init(&draft);
	for (uint32_t i = 0; i < 500; i++) {
		const struct xb_value value = { i % 3, xb_strn((const char *)&i, sizeof(i)) };
		struct xb_document document;

		for (uint32_t k = 0; k < 200; k++) {
			char word[16];

			snprintf(word, sizeof(word), "%x", (i * k + k * k) % 5000);
			draft_word(&draft, xb_str(word), k, 1);
		}
		assert_ok(document_of(&document, draft.words, draft.nwords, &draft.arena, NULL));
		document.values = &value;
		document.nvalues = i % 2;
		document.datum = xb_strn((const char *)&i, sizeof(i));
		assert_ok(xb_glass_add(glass, &document, NULL));
		draft_clear(&draft);
	}
	assert_ok(xb_glass_finish(glass, jobs, NULL));
	xb_glass_free(glass);
}

static void
little_memory_and_two_threads_make_the_same_bytes(void **state)
{
	static const size_t memories[] = { 0, 200000, 1000000 };
	uint64_t want_bytes, bytes;
	uint32_t want_crc, crc;

	(void)state;
	write_texts("whole", MEMORY, 1);
	assert_ok(xb_folder_sum(&want_bytes, &want_crc, scratch("whole"), NULL));
	for (size_t i = 0; i < 2 * ARRAY_LEN(memories); i++) {
		write_texts("runs", memories[i / 2], 1 + i % 2);
		assert_ok(xb_folder_sum(&bytes, &crc, scratch("runs"), NULL));
		assert_int_equal(bytes, want_bytes);
		assert_int_equal(crc, want_crc);
		assert_ok(xb_remove(scratch("runs"), NULL));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(each_fact_of_a_document_is_where_libxapian_looks_for_it),
		scratch_test(no_document_at_all_is_a_database),
		scratch_test(empty_documents_count),
		scratch_test(a_term_may_occur_a_million_times_in_a_document),
		scratch_test(a_document_may_have_millions_of_bytes),
		scratch_test(a_hundred_thousand_documents_may_be_of_one_word),
		scratch_test(terms_may_be_long_and_alike),
		scratch_test(terms_may_hold_any_bytes),
		scratch_test(occurrences_may_weigh_much_or_nothing_and_come_in_any_order),
		scratch_test(a_term_may_weigh_more_in_all_than_32_bits_hold),
		scratch_test(value_slots_may_be_sparse_and_values_long),
		scratch_test(data_may_be_of_any_length),
		scratch_test(little_memory_and_two_threads_make_the_same_bytes),
	};

	return cmocka_run_group_tests_name("glass", tests, NULL, NULL);
}
