/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes as a packed file or an archive: every member of it, and of the archives in it, is read to its end. */
#include <stdlib.h>

#include "../../indexer/input/archive_members.h"
#include "text/unicode.h"

#define HEAD ((size_t)64 << 10)
#define DEPTH_MAX 2

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static xabar_status
take_bytes(size_t *got, void *ctx, void *to, size_t room, xabar_error *err)
{
	struct xb_str *rest = ctx;

	(void)err;
	*got = room < rest->len ? room : rest->len;
	memcpy(to, rest->ptr, *got);
	*rest = xb_str_from(*rest, *got);
	return XABAR_OK;
}

static void
read_to_end(struct xb_input *input)
{
	struct xb_str window;

	while (xb_input_window(&window, input, 1, NULL) == XABAR_OK && window.len)
		xb_input_consume(input, window.len);
}

static void
read_any(struct xb_input *input, unsigned depth)
{
	struct xb_archive *archive;
	struct xb_input *member;
	struct xb_str head, name;
	xabar_status status = XABAR_OK;

	if (xb_input_window(&head, input, HEAD, NULL) != XABAR_OK)
		return;
	if (depth == DEPTH_MAX || xb_archive_look(head) != XB_MAGIC_YES ||
	    xb_archive_open(&archive, input, head, NULL) != XABAR_OK) {
		read_to_end(input);
		return;
	}
	while (status == XABAR_OK || status == XABAR_ERECORD) {
		status = xb_archive_next(&member, &name, archive, NULL);
		if (status == XABAR_OK && !member)
			break;
		if (status == XABAR_OK && (xb_utf8_valid(name) != name.len || memchr(name.ptr, '\n', name.len)))
			abort();
		if (status == XABAR_OK)
			read_any(member, depth + 1);
	}
	xb_archive_free(archive);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct xb_str rest = xb_strn((const char *)data, size);
	struct xb_input_source source = { .read = take_bytes, .ctx = &rest };
	struct xb_input *input;

	if (xb_input_from(&input, &source, NULL) != XABAR_OK)
		return 0;
	read_any(input, 0);
	xb_input_free(input);
	return 0;
}
