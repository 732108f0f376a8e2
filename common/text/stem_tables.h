/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stem_tables.h - the tables of endings (suffix.h), a language a file: stem_az.c ... */
#ifndef XB_STEM_TABLES_H
#define XB_STEM_TABLES_H

#include "text/suffix.h"

extern const struct xb_suffix_table xb_suffix_az; /* in the Latin alphabet */
extern const struct xb_suffix_table xb_suffix_fa;
extern const struct xb_suffix_table xb_suffix_hy;
extern const struct xb_suffix_table xb_suffix_ka;
extern const struct xb_suffix_table xb_suffix_kk;
extern const struct xb_suffix_table xb_suffix_ru;       /* before libxapian's stemmer, words with a capital */
extern const struct xb_suffix_table xb_suffix_ru_small; /* and words without */
extern const struct xb_suffix_table xb_suffix_tr;
extern const struct xb_suffix_table xb_suffix_uk;
extern const struct xb_suffix_table xb_suffix_uz; /* in the Latin alphabet */

/* Words that no table may take apart, in the form of its `names`: stem_exceptions.c. */
extern const char *const xb_stem_names_latin[];
extern const char *const xb_stem_names_cyrillic[];

#endif
