/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis.h"

#include "buf.h"

/* More than libxapian's limit of a key, and than any version. */
#define METADATA_MAX 256

/* Whether a segment's metadata `name` is `version`. */
static xabar_status
is_current(bool *out, struct xb_reader *reader, uint32_t segment, const char *name, const char *version, xabar_error *err)
{
	struct xb_buf key, value;
	xabar_status status;

	xb_buf_init(&key, METADATA_MAX);
	xb_buf_init(&value, METADATA_MAX);
	status = xb_reader_metadata_from(&key, &value, reader, segment, xb_str(name), xb_str(name), err);
	*out = status == XABAR_OK && xb_str_is(xb_buf_view(&value), version);
	xb_buf_release(&key);
	xb_buf_release(&value);
	return status;
}

static xabar_status
all_current(bool *out, struct xb_reader *reader, const char *name, const char *version, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*out = true;
	for (uint32_t i = 0; i < xb_reader_nsegments(reader) && *out && status == XABAR_OK; i++)
		status = is_current(out, reader, i, name, version, err);
	return status;
}

xabar_status
xb_segment_is_current(bool *out, struct xb_reader *reader, uint32_t segment, xabar_error *err)
{
	xabar_status status = is_current(out, reader, segment, XB_ANALYSIS_METADATA, XB_ANALYSIS_VERSION, err);

	if (status == XABAR_OK && *out)
		status = is_current(out, reader, segment, XB_VALUES_METADATA, XB_VALUES_VERSION, err);
	return status;
}

xabar_status
xb_analysis_all_current(bool *out, struct xb_reader *reader, xabar_error *err)
{
	return all_current(out, reader, XB_ANALYSIS_METADATA, XB_ANALYSIS_VERSION, err);
}

xabar_status
xb_values_all_current(bool *out, struct xb_reader *reader, xabar_error *err)
{
	return all_current(out, reader, XB_VALUES_METADATA, XB_VALUES_VERSION, err);
}
