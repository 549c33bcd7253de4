/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Marks what the shared library exports; the rest is compiled hidden. */
#ifndef _LIBTPHONE_VISIBLE_H
#define _LIBTPHONE_VISIBLE_H

#include <tphone.h>

#define TPHONE_API	__attribute__((visibility("default")))

#endif /* _LIBTPHONE_VISIBLE_H */
