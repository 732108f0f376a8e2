/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "url.h"

#include <stdint.h>
#include <strings.h>

/* Parameters that say how a reader came, not what is read. One that ends in '_' is the beginning of a name. */
static const char *const tracking[] = {
	"utm_", "fbclid", "gclid", "dclid", "yclid", "ysclid", "msclkid", "igshid", "mc_cid", "mc_eid", "_openstat",
	"at_medium", "at_campaign",
};

static const struct {
	const char *scheme;
	const char *port;
} schemes[] = { { "http://", ":80" }, { "https://", ":443" } };

static bool
starts_nocase(struct xb_str s, const char *prefix)
{
	size_t len = strlen(prefix);

	return s.len >= len && strncasecmp(s.ptr, prefix, len) == 0;
}

static size_t
scheme_of(struct xb_str url)
{
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (starts_nocase(url, schemes[i].scheme))
			return i;
	return SIZE_MAX;
}

bool
xb_url_is_web(struct xb_str text)
{
	size_t scheme = scheme_of(text), len;

	if (scheme == SIZE_MAX)
		return false;
	len = strlen(schemes[scheme].scheme);
	if (text.len == len || memchr("/?#:", text.ptr[len], 4))
		return false;
	for (size_t i = len; i < text.len; i++)
		if ((unsigned char)text.ptr[i] <= ' ')
			return false;
	return true;
}

static bool
is_tracking(struct xb_str parameter)
{
	const char *equals = memchr(parameter.ptr, '=', parameter.len);
	struct xb_str name = { parameter.ptr, equals ? (size_t)(equals - parameter.ptr) : parameter.len };

	for (size_t i = 0; i < sizeof(tracking) / sizeof(*tracking); i++) {
		bool open = tracking[i][strlen(tracking[i]) - 1] == '_';

		if (open ? starts_nocase(name, tracking[i]) : xb_str_is_nocase(name, tracking[i]))
			return true;
	}
	return false;
}

/* Length of `s` up to the first of the characters of `stops`. */
static size_t
until(struct xb_str s, const char *stops)
{
	size_t i = 0;

	while (i < s.len && !strchr(stops, s.ptr[i]))
		i++;
	return i;
}

static size_t
add(char *out, size_t len, struct xb_str s)
{
	if (s.len)
		memcpy(out + len, s.ptr, s.len);
	return len + s.len;
}

/* The query without tracking parameters; `query` is what follows the '?'. */
static size_t
add_query(char *out, size_t len, struct xb_str query)
{
	char joint = '?';

	while (query.len) {
		struct xb_str parameter = { query.ptr, until(query, "&") };

		query = xb_str_from(query, parameter.len < query.len ? parameter.len + 1 : query.len);
		if (parameter.len == 0 || is_tracking(parameter))
			continue;
		out[len++] = joint;
		joint = '&';
		len = add(out, len, parameter);
	}
	return len;
}

/* Scheme and authority, in lower case but for user and password, without a port that says nothing. */
static size_t
add_origin(char *out, size_t scheme, struct xb_str authority)
{
	const char *at = memrchr(authority.ptr, '@', authority.len), *port = schemes[scheme].port;
	size_t len = add(out, 0, xb_str(schemes[scheme].scheme)), port_len = strlen(port);
	size_t user = at ? (size_t)(at - authority.ptr) + 1 : 0, host = len + user;

	if (authority.len > port_len && memcmp(authority.ptr + authority.len - port_len, port, port_len) == 0)
		authority.len -= port_len;
	else if (authority.len && authority.ptr[authority.len - 1] == ':')
		authority.len--;
	len = add(out, len, authority);
	for (; host < len; host++)
		if (out[host] >= 'A' && out[host] <= 'Z')
			out[host] |= 0x20;
	return len;
}

struct xb_str
xb_url_canonical(struct xb_str url, struct xb_arena *arena)
{
	size_t scheme = scheme_of(url), len;
	struct xb_str rest = xb_str_from(url, strlen(schemes[scheme].scheme)), part;
	char *out = xb_arena_alloc(arena, url.len + 2);

	if (!out)
		return (struct xb_str){ NULL, 0 };
	part = (struct xb_str){ rest.ptr, until(rest, "/?#") };
	len = add_origin(out, scheme, part);
	rest = xb_str_from(rest, part.len);
	part = (struct xb_str){ rest.ptr, until(rest, "?#") };
	len = add(out, len, part.len ? part : xb_str("/"));
	rest = xb_str_from(rest, part.len);
	if (rest.len && *rest.ptr == '?') {
		part = (struct xb_str){ rest.ptr + 1, until(rest, "#") - 1 };
		len = add_query(out, len, part);
		rest = xb_str_from(rest, part.len + 1);
	}
	if (xb_str_starts(rest, "#!"))
		len = add(out, len, rest);
	return (struct xb_str){ out, len };
}
