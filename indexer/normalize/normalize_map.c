/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "date_pattern.h"
#include "normalize.h"

/* Take "FIELD=NAME" off the front of the argument. A comma ends it, but not one in the pattern of a date: what follows
 * that has no '='. */
static struct xb_str
take_part(const char **arg)
{
	struct xb_str part = { *arg, strcspn(*arg, ",") };
	const char *next = part.ptr + part.len;

	while (*next && memmem(part.ptr, part.len, ":%", 2)) {
		size_t len = strcspn(next + 1, ",");

		if (memchr(next + 1, '=', len) || xb_str_trim((struct xb_str){ next + 1, len }).len == 0)
			break;
		next += 1 + len;
		part.len = (size_t)(next - part.ptr);
	}
	*arg = next + (*next == ',');
	return part;
}

/* A name may have colons ("dc:date"); a pattern begins with a %. */
static struct xb_str
split_pattern(struct xb_str *name)
{
	const char *colon = memmem(name->ptr, name->len, ":%", 2);
	struct xb_str pattern = { "", 0 };

	if (!colon)
		return pattern;
	pattern = xb_str_from(*name, (size_t)(colon - name->ptr) + 1);
	name->len = (size_t)(colon - name->ptr);
	return pattern;
}

static xabar_status
map_part(struct xb_normalize_options *options, struct xb_str part, xabar_error *err)
{
	const size_t room = sizeof(options->map) / sizeof(*options->map);
	const char *equals = memchr(part.ptr, '=', part.len);
	const struct xb_field_info *field =
		equals ? xb_field_find(xb_str_trim((struct xb_str){ part.ptr, (size_t)(equals - part.ptr) })) : NULL;
	struct xb_str name, pattern;
	xabar_status status = XABAR_OK;

	if (!equals)
		return xb_hint(err, xb_fail(err, XABAR_EINVAL, "no '=' in '%.*s'", XB_STR_ARG(part)),
		               "the form is FIELD=NAME,..., as in title=Headline,date=published.at");
	name = xb_str_trim(xb_str_from(part, (size_t)(equals - part.ptr) + 1));
	pattern = split_pattern(&name);
	if (!field)
		return xb_hint(err, xb_fail(err, XABAR_EINVAL, "no such field in '%.*s'", XB_STR_ARG(part)),
		               "fields: id title date source section byline place lang url tags body");
	if (name.len == 0)
		return xb_fail(err, XABAR_EINVAL, "no name in '%.*s'", XB_STR_ARG(part));
	if (pattern.len && field->field != XB_FIELD_DATE)
		return xb_fail(err, XABAR_EINVAL, "'%.*s' has the form of a date: only for date=", XB_STR_ARG(part));
	if (pattern.len)
		status = xb_date_pattern_check(pattern, err);
	if (status != XABAR_OK)
		return status;
	if (options->nmap == room)
		return xb_fail(err, XABAR_ELIMIT, "more than %zu names to map", room);
	options->map[options->nmap].field = field->field;
	options->map[options->nmap].pattern = pattern;
	options->map[options->nmap++].name = name;
	return XABAR_OK;
}

xabar_status
xb_normalize_map(struct xb_normalize_options *options, const char *arg, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	while (*arg && status == XABAR_OK) {
		struct xb_str part = take_part(&arg);

		if (xb_str_trim(part).len)
			status = map_part(options, part, err);
	}
	return status;
}
