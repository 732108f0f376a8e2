/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_values.h"

#include <stdlib.h>

void
xb_glass_values_release(struct xb_glass_values *values)
{
	for (size_t i = 0; i < values->nslots; i++) {
		xb_buf_release(&values->slots[i].low);
		xb_buf_release(&values->slots[i].high);
	}
	free(values->slots);
	*values = (struct xb_glass_values){ 0 };
}

void
xb_glass_values_clear(struct xb_glass_values *values)
{
	for (size_t i = 0; i < values->nslots; i++) {
		values->slots[i].list = (struct xb_glass_list){ 0 };
		values->slots[i].docid = 0;
	}
}

static struct xb_glass_slot *
add_slot(struct xb_glass_values *values, uint32_t number)
{
	struct xb_glass_slot *slot;

	if (values->nslots == values->cap) {
		size_t cap = values->cap ? 2 * values->cap : 16;
		struct xb_glass_slot *grown = realloc(values->slots, cap * sizeof(*grown));

		if (!grown)
			return NULL;
		values->slots = grown;
		values->cap = cap;
	}
	slot = &values->slots[values->nslots++];
	*slot = (struct xb_glass_slot){ .slot = number };
	xb_buf_init(&slot->low, SIZE_MAX);
	xb_buf_init(&slot->high, SIZE_MAX);
	return slot;
}

/* Documents have much the same slots in the same order, so the search goes on where it last ended. */
static struct xb_glass_slot *
find_slot(struct xb_glass_values *values, uint32_t number)
{
	for (size_t i = 0; i < values->nslots; i++, values->next++) {
		if (values->next >= values->nslots)
			values->next = 0;
		if (values->slots[values->next].slot == number)
			return &values->slots[values->next++];
	}
	return add_slot(values, number);
}

static int
compare_bytes(struct xb_str a, struct xb_str b)
{
	int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static void
replace(struct xb_buf *bound, struct xb_str value)
{
	xb_buf_clear(bound);
	xb_buf_add_str(bound, value);
}

static void
widen_bounds(struct xb_glass_slot *slot, struct xb_str value)
{
	if (!slot->documents || compare_bytes(value, xb_buf_view(&slot->low)) < 0)
		replace(&slot->low, value);
	if (!slot->documents || compare_bytes(value, xb_buf_view(&slot->high)) > 0)
		replace(&slot->high, value);
	slot->documents++;
}

xabar_status
xb_glass_values_add(struct xb_glass_values *values, uint32_t docid, const struct xb_value *value, struct xb_arena *arena,
                    xabar_error *err)
{
	struct xb_glass_slot *slot = find_slot(values, value->slot);
	unsigned char *p = slot ? xb_glass_list_begin(&slot->list, (uint32_t)value->bytes.len + 2 * XB_GLASS_UINT_MAX, arena)
	                        : NULL;

	if (!p)
		return xb_fail_nomem(err);
	if (slot->docid == docid)
		return xb_fail(err, XABAR_EINVAL, "two values for slot %u in a document", value->slot);
	p = xb_glass_put_uint(p, docid - slot->docid);
	p = xb_glass_put_uint(p, value->bytes.len);
	memcpy(p, value->bytes.ptr, value->bytes.len);
	xb_glass_list_end(&slot->list, p + value->bytes.len);
	slot->docid = docid;
	widen_bounds(slot, value->bytes);
	return slot->low.failed || slot->high.failed ? xb_fail_nomem(err) : XABAR_OK;
}

xabar_status
xb_glass_values_widen(struct xb_glass_values *values, uint32_t slot, struct xb_str value, xabar_error *err)
{
	struct xb_glass_slot *found = find_slot(values, slot);

	if (!found)
		return xb_fail_nomem(err);
	widen_bounds(found, value);
	return found->low.failed || found->high.failed ? xb_fail_nomem(err) : XABAR_OK;
}

static unsigned char *
put_chunk_key(unsigned char *p, uint32_t slot)
{
	return xb_glass_put_uint(p, slot);
}

static int
compare_keys(const void *a, const void *b, void *ctx)
{
	const struct xb_glass_slot *x = a, *y = b;
	const bool chunks = *(const enum xb_glass_slot_order *)ctx == XB_GLASS_BY_CHUNK_KEY;
	unsigned char *(*put)(unsigned char *, uint32_t) = chunks ? put_chunk_key : xb_glass_put_uint_last;
	unsigned char k[XB_GLASS_UINT_MAX], l[XB_GLASS_UINT_MAX];

	return compare_bytes(xb_strn((char *)k, (size_t)(put(k, x->slot) - k)),
	                     xb_strn((char *)l, (size_t)(put(l, y->slot) - l)));
}

void
xb_glass_values_sort(struct xb_glass_values *values, enum xb_glass_slot_order order)
{
	if (values->nslots)
		qsort_r(values->slots, values->nslots, sizeof(*values->slots), compare_keys, &order);
}
