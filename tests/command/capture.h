/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For tests: complaints and standard output are kept instead of printed. */
#ifndef TPHONE_TEST_CAPTURE_H
#define TPHONE_TEST_CAPTURE_H

/* cmocka.h needs these headers before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The last complaint, without "tphone: ". */
extern char captured_complaint[1024];

/* The standard output of @function; valid until the next call. */
const char *capture_output(void (*function)(void *data), void *data);

#endif
