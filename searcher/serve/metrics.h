/* SPDX-License-Identifier: GPL-2.0-or-later */
/* metrics.h - requests and how long they took, by route. */
#ifndef XB_METRICS_H
#define XB_METRICS_H

#include "route.h"

/* Count a request. NULL: no route was asked for. */
void xb_metrics_count(struct xb_service *service, const struct xb_route *route, unsigned code, double seconds);

#endif
