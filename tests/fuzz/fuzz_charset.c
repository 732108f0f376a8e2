/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes, three times over as records of one input: what comes out is UTF-8. The last byte chooses what is declared. */
#include <stdlib.h>

#include "../../indexer/charset/charset.h"
#include "../../indexer/charset/declared.h"
#include "text/unicode.h"

#define ARENA ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
decode(struct xb_charset *charset, struct xb_str bytes, struct xb_str declared)
{
	struct xb_charset_found found;
	struct xb_arena arena;
	struct xb_str text;

	xb_arena_init(&arena, ARENA);
	if (xb_charset_decode(&text, &found, charset, bytes, declared, &arena, NULL) == XABAR_OK &&
	    (xb_utf8_valid(text) != text.len || !found.charset || found.how >= XB_CHARSET_HOW_COUNT ||
	     found.replaced > bytes.len))
		abort();
	xb_arena_release(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { NULL, "cp1251", "gbk", "cp1258", "utf-16", "koi8-r", "utf-8", "iso-2022-kr" };
	const char *name = names[size ? data[size - 1] & 7 : 0];
	struct xb_str bytes = xb_strn((const char *)data, size);
	struct xb_charset *charset;

	if (xb_charset_new(&charset, name, NULL, NULL) != XABAR_OK)
		abort();
	xb_charset_begin(charset, bytes);
	decode(charset, bytes, (struct xb_str){ 0 });
	decode(charset, bytes, xb_declared_html(bytes));
	decode(charset, xb_strn((const char *)data + size / 2, size - size / 2), xb_declared_type(bytes));
	xb_charset_free(charset);
	return 0;
}
