/* SPDX-License-Identifier: GPL-2.0-or-later */
/* handlers.h - the answers of the routes. Each fills a body, which is empty, and may change what xb_answer_init has set; what it
 * returns that is not XABAR_OK becomes a problem. */
#ifndef XB_HANDLERS_H
#define XB_HANDLERS_H

#include "route.h"

#define XB_HANDLER(name) XB_ANSWER(name)

XB_HANDLER(xb_answer_search);
XB_HANDLER(xb_answer_suggest);
XB_HANDLER(xb_answer_doc);
XB_HANDLER(xb_answer_similar);
XB_HANDLER(xb_answer_versions);
XB_HANDLER(xb_answer_spread);
XB_HANDLER(xb_answer_alert);
XB_HANDLER(xb_answer_batch);
XB_HANDLER(xb_answer_health);
XB_HANDLER(xb_answer_ready);
XB_HANDLER(xb_answer_metrics);
XB_HANDLER(xb_answer_opensearch);
XB_HANDLER(xb_answer_openapi);
XB_HANDLER(xb_answer_file);

/* In HTML. */
XB_HANDLER(xb_page_search);
XB_HANDLER(xb_page_similar);
XB_HANDLER(xb_page_versions);
XB_HANDLER(xb_page_doc);

#endif
