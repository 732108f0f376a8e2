/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_shown.h - what a page says of its article for people: the date below the headline, who wrote it. */
#ifndef XB_HTML_SHOWN_H
#define XB_HTML_SHOWN_H

#include "html_facts.h"
#include "html_layout.h"

void xb_html_say_shown(struct xb_html_facts *facts, const struct xb_html_layout *layout);

#endif
