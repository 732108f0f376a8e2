/* SPDX-License-Identifier: GPL-2.0-or-later */
/* input_layer.h - what an input is made of: layers, each of which makes bytes out of those of the one below.
 *
 *	file or source → unpack (gzip, or a filter of libarchive) → meter → transcode → the window of input.c */
#ifndef XB_INPUT_LAYER_H
#define XB_INPUT_LAYER_H

#include "input.h"
#include "input_limits.h"
#include "magic.h"

struct xb_layer {
	/* Put at most `room` bytes, which is not 0, at `to`. *got is 0 at the end and on failure, and only then. ENOMEM, ESTOPPED;
	 * any other failure is damage that nothing follows. Damage that something follows is noted (xb_damages_add). */
	xabar_status (*read)(size_t *got, struct xb_layer *layer, void *to, size_t room, xabar_error *err);

	/* Frees the layer and all below it. */
	void (*free)(struct xb_layer *layer);
};

/* ---- Damage ---- */

struct xb_damage {
	uint64_t offset;
	char message[200];
};

/* The first XB_DAMAGES_MAX, in their order, and how many more there were. */
struct xb_damages {
	struct xb_damage *rows; /* none are allocated before the first */
	size_t n, taken;
	uint64_t more;
};

void xb_damages_add(struct xb_damages *damages, uint64_t offset, const char *message);
bool xb_damages_take(xabar_error *out, struct xb_damages *damages, bool ended);

/* ---- The bytes of a layer, held for the one above ---- */

struct xb_feed {
	struct xb_layer *below;
	unsigned char *room;
	size_t start, len, cap; /* the bytes are room[start .. start + len) */
	size_t history;         /* bytes before `start` that are kept where there are as many */
	uint64_t offset;        /* of room[start] in what the layer below gives */
	bool ended;             /* there will be no more */
};

/* `head` is what was read from `below` already; copied. The feed owns `below` once this has succeeded. ENOMEM. */
xabar_status xb_feed_init(struct xb_feed *feed, struct xb_layer *below, struct xb_str head, size_t history,
                          xabar_error *err);
void xb_feed_release(struct xb_feed *feed);

/* Read once more, behind what is there (less than half of the room), or find the end. */
xabar_status xb_feed_more(struct xb_feed *feed, xabar_error *err);

static inline void
xb_feed_take(struct xb_feed *feed, size_t len)
{
	feed->start += len;
	feed->len -= len;
	feed->offset += len;
}

/* ---- The layers ---- */

/* What of a file was read, and what came out of it at each level of unpacking: shared by an input and all that is in it. */
#define XB_METER_LEVELS (XB_UNPACK_LAYERS + XB_ARCHIVE_DEPTH * (1 + XB_UNPACK_LAYERS))
struct xb_meter {
	uint64_t packed;
	uint64_t unpacked[XB_METER_LEVELS];
	bool bomb; /* nothing more of it is read, at any level */
};

/* A regular file, or standard input for "-"; counts what it reads in meter->packed. ENOTFOUND, EIO. */
xabar_status xb_layer_file(struct xb_layer **out, const char *path, struct xb_meter *meter, xabar_error *err);

/* Whether a file can seek; and go to a byte of it, or to its end where that is before; *at tells which. */
bool xb_layer_file_seekable(const struct xb_layer *file);
xabar_status xb_layer_file_seek(uint64_t *at, struct xb_layer *file, uint64_t offset, xabar_error *err);

/* What something else gives; counted in meter->packed if `meter` is given. */
xabar_status xb_layer_source(struct xb_layer **out, const struct xb_input_source *source, struct xb_meter *meter,
                             xabar_error *err);

/* Each of the following is put upon *layer and becomes *layer; on failure *layer stays. `head` is what was read of it already. */

/* Stop where the bytes are too many for their packed size. */
xabar_status xb_layer_meter(struct xb_layer **layer, struct xb_meter *meter, unsigned level, xabar_error *err);

xabar_status xb_layer_gzip(struct xb_layer **layer, struct xb_str head, struct xb_damages *damages, xabar_error *err);

/* Unpack by one of libarchive's filters. */
struct archive;
xabar_status xb_layer_filter(struct xb_layer **layer, struct xb_str head, const char *name,
                             int (*enable)(struct archive *archive), xabar_error *err);

/* *replaced counts the bytes that were not of the charset. EINVAL when iconv does not know it. */
xabar_status xb_layer_transcode(struct xb_layer **layer, struct xb_str head, const char *charset, uint64_t *replaced,
                                xabar_error *err);

/* Whether what begins so is packed; and the layer that unpacks what is. */
enum xb_magic xb_packed(struct xb_str head);
xabar_status xb_layer_unpack(struct xb_layer **layer, struct xb_str head, struct xb_damages *damages, xabar_error *err);

#endif
