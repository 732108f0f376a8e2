/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input_layer.h"

#include <stdlib.h>

#define CHUNK ((size_t)128 << 10)

xabar_status
xb_feed_init(struct xb_feed *feed, struct xb_layer *below, struct xb_str head, size_t history, xabar_error *err)
{
	*feed = (struct xb_feed){ .len = head.len, .history = history };
	feed->cap = (head.len > CHUNK ? head.len : CHUNK) + CHUNK + history;
	feed->room = malloc(feed->cap);
	if (!feed->room)
		return xb_fail_nomem(err);
	if (head.len)
		memcpy(feed->room, head.ptr, head.len);
	feed->below = below;
	return XABAR_OK;
}

void
xb_feed_release(struct xb_feed *feed)
{
	if (feed->below)
		feed->below->free(feed->below);
	free(feed->room);
}

xabar_status
xb_feed_more(struct xb_feed *feed, xabar_error *err)
{
	size_t kept = feed->start < feed->history ? feed->start : feed->history, got;
	xabar_status status;

	if (feed->cap - feed->start - feed->len < CHUNK) {
		memmove(feed->room, feed->room + feed->start - kept, kept + feed->len);
		feed->start = kept;
	}
	status = feed->below->read(&got, feed->below, feed->room + feed->start + feed->len,
	                           feed->cap - feed->start - feed->len, err);
	feed->len += got;
	feed->ended = status != XABAR_OK || got == 0;
	return status;
}
