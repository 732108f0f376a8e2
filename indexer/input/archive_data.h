/* SPDX-License-Identifier: GPL-2.0-or-later */
/* archive_data.h - bytes out of libarchive, of which none are lost when what is behind them is damaged. */
#ifndef XB_ARCHIVE_DATA_H
#define XB_ARCHIVE_DATA_H

#include <stdint.h>

#include "str.h"

struct archive;

/* Zero where a member begins. */
struct xb_archive_data {
	const char *block; /* what libarchive gave last, and was not taken yet */
	size_t len;
	uint64_t at;       /* offset of the next byte to be taken */
	uint64_t offset;   /* of the block; before it may be a hole, which holds zeros */
};

/* At most `room` bytes of the current member; 0 at its end, or what libarchive says is wrong, which is below 0. */
long xb_archive_data_read(struct xb_archive_data *data, struct archive *archive, void *to, size_t room);

/* What libarchive says, without the newline that some of it ends with. Borrowed. */
struct xb_str xb_archive_data_why(struct archive *archive);

#endif
