// SPDX-License-Identifier: LGPL-2.1-or-later
/* Filters, and the queue of messages: order, limits, merging. */
#include "cmocka-first.h"

#include "alloc.h"
#include "tapi/broadcast.h"
#include "tapi/message.h"

#include <stdlib.h>

#define HANDLE_NUMBER	77

static struct tapi_message_queue queue;
static struct tapi_backlog backlog, other;

static int setup(void **state)
{
	(void)state;
	alloc_fail_at(0);
	tapi_message_queue_init(&queue);
	backlog = (struct tapi_backlog){ 0 };
	other = (struct tapi_backlog){ 0 };
	return 0;
}

static int teardown(void **state)
{
	struct tapi_message *message;

	(void)state;
	while ((message = tapi_message_queue_take(&queue)))
		free(message);
	tapi_backlog_free(&backlog);
	tapi_backlog_free(&other);
	return 0;
}

static void add(struct tapi_backlog *whose, DWORD device, DWORD id,
		DWORD_PTR first, DWORD_PTR second, DWORD_PTR third)
{
	struct tapi_message *message = calloc(1, sizeof(*message));

	assert_non_null(message);
	message->backlog = whose;
	message->content.hDevice = device;
	message->content.dwMessageID = id;
	message->content.dwParam1 = first;
	message->content.dwParam2 = second;
	message->content.dwParam3 = third;
	tapi_message_queue_add(&queue, message);
}

static void state_event(DWORD states, DWORD_PTR detail)
{
	if (tapi_backlog_admits_state(&backlog, states, detail))
		add(&backlog, HANDLE_NUMBER, PHONE_STATE, states, detail, 0);
}

static void button_event(DWORD button, DWORD pressed)
{
	if (tapi_backlog_admits_button(&backlog, button, pressed))
		add(&backlog, HANDLE_NUMBER, PHONE_BUTTON, button,
		    PHONEBUTTONMODE_KEYPAD, pressed);
}

static PHONEMESSAGE take(void)
{
	struct tapi_message *message = tapi_message_queue_take(&queue);
	PHONEMESSAGE content;

	assert_non_null(message);
	content = message->content;
	free(message);
	return content;
}

static void messages_leave_in_order(void **state)
{
	(void)state;
	add(&backlog, 1, PHONE_STATE, 1, 0, 0);
	add(&other, 2, PHONE_BUTTON, 2, 0, PHONEBUTTONSTATE_UP);
	add(NULL, 0, PHONE_REMOVE, 3, 0, 0);
	assert_int_equal(queue.count, 3);
	assert_int_equal(take().dwParam1, 1);
	assert_int_equal(take().dwParam1, 2);
	assert_int_equal(take().dwParam1, 3);
	assert_null(tapi_message_queue_take(&queue));
}

static void purging_takes_those_of_one_handle(void **state)
{
	struct tapi_message_list purged = TAILQ_HEAD_INITIALIZER(purged);
	struct tapi_message *message;
	unsigned int count = 0;

	(void)state;
	backlog.nr_requests = 1;
	state_event(PHONESTATE_LAMP, 3);
	add(&other, 2, PHONE_STATE, 1, 0, 0);
	add(&backlog, 0, PHONE_STATE, PHONESTATE_REINIT, 0, 0);
	add(&backlog, HANDLE_NUMBER, PHONE_REPLY, 5, 0, 0);
	button_event(1, PHONEBUTTONSTATE_DOWN);
	add(&backlog, HANDLE_NUMBER, PHONE_DEVSPECIFIC, 0, 0, 0);
	tapi_message_queue_purge(&queue, &backlog, &purged);
	while ((message = TAILQ_FIRST(&purged))) {
		TAILQ_REMOVE(&purged, message, link);
		free(message);
		count++;
	}
	assert_int_equal(count, 5);
	assert_int_equal(queue.count, 1);
	assert_int_equal(backlog.nr_states, 0);
	assert_int_equal(backlog.nr_buttons, 0);
	assert_int_equal(backlog.nr_requests, 0);
	assert_int_equal(backlog.nr_devspecific, 0);
	assert_false(backlog.has_reinit);
	assert_int_equal(take().hDevice, 2);
}

static void fill_with_states(DWORD states, DWORD_PTR detail)
{
	unsigned int i;

	for (i = 0; i < TAPI_MAX_WAITING; i++)
		state_event(states, detail);
	assert_int_equal(queue.count, TAPI_MAX_WAITING);
}

static PHONEMESSAGE take_last(void)
{
	while (queue.count > 1)
		take();
	return take();
}

static void states_beyond_the_limit_are_merged(void **state)
{
	PHONEMESSAGE last;

	(void)state;
	fill_with_states(PHONESTATE_RINGMODE, 1);
	state_event(PHONESTATE_DISPLAY, 0);
	state_event(PHONESTATE_LAMP, 9);
	assert_int_equal(queue.count, TAPI_MAX_WAITING);
	last = take_last();
	assert_int_equal(last.dwParam1, PHONESTATE_RINGMODE |
			 PHONESTATE_DISPLAY | PHONESTATE_LAMP);
	assert_int_equal(last.dwParam2, 0);
	/* The queue has room again. */
	state_event(PHONESTATE_LAMP, 9);
	last = take();
	assert_int_equal(last.dwParam1, PHONESTATE_LAMP);
	assert_int_equal(last.dwParam2, 9);
}

static void a_merged_value_is_the_newest(void **state)
{
	PHONEMESSAGE last;

	(void)state;
	fill_with_states(PHONESTATE_RINGMODE, 1);
	state_event(PHONESTATE_RINGMODE, 2);
	last = take_last();
	assert_int_equal(last.dwParam1, PHONESTATE_RINGMODE);
	assert_int_equal(last.dwParam2, 2);
}

/* Merged, they would report a change of one lamp only. */
static void two_lamps_are_not_told_as_one(void **state)
{
	PHONEMESSAGE last;

	(void)state;
	fill_with_states(PHONESTATE_LAMP, 4);
	state_event(PHONESTATE_LAMP, 4);
	state_event(PHONESTATE_LAMP, 5);
	last = take_last();
	assert_int_equal(last.dwParam1, PHONESTATE_LAMP | PHONESTATE_OTHER);
	assert_int_equal(last.dwParam2, 0);
}

static void the_same_lamp_stays_one(void **state)
{
	PHONEMESSAGE last;

	(void)state;
	fill_with_states(PHONESTATE_LAMP, 4);
	state_event(PHONESTATE_LAMP, 4);
	last = take_last();
	assert_int_equal(last.dwParam1, PHONESTATE_LAMP);
	assert_int_equal(last.dwParam2, 4);
}

static void reinit_is_never_merged_and_comes_once(void **state)
{
	(void)state;
	fill_with_states(PHONESTATE_LAMP, 4);
	assert_true(tapi_backlog_admits_reinit(&backlog));
	add(&backlog, 0, PHONE_STATE, PHONESTATE_REINIT, 0, 0);
	assert_false(tapi_backlog_admits_reinit(&backlog));
	state_event(PHONESTATE_LAMP, 4);
	assert_int_equal(take_last().dwParam1, PHONESTATE_REINIT);
	assert_true(tapi_backlog_admits_reinit(&backlog));
}

static void presses_beyond_the_limit_go_with_their_releases(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < TAPI_MAX_WAITING - 1; i++)
		button_event(i % 2, i % 4 < 2 ? PHONEBUTTONSTATE_DOWN :
						PHONEBUTTONSTATE_UP);
	button_event(7, PHONEBUTTONSTATE_DOWN);
	assert_int_equal(queue.count, TAPI_MAX_WAITING);
	button_event(8, PHONEBUTTONSTATE_DOWN);
	assert_int_equal(queue.count, TAPI_MAX_WAITING);
	/* The message of its press is in the queue. */
	button_event(7, PHONEBUTTONSTATE_UP);
	assert_int_equal(queue.count, TAPI_MAX_WAITING + 1);
	/* The message of its press was dropped, so this one is, too. */
	while (queue.count)
		take();
	button_event(8, PHONEBUTTONSTATE_UP);
	assert_int_equal(queue.count, 0);
	button_event(8, PHONEBUTTONSTATE_DOWN);
	button_event(8, PHONEBUTTONSTATE_UP);
	assert_int_equal(queue.count, 2);
}

/* The handle selected messages while the button was down. */
static void a_release_alone_passes(void **state)
{
	(void)state;
	button_event(3, PHONEBUTTONSTATE_UP);
	assert_int_equal(queue.count, 1);
}

static void a_press_lost_for_lack_of_memory_has_no_release(void **state)
{
	(void)state;
	assert_true(tapi_backlog_admits_button(&backlog, 5,
					       PHONEBUTTONSTATE_DOWN));
	tapi_backlog_lose_button(&backlog, 5, PHONEBUTTONSTATE_DOWN);
	button_event(5, PHONEBUTTONSTATE_UP);
	assert_int_equal(queue.count, 0);
}

static void buttons_that_no_phone_has_do_no_harm(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < TAPI_MAX_WAITING + 10; i++)
		button_event(0xffffffff - i, PHONEBUTTONSTATE_DOWN);
	assert_int_equal(queue.count, TAPI_MAX_WAITING);
	button_event(0xffffffff, PHONEBUTTONSTATE_UP);
	assert_int_equal(queue.count, TAPI_MAX_WAITING);
}

static void filters_pass_what_they_say(void **state)
{
	const struct filter filter = {
		PHONESTATE_LAMP | PHONESTATE_REINIT, PHONEBUTTONMODE_KEYPAD,
		PHONEBUTTONSTATE_DOWN,
	};

	(void)state;
	assert_int_equal(tapi_filter_states(&filter, ~0U), PHONESTATE_LAMP);
	assert_true(tapi_filter_passes_button(&filter, PHONEBUTTONMODE_KEYPAD,
					      PHONEBUTTONSTATE_DOWN));
	assert_false(tapi_filter_passes_button(&filter, PHONEBUTTONMODE_KEYPAD,
					       PHONEBUTTONSTATE_UP));
	assert_false(tapi_filter_passes_button(&filter, PHONEBUTTONMODE_CALL,
					       PHONEBUTTONSTATE_DOWN));
}

static LONG check(DWORD states, DWORD modes, DWORD button_states)
{
	const struct filter filter = { states, modes, button_states };

	return filter_check(&filter);
}

static void filters_know_their_bits(void **state)
{
	(void)state;
	assert_int_equal(check(0, 0, 0), 0);
	assert_int_equal(check(0xffffff, 0x3f, 0xf), 0);
	assert_int_equal(check(0x1000000, 0, 0), PHONEERR_INVALPHONESTATE);
	assert_int_equal(check(0, 0x40, 1), PHONEERR_INVALBUTTONMODE);
	assert_int_equal(check(0, 1, 0x10), PHONEERR_INVALBUTTONSTATE);
	assert_int_equal(check(0, 1, 0), PHONEERR_INVALBUTTONSTATE);
	assert_int_equal(check(0, 0, ~0U), 0);
}

static void sums_of_filters_leave_out_what_means_nothing(void **state)
{
	const struct filter one = { 1, 0, 2 }, two = { 4, 8, 1 };
	struct filter sum = { 0 };

	(void)state;
	tapi_filter_add(&sum, &one);
	assert_int_equal(sum.button_states, 0);
	tapi_filter_add(&sum, &two);
	assert_true(tapi_filter_equal(&sum, &(struct filter){ 5, 8, 1 }));
	assert_false(tapi_filter_equal(&sum, &two));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(messages_leave_in_order),
		TEST(purging_takes_those_of_one_handle),
		TEST(states_beyond_the_limit_are_merged),
		TEST(a_merged_value_is_the_newest),
		TEST(two_lamps_are_not_told_as_one),
		TEST(the_same_lamp_stays_one),
		TEST(reinit_is_never_merged_and_comes_once),
		TEST(presses_beyond_the_limit_go_with_their_releases),
		TEST(a_release_alone_passes),
		TEST(a_press_lost_for_lack_of_memory_has_no_release),
		TEST(buttons_that_no_phone_has_do_no_harm),
		TEST(filters_pass_what_they_say),
		TEST(filters_know_their_bits),
		TEST(sums_of_filters_leave_out_what_means_nothing),
	};

	return cmocka_run_group_tests_name("tapi-messages", tests, NULL, NULL);
}
