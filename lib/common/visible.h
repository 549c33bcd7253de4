/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Marks the functions that the library exports; all others have hidden visibility. */
#ifndef _LIBTPHONE_VISIBLE_H
#define _LIBTPHONE_VISIBLE_H

#include <tphone.h>

#define TPHONE_API	__attribute__((visibility("default")))

#endif /* _LIBTPHONE_VISIBLE_H */
