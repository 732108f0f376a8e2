/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset.h - bytes → UTF-8: a bad byte costs one U+FFFD and a count, never the record. */
#ifndef XB_CHARSET_H
#define XB_CHARSET_H

#include "record.h"
#include "error.h"

struct xb_charset;

/* A decoder. `declared` is what --charset names, as iconv or the web knows it, or NULL; `map` is the file of --charset-map
 * (charset_map.h), or NULL: priors for what is not UTF-8, which only clear evidence overrules. EINVAL: nobody knows that
 * name, or a line of the map makes no sense; ENOTFOUND, EIO: the map cannot be read. One thread at a time. */
xabar_status xb_charset_new(struct xb_charset **out, const char *declared, const char *map, xabar_error *err);
void xb_charset_free(struct xb_charset *charset);

/* A new input begins: what the records of the last one were in says nothing about it. `head` is its first bytes, at most
 * 64 KiB, which tell what its short records are probably in. Returns NULL, or the encoding that it is to be transcoded from
 * as a whole (xb_input_transcode), since the bytes of newlines and brackets mean something else in it: UTF-16, UTF-32 (by
 * byte-order mark or by where the NULs are), or what --charset names when that does not extend ASCII or has ASCII bytes
 * within other characters. What is then decoded is found to be in that one. */
const char *xb_charset_begin(struct xb_charset *charset, struct xb_str head);

/* Decode the bytes of a record, a line or a document. `declared` is what it says of itself (HTTP, XML, meta, MIME; see
 * declared.h), .len 0 when it says nothing. UTF-16 and UTF-32 are seen first, then UTF-8, whatever is declared; then what is
 * declared is believed unless the letters clearly speak for another encoding. Parts may differ: lines of a code page among
 * UTF-8 or among those of another page, stray bytes. UTF-8 that was encoded twice is undone. *found is of most of it, and its
 * strings live as long as the decoder. Valid UTF-8 comes back as it is, borrowed from `bytes`; else it is made in the arena.
 * ENOMEM, ERECORD when the arena is full. */
xabar_status xb_charset_decode(struct xb_str *out, struct xb_charset_found *found, struct xb_charset *charset,
                               struct xb_str bytes, struct xb_str declared, struct xb_arena *arena, xabar_error *err);

#endif
