/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Likenesses of documents, looked up and kept: what was written. */
#include "scratch.h"

#include "../../searcher/likenesses.h"
#include "schema.h"

#define SEGMENTS 3
#define DOCUMENTS 200

/* That of a document: every fifth has none, nor have the last ones of a segment. */
static bool
make(struct xb_likeness *out, uint32_t segment, uint32_t local)
{
	uint32_t words[40];

	*out = (struct xb_likeness){ .nsketch = 0 };
	if (local % 5 == 0 || local > DOCUMENTS - 7)
		return false;
	for (uint32_t i = 0; i < 40; i++)
		words[i] = (segment * DOCUMENTS + local) * 64 + i;
	xb_likeness_make(out, words, 40);
	return true;
}

static void
write_segment(const char *name, uint32_t segment, size_t cut)
{
	struct xb_database *db;

	assert_ok(xb_database_new(&db, scratch(name), NULL));
	for (uint32_t i = 1; i <= DOCUMENTS; i++) {
		struct xb_likeness likeness;
		const bool has = make(&likeness, segment, i);
		char bytes[XB_LIKENESS_BYTES];
		const struct xb_value value = { XB_SLOT_FINGERPRINT, { bytes, xb_likeness_encode(bytes, &likeness) - cut } };

		assert_ok(xb_database_add(db, &(struct xb_document){ NULL, 0, &value, has, { "", 0 } }, NULL));
	}
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
}

static struct xb_reader *
open_segments(size_t cut)
{
	struct xb_segment_ref refs[SEGMENTS] = { 0 };
	struct xb_reader *reader;
	char name[16];

	for (uint32_t i = 0; i < SEGMENTS; i++) {
		snprintf(name, sizeof(name), "s%u-%zu", i, cut);
		write_segment(name, i, cut);
		refs[i].path = scratch(name);
	}
	assert_ok(xb_reader_open(&reader, refs, SEGMENTS, NULL));
	return reader;
}

/* Of every element, those documents that have it in their sketch, and no others. */
static void
check_having(const struct xb_likenesses *likenesses)
{
	for (uint32_t segment = 0; segment < SEGMENTS; segment++) {
		size_t had = 0, found = 0;

		for (uint32_t local = 1; local <= DOCUMENTS; local++) {
			struct xb_likeness likeness;

			make(&likeness, segment, local);
			for (size_t i = 0; i < likeness.nsketch; i++) {
				const uint32_t *locals;
				size_t n, at = 0;

				assert_true(xb_likenesses_having(&locals, &n, likenesses, segment, likeness.sketch[i]));
				while (at < n && locals[at] != local)
					at++;
				assert_true(at < n && (!at || locals[at - 1] < local));
				had++;
			}
		}
		for (uint32_t element = 0; element <= UINT16_MAX; element++) {
			const uint32_t *locals;
			size_t n;

			assert_true(xb_likenesses_having(&locals, &n, likenesses, segment, (uint16_t)element));
			found += n;
		}
		assert_int_equal(found, had);
	}
}

/* A few documents at a time, ascending; the second time from what is kept. */
static void
those_kept_are_those_looked_up(void **state)
{
	struct xb_reader *reader = open_segments(0);
	struct xb_likenesses likenesses = { .segments = NULL };
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, SIZE_MAX);
	for (int round = 0; round < 2; round++) {
		for (uint32_t docid = 1; docid <= SEGMENTS * DOCUMENTS; docid += 7) {
			struct xb_copy copies[7];
			struct xb_likeness expected;
			size_t n = 0;

			likenesses.looked_up = round ? SEGMENTS * DOCUMENTS : 0;
			for (; n < 7 && docid + n <= SEGMENTS * DOCUMENTS; n++)
				copies[n] = (struct xb_copy){ .docid = docid + (uint32_t)n };
			assert_ok(xb_likenesses_get(copies, n, &likenesses, reader, &arena, NULL));
			assert_int_equal(likenesses.segments != NULL, round);
			for (size_t i = 0; i < n; i++) {
				make(&expected, xb_reader_segment(SEGMENTS, copies[i].docid), xb_reader_local(SEGMENTS, copies[i].docid));
				assert_memory_equal(&copies[i].likeness, &expected, sizeof(expected));
			}
		}
	}
	check_having(&likenesses);
	xb_likenesses_release(&likenesses);
	assert_null(likenesses.segments);
	xb_arena_release(&arena);
	xb_reader_free(reader);
}

/* Whichever way it is read. */
static void
a_value_that_is_none_is_damage(void **state)
{
	struct xb_reader *reader = open_segments(1);
	struct xb_copy copy = { .docid = 1 };
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, SIZE_MAX);
	for (uint64_t looked_up = 0; looked_up < 2000; looked_up += 1000) {
		struct xb_likenesses likenesses = { .looked_up = looked_up };

		assert_int_equal(xb_likenesses_get(&copy, 1, &likenesses, reader, &arena, NULL), XABAR_ECORRUPT);
		assert_null(likenesses.segments);
	}
	xb_arena_release(&arena);
	xb_reader_free(reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(those_kept_are_those_looked_up),
		scratch_test(a_value_that_is_none_is_damage),
	};

	return cmocka_run_group_tests_name("likenesses", tests, NULL, NULL);
}
