/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_sizes INDEX - where each byte of an index goes: a line a part, `file TAB part TAB entries TAB bytes`. Of the glass tables
 * (glass/glass_table.h) the leaf blocks are read, and each item is counted with its key and its two bytes of the block's
 * directory. What is left of a table, its branch blocks and unused room, is a part as well, so that all lines together are all
 * files. */
#include <inttypes.h>
#include <sys/stat.h>

#include "bench.h"
#include "file.h"
#include "glass/glass_table.h"
#include "lexicon_block.h"
#include "maxima.h"
#include "schema.h"

#define BLOCK XB_GLASS_BLOCK
#define BLOCK_HEAD 11
#define ITEM_HEAD 3 /* size and flags in two bytes, the key's length with itself in one */
#define SIZE_BITS 0x1fff
#define FIRST_COMPONENT 0x2000

struct part {
	struct xb_str begin; /* of its keys */
	bool capital;        /* which go on with a capital letter */
	const char *name;    /* NULL behind the last */
	uint64_t entries, bytes;
};

/* A key is of the first part that fits. Terms of fields begin with capitals, words never do. */
struct table {
	const char *name;
	struct part parts[20];
	uint64_t size, counted;
};

#define BEGIN(s, name) { { s, sizeof(s) - 1 }, false, name, 0, 0 }
#define TERMS \
	BEGIN(XB_STEM_PREFIX, "stems"), BEGIN("S", "title words"), BEGIN(XB_ID_PREFIX, "ids"), \
	{ { "", 0 }, true, "other fields", 0, 0 }, BEGIN("", "words")

/* The slot is a number of one byte, below 128. */
#define VALUES(slot, name) { { (const char[]){ 0, (char)0xd8, slot }, 3 }, false, "values: " name, 0, 0 }

static struct table tables[] = {
	{ .name = "postlist.glass", .parts = {
		BEGIN("\0\xc0" XB_LEXICON_METADATA, "lexicon"), BEGIN("\0\xc0", "other metadata"), BEGIN("\0\xe0", "lengths"),
		VALUES(XB_SLOT_DATE, "date"), VALUES(XB_SLOT_WALL, "wall clock"), VALUES(XB_SLOT_CONTENT, "content"),
		VALUES(XB_SLOT_ORIGIN, "origin"), VALUES(XB_SLOT_DAY, "day"), BEGIN("\0\xd8", "values: others"),
		BEGIN("\0\xd0", "bounds of values"), TERMS } },
	{ .name = "position.glass", .parts = { TERMS } },
	{ .name = "docdata.glass", .parts = { BEGIN("", "dispatches") } },
	{ .name = "termlist.glass", .parts = { BEGIN("", "terms of documents") } },
};

/* What is no table. */
enum { MANIFEST, LEDGER, MAXIMA, NOTHERS };
static struct part others[NOTHERS] = {
	[MANIFEST] = BEGIN("", "manifest, tombstones"), [LEDGER] = BEGIN("", "ledger"), [MAXIMA] = BEGIN("", "maxima"),
};

static void
die(const char *path, const char *what)
{
	fprintf(stderr, "bench_sizes: %s: %s\n", path, what);
	exit(2);
}

static void
count_item(struct table *table, const unsigned char *item)
{
	const unsigned head = (unsigned)item[0] << 8 | item[1];
	const size_t bytes = (head & SIZE_BITS) + ITEM_HEAD + 2;
	const struct xb_str key = { (const char *)item + ITEM_HEAD, item[2] };

	for (struct part *part = table->parts; part->name; part++)
		if (key.len >= part->begin.len && memcmp(key.ptr, part->begin.ptr, part->begin.len) == 0 &&
		    (!part->capital || (key.len && key.ptr[0] >= 'A' && key.ptr[0] <= 'Z'))) {
			part->entries += (head & FIRST_COMPONENT) != 0;
			part->bytes += bytes;
			table->counted += bytes;
			return;
		}
}

static void
count_table(struct table *table, const char *path)
{
	FILE *file = fopen(path, "re");
	unsigned char block[BLOCK];

	if (!file)
		die(path, "cannot be read");
	while (fread(block, 1, BLOCK, file) == BLOCK) {
		const unsigned end = (unsigned)block[9] << 8 | block[10];

		table->size += BLOCK;
		for (unsigned at = BLOCK_HEAD; block[4] == 0 && at + 1 < end && end <= BLOCK; at += 2) {
			const unsigned off = (unsigned)block[at] << 8 | block[at + 1];

			if (off + ITEM_HEAD > BLOCK)
				die(path, "has blocks of another size than ours");
			count_item(table, block + off);
		}
	}
	fclose(file);
}

static xabar_status
visit(void *other, const char *path, const char *name, xabar_error *err)
{
	struct part *part = other;
	struct stat st;

	if (stat(path, &st) != 0)
		die(path, "is not there any more");
	if (S_ISDIR(st.st_mode))
		return xb_each_entry(path, visit, strcmp(name, "ledger") == 0 ? &others[LEDGER] : part, err);
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		if (strcmp(name, tables[i].name) == 0) {
			count_table(&tables[i], path);
			return XABAR_OK;
		}
	if (strcmp(name, XB_MAXIMA_FILE) == 0)
		part = &others[MAXIMA];
	part->entries++;
	part->bytes += (uint64_t)st.st_size;
	return XABAR_OK;
}

static void
print(const char *file, const struct part *part)
{
	if (part->bytes)
		printf("%s\t%s\t%" PRIu64 "\t%" PRIu64 "\n", file, part->name, part->entries, part->bytes);
}

int
main(int argc, char **argv)
{
	xabar_error err;

	if (argc != 2) {
		fputs("usage: bench_sizes INDEX\n", stderr);
		return 2;
	}
	if (xb_each_entry(argv[1], visit, &others[MANIFEST], &err) != XABAR_OK)
		die(argv[1], err.message);
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		const struct part rest = { .name = "branches, room", .bytes = tables[i].size - tables[i].counted };

		for (const struct part *part = tables[i].parts; part->name; part++)
			print(tables[i].name, part);
		print(tables[i].name, &rest);
	}
	for (size_t i = 0; i < NOTHERS; i++)
		print("other files", &others[i]);
	return 0;
}
