/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mime_word.h - the words of a mail's header: =?koi8-r?B?...?= and bytes of who knows what encoding (RFC 2047). */
#ifndef XB_MIME_WORD_H
#define XB_MIME_WORD_H

#include "charset/charset.h"

/* A value as UTF-8. Encoded words of one charset that stand side by side are decoded as one, since many mailers cut them
 * within a character. What is in no such word is taken to be in the encoding `declared` for the mail. Made in the arena,
 * or borrowed from `raw`. */
xabar_status xb_mime_words(struct xb_str *out, struct xb_charset *charset, struct xb_str raw, struct xb_str declared,
                           struct xb_arena *arena, xabar_error *err);

/* The name and the address in "Name <a@b>", "a@b (Name)" or "a@b" (RFC 5322, 3.4); still encoded, quotes undone in the
 * arena; .len 0 where there is none. False when the arena is full. */
bool xb_mime_mailbox(struct xb_str *name, struct xb_str *address, struct xb_str value, struct xb_arena *arena);

#endif
