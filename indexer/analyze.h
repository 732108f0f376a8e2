/* SPDX-License-Identifier: GPL-2.0-or-later */
/* analyze.h - what the analyzer makes of a text, for people: --analyze. */
#ifndef XB_ANALYZE_H
#define XB_ANALYZE_H

#include <stdio.h>

#include "error.h"
#include "text/language.h"

/* Print a line for each token of each of the texts, one of which may be "-", the lines of `in`: the token as it stands there, its
 * folded form, its stem and its name keys, with tabs between; no stem or keys leave their column empty. A text is taken to be
 * in `language`, or, NULL, in what it looks like; `said` prints which to stderr. ENOMEM, EIO. */
xabar_status xb_analyze_print(FILE *out, FILE *in, const char *const *texts, size_t n, const struct xb_language *language,
                              bool said, xabar_error *err);

#endif
