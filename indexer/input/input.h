/* SPDX-License-Identifier: GPL-2.0-or-later */
/* input.h - a file or stream being read: bytes, unpacked, through a window that slides. */
#ifndef XB_INPUT_H
#define XB_INPUT_H

#include <stdint.h>

#include "error.h"
#include "str.h"

struct xb_input;

/* Open a regular file, or standard input for "-". What is packed (gzip of any number of members, bzip2, xz, zstd ...) is
 * unpacked as it is read, by its magic, not its name. ENOTFOUND, EIO (permission, directory ...). */
xabar_status xb_input_open(struct xb_input **out, const char *path, xabar_error *err);
void xb_input_free(struct xb_input *input);

/* An input over bytes that something else gives: a member of an archive. read() puts at most `room` of them at `to`; *got is
 * 0 at the end; a failure but ENOMEM and ESTOPPED is damage, and ends the input. Unpacked likewise. */
struct xb_input_source {
	xabar_status (*read)(size_t *got, void *ctx, void *to, size_t room, xabar_error *err);
	void *ctx;
	struct xb_input *within; /* what the bytes are unpacked from, which outlives this input; or NULL */
};
xabar_status xb_input_from(struct xb_input **out, const struct xb_input_source *source, xabar_error *err);

/* From here on the window shows the bytes converted from `charset` to UTF-8 (charset.h says which need it), without a
 * byte-order mark; what cannot be converted becomes U+FFFD. Offsets are those of the UTF-8. Nothing may have been consumed yet.
 * EINVAL when iconv does not know it. */
xabar_status xb_input_transcode(struct xb_input *input, const char *charset, xabar_error *err);

/* Bytes that could not be converted so far. */
uint64_t xb_input_replaced(const struct xb_input *input);

/* Make at least `want` bytes visible in the window unless the input ends first; the whole window is returned in *out,
 * borrowed until the next call. The window grows to `want` at most XB_INPUT_WINDOW_MAX: ELIMIT beyond. ESTOPPED when a
 * signal without SA_RESTART came during a read. Damage (truncated or corrupt packed bytes, read errors) is not an error
 * here: what came before is given, then what can be found behind it, and xb_input_take_damage tells. */
xabar_status xb_input_window(struct xb_str *out, struct xb_input *input, size_t want, xabar_error *err);

/* All that is left of the input, for formats whose record is a document; borrowed until the next call. ERECORD when it is
 * over XB_INPUT_WINDOW_MAX: then it has been read past, to its end. */
xabar_status xb_input_whole(struct xb_str *out, struct xb_input *input, xabar_error *err);

/* The first `len` bytes of the window are done with. */
void xb_input_consume(struct xb_input *input, size_t len);

/* Offset of the window's first byte in the unpacked stream. */
uint64_t xb_input_offset(const struct xb_input *input);

/* Go to an offset ahead: a plain file seeks, everything else reads and drops. Ending before it is not an error. */
xabar_status xb_input_skip_to(struct xb_input *input, uint64_t offset, xabar_error *err);

/* Whether it is a plain file; and then, go to any byte of it, or to its end where that is before; *at tells which. */
bool xb_input_seekable(const struct xb_input *input);
xabar_status xb_input_seek(uint64_t *at, struct xb_input *input, uint64_t offset, xabar_error *err);

/* Bytes read from the file itself so far (packed). */
uint64_t xb_input_raw_offset(const struct xb_input *input);
bool xb_input_packed(const struct xb_input *input);

/* Take the next of what was found to be wrong with the bytes: .message names it, .offset is where in the unpacked stream.
 * False when there is none, so far. A bounded number is told one by one; at the end of the input, how many more there were. */
bool xb_input_take_damage(xabar_error *out, struct xb_input *input);

/* Whether there was any, be it taken; and whether this input, or one in it, was taken for a bomb: it is not read on then. */
bool xb_input_damaged(const struct xb_input *input);
bool xb_input_is_bomb(const struct xb_input *input);

/* One record is at most this large. */
#define XB_INPUT_WINDOW_MAX ((size_t)64 << 20)

#endif
