/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef XB_ALIASES_SHIPPED_H
#define XB_ALIASES_SHIPPED_H

/* The alias file that is shipped, NUL-terminated. */
extern const char xb_aliases_shipped[];

#endif
