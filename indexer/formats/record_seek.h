/* SPDX-License-Identifier: GPL-2.0-or-later */
/* record_seek.h - where the next record of an input begins, where nothing but the bytes themselves tells. */
#ifndef XB_RECORD_SEEK_H
#define XB_RECORD_SEEK_H

#include "input/input.h"

/* How records of a format begin. */
struct xb_seek_kind {
	const char *mark; /* to look for them by: each begins `before` bytes after the start of such a mark */
	size_t before;
	size_t behind;    /* what starts() looks at: so many bytes before the place, */
	size_t look;      /* and so many from it on, fewer at the ends of the input */
	bool (*starts)(struct xb_str window, size_t at);
};

/* A window on the input, and whether it reaches to the input's end. */
struct xb_seek {
	struct xb_input *input;
	const struct xb_seek_kind *kind;
	struct xb_str window;
	bool ended;
};

#define XB_SEEK_NONE SIZE_MAX

/* Make `want` bytes visible, at most XB_INPUT_WINDOW_MAX. */
xabar_status xb_seek_look(struct xb_seek *seek, size_t want, xabar_error *err);

/* The first beginning in the window at or after `from`; the window grows until there is one. XB_SEEK_NONE when the input
 * ends, and when the window cannot grow any more. */
xabar_status xb_seek_find(size_t *at, struct xb_seek *seek, size_t from, xabar_error *err);

/* Consume all before the first beginning at or after `from`, or before the end of the input, however far that is. */
xabar_status xb_seek_drop(struct xb_seek *seek, size_t from, xabar_error *err);

#endif
