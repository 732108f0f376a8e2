/* SPDX-License-Identifier: GPL-2.0-or-later */
/* json_sets.h - sets of news whose members mean something else than their names say elsewhere. Each function gives the
 * pairs of one record the names of readers; false is that the arena is full. */
#ifndef XB_JSON_SETS_H
#define XB_JSON_SETS_H

#include "json_around.h"

/* Posts of the WordPress REST API (developer.wordpress.org/rest-api/reference/posts). */
bool xb_json_wordpress(struct xb_record *record, struct xb_arena *arena);

/* Documents of the New York Times' archive and search APIs. */
void xb_json_nytimes(struct xb_record *record);

/* Articles whose body is a list of sections with headings, as crawlers keep them. */
void xb_json_sections(struct xb_record *record);

/* An item of a JSON Feed. */
bool xb_json_feed_item(struct xb_record *record, const struct xb_record *feed, struct xb_arena *arena);

/* A message of a chat. *skip as in json_record.h. */
bool xb_json_message(struct xb_record *record, const char **skip, const struct xb_record *chat, struct xb_arena *arena);

#endif
