/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sharding.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

#include "analysis.h"
#include "date.h"
#include "fetch.h"
#include "schema.h"
#include "store.h"

/* Behind all spans. */
#define UNDATED (INT64_C(1) << 40)

#define DAY 86400

const struct xb_shard_by *
xb_shard_by_find(const char *name)
{
	static const struct xb_shard_by rows[] = { { "turn", 0 }, { "decade", 120 }, { "year", 12 }, { "quarter", 3 }, { "month", 1 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

/* Spans of so many months, counted from the year 0 on: where they begin does not depend on what there is. */
static int64_t
span_of(int64_t wall, unsigned months)
{
	int year, month, day;

	xb_civil_from_days(&year, &month, &day, wall / DAY - (wall % DAY < 0));
	return (year * 12 + month - 1) / (int64_t)months;
}

static void
name_shard(struct xb_shard *shard, int64_t key, unsigned months)
{
	const int64_t year = months ? key * months / 12 : 0, month = months ? key * months % 12 : 0;
	char *name = shard->name;

	shard->key = key;
	if (!months)
		snprintf(name, XB_SHARD_NAME_MAX, "shard-%03" PRId64, key + 1);
	else if (key == UNDATED)
		snprintf(name, XB_SHARD_NAME_MAX, "shard-undated");
	else if (months >= 12)
		snprintf(name, XB_SHARD_NAME_MAX, "shard-%04" PRId64 "%s", year, months > 12 ? "s" : "");
	else if (months == 3)
		snprintf(name, XB_SHARD_NAME_MAX, "shard-%04" PRId64 "-q%" PRId64, year, month / 3 + 1);
	else
		snprintf(name, XB_SHARD_NAME_MAX, "shard-%04" PRId64 "-%02" PRId64, year, month + 1);
}

/* One more, which the caller names. */
static xabar_status
add_shard(struct xb_shard **out, struct xb_sharding *sharding, xabar_error *err)
{
	if (sharding->n == XB_SHARDS_MAX) {
		xb_fail(err, XABAR_ELIMIT, "there would be more than %d shards", XB_SHARDS_MAX);
		return xb_hint(err, XABAR_ELIMIT, "take longer spans: --shard-by decade, year, quarter or month");
	}
	if (sharding->n == sharding->cap) {
		const size_t cap = sharding->cap ? 2 * sharding->cap : 16;
		struct xb_shard *grown = realloc(sharding->shards, cap * sizeof(*grown));

		if (!grown)
			return xb_fail_nomem(err);
		sharding->shards = grown;
		sharding->cap = cap;
	}
	*out = &sharding->shards[sharding->n++];
	**out = (struct xb_shard){ .key = UNDATED };
	return XABAR_OK;
}

xabar_status
xb_sharding_keep(struct xb_sharding *sharding, const char *name, xabar_error *err)
{
	struct xb_shard *shard;
	xabar_status status;

	for (size_t i = 0; i < sharding->n; i++)
		if (strcmp(sharding->shards[i].name, name) == 0)
			return XABAR_OK;
	status = add_shard(&shard, sharding, err);
	if (status == XABAR_OK)
		snprintf(shard->name, sizeof(shard->name), "%s", name);
	return status;
}

/* ---- Dealing ---- */

struct dealing {
	struct xb_sharding *sharding;
	const struct xb_docset *away; /* of the segment at hand */
	uint32_t *of;                 /* likewise */
	unsigned months;
	uint32_t last;                /* shard that was looked up: neighbours are mostly of one time */
};

static xabar_status
find_shard(struct dealing *d, int64_t key, xabar_error *err)
{
	struct xb_sharding *sharding = d->sharding;
	struct xb_shard *shard;
	xabar_status status;

	if (d->last < sharding->n && sharding->shards[d->last].key == key)
		return XABAR_OK;
	for (d->last = 0; d->last < sharding->n; d->last++)
		if (sharding->shards[d->last].key == key)
			return XABAR_OK;
	status = add_shard(&shard, sharding, err);
	if (status == XABAR_OK)
		name_shard(shard, key, d->months);
	return status;
}

static xabar_status
deal_dated(void *ctx, uint32_t local, struct xb_str value, xabar_error *err)
{
	struct dealing *d = ctx;
	int64_t wall;
	xabar_status status = xb_docset_has(d->away, local) ? XABAR_OK : xb_sortable_read(&wall, value, "date", err);

	if (status != XABAR_OK || xb_docset_has(d->away, local))
		return status;
	status = find_shard(d, span_of(wall, d->months), err);
	d->of[local - 1] = d->last;
	return status;
}

/* What has no date is what is left. */
static xabar_status
deal_segment(struct dealing *d, struct xb_reader *reader, uint32_t segment, uint64_t documents, xabar_error *err)
{
	xabar_status status = xb_reader_each_value(reader, segment, XB_SLOT_WALL, deal_dated, d, err);

	for (uint32_t local = 1; local <= documents && status == XABAR_OK; local++) {
		if (d->of[local - 1] != XB_SHARD_NONE || xb_docset_has(d->away, local))
			continue;
		status = find_shard(d, UNDATED, err);
		d->of[local - 1] = d->last;
	}
	return status;
}

static void
deal_segment_in_turn(struct dealing *d, uint64_t documents)
{
	for (uint32_t local = 1; local <= documents; local++) {
		if (xb_docset_has(d->away, local))
			continue;
		d->of[local - 1] = d->last;
		d->last = (d->last + 1) % (uint32_t)d->sharding->n;
	}
}

xabar_status
xb_sharding_deal(struct xb_sharding *out, const struct xb_generation *now, struct xb_reader *reader, const struct xb_docset *away,
                 const struct xb_shard_by *by, unsigned shards, xabar_error *err)
{
	struct dealing d = { .sharding = out, .months = by->months };
	xabar_status status = XABAR_OK;

	out->nsegments = now->manifest.nsegments;
	out->of = calloc(out->nsegments + 1, sizeof(*out->of));
	if (!out->of)
		return xb_fail_nomem(err);
	for (int64_t key = 0; !by->months && key < shards && status == XABAR_OK; key++)
		status = find_shard(&d, key, err);
	d.last = 0;
	for (size_t i = 0; i < out->nsegments && status == XABAR_OK; i++) {
		const uint64_t documents = now->manifest.segments[i].documents;

		d.away = &away[i];
		d.of = out->of[i] = malloc((documents + 1) * sizeof(*d.of));
		if (!d.of)
			return xb_fail_nomem(err);
		memset(d.of, 0xff, documents * sizeof(*d.of)); /* XB_SHARD_NONE */
		if (by->months)
			status = deal_segment(&d, reader, (uint32_t)i, documents, err);
		else
			deal_segment_in_turn(&d, documents);
	}
	return status;
}

/* ---- What is in them ---- */

/* By what all dispatches of all shards are analysed and weighted. */
static xabar_status
hash_settings(XXH128_hash_t *out, const struct xb_generation *now, xabar_error *err)
{
	const struct xb_manifest settings = { .weighting = now->manifest.weighting };
	struct xb_buf text;
	xabar_status status;

	xb_buf_init(&text, 4096);
	xb_buf_add_str(&text, xb_str("analysis " XB_ANALYSIS_VERSION " values " XB_VALUES_VERSION "\n"));
	xb_manifest_write(&text, &settings);
	status = xb_buf_status(&text, err);
	if (status == XABAR_OK)
		*out = XXH3_128bits(xb_buf_view(&text).ptr, text.len);
	xb_buf_release(&text);
	return status;
}

static void
add_hash(struct xb_shard *shard, XXH128_hash_t hash)
{
	shard->sum[0] += hash.low64;
	shard->sum[1] += hash.high64;
}

xabar_status
xb_sharding_sum(struct xb_sharding *sharding, const struct xb_generation *now, struct xb_reader *reader, xabar_error *err)
{
	const uint32_t n = (uint32_t)sharding->nsegments;
	struct xb_fetcher fetcher;
	struct xb_buf encoded;
	XXH128_hash_t settings;
	xabar_status status = hash_settings(&settings, now, err);

	xb_fetcher_init(&fetcher);
	xb_buf_init(&encoded, XB_STORE_DISPATCH_MAX);
	for (size_t i = 0; i < sharding->n && status == XABAR_OK; i++)
		add_hash(&sharding->shards[i], settings);
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t local = 1; local <= now->manifest.segments[i].documents && status == XABAR_OK; local++) {
			const uint32_t shard = sharding->of[i][local - 1];

			if (shard == XB_SHARD_NONE)
				continue;
			status = xb_fetch(&encoded, &fetcher, reader, xb_reader_docid(n, i, local), err);
			if (status == XABAR_OK)
				add_hash(&sharding->shards[shard], XXH3_128bits(xb_buf_view(&encoded).ptr, encoded.len));
		}
	for (size_t i = 0; i < sharding->n; i++)
		snprintf(sharding->shards[i].contents, sizeof(sharding->shards[i].contents), "%016" PRIx64 "%016" PRIx64,
		         sharding->shards[i].sum[1], sharding->shards[i].sum[0]);
	xb_buf_release(&encoded);
	xb_fetcher_release(&fetcher);
	return status;
}

void
xb_sharding_release(struct xb_sharding *sharding)
{
	for (size_t i = 0; sharding->of && i < sharding->nsegments; i++)
		free(sharding->of[i]);
	free(sharding->of);
	free(sharding->shards);
	*sharding = (struct xb_sharding){ 0 };
}
