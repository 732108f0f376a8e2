/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compressions, told by the bytes that they begin with, never by a name. */
#include <archive.h>

#include "input_layer.h"

#define MAGIC(literal) { literal, sizeof(literal) - 1 }

static const struct packing {
	const char *name;
	struct xb_str magic;
	int (*enable)(struct archive *archive); /* NULL: gzip, which is read here */
} packings[] = {
	/* RFC 1952, 2.3.1: ID1, ID2, and CM 8 (deflate, the only method there is). */
	{ "gzip", MAGIC("\x1f\x8b\x08"), NULL },
	/* The digit is the size of its blocks; then comes one, or the end of them all. */
	{ "bzip2", MAGIC("BZh?1AY&SY"), archive_read_support_filter_bzip2 },
	{ "bzip2", MAGIC("BZh?\x17\x72\x45\x38\x50\x90"), archive_read_support_filter_bzip2 },
	{ "xz", MAGIC("\xfd" "7zXZ\0"), archive_read_support_filter_xz },
	{ "zstd", MAGIC("\x28\xb5\x2f\xfd"), archive_read_support_filter_zstd }, /* RFC 8878, 3.1.1 */
	{ "lzip", MAGIC("LZIP\1"), archive_read_support_filter_lzip },
	{ "lz4", MAGIC("\x04\x22\x4d\x18"), archive_read_support_filter_lz4 },
	/* It has no magic: these are its usual properties, a dictionary of whole 64 KiB, and a size that is not told. */
	{ "lzma", MAGIC("\x5d\0\0??\xff\xff\xff\xff\xff\xff\xff\xff"), archive_read_support_filter_lzma },
	/* The third byte holds the number of bits; no text begins with the first two. */
	{ "compress", MAGIC("\x1f\x9d?"), archive_read_support_filter_compress },
};

enum xb_magic
xb_packed(struct xb_str head)
{
	enum xb_magic best = XB_MAGIC_NO;

	for (size_t i = 0; i < sizeof(packings) / sizeof(*packings); i++) {
		enum xb_magic is = xb_magic_match(head, packings[i].magic);

		best = is > best ? is : best;
	}
	return best;
}

xabar_status
xb_layer_unpack(struct xb_layer **layer, struct xb_str head, struct xb_damages *damages, xabar_error *err)
{
	const struct packing *packing = packings;

	while (xb_magic_match(head, packing->magic) != XB_MAGIC_YES)
		packing++;
	if (!packing->enable)
		return xb_layer_gzip(layer, head, damages, err);
	return xb_layer_filter(layer, head, packing->name, packing->enable, err);
}
