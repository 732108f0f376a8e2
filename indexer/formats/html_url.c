/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_url.h"

#include "normalize/url.h"
#include "url_resolve.h"

/* Up to its path; all of it when it has none. `url` is a web address. */
static size_t
origin_len(struct xb_str url)
{
	size_t i = (size_t)((char *)memchr(url.ptr, ':', url.len) - url.ptr) + 3;

	while (i < url.len && url.ptr[i] != '/' && url.ptr[i] != '?' && url.ptr[i] != '#')
		i++;
	return i;
}

struct xb_str
xb_html_url_resolve(struct xb_str base, struct xb_str ref, struct xb_arena *arena)
{
	struct xb_str url;

	ref = xb_str_trim(ref);
	if (ref.len == 0 || *ref.ptr == '#')
		return (struct xb_str){ "", 0 };
	url = xb_url_resolve(base, ref, arena);
	return !url.ptr || xb_url_is_web(url) ? url : (struct xb_str){ "", 0 };
}

struct xb_str
xb_html_url_host(struct xb_str url)
{
	size_t end, start;

	if (!xb_url_is_web(url))
		return (struct xb_str){ "", 0 };
	end = origin_len(url);
	start = (size_t)((char *)memchr(url.ptr, ':', url.len) - url.ptr) + 3;
	if (xb_str_starts(xb_str_from(url, start), "www."))
		start += 4;
	return (struct xb_str){ url.ptr + start, end - start };
}

bool
xb_html_url_is_front(struct xb_str url)
{
	static const char *const pages[] = { "", "index.html", "index.htm", "index.php", "index.shtml", "default.aspx",
		                             "home", "main" };
	struct xb_str path;

	if (!xb_url_is_web(url))
		return false;
	path = xb_str_from(url, origin_len(url));
	if (memchr(path.ptr, '?', path.len))
		return false;
	while (path.len && *path.ptr == '/')
		path = xb_str_from(path, 1);
	if (path.len >= 2 && path.ptr[0] >= 'a' && path.ptr[1] >= 'a' && (path.len == 2 || path.ptr[2] == '/'))
		path = xb_str_from(path, path.len == 2 ? 2 : 3);
	while (path.len && path.ptr[path.len - 1] == '/')
		path.len--;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		if (xb_str_is_nocase(path, pages[i]))
			return true;
	return false;
}

/* The number in the next `digits` digits, or -1. */
static int
number(struct xb_str s, size_t digits)
{
	int n = 0;

	if (s.len < digits)
		return -1;
	for (size_t i = 0; i < digits; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return -1;
		n = 10 * n + (s.ptr[i] - '0');
	}
	return n;
}

bool
xb_html_url_date(char out[XB_HTML_URL_DATE_LEN], struct xb_str url)
{
	for (size_t i = 0; i + XB_HTML_URL_DATE_LEN <= url.len; i++) {
		struct xb_str s = xb_str_from(url, i);
		int year = number(s, 4), month, day;

		if (year < 1990 || year > 2100 || (i && url.ptr[i - 1] != '/') || (s.ptr[4] != '/' && s.ptr[4] != '-') ||
		    s.ptr[7] != s.ptr[4])
			continue;
		month = number(xb_str_from(s, 5), 2);
		day = number(xb_str_from(s, 8), 2);
		if (month < 1 || month > 12 || day < 1 || day > 31 || number(xb_str_from(s, 10), 1) >= 0)
			continue;
		memcpy(out, s.ptr, XB_HTML_URL_DATE_LEN);
		out[4] = out[7] = '-';
		return true;
	}
	return false;
}
