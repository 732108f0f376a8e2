/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as the rows of a block of the lexicon, under a checksum that holds. What is read is in order, and packed again
 * says the same. */
#include <stdlib.h>
#include <xxhash.h>

#include "lexicon_block.h"

#define BLOCK_MAX ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read a block to its end; returns the sum of the rows, and whether it is sound. Packs the rows again, if asked. */
static uint64_t
read_block(bool *sound, struct xb_str block, struct xb_lexicon_packer *packer)
{
	struct xb_lexicon_rows rows;
	struct xb_lexicon_row row;
	xabar_status status;
	uint64_t sum = 0;

	if (xb_lexicon_rows_init(&rows, block, NULL) != XABAR_OK)
		abort();
	while ((status = xb_lexicon_next(&row, &rows, NULL)) == XABAR_OK && row.key.len) {
		const uint32_t counts[] = { row.spelling.name, row.spelling.first, row.spelling.shout };

		sum = XXH3_64bits_withSeed(row.key.ptr, row.key.len, sum);
		sum = XXH3_64bits_withSeed(row.spelling.term.ptr, row.spelling.term.len, sum);
		sum = XXH3_64bits_withSeed(counts, sizeof(counts), sum);
		if (packer)
			xb_lexicon_pack(packer, &row);
	}
	*sound = status == XABAR_OK;
	return sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	XXH64_hash_t hash = XXH3_64bits(data, size);
	struct xb_lexicon_packer packer;
	struct xb_buf block, key, again;
	uint64_t sum;
	bool sound;

	xb_buf_init(&block, BLOCK_MAX);
	xb_buf_init(&key, BLOCK_MAX);
	xb_buf_init(&again, BLOCK_MAX);
	xb_lexicon_packer_init(&packer);
	xb_buf_add_char(&block, 1);
	for (int i = 0; i < 4; i++)
		xb_buf_add_char(&block, (char)(hash >> 8 * i));
	xb_buf_add(&block, data, size);
	sum = read_block(&sound, xb_buf_view(&block), &packer);
	if (sound && (xb_lexicon_packer_close(&key, &again, &packer, NULL) != XABAR_OK ||
	              read_block(&sound, xb_buf_view(&again), NULL) != sum || !sound))
		abort();
	xb_lexicon_packer_release(&packer);
	xb_buf_release(&again);
	xb_buf_release(&key);
	xb_buf_release(&block);
	return 0;
}
