/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fingerprint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "file.h"

#define CHUNK ((size_t)1 << 20)

static xabar_status
hash_bytes(XXH3_state_t *state, int fd, char *chunk, uint64_t len, const char *path, xabar_error *err)
{
	while (len) {
		ssize_t n = read(fd, chunk, len < CHUNK ? (size_t)len : CHUNK);

		if (n < 0)
			return xb_fail_errno(err, "cannot read '%s'", path);
		if (n == 0)
			return xb_fail(err, XABAR_EIO, "'%s' became shorter while it was read", path);
		XXH3_128bits_update(state, chunk, (size_t)n);
		len -= (uint64_t)n;
	}
	return XABAR_OK;
}

xabar_status
xb_fingerprint(unsigned char out[16], const char *path, uint64_t len, xabar_error *err)
{
	XXH3_state_t *state = XXH3_createState();
	char *chunk = malloc(CHUNK);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	xabar_status status = XABAR_OK;

	if (!state || !chunk || XXH3_128bits_reset(state) != XXH_OK)
		status = xb_fail_nomem(err);
	else if (fd < 0)
		status = xb_fail_errno(err, "cannot open '%s'", path);
	if (status == XABAR_OK)
		status = hash_bytes(state, fd, chunk, len, path, err);
	if (status == XABAR_OK) {
		XXH128_canonical_t canonical;

		XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
		memcpy(out, canonical.digest, 16);
	}
	if (fd >= 0)
		close(fd);
	free(chunk);
	XXH3_freeState(state);
	return status;
}

int64_t
xb_mtime_ns(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

uint64_t
xb_settings(const char *charset, const char *charset_map, const struct xb_normalize_options *n)
{
	const char *zone = n->have_zone ? getenv("TZ") : NULL;
	const char *const texts[] = { charset, n->lang, n->source, zone };
	struct xb_buf text;
	uint64_t hash;

	xb_buf_init(&text, (size_t)1 << 20);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		xb_buf_printf(&text, "%s\n", texts[i] ? texts[i] : "");
	for (size_t i = 0; i < n->nmap; i++)
		xb_buf_printf(&text, "%d=%.*s%.*s\n", (int)n->map[i].field, XB_STR_ARG(n->map[i].name),
		              XB_STR_ARG(n->map[i].pattern));
	if (charset_map)
		(void)xb_file_read(&text, charset_map, NULL); /* opening it as a map tells what is wrong */
	hash = xb_ledger_id_hash(xb_buf_view(&text));
	xb_buf_release(&text);
	return hash;
}

/* From cheap to dear: the stat, then a hash of what was there. */
enum xb_input_state
xb_input_state(const struct xb_ledger_input *entry, uint64_t settings, const struct xb_format *forced, const char *path,
               const struct stat *st)
{
	const struct xb_format *format = xb_format_find(entry->format);
	uint64_t size = (uint64_t)st->st_size;
	unsigned char hash[16];

	if ((forced && forced != format) || entry->settings != settings)
		return XB_INPUT_DIFFERS;
	if (size == entry->size && xb_mtime_ns(st) == entry->mtime_ns)
		return entry->complete ? XB_INPUT_SAME : XB_INPUT_RESUMES;
	if (size < entry->size || (size > entry->size && !(format && format->growable)))
		return XB_INPUT_DIFFERS;
	if (xb_fingerprint(hash, path, entry->size, NULL) != XABAR_OK || memcmp(hash, entry->hash, 16) != 0)
		return XB_INPUT_DIFFERS;
	if (size > entry->size)
		return XB_INPUT_GREW;
	return entry->complete ? XB_INPUT_SAME : XB_INPUT_RESUMES;
}
