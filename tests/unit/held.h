/* SPDX-License-Identifier: GPL-2.0-or-later */
/* held.h - an archive of a few words, what a plan for it needs, and lists of what is found in it. */
#ifndef XB_TEST_HELD_H
#define XB_TEST_HELD_H

#include "scratch.h"
#include "metadata.h"

#include "../../searcher/variants.h"
#include "lexicon_writer.h"

#define ARENA ((size_t)64 << 20)

static struct xb_arena arena;
static struct xb_analyzer *analyzer;
static struct xb_reader *reader;

static inline int
held_setup(void **state)
{
	xb_arena_init(&arena, ARENA);
	return xb_analyzer_new(&analyzer, NULL) == XABAR_OK ? scratch_setup(state) : -1;
}

static inline int
held_teardown(void **state)
{
	xb_reader_free(reader);
	reader = NULL;
	xb_analyzer_free(analyzer);
	xb_arena_release(&arena);
	return scratch_teardown(state);
}

#define held_test(f) cmocka_unit_test_setup_teardown(f, held_setup, held_teardown)

/* A word that `n` dispatches have, written so; capitals before it are its prefix. */
struct held {
	const char *term;
	unsigned n;
	enum xb_written how;
};

#define UNSAID XB_WRITTEN_UNSAID
#define SMALL XB_WRITTEN_SMALL
#define NAME XB_WRITTEN_NAME
#define FIRST XB_WRITTEN_FIRST
#define SHOUT XB_WRITTEN_SHOUT

/* Make the archive: each dispatch has one word. */
static inline void
hold(const struct held *held, size_t n)
{
	struct xb_segment_ref ref = { .path = scratch("a") };
	struct xb_lexicon_writer *lexicon;
	struct xb_database *db;

	assert_ok(xb_database_new(&db, ref.path, NULL));
	assert_ok(xb_lexicon_writer_new(&lexicon, NULL));
	for (size_t i = 0; i < n; i++)
		for (unsigned k = 0; k < held[i].n; k++) {
			const uint32_t position = 1;
			struct xb_posting posting = {
				.term = xb_str(held[i].term),
				.positions = &position,
				.npositions = 1,
				.wdf = 1,
				.written = (uint8_t)held[i].how,
				.prefix = (uint8_t)strspn(held[i].term, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
			};
			struct xb_document document = { &posting, 1, NULL, 0, xb_str("") };

			assert_ok(xb_database_add(db, &document, NULL));
			assert_ok(xb_lexicon_writer_add(lexicon, &document, NULL));
		}
	assert_ok(xb_lexicon_writer_write(lexicon, put_metadata, db, NULL));
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
	xb_lexicon_writer_free(lexicon);
	assert_ok(xb_reader_open(&reader, &ref, 1, NULL));
}

#define archive(...) \
	hold((const struct held[]){ __VA_ARGS__ }, sizeof((const struct held[]){ __VA_ARGS__ }) / sizeof(struct held))

/* The variants of a word, by their bytes, with spaces between. */
static inline const char *
list(struct xb_variants variants)
{
	static char text[4096];
	char *at = text;

	*text = '\0';
	for (size_t k = 0; k < variants.n; k++) {
		const struct xb_variant *next = NULL;
		size_t smaller = 0;

		for (size_t i = 0; i < variants.n; i++) {
			smaller = 0;
			for (size_t j = 0; j < variants.n; j++)
				smaller += strcmp(variants.array[j].term.ptr, variants.array[i].term.ptr) < 0;
			if (smaller == k)
				next = &variants.array[i];
		}
		if (next)
			at += sprintf(at, "%s%s", k ? " " : "", next->term.ptr);
	}
	return text;
}

#endif
