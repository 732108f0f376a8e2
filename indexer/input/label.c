/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "label.h"

#include <ctype.h>

#include "text/unicode.h"

/* C1 controls, which terminals obey, too. */
static bool
is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

void
xb_label_add(struct xb_buf *out, struct xb_str name)
{
	const char *p = name.ptr, *end = name.ptr + name.len;

	while (p < end) {
		const char *begin = p;
		uint32_t c = xb_utf8_next(&p, end);
		struct xb_str bytes = { begin, (size_t)(p - begin) };

		if (!is_control(c) && xb_utf8_valid(bytes) == bytes.len) {
			xb_buf_add_str(out, bytes);
			continue;
		}
		for (; begin < p; begin++)
			xb_buf_printf(out, "\\x%02x", (unsigned char)*begin);
	}
}

/* Offset of the last component. */
static size_t
base_of(struct xb_str path)
{
	while (path.len && path.ptr[path.len - 1] != '/')
		path.len--;
	return path.len;
}

/* Where the ending begins, at its dot; name.len when it has none. A number is none: "12.05.2020". */
static size_t
ending_of(struct xb_str name)
{
	bool letter = false;
	size_t i = name.len;

	while (i && isalnum((unsigned char)name.ptr[i - 1]))
		letter |= isalpha((unsigned char)name.ptr[--i]) != 0;
	return i > 1 && name.ptr[i - 1] == '.' && letter ? i - 1 : name.len;
}

static bool
is_compression(struct xb_str ending)
{
	static const char *const endings[] = { ".gz", ".bz2", ".xz", ".zst", ".lz", ".lz4", ".lzma", ".z" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (xb_str_is_nocase(ending, endings[i]))
			return true;
	return false;
}

struct xb_str
xb_label_file(struct xb_str path)
{
	struct xb_str name = xb_str_from(path, base_of(path));
	size_t ending = ending_of(name);

	if (is_compression(xb_str_from(name, ending))) {
		name.len = ending;
		ending = ending_of(name);
	}
	name.len = ending;
	return name;
}

struct xb_str
xb_label_folder(struct xb_str path)
{
	path.len = base_of(path);
	while (path.len && path.ptr[path.len - 1] == '/')
		path.len--;
	return xb_str_from(path, base_of(path));
}
