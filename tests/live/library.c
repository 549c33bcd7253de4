// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The library and the kernel together, on a simulated phone of tphone-sim. As root.
 */
#include "cmocka-first.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tphone.h>
#include <unistd.h>

#include "phone.h"
#include "sim.h"

/* The folder of the phone in configfs. */
#define MINE	"libtphone-test"
#define ID	"libtphone-test-id"
#define LAMP	12	/* the first after the keypad */

static struct tphone *phone;

static int setup(void **state)
{
	(void)state;
	if (phone_create(MINE, ID))
		return -1;
	/* Settings stay, for tests that close the phone and open it anew. */
	sim("reset_on_last_close", "none");
	sim("live", "1");
	if (phone_find())
		return -1;
	return tphone_open(path, TPHONE_ROLE_OWNER, &phone);
}

static int teardown(void **state)
{
	(void)state;
	tphone_close(phone);
	phone = NULL;
	return phone_remove();
}

static void the_phone_is_found_and_described(void **state)
{
	char other[64];
	struct tphone_info info;
	struct tphone_list *list;
	const struct tphone_device *device;

	(void)state;
	assert_int_equal(tphone_get_info(phone, &info, sizeof(info)), 0);
	assert_string_equal(info.id, ID);
	assert_int_equal(tphone_list_new(&list), 0);
	device = phone_in_list(list);
	assert_non_null(device);
	assert_int_equal(tphone_device_index(device), info.index);
	assert_string_equal(tphone_device_id(device), ID);
	assert_string_equal(tphone_device_model(device), info.model);
	assert_string_equal(tphone_device_manufacturer(device),
			    info.manufacturer);
	assert_string_equal(tphone_device_driver(device), info.driver);
	assert_int_equal(tphone_find(tphone_device_name(device), other,
				     sizeof(other)), 0);
	assert_string_equal(other, path);
	tphone_list_free(list);
}

static unsigned int next_action(struct tphone_watch *watch)
{
	const struct tphone_device *device;
	unsigned int action;

	assert_int_equal(phone_next_news(watch, &action, &device), 0);
	return action;
}

static void a_watch_sees_plugging(void **state)
{
	struct tphone_watch *watch;

	(void)state;
	assert_int_equal(tphone_watch_new(&watch), 0);
	tphone_close(phone);
	phone = NULL;
	sim("live", "0");
	/* The event of plugging it in for this test may come late. */
	while (next_action(watch) != TPHONE_DEVICE_REMOVED)
		;
	sim("live", "1");
	assert_int_equal(phone_find(), 0);
	assert_int_equal(next_action(watch), TPHONE_DEVICE_ADDED);
	tphone_watch_free(watch);
}

static void there_is_one_owner(void **state)
{
	struct tphone *second;
	char reply[3];
	size_t len;

	(void)state;
	assert_int_equal(tphone_open(path, TPHONE_ROLE_OWNER, &second),
			 -EBUSY);
	assert_int_equal(tphone_open(path, TPHONE_ROLE_MONITOR, &second), 0);
	assert_int_equal(tphone_set_role(second, TPHONE_ROLE_OWNER), -EBUSY);
	assert_int_equal(tphone_set_lamp(second, LAMP, TPHONE_LAMPMODE_STEADY,
					 SOON), -EPERM);
	assert_int_equal(tphone_devspecific(second, "abc", 3, reply, 3, &len,
					    SOON), 0);
	assert_memory_equal(reply, "cba", 3);
	assert_int_equal(tphone_get_role(second), TPHONE_ROLE_MONITOR);
	tphone_close(second);
}

static void what_is_set_can_be_read(void **state)
{
	struct tphone_state phone_state;
	struct tphone_button button;
	struct tphone_display display;
	struct tphone_lamp lamp;
	const char *row;
	size_t length;
	char *text;

	(void)state;
	assert_int_equal(tphone_set_lamp(phone, LAMP, TPHONE_LAMPMODE_FLASH,
					 SOON), 0);
	assert_int_equal(tphone_get_lamp(phone, LAMP, &lamp, sizeof(lamp)), 0);
	assert_int_equal(lamp.mode, TPHONE_LAMPMODE_FLASH);
	assert_int_equal(tphone_set_ring(phone, 2, 1000, SOON), 0);
	assert_int_equal(tphone_set_hook(phone, TPHONE_HOOK_SPEAKER,
					 TPHONE_HOOKMODE_MICSPEAKER, SOON), 0);
	assert_int_equal(tphone_set_volume(phone, TPHONE_HOOK_HEADSET, 500,
					   SOON), 0);
	assert_int_equal(tphone_set_gain(phone, TPHONE_HOOK_HANDSET, 600,
					 SOON), 0);
	assert_int_equal(tphone_get_state(phone, &phone_state,
					  sizeof(phone_state), NULL, 0), 0);
	assert_int_equal(phone_state.ring_mode, 2);
	assert_int_equal(phone_state.ring_volume, 1000);
	assert_int_equal(phone_state.hook_mode[1], TPHONE_HOOKMODE_MICSPEAKER);
	assert_int_equal(phone_state.volume[2], 500);
	assert_int_equal(phone_state.gain[0], 600);
	assert_int_equal(tphone_set_button(phone, LAMP,
					   TPHONE_BUTTONMODE_FEATURE,
					   TPHONE_FUNCTION_HOLD, "Hold", SOON),
			 0);
	assert_int_equal(tphone_get_button(phone, LAMP, &button,
					   sizeof(button)), 0);
	assert_int_equal(button.function, TPHONE_FUNCTION_HOLD);
	assert_string_equal(button.text, "Hold");
	assert_int_equal(tphone_set_display(phone, 1, 2, "Gr\303\274\303\237e",
					    SOON), 0);
	assert_int_equal(tphone_get_display(phone, &text, &display,
					    sizeof(display)), 0);
	row = tphone_display_row(text, display.columns, 1, &length);
	assert_non_null(row);
	assert_memory_equal(row, "  Gr\303\274\303\237e ", 10);
	assert_int_equal(length, display.columns + 2);
	free(text);
}

static void data_goes_both_ways(void **state)
{
	unsigned char data[256], back[256];
	struct tphone_data answer;
	unsigned int i;
	uint32_t bytes;
	size_t len;

	(void)state;
	for (i = 0; i < sizeof(data); i++)
		data[i] = (unsigned char)i;
	assert_int_equal(tphone_get_download_size(phone, 0, &bytes), 0);
	assert_int_equal(bytes, sizeof(data));
	assert_int_equal(tphone_set_data(phone, 0, 0, data, sizeof(data),
					 SOON), 0);
	assert_int_equal(tphone_get_data(phone, 0, 0, back, sizeof(back),
					 &answer, sizeof(answer)), 0);
	assert_int_equal(answer.len, sizeof(data));
	assert_memory_equal(data, back, sizeof(data));
	assert_int_equal(tphone_set_data(phone, 0, 1, data, sizeof(data),
					 SOON), -EMSGSIZE);
	assert_int_equal(tphone_devspecific(phone, "abc", 3, back, 2, &len,
					    SOON), 0);
	assert_int_equal(len, 2);
	assert_memory_equal(back, "cb", 2);
}

/* With a small max_payload, so that the library has to split the data. */
static void long_data_goes_in_pieces(void **state)
{
	char data[1000], back[1000];
	struct tphone_data answer;

	(void)state;
	tphone_close(phone);
	phone = NULL;
	sim("live", "0");
	sim("max_payload", "64");
	sim("live", "1");
	assert_int_equal(phone_find(), 0);
	assert_int_equal(tphone_open(path, TPHONE_ROLE_OWNER, &phone), 0);
	memset(data, 'x', sizeof(data));
	data[999] = 'y';
	assert_int_equal(tphone_set_data(phone, 1, 24, data, sizeof(data),
					 SOON), 0);
	assert_int_equal(tphone_get_data(phone, 1, 24, back, sizeof(back),
					 &answer, sizeof(answer)), 0);
	assert_int_equal(answer.len, sizeof(back));
	assert_memory_equal(data, back, sizeof(data));
	assert_int_equal(tphone_set_data(phone, 1, 25, data, sizeof(data),
					 SOON), -EMSGSIZE);
}

static void refusals_name_the_member(void **state)
{
	(void)state;
	assert_int_equal(tphone_set_lamp(phone, 9999, TPHONE_LAMPMODE_STEADY,
					 SOON), -ECHRNG);
	assert_string_equal(tphone_request_field_name
			    (tphone_error_offset(phone)), "target");
	assert_int_equal(tphone_set_lamp(phone, LAMP, 3, SOON), -EDOM);
	assert_string_equal(tphone_request_field_name
			    (tphone_error_offset(phone)), "arg0");
	assert_int_equal(tphone_set_display(phone, 0, 0, "\377", SOON),
			 -EILSEQ);
	sim("user", "unplug");
	assert_int_equal(tphone_set_lamp(phone, LAMP, TPHONE_LAMPMODE_STEADY,
					 SOON), -ENOTCONN);
	assert_null(tphone_request_field_name(tphone_error_offset(phone)));
}

static struct tphone_record seen[4096];
static unsigned int nr_seen;

static void see(struct tphone *from, const struct tphone_record *record,
		void *data)
{
	assert_ptr_equal(from, phone);
	(void)data;
	assert_true(nr_seen < 4096);
	if (nr_seen)
		assert_true(record->seq > seen[nr_seen - 1].seq);
	seen[nr_seen++] = *record;
}

static void see_n(unsigned int n)
{
	while (nr_seen < n)
		assert_true(tphone_wait(phone, SOON) > 0);
	assert_int_equal(nr_seen, n);
}

static void events_tell_who(void **state)
{
	uint64_t only_buttons;

	(void)state;
	nr_seen = 0;
	tphone_set_event_callback(phone, see, NULL);
	sim("user", "lift handset");
	sim("user", "press 5");
	assert_int_equal(tphone_set_lamp(phone, LAMP, TPHONE_LAMPMODE_WINK,
					 SOON), 0);
	see_n(3);
	assert_int_equal(seen[0].code, TPHONE_EVENT_HOOK);
	assert_int_equal(seen[0].value[1], TPHONE_HOOKMODE_MICSPEAKER);
	assert_int_equal(seen[0].cause, TPHONE_CAUSE_USER);
	assert_int_equal(seen[1].code, TPHONE_EVENT_BUTTON);
	assert_int_equal(seen[1].value[0], 5);
	assert_int_equal(seen[2].code, TPHONE_EVENT_LAMP);
	assert_int_equal(seen[2].cause, TPHONE_CAUSE_HOST);
	only_buttons = TPHONE_EVENT_BIT(TPHONE_EVENT_BUTTON);
	assert_int_equal(tphone_set_event_mask(phone, only_buttons), 0);
	sim("user", "replace handset");
	sim("user", "release 5");
	see_n(4);
	assert_int_equal(seen[3].code, TPHONE_EVENT_BUTTON);
	/* Events that the kernel does not have are left out of the mask. */
	assert_int_equal(tphone_set_event_mask(phone, ~UINT64_C(0)), 0);
	assert_int_equal(tphone_set_event_mask(phone, 1), 0);
}

static uint64_t submit(unsigned int mode, tphone_completion_fn callback)
{
	struct tphone_request request;
	uint64_t id;

	tphone_request_set_lamp(&request, LAMP, mode);
	assert_int_equal(tphone_submit(phone, &request, callback, NULL, &id),
			 0);
	return id;
}

static void deadlines_and_cancelling_end_operations(void **state)
{
	struct tphone_record completion;
	uint64_t id;

	(void)state;
	nr_seen = 0;
	sim("hold", "1");
	assert_int_equal(tphone_set_lamp(phone, LAMP, TPHONE_LAMPMODE_WINK,
					 20), -ETIMEDOUT);
	assert_int_equal(tphone_set_lamp(phone, LAMP, TPHONE_LAMPMODE_WINK, 0),
			 -ETIMEDOUT);
	submit(TPHONE_LAMPMODE_WINK, see);
	id = submit(TPHONE_LAMPMODE_STEADY, NULL);
	assert_int_equal(tphone_wait_for(phone, id, 10, NULL), -ETIMEDOUT);
	assert_int_equal(tphone_cancel(phone, id), 1);
	assert_int_equal(tphone_wait_for(phone, id, SOON, &completion), 0);
	assert_int_equal(completion.status, -ECANCELED);
	assert_int_equal(tphone_cancel(phone, id), -ENOENT);
	sim("release", "all");
	see_n(1);
	assert_int_equal(seen[0].status, 0);
}

/* More operations than the kernel keeps for a handle, without dispatching. */
static void submitting_makes_room(void **state)
{
	unsigned int i;

	(void)state;
	nr_seen = 0;
	sim("complete_in", "inline");
	for (i = 0; i < 3000; i++)
		submit(TPHONE_LAMPMODE_STEADY, see);
	assert_int_equal(nr_seen, 0);
	assert_int_equal(tphone_drain(phone, SOON), 0);
	assert_int_equal(nr_seen, 3000);
}

static void batches_are_longer_than_the_kernel_takes(void **state)
{
	struct tphone_request request;
	struct tphone_batch *batch;
	unsigned int i, offset;
	size_t accepted, index;

	(void)state;
	nr_seen = 0;
	assert_int_equal(tphone_batch_new(&batch), 0);
	tphone_request_set_lamp(&request, LAMP, TPHONE_LAMPMODE_STEADY);
	for (i = 0; i < 300; i++)
		tphone_batch_add(batch, &request, see, NULL);
	assert_int_equal(tphone_batch_submit(phone, batch, 0, &accepted, NULL),
			 0);
	assert_int_equal(tphone_drain(phone, SOON), 0);
	assert_int_equal(nr_seen, 300);
	assert_int_equal(tphone_batch_submit(phone, batch,
					     TPHONE_SUBMIT_ALL_OR_NONE,
					     &accepted, NULL), -E2BIG);
	request.target = 9999;
	tphone_batch_add(batch, &request, see, NULL);
	assert_int_equal(tphone_batch_submit(phone, batch, 0, &accepted, NULL),
			 -ECHRNG);
	assert_int_equal(accepted, 300);
	assert_int_equal(tphone_batch_error(batch, &index, &offset), -ECHRNG);
	assert_int_equal(index, 300);
	assert_string_equal(tphone_request_field_name(offset), "target");
	assert_int_equal(tphone_drain(phone, SOON), 0);
	assert_int_equal(nr_seen, 600);
	tphone_batch_free(batch);
}

static void the_last_handle_sees_all_completions(void **state)
{
	struct tphone_detach result;

	(void)state;
	nr_seen = 0;
	sim("hold", "1");
	submit(TPHONE_LAMPMODE_WINK, see);
	submit(TPHONE_LAMPMODE_STEADY, see);
	assert_int_equal(tphone_detach(phone, 0, &result, sizeof(result)), 0);
	assert_int_equal(result.was_last, 1);
	assert_int_equal(result.nr_outstanding, 2);
	assert_int_equal(tphone_drain(phone, SOON), 0);
	assert_int_equal(nr_seen, 2);
	assert_int_equal(seen[1].status, -ECANCELED);
	assert_int_equal(tphone_dispatch(phone), -ESHUTDOWN);
}

static void another_handle_keeps_operations_alive(void **state)
{
	struct tphone_detach result;
	struct tphone *monitor;
	struct tphone_lamp lamp;
	uint64_t id;

	(void)state;
	nr_seen = 0;
	sim("hold", "1");
	assert_int_equal(tphone_open(path, TPHONE_ROLE_MONITOR, &monitor), 0);
	id = submit(TPHONE_LAMPMODE_WINK, NULL);
	submit(TPHONE_LAMPMODE_FLASH, see);
	assert_int_equal(tphone_detach(phone, 0, &result, sizeof(result)), 0);
	assert_int_equal(result.was_last, 0);
	assert_int_equal(tphone_wait_for(phone, id, SOON, NULL), -ESHUTDOWN);
	assert_int_equal(tphone_drain(phone, SOON), 0);
	assert_int_equal(nr_seen, 0);
	sim("complete_in", "inline");
	sim("release", "all");
	assert_int_equal(tphone_get_lamp(monitor, LAMP, &lamp, sizeof(lamp)),
			 0);
	assert_int_equal(lamp.mode, TPHONE_LAMPMODE_FLASH);
	tphone_close(monitor);
}

static void *execute_to_the_end(void *arg)
{
	int *status = arg;

	do {
		*status = tphone_set_lamp(phone, LAMP, TPHONE_LAMPMODE_WINK,
					  -1);
	} while (!*status);
	return NULL;
}

static void unplugging_ends_every_wait(void **state)
{
	pthread_t threads[4];
	int status[4], i;

	(void)state;
	nr_seen = 0;
	sim("jitter_us", "300");
	sim("complete_in", "softirq");
	tphone_set_event_callback(phone, see, NULL);
	for (i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL,
						execute_to_the_end,
						&status[i]), 0);
	usleep(200000);
	sim("live", "0");
	for (i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(status[i], -ENODEV);
	}
	while (tphone_wait(phone, SOON) >= 0)
		;
	assert_int_equal(tphone_dispatch(phone), -ENODEV);
	assert_int_equal(seen[nr_seen - 1].type, TPHONE_RECORD_GONE);
	sim("live", "1");
}

static void *execute_many(void *arg)
{
	intptr_t mistakes = 0;
	unsigned int i;

	(void)arg;
	for (i = 0; i < 500; i++)
		mistakes += tphone_set_lamp(phone, LAMP, i % 2 ?
					    TPHONE_LAMPMODE_WINK :
					    TPHONE_LAMPMODE_OFF, -1) != 0;
	return (void *)mistakes;
}

static void threads_share_a_phone(void **state)
{
	pthread_t threads[8];
	unsigned int i;
	void *mistakes;

	(void)state;
	sim("jitter_us", "200");
	sim("complete_in", "hardirq");
	for (i = 0; i < 8; i++)
		assert_int_equal(pthread_create(&threads[i], NULL,
						execute_many, NULL), 0);
	for (i = 0; i < 8; i++) {
		pthread_join(threads[i], &mistakes);
		assert_null(mistakes);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(the_phone_is_found_and_described),
		TEST(a_watch_sees_plugging),
		TEST(there_is_one_owner),
		TEST(what_is_set_can_be_read),
		TEST(data_goes_both_ways),
		TEST(long_data_goes_in_pieces),
		TEST(refusals_name_the_member),
		TEST(events_tell_who),
		TEST(deadlines_and_cancelling_end_operations),
		TEST(submitting_makes_room),
		TEST(batches_are_longer_than_the_kernel_takes),
		TEST(the_last_handle_sees_all_completions),
		TEST(another_handle_keeps_operations_alive),
		TEST(unplugging_ends_every_wait),
		TEST(threads_share_a_phone),
	};

	if (sim_available()) {
		puts("1..0 # SKIP tphone-sim is not loaded");
		return 4;	/* skipped, for kselftest */
	}
	return cmocka_run_group_tests_name("live", tests, NULL, NULL);
}
