// SPDX-License-Identifier: LGPL-2.1-or-later
/* The functions of a provider without system calls. */
#include "cmocka-first.h"

#include "common/handle_table.h"
#include "tspi/report.h"
#include "tspi/caps.h"
#include "tspi/requests.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DOWN	TPHONE_BUTTONSTATE_DOWN
#define UP	TPHONE_BUTTONSTATE_UP
#define KEYPAD	TPHONE_BUTTONMODE_KEYPAD
#define CALL	TPHONE_BUTTONMODE_CALL

static void errors_have_their_meaning(void **state)
{
	(void)state;
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetLamp, 0), 0);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetLamp, -EDOM),
			 PHONEERR_INVALLAMPMODE);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetRing, -EDOM),
			 PHONEERR_INVALRINGMODE);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetHookSwitch, -EDOM),
			 PHONEERR_INVALHOOKSWITCHMODE);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetHookSwitch, -ENXIO),
			 PHONEERR_INVALHOOKSWITCHDEV);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetLamp, -ECHRNG),
			 PHONEERR_INVALBUTTONLAMPID);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetData, -EBADSLT),
			 PHONEERR_INVALDATAID);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetDisplay, -ERANGE),
			 PHONEERR_INVALPARAM);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetGain, -EOPNOTSUPP),
			 PHONEERR_OPERATIONUNAVAIL);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetGain, -EAGAIN),
			 PHONEERR_RESOURCEUNAVAIL);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetGain, -ENOTCONN),
			 PHONEERR_INVALPHONESTATE);
	assert_int_equal(tspi_error(TSPI_CALL_phoneOpen, -EBUSY),
			 PHONEERR_ALLOCATED);
	assert_int_equal(tspi_error(TSPI_CALL_phoneJoin, -EBUSY),
			 PHONEERR_INUSE);
	assert_int_equal(tspi_error(TSPI_CALL_phoneOpen, -ENODEV),
			 PHONEERR_NODRIVER);
	assert_int_equal(tspi_error(TSPI_CALL_phoneDevSpecific, -EFAULT),
			 PHONEERR_INVALPOINTER);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetData, -EFAULT),
			 PHONEERR_NOMEM);
}

static void lists_lack_what_they_lack(void **state)
{
	(void)state;
	/* R51 of Documentation/tapi-rules.rst */
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetButtonInfo, -ENOTCONN),
			 PHONEERR_OPERATIONFAILED);
	assert_int_equal(tspi_error(TSPI_CALL_phoneDevSpecific, -EHOSTDOWN),
			 PHONEERR_OPERATIONFAILED);
	/* R27 */
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetButtonInfo, -EDOM),
			 PHONEERR_OPERATIONFAILED);
	assert_int_equal(tspi_error(TSPI_CALL_phoneGetData, -ENOMEM),
			 PHONEERR_OPERATIONFAILED);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetLamp, -ENODEV),
			 PHONEERR_OPERATIONFAILED);
	assert_int_equal(tspi_error(TSPI_CALL_phoneSetLamp, -ECANCELED),
			 PHONEERR_OPERATIONFAILED);
}

/* Any errno of the kernel, known or not. */
static void every_answer_is_on_the_list(void **state)
{
	int call, error;

	(void)state;
	for (call = TSPI_CALL_phoneNegotiateTSPIVersion; call < NR_TSPI_CALLS;
	     call++) {
		if (call == TSPI_CALL_phoneLeave)
			continue;	/* it cannot fail */
		for (error = 1; error < 600; error++)
			assert_true(tspi_may_answer(call, tspi_error(call,
								     -error)));
	}
	assert_false(tspi_may_answer(TSPI_CALL_phoneOpen, 0));
	assert_false(tspi_may_answer(TSPI_CALL_phoneOpen, 17));
	assert_false(tspi_may_answer(TSPI_CALL_phoneClose,
				     PHONEERR_DISCONNECTED));
}

static int setup_pairs(void **state)
{
	static struct button_pairs pairs;

	*state = &pairs;
	return button_pairs_init(&pairs, 3) ? 0 : -1;
}

static int free_pairs(void **state)
{
	button_pairs_free(*state);
	return 0;
}

/* Up to three changes, 0 for none. */
static void assert_changes(const struct button_change *changes,
			   unsigned int count, uint32_t first, uint32_t second,
			   uint32_t third)
{
	const uint32_t expected[] = { first, second, third };
	unsigned int i;

	assert_int_equal(count, !!first + !!second + !!third);
	for (i = 0; i < count; i++)
		assert_int_equal(changes[i].state, expected[i]);
}

static void buttons_come_in_pairs(void **state)
{
	struct button_change changes[MOST_BUTTON_CHANGES];
	struct button_pairs *pairs = *state;
	unsigned int count;

	count = button_pairs_event(pairs, 1, 10, UP, KEYPAD, false, changes);
	assert_changes(changes, count, 0, 0, 0);
	count = button_pairs_event(pairs, 1, 11, DOWN, KEYPAD, false, changes);
	assert_changes(changes, count, DOWN, 0, 0);
	/* Other phones have other identifiers. */
	count = button_pairs_event(pairs, 2, 12, UP, KEYPAD, false, changes);
	assert_changes(changes, count, 0, 0, 0);
	count = button_pairs_event(pairs, 1, 13, DOWN, KEYPAD, false, changes);
	assert_changes(changes, count, UP, DOWN, 0);
	count = button_pairs_event(pairs, 1, 14, UP, KEYPAD, false, changes);
	assert_changes(changes, count, UP, 0, 0);
	count = button_pairs_event(pairs, 1, 15, UP, KEYPAD, false, changes);
	assert_changes(changes, count, 0, 0, 0);
	count = button_pairs_event(pairs, 3, 16, DOWN, KEYPAD, false, changes);
	assert_changes(changes, count, 0, 0, 0);
}

static void presses_without_releases_are_released(void **state)
{
	struct button_change changes[MOST_BUTTON_CHANGES];
	struct button_pairs *pairs = *state;
	unsigned int count;

	count = button_pairs_event(pairs, 0, 1, DOWN, CALL, true, changes);
	assert_changes(changes, count, DOWN, UP, 0);
	count = button_pairs_event(pairs, 0, 2, DOWN, CALL, false, changes);
	assert_changes(changes, count, DOWN, 0, 0);
	count = button_pairs_event(pairs, 0, 3, DOWN, CALL, true, changes);
	assert_changes(changes, count, UP, DOWN, UP);
}

static void an_up_has_the_mode_of_its_down(void **state)
{
	struct button_change changes[MOST_BUTTON_CHANGES];
	struct button_pairs *pairs = *state;

	button_pairs_event(pairs, 0, 1, DOWN, CALL, false, changes);
	assert_int_equal(changes[0].mode, CALL);
	button_pairs_event(pairs, 0, 2, UP, KEYPAD, false, changes);
	assert_int_equal(changes[0].mode, CALL);
}

static void answers_mend_what_was_lost(void **state)
{
	struct button_change changes[MOST_BUTTON_CHANGES];
	struct button_pairs *pairs = *state;
	unsigned int count;

	count = button_pairs_answer(pairs, 0, 10, DOWN, CALL, changes);
	assert_changes(changes, count, DOWN, 0, 0);
	count = button_pairs_answer(pairs, 0, 11, DOWN, CALL, changes);
	assert_changes(changes, count, 0, 0, 0);
	/* The answer includes the events before it. */
	count = button_pairs_event(pairs, 0, 11, DOWN, CALL, false, changes);
	assert_changes(changes, count, 0, 0, 0);
	count = button_pairs_answer(pairs, 0, 12, UP, CALL, changes);
	assert_changes(changes, count, UP, 0, 0);
	count = button_pairs_answer(pairs, 0, 13, TPHONE_BUTTONSTATE_UNAVAIL,
				    CALL, changes);
	assert_changes(changes, count, 0, 0, 0);
	count = button_pairs_answer(pairs, 3, 14, DOWN, CALL, changes);
	assert_changes(changes, count, 0, 0, 0);
}

static void what_nobody_wanted_owes_nothing(void **state)
{
	struct button_change changes[MOST_BUTTON_CHANGES];
	struct button_pairs *pairs = *state;
	unsigned int count;

	button_pairs_event(pairs, 0, 1, DOWN, CALL, false, changes);
	button_pairs_forget(pairs, 0, 2);
	button_pairs_forget(pairs, 3, 2);
	count = button_pairs_event(pairs, 0, 3, UP, CALL, false, changes);
	assert_changes(changes, count, 0, 0, 0);
}

static void filters_are_checked(void **state)
{
	struct filter filter = { 0x00ffffff, 0x3f, 0xf };

	(void)state;
	assert_int_equal(filter_check(&filter), 0);
	filter.button_states = 0;
	assert_int_equal(filter_check(&filter), PHONEERR_INVALBUTTONSTATE);
	filter.button_states = 0x10;
	assert_int_equal(filter_check(&filter), PHONEERR_INVALBUTTONSTATE);
	/* States without modes select nothing. */
	filter.button_modes = 0;
	assert_int_equal(filter_check(&filter), 0);
	filter.button_modes = 0x40;
	assert_int_equal(filter_check(&filter), PHONEERR_INVALBUTTONMODE);
	filter.states = 0x01000000;
	assert_int_equal(filter_check(&filter), PHONEERR_INVALPHONESTATE);
}

static void events_are_judged_by_the_filter_of_their_time(void **state)
{
	static const struct filter lamps = { PHONESTATE_LAMP, 0, 0 };
	static const struct filter more = {
		PHONESTATE_LAMP | PHONESTATE_DISPLAY, PHONEBUTTONMODE_CALL,
		PHONEBUTTONSTATE_DOWN,
	};
	static const struct filter nothing;
	struct filters filters;

	(void)state;
	filters_init(&filters);
	assert_false(filters_want_state(&filters, 5, PHONESTATE_LAMP));
	filters_change(&filters, 10, &lamps);
	assert_false(filters_want_state(&filters, 10, PHONESTATE_LAMP));
	assert_true(filters_want_state(&filters, 11, PHONESTATE_LAMP));
	assert_false(filters_want_state(&filters, 11, PHONESTATE_DISPLAY));
	filters_change(&filters, 20, &more);
	assert_true(filters_want_state(&filters, 15, PHONESTATE_LAMP));
	assert_false(filters_want_state(&filters, 15, PHONESTATE_DISPLAY));
	assert_true(filters_want_state(&filters, 21, PHONESTATE_DISPLAY));
	assert_true(filters_want_mode(&filters, 21, PHONEBUTTONMODE_CALL));
	assert_false(filters_want_mode(&filters, 21, PHONEBUTTONMODE_LOCAL));
	assert_true(filters_want_button(&filters, 21, PHONEBUTTONMODE_CALL,
					PHONEBUTTONSTATE_DOWN));
	assert_false(filters_want_button(&filters, 21, PHONEBUTTONMODE_CALL,
					 PHONEBUTTONSTATE_UP));
	/* Events that are not selected any more are not reported. */
	filters_change(&filters, 30, &nothing);
	assert_false(filters_want_state(&filters, 25, PHONESTATE_LAMP));
	assert_int_equal(filters_now(&filters)->states, 0);
}

static void many_filters_are_remembered(void **state)
{
	static const struct filter lamps = { PHONESTATE_LAMP, 0, 0 };
	struct filters filters;
	uint64_t seq;

	(void)state;
	filters_init(&filters);
	for (seq = 1; seq <= 3 * REMEMBERED_FILTERS; seq++)
		filters_change(&filters, seq, &lamps);
	assert_true(filters_want_state(&filters, seq, PHONESTATE_LAMP));
	assert_true(filters_want_state(&filters, 1, PHONESTATE_LAMP));
}

static void filters_ask_for_the_events_they_need(void **state)
{
	struct filter filter = { PHONESTATE_SPEAKERGAIN, 0, 0xf };

	(void)state;
	assert_int_equal(filter_events(&filter),
			 TPHONE_EVENT_BIT(TPHONE_EVENT_GAIN));
	filter.states = PHONESTATE_OTHER;
	assert_int_equal(filter_events(&filter),
			 TPHONE_EVENT_BIT(TPHONE_EVENT_DATA) |
			 TPHONE_EVENT_BIT(TPHONE_EVENT_BUTTON_INFO));
	filter.states = 0x00ffffff;
	filter.button_modes = PHONEBUTTONMODE_KEYPAD;
	assert_int_equal(filter_events(&filter),
			 TPHONE_EVENTS_DEFAULT &
			 ~(TPHONE_EVENT_BIT(TPHONE_EVENT_OWNER) |
			   TPHONE_EVENT_BIT(TPHONE_EVENT_MONITORS) |
			   TPHONE_EVENT_BIT(TPHONE_EVENT_DEVSPECIFIC)));
}

/* Known answers: programs store identifiers, so they must not change. */
static void permanent_ids_stay(void **state)
{
	GUID guid = permanent_guid("sim-desk");
	GUID other = permanent_guid("sim-desl");

	(void)state;
	assert_int_equal(permanent_id(""), 0x811c9dc5);
	assert_int_equal(permanent_id("a"), 0xe40c292c);
	assert_int_equal(permanent_id("foobar"), 0xbf9cf968);
	assert_int_not_equal(permanent_id("sim-desk"), permanent_id("sim-desl"));
	assert_memory_not_equal(&guid, &other, sizeof(guid));
	/* Version 8, the variant of RFC 9562. */
	assert_int_equal(guid.Data3 >> 12, 8);
	assert_int_equal(guid.Data4[0] >> 6, 2);
}

static void numbers_do_not_come_back_soon(void **state)
{
	struct handle_table table = { .kind = 1 }, other = { .kind = 2 };
	uintptr_t number, before = 0;
	int object, i;

	(void)state;
	for (i = 0; i < 1000; i++) {
		number = handle_table_add(&table, &object);
		assert_int_not_equal(number, 0);
		assert_true(number <= 0x7fffffff);
		assert_int_not_equal(number, before);
		assert_ptr_equal(handle_table_find(&table, number), &object);
		assert_null(handle_table_find(&other, number));
		assert_null(handle_table_find(&table, before));
		handle_table_remove(&table, number);
		handle_table_remove(&table, number);
		assert_null(handle_table_find(&table, number));
		before = number;
	}
	free(table.slots);
}

static void made_up_numbers_stand_for_nothing(void **state)
{
	struct handle_table table = { .kind = 1 };
	int objects[40];
	uintptr_t taken[40];
	int i;

	(void)state;
	assert_null(handle_table_find(&table, 0));
	for (i = 0; i < 40; i++)
		taken[i] = handle_table_add(&table, &objects[i]);
	for (i = 0; i < 40; i++)
		assert_ptr_equal(handle_table_find(&table, taken[i]),
				 &objects[i]);
	assert_null(handle_table_find(&table, 0));
	assert_null(handle_table_find(&table, 0x7fff1234));
	assert_null(handle_table_find(&table, UINTPTR_MAX));
	assert_null(handle_table_find(&table, taken[0] + 0x10000));
	handle_table_clear(&table);
	assert_null(handle_table_find(&table, taken[0]));
	free(table.slots);
}

static void versions_agree_on_the_highest(void **state)
{
	(void)state;
	assert_int_equal(version_agree(2, 4, 1, 9), 4);
	assert_int_equal(version_agree(2, 4, 1, 3), 3);
	assert_int_equal(version_agree(2, 4, 4, 4), 4);
	assert_int_equal(version_agree(2, 4, 5, 9), 0);
	assert_int_equal(version_agree(2, 4, 0, 1), 0);
	assert_int_equal(version_agree(2, 4, 4, 2), 0);
	assert_true(version_exists(0x00020001));
	assert_false(version_exists(0x00010004));
	assert_false(version_exists(0x00020003));
}

static void features_follow_from_what_the_phone_has(void **state)
{
	struct tphone_info info = {
		.opcodes = 0x3fe,
		.hook_devices = TPHONE_HOOK_HANDSET | TPHONE_HOOK_HEADSET,
		.hook_modes_settable = { TPHONE_HOOKMODE_ONHOOK, 0, 0 },
		.volume_devices = TPHONE_HOOK_HEADSET,
		.nr_buttons = 1,
		.nr_ring_modes = 1,
	};

	(void)state;
	assert_int_equal(features_of(&info),
			 PHONEFEATURE_GETBUTTONINFO | PHONEFEATURE_GETLAMP |
			 PHONEFEATURE_GETRING |
			 PHONEFEATURE_GETGAINHANDSET |
			 PHONEFEATURE_GETGAINHEADSET |
			 PHONEFEATURE_GETHOOKSWITCHHANDSET |
			 PHONEFEATURE_GETHOOKSWITCHHEADSET |
			 PHONEFEATURE_GETVOLUMEHANDSET |
			 PHONEFEATURE_GETVOLUMEHEADSET |
			 PHONEFEATURE_SETBUTTONINFO | PHONEFEATURE_SETLAMP |
			 PHONEFEATURE_SETRING |
			 PHONEFEATURE_SETHOOKSWITCHHANDSET |
			 PHONEFEATURE_SETVOLUMEHEADSET);
	assert_int_equal(features_now(&info, TPHONE_STATUS_CONNECTED),
			 features_of(&info));
	assert_int_equal(features_now(&info, 0) & FEATURES_SET, 0);
	assert_int_equal(features_now(&info, TPHONE_STATUS_CONNECTED |
					     TPHONE_STATUS_SUSPENDED),
			 features_now(&info, 0));
	assert_int_equal(features_of(&info) & ~FEATURES_SET,
			 features_now(&info, 0));
}

#define PAIRS_TEST(test) \
	cmocka_unit_test_setup_teardown(test, setup_pairs, free_pairs)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_have_their_meaning),
		cmocka_unit_test(lists_lack_what_they_lack),
		cmocka_unit_test(every_answer_is_on_the_list),
		PAIRS_TEST(buttons_come_in_pairs),
		PAIRS_TEST(presses_without_releases_are_released),
		PAIRS_TEST(an_up_has_the_mode_of_its_down),
		PAIRS_TEST(answers_mend_what_was_lost),
		PAIRS_TEST(what_nobody_wanted_owes_nothing),
		cmocka_unit_test(filters_are_checked),
		cmocka_unit_test(events_are_judged_by_the_filter_of_their_time),
		cmocka_unit_test(many_filters_are_remembered),
		cmocka_unit_test(filters_ask_for_the_events_they_need),
		cmocka_unit_test(permanent_ids_stay),
		cmocka_unit_test(numbers_do_not_come_back_soon),
		cmocka_unit_test(made_up_numbers_stand_for_nothing),
		cmocka_unit_test(versions_agree_on_the_highest),
		cmocka_unit_test(features_follow_from_what_the_phone_has),
	};

	return cmocka_run_group_tests_name("tspi-pure", tests, NULL, NULL);
}
