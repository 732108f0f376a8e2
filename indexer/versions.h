/* SPDX-License-Identifier: GPL-2.0-or-later */
/* versions.h - which earlier versions of a dispatch are kept beside the newest. */
#ifndef XB_VERSIONS_H
#define XB_VERSIONS_H

#include "idmap.h"

/* All that say otherwise than the one after; those that the numbers or dates of versions tell from it; none. */
enum xb_versions { XB_VERSIONS_ALL, XB_VERSIONS_NUMBERED, XB_VERSIONS_NONE };

/* "all", "numbered", "none"; false for others. */
bool xb_versions_find(enum xb_versions *out, const char *name);

/* Whether two dispatches with the same id differ in what readers are told: title, text, date, status or embargo. */
bool xb_versions_differ(const struct xb_dispatch *a, const struct xb_dispatch *b);

/* The earlier versions that are in the segment being built. */
struct xb_version_list {
	struct xb_idmap newest; /* by id: .docid is the place of its newest entry in the array, from 1 on */
	struct xb_version_entry {
		uint64_t content;   /* as in xb_idmap_entry */
		uint32_t docid;     /* 0: deleted since */
		uint32_t next;      /* place of the next one of the id, 0: none */
	} *array;
	size_t n, cap;
};

void xb_version_list_release(struct xb_version_list *list);

/* Add one. ENOMEM. */
xabar_status xb_version_list_add(struct xb_version_list *list, uint64_t id, uint64_t content, uint32_t docid, xabar_error *err);

/* Whether there is one of the id that says this. */
bool xb_version_list_has(const struct xb_version_list *list, uint64_t id, uint64_t content);

/* Take those of an id away. */
void xb_version_list_delete(struct xb_version_list *list, uint64_t id);

#endif
