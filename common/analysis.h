/* SPDX-License-Identifier: GPL-2.0-or-later */
/* analysis.h - by which analysis a segment's terms were made. A query's stems and spellings are those of this program: of a
 * segment that an earlier one made, words are found as they are written, and inflected ones only where the stems agree. */
#ifndef XB_ANALYSIS_H
#define XB_ANALYSIS_H

#include "xapian_shim.h"

/* Metadata of a segment: the version of this analysis. Raised with every change of what is a stem, a name key or a bare form. */
#define XB_ANALYSIS_METADATA "analysis"
#define XB_ANALYSIS_VERSION "1"

/* Likewise, of which fields its documents have values. Raised with every slot that is new, so that what was made without it can be
 * told from what has none. */
#define XB_VALUES_METADATA "values"
#define XB_VALUES_VERSION "2"

/* Whether a segment of the reader is as this program would make it: of this analysis, and with these values. ECORRUPT, EIO,
 * ENOMEM. */
xabar_status xb_segment_is_current(bool *out, struct xb_reader *reader, uint32_t segment, xabar_error *err);

/* Whether all of the reader's segments are of this analysis, and whether all have these values. */
xabar_status xb_analysis_all_current(bool *out, struct xb_reader *reader, xabar_error *err);
xabar_status xb_values_all_current(bool *out, struct xb_reader *reader, xabar_error *err);

#endif
