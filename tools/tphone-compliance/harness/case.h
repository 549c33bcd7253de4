/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Test cases, one for each assertion about TSPI and TAPI.
 *
 *	CASE(T134, CHANGES, "a lamp shows the mode that was set")
 *	{
 *		...
 *		CHECK_EQ(mode, PHONELAMPMODE_STEADY);
 *	}
 *
 * The runner executes each in a process of its own, so a case begins without a
 * session, may leave anything behind, and may crash. It fails when a check
 * fails, when the process does not end in time, or when it ends otherwise than
 * by returning. The name is unique in the whole program: the number of the
 * assertion, or words where there is none.
 */
#ifndef CONFORMANCE_CASE_H
#define CONFORMANCE_CASE_H

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Flags of a case: its effects on the phone, and its needs. */
#define READS		0x0	/* opens, asks and closes: safe on any phone */
#define CHANGES		0x1	/* switches lamps, rings, writes: --destructive */
#define NEEDS_USER	0x2	/* a user, as simulated phones have */
#define NEEDS_MOCK	0x4	/* the mock provider: broker tests */
#define NEEDS_KERNEL	0x8	/* a phone of the kernel, tphone-sim */

/**
 * struct test_case - a test case
 * @name: "T134"
 * @text: what it asserts, in few words
 * @file: where it is
 * @flags: see above
 * @run: the case
 */
struct test_case {
	const char *name;
	const char *text;
	const char *file;
	unsigned int flags;
	void (*run)(void);
};

#define CASE(case_name, case_flags, case_text)				\
	static void case_##case_name(void);				\
	static const struct test_case entry_##case_name = {		\
		.name = #case_name, .text = case_text,			\
		.file = __FILE__, .flags = case_flags,			\
		.run = case_##case_name,				\
	};								\
	static const struct test_case *const pointer_##case_name	\
	__attribute__((used, retain, section("test_cases"))) =		\
		&entry_##case_name;					\
	static void case_##case_name(void)

/* End the case. */
void case_fail(const char *file, int line, const char *format, ...)
	__attribute__((noreturn, format(printf, 3, 4)));
void case_skip(const char *format, ...)
	__attribute__((noreturn, format(printf, 1, 2)));

/*
 * End the case, with a sentence that can be understood without the source: the
 * rule that was violated, and the observation. Checks that fail with the same
 * sentence have the same cause.
 */
void case_broken(const char *file, int line, const char *format, ...)
	__attribute__((noreturn, format(printf, 3, 4)));

#define RULE(condition, ...)						\
	do {								\
		if (!(condition))					\
			case_broken(__FILE__, __LINE__, __VA_ARGS__);	\
	} while (0)

/* Print a line into the log. */
void case_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Milliseconds to wait for what must happen, long enough for slow machines; and
 * milliseconds to watch for what must not happen.
 */
#define SOON		10000
#define A_WHILE		150

#define CHECK(condition)						\
	do {								\
		if (!(condition))					\
			case_fail(__FILE__, __LINE__, "not true: %s",	\
				  #condition);				\
	} while (0)

#define CHECK_EQ(seen, expected)					\
	case_check_equal(__FILE__, __LINE__, #seen, (intmax_t)(seen),	\
			 #expected, (intmax_t)(expected))

/* Functions that return a LONG: names of errors in the message. */
#define CHECK_RESULT(call, expected)					\
	case_check_result(__FILE__, __LINE__, #call, (call),		\
			  #expected, (expected))
#define CHECK_OK(call)		CHECK_RESULT(call, 0)

/* Check that a call returns a request ID; evaluates to it. */
#define CHECK_REQUEST(call)						\
	case_check_request(__FILE__, __LINE__, #call, (call))

void case_check_equal(const char *file, int line, const char *seen_text,
		      intmax_t seen, const char *expected_text,
		      intmax_t expected);
void case_check_result(const char *file, int line, const char *call,
		       int32_t seen, const char *expected_text,
		       int32_t expected);
uint32_t case_check_request(const char *file, int line, const char *call,
			    int32_t seen);

/*
 * Wait until the condition holds, SOON at most; the whole expression is
 * evaluated again and again.
 */
#define CHECK_SOON(condition)						\
	do {								\
		int64_t until_ = case_now_ms() + SOON;			\
									\
		while (!(condition)) {					\
			if (case_now_ms() > until_)			\
				case_fail(__FILE__, __LINE__,		\
					  "never true: %s", #condition);\
			case_sleep_ms(1);				\
		}							\
	} while (0)

int64_t case_now_ms(void);
void case_sleep_ms(int milliseconds);

#endif /* CONFORMANCE_CASE_H */
