/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The compressions that libarchive reads. */
#include "input_layer.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "archive_data.h"

struct filter {
	struct xb_layer layer;
	struct xb_feed feed;
	const char *name;
	struct archive *archive;
	struct xb_archive_data data;
	bool begun;
	size_t lent;          /* bytes of the feed that libarchive looks at */
	xabar_status failed;  /* what the layer below said */
	xabar_error why;
};

static la_ssize_t
give(struct archive *archive, void *ctx, const void **bytes)
{
	struct filter *filter = ctx;
	struct xb_feed *feed = &filter->feed;

	xb_feed_take(feed, filter->lent);
	filter->lent = 0;
	if (feed->len == 0 && !feed->ended)
		filter->failed = xb_feed_more(feed, &filter->why);
	if (filter->failed != XABAR_OK) {
		archive_set_error(archive, EIO, "%s", filter->why.message);
		return -1;
	}
	*bytes = feed->room + feed->start;
	filter->lent = feed->len;
	return (la_ssize_t)feed->len;
}

static int
begin(struct filter *filter)
{
	struct archive_entry *entry;
	int rc = archive_read_open(filter->archive, filter, NULL, give, NULL);

	filter->begun = true;
	return rc == ARCHIVE_OK ? archive_read_next_header(filter->archive, &entry) : rc;
}

static xabar_status
filter_read(size_t *got, struct xb_layer *layer, void *to, size_t room, xabar_error *err)
{
	struct filter *filter = (struct filter *)layer;
	long n = filter->begun ? ARCHIVE_OK : begin(filter);

	*got = 0;
	if (n == ARCHIVE_EOF) /* nothing was packed */
		return XABAR_OK;
	if (n == ARCHIVE_OK || n == ARCHIVE_WARN)
		n = xb_archive_data_read(&filter->data, filter->archive, to, room);
	if (n >= 0) {
		*got = (size_t)n;
		return XABAR_OK;
	}
	if (filter->failed != XABAR_OK)
		return xb_fail(err, filter->failed, "%s", filter->why.message);
	/* Also when libarchive has no memory: the bytes say how much they want. */
	return xb_fail(err, XABAR_EIO, "%s data is damaged or ends early before packed byte %" PRIu64 ": %.*s", filter->name,
	               filter->feed.offset + filter->lent, XB_STR_ARG(xb_archive_data_why(filter->archive)));
}

static void
filter_free(struct xb_layer *layer)
{
	struct filter *filter = (struct filter *)layer;

	archive_read_free(filter->archive);
	xb_feed_release(&filter->feed);
	free(filter);
}

xabar_status
xb_layer_filter(struct xb_layer **layer, struct xb_str head, const char *name, int (*enable)(struct archive *archive),
                xabar_error *err)
{
	struct filter *filter = calloc(1, sizeof(*filter));
	xabar_status status;

	if (!filter)
		return xb_fail_nomem(err);
	filter->layer = (struct xb_layer){ filter_read, filter_free };
	filter->name = name;
	filter->archive = archive_read_new();
	/* A filter that this libarchive would start a program for gives a warning; so it is none that is read. */
	if (!filter->archive || enable(filter->archive) != ARCHIVE_OK ||
	    archive_read_support_format_raw(filter->archive) != ARCHIVE_OK ||
	    archive_read_support_format_empty(filter->archive) != ARCHIVE_OK)
		status = xb_fail(err, XABAR_EIO, "%s data cannot be unpacked here", name);
	else
		status = xb_feed_init(&filter->feed, *layer, head, 0, err);
	if (status != XABAR_OK) {
		filter_free(&filter->layer);
		return status;
	}
	*layer = &filter->layer;
	return XABAR_OK;
}
