/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fingerprint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

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
