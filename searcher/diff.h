/* SPDX-License-Identifier: GPL-2.0-or-later */
/* diff.h - what became of a text, word by word. */
#ifndef XB_DIFF_H
#define XB_DIFF_H

#include "arena.h"
#include "error.h"
#include "str.h"
#include "xabar.h"

/* The edits that make the words of `to` of those of `from`, in the arena: as few words removed and added as can be (E. Myers, "An
 * O(ND) difference algorithm and its variations", 1986). Texts that differ in a great many words between what they begin and end
 * with are told as one removed and one added there. Words are what stands between white space. */
xabar_status xb_diff_words(const xabar_edit **out, size_t *n, struct xb_str from, struct xb_str to, struct xb_arena *arena,
                           xabar_error *err);

#endif
