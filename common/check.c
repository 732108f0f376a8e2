/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include <inttypes.h>
#include <stdio.h>

#include "file.h"
#include "lexicon.h"

static xabar_status
check_lexicon(const struct xb_segment_ref *ref, xabar_error *err)
{
	struct xb_reader *reader;
	xabar_status status = xb_reader_open(&reader, ref, 1, err);

	if (status == XABAR_OK)
		status = xb_lexicon_check(reader, 0, err);
	xb_reader_free(reader);
	return status;
}

size_t
xb_generation_check(const struct xb_generation *generation, void (*report)(void *ctx, const char *line), void *ctx)
{
	size_t problems = 0;

	for (size_t i = 0; i < generation->manifest.nsegments; i++) {
		const struct xb_segment_info *info = &generation->manifest.segments[i];
		xabar_error err = { 0 };
		char line[sizeof(err.message) + 64];
		uint64_t bytes;
		uint32_t crc;
		xabar_status status = xb_folder_sum(&bytes, &crc, generation->refs[i].path, &err);

		if (status == XABAR_OK && (bytes != info->bytes || crc != info->crc))
			status = xb_fail(&err, XABAR_ECORRUPT, "its files are not what was written (%" PRIu64
			                 " bytes, CRC-32 %08" PRIx32 "; were %" PRIu64 ", %08" PRIx32 ")", bytes, crc,
			                 info->bytes, info->crc);
		if (status == XABAR_OK)
			status = xb_database_check(generation->refs[i].path, &err);
		if (status == XABAR_OK)
			status = check_lexicon(&generation->refs[i], &err);
		if (status == XABAR_OK)
			continue;
		problems++;
		snprintf(line, sizeof(line), "segment seg-%06" PRIu32 ": %s", info->number, err.message);
		report(ctx, line);
	}
	return problems;
}
