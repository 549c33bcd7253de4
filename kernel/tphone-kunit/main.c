// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the pure logic of the core in the kernel: with its string functions, its
 * allocator and its sanitizers. The tests on the host (tests/core) check that the
 * results are right.
 */
#include <linux/module.h>

#include "suites.h"

kunit_test_suites(&tphone_numbers_suite, &tphone_request_suite,
		  &tphone_text_suite);

MODULE_DESCRIPTION("KUnit tests of tphone");
MODULE_LICENSE("GPL");
