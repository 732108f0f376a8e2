/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive_kind.h"

#include <ctype.h>

#include "archive_members.h"

#define MAGIC(literal) xb_strn(literal, sizeof(literal) - 1)

/* ---- Tar: POSIX.1-2017, pax, "ustar Interchange Format" ---- */

#define TAR_HEADER 512
#define TAR_CHECKSUM 148
#define TAR_CHECKSUM_LEN 8
#define TAR_MODE 100

/* Octal digits, with spaces before and a space or NUL behind. */
static bool
octal(unsigned *value, struct xb_str field)
{
	size_t i = 0, digits = 0;

	*value = 0;
	while (i < field.len && field.ptr[i] == ' ')
		i++;
	for (; i < field.len && field.ptr[i] >= '0' && field.ptr[i] <= '7'; i++, digits++)
		*value = *value * 8 + (unsigned)(field.ptr[i] - '0');
	return digits && (i == field.len || field.ptr[i] == ' ' || field.ptr[i] == '\0');
}

/* The checksum is the sum of the header's bytes, its own being taken for spaces. Old tars have no other magic. */
static enum xb_magic
look_tar(struct xb_str head)
{
	unsigned sum = 0, told;

	/* Lines of text end before a header would: they are not waited for. */
	for (size_t i = 0; i < head.len && i < TAR_MODE; i++)
		if (head.ptr[i] == '\n')
			return XB_MAGIC_NO;
	if (head.len < TAR_HEADER)
		return XB_MAGIC_UNDECIDED;
	for (size_t i = 0; i < TAR_HEADER; i++)
		sum += i - TAR_CHECKSUM < TAR_CHECKSUM_LEN ? ' ' : (unsigned char)head.ptr[i];
	return octal(&told, xb_strn(head.ptr + TAR_CHECKSUM, TAR_CHECKSUM_LEN)) && told == sum ? XB_MAGIC_YES : XB_MAGIC_NO;
}

/* ---- Zip: APPNOTE.TXT 6.3, 4.3.7 ---- */

#define ZIP_NAME 30

/* The member that a document begins with where the standards have one: EPUB and OpenDocument want "mimetype", OOXML and
 * programs begin with these by custom. */
static bool
is_document(struct xb_str name)
{
	static const char *const firsts[] = { "mimetype", "[Content_Types].xml", "_rels/", "META-INF/", "AndroidManifest.xml" };

	for (size_t i = 0; i < sizeof(firsts) / sizeof(*firsts); i++)
		if (xb_str_starts(name, firsts[i]))
			return true;
	return false;
}

static enum xb_magic
look_zip(struct xb_str head)
{
	enum xb_magic is = xb_magic_match(head, MAGIC("PK\3\4"));

	if (is == XB_MAGIC_NO) /* one that is empty; one that was to be split into parts, and was not */
		is = xb_magic_match(head, MAGIC("PK\5\6"));
	if (is == XB_MAGIC_NO)
		return xb_magic_match(head, MAGIC("PK00PK\3\4"));
	return is == XB_MAGIC_YES && head.len > ZIP_NAME && is_document(xb_str_from(head, ZIP_NAME)) ? XB_MAGIC_NO : is;
}

/* ---- Others ---- */

/* 7zFormat.txt, "Signature header". */
static enum xb_magic
look_7z(struct xb_str head)
{
	return xb_magic_match(head, MAGIC("7z\xbc\xaf\x27\x1c"));
}

/* cpio(5): the portable formats, six octal digits of magic and then numbers. */
static enum xb_magic
look_cpio(struct xb_str head)
{
	enum xb_magic is = xb_magic_match(head, MAGIC("07070?"));

	for (size_t i = 5; is != XB_MAGIC_NO && i < head.len && i < 76; i++)
		if (!isxdigit((unsigned char)head.ptr[i]))
			return XB_MAGIC_NO;
	return is == XB_MAGIC_YES && head.len < 76 ? XB_MAGIC_UNDECIDED : is;
}

static enum xb_magic
look_ar(struct xb_str head)
{
	return xb_magic_match(head, MAGIC("!<arch>\n"));
}

/* What a member of a zip is, a file or a link, only its directory tells; from a pipe, or where the directory is cut off, it is read
 * without. */
static const struct xb_archive_kind kinds[] = {
	{ "tar", look_tar, archive_read_support_format_tar, XB_SEEKS_NOT },
	{ "zip", look_zip, archive_read_support_format_zip, XB_SEEKS_IF_IT_CAN },
	{ "7z", look_7z, archive_read_support_format_7zip, XB_SEEKS },
	{ "cpio", look_cpio, archive_read_support_format_cpio, XB_SEEKS_NOT },
	{ "ar", look_ar, archive_read_support_format_ar, XB_SEEKS_NOT },
};

const struct xb_archive_kind *
xb_archive_kind(struct xb_str head)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].look(head) == XB_MAGIC_YES)
			return &kinds[i];
	return NULL;
}

enum xb_magic
xb_archive_look(struct xb_str head)
{
	enum xb_magic best = XB_MAGIC_NO;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		enum xb_magic is = kinds[i].look(head);

		best = is > best ? is : best;
	}
	return best;
}
