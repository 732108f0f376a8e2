/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "field_names.h"

#include <utf8proc.h>

/* The lower-case form of one character of a name, into `out` (4 bytes); 0 for those that are left out. */
static size_t
key_char(char out[4], utf8proc_int32_t cp)
{
	switch (cp) {
	case '_':
	case '-':
	case ' ':
	case 0x200c: /* ZWNJ, in Persian compounds */
		return 0;
	case 0x131: /* ı: the capital of both i and ı is often written I */
		cp = 'i';
		break;
	default:
		cp = utf8proc_tolower(cp);
	}
	return (size_t)utf8proc_encode_char(cp, (utf8proc_uint8_t *)out);
}

size_t
xb_field_name_key(char out[XB_FIELD_NAME_KEY_MAX], struct xb_str name)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)name.ptr;
	size_t left = name.len, len = 0;

	if (name.len > 2 * XB_FIELD_NAME_KEY_MAX)
		return 0;
	while (left) {
		utf8proc_int32_t cp;
		utf8proc_ssize_t n = utf8proc_iterate(p, (utf8proc_ssize_t)left, &cp);

		if (n <= 0 || len + 4 > XB_FIELD_NAME_KEY_MAX)
			return 0;
		len += key_char(out + len, cp);
		p += n;
		left -= (size_t)n;
	}
	return len;
}

static int
compare(struct xb_str key, const char *name)
{
	size_t len = strlen(name);
	int order = memcmp(key.ptr, name, key.len < len ? key.len : len);

	return order ? order : (key.len > len) - (key.len < len);
}

const struct xb_field_name *
xb_field_name_find(struct xb_str name)
{
	char room[XB_FIELD_NAME_KEY_MAX];
	struct xb_str key = { room, xb_field_name_key(room, name) };
	size_t low = 0, high = xb_field_names_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(key, xb_field_names[middle].name) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == xb_field_names_count || compare(key, xb_field_names[low].name) != 0)
		return NULL;
	return &xb_field_names[low];
}

const struct xb_field_name *
xb_field_name_next(const struct xb_field_name *row)
{
	const struct xb_field_name *next = row + 1;

	if (next == xb_field_names + xb_field_names_count || strcmp(next->name, row->name) != 0)
		return NULL;
	return next;
}
