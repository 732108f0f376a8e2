/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive_data.h"

#include <archive.h>

static size_t
least(uint64_t a, size_t b)
{
	return a < b ? (size_t)a : b;
}

/* Not archive_read_data, which goes on until there is no more room, and gives nothing if that is not to be filled. */
long
xb_archive_data_read(struct xb_archive_data *data, struct archive *archive, void *to, size_t room)
{
	size_t n;

	while (data->len == 0 && data->at >= data->offset) {
		const void *block;
		la_int64_t offset;
		int rc = archive_read_data_block(archive, &block, &data->len, &offset);

		if (rc != ARCHIVE_OK) {
			data->len = 0;
			return rc == ARCHIVE_EOF ? 0 : rc;
		}
		data->block = block;
		data->offset = (uint64_t)offset;
	}
	if (data->at < data->offset) {
		n = least(data->offset - data->at, room);
		memset(to, 0, n);
	} else {
		n = least(data->len, room);
		memcpy(to, data->block, n);
		data->block += n;
		data->len -= n;
		data->offset += n;
	}
	data->at += n;
	return (long)n;
}

struct xb_str
xb_archive_data_why(struct archive *archive)
{
	const char *why = archive_error_string(archive);

	return xb_str_trim(xb_str(why ? why : "it cannot be read"));
}
