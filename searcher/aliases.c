/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "aliases.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "aliases_line.h"
#include "aliases_shipped.h"
#include "file.h"

/* A file of the shortest lines, "a=b", takes 52 times its size in memory: one of FILE_MAX has room. */
#define ARENA_MAX ((size_t)1 << 30)
#define FILE_MAX_MIB 16
#define FILE_MAX ((size_t)FILE_MAX_MIB << 20)
#define SHIPPED_MAX FILE_MAX
#define BUCKETS 4096

/* Lines of one file that are noted one by one; the rest is counted. */
#define NOTES_MAX 10

struct entry {
	struct xb_str bare;
	const struct xb_alias_thing *thing;
	size_t number;      /* of its line: its offset in the shipped file, SHIPPED_MAX and more in others. Later ones come first */
	struct entry *next; /* in its bucket */
};

struct note {
	const char *text;
	struct note *next;
};

struct xb_aliases {
	struct xb_arena arena;
	struct entry *buckets[BUCKETS]; /* what was read so far */
	bool shipped;                   /* also lines of the built-in file, each read when one of its names is looked up */
	size_t nlines;
	struct note *notes, **notes_end; /* those that were not asked for yet */
};

xabar_status
xb_aliases_new(struct xb_aliases **out, xabar_error *err)
{
	struct xb_aliases *aliases = calloc(1, sizeof(*aliases));

	*out = NULL;
	if (!aliases)
		return xb_fail_nomem(err);
	xb_arena_init(&aliases->arena, ARENA_MAX);
	aliases->notes_end = &aliases->notes;
	*out = aliases;
	return XABAR_OK;
}

void
xb_aliases_free(struct xb_aliases *aliases)
{
	if (!aliases)
		return;
	xb_arena_release(&aliases->arena);
	free(aliases);
}

/* ---- Notes ---- */

static xabar_status
add_note(struct xb_aliases *aliases, const char *text, xabar_error *err)
{
	struct note *note = xb_arena_calloc(&aliases->arena, 1, sizeof(*note));

	if (!note || !(note->text = xb_arena_strndup(&aliases->arena, text, strlen(text))))
		return xb_fail_nomem(err);
	*aliases->notes_end = note;
	aliases->notes_end = &note->next;
	return XABAR_OK;
}

const char *
xb_aliases_next_note(struct xb_aliases *aliases)
{
	struct note *note = aliases->notes;

	if (!note)
		return NULL;
	aliases->notes = note->next;
	if (!aliases->notes)
		aliases->notes_end = &aliases->notes;
	return note->text;
}

/* ---- Names ---- */

/* Put a name behind those of later lines. */
static xabar_status
add_name(struct xb_aliases *aliases, const struct xb_alias *name, const struct xb_alias_thing *thing, size_t number, xabar_error *err)
{
	struct entry *entry = xb_arena_calloc(&aliases->arena, 1, sizeof(*entry)), **at;
	char bare[XB_ALIAS_BARE_MAX];

	if (!entry)
		return xb_fail_nomem(err);
	entry->bare = xb_arena_str(&aliases->arena, xb_strn(bare, xb_alias_bare(bare, name->words, name->nwords)));
	if (!entry->bare.ptr)
		return xb_fail_nomem(err);
	entry->thing = thing;
	entry->number = number;
	at = &aliases->buckets[xb_alias_hash(entry->bare) % BUCKETS];
	while (*at && (*at)->number > number)
		at = &(*at)->next;
	entry->next = *at;
	*at = entry;
	return XABAR_OK;
}

/* XABAR_ERECORD for a line that cannot be used. */
static xabar_status
add_line(struct xb_aliases *aliases, struct xb_str line, size_t number, xabar_error *err)
{
	const struct xb_alias_thing *thing;
	xabar_status status = xb_alias_line_read(&thing, line, &aliases->arena, err);

	for (size_t i = 0; status == XABAR_OK && thing && i < thing->n; i++)
		status = add_name(aliases, &thing->names[i], thing, number, err);
	return status;
}

static bool
has_line(const struct xb_aliases *aliases, uint64_t hash, size_t number)
{
	const struct entry *entry = aliases->buckets[hash % BUCKETS];

	while (entry && entry->number > number)
		entry = entry->next;
	return entry && entry->number == number;
}

/* Read the lines of the shipped file that have a name of that hash. */
static xabar_status
read_shipped(struct xb_aliases *aliases, uint64_t hash, xabar_error *err)
{
	size_t low = 0, high = xb_nalias_rows;
	xabar_status status = XABAR_OK;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (xb_alias_rows[mid].hash < (uint32_t)hash)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < xb_nalias_rows && xb_alias_rows[low].hash == (uint32_t)hash && status == XABAR_OK; low++) {
		struct xb_str rest = xb_str(xb_aliases_shipped + xb_alias_rows[low].line);

		if (!has_line(aliases, hash, xb_alias_rows[low].line))
			status = add_line(aliases, xb_alias_line_next(&rest), xb_alias_rows[low].line, err);
	}
	return status;
}

xabar_status
xb_aliases_find(struct xb_alias_things *out, struct xb_aliases *aliases, const struct xb_str *words, size_t n, xabar_error *err)
{
	char bare[XB_ALIAS_BARE_MAX];
	xabar_status status = XABAR_OK;
	struct xb_str key;
	uint64_t hash;

	out->n = 0;
	if (!aliases || n > XB_ALIAS_WORDS_MAX)
		return XABAR_OK;
	key = xb_strn(bare, xb_alias_bare(bare, words, n));
	hash = xb_alias_hash(key);
	if (aliases->shipped)
		status = read_shipped(aliases, hash, err);
	for (const struct entry *entry = aliases->buckets[hash % BUCKETS]; entry && status == XABAR_OK; entry = entry->next)
		if (out->n < XB_ALIAS_THINGS_MAX && xb_str_equal(entry->bare, key))
			out->array[out->n++] = entry->thing;
	return status;
}

/* ---- Reading ---- */

xabar_status
xb_aliases_add(struct xb_aliases *aliases, struct xb_str text, const char *path, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	size_t number = 0, bad = 0;
	char note[512];

	if (xb_str_starts(text, "\xef\xbb\xbf"))
		text = xb_str_from(text, 3);
	while (text.len && status == XABAR_OK) {
		xabar_error why = { 0 };

		number++;
		status = add_line(aliases, xb_alias_line_next(&text), SHIPPED_MAX + aliases->nlines++, &why);
		if (status != XABAR_ERECORD)
			continue;
		status = XABAR_OK;
		snprintf(note, sizeof(note), "%s:%zu: this line is left out: %s", path, number, why.message);
		if (bad++ < NOTES_MAX)
			status = add_note(aliases, note, err);
	}
	if (status == XABAR_OK && bad > NOTES_MAX) {
		snprintf(note, sizeof(note), "%s: %zu more lines are left out", path, bad - NOTES_MAX);
		status = add_note(aliases, note, err);
	}
	return status == XABAR_ENOMEM ? xb_fail_nomem(err) : status;
}

/* Read a file that is one, lest a pipe be waited for, and not too large. */
static xabar_status
read_file(struct xb_buf *text, const char *path, xabar_error *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return xb_fail_errno(err, "cannot open '%s'", path);
	if (!S_ISREG(st.st_mode))
		return xb_fail(err, XABAR_EIO, "cannot read '%s': it is no file", path);
	if ((uint64_t)st.st_size > FILE_MAX)
		return xb_fail(err, XABAR_EIO, "cannot read '%s': it has more than %d MiB", path, FILE_MAX_MIB);
	return xb_file_read(text, path, err);
}

xabar_status
xb_aliases_read(struct xb_aliases *aliases, const char *path, bool needed, xabar_error *err)
{
	xabar_error why = { 0 };
	struct xb_buf text;
	xabar_status status;

	xb_buf_init(&text, FILE_MAX);
	status = read_file(&text, path, &why);
	if (status == XABAR_OK)
		status = xb_aliases_add(aliases, xb_buf_view(&text), path, err);
	else if (status == XABAR_ENOTFOUND && !needed)
		status = XABAR_OK;
	else
		status = add_note(aliases, why.message, err);
	xb_buf_release(&text);
	return status;
}

xabar_status
xb_aliases_read_shipped(struct xb_aliases *aliases, xabar_error *err)
{
	const char *path = getenv("XABAR_ALIASES");

	if (path)
		return *path ? xb_aliases_read(aliases, path, true, err) : XABAR_OK;
	aliases->shipped = true;
	return XABAR_OK;
}
