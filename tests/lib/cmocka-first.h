/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cmocka.h with the headers that it needs. */
#ifndef _CMOCKA_FIRST_H
#define _CMOCKA_FIRST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#endif /* _CMOCKA_FIRST_H */
