/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json_names.h"

#include <strings.h>

struct xb_str
xb_json_value(const struct xb_record *record, const char *name)
{
	for (size_t i = 0; i < record->npairs; i++)
		if (xb_str_is(record->pairs[i].name, name))
			return record->pairs[i].value;
	return (struct xb_str){ "", 0 };
}

const struct xb_json_rename *
xb_json_rename_find(const struct xb_json_rename *table, size_t n, struct xb_str name)
{
	for (size_t i = 0; i < n; i++) {
		size_t len;
		bool prefix;

		if (name.len == 0 || (*name.ptr | 0x20) != (*table[i].from | 0x20))
			continue;
		len = strlen(table[i].from);
		prefix = table[i].from[len - 1] == '.' || table[i].from[len - 1] == '_';
		if ((prefix ? name.len > len : name.len == len) && strncasecmp(name.ptr, table[i].from, len) == 0)
			return &table[i];
	}
	return NULL;
}

void
xb_json_rename(struct xb_record *record, const struct xb_json_rename *table, size_t n)
{
	for (size_t i = 0; i < record->npairs; i++) {
		const struct xb_json_rename *row = xb_json_rename_find(table, n, record->pairs[i].name);

		if (row && row->to)
			xb_pair_rename(&record->pairs[i], row->to, row->text);
		else if (row)
			xb_pair_drop(&record->pairs[i]);
	}
}

void
xb_pair_rename(struct xb_pair *pair, const char *name, bool text)
{
	pair->name = xb_str(name);
	pair->text = text;
}

void
xb_pair_drop(struct xb_pair *pair)
{
	pair->name = (struct xb_str){ NULL, 0 };
}

void
xb_record_sweep(struct xb_record *record)
{
	size_t n = 0;

	for (size_t i = 0; i < record->npairs; i++)
		if (record->pairs[i].name.ptr)
			record->pairs[n++] = record->pairs[i];
	record->npairs = n;
}
