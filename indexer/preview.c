/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "preview.h"

#include <inttypes.h>

#include "json.h"

static void
add_date(struct xb_buf *out, const struct xb_date *date)
{
	char text[XB_DATE_TEXT_MAX];

	if (date->precision != XB_DATE_NONE)
		xb_json_member(out, "date", xb_strn(text, xb_date_format(text, date)));
}

static void
add_tags(struct xb_buf *out, const struct xb_dispatch *dispatch)
{
	if (!dispatch->ntags)
		return;
	xb_json_key(out, "tags");
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < dispatch->ntags; i++) {
		xb_json_comma(out);
		xb_json_string(out, dispatch->tags[i]);
	}
	xb_buf_add_char(out, ']');
}

/* An array of pairs, since a name may come more than once. */
static void
add_extras(struct xb_buf *out, const struct xb_dispatch *dispatch)
{
	if (!dispatch->nextras)
		return;
	xb_json_key(out, "extras");
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < dispatch->nextras; i++) {
		xb_json_comma(out);
		xb_buf_add_char(out, '[');
		xb_json_string(out, dispatch->extras[i].name);
		xb_buf_add_char(out, ',');
		xb_json_string(out, dispatch->extras[i].value);
		xb_buf_add_char(out, ']');
	}
	xb_buf_add_char(out, ']');
}

static void
add_lang_found(struct xb_buf *out, const struct xb_dispatch *dispatch)
{
	xb_json_member(out, "lang_declared", dispatch->lang_declared);
	if (!dispatch->lang_margin)
		return;
	xb_json_key(out, "lang_margin");
	xb_buf_printf(out, "%u", dispatch->lang_margin);
}

void
xb_preview(struct xb_buf *out, const struct xb_dispatch *dispatch, const struct xb_record *record, const char *input,
           const char *format)
{
	xb_buf_add_char(out, '{');
	for (size_t i = 0; i < XB_FIELD_COUNT; i++) {
		if (i == XB_FIELD_DATE)
			add_date(out, &dispatch->date);
		else if (i == XB_FIELD_TAGS)
			add_tags(out, dispatch);
		else
			xb_json_member(out, xb_fields[i].name, dispatch->text[i]);
	}
	add_extras(out, dispatch);
	add_lang_found(out, dispatch);
	xb_json_member(out, "input", xb_str(input));
	xb_json_key(out, "offset");
	xb_buf_printf(out, "%" PRIu64, record->offset);
	xb_json_member(out, "format", xb_str(format));
	xb_json_member(out, "charset", xb_str(record->charset.charset));
	xb_json_member(out, "charset_how", xb_str(xb_charset_how_name(record->charset.how)));
	xb_json_key(out, "replaced");
	xb_buf_printf(out, "%" PRIu64 "}\n", record->charset.replaced);
}
