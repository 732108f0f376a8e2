/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_cite.c - hits as references: RIS, BibTeX. */
#include <ctype.h>
#include <inttypes.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "render_web.h"

/* ---- RIS: a tag of two characters, two spaces, a hyphen, a space, the value; lines end in CR LF ---- */

static void
add_ris(struct xb_buf *out, const char *tag, const char *value)
{
	if (!value || !*value)
		return;
	xb_buf_printf(out, "%s  - ", tag);
	for (; *value; value++)
		xb_buf_add_char(out, (unsigned char)*value < ' ' ? ' ' : *value);
	xb_buf_add_str(out, xb_str("\r\n"));
}

/* YYYY/MM/DD/other: what is not known is left out between its slashes. */
static void
add_ris_date(struct xb_buf *out, const char *text)
{
	struct xb_date_parts date;

	if (!xb_date_parts(&date, text))
		return;
	xb_buf_printf(out, "PY  - %04d\r\nDA  - %04d/", date.year, date.year);
	if (date.said >= 2)
		xb_buf_printf(out, "%02d", date.month);
	xb_buf_add_char(out, '/');
	if (date.said >= 3)
		xb_buf_printf(out, "%02d", date.day);
	xb_buf_add_str(out, xb_str("/\r\n"));
}

xabar_status
xb_render_ris(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	const xabar_hit *hit;

	(void)results, (void)rendering, (void)err;
	while ((hit = xb_render_next(out))) {
		struct xb_buf *b = &out->buf;

		add_ris(b, "TY", "NEWS");
		add_ris(b, "TI", hit->headline);
		add_ris(b, "AU", hit->byline);
		add_ris(b, "T2", hit->source);
		add_ris_date(b, hit->date);
		add_ris(b, "SE", hit->section);
		add_ris(b, "CY", hit->place);
		add_ris(b, "LA", hit->lang);
		for (size_t i = 0; i < hit->ntags; i++)
			add_ris(b, "KW", hit->tags[i]);
		add_ris(b, "AB", hit->snippet.text);
		add_ris(b, "UR", hit->url);
		add_ris(b, "AN", hit->id);
		xb_buf_add_str(b, xb_str("ER  - \r\n\r\n"));
	}
	return XABAR_OK;
}

/* ---- BibTeX ---- */

/* What TeX reads as something else. BibTeX counts braces whatever stands before them, so that there may be none. */
static const struct {
	char c;
	const char *tex;
} specials[] = {
	{ '\\', "\\textbackslash{}" }, { '{', "\\textbraceleft{}" }, { '}', "\\textbraceright{}" }, { '~', "\\textasciitilde{}" },
	{ '^', "\\textasciicircum{}" }, { '&', "\\&" }, { '%', "\\%" }, { '$', "\\$" }, { '#', "\\#" }, { '_', "\\_" },
};

static void
add_tex(struct xb_buf *out, const char *text)
{
	for (; *text; text++) {
		size_t i = 0;

		while (i < sizeof(specials) / sizeof(*specials) && specials[i].c != *text)
			i++;
		if (i < sizeof(specials) / sizeof(*specials))
			xb_buf_add_str(out, xb_str(specials[i].tex));
		else
			xb_buf_add_char(out, (unsigned char)*text < ' ' ? ' ' : *text);
	}
}

/* A value within `open` and `close`: two braces keep its capitals, and a name in one piece. */
static void
add_bibtex(struct xb_buf *out, const char *name, const char *value, bool whole)
{
	if (!value || !*value)
		return;
	xb_buf_printf(out, ",\n  %s = {%s", name, whole ? "{" : "");
	add_tex(out, value);
	xb_buf_add_str(out, xb_str(whole ? "}}" : "}"));
}

/* An address is taken as it stands, so that what would end the value is written in percent. */
static void
add_bibtex_url(struct xb_buf *out, const char *url)
{
	if (!url || !*url)
		return;
	xb_buf_add_str(out, xb_str(",\n  url = {"));
	for (; *url; url++)
		if ((unsigned char)*url <= ' ' || strchr("{}\\", *url))
			xb_buf_printf(out, "%%%02X", (unsigned char)*url);
		else
			xb_buf_add_char(out, *url);
	xb_buf_add_char(out, '}');
}

static void
add_bibtex_date(struct xb_buf *out, const char *text)
{
	static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };
	struct xb_date_parts date;

	if (!xb_date_parts(&date, text))
		return;
	xb_buf_printf(out, ",\n  year = {%04d}", date.year);
	if (date.said >= 2)
		xb_buf_printf(out, ",\n  month = %s", months[date.month - 1]);
	if (date.said >= 3)
		xb_buf_printf(out, ",\n  day = {%d}", date.day);
}

/* The source's Latin letters and the year, for people; and 64 bits of a hash of the id, which tell it from all others and stay the
 * same from one export to the next. */
static void
add_key(struct xb_buf *out, const xabar_hit *hit)
{
	struct xb_date_parts date;

	for (const char *p = hit->source ? hit->source : ""; *p; p++)
		if (isalnum((unsigned char)*p))
			xb_buf_add_char(out, (char)tolower((unsigned char)*p));
	if (xb_date_parts(&date, hit->date))
		xb_buf_printf(out, "%04d", date.year);
	xb_buf_printf(out, "x%016" PRIx64, (uint64_t)XXH3_64bits(hit->id, strlen(hit->id)));
}

xabar_status
xb_render_bibtex(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	const xabar_hit *hit;

	(void)results, (void)rendering, (void)err;
	while ((hit = xb_render_next(out))) {
		struct xb_buf *b = &out->buf;

		xb_buf_add_str(b, xb_str("@article{"));
		add_key(b, hit);
		add_bibtex(b, "title", hit->headline, true);
		/* "Last, First" is no form that a byline has: with a comma it is something else. */
		add_bibtex(b, "author", hit->byline, hit->byline && strchr(hit->byline, ','));
		add_bibtex(b, "journal", hit->source, false);
		add_bibtex_date(b, hit->date);
		add_bibtex(b, "address", hit->place, false);
		add_bibtex(b, "language", hit->lang, false);
		if (hit->ntags) {
			xb_buf_add_str(b, xb_str(",\n  keywords = {"));
			for (size_t i = 0; i < hit->ntags; i++) {
				xb_buf_add_str(b, xb_str(i ? ", " : ""));
				add_tex(b, hit->tags[i]);
			}
			xb_buf_add_char(b, '}');
		}
		add_bibtex_url(b, hit->url);
		add_bibtex(b, "note", hit->id, false);
		xb_buf_add_str(b, xb_str("\n}\n\n"));
	}
	return XABAR_OK;
}
