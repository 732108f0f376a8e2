/* SPDX-License-Identifier: GPL-2.0-or-later */
/* encoded.h - what the tests of charset detection share: text in an encoding, by iconv, and decoding as readers do it. */
#ifndef XB_TEST_ENCODED_H
#define XB_TEST_ENCODED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <iconv.h>

#include "../../indexer/charset/charset.h"
#include "buf.h"

#define ENCODED_LIMIT ((size_t)256 << 20)

/* Append UTF-8 text in another encoding. */
static inline void
add_encoded(struct xb_buf *out, const char *encoding, const char *utf8)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	size_t left = strlen(utf8), room = 4 * left + 16;
	char *from = (char *)(uintptr_t)utf8, *bytes = malloc(room), *to = bytes;

	assert_true(cd != (iconv_t)-1);
	assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
	xb_buf_add(out, bytes, (size_t)(to - bytes));
	iconv_close(cd);
	free(bytes);
}

struct decoded {
	struct xb_arena arena;
	struct xb_charset *charset;
	struct xb_charset_found found;
	struct xb_str text;
};

static inline void
decoder_init(struct decoded *d, const char *user, const char *map)
{
	xabar_error err;

	memset(d, 0, sizeof(*d));
	xb_arena_init(&d->arena, ENCODED_LIMIT);
	assert_int_equal(xb_charset_new(&d->charset, user, map, &err), XABAR_OK);
}

static inline void
decoder_release(struct decoded *d)
{
	xb_charset_free(d->charset);
	xb_arena_release(&d->arena);
}

/* Decode bytes of which no byte beyond the end can be read. */
static inline void
decode_bytes(struct decoded *d, const void *bytes, size_t len, const char *declared)
{
	char *exact = malloc(len ? len : 1);
	xabar_error err;

	memcpy(exact, bytes, len);
	xb_arena_clear(&d->arena);
	assert_int_equal(xb_charset_decode(&d->text, &d->found, d->charset, xb_strn(exact, len),
	                                   declared ? xb_str(declared) : (struct xb_str){ 0 }, &d->arena, &err),
	                 XABAR_OK);
	d->text = xb_arena_str(&d->arena, d->text);
	free(exact);
}

static inline void
assert_decoded(const struct decoded *d, const char *text, const char *charset, enum xb_charset_how how)
{
	assert_string_equal(d->text.ptr, text);
	assert_string_equal(d->found.charset, charset);
	assert_int_equal(d->found.how, how);
}

#endif
