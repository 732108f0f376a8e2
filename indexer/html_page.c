/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_page.h"

xabar_status
xb_html_page(struct xb_record *record, struct xb_str html, struct xb_str url, struct xb_arena *arena, xabar_error *err)
{
	if (!xb_record_add_text(record, arena, "url", url) || !xb_record_add(record, arena, xb_str("body"), html))
		return xb_record_fail_full(arena, 0, err);
	return XABAR_OK;
}
