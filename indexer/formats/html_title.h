/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_title.h - the headline out of what a page is called. */
#ifndef XB_HTML_TITLE_H
#define XB_HTML_TITLE_H

#include "arena.h"
#include "str.h"

/* Without the site's name at either end: "Headline | Site", "Site » Headline". `site` and `host` are what is known of it,
 * .len 0 each when not; `guess` allows to cut what only looks like one. Part of `title`. */
struct xb_str xb_html_title_cut(struct xb_str title, struct xb_str site, struct xb_str host, bool guess,
                                struct xb_arena *arena);

/* The better of what machines are told and what is shown: the shown one where it is the same but for a site's name, where
 * the other was cut short, or where that is but a window's title (`guess`), which may be the site's on every page. */
struct xb_str xb_html_title_choose(struct xb_str told, struct xb_str shown, bool guess, struct xb_arena *arena);

#endif
