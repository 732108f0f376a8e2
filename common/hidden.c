/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hidden.h"

#include "schema.h"

const char *const xb_hidden_statuses[XB_HIDDEN_STATUSES] = { "canceled", "withheld" };

struct hiding {
	struct xb_docset *hidden;
	const struct xb_docset *gone;
	int64_t at;     /* what is under embargo then */
	int64_t *until; /* the first embargo that ends later */
};

static xabar_status
hide(struct hiding *h, uint32_t local, xabar_error *err)
{
	return xb_docset_has(h->gone, local) ? XABAR_OK : xb_docset_add(h->hidden, local, err);
}

static xabar_status
hide_status(struct hiding *h, struct xb_reader *reader, uint32_t segment, const char *word, xabar_error *err)
{
	struct xb_posting_list *list;
	char term[XB_TERM_MAX];
	const size_t len = xb_term_make(term, xb_fields[XB_FIELD_STATUS].prefix, xb_str(word));
	xabar_status status = xb_posting_list_open(&list, reader, segment, xb_strn(term, len), err);

	while (list && status == XABAR_OK) {
		status = xb_posting_list_seek(list, list->docid + 1, err);
		if (status != XABAR_OK || list->docid == UINT32_MAX)
			break;
		status = hide(h, list->docid, err);
	}
	xb_posting_list_free(list);
	return status;
}

static xabar_status
hide_embargo(void *ctx, uint32_t local, struct xb_str value, xabar_error *err)
{
	struct hiding *h = ctx;
	int64_t ends;
	xabar_status status = xb_sortable_read(&ends, value, "embargo", err);

	if (status != XABAR_OK || ends <= h->at)
		return status;
	*h->until = ends < *h->until ? ends : *h->until;
	return hide(h, local, err);
}

xabar_status
xb_hidden_find(struct xb_docset *hidden, int64_t *until, struct xb_reader *reader, uint32_t segment, const struct xb_docset *gone,
               int64_t at, xabar_error *err)
{
	struct hiding h = { hidden, gone, at, until };
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < XB_HIDDEN_STATUSES && status == XABAR_OK; i++)
		status = hide_status(&h, reader, segment, xb_hidden_statuses[i], err);
	if (status == XABAR_OK)
		status = xb_reader_each_value(reader, segment, XB_SLOT_EMBARGO, hide_embargo, &h, err);
	xb_docset_sort(hidden);
	return status;
}
