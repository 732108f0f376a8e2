/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "survey.h"

#include <inttypes.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define ARENA_MAX ((size_t)8 << 30)
#define DAY_SECS 86400

/* ---- Names ---- */

static bool
grow_slots(struct xb_names *names, struct xb_arena *arena)
{
	size_t nslots = names->nslots ? 2 * names->nslots : 256;
	uint32_t *slots = xb_arena_calloc(arena, nslots, sizeof(*slots));

	if (!slots)
		return false;
	for (size_t i = 0; i < names->n; i++) {
		size_t at = XXH3_64bits(names->names[i].ptr, names->names[i].len) & (nslots - 1);

		while (slots[at])
			at = (at + 1) & (nslots - 1);
		slots[at] = (uint32_t)i + 1;
	}
	names->slots = slots;
	names->nslots = nslots;
	return true;
}

static bool
number_of(uint32_t *out, struct xb_names *names, struct xb_str name, struct xb_arena *arena)
{
	size_t at;

	if (2 * (names->n + 1) > names->nslots && !grow_slots(names, arena))
		return false;
	at = XXH3_64bits(name.ptr, name.len) & (names->nslots - 1);
	for (; names->slots[at]; at = (at + 1) & (names->nslots - 1))
		if (xb_str_equal(names->names[names->slots[at] - 1], name)) {
			*out = names->slots[at] - 1;
			return true;
		}
	names->names = xb_arena_grow(arena, names->names, &names->cap, names->n + 1, sizeof(*names->names));
	if (!names->names)
		return false;
	names->names[names->n] = xb_arena_str(arena, name);
	if (!names->names[names->n].ptr)
		return false;
	*out = (uint32_t)names->n++;
	names->slots[at] = *out + 1;
	return true;
}

/* ---- Values ---- */

/* What a column of values is being read into. */
struct column {
	struct xb_survey *survey;
	struct xb_survey_doc *docs; /* of the segment, by number */
	uint64_t n;
};

static xabar_status
check_local(const struct column *c, uint32_t local, xabar_error *err)
{
	return local && local <= c->n ? XABAR_OK : xb_fail(err, XABAR_ECORRUPT, "a value of document %u of %" PRIu64, local, c->n);
}

static xabar_status
take_day(void *ctx, uint32_t local, struct xb_str value, xabar_error *err)
{
	const struct column *c = ctx;
	xabar_status status = check_local(c, local, err);
	int64_t wall;

	if (status != XABAR_OK || value.len != 8)
		return status;
	wall = xb_sortable_decode(value.ptr);
	c->docs[local - 1].day = (int32_t)(wall / DAY_SECS - (wall % DAY_SECS < 0));
	return XABAR_OK;
}

static xabar_status
take_content(void *ctx, uint32_t local, struct xb_str value, xabar_error *err)
{
	const struct column *c = ctx;
	xabar_status status = check_local(c, local, err);

	if (status == XABAR_OK && value.len == 16)
		memcpy(c->docs[local - 1].content, value.ptr, 16);
	return status;
}

static xabar_status
take_source(void *ctx, uint32_t local, struct xb_str value, xabar_error *err)
{
	const struct column *c = ctx;
	xabar_status status = check_local(c, local, err);

	if (status == XABAR_OK && !number_of(&c->docs[local - 1].source, &c->survey->sources, value, &c->survey->arena))
		status = xb_fail_nomem(err);
	return status;
}

static xabar_status
take_lang(void *ctx, uint32_t local, struct xb_str value, xabar_error *err)
{
	const struct column *c = ctx;
	xabar_status status = check_local(c, local, err);

	if (status == XABAR_OK && !number_of(&c->docs[local - 1].lang, &c->survey->langs, value, &c->survey->arena))
		status = xb_fail_nomem(err);
	return status;
}

static xabar_status
read_segment(struct xb_survey *survey, const struct xb_generation *generation, uint32_t segment, xabar_error *err)
{
	static const struct {
		uint32_t slot;
		xabar_status (*take)(void *ctx, uint32_t local, struct xb_str value, xabar_error *err);
	} columns[] = {
		{ XB_SLOT_WALL, take_day }, { XB_SLOT_CONTENT, take_content }, { XB_SLOT_SOURCE, take_source }, { XB_SLOT_LANG, take_lang },
	};
	const uint32_t nsegments = (uint32_t)generation->manifest.nsegments;
	struct column c = { survey, survey->docs + survey->ndocs, generation->manifest.segments[segment].documents };
	xabar_status status = XABAR_OK;
	size_t kept = 0;

	for (uint64_t i = 0; i < c.n; i++)
		c.docs[i] = (struct xb_survey_doc){ .docid = xb_reader_docid(nsegments, segment, (uint32_t)i + 1), .day = XB_UNDATED };
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns) && status == XABAR_OK; i++)
		status = xb_reader_each_value(survey->reader, segment, columns[i].slot, columns[i].take, &c, err);
	for (uint64_t i = 0; i < c.n; i++)
		if (!xb_docset_has(&generation->dead[segment], (uint32_t)i + 1))
			c.docs[kept++] = c.docs[i];
	survey->ndocs += kept;
	return status;
}

static int
compare_docs(const void *a, const void *b)
{
	const struct xb_survey_doc *x = a, *y = b;

	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->docid > y->docid) - (x->docid < y->docid);
}

xabar_status
xb_survey_init(struct xb_survey *survey, const struct xb_generation *generation, xabar_error *err)
{
	const struct xb_manifest *manifest = &generation->manifest;
	uint64_t documents = 0;
	uint32_t none;
	xabar_status status = XABAR_OK;

	*survey = (struct xb_survey){ 0 };
	xb_arena_init(&survey->arena, ARENA_MAX);
	for (size_t i = 0; i < manifest->nsegments; i++)
		documents += manifest->segments[i].documents;
	survey->docs = xb_arena_calloc(&survey->arena, documents, sizeof(*survey->docs));
	if (!survey->docs || !number_of(&none, &survey->sources, xb_str(""), &survey->arena) ||
	    !number_of(&none, &survey->langs, xb_str(""), &survey->arena))
		return xb_fail_nomem(err);
	if (manifest->nsegments)
		status = xb_reader_open(&survey->reader, generation->refs, manifest->nsegments, err);
	for (uint32_t i = 0; i < manifest->nsegments && status == XABAR_OK; i++)
		status = read_segment(survey, generation, i, err);
	if (status == XABAR_OK && survey->ndocs)
		qsort(survey->docs, survey->ndocs, sizeof(*survey->docs), compare_docs);
	return status;
}

void
xb_survey_release(struct xb_survey *survey)
{
	xb_reader_free(survey->reader);
	xb_arena_release(&survey->arena);
}

bool
xb_survey_next_source(const struct xb_survey *survey, const struct xb_survey_doc **docs, size_t *n, size_t *from)
{
	if (*from == survey->ndocs)
		return false;
	*docs = survey->docs + *from;
	for (*n = 0; *from < survey->ndocs && survey->docs[*from].source == (*docs)->source; ++*n)
		++*from;
	return true;
}

char *
xb_survey_day(char *out, int32_t day, bool month)
{
	const struct xb_date date = { .utc = (int64_t)day * DAY_SECS, .precision = month ? XB_DATE_MONTH : XB_DATE_DAY };

	xb_date_format(out, &date);
	return out;
}
