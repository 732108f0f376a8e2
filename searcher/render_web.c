/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render_web.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "date.h"
#include "text/unicode.h"

/* XML 1.0, 2.2: Char. */
static bool
is_xml_char(uint32_t cp)
{
	return cp >= 0x20 ? (cp < 0xd800 || cp > 0xdfff) && cp != 0xfffe && cp != 0xffff : cp == '\t' || cp == '\n' || cp == '\r';
}

void
xb_web_text(struct xb_buf *out, struct xb_str text)
{
	const char *p = text.ptr, *end = text.ptr + text.len;

	while (p < end) {
		uint32_t cp = xb_utf8_next(&p, end);
		char bytes[4];

		switch (cp) {
		case '&': xb_buf_add_str(out, xb_str("&amp;")); break;
		case '<': xb_buf_add_str(out, xb_str("&lt;")); break;
		case '>': xb_buf_add_str(out, xb_str("&gt;")); break;
		case '"': xb_buf_add_str(out, xb_str("&quot;")); break;
		default: xb_buf_add(out, bytes, xb_utf8_encode(bytes, is_xml_char(cp) ? cp : 0xfffd));
		}
	}
}

void
xb_web_element(struct xb_buf *out, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	xb_buf_printf(out, "<%s>", name);
	xb_web_text(out, xb_str(text));
	xb_buf_printf(out, "</%.*s>\n", (int)strcspn(name, " "), name);
}

void
xb_web_marked(struct xb_buf *out, const xabar_text *text)
{
	size_t at = 0;

	for (size_t i = 0; i < text->nmarks; i++) {
		const xabar_mark *mark = &text->marks[i];

		xb_web_text(out, xb_strn(text->text + at, mark->begin - at));
		xb_buf_add_str(out, xb_str("<mark>"));
		xb_web_text(out, xb_strn(text->text + mark->begin, mark->end - mark->begin));
		xb_buf_add_str(out, xb_str("</mark>"));
		at = mark->end;
	}
	xb_web_text(out, xb_str(text->text + at));
}

void
xb_web_paragraphs(struct xb_buf *out, const char *body)
{
	while (body && *(body += strspn(body, "\n"))) {
		const char *end = strstr(body, "\n\n");
		size_t len = end ? (size_t)(end - body) : strlen(body);

		xb_buf_add_str(out, xb_str("<p>"));
		xb_web_text(out, xb_strn(body, len));
		xb_buf_add_str(out, xb_str("</p>\n"));
		body += len;
	}
}

bool
xb_web_is_link(const char *url)
{
	static const char *const schemes[] = { "http://", "https://", "ftp://" };

	for (size_t i = 0; url && i < sizeof(schemes) / sizeof(*schemes); i++)
		if (strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
			return !url[strcspn(url, " \t\r\n\"<>\\^`{|}")];
	return false;
}

bool
xb_web_is_lang(const char *lang)
{
	size_t run = 0;
	bool first = true;

	for (; lang && *lang; lang++) {
		if (*lang == '-' && run >= (first ? 2 : 1)) {
			run = 0;
			first = false;
		} else if (!(first ? isalpha((unsigned char)*lang) : isalnum((unsigned char)*lang)) || ++run > 8) {
			return false;
		}
	}
	return run >= (first ? 2 : 1);
}

/* Of the schemes that ids of news come with; what else has a colon in it is no IRI because of that. */
static bool
is_iri(const char *text)
{
	static const char *const schemes[] = { "urn:", "tag:" };

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (strncasecmp(text, schemes[i], strlen(schemes[i])) == 0) {
			for (const char *p = text; *p; p++)
				if ((unsigned char)*p <= ' ' || strchr("\"<>\\^`{|}%", *p))
					return false;
			return text[strlen(schemes[i])] != '\0';
		}
	return xb_web_is_link(text);
}

void
xb_web_iri(struct xb_buf *out, const char *text)
{
	XXH128_hash_t hash;

	if (is_iri(text)) {
		xb_web_text(out, xb_str(text));
		return;
	}
	hash = XXH3_128bits(text, strlen(text));
	xb_buf_printf(out, "urn:uuid:%08x-%04x-8%03x-%04x-%012llx", (unsigned)(hash.high64 >> 32),
	              (unsigned)(hash.high64 >> 16 & 0xffff), (unsigned)(hash.high64 & 0xfff),
	              (unsigned)(hash.low64 >> 48 & 0x3fff) | 0x8000, (unsigned long long)(hash.low64 & 0xffffffffffff));
}

bool
xb_date_parts(struct xb_date_parts *out, const char *date)
{
	char sign = 0;
	int n, hours = 0, minutes = 0;

	*out = (struct xb_date_parts){ .month = 1, .day = 1 };
	if (!date)
		return false;
	n = sscanf(date, "%4d-%2d-%2dT%2d:%2d:%2d%c%2d:%2d", &out->year, &out->month, &out->day, &out->hour, &out->minute,
	           &out->second, &sign, &hours, &minutes);
	if (n < 1 || out->month < 1 || out->month > 12 || out->day < 1 || out->day > 31)
		return false;
	out->said = n < 3 ? n : n < 6 ? 3 : 4;
	out->zoned = n > 6;
	out->offset = (sign == '-' ? -1 : 1) * (60 * hours + minutes);
	return true;
}

void
xb_date_rfc3339(struct xb_buf *out, const struct xb_date_parts *d)
{
	int minutes = abs(d->offset);

	xb_buf_printf(out, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", d->year, d->month, d->day, d->hour, d->minute, d->second,
	              !d->zoned || d->offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

void
xb_date_rfc822(struct xb_buf *out, const struct xb_date_parts *d)
{
	static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" }; /* 1970-01-01 was a Thursday */
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int minutes = abs(d->offset);
	int64_t day = xb_days_from_civil(d->year, d->month, d->day);

	xb_buf_printf(out, "%s, %02d %s %04d %02d:%02d:%02d %c%02d%02d", days[(day % 7 + 7) % 7], d->day, months[d->month - 1],
	              d->year, d->hour, d->minute, d->second, !d->zoned || d->offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}
