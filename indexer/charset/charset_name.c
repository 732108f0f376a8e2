/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>

#include "charset_page.h"

/* Encodings whose name on the web stands for a larger one (Encoding Standard, 4.2), and names that glibc does not know. */
static const struct { const char *plain, *name; } others[] = {
	{ "shiftjis", "CP932" }, { "sjis", "CP932" }, { "windows31j", "CP932" }, { "mskanji", "CP932" },
	{ "gb2312", "GB18030" }, { "euccn", "GB18030" }, { "euckr", "CP949" }, { "ksc56011987", "CP949" },
	{ "big5", "BIG5-HKSCS" },
	{ "iso88598i", "ISO-8859-8" }, { "mac", "MACINTOSH" }, { "macroman", "MACINTOSH" }, { "utf8", "UTF-8" },
	{ "unicode11utf8", "UTF-8" }, { "utf8mb4", "UTF-8" }, { "ascii", "CP1252" }, { "usascii", "CP1252" },
};

/* The letters and digits of a name in lower case, without the "x-" of names that nobody registered. */
static size_t
plain_name(char plain[XB_ENCODING_NAME], struct xb_str name)
{
	size_t len = 0;

	if (name.len > 2 && (name.ptr[0] | 0x20) == 'x' && name.ptr[1] == '-')
		name = xb_str_from(name, 2);
	for (size_t i = 0; i < name.len && len < XB_ENCODING_NAME - 1; i++) {
		char c = name.ptr[i];

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
			plain[len++] = c;
		else if (c >= 'A' && c <= 'Z')
			plain[len++] = (char)(c + 32);
	}
	plain[len] = '\0';
	return len;
}

int
xb_page_find(struct xb_str name)
{
	char plain[XB_ENCODING_NAME], own[XB_ENCODING_NAME], wanted[XB_ENCODING_NAME + 2];

	if (name.len >= XB_ENCODING_NAME || memchr(name.ptr, '/', name.len) || !plain_name(plain, name))
		return -1;
	snprintf(wanted, sizeof(wanted), " %.*s ", XB_ENCODING_NAME - 1, plain);
	for (int i = 0; i < XB_PAGES; i++) {
		plain_name(own, xb_str(xb_pages[i].name));
		if (strcmp(own, plain) == 0 || strstr(xb_pages[i].aliases, wanted))
			return i;
	}
	return -1;
}

bool
xb_encoding_name(char out[XB_ENCODING_NAME], struct xb_str name)
{
	char plain[XB_ENCODING_NAME];

	/* A slash would reach iconv's "//TRANSLIT" and "//IGNORE", which change what a bad byte is. */
	if (name.len >= XB_ENCODING_NAME || memchr(name.ptr, '/', name.len) || memchr(name.ptr, '\0', name.len) ||
	    !plain_name(plain, name))
		return false;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(others[i].plain, plain) == 0) {
			strcpy(out, others[i].name);
			return true;
		}
	for (size_t i = 0; i < name.len; i++)
		out[i] = name.ptr[i] >= 'a' && name.ptr[i] <= 'z' ? (char)(name.ptr[i] - 32) : name.ptr[i];
	out[name.len] = '\0';
	return true;
}
