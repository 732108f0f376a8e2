/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cursor.h - where a client that reads all there is, page by page, goes on: behind a date and an identity, which neither merges nor
 * newer generations change, as numbers of documents do. */
#ifndef XB_CURSOR_H
#define XB_CURSOR_H

#include "buf.h"
#include "xabar.h"

/* What a cursor says where nothing was read yet. */
#define XB_CURSOR_BEGIN "*"

/* Where a document stands in the order of pages: by date, the undated last, then by the term of its id. */
struct xb_place {
	int64_t date; /* UTC seconds; XB_UNDATED */
	struct xb_str term;
};
#define XB_UNDATED INT64_MIN

/* Behind the first `shown` of the documents in a place: of several indexes, more than one may have a dispatch. */
struct xb_cursor {
	struct xb_place place;
	uint32_t shown; /* 0: at the beginning of all */
};

/* EINVAL: the request, or that it is for what is `similar_to` (NULL: it is not), does not go with the cursor that it has. */
xabar_status xb_cursor_check(const xabar_request *request, const char *similar_to, xabar_error *err);

/* Read the request's .cursor; what it points to is in the arena. EINVAL: it is none, or belongs to another request. ENOMEM. */
xabar_status xb_cursor_read(struct xb_cursor *out, const xabar_request *request, struct xb_arena *arena, xabar_error *err);

/* A cursor as text, in the arena: letters, digits, - and _. ENOMEM. */
xabar_status xb_cursor_write(const char **out, const struct xb_cursor *cursor, const xabar_request *request, struct xb_arena *arena,
                             xabar_error *err);

#endif
