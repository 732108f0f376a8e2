/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reader.h"

const struct xb_format *const xb_formats[] = {
	&xb_format_nitf,
	&xb_format_newsml,
	&xb_format_newsml_g2,
	&xb_format_jsonl,
	&xb_format_json,
	&xb_format_iptc7901,
	&xb_format_anpa,
	&xb_format_warc,
	&xb_format_arc,
	&xb_format_mbox,
	&xb_format_eml,
	&xb_format_feed,
	&xb_format_html,
	&xb_format_csv,
	&xb_format_tsv,
	&xb_format_headline,
	&xb_format_markdown,
	&xb_format_trec,
	&xb_format_reuters,
	&xb_format_dispatch_text,
	NULL,
};

void
xb_note(struct xb_notes *notes, const char *what)
{
	size_t i = 0;

	while (i < notes->n && notes->rows[i].what != what && strcmp(notes->rows[i].what, what) != 0)
		i++;
	if (i == XB_NOTES_MAX)
		i--;
	if (i == notes->n)
		notes->rows[notes->n++].what = what;
	notes->rows[i].n++;
}

const struct xb_format *
xb_format_find(const char *name)
{
	for (const struct xb_format *const *f = xb_formats; *f; f++)
		if (strcmp((*f)->name, name) == 0)
			return *f;
	return NULL;
}

const struct xb_format *
xb_format_detect(struct xb_str head)
{
	const struct xb_format *best = NULL;
	int best_score = 0;

	if (head.len == 0)
		return NULL;
	for (const struct xb_format *const *f = xb_formats; *f; f++) {
		int score = (*f)->detect(head);

		if (score > best_score) {
			best_score = score;
			best = *f;
		}
	}
	return best;
}
