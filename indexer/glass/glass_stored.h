/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_stored.h - a database that glass_writer.h wrote, as a cursor over its lists: without its dead documents, the others
 * under the numbers that they get (glass_docs.h). Nothing of its files is believed: what is not as it was written is
 * ECORRUPT. */
#ifndef XB_GLASS_STORED_H
#define XB_GLASS_STORED_H

#include <signal.h>

#include "glass_cursor.h"
#include "glass_docs.h"
#include "glass_read.h"

struct xb_glass_stored {
	struct xb_glass_cursor cursor;
	struct xb_glass_docs docs;
	struct xb_glass_info info;
	struct xb_glass_read postlist, position, docdata;
	struct xb_glass_totals totals;       /* of what was given; .documents: lengths */
	const volatile sig_atomic_t *stop;   /* not 0: go on no more; NULL: never */
	bool survey;

	/* Of the list. */
	unsigned char key[XB_GLASS_KEY_MAX + XB_GLASS_SLACK]; /* as the keys of its chunks begin, but the first's of a term */
	size_t key_len;
	char text[XB_GLASS_KEY_MAX];
	uint32_t listed;                     /* a term's documents, dead ones too */
	bool first, last;                    /* the chunk is the first; after it there must be no other */
	bool at_first;                       /* none of its postings has been read */
	uint32_t documents, occurrences;     /* that are still to come */
	const unsigned char *p, *end;        /* what is left of its chunk */
	uint32_t docid, last_docid;          /* of the posting before; of the chunk's last */
	uint32_t given;                      /* the new number of the posting before */
	uint32_t at_position;                /* the document of the entry of the position table; 0: it is of another term */
	unsigned char *span;
	size_t span_len, span_cap;
};

/* Open the database in a folder, of which the n documents `dead` are not to be seen, before its metadata; three buffers of
 * `memory` bytes are used. *out is NULL when the writer did not write it (glass_version.h). ENOMEM, EIO, ENOTFOUND, ECORRUPT. */
xabar_status xb_glass_stored_open(struct xb_glass_stored **out, const char *folder, const uint32_t *dead, size_t n, size_t memory,
                                  const volatile sig_atomic_t *stop, xabar_error *err);
void xb_glass_stored_free(struct xb_glass_stored *stored);

/* Go before the first list. In a survey the spans of terms are not read, and terms that are in dead documents alone are told,
 * too. What the cursor returns, beside what any does: ESTOPPED, ECORRUPT. */
xabar_status xb_glass_stored_rewind(struct xb_glass_stored *stored, bool survey, xabar_error *err);

/* The next document's datum, dead ones' too, under its old number; *docid is 0 after the last. Good until the next one. */
xabar_status xb_glass_stored_datum(uint32_t *docid, struct xb_str *datum, struct xb_glass_stored *stored, xabar_error *err);

/* The next piece of metadata, before the first rewind; .key.len is 0 after the last. Good until the next one. */
xabar_status xb_glass_stored_metadata(struct xb_str *key, struct xb_str *value, struct xb_glass_stored *stored, xabar_error *err);

#endif
