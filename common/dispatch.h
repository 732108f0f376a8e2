/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dispatch.h - the news item, typed. */
#ifndef XB_DISPATCH_H
#define XB_DISPATCH_H

#include "arena.h"
#include "birth.h"
#include "buf.h"
#include "date.h"
#include "schema.h"
#include "sentence.h"
#include "text/language_guess.h"

/* A field that we have no place for, kept as it came. */
struct xb_extra {
	struct xb_str name;
	struct xb_str value;
};

/* How a record's bytes became text. */
enum xb_charset_how { XB_CHARSET_ASCII, XB_CHARSET_UTF8, XB_CHARSET_BOM, XB_CHARSET_DECLARED, XB_CHARSET_DETECTED,
                      XB_CHARSET_REPAIRED, XB_CHARSET_HOW_COUNT };

struct xb_charset_found {
	const char *charset;      /* as iconv names it: "UTF-8", "ASCII", "CP1251"; NULL: not known */
	enum xb_charset_how how;
	uint64_t replaced;        /* bytes that became U+FFFD */
};

/* The name of a how, as in --dry-run: "ascii", "utf8", "bom", "declared", "detected", "repaired". */
const char *xb_charset_how_name(enum xb_charset_how how);

/* All bytes are borrowed from the arena that the dispatch was made in. Text is valid UTF-8. */
struct xb_dispatch {
	struct xb_str text[XB_FIELD_COUNT]; /* by enum xb_field; .len 0 is absent. [DATE] is as printed; [TAGS] unused */
	struct xb_date date;
	struct xb_str *tags;
	size_t ntags;
	struct xb_extra *extras;
	size_t nextras;
	struct xb_charset_found charset;
	struct xb_str lang_declared; /* the tag that the record said, where its text overruled it */
	const struct xb_language *analysed_in; /* xb_dispatch_language, where it is known already; not stored */
	struct xb_birth birth;       /* its document's; not stored in it */
	unsigned lang_margin;        /* how clearly the text tells its language, as in xb_language_found; 0: not at all */
};

/* Append the serialised form: what the store keeps and the content hash covers. It starts with a version byte. */
void xb_dispatch_encode(struct xb_buf *out, const struct xb_dispatch *dispatch);

/* Read it back; the bytes must outlive `out`, arrays come from the arena. XABAR_ECORRUPT, XABAR_EVERSION,
 * XABAR_ENOMEM. */
xabar_status xb_dispatch_decode(struct xb_dispatch *out, struct xb_str bytes, struct xb_arena *arena,
                                xabar_error *err);

/* XXH3-128 of the serialised form without its id, its charset and how its language was found: two dispatches with the same
 * hash say the same. */
void xb_dispatch_hash(unsigned char out[16], struct xb_str encoded);

/* The language of the title and the body together, by xb_language_identify's rules; of a long body the beginning, the middle
 * and the end are looked at. Any thread. */
void xb_dispatch_identify(struct xb_language_found *out, const struct xb_dispatch *dispatch, const struct xb_language *prior);

/* The language that the text is analysed in, when it is indexed and when it is shown: the dispatch's own, in the
 * row for the alphabet that it is written in; NULL when that is none of ours, or it has none and nothing tells. */
const struct xb_language *xb_dispatch_language(const struct xb_dispatch *dispatch);

/* How long its text is, for the weighting: its words, a title's as often as its weight says (schema.h). It is what the
 * analyzer gives, stems and other spellings not counted. */
uint64_t xb_dispatch_length(const struct xb_dispatch *dispatch);

/* When its embargo ends, in UTC seconds; false: it has none, or none that can be read. */
bool xb_dispatch_embargo(int64_t *ends, const struct xb_dispatch *dispatch);

/* What is shown where a headline is wanted: the title, else the first sentence of the body (cut at a word, at most
 * 160 bytes). Borrowed from the dispatch, so there may be line ends in it: xb_snippet_mark makes it one line. */
struct xb_str xb_dispatch_headline(const struct xb_dispatch *dispatch);

#endif
