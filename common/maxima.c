/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "maxima.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "deflate.h"
#include "file.h"

struct xb_maxima {
	const uint32_t *words; /* the file, mapped */
	size_t nwords;
	const uint32_t *directory;
	uint32_t nterms;
};

/* Words before a term's text. */
#define HEAD 3

/* What there is of a term. */
struct entry {
	uint32_t crc;
	struct xb_str checked; /* what it is the CRC of */
	struct xb_str term;
	struct xb_block_maxima found;
};

static xabar_status
damaged(xabar_error *err)
{
	return xb_fail(err, XABAR_ECORRUPT, "a segment's file '%s' is damaged", XB_MAXIMA_FILE);
}

/* Whether the mapped file is one that we can use; false with *status XABAR_OK where it is another version's. */
static bool
is_ours(xabar_status *status, struct xb_maxima *maxima, xabar_error *err)
{
	const uint32_t *words = maxima->words;
	const size_t n = maxima->nwords;

	*status = XABAR_OK;
	if (words[0] != XB_MAXIMA_MAGIC)
		return false;
	maxima->nterms = words[n - 2];
	if (words[n - 1] == XB_MAXIMA_MAGIC && maxima->nterms <= n - 3) {
		maxima->directory = words + n - 2 - maxima->nterms;
		return true;
	}
	*status = damaged(err);
	return false;
}

static xabar_status
map(struct xb_maxima *maxima, const char *path, xabar_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *bytes = MAP_FAILED;

	if (fd < 0 || fstat(fd, &st) != 0) {
		xabar_status status = xb_fail_errno(err, "cannot open '%s'", path);

		if (fd >= 0)
			close(fd);
		return status;
	}
	maxima->nwords = (size_t)st.st_size / sizeof(uint32_t);
	if (maxima->nwords >= 3)
		bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (maxima->nwords < 3)
		return damaged(err);
	if (bytes == MAP_FAILED)
		return xb_fail_errno(err, "cannot read '%s'", path);
	maxima->words = bytes;
	return XABAR_OK;
}

xabar_status
xb_maxima_open(struct xb_maxima **out, const char *path, xabar_error *err)
{
	char *file = xb_path("%s/%s", path, XB_MAXIMA_FILE);
	struct xb_maxima *maxima = calloc(1, sizeof(*maxima));
	xabar_status status = file && maxima ? map(maxima, file, err) : xb_fail_nomem(err);

	*out = NULL;
	free(file);
	if (status == XABAR_OK && is_ours(&status, maxima, err)) {
		*out = maxima;
		return XABAR_OK;
	}
	xb_maxima_free(maxima);
	return status == XABAR_ENOTFOUND ? XABAR_OK : status;
}

void
xb_maxima_free(struct xb_maxima *maxima)
{
	if (maxima && maxima->words)
		munmap((void *)(uintptr_t)maxima->words, maxima->nwords * sizeof(uint32_t));
	free(maxima);
}

/* False where the file does not hold it. */
static bool
read_entry(struct entry *out, const struct xb_maxima *maxima, uint32_t number)
{
	const size_t end = (size_t)(maxima->directory - maxima->words), at = (size_t)maxima->directory[number] + 1;
	const uint32_t *words = maxima->words + at;
	size_t text;

	if (at + HEAD > end)
		return false;
	text = ((size_t)words[0] + 3) / 4;
	*out = (struct entry){
		.crc = words[2],
		.checked = xb_strn((const char *)(words + HEAD), 4 * (text + 2 * (size_t)words[1])),
		.term = xb_strn((const char *)(words + HEAD), words[0]),
		.found = { (const struct xb_block_max *)(words + HEAD + text), words[1] },
	};
	return out->checked.len / 4 <= end - at - HEAD;
}

xabar_status
xb_maxima_find(struct xb_block_maxima *out, const struct xb_maxima *maxima, struct xb_str term, xabar_error *err)
{
	uint32_t low = 0, high = maxima ? maxima->nterms : 0;

	*out = (struct xb_block_maxima){ 0 };
	while (low < high) {
		const uint32_t middle = low + (high - low) / 2;
		struct entry entry;
		int order;

		if (!read_entry(&entry, maxima, middle))
			return damaged(err);
		order = xb_str_compare(entry.term, term);
		if (order == 0) {
			if (xb_crc32(0, entry.checked) != entry.crc)
				return damaged(err);
			*out = entry.found;
			return XABAR_OK;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return XABAR_OK;
}
