/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TPHONE_PRINTF_LIKE_H
#define TPHONE_PRINTF_LIKE_H

/* An attribute: the compiler is to check arguments against the format. */
#define printf_like(format, first) __format__(__printf__, format, first)

#endif
