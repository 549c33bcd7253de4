/* SPDX-License-Identifier: GPL-2.0-only */
/* cmocka.h with the headers that it needs, and ARRAY_SIZE(). */
#ifndef _TPHONE_UNIT_CMOCKA_FIRST_H
#define _TPHONE_UNIT_CMOCKA_FIRST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif /* _TPHONE_UNIT_CMOCKA_FIRST_H */
