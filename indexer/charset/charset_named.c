/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_named.h"

#include <strings.h>

#include "charset_map.h"

#define NO_ICONV ((iconv_t)-1)

void
xb_names_release(struct xb_names *names)
{
	for (int i = 0; i < names->n; i++)
		iconv_close(names->converters[i].cd);
	xb_judge_free(names->judge);
}

struct xb_judge *
xb_names_judge(struct xb_names *names)
{
	if (!names->judge)
		names->judge = xb_judge_new();
	return names->judge;
}

/* Whether these bytes are converted to themselves. */
static bool
keeps(iconv_t cd, const char *bytes, size_t len)
{
	char in[32], out[128], *from = in, *to = out;
	size_t left = len, room = sizeof(out);

	memcpy(in, bytes, len);
	iconv(cd, NULL, NULL, NULL, NULL);
	return iconv(cd, &from, &left, &to, &room) != (size_t)-1 && sizeof(out) - room == len && memcmp(out, bytes, len) == 0;
}

/* Encodings of Eastern Asia have bytes below 80 as second bytes: then a brace or a backslash may be none. Those of seven bits
 * hide everything in ASCII. */
static bool
has_lines(iconv_t cd, const char *name)
{
	static const char probe[] = "Az09 \n\r\t\"{}[]:,<>&;\\";
	static const char seven[][9] = { "ISO-2022", "ISO2022", "CSISO202", "UTF-7", "UTF7", "HZ", "UNICODE-" };

	for (size_t i = 0; i < sizeof(seven) / sizeof(seven[0]); i++)
		if (strncasecmp(name, seven[i], strlen(seven[i])) == 0)
			return false;
	if (!keeps(cd, probe, sizeof(probe) - 1))
		return false;
	for (unsigned lead = 0x81; lead < 0xff; lead++)
		for (const char *trail = "\\{}@"; *trail; trail++) {
			char in[2] = { (char)lead, *trail }, out[16], *from = in, *to = out;
			size_t left = 2, room = sizeof(out);

			iconv(cd, NULL, NULL, NULL, NULL);
			if (iconv(cd, &from, &left, &to, &room) != (size_t)-1 && to > out && to[-1] != *trail)
				return false;
		}
	return true;
}

static struct xb_named
find_converter(struct xb_names *names, const char *name)
{
	struct xb_named named = { .candidate = -1 };
	struct xb_converter *converter = &names->converters[names->n];

	for (int i = 0; i < names->n; i++)
		if (strcmp(names->converters[i].name, name) == 0)
			named.converter = &names->converters[i];
	if (named.converter || names->n == XB_CONVERTERS_MAX)
		return named;
	converter->cd = iconv_open("UTF-8", name);
	if (converter->cd == NO_ICONV)
		return named;
	strcpy(converter->name, name);
	converter->lines = has_lines(converter->cd, name);
	names->n++;
	named.converter = converter;
	return named;
}

static struct xb_named
look_up(struct xb_names *names, struct xb_str given)
{
	struct xb_named named = { .candidate = xb_page_find(given) };
	char name[XB_ENCODING_NAME];
	uint16_t high[128];

	if (named.candidate >= 0 || !xb_encoding_name(name, given))
		return named;
	if (strcmp(name, "UTF-8") == 0) {
		named.utf8 = true;
		return named;
	}
	if (names->judge)
		named.candidate = xb_rank_find(&names->judge->rank, name);
	if (named.candidate < 0 && xb_charset_high(high, name) && xb_names_judge(names))
		named.candidate = xb_rank_add(&names->judge->rank, name, high);
	return named.candidate >= 0 ? named : find_converter(names, name);
}

struct xb_named
xb_names_find(struct xb_names *names, struct xb_str name)
{
	if (!name.len || name.len >= sizeof(names->last) || memchr(name.ptr, '\0', name.len))
		return (struct xb_named){ .candidate = -1 };
	if (!xb_str_is(name, names->last)) {
		names->last_named = look_up(names, name);
		memcpy(names->last, name.ptr, name.len);
		names->last[name.len] = '\0';
	}
	return names->last_named;
}
