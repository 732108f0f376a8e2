/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole inputs in an encoding in which newlines and brackets are other bytes than in ASCII. */
#include "input_layer.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <strings.h>

#define BOM "\xef\xbb\xbf"
#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
#define REPLACEMENT_LEN (sizeof(REPLACEMENT) - 1)

struct transcode {
	struct xb_layer layer;
	struct xb_feed feed;
	iconv_t cd;
	size_t unit;     /* bytes of the smallest character */
	bool begun;      /* a byte-order mark cannot come any more */
	bool flushed;
	uint64_t *replaced;
};

/* Where converted bytes go. */
struct sink {
	char *to;
	size_t room;
};

/* Encodings of wide units, in which what is ill-formed is passed over by the unit. */
static size_t
unit_of(const char *charset)
{
	static const struct { const char *prefix; size_t unit; } wide[] = {
		{ "UTF-16", 2 }, { "UTF16", 2 }, { "UCS-2", 2 }, { "UCS2", 2 }, { "UNICODE", 2 },
		{ "UTF-32", 4 }, { "UTF32", 4 }, { "UCS-4", 4 }, { "UCS4", 4 },
	};

	for (size_t i = 0; i < sizeof(wide) / sizeof(*wide); i++)
		if (strncasecmp(charset, wide[i].prefix, strlen(wide[i].prefix)) == 0)
			return wide[i].unit;
	return 1;
}

/* The first `bad` bytes of the feed, or all when there are fewer, become one U+FFFD. */
static void
replace(struct sink *sink, struct transcode *t, size_t bad)
{
	if (bad > t->feed.len)
		bad = t->feed.len;
	xb_feed_take(&t->feed, bad);
	*t->replaced += bad;
	memcpy(sink->to, REPLACEMENT, REPLACEMENT_LEN);
	sink->to += REPLACEMENT_LEN;
	sink->room -= REPLACEMENT_LEN;
}

/* Convert what the feed holds, or give the last that the converter held back. */
static xabar_status
convert(struct sink *sink, struct transcode *t, xabar_error *err)
{
	struct xb_feed *feed = &t->feed;
	char *from = (char *)feed->room + feed->start, *made = sink->to;
	size_t left = feed->len, rc;
	int why;

	if (feed->len == 0 && feed->ended) {
		iconv(t->cd, NULL, NULL, &sink->to, &sink->room);
		t->flushed = true;
		return XABAR_OK;
	}
	rc = iconv(t->cd, &from, &left, &sink->to, &sink->room);
	why = errno;
	xb_feed_take(feed, feed->len - left);
	if (rc != (size_t)-1 || why == E2BIG || sink->to != made)
		return XABAR_OK;
	if (why == EINVAL && !feed->ended) /* a character whose rest has not come */
		return xb_feed_more(feed, err);
	replace(sink, t, why == EINVAL ? feed->len : t->unit);
	return XABAR_OK;
}

/* U+FEFF at the beginning says how to read, and is no text (Unicode 15, 23.8). */
static size_t
strip_bom(char *made, size_t len)
{
	if (len < strlen(BOM) || memcmp(made, BOM, strlen(BOM)) != 0)
		return len;
	memmove(made, made + strlen(BOM), len - strlen(BOM));
	return len - strlen(BOM);
}

static xabar_status
transcode_read(size_t *got, struct xb_layer *layer, void *to, size_t room, xabar_error *err)
{
	struct transcode *t = (struct transcode *)layer;
	struct sink sink = { to, room };
	xabar_status status = XABAR_OK;

	*got = 0;
	while (status == XABAR_OK && *got == 0 && !t->flushed) {
		sink = (struct sink){ to, room };
		if (t->feed.len == 0 && !t->feed.ended)
			status = xb_feed_more(&t->feed, err);
		if (status == XABAR_OK)
			status = convert(&sink, t, err);
		*got = room - sink.room;
		if (*got && !t->begun)
			*got = strip_bom(to, *got);
		t->begun |= sink.room < room;
	}
	return status;
}

static void
transcode_free(struct xb_layer *layer)
{
	struct transcode *t = (struct transcode *)layer;

	iconv_close(t->cd);
	xb_feed_release(&t->feed);
	free(t);
}

xabar_status
xb_layer_transcode(struct xb_layer **layer, struct xb_str head, const char *charset, uint64_t *replaced, xabar_error *err)
{
	/* A slash would reach iconv's "//TRANSLIT" and "//IGNORE", which change what a bad byte is. */
	iconv_t cd = strchr(charset, '/') ? (iconv_t)-1 : iconv_open("UTF-8", charset);
	struct transcode *t = cd == (iconv_t)-1 ? NULL : calloc(1, sizeof(*t));
	xabar_status status;

	if (cd == (iconv_t)-1)
		return xb_hint(err, xb_fail(err, XABAR_EINVAL, "no such charset '%s'", charset), "iconv -l lists the names");
	status = t ? xb_feed_init(&t->feed, *layer, head, 0, err) : xb_fail_nomem(err);
	if (status != XABAR_OK) {
		iconv_close(cd);
		free(t);
		return status;
	}
	t->layer = (struct xb_layer){ transcode_read, transcode_free };
	t->cd = cd;
	t->unit = unit_of(charset);
	t->replaced = replaced;
	*layer = &t->layer;
	return XABAR_OK;
}
