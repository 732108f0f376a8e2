/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "status_word.h"

/* IPTC's pubstatus and NewsML 1.2's Status vocabularies, schema.org, WordPress' post_status, and what wires write. */
static const struct row {
	const char *value, *word;
} rows[] = {
	{ "usable", "usable" },       { "publish", "usable" },     { "published", "usable" },   { "active", "usable" },
	{ "withheld", "withheld" },   { "draft", "withheld" },     { "pending", "withheld" },   { "private", "withheld" },
	{ "embargoed", "withheld" },  { "future", "withheld" },    { "canceled", "canceled" },  { "cancelled", "canceled" },
	{ "kill", "canceled" },       { "killed", "canceled" },    { "deleted", "canceled" },   { "retracted", "canceled" },
	{ "withdrawn", "canceled" },  { "corrected", "corrected" }, { "correction", "corrected" }, { "advisory", "advisory" },
	{ "trash", "canceled" },
};

const char *
xb_status_word(struct xb_str value)
{
	/* Codes carry their scheme: "stat:usable", "http://cv.iptc.org/newscodes/pubstatusg2/usable". */
	for (size_t i = value.len; i > 0; i--) {
		if (value.ptr[i - 1] != ':' && value.ptr[i - 1] != '/')
			continue;
		value = xb_str_from(value, i);
		break;
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (xb_str_is_nocase(value, rows[i].value))
			return rows[i].word;
	return NULL;
}
