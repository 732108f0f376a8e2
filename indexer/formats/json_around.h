/* SPDX-License-Identifier: GPL-2.0-or-later */
/* json_around.h - what a JSON text says around its list of records, for all of them. */
#ifndef XB_JSON_AROUND_H
#define XB_JSON_AROUND_H

#include "reader.h"

enum xb_json_around_kind {
	XB_JSON_AROUND_NONE,
	XB_JSON_AROUND_FEED,  /* JSON Feed (jsonfeed.org/version/1.1) */
	XB_JSON_AROUND_CHAT,  /* a chat or channel as Telegram exports it */
};

struct xb_json_around {
	enum xb_json_around_kind kind;
	struct xb_record members;  /* of the object, but for the list */
	struct xb_arena arena;     /* which holds them */
};

/* The object that the input's window begins with has its list at `pos`. What comes after the list is looked at when it is
 * near enough; the input stays where it is. A kind that is not known is no failure. */
xabar_status xb_json_around_read(struct xb_json_around *around, struct xb_input *input, struct xb_charset *charset,
                                 size_t pos, xabar_error *err);

void xb_json_around_release(struct xb_json_around *around);

/* Whether these are the members of a JSON Feed. */
bool xb_json_is_feed(const struct xb_record *members);

#endif
