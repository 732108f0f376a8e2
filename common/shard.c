/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shard.h"

#include <stdlib.h>
#include <unistd.h>

#include "file.h"

/* More than libxapian's limit of a key, and than a MANIFEST of one segment. */
#define METADATA_MAX 4096

bool
xb_shard_is_served(const char *name)
{
	return strncmp(name, XB_SHARD_SERVER, strlen(XB_SHARD_SERVER)) == 0;
}

bool
xb_shard_is(const char *name)
{
	char *path = xb_shard_is_served(name) ? NULL : xb_path("%s/iamglass", name);
	const bool found = path && access(path, F_OK) == 0;

	free(path);
	return found || xb_shard_is_served(name);
}

static xabar_status
read_manifest(struct xb_generation *shard, struct xb_reader *reader, xabar_error *err)
{
	const struct xb_str wanted = xb_str(XB_SHARD_METADATA);
	struct xb_buf key, value;
	xabar_status status;

	xb_buf_init(&key, METADATA_MAX);
	xb_buf_init(&value, METADATA_MAX);
	status = xb_reader_metadata_from(&key, &value, reader, 0, wanted, wanted, err);
	if (status == XABAR_OK && !value.len) {
		status = xb_fail(err, XABAR_EINVAL, "'%s' is a database, but no shard of an index", shard->dir);
		xb_hint(err, status, "xabar-index --export DIR makes shards");
	}
	if (status == XABAR_OK)
		status = xb_manifest_read(&shard->manifest, xb_buf_view(&value), err);
	if (status == XABAR_OK && shard->manifest.nsegments != 1)
		status = xb_fail(err, XABAR_ECORRUPT, "'%s' says that it has %zu segments, not one", shard->dir, shard->manifest.nsegments);
	xb_buf_release(&key);
	xb_buf_release(&value);
	return status;
}

static xabar_status
describe(struct xb_generation *shard, xabar_error *err)
{
	struct xb_reader *reader;
	xabar_status status = xb_reader_open(&reader, shard->refs, 1, err);

	if (status == XABAR_OK)
		status = read_manifest(shard, reader, err);
	xb_reader_free(reader);
	return status;
}

/* Its manifest may not be there, or not be that of one segment. */
static void
discard(struct xb_generation *shard)
{
	if (shard->refs)
		free((char *)shard->refs->path);
	free(shard->refs);
	shard->refs = NULL;
	xb_manifest_release(&shard->manifest);
	xb_generation_free(shard);
}

xabar_status
xb_shard_open(struct xb_generation **out, const char *name, unsigned timeout, xabar_error *err)
{
	struct xb_generation *shard = calloc(1, sizeof(*shard));
	xabar_status status = XABAR_OK;

	*out = NULL;
	if (!shard)
		return xb_fail_nomem(err);
	shard->fd = -1;
	shard->shard = true;
	shard->dir = strdup(name);
	shard->dead = calloc(1, sizeof(*shard->dead));
	shard->earlier = calloc(1, sizeof(*shard->earlier));
	shard->refs = calloc(1, sizeof(*shard->refs));
	if (shard->refs) {
		shard->refs->path = strdup(name);
		shard->refs->timeout = timeout;
	}
	if (!shard->dir || !shard->dead || !shard->earlier || !shard->refs || !shard->refs->path)
		status = xb_fail_nomem(err);
	else
		status = describe(shard, err);
	if (status == XABAR_OK)
		*out = shard;
	else
		discard(shard);
	return status;
}
