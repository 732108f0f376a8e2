/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_probe.h - whether the libxapian in use has the format that is written here. */
#ifndef XB_GLASS_PROBE_H
#define XB_GLASS_PROBE_H

#include "error.h"

#include <stdbool.h>

/* Have libxapian make an empty database in the folder `path`, which must not exist, and look at it; the folder is removed again.
 * EIO, and what else libxapian has to say. */
xabar_status xb_glass_probe(bool *known, const char *path, xabar_error *err);

#endif
