/* SPDX-License-Identifier: GPL-2.0-or-later */
/* aliases.h - alias files: which names are of one thing, where no rule of spelling could tell.
 *
 * A line is the names of one thing with " = " between, in any script; what follows a # is a comment. A name may have several
 * words. A line that cannot be read is left out and noted: it must not keep anybody from searching. */
#ifndef XB_ALIASES_H
#define XB_ALIASES_H

#include "arena.h"
#include "buf.h"
#include "error.h"

/* In an index directory. */
#define XB_ALIASES_FILE "aliases.txt"

/* The most words of a name: a longer one is not read. */
#define XB_ALIAS_WORDS_MAX 8

/* The most things that one name may be of. */
#define XB_ALIAS_THINGS_MAX 8

struct xb_alias {
	const struct xb_str *words; /* folded */
	size_t nwords;
};

/* The names of one thing. */
struct xb_alias_thing {
	const struct xb_alias *names;
	size_t n;
};

struct xb_aliases;

xabar_status xb_aliases_new(struct xb_aliases **out, xabar_error *err);
void xb_aliases_free(struct xb_aliases *aliases);

/* Add the lines of a file that is called `path` in notes. ENOMEM. */
xabar_status xb_aliases_add(struct xb_aliases *aliases, struct xb_str text, const char *path, xabar_error *err);

/* Add a file. What cannot be read is noted; one that is not there is nothing, if it need not be. ENOMEM. */
xabar_status xb_aliases_read(struct xb_aliases *aliases, const char *path, bool needed, xabar_error *err);

/* Add the file that is shipped, or the one that $XABAR_ALIASES names in its place: none, if that is empty. ENOMEM. */
xabar_status xb_aliases_read_shipped(struct xb_aliases *aliases, xabar_error *err);

/* Things that one name is of. */
struct xb_alias_things {
	const struct xb_alias_thing *array[XB_ALIAS_THINGS_MAX];
	size_t n;
};

/* The things that are called so: folded words, compared by their bare forms; those of the last line first. `aliases` may be NULL:
 * none. A line of the shipped file is read by the first call that finds it, so: one thread at a time. ENOMEM. */
xabar_status xb_aliases_find(struct xb_alias_things *out, struct xb_aliases *aliases, const struct xb_str *words, size_t n,
                             xabar_error *err);

/* What was noted since the last call: lines without the \n, NULL at the end. Borrowed until the aliases are freed. */
const char *xb_aliases_next_note(struct xb_aliases *aliases);

#endif
