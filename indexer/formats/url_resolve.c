/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "url_resolve.h"

/* The parts of a reference with their delimiters, so that one after another they are the whole (RFC 3986, 3). */
struct parts {
	struct xb_str scheme;    /* "http:" */
	struct xb_str authority; /* "//host" */
	struct xb_str path;
	struct xb_str query;     /* "?..." */
	struct xb_str fragment;  /* "#..." */
};

/* Length of `s` up to the first of the characters of `stops`. */
static size_t
until(struct xb_str s, const char *stops)
{
	size_t i = 0;

	while (i < s.len && (!s.ptr[i] || !strchr(stops, s.ptr[i])))
		i++;
	return i;
}

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t
scheme_len(struct xb_str s)
{
	size_t i = 0;

	while (i < s.len && (is_alpha(s.ptr[i]) || (i && ((s.ptr[i] >= '0' && s.ptr[i] <= '9') || memchr("+-.", s.ptr[i], 3)))))
		i++;
	return i && i < s.len && s.ptr[i] == ':' ? i + 1 : 0;
}

bool
xb_url_has_scheme(struct xb_str reference)
{
	return scheme_len(reference) > 0;
}

static struct xb_str
take(struct xb_str *rest, size_t len)
{
	struct xb_str taken = { rest->ptr, len };

	*rest = xb_str_from(*rest, len);
	return taken;
}

static struct parts
split(struct xb_str s)
{
	struct parts parts;

	parts.scheme = take(&s, scheme_len(s));
	parts.authority = take(&s, xb_str_starts(s, "//") ? 2 + until(xb_str_from(s, 2), "/?#") : 0);
	parts.path = take(&s, until(s, "?#"));
	parts.query = take(&s, until(s, "#"));
	parts.fragment = s;
	return parts;
}

static size_t
add(char *out, size_t len, struct xb_str s)
{
	if (s.len)
		memcpy(out + len, s.ptr, s.len);
	return len + s.len;
}

/* Take "." and ".." out of a path where it lies (RFC 3986, 5.2.4); returns its new length. ".." above the root is dropped.
 * A path without a root keeps them: it is to be resolved once more. */
static size_t
remove_dots(char *path, size_t len)
{
	size_t out = 1;

	if (len == 0 || *path != '/')
		return len;
	for (size_t i = 1; i < len;) {
		size_t n = until((struct xb_str){ path + i, len - i }, "/"), whole = n + (i + n < len);
		bool here = n == 1 && path[i] == '.', up = n == 2 && path[i] == '.' && path[i + 1] == '.';

		if (up && out > 1)
			for (out--; path[out - 1] != '/';)
				out--;
		if (!here && !up) {
			memmove(path + out, path + i, whole);
			out += whole;
		}
		i += whole;
	}
	return out;
}

/* The path of the target: the reference's own, or put after the last slash of the base's. */
static size_t
add_path(char *out, size_t len, const struct parts *base, struct xb_str path)
{
	size_t start = len;

	if (path.len == 0 || *path.ptr != '/') {
		const char *slash = memrchr(base->path.ptr, '/', base->path.len);

		if (slash)
			len = add(out, len, (struct xb_str){ base->path.ptr, (size_t)(slash - base->path.ptr) + 1 });
		else if (base->authority.len)
			out[len++] = '/';
	}
	len = add(out, len, path);
	return start + remove_dots(out + start, len - start);
}

struct xb_str
xb_url_resolve(struct xb_str base_url, struct xb_str reference, struct xb_arena *arena)
{
	struct parts base = split(base_url), ref = split(reference);
	size_t len = 0;
	char *out;

	if (ref.scheme.len || base_url.len == 0)
		return reference;
	out = xb_arena_alloc(arena, base_url.len + reference.len + 2);
	if (!out)
		return (struct xb_str){ NULL, 0 };
	len = add(out, len, base.scheme);
	if (ref.authority.len) {
		len = add(out, len, reference);
		return (struct xb_str){ out, len };
	}
	len = add(out, len, base.authority);
	if (ref.path.len)
		len = add_path(out, len, &base, ref.path);
	else
		len = add(out, len, base.path);
	len = add(out, len, ref.path.len || ref.query.len ? ref.query : base.query);
	len = add(out, len, ref.fragment);
	return (struct xb_str){ out, len };
}
