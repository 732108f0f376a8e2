/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "huge.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static size_t
whole_pages(size_t size)
{
	return (size + XB_HUGE_PAGE - 1) & ~(XB_HUGE_PAGE - 1);
}

void *
xb_huge_alloc(size_t size)
{
	size_t whole = whole_pages(size), before, after;
	char *p;

	if (size < XB_HUGE_PAGE)
		return malloc(size);
	if (whole < size || whole > SIZE_MAX - XB_HUGE_PAGE)
		return NULL;
	p = mmap(NULL, whole + XB_HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		return NULL;
	/* What is too much on either side of the aligned part goes back. */
	before = whole_pages((uintptr_t)p) - (uintptr_t)p;
	after = XB_HUGE_PAGE - before;
	if (before)
		munmap(p, before);
	if (after)
		munmap(p + before + whole, after);
	(void)madvise(p + before, whole, MADV_HUGEPAGE); /* small pages do, too */
	return p + before;
}

void *
xb_huge_grow(void *p, size_t size, size_t more)
{
	void *grown;

	if (more < XB_HUGE_PAGE)
		return realloc(p, more);
	if (size < XB_HUGE_PAGE) {
		grown = xb_huge_alloc(more);
		if (grown)
			memcpy(grown, p, size);
		if (grown)
			free(p);
		return grown;
	}
	if (whole_pages(more) < more)
		return NULL;
	grown = mremap(p, whole_pages(size), whole_pages(more), MREMAP_MAYMOVE);
	if (grown == MAP_FAILED)
		return NULL;
	(void)madvise(grown, whole_pages(more), MADV_HUGEPAGE);
	return grown;
}

void
xb_huge_free(void *p, size_t size)
{
	if (size < XB_HUGE_PAGE)
		free(p);
	else if (p)
		munmap(p, whole_pages(size));
}
