/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facet.h"

#include <stdlib.h>

#include "buf.h"
#include "text/unicode.h"

#define LIMIT 10

/* A value as it is written. */
struct xb_facet_spelling {
	uint32_t value;     /* whose it is */
	uint64_t documents; /* that write it so */
};

/* What is one value for a search. */
struct xb_facet_value {
	uint64_t documents; /* that have it */
	uint64_t last;      /* of them, by its number among those counted, from 1 on: it has it once */
};

/* ---- What is asked for ---- */

static xabar_status
refuse_field(struct xb_str name, xabar_error *err)
{
	struct xb_buf names;

	xb_buf_init(&names, 4096);
	for (size_t i = 0; i < XB_FIELD_COUNT; i++)
		if (xb_fields[i].facet)
			xb_buf_printf(&names, "%s%s", names.len ? " " : "", xb_fields[i].name);
	xb_fail(err, XABAR_EINVAL, "there is no facet '%.*s'", XB_STR_ARG(name));
	xb_hint(err, XABAR_EINVAL, "there are %s; :N behind one asks for N values", xb_buf_view(&names).ptr);
	xb_buf_release(&names);
	return XABAR_EINVAL;
}

static bool
read_limit(uint32_t *out, const char *digits)
{
	uint64_t n = 0;

	for (*out = 0; *digits >= '0' && *digits <= '9' && n <= UINT32_MAX; digits++)
		n = 10 * n + (uint64_t)(*digits - '0');
	if (*digits || !n || n > UINT32_MAX)
		return false;
	*out = (uint32_t)n;
	return true;
}

xabar_status
xb_facet_init(struct xb_facet *facet, const char *wanted, struct xb_analyzer *analyzer, struct xb_arena *arena, xabar_error *err)
{
	const struct xb_str name = xb_strn(wanted, strcspn(wanted, ":"));

	*facet = (struct xb_facet){ .field = xb_field_find(name), .limit = LIMIT, .analyzer = analyzer, .arena = arena };
	if (!facet->field || !facet->field->facet)
		return refuse_field(name, err);
	if (wanted[name.len] && !read_limit(&facet->limit, wanted + name.len + 1)) {
		xb_fail(err, XABAR_EINVAL, "a facet has 1 value or more, not '%s'", wanted);
		return xb_hint(err, XABAR_EINVAL, "%s:20 asks for the 20 that most dispatches have", facet->field->name);
	}
	xb_distinct_init(&facet->spellings, arena);
	xb_distinct_init(&facet->keys, arena);
	return XABAR_OK;
}

/* ---- Counting ---- */

/* The words that a search for it looks for, with spaces between; a value without any is itself. */
static void
add_key(struct xb_buf *key, const struct xb_facet *facet, struct xb_str value)
{
	struct xb_word word;

	if (facet->field->kind == XB_KIND_CODE) {
		char folded[XB_TERM_MAX];

		xb_buf_add(key, folded, xb_fold(folded, sizeof(folded), value, false));
		return;
	}
	xb_analyzer_start_words(facet->analyzer, value);
	while (xb_analyzer_next(facet->analyzer, &word))
		if (!(word.token.flags & XB_TOKEN_PART)) {
			xb_buf_add_str(key, xb_str(key->len ? " " : ""));
			xb_buf_add_str(key, word.token.term);
		}
	if (!key->len)
		xb_buf_add_str(key, value);
}

/* The number of the value that is spelt so. */
static uint32_t
find_value(struct xb_facet *facet, struct xb_str spelt)
{
	const size_t known = facet->keys.n;
	struct xb_facet_value *values;
	struct xb_buf key;
	uint32_t number;

	xb_buf_init(&key, SIZE_MAX);
	add_key(&key, facet, spelt);
	number = key.failed ? XB_NO_STRING : xb_distinct_number(&facet->keys, xb_buf_view(&key));
	xb_buf_release(&key);
	values = xb_arena_grow(facet->arena, facet->values, &facet->values_cap, facet->keys.n, sizeof(*values));
	if (!values)
		return XB_NO_STRING;
	facet->values = values;
	if (facet->keys.n > known)
		values[known] = (struct xb_facet_value){ 0 };
	return number;
}

/* A spelling that comes for the first time. */
static bool
add_spelling(struct xb_facet *facet, struct xb_str spelt, uint32_t number)
{
	struct xb_facet_spelling *spellings = xb_arena_grow(facet->arena, facet->spelt, &facet->spelt_cap, facet->spellings.n,
	                                                    sizeof(*spellings));

	if (!spellings)
		return false;
	facet->spelt = spellings;
	spellings[number] = (struct xb_facet_spelling){ .value = find_value(facet, spelt) };
	return spellings[number].value != XB_NO_STRING;
}

static xabar_status
count_value(struct xb_facet *facet, struct xb_str spelt, xabar_error *err)
{
	const size_t known = facet->spellings.n;
	const uint32_t number = xb_distinct_number(&facet->spellings, spelt);
	struct xb_facet_value *value;

	if (number == XB_NO_STRING || (number == known && !add_spelling(facet, spelt, number)))
		return xb_fail_nomem(err);
	value = &facet->values[facet->spelt[number].value];
	if (value->last == facet->documents)
		return XABAR_OK;
	value->last = facet->documents;
	value->documents++;
	facet->spelt[number].documents++;
	return XABAR_OK;
}

xabar_status
xb_facet_count(struct xb_facet *facet, struct xb_str value, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	struct xb_str one;

	facet->documents++;
	facet->without += !value.len;
	if (!facet->field->many)
		return value.len ? count_value(facet, value, err) : XABAR_OK;
	while (status == XABAR_OK && xb_take_counted(&value, &one))
		status = count_value(facet, one, err);
	return status == XABAR_OK && value.len
	               ? xb_fail(err, XABAR_ECORRUPT, "the %s of a dispatch are cut off", facet->field->name)
	               : status;
}

/* ---- What came of it ---- */

/* A value as it is to be shown. */
struct row {
	struct xb_str text; /* the spelling that most have */
	uint64_t documents, most;
};

/* Most first; of as many, in order of their bytes. */
static int
compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->documents != y->documents)
		return x->documents < y->documents ? 1 : -1;
	return xb_str_compare(x->text, y->text);
}

static struct row *
make_rows(const struct xb_facet *facet)
{
	struct row *rows = xb_arena_calloc(facet->arena, facet->keys.n, sizeof(*rows));

	for (size_t i = 0; rows && i < facet->keys.n; i++)
		rows[i].documents = facet->values[i].documents;
	for (size_t i = 0; rows && i < facet->spellings.n; i++) {
		const uint64_t documents = facet->spelt[i].documents;
		struct row *row = &rows[facet->spelt[i].value];
		const struct xb_str text = facet->spellings.array[i];

		if (documents > row->most || (documents && documents == row->most && xb_str_compare(text, row->text) < 0)) {
			row->text = text;
			row->most = documents;
		}
	}
	return rows;
}

xabar_status
xb_facet_finish(xabar_facet *out, const struct xb_facet *facet, struct xb_arena *arena, xabar_error *err)
{
	const size_t all = facet->keys.n, n = all < facet->limit ? all : facet->limit;
	xabar_facet_value *values = xb_arena_calloc(arena, n, sizeof(*values));
	struct row *rows = make_rows(facet);

	if (!values || !rows)
		return xb_fail_nomem(err);
	qsort(rows, all, sizeof(*rows), compare_rows);
	for (size_t i = 0; i < n; i++) {
		values[i].value = xb_arena_strndup(arena, rows[i].text.ptr, rows[i].text.len);
		values[i].count = rows[i].documents;
		if (!values[i].value)
			return xb_fail_nomem(err);
	}
	*out = (xabar_facet){ facet->field->name, values, n, all, facet->without };
	return XABAR_OK;
}
