// SPDX-License-Identifier: GPL-2.0-only
/*
 * The operations that the fail-safe submits at the last close.
 */
#include "cmocka-first.h"

#include "failsafe.h"

static const u32 button_modes[] = {
	TPHONE_BUTTONMODE_DUMMY, TPHONE_BUTTONMODE_CALL,
	TPHONE_BUTTONMODE_FEATURE, TPHONE_BUTTONMODE_KEYPAD,
	TPHONE_BUTTONMODE_LOCAL, TPHONE_BUTTONMODE_DISPLAY,
};

/* All bits with a name, and others. */
#define NR_FUNCTIONS	0x40

static bool is_of_a_call(u32 function)
{
	return function == TPHONE_FUNCTION_CALLAPP ||
	       function == TPHONE_FUNCTION_BRIDGEDAPP ||
	       function == TPHONE_FUNCTION_HOLD ||
	       function == TPHONE_FUNCTION_MUTE;
}

static bool says_nothing(u32 function)
{
	return function == TPHONE_FUNCTION_UNKNOWN ||
	       function == TPHONE_FUNCTION_NONE;
}

static void call_puts_out_calls_hold_and_mute(void **state)
{
	u32 function;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(button_modes); i++) {
		for (function = 0; function < NR_FUNCTIONS; function++) {
			bool expected = is_of_a_call(function);

			if (says_nothing(function))
				expected = button_modes[i] ==
					   TPHONE_BUTTONMODE_CALL;
			assert_int_equal(tphone_reset_hits_lamp(TPHONE_RESET_CALL,
								button_modes[i],
								function),
					 expected);
		}
	}
}

static void call_leaves_what_scripts_set(void **state)
{
	(void)state;
	assert_false(tphone_reset_hits_lamp(TPHONE_RESET_CALL,
					    TPHONE_BUTTONMODE_DUMMY,
					    TPHONE_FUNCTION_MSGINDICATOR));
	assert_false(tphone_reset_hits_lamp(TPHONE_RESET_CALL,
					    TPHONE_BUTTONMODE_CALL,
					    TPHONE_FUNCTION_MSGINDICATOR));
	assert_false(tphone_reset_hits_lamp(TPHONE_RESET_CALL,
					    TPHONE_BUTTONMODE_CALL,
					    TPHONE_FUNCTION_VENDOR));
}

static void all_and_none_look_at_nothing(void **state)
{
	u32 function;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(button_modes); i++) {
		for (function = 0; function < NR_FUNCTIONS; function++) {
			assert_true(tphone_reset_hits_lamp(TPHONE_RESET_ALL,
							   button_modes[i],
							   function));
			assert_false(tphone_reset_hits_lamp(TPHONE_RESET_NONE,
							    button_modes[i],
							    function));
		}
	}
}

static void names(void **state)
{
	(void)state;
	/* The default of a driver that sets no fail-safe. */
	assert_string_equal(tphone_reset_name(0), "call");
	assert_string_equal(tphone_reset_name(TPHONE_RESET_CALL), "call");
	assert_string_equal(tphone_reset_name(TPHONE_RESET_NONE), "none");
	assert_string_equal(tphone_reset_name(TPHONE_RESET_ALL), "all");
	assert_null(tphone_reset_name(TPHONE_RESET_ALL + 1));
	assert_null(tphone_reset_name(-1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(call_puts_out_calls_hold_and_mute),
		cmocka_unit_test(call_leaves_what_scripts_set),
		cmocka_unit_test(all_and_none_look_at_nothing),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
