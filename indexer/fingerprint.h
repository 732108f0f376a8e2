/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fingerprint.h - whether an input is what it was. */
#ifndef XB_FINGERPRINT_H
#define XB_FINGERPRINT_H

#include <stdint.h>

#include "error.h"

/* XXH3-128 of the first `len` bytes of a file. EIO when it is shorter. */
xabar_status xb_fingerprint(unsigned char out[16], const char *path, uint64_t len, xabar_error *err);

#endif
