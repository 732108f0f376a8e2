/* SPDX-License-Identifier: GPL-2.0-or-later */
/* feed_item.h - an item of a feed → the pairs of a record. */
#ifndef XB_FEED_ITEM_H
#define XB_FEED_ITEM_H

#include "feed_context.h"
#include "record.h"

/* NULL when the item is a piece of news; else what it is, for xb_note: WordPress exports its pictures and menus as items. */
const char *xb_feed_item_skip(const xmlNode *item, struct xb_arena *arena);

/* Add the pairs of an item, borrowed from the tree or made in the arena. ERECORD, ENOMEM when that is full. */
xabar_status xb_feed_item_read(struct xb_record *record, const xmlNode *item, const struct xb_feed_context *context,
                            struct xb_arena *arena, xabar_error *err);

#endif
