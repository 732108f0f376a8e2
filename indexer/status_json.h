/* SPDX-License-Identifier: GPL-2.0-or-later */
/* status_json.h - --status as JSON. */
#ifndef XB_STATUS_JSON_H
#define XB_STATUS_JSON_H

#include <stdio.h>

#include "overview.h"

/* Print all of it as one document on one line. ENOMEM. */
xabar_status xb_status_json(FILE *out, const struct xb_overview *overview, xabar_error *err);

#endif
