// SPDX-License-Identifier: GPL-2.0-only
/*
 * The pure logic of the core, compiled and run as in the kernel: with its
 * string functions, its allocator and whatever watches both. That the logic is
 * right, the tests on the host show (tests/core).
 */
#include <linux/module.h>

#include "suites.h"

kunit_test_suites(&tphone_numbers_suite, &tphone_request_suite,
		  &tphone_text_suite);

MODULE_DESCRIPTION("KUnit tests of tphone");
MODULE_LICENSE("GPL");
