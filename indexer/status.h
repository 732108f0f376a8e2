/* SPDX-License-Identifier: GPL-2.0-or-later */
/* status.h - what an index holds, and whether it is whole: --status and --check. */
#ifndef XB_STATUS_H
#define XB_STATUS_H

#include <stdbool.h>
#include <stdio.h>

#include "error.h"

struct xb_status_options {
	bool json;    /* one document, else lines of columns with tabs between */
	bool verbose; /* months of each source, too, and what only the stored texts tell */
};

/* Print what the index in `dir` holds (generation, segments, sources, months, languages, encodings, inputs) and what to mend. */
xabar_status xb_status_print(FILE *out, const char *dir, const struct xb_status_options *options, xabar_error *err);

/* Check all its files; a line for each problem, and one that counts them. ECORRUPT when there is one. */
xabar_status xb_check_print(FILE *out, const char *dir, xabar_error *err);

#endif
