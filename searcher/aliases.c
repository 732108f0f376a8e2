/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "aliases.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <xxhash.h>

#include "aliases_shipped.h"
#include "file.h"
#include "text/bare.h"
#include "text/tokenizer.h"

/* A file of the shortest lines, "a=b", takes 52 times its size in memory: one of FILE_MAX has room. */
#define ARENA_MAX ((size_t)1 << 30)
#define FILE_MAX_MIB 16
#define FILE_MAX ((size_t)FILE_MAX_MIB << 20)
#define NAMES_MAX 256 /* of one thing */
#define BUCKETS 4096

/* Lines of one file that are noted one by one; the rest is counted. */
#define NOTES_MAX 10

/* What a name is looked up by: the bare forms of its words, with spaces between. */
#define BARE_MAX (XB_ALIAS_WORDS_MAX * (XB_TERM_MAX + 1))

struct entry {
	struct xb_str bare;
	const struct xb_alias_thing *thing;
	const struct entry *next; /* in its bucket */
};

struct note {
	const char *text;
	struct note *next;
};

struct xb_aliases {
	struct xb_arena arena;
	const struct entry *buckets[BUCKETS];
	struct note *notes, **notes_end; /* those that were not asked for yet */
};

xabar_status
xb_aliases_new(struct xb_aliases **out, xabar_error *err)
{
	struct xb_aliases *aliases = calloc(1, sizeof(*aliases));

	*out = aliases;
	if (!aliases)
		return xb_fail_nomem(err);
	xb_arena_init(&aliases->arena, ARENA_MAX);
	aliases->notes_end = &aliases->notes;
	return XABAR_OK;
}

void
xb_aliases_free(struct xb_aliases *aliases)
{
	if (aliases)
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

/* ---- Lookup ---- */

static size_t
make_bare(char out[BARE_MAX], const struct xb_str *words, size_t n)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		if (i)
			out[len++] = ' ';
		len += xb_bare(out + len, words[i]);
	}
	return len;
}

static size_t
bucket_of(struct xb_str bare)
{
	return XXH3_64bits(bare.ptr, bare.len) % BUCKETS;
}

size_t
xb_aliases_find(const struct xb_alias_thing *out[XB_ALIAS_THINGS_MAX], const struct xb_aliases *aliases,
                const struct xb_str *words, size_t n)
{
	char bare[BARE_MAX];
	struct xb_str key;
	size_t found = 0;

	if (n > XB_ALIAS_WORDS_MAX)
		return 0;
	key = xb_strn(bare, make_bare(bare, words, n));
	for (const struct entry *entry = aliases->buckets[bucket_of(key)]; entry; entry = entry->next)
		if (found < XB_ALIAS_THINGS_MAX && xb_str_equal(entry->bare, key))
			out[found++] = entry->thing;
	return found;
}

static bool
add_entry(struct xb_aliases *aliases, const struct xb_alias *name, const struct xb_alias_thing *thing)
{
	struct entry *entry = xb_arena_calloc(&aliases->arena, 1, sizeof(*entry));
	char bare[BARE_MAX];
	size_t bucket;

	if (!entry)
		return false;
	entry->bare = xb_arena_str(&aliases->arena, xb_strn(bare, make_bare(bare, name->words, name->nwords)));
	if (!entry->bare.ptr)
		return false;
	entry->thing = thing;
	bucket = bucket_of(entry->bare);
	entry->next = aliases->buckets[bucket];
	aliases->buckets[bucket] = entry;
	return true;
}

/* ---- Reading ---- */

/* A name's words, folded. XABAR_ERECORD when it has none, or too many. */
static xabar_status
read_name(struct xb_alias *out, struct xb_aliases *aliases, struct xb_str text, xabar_error *err)
{
	struct xb_str words[XB_ALIAS_WORDS_MAX];
	struct xb_tokenizer tokenizer;
	struct xb_token token;
	struct xb_str *copy;

	*out = (struct xb_alias){ 0 };
	xb_tokenizer_init(&tokenizer, text, false);
	while (xb_tokenizer_next(&tokenizer, &token)) {
		if (token.flags & XB_TOKEN_PART)
			continue;
		if (out->nwords == XB_ALIAS_WORDS_MAX)
			return xb_fail(err, XABAR_ERECORD, "a name has more than %d words", XB_ALIAS_WORDS_MAX);
		words[out->nwords] = xb_arena_str(&aliases->arena, token.term);
		if (!words[out->nwords++].ptr)
			return xb_fail_nomem(err);
	}
	if (!out->nwords)
		return xb_fail(err, XABAR_ERECORD, "a name has no letter or digit");
	copy = xb_arena_calloc(&aliases->arena, out->nwords, sizeof(*copy));
	if (!copy)
		return xb_fail_nomem(err);
	memcpy(copy, words, out->nwords * sizeof(*copy));
	out->words = copy;
	return XABAR_OK;
}

/* XABAR_ERECORD for a line that cannot be used. */
static xabar_status
read_line(struct xb_aliases *aliases, struct xb_str line, xabar_error *err)
{
	struct xb_alias names[NAMES_MAX], *copy;
	struct xb_alias_thing *thing;
	size_t n = 0;

	while (line.len) {
		const char *equals = memchr(line.ptr, '=', line.len);
		struct xb_str name = xb_strn(line.ptr, equals ? (size_t)(equals - line.ptr) : line.len);
		xabar_status status;

		if (n == NAMES_MAX)
			return xb_fail(err, XABAR_ERECORD, "there are more than %d names", NAMES_MAX);
		status = read_name(&names[n++], aliases, name, err);
		if (status != XABAR_OK)
			return status;
		line = xb_str_from(line, name.len + (equals != NULL));
	}
	if (n < 2)
		return xb_fail(err, XABAR_ERECORD, "it has one name: write ' = ' between the names of one thing");
	thing = xb_arena_calloc(&aliases->arena, 1, sizeof(*thing));
	copy = xb_arena_calloc(&aliases->arena, n, sizeof(*copy));
	if (!thing || !copy)
		return xb_fail_nomem(err);
	memcpy(copy, names, n * sizeof(*copy));
	*thing = (struct xb_alias_thing){ copy, n };
	for (size_t i = 0; i < n; i++)
		if (!add_entry(aliases, &copy[i], thing))
			return xb_fail_nomem(err);
	return XABAR_OK;
}

/* A line without its comment. */
static struct xb_str
bare_line(struct xb_str line)
{
	const char *comment = memchr(line.ptr, '#', line.len);

	if (comment)
		line.len = (size_t)(comment - line.ptr);
	return xb_str_trim(line);
}

static xabar_status
read_checked(struct xb_aliases *aliases, struct xb_str line, xabar_error *err)
{
	if (xb_utf8_valid(line) != line.len)
		return xb_fail(err, XABAR_ERECORD, "it is not UTF-8");
	line = bare_line(line);
	return line.len ? read_line(aliases, line, err) : XABAR_OK;
}

xabar_status
xb_aliases_add(struct xb_aliases *aliases, struct xb_str text, const char *path, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	size_t number = 0, bad = 0;
	char note[512];

	if (xb_str_starts(text, "\xef\xbb\xbf"))
		text = xb_str_from(text, 3);
	while (text.len && status == XABAR_OK) {
		const char *end = memchr(text.ptr, '\n', text.len);
		struct xb_str line = xb_strn(text.ptr, end ? (size_t)(end - text.ptr) : text.len);
		xabar_error why = { 0 };

		text = xb_str_from(text, line.len + (end != NULL));
		number++;
		status = read_checked(aliases, line, &why);
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

	if (!path)
		return xb_aliases_add(aliases, xb_str(xb_aliases_shipped), "the shipped aliases.txt", err);
	return *path ? xb_aliases_read(aliases, path, true, err) : XABAR_OK;
}
