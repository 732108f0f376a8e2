/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "web.h"

#include <inttypes.h>
#include <stdio.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "handlers.h"

/* A file of searcher/web as xb_web_NAME. */
#define WEB_FILE(name, path) \
	__asm__(".pushsection .rodata\n" \
	        ".globl xb_web_" #name "_begin, xb_web_" #name "_end\n" \
	        ".hidden xb_web_" #name "_begin, xb_web_" #name "_end\n" \
	        "xb_web_" #name "_begin:\n" \
	        ".incbin \"" path "\"\n" \
	        "xb_web_" #name "_end:\n" \
	        ".byte 0\n" \
	        ".popsection\n"); \
	extern const char xb_web_##name##_begin[] __attribute__((visibility("hidden"))); \
	extern const char xb_web_##name##_end[] __attribute__((visibility("hidden"))); \
	const struct xb_file xb_web_##name = { xb_web_##name##_begin, xb_web_##name##_end }

WEB_FILE(css, "searcher/web/page.css");
WEB_FILE(js, "searcher/web/page.js");
WEB_FILE(icon, "searcher/web/icon.svg");

void
xb_etag_of_file(char out[64], const struct xb_file *file)
{
	snprintf(out, 64, "\"%016" PRIx64 "\"", (uint64_t)XXH3_64bits(file->begin, (size_t)(file->end - file->begin)));
}

XB_HANDLER(xb_answer_file)
{
	(void)service, (void)searcher;
	out->type = asked->route->type;
	xb_buf_add(&out->body, asked->route->file->begin, (size_t)(asked->route->file->end - asked->route->file->begin));
	return xb_buf_status(&out->body, err);
}
