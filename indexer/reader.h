/* SPDX-License-Identifier: GPL-2.0-or-later */
/* reader.h - bytes → records: one file a format, one table of formats. */
#ifndef XB_READER_H
#define XB_READER_H

#include "charset/charset.h"
#include "input/input.h"
#include "record.h"

struct xb_reader_state;

/* What readers passed over on purpose, by what it was: "revisits", "images". For -v and --status. */
#define XB_NOTES_MAX 16
struct xb_notes {
	struct { const char *what; uint64_t n; } rows[XB_NOTES_MAX];
	size_t n;
};

/* Count one more. `what` is a literal; kinds beyond XB_NOTES_MAX count in the last row. */
void xb_note(struct xb_notes *notes, const char *what);

/* What a reader is given. All is borrowed. */
struct xb_reader_context {
	struct xb_input *input;
	struct xb_charset *charset;
	struct xb_arena *arena;   /* cleared by the caller before each record */
	struct xb_notes *notes;
	bool mapped;              /* --map says which names are which: a reader need not know any itself */
	struct xb_reader_state *state; /* the format's own */
};

/* As much of an input's beginning as tells what it is, at most. */
#define XB_HEAD_BYTES ((size_t)64 << 10)

struct xb_format {
	const char *name;       /* for --format and --formats */
	const char *suffixes;   /* usual endings, for people: ".jsonl .ndjson" */
	const char *help;
	bool growable;          /* line by line: what is appended can be read from the old end on */

	/* How well the first bytes (up to 64 KiB, decompressed) look like this format: 0 not at all, 100 surely. */
	int (*detect)(struct xb_str head);

	/* Optional: make and free ctx->state. */
	xabar_status (*open)(struct xb_reader_context *ctx, xabar_error *err);
	void (*close)(struct xb_reader_context *ctx);

	/* The next record. *more is false at the end. ERECORD: this one cannot be used (err says why, record->offset where),
	 * the reader has moved past it and goes on; any other failure ends the input. */
	xabar_status (*next)(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err);
};

extern const struct xb_format xb_format_dispatch_text; /* reader_text.c */
extern const struct xb_format xb_format_jsonl;         /* reader_jsonl.c */
extern const struct xb_format xb_format_json;          /* reader_json.c */
extern const struct xb_format xb_format_iptc7901;      /* reader_iptc7901.c */
extern const struct xb_format xb_format_anpa;          /* reader_anpa.c */
extern const struct xb_format xb_format_warc;          /* reader_warc.c */
extern const struct xb_format xb_format_arc;           /* reader_arc.c */
extern const struct xb_format xb_format_eml;           /* reader_mail_eml.c */
extern const struct xb_format xb_format_mbox;          /* reader_mail_mbox.c */
extern const struct xb_format xb_format_nitf;          /* reader_nitf.c */
extern const struct xb_format xb_format_newsml;        /* reader_newsml.c */
extern const struct xb_format xb_format_newsml_g2;     /* reader_newsml_g2.c */
extern const struct xb_format xb_format_feed;          /* reader_feed.c */
extern const struct xb_format xb_format_html;          /* reader_html.c */
extern const struct xb_format xb_format_csv;           /* reader_csv.c */
extern const struct xb_format xb_format_tsv;           /* reader_csv.c */
extern const struct xb_format xb_format_headline;      /* reader_headline.c */
extern const struct xb_format xb_format_markdown;      /* reader_markdown.c */
extern const struct xb_format xb_format_trec;          /* reader_trec.c */
extern const struct xb_format xb_format_reuters;       /* reader_reuters.c */

/* All formats, best guesses first, ended by NULL. */
extern const struct xb_format *const xb_formats[];

/* By name, or NULL. */
const struct xb_format *xb_format_find(const char *name);

/* By content: the format whose detect() is surest, or NULL when none is. An empty head has none. */
const struct xb_format *xb_format_detect(struct xb_str head);

#endif
