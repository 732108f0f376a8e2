/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RFC 1952: a file is a series of members, one after the other. A web archive has one for each record, so reading goes on
 * at the next member when one is damaged. */
#include "input_layer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#define GZIP_WINDOW (16 + MAX_WBITS) /* zlib.h: "add 16 to decode only the gzip format" */
#define HEADER_LEN 10
#define HISTORY ((size_t)64 << 10)

struct gzip;
typedef xabar_status (*gzip_step)(size_t *got, struct gzip *gzip, void *to, size_t room, xabar_error *err);

struct gzip {
	struct xb_layer layer;
	struct xb_feed feed;
	struct xb_damages *damages;
	gzip_step step;      /* what comes next; NULL at the end */
	z_stream z;
	uint64_t made;       /* bytes unpacked */
	char last;           /* of them */
	uint64_t member;     /* where it begins in the packed bytes */
	uint64_t gone_back;  /* packed bytes that were looked at a second time */
};

static xabar_status between_members(size_t *got, struct gzip *gzip, void *to, size_t room, xabar_error *err);
static xabar_status find_member(size_t *got, struct gzip *gzip, void *to, size_t room, xabar_error *err);

static void
damaged(struct gzip *gzip, const char *what, const char *detail)
{
	char message[sizeof(((struct xb_damage *)NULL)->message)];

	snprintf(message, sizeof(message), "%s at packed byte %" PRIu64 "%s%s", what, gzip->feed.offset,
	         detail ? ": " : "", detail ? detail : "");
	xb_damages_add(gzip->damages, gzip->made, message);
	gzip->step = find_member;
}

/* Damage shows only some way behind where it is, and the header of the next member may have been taken for data by then: go
 * back as far as there is history, but not behind this member's header, and in all no further than forward, lest a file made
 * for it be read over and over. */
static void
go_back(struct gzip *gzip)
{
	struct xb_feed *feed = &gzip->feed;
	uint64_t back = feed->offset - gzip->member;

	back -= back > 0;
	if (back > feed->start)
		back = feed->start;
	if (gzip->gone_back + back > feed->offset)
		return;
	gzip->gone_back += back;
	feed->start -= (size_t)back;
	feed->len += (size_t)back;
	feed->offset -= back;
}

static xabar_status
inside_member(size_t *got, struct gzip *gzip, void *to, size_t room, xabar_error *err)
{
	struct xb_feed *feed = &gzip->feed;
	z_stream *z = &gzip->z;
	int rc;

	if (feed->len == 0 && !feed->ended) {
		xabar_status status = xb_feed_more(feed, err);

		if (status != XABAR_OK)
			return status;
	}
	z->next_in = feed->room + feed->start;
	z->avail_in = (uInt)feed->len;
	z->next_out = to;
	z->avail_out = (uInt)room;
	rc = inflate(z, Z_NO_FLUSH);
	*got = room - z->avail_out;
	gzip->made += *got;
	if (*got)
		gzip->last = ((const char *)to)[*got - 1];
	xb_feed_take(feed, feed->len - z->avail_in);
	if (rc == Z_MEM_ERROR)
		return xb_fail_nomem(err);
	if (rc == Z_STREAM_END) {
		gzip->step = between_members;
	} else if (rc != Z_OK && rc != Z_BUF_ERROR) {
		damaged(gzip, "gzip data is damaged", z->msg);
		go_back(gzip);
	} else if (*got == 0 && feed->len == 0 && feed->ended) {
		damaged(gzip, "gzip data ends early", NULL);
		go_back(gzip);
	}
	return XABAR_OK;
}

static void
begin_member(struct gzip *gzip)
{
	inflateReset(&gzip->z);
	gzip->member = gzip->feed.offset;
	gzip->step = inside_member;
}

/* Zeros after a member are padding to a tape's block, as gzip(1) has it. */
static xabar_status
between_members(size_t *got, struct gzip *gzip, void *to, size_t room, xabar_error *err)
{
	struct xb_feed *feed = &gzip->feed;

	(void)got, (void)to, (void)room;
	while (feed->len && feed->room[feed->start] == 0)
		xb_feed_take(feed, 1);
	if (feed->len < 2 && !feed->ended)
		return xb_feed_more(feed, err);
	if (feed->len == 0)
		gzip->step = NULL;
	else if (feed->len >= 2 && feed->room[feed->start] == 0x1f && feed->room[feed->start + 1] == 0x8b)
		begin_member(gzip);
	else
		damaged(gzip, "garbage after the gzip data", NULL);
	return XABAR_OK;
}

/* RFC 1952, 2.3.1: ID1, ID2, CM 8 (deflate), no reserved flags; XFL 0, 2 or 4, and an OS that has a number. By chance that is
 * once in 300 GB. */
static bool
is_header(const unsigned char *p)
{
	return p[0] == 0x1f && p[1] == 0x8b && p[2] == 8 && p[3] < 0x20 && (p[8] & ~6) == 0 && p[8] != 6 &&
	       (p[9] <= 13 || p[9] == 255);
}

/* Behind damage the next member begins on a line of its own, lest its first record be lost, too: a member begins with a record in
 * web archives and in logs. */
static xabar_status
find_member(size_t *got, struct gzip *gzip, void *to, size_t room, xabar_error *err)
{
	struct xb_feed *feed = &gzip->feed;

	(void)room;
	while (feed->len >= HEADER_LEN) {
		const unsigned char *begin = feed->room + feed->start;
		const unsigned char *id = memchr(begin, 0x1f, feed->len - HEADER_LEN + 1);

		xb_feed_take(feed, id ? (size_t)(id - begin) : feed->len - HEADER_LEN + 1);
		if (id && is_header(id)) {
			begin_member(gzip);
			*got = gzip->made && gzip->last != '\n';
			memcpy(to, "\n", *got);
			gzip->made += *got;
			return XABAR_OK;
		}
		if (id)
			xb_feed_take(feed, 1);
	}
	if (feed->ended)
		gzip->step = NULL;
	return feed->ended ? XABAR_OK : xb_feed_more(feed, err);
}

static xabar_status
gzip_read(size_t *got, struct xb_layer *layer, void *to, size_t room, xabar_error *err)
{
	struct gzip *gzip = (struct gzip *)layer;
	xabar_status status = XABAR_OK;

	*got = 0;
	while (status == XABAR_OK && *got == 0 && gzip->step)
		status = gzip->step(got, gzip, to, room, err);
	return status;
}

static void
gzip_free(struct xb_layer *layer)
{
	struct gzip *gzip = (struct gzip *)layer;

	inflateEnd(&gzip->z);
	xb_feed_release(&gzip->feed);
	free(gzip);
}

xabar_status
xb_layer_gzip(struct xb_layer **layer, struct xb_str head, struct xb_damages *damages, xabar_error *err)
{
	struct gzip *gzip = calloc(1, sizeof(*gzip));
	xabar_status status = gzip ? XABAR_OK : xb_fail_nomem(err);

	if (status == XABAR_OK && inflateInit2(&gzip->z, GZIP_WINDOW) != Z_OK)
		status = xb_fail_nomem(err);
	if (status == XABAR_OK)
		status = xb_feed_init(&gzip->feed, *layer, head, HISTORY, err);
	if (status != XABAR_OK) {
		if (gzip)
			gzip_free(&gzip->layer);
		return status;
	}
	gzip->layer = (struct xb_layer){ gzip_read, gzip_free };
	gzip->damages = damages;
	gzip->step = inside_member;
	*layer = &gzip->layer;
	return XABAR_OK;
}
