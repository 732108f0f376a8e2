/* SPDX-License-Identifier: GPL-2.0-or-later */
/* own_names.h - what an alias file knows of a name's spellings in scripts that do not tell a name from another word. */
#ifndef XB_OWN_NAMES_H
#define XB_OWN_NAMES_H

#include "aliases.h"
#include "spellings.h"

/* The scripts that a thing has names of one word in, as a set. Any thread. */
unsigned xb_own_scripts(const struct xb_alias_thing *thing);

/* Of the spellings of a word keep those that an alias file bears out: where it has what is called so in a script without
 * capitals, another spelling there that is not much like that name is another word (Persian "qabl", before, beside "Kābol").
 * Where it has no name, and in scripts with capitals, all are kept. `aliases` may be NULL. ENOMEM. */
xabar_status xb_own_names_keep(struct xb_alikes *alikes, struct xb_aliases *aliases, struct xb_str word, struct xb_arena *arena,
                               xabar_error *err);

#endif
