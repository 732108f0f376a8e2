/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a table of names: rows come one after the other, each of UTF-8 in cells that follow each other, until the end. */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../searcher/table.h"
#include "text/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_row(const struct xb_table *table)
{
	size_t end = 0;

	for (size_t i = 0; i < table->ncells; i++) {
		const struct xb_str cell = xb_table_cell(table, i);

		end += cell.len;
		if (end != table->ends[i] || xb_utf8_valid(cell) != cell.len)
			abort();
	}
	if (!table->ncells)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const int fd = memfd_create("table", 0);
	char path[32];
	struct xb_table table;
	uint64_t row = 0;
	bool any = true;

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (xb_table_open(&table, path, NULL) == XABAR_OK) {
		while (any) {
			const xabar_status status = xb_table_next(&any, &table, NULL);

			if (table.row <= row)
				abort();
			row = table.row;
			if (status == XABAR_OK && any)
				check_row(&table);
			if (status != XABAR_OK && status != XABAR_ERECORD)
				break;
		}
		xb_table_close(&table);
	}
	close(fd);
	return 0;
}
