/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target.h"

#include <ctype.h>
#include <stdio.h>

void
xb_target_text(struct xb_buf *out, const char *text)
{
	for (; *text; text++)
		if (isalnum((unsigned char)*text) || strchr("-._~", *text))
			xb_buf_add_char(out, *text);
		else
			xb_buf_printf(out, "%%%02X", (unsigned char)*text);
}

static const char *
choice_name(const struct xb_param *param, uint32_t choice)
{
	return param->choices ? param->choices[choice] : xb_media[choice].name;
}

static void
add_param(const struct xb_param *param, const void *at, const void *unsaid, xb_target_add *add, void *ctx)
{
	const struct xb_list *list = at;
	const uint32_t number = param->kind == XB_PARAM_NUMBER || param->kind == XB_PARAM_CHOICE ? *(const uint32_t *)at : 0;
	char digits[16];

	switch (param->kind) {
	case XB_PARAM_TEXT:
	case XB_PARAM_WORD:
		if (*(const char *const *)at && **(const char *const *)at)
			add(ctx, param->name, *(const char *const *)at);
		break;
	case XB_PARAM_LIST:
		for (size_t i = 0; i < list->n; i++)
			add(ctx, param->name, list->values[i]);
		break;
	case XB_PARAM_NUMBER:
		snprintf(digits, sizeof(digits), "%u", number);
		if (number != *(const uint32_t *)unsaid)
			add(ctx, param->name, digits);
		break;
	case XB_PARAM_CHOICE:
		if (number != *(const uint32_t *)unsaid)
			add(ctx, param->name, choice_name(param, number));
		break;
	case XB_PARAM_FLAG:
		if (*(const bool *)at)
			add(ctx, param->name, "true");
		break;
	}
}

void
xb_target_each(const struct xb_route *route, const struct xb_asked *asked, xb_target_add *add, void *ctx)
{
	const struct xb_asked unsaid = { .request = XABAR_REQUEST_INIT };

	for (size_t i = 0; i < xb_nparams; i++)
		if (route->params >> i & 1)
			add_param(&xb_params[i], (const char *)asked + xb_params[i].offset,
			          (const char *)&unsaid + xb_params[i].offset, add, ctx);
}

struct writing {
	struct xb_buf *out;
	const char *join; /* what stands between parameters */
	bool begun;
};

static void
add_pair(void *ctx, const char *name, const char *value)
{
	struct writing *writing = ctx;

	xb_buf_printf(writing->out, "%s%s=", writing->begun ? writing->join : "?", name);
	xb_target_text(writing->out, value);
	writing->begun = true;
}

static void
write_target(struct xb_buf *out, const struct xb_route *route, const struct xb_asked *asked, const char *join)
{
	const char *open = strchr(route->path, '{');
	struct writing writing = { out, join, false };

	xb_buf_add(out, route->path, open ? (size_t)(open - route->path) : strlen(route->path));
	if (open) {
		xb_target_text(out, asked->name);
		xb_buf_add_str(out, xb_str(strchr(open, '}') + 1));
	}
	xb_target_each(route, asked, add_pair, &writing);
}

void
xb_target_write(struct xb_buf *out, const struct xb_route *route, const struct xb_asked *asked)
{
	write_target(out, route, asked, "&amp;");
}

void
xb_target_write_bare(struct xb_buf *out, const struct xb_route *route, const struct xb_asked *asked)
{
	write_target(out, route, asked, "&");
}
