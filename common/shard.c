/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shard.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "file.h"

/* More than libxapian's limit of a key, and than a MANIFEST of one segment. */
#define METADATA_MAX 4096

bool
xb_shard_is_served(const char *name)
{
	return strncmp(name, XB_SHARD_SERVER, strlen(XB_SHARD_SERVER)) == 0;
}

/* Whether a folder has a file. */
static bool
has(const char *dir, const char *name)
{
	char *path = xb_path("%s/%s", dir, name);
	const bool found = path && access(path, F_OK) == 0;

	free(path);
	return found;
}

bool
xb_shard_is(const char *name)
{
	return xb_shard_is_served(name) || has(name, "iamglass") || has(name, XB_SHARD_STUB);
}

/* ---- Versions ---- */

/* The first line that is no comment: those of xapian-replicate have two before it. */
static struct xb_str
find_version(struct xb_str text)
{
	static const char how[] = "auto ";
	struct xb_str line = text;

	while (text.len) {
		const char *end = memchr(text.ptr, '\n', text.len);

		line = xb_strn(text.ptr, end ? (size_t)(end - text.ptr) : text.len);
		text = xb_strn(text.ptr + line.len + (end != NULL), text.len - line.len - (end != NULL));
		if (line.len && line.ptr[0] != '#')
			break;
	}
	if (!xb_str_starts(line, how) || memchr(line.ptr, '/', line.len))
		return xb_str("");
	return xb_strn(line.ptr + strlen(how), line.len - strlen(how));
}

xabar_status
xb_shard_version(char **out, const char *dir, xabar_error *err)
{
	char *path = xb_path("%s/" XB_SHARD_STUB, dir);
	struct xb_str version = xb_str("");
	struct xb_buf text;
	xabar_status status = path ? XABAR_OK : xb_fail_nomem(err);

	*out = NULL;
	xb_buf_init(&text, METADATA_MAX);
	if (status == XABAR_OK && has(dir, XB_SHARD_STUB)) {
		status = xb_file_read(&text, path, err);
		version = find_version(xb_buf_view(&text));
		if (status == XABAR_OK && !version.len) {
			status = xb_fail(err, XABAR_ECORRUPT, "'%s' does not say 'auto' and the name of a folder", path);
			xb_hint(err, status, "xabar-index --export, or xapian-replicate, makes it");
		}
	}
	if (status == XABAR_OK && !(*out = strndup(version.ptr, version.len)))
		status = xb_fail_nomem(err);
	xb_buf_release(&text);
	free(path);
	return status;
}

/* Where a shard is: at a server, in a folder, or in one beside the stub in that. The caller frees. */
static xabar_status
locate(char **out, const char *name, xabar_error *err)
{
	char *version = NULL;
	xabar_status status = xb_shard_is_served(name) ? XABAR_OK : xb_shard_version(&version, name, err);

	*out = NULL;
	if (status == XABAR_OK && !(*out = version && *version ? xb_path("%s/%s", name, version) : strdup(name)))
		status = xb_fail_nomem(err);
	free(version);
	return status;
}

/* ---- Opening ---- */

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

static int64_t
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
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
	if (!shard->dir || !shard->dead || !shard->earlier || !shard->refs)
		status = xb_fail_nomem(err);
	else
		status = locate((char **)&shard->refs->path, name, err);
	if (status == XABAR_OK) {
		shard->refs->timeout = timeout;
		shard->asked = now();
		status = describe(shard, err);
	}
	if (status == XABAR_OK)
		*out = shard;
	else
		discard(shard);
	return status;
}

/* ---- What is newer ---- */

static bool
differ(const struct xb_manifest *a, const struct xb_manifest *b)
{
	struct xb_buf texts[2];
	bool differ;

	xb_buf_init(&texts[0], METADATA_MAX);
	xb_buf_init(&texts[1], METADATA_MAX);
	xb_manifest_write(&texts[0], a);
	xb_manifest_write(&texts[1], b);
	differ = !xb_str_equal(xb_buf_view(&texts[0]), xb_buf_view(&texts[1]));
	xb_buf_release(&texts[0]);
	xb_buf_release(&texts[1]);
	return differ;
}

static bool
has_moved(const struct xb_generation *shard)
{
	char *path;
	const bool moved = locate(&path, shard->dir, NULL) == XABAR_OK && strcmp(path, shard->refs->path) != 0;

	free(path);
	return moved;
}

bool
xb_shard_is_old(struct xb_generation *shard)
{
	struct xb_generation *newest;
	bool old;

	if (!xb_shard_is_served(shard->dir))
		return has_moved(shard);
	if (now() < shard->asked + XB_SHARD_ASK_MS)
		return false;
	old = xb_shard_open(&newest, shard->dir, shard->refs->timeout, NULL) == XABAR_OK && differ(&newest->manifest, &shard->manifest);
	xb_generation_free(newest);
	shard->asked = now();
	return old;
}
