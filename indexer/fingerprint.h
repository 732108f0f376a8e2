/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fingerprint.h - whether an input is what it was. */
#ifndef XB_FINGERPRINT_H
#define XB_FINGERPRINT_H

#include <sys/stat.h>

#include "ledger.h"
#include "normalize/normalize.h"
#include "reader.h"

/* XXH3-128 of the first `len` bytes of a file. EIO when it is shorter. */
xabar_status xb_fingerprint(unsigned char out[16], const char *path, uint64_t len, xabar_error *err);

/* A hash of the options that decide what is made of a record; of the file that `charset_map` names, what is in it. */
uint64_t xb_settings(const char *charset, const char *charset_map, const struct xb_normalize_options *normalize);

int64_t xb_mtime_ns(const struct stat *st);

/* What became of an input since its entry in the ledger was written. */
enum xb_input_state {
	XB_INPUT_SAME,
	XB_INPUT_GREW,    /* what was there is as it was, more follows, and the format can be read from there on */
	XB_INPUT_RESUMES, /* as it was, but a run was interrupted in it */
	XB_INPUT_DIFFERS, /* also when it is to be read in another format (`forced`, or NULL) or with other settings */
};

enum xb_input_state xb_input_state(const struct xb_ledger_input *entry, uint64_t settings,
                                   const struct xb_format *forced, const char *path, const struct stat *st);

#endif
