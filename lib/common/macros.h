/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_MACROS_H
#define _LIBTPHONE_MACROS_H

/* Marks the functions that the library exports; all others have hidden visibility. */
#define TPHONE_API	__attribute__((visibility("default")))

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

#endif /* _LIBTPHONE_MACROS_H */
