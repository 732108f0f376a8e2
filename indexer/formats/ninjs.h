/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ninjs.h - IPTC's News in JSON, 1.0 to 3.1 (iptc.org/std/ninjs), and what newsrooms' systems add to it. */
#ifndef XB_NINJS_H
#define XB_NINJS_H

#include "record.h"

/* Give the pairs of a ninjs object the names of readers. Of several renditions of the text one stays, HTML before plain
 * text. False when the arena is full. */
bool xb_ninjs(struct xb_record *record, struct xb_arena *arena);

#endif
