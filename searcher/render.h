/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render.h - results → bytes: one function a format, one table of formats. */
#ifndef XB_RENDER_H
#define XB_RENDER_H

#include "buf.h"
#include "xabar.h"

/* What a renderer adds to. Bytes go on to the caller's write function whenever xb_render_flush is called. */
struct xb_rendered {
	struct xb_buf buf;
	xabar_write write;
	void *ctx;
	xabar_results *results;
	size_t next;         /* hit */
	xabar_status status; /* sticky: ESTOPPED when write said so */
	xabar_error why;     /* a hit could not be read */
};

/* Pass on what is in the buffer. */
void xb_render_flush(struct xb_rendered *out);

/* The next hit, after what is in the buffer was passed on; it lives until the next call. NULL after the last, and when there is
 * no use in going on. */
const xabar_hit *xb_render_next(struct xb_rendered *out);

/* A field of a hit by name, as --fields names it. */
struct xb_hit_field {
	const char *name;
	size_t offset; /* of a const char * in xabar_hit; special ones have a `add` */
	void (*add)(struct xb_buf *out, const xabar_hit *hit); /* as text, for CSV */
	void (*add_json)(struct xb_buf *out, const xabar_hit *hit); /* as a JSON value; adds nothing when absent */
};

#define XB_HIT_FIELDS_MAX 64

/* The fields that "id,date,title" names, or the usual ones for NULL: *n pointers in `out`. EINVAL. */
xabar_status xb_hit_fields(const struct xb_hit_field *out[XB_HIT_FIELDS_MAX], size_t *n, const char *names,
                           xabar_error *err);

/* The field's text, "" when absent. Appended. */
void xb_hit_field_text(struct xb_buf *out, const struct xb_hit_field *field, const xabar_hit *hit);

/* A value of RFC 4180: quoted when it holds a comma, a quote or a line end; quotes doubled. */
void xb_render_csv_value(struct xb_buf *out, struct xb_str value);

/* "name":value of the field, unless absent. */
void xb_hit_field_json(struct xb_buf *out, const struct xb_hit_field *field, const xabar_hit *hit);

/* A value of a facet, or a bucket. */
struct xb_sum {
	const char *name;    /* of the field, or the interval */
	const char *value;   /* or the bucket's key; "": what has none */
	uint64_t count, of;
	bool dated;          /* it is a bucket, which has .of */
};

/* Add a line for each of the values and buckets. */
void xb_render_sums(struct xb_rendered *out, const xabar_results *results,
                    void (*add)(struct xb_buf *out, const struct xb_sum *sum));

/* TEXT: the facets and the histogram as bars, with an empty line between two. */
void xb_render_bars(struct xb_buf *out, const xabar_results *results, const xabar_rendering *rendering);

/* Whether the first letter of a text is of a script that is written so. */
bool xb_text_is_right_to_left(const char *text);

/* The members of a copy: id, date, source, title, same. */
void xb_copy_json(struct xb_buf *out, const xabar_copy *copy);

/* The member "incomplete": n servers, if any. */
void xb_incomplete_json(struct xb_buf *out, const char *const *servers, size_t n);

xabar_status xb_render_text(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                            xabar_error *err);
xabar_status xb_render_json(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                            xabar_error *err);
xabar_status xb_render_jsonl(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                             xabar_error *err);
xabar_status xb_render_csv(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                           xabar_error *err);
xabar_status xb_render_ids(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                           xabar_error *err);
xabar_status xb_render_trec(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                            xabar_error *err);
xabar_status xb_render_tsv(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                           xabar_error *err);
xabar_status xb_render_ris(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                           xabar_error *err);
xabar_status xb_render_bibtex(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                              xabar_error *err);
xabar_status xb_render_rss(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                           xabar_error *err);
xabar_status xb_render_atom(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                            xabar_error *err);
xabar_status xb_render_html(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                            xabar_error *err);

void xb_render_story_text(struct xb_rendered *out, const xabar_story *story, const xabar_rendering *rendering);
void xb_render_story_json(struct xb_rendered *out, const xabar_story *story);

#endif
