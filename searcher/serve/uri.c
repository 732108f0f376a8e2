/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "uri.h"

#include "text/unicode.h"

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

xabar_status
xb_uri_decode(char *text, bool form, xabar_error *err)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		int high, low;

		if (*from != '%') {
			*to++ = form && *from == '+' ? ' ' : *from;
			continue;
		}
		high = hex_value(from[1]);
		low = high < 0 ? -1 : hex_value(from[2]);
		if (low < 0 || high + low == 0) {
			xb_fail(err, XABAR_EINVAL, "'%.3s' is no escape", from);
			return xb_hint(err, XABAR_EINVAL, "a percent sign itself is written %%25");
		}
		*to++ = (char)(high << 4 | low);
		from += 2;
	}
	*to = '\0';
	if (xb_utf8_valid(xb_str(text)) != (size_t)(to - text))
		return xb_fail(err, XABAR_EINVAL, "what is asked for is not in UTF-8");
	return XABAR_OK;
}

bool
xb_uri_next(struct xb_uri_pair *out, char **rest)
{
	char *pair, *value;

	do {
		pair = strsep(rest, "&");
		if (!pair)
			return false;
	} while (!*pair);
	value = strchr(pair, '=');
	if (value)
		*value++ = '\0';
	*out = (struct xb_uri_pair){ pair, value ? value : pair + strlen(pair) };
	return true;
}
