/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mention.h - where in the text of a dispatch a plan is answered: the place, as it stands there, and its sentence. */
#ifndef XB_MENTION_H
#define XB_MENTION_H

#include "dispatch.h"
#include "plan.h"

struct xb_mention {
	const struct xb_field_info *field; /* title or body; NULL: what matched is in neither */
	size_t begin, end;                 /* bytes of that field */
	struct xb_str form;                /* what is there */
	struct xb_str sentence;            /* that it is in, as it stands there */
	size_t places;                     /* in both fields, at most XB_FOUND_MAX in each */
};

/* The first place in the title, else in the body. Borrowed from the dispatch. ENOMEM. */
xabar_status xb_mention_find(struct xb_mention *out, const struct xb_dispatch *dispatch, const struct xb_plan *plan,
                             struct xb_analyzer *analyzer, struct xb_arena *arena, xabar_error *err);

#endif
