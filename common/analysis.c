/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis.h"

#include "buf.h"

/* More than libxapian's limit of a key, and than any version. */
#define METADATA_MAX 256

xabar_status
xb_analysis_is_current(bool *out, struct xb_reader *reader, uint32_t segment, xabar_error *err)
{
	struct xb_buf key, value;
	xabar_status status;

	xb_buf_init(&key, METADATA_MAX);
	xb_buf_init(&value, METADATA_MAX);
	status = xb_reader_metadata_from(&key, &value, reader, segment, xb_str(XB_ANALYSIS_METADATA), xb_str(XB_ANALYSIS_METADATA), err);
	*out = status == XABAR_OK && xb_str_is(xb_buf_view(&value), XB_ANALYSIS_VERSION);
	xb_buf_release(&key);
	xb_buf_release(&value);
	return status;
}

xabar_status
xb_analysis_all_current(bool *out, struct xb_reader *reader, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*out = true;
	for (uint32_t i = 0; i < xb_reader_nsegments(reader) && *out && status == XABAR_OK; i++)
		status = xb_analysis_is_current(out, reader, i, err);
	return status;
}
