/* SPDX-License-Identifier: GPL-2.0-or-later */
/* metadata.h - the lexicon of a test goes into a database of libxapian's. */
#ifndef XB_TEST_METADATA_H
#define XB_TEST_METADATA_H

#include "xapian_shim.h"

/* A xb_metadata_put whose ctx is a struct xb_database. */
static inline xabar_status
put_metadata(void *ctx, struct xb_str key, struct xb_str value, xabar_error *err)
{
	return xb_database_set_metadata(ctx, key, value, err);
}

#endif
