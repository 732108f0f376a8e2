/* SPDX-License-Identifier: GPL-2.0-or-later */
/* survey.h - what is published, counted: by source and day, by language, and what says the same. Of values alone, but for one
 * function that reads texts. */
#ifndef XB_SURVEY_H
#define XB_SURVEY_H

#include "arena.h"
#include "fetch.h"
#include "generation.h"

#define XB_UNDATED INT32_MIN

struct xb_survey_doc {
	uint32_t docid;  /* of the reader */
	uint32_t source; /* index of a name; so is lang */
	uint32_t lang;
	int32_t day;     /* since 1970, on the clock of the source; XB_UNDATED. The first of a year or month that names no day */
	unsigned char content[16];
};

/* Distinct strings, numbered as they come; number 0 is "". */
struct xb_names {
	struct xb_str *names;
	size_t n, cap;
	uint32_t *slots; /* number + 1, by hash; 0: free */
	size_t nslots;
};

struct xb_survey {
	struct xb_arena arena;
	struct xb_reader *reader;
	struct xb_survey_doc *docs; /* living, by source, then by day, undated first */
	size_t ndocs;
	struct xb_names sources, langs;
};

/* Read a generation, which has to outlive it. ENOMEM, ECORRUPT. Release it also after a failure. */
xabar_status xb_survey_init(struct xb_survey *survey, const struct xb_generation *generation, xabar_error *err);
void xb_survey_release(struct xb_survey *survey);

/* The documents of one source: from `*from`, which is moved to the next source's first. False at the end. */
bool xb_survey_next_source(const struct xb_survey *survey, const struct xb_survey_doc **docs, size_t *n, size_t *from);

/* "2022-05-18" of a day, "2022-05" of it with `month`. `out` has XB_DATE_TEXT_MAX bytes; returned. */
char *xb_survey_day(char *out, int32_t day, bool month);

#endif
