/* SPDX-License-Identifier: GPL-2.0-or-later */
/* markdown_inline.h - what stands within a paragraph of Markdown. */
#ifndef XB_MARKDOWN_INLINE_H
#define XB_MARKDOWN_INLINE_H

#include "arena.h"
#include "buf.h"

/* Add the text of a paragraph. False when the arena is full. */
bool xb_markdown_inline(struct xb_buf *out, struct xb_str paragraph, struct xb_arena *arena);

#endif
