/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPHONE_KUNIT_SUITES_H
#define TPHONE_KUNIT_SUITES_H

#include <kunit/test.h>

extern struct kunit_suite tphone_numbers_suite;
extern struct kunit_suite tphone_request_suite;
extern struct kunit_suite tphone_text_suite;

#endif /* TPHONE_KUNIT_SUITES_H */
