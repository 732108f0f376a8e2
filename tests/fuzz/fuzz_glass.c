/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A database that we wrote, damaged: each four bytes of input are a byte put somewhere into one of its tables. What is read of
 * it, in whole postings by a merge, by steps, phrases and data by a search, ascends, or it is told to be corrupt. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "glass/glass_writer.h"
#include "glass_segment.h"
#include "phrase.h"

#define PATCH 4
#define PATCHES_MAX 64
#define DOCUMENTS 800
#define WORDS 40
#define BUFFER ((size_t)3 * XB_GLASS_BLOCK)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const tables[] = { "postlist.glass", "position.glass", "docdata.glass", "iamglass" };

#define NTABLES (sizeof(tables) / sizeof(*tables))

static char folder[64];
static struct xb_reader *reader; /* opened before the damage, which it sees */
static int fds[NTABLES];
static off_t sizes[NTABLES];

static void
must(bool ok)
{
	if (!ok)
		abort();
}

/* Words 0, in every document and of several chunks, to 39, in few. */
static struct xb_str
word_of(char text[32], unsigned i, unsigned number)
{
	const unsigned hash = i ? (number * i * 40503U) % (i % 3 ? 50U : 5000U) : 0;

	return xb_strn(text, (size_t)snprintf(text, 32, "%.*s%02u%08x", (int)(i % 20), "aaaaaaaaaaaaaaaaaaaa", i, hash));
}

static void
add_document(struct xb_glass *glass, unsigned number)
{
	static char words[WORDS][32], datum[3000];
	struct xb_posting postings[WORDS];
	uint32_t positions[WORDS][2];
	const struct xb_value values[] = { { 0, { words[0], 8 } }, { 7, { words[1], 1 + number % 9 } } };
	size_t n = 0;

	for (unsigned i = 0; i < WORDS; i++) {
		positions[i][0] = 1 + i;
		positions[i][1] = 301 + i;
		postings[n++] = (struct xb_posting){ .term = word_of(words[i], i, number), .positions = positions[i],
		                                     .npositions = i % 5 ? 1 + i % 2 : i == 0, .wdf = i ? i % 4 : 3000000 };
	}
	must(xb_glass_add(glass, &(struct xb_document){ postings, n, values, 1 + number % 2,
	                                                { datum, number % 40 ? 20 : sizeof(datum) } }, NULL) == XABAR_OK);
}

static void
remove_folder(void)
{
	(void)xb_remove(folder, NULL);
}

static void
write_database(void)
{
	static const unsigned char uuid[XB_GLASS_UUID];
	struct xb_glass *glass;
	struct stat st;

	snprintf(folder, sizeof(folder), "/tmp/xabar-fuzz-%ld", (long)getpid());
	must(xb_glass_new(&glass, folder, 1 << 20, uuid, NULL) == XABAR_OK);
	for (unsigned i = 1; i <= DOCUMENTS; i++)
		add_document(glass, i);
	must(xb_glass_set_metadata(glass, xb_str("key"), xb_str("value"), NULL) == XABAR_OK);
	must(xb_glass_finish(glass, 1, NULL) == XABAR_OK);
	xb_glass_free(glass);
	for (size_t i = 0; i < NTABLES; i++) {
		char *path = xb_path("%s/%s", folder, tables[i]);

		must(path && (fds[i] = open(path, O_RDWR)) >= 0 && fstat(fds[i], &st) == 0);
		sizes[i] = st.st_size;
		free(path);
	}
	must(xb_reader_open(&reader, &(struct xb_segment_ref){ .path = folder, .mapped = true }, 1, NULL) == XABAR_OK);
	atexit(remove_folder);
}

/* Read a span as glass_lists.c does: the number of the last document. */
static uint32_t
read_span(enum xb_glass_kind kind, struct xb_str span, uint32_t docid)
{
	const unsigned char *p = (const unsigned char *)span.ptr, *end = p + span.len;
	uint64_t step, value, number;

	while (p < end) {
		p = xb_glass_get_uint(xb_glass_get_uint(p, &step), &value);
		if (kind == XB_GLASS_VALUES)
			p += value;
		if (kind == XB_GLASS_TERM && (step & 3) != XB_GLASS_BARE)
			p = xb_glass_get_uint(p, &number); /* a position, or the length of all */
		if (kind == XB_GLASS_TERM && (step & 3) == XB_GLASS_MANY)
			p += number;
		step = kind == XB_GLASS_TERM ? step >> 2 : step;
		must(step > 0 && p <= end);
		docid += (uint32_t)step;
	}
	must(docid <= DOCUMENTS);
	return docid;
}

static void
read_lists(struct xb_glass_stored *stored, bool survey)
{
	struct xb_glass_cursor *cursor = &stored->cursor;
	xabar_status status = xb_glass_stored_rewind(stored, survey, NULL);
	struct xb_str span;

	while (status == XABAR_OK && cursor->next(cursor, NULL) == XABAR_OK && cursor->entry.kind != XB_GLASS_END) {
		uint32_t docid = 0;

		if (survey && cursor->entry.kind == XB_GLASS_TERM)
			continue;
		while ((status = cursor->span(cursor, &span, NULL)) == XABAR_OK && span.len)
			docid = read_span(cursor->entry.kind, span, docid);
	}
}

static void
read_database(const uint32_t *dead, size_t n)
{
	struct xb_glass_stored *stored;
	struct xb_str key, value;
	uint32_t docid;

	if (xb_glass_stored_open(&stored, folder, dead, n, BUFFER, NULL, NULL) != XABAR_OK || !stored)
		return;
	while (xb_glass_stored_metadata(&key, &value, stored, NULL) == XABAR_OK && key.len)
		;
	while (xb_glass_stored_datum(&docid, &value, stored, NULL) == XABAR_OK && docid)
		;
	if (stored->info.documents <= DOCUMENTS) {
		read_lists(stored, true);
		read_lists(stored, false);
	}
	xb_glass_stored_free(stored);
}

/* ---- As a search does ---- */

static void
walk_postings(const struct xb_glass_segment *segment, struct xb_str term, uint32_t step)
{
	struct xb_positions positions = { 0 };
	struct xb_posting_list *list;
	xabar_status status = xb_glass_segment_postings(&list, segment, term, NULL);
	uint32_t before = 0;

	while (list && status == XABAR_OK && before != UINT32_MAX) {
		const uint32_t from = before + step < before ? UINT32_MAX : before + step;

		status = xb_posting_list_seek(list, from, NULL);
		must(status != XABAR_OK || list->docid >= from);
		if (status == XABAR_OK && list->docid != UINT32_MAX)
			status = xb_posting_list_positions(&positions, list, NULL);
		for (size_t i = 1; i < positions.n && status == XABAR_OK; i++)
			must(positions.array[i - 1] < positions.array[i]);
		before = list->docid;
	}
	must(status == XABAR_OK || status == XABAR_ECORRUPT || status == XABAR_ENOMEM);
	xb_posting_list_free(list);
	free(positions.array);
}

static void
search_segment(uint32_t step)
{
	struct xb_glass_segment *segment;
	struct xb_buf datum;
	char text[32];
	bool found;

	if (xb_glass_segment_open(&segment, folder, NULL) != XABAR_OK || !segment)
		return;
	for (unsigned i = 0; i < WORDS; i += 5)
		walk_postings(segment, word_of(text, i, 1 + i * step % DOCUMENTS), i ? 1 : step);
	xb_buf_init(&datum, SIZE_MAX);
	for (uint32_t docid = 1; docid <= DOCUMENTS + 1; docid += step) {
		xb_buf_clear(&datum);
		(void)xb_glass_segment_datum(&found, &datum, segment, docid, NULL);
	}
	xb_buf_release(&datum);
	xb_glass_segment_free(segment);
}

/* Of three words, or of these each with the one behind it for a variant. */
static void
search_phrase(unsigned first, bool varied)
{
	char texts[4][32];
	struct xb_str terms[4];
	struct xb_phrase phrase = { .reader = reader, .n = 3, .nterms = varied ? 6 : 3, .varied = varied, .k1 = 90 };
	uint32_t docid = 0, before = 0;
	double most, weight;
	void *walk;

	for (unsigned i = 0; i <= phrase.n; i++)
		terms[i] = word_of(texts[i], first + i, 1);
	for (unsigned i = 0; i < phrase.n; i++)
		phrase.words[i] = (struct xb_phrase_word){ .terms = &terms[i], .nterms = varied ? 2 : 1, .weight = 1 };
	if (xb_phrase_class.open(&walk, &most, &phrase, 0, NULL) != XABAR_OK)
		return;
	while (xb_phrase_class.seek(&docid, &weight, walk, before + 1, 0, NULL) == XABAR_OK && docid) {
		must(docid > before);
		before = docid;
	}
	xb_phrase_class.close(walk);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint32_t dead[] = { 1, 64, 65, 200 };
	const size_t n = size / PATCH < PATCHES_MAX ? size / PATCH : PATCHES_MAX;
	uint8_t before[PATCHES_MAX];

	if (!*folder)
		write_database();
	for (size_t i = 0; i < n; i++) {
		const uint8_t *patch = data + i * PATCH;
		const int fd = fds[patch[0] % NTABLES];
		const off_t at = ((off_t)(patch[0] / NTABLES) << 16 | patch[1] << 8 | patch[2]) % sizes[patch[0] % NTABLES];

		must(pread(fd, &before[i], 1, at) == 1 && pwrite(fd, &patch[3], 1, at) == 1);
	}
	if (size % PATCH < 2) {
		search_segment(1 + (uint32_t)n % 7 * 40);
		search_phrase(size % PATCH ? 0 : 5 + (unsigned)n % 30, n % 2);
	} else {
		read_database(dead, size % PATCH == 2 ? sizeof(dead) / sizeof(*dead) : 0);
	}
	for (size_t i = n; i-- > 0;) {
		const uint8_t *patch = data + i * PATCH;
		const off_t at = ((off_t)(patch[0] / NTABLES) << 16 | patch[1] << 8 | patch[2]) % sizes[patch[0] % NTABLES];

		must(pwrite(fds[patch[0] % NTABLES], &before[i], 1, at) == 1);
	}
	return 0;
}
