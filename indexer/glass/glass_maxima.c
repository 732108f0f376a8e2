/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_maxima.h"

#include <stdlib.h>

#include "deflate.h"
#include "file.h"

/* More than the directory and one term's blocks can be. */
#define DIRECTORY_MAX ((size_t)4 << 30)
#define BLOCKS_MAX ((size_t)2 << 30)

static void
add_number(struct xb_glass_maxima *maxima, uint32_t number)
{
	xb_glass_output_add(&maxima->output, &number, sizeof(number));
}

xabar_status
xb_glass_maxima_open(struct xb_glass_maxima *maxima, const char *path, xabar_error *err)
{
	char *file = xb_path("%s/%s", path, XB_MAXIMA_FILE);
	xabar_status status;

	*maxima = (struct xb_glass_maxima){ .output.fd = -1 };
	xb_buf_init(&maxima->directory, DIRECTORY_MAX);
	xb_buf_init(&maxima->blocks, BLOCKS_MAX);
	status = file ? xb_glass_output_open(&maxima->output, file, err) : xb_fail_nomem(err);
	free(file);
	if (status == XABAR_OK)
		add_number(maxima, XB_MAXIMA_MAGIC);
	return status;
}

void
xb_glass_maxima_begin(struct xb_glass_maxima *maxima, struct xb_str term)
{
	maxima->term = term;
	xb_buf_clear(&maxima->blocks);
	maxima->npostings = 0;
	maxima->open.wdf = 0;
}

void
xb_glass_maxima_block(struct xb_glass_maxima *maxima)
{
	xb_buf_add(&maxima->blocks, &maxima->open, sizeof(maxima->open));
	maxima->npostings = 0;
	maxima->open.wdf = 0;
}

void
xb_glass_maxima_end(struct xb_glass_maxima *maxima)
{
	static const char padding[4];
	const struct xb_str term = maxima->term;
	const uint64_t fours = (maxima->output.len - sizeof(uint32_t)) / 4;
	const uint32_t at = (uint32_t)fours;
	uint32_t crc;

	/* Terms behind 16 GiB, which the directory cannot point to, have none: that is allowed. */
	if (!maxima->blocks.len || fours > UINT32_MAX)
		return;
	xb_glass_maxima_block(maxima);
	crc = xb_crc32(0, term);
	crc = xb_crc32(crc, xb_strn(padding, -term.len & 3));
	crc = xb_crc32(crc, xb_buf_view(&maxima->blocks));
	xb_buf_add(&maxima->directory, &at, sizeof(at));
	add_number(maxima, (uint32_t)term.len);
	add_number(maxima, (uint32_t)(maxima->blocks.len / sizeof(maxima->open)));
	add_number(maxima, crc);
	xb_glass_output_add(&maxima->output, term.ptr, term.len);
	xb_glass_output_add(&maxima->output, padding, -term.len & 3);
	xb_glass_output_add(&maxima->output, maxima->blocks.ptr, maxima->blocks.len);
}

xabar_status
xb_glass_maxima_finish(struct xb_glass_maxima *maxima, xabar_error *err)
{
	xabar_status status = xb_buf_status(&maxima->directory, err);

	if (status == XABAR_OK)
		status = xb_buf_status(&maxima->blocks, err);
	if (status != XABAR_OK)
		return status;
	if (maxima->directory.len) /* a buffer that nothing was added to has no bytes to copy */
		xb_glass_output_add(&maxima->output, maxima->directory.ptr, maxima->directory.len);
	add_number(maxima, (uint32_t)(maxima->directory.len / sizeof(uint32_t)));
	add_number(maxima, XB_MAXIMA_MAGIC);
	return xb_glass_output_finish(&maxima->output, err);
}

void
xb_glass_maxima_release(struct xb_glass_maxima *maxima)
{
	xb_glass_output_release(&maxima->output);
	xb_buf_release(&maxima->directory);
	xb_buf_release(&maxima->blocks);
}
