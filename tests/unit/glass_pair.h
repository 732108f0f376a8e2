/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_pair.h - the same documents written by libxapian and by glass/glass_writer.h, and the two databases compared in all that
 * libxapian can read of them. */
#ifndef XB_TEST_GLASS_PAIR_H
#define XB_TEST_GLASS_PAIR_H

#define XB_TESTING
#include "scratch.h"

#include "glass/glass_writer.h"
#include "posting.h"

struct pair {
	struct xb_glass *glass;
	struct xb_database *db;
};

/* Databases "ours" and "theirs" in the scratch folder. */
static inline void
pair_new(struct pair *pair, size_t memory)
{
	static const unsigned char uuid[XB_GLASS_UUID] = "0123456789abcdef";

	assert_ok(xb_glass_new(&pair->glass, scratch("ours"), memory, uuid, NULL));
	assert_ok(xb_database_new(&pair->db, scratch("theirs"), NULL));
}

static inline void
pair_add(struct pair *pair, const struct xb_document *document)
{
	assert_ok(xb_glass_add(pair->glass, document, NULL));
	assert_ok(xb_database_add(pair->db, document, NULL));
}

/* Of n words: ours as a dispatch's document is made, theirs word by word. */
static inline void
pair_add_words(struct pair *pair, const struct occurrence *words, size_t n)
{
	struct xb_posting *each = malloc((n + 1) * sizeof(*each));
	struct xb_document document;
	struct xb_arena arena;

	assert_non_null(each);
	xb_arena_init(&arena, SIZE_MAX);
	assert_ok(document_of(&document, words, n, &arena, NULL));
	assert_ok(xb_glass_add(pair->glass, &document, NULL));
	for (size_t i = 0; i < n; i++)
		each[i] = posting_of(&words[i]);
	assert_ok(xb_database_add(pair->db, &(struct xb_document){ each, n, NULL, 0, xb_str("") }, NULL));
	xb_arena_release(&arena);
	free(each);
}

static inline void
pair_finish(struct pair *pair)
{
	assert_ok(xb_glass_finish(pair->glass, 2, NULL));
	assert_ok(xb_database_commit(pair->db, NULL));
	xb_glass_free(pair->glass);
	xb_database_free(pair->db);
}

static inline void
pair_write_line(void *file, struct xb_str line)
{
	assert_int_equal(fwrite(line.ptr, 1, line.len, file), line.len);
}

/* What libxapian reads of a database, in a temporary file, from its beginning. */
static inline FILE *
pair_dump(const char *path, const uint32_t *slots, size_t nslots)
{
	FILE *file = tmpfile();

	assert_non_null(file);
	assert_ok(xb_database_dump(path, slots, nslots, pair_write_line, file, NULL));
	rewind(file);
	return file;
}

/* Fails with the first line that differs. Returns how many lines there are. */
static inline size_t
pair_compare(const char *ours, const char *theirs, const uint32_t *slots, size_t nslots)
{
	FILE *a = pair_dump(ours, slots, nslots), *b = pair_dump(theirs, slots, nslots);
	char *line_a = NULL, *line_b = NULL;
	size_t cap_a = 0, cap_b = 0, n = 0;
	ssize_t len_a, len_b;

	for (;; n++) {
		len_a = getline(&line_a, &cap_a, a);
		len_b = getline(&line_b, &cap_b, b);
		if (len_a < 0 || len_b < 0)
			break;
		if (len_a != len_b || memcmp(line_a, line_b, (size_t)len_a) != 0)
			fail_msg("line %zu\nours:   %.300s\ntheirs: %.300s", n + 1, line_a, line_b);
	}
	assert_true(len_a < 0 && len_b < 0);
	free(line_a);
	free(line_b);
	fclose(a);
	fclose(b);
	return n;
}

/* Finish both; ours is sound, and says what theirs does. */
static inline void
pair_agrees(struct pair *pair, const uint32_t *slots, size_t nslots)
{
	pair_finish(pair);
	assert_ok(xb_database_check(scratch("ours"), NULL));
	assert_true(pair_compare(scratch("ours"), scratch("theirs"), slots, nslots) > 0);
}

#endif
