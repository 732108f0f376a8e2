/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "normalize.h"

xabar_status
xb_normalize_map(struct xb_normalize_options *options, const char *arg, xabar_error *err)
{
	const size_t room = sizeof(options->map) / sizeof(*options->map);

	while (*arg) {
		size_t len = strcspn(arg, ",");
		struct xb_str part = { arg, len }, name;
		const char *equals = memchr(arg, '=', len);
		const struct xb_field_info *field =
			equals ? xb_field_find(xb_str_trim((struct xb_str){ arg, (size_t)(equals - arg) })) : NULL;

		arg += len + (arg[len] == ',');
		if (xb_str_trim(part).len == 0)
			continue;
		if (!equals)
			return xb_hint(err, xb_fail(err, XABAR_EINVAL, "no '=' in '%.*s'", XB_STR_ARG(part)),
			               "the form is FIELD=NAME,..., as in title=Headline,date=published.at");
		name = xb_str_trim(xb_str_from(part, (size_t)(equals - part.ptr) + 1));
		if (!field)
			return xb_hint(err, xb_fail(err, XABAR_EINVAL, "no such field in '%.*s'", XB_STR_ARG(part)),
			               "fields: id title date source section byline place lang url tags body");
		if (name.len == 0)
			return xb_fail(err, XABAR_EINVAL, "no name in '%.*s'", XB_STR_ARG(part));
		if (options->nmap == room)
			return xb_fail(err, XABAR_ELIMIT, "more than %zu names to map", room);
		options->map[options->nmap].field = field->field;
		options->map[options->nmap++].name = name;
	}
	return XABAR_OK;
}
