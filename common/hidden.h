/* SPDX-License-Identifier: GPL-2.0-or-later */
/* hidden.h - which dispatches of a segment are not to be published: killed or withheld ones, and those under embargo. */
#ifndef XB_HIDDEN_H
#define XB_HIDDEN_H

#include "docset.h"
#include "xapian_shim.h"

/* Statuses of what is not to be published. */
#define XB_HIDDEN_STATUSES 2
extern const char *const xb_hidden_statuses[XB_HIDDEN_STATUSES];

/* Add those of a segment at the time `at` (UTC seconds) to `hidden`, which is then sorted; what is `gone` is not among them.
 * *until is brought forward to the first embargo that ends later. ENOMEM; ECORRUPT, EIO. */
xabar_status xb_hidden_find(struct xb_docset *hidden, int64_t *until, struct xb_reader *reader, uint32_t segment,
                            const struct xb_docset *gone, int64_t at, xabar_error *err);

#endif
