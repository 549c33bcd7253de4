/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TPHONE_MACROS_H
#define TPHONE_MACROS_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* An attribute: the compiler is to check arguments against the format. */
#define printf_like(format, first) __format__(__printf__, format, first)

#endif
