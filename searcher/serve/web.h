/* SPDX-License-Identifier: GPL-2.0-or-later */
/* web.h - the files of searcher/web, which the program has in it. */
#ifndef XB_WEB_H
#define XB_WEB_H

#include "route.h"

extern const struct xb_file xb_web_css, xb_web_js, xb_web_icon;

/* An entity tag for its bytes. */
void xb_etag_of_file(char out[64], const struct xb_file *file);

#endif
