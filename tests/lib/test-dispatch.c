// SPDX-License-Identifier: LGPL-2.1-or-later
/* Events, the order of records, and what callbacks may do. */
#include "cmocka-first.h"

#include "fake.h"
#include "native/phone.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>

#define LOG_SIZE	4096

static struct tphone *phone;
static uint64_t seqs[LOG_SIZE];
static struct tphone_record records[LOG_SIZE];
static unsigned int nr_records;

static void log_record(const struct tphone_record *record)
{
	assert_true(nr_records < LOG_SIZE);
	records[nr_records] = *record;
	seqs[nr_records++] = record->seq;
}

static void on_event(struct tphone *from, const struct tphone_record *record,
		     void *data)
{
	assert_ptr_equal(from, phone);
	assert_ptr_equal(data, &phone);
	log_record(record);
}

static void on_completion(struct tphone *from,
			  const struct tphone_record *record, void *data)
{
	(void)data;
	assert_ptr_equal(from, phone);
	log_record(record);
}

static int setup(void **state)
{
	fake_setup(state);
	nr_records = 0;
	if (tphone_open(FAKE_PATH, TPHONE_ROLE_OWNER, &phone))
		return -1;
	return tphone_set_event_callback(phone, on_event, &phone);
}

static int teardown(void **state)
{
	tphone_close(phone);
	phone = NULL;
	return fake_teardown(state);
}

static bool is_ready(void)
{
	struct pollfd pollfd = { .fd = tphone_fd(phone), .events = POLLIN };

	return poll(&pollfd, 1, 0) == 1;
}

static uint64_t submit(unsigned int lamp, tphone_completion_fn callback)
{
	struct tphone_request request;
	uint64_t id;

	tphone_request_set_lamp(&request, lamp, TPHONE_LAMPMODE_STEADY);
	assert_int_equal(tphone_submit(phone, &request, callback, NULL, &id),
			 0);
	return id;
}

static void assert_in_order(unsigned int count)
{
	unsigned int i;

	assert_int_equal(nr_records, count);
	for (i = 1; i < nr_records; i++)
		assert_true(seqs[i] > seqs[i - 1]);
}

static void records_are_delivered_in_order(void **state)
{
	(void)state;
	fake_event(TPHONE_EVENT_HOOK, 1);
	submit(FAKE_LAMP_INLINE, on_completion);
	fake_lost(7);
	fake_event(TPHONE_EVENT_BUTTON, 2);
	assert_int_equal(tphone_dispatch(phone), 4);
	assert_in_order(4);
	assert_int_equal(records[0].code, TPHONE_EVENT_HOOK);
	assert_int_equal(records[1].type, TPHONE_RECORD_COMPLETION);
	assert_int_equal(records[2].type, TPHONE_RECORD_LOST);
	assert_int_equal(records[2].value[0], 7);
	assert_int_equal(records[3].value[0], 2);
}

static void the_descriptor_is_ready_exactly_while_there_is_work(void **state)
{
	unsigned int i;

	(void)state;
	assert_false(is_ready());
	fake_event(TPHONE_EVENT_HOOK, 1);
	assert_true(is_ready());
	/* Read by a thread that waits for another record. */
	assert_int_equal(tphone_set_lamp(phone, FAKE_LAMP_INLINE, 0, -1), 0);
	assert_int_equal(fake_unread(), 0);
	assert_true(is_ready());
	assert_int_equal(tphone_dispatch(phone), 1);
	assert_false(is_ready());
	/* A completion that is kept leaves nothing to dispatch. */
	submit(FAKE_LAMP_INLINE, NULL);
	assert_true(is_ready());
	assert_int_equal(tphone_dispatch(phone), 0);
	assert_false(is_ready());
	/* More records than one read() takes. */
	for (i = 0; i < 100; i++)
		fake_event(TPHONE_EVENT_HOOK, i);
	assert_int_equal(tphone_dispatch(phone), 64);
	assert_true(is_ready());
	assert_int_equal(tphone_dispatch(phone), 36);
	assert_false(is_ready());
	assert_in_order(101);
}

static void short_reads_lose_nothing(void **state)
{
	unsigned int i;

	(void)state;
	fake.read_max = 3;
	for (i = 0; i < 10; i++)
		fake_event(TPHONE_EVENT_HOOK, i);
	while (is_ready())
		assert_true(tphone_dispatch(phone) > 0);
	assert_in_order(10);
}

static void read_errors_are_returned(void **state)
{
	uint64_t id = submit(FAKE_LAMP_HELD, NULL);

	(void)state;
	fake.read_error = EFAULT;
	assert_int_equal(tphone_dispatch(phone), -EFAULT);
	assert_int_equal(tphone_wait_for(phone, id, -1, NULL), -EFAULT);
	fake.read_error = EINTR;
	assert_int_equal(tphone_dispatch(phone), 0);
	fake.read_error = 0;
	fake_complete(id, 0);
	assert_int_equal(tphone_wait_for(phone, id, -1, NULL), 0);
}

static void waiting_ends_in_time_or_with_a_signal(void **state)
{
	(void)state;
	assert_int_equal(tphone_wait(phone, 0), 0);
	assert_int_equal(tphone_wait(phone, 10), 0);
	fake.eintr = 1;
	assert_int_equal(tphone_wait(phone, -1), -EINTR);
	fake_event(TPHONE_EVENT_HOOK, 1);
	assert_int_equal(tphone_wait(phone, -1), 1);
}

static void without_a_callback_events_are_dropped(void **state)
{
	uint64_t id;

	(void)state;
	tphone_set_event_callback(phone, NULL, NULL);
	fake_event(TPHONE_EVENT_HOOK, 1);
	fake_lost(2);
	assert_int_equal(tphone_dispatch(phone), 0);
	tphone_set_event_callback(phone, on_event, &phone);
	assert_int_equal(tphone_dispatch(phone), 0);
	fake_event(TPHONE_EVENT_HOOK, 2);
	assert_int_equal(tphone_dispatch(phone), 1);
	/* An operation that is held when its callback is removed. */
	fake_event(TPHONE_EVENT_HOOK, 3);
	id = submit(FAKE_LAMP_INLINE, NULL);
	assert_int_equal(tphone_wait_for(phone, id, -1, NULL), 0);
	tphone_set_event_callback(phone, NULL, NULL);
	assert_int_equal(tphone_dispatch(phone), 1);
	assert_in_order(1);
}

/* A newer kernel: unknown records are skipped, unknown events passed on. */
static void records_of_unknown_types_are_passed_over(void **state)
{
	(void)state;
	fake_record((struct tphone_record){
		.type = TPHONE_RECORD_GONE + 1,
		.code = TPHONE_EVENT_HOOK,
		.id = fake_id(0),
	});
	fake_record((struct tphone_record){ .type = 0xffff });
	fake_record((struct tphone_record){ .type = 0 });
	assert_int_equal(tphone_dispatch(phone), 0);
	/* The program itself has selected an event with an unknown code. */
	fake_record((struct tphone_record){
		.type = TPHONE_RECORD_EVENT, .code = 40, .cause = 9, .flags = 5,
	});
	assert_int_equal(tphone_dispatch(phone), 1);
	assert_int_equal(records[0].code, 40);
	assert_int_equal(records[0].cause, 9);
}

static void flags_of_a_completion_are_passed_on(void **state)
{
	struct tphone_record record;
	uint64_t id = submit(FAKE_LAMP_HELD, NULL);

	(void)state;
	fake_record((struct tphone_record){
		.type = TPHONE_RECORD_COMPLETION, .code = TPHONE_OP_SET_LAMP,
		.flags = 0x4000, .id = id,
	});
	assert_int_equal(tphone_wait_for(phone, id, -1, &record), 0);
	assert_int_equal(record.flags, 0x4000);
}

static void completions_of_others_are_told_like_events(void **state)
{
	(void)state;
	fake_foreign(fake_id(50));
	assert_int_equal(tphone_dispatch(phone), 1);
	assert_int_equal(records[0].type, TPHONE_RECORD_COMPLETION);
	assert_int_equal(records[0].id, fake_id(50));
}

static void a_program_that_never_dispatches_loses_events_only(void **state)
{
	unsigned int i;

	(void)state;
	submit(FAKE_LAMP_INLINE, on_completion);
	for (i = 0; i < QUEUE_MAX_EVENTS + 100; i++) {
		fake_event(TPHONE_EVENT_HOOK, i);
		if (i % 50 == 0)
			tphone_set_lamp(phone, FAKE_LAMP_INLINE, 0, -1);
	}
	submit(FAKE_LAMP_INLINE, on_completion);
	tphone_set_lamp(phone, FAKE_LAMP_INLINE, 0, -1);
	assert_int_equal(fake_unread(), 0);
	assert_int_equal(tphone_dispatch(phone), QUEUE_MAX_EVENTS + 3);
	assert_in_order(QUEUE_MAX_EVENTS + 3);
	assert_int_equal(records[QUEUE_MAX_EVENTS].type, TPHONE_RECORD_EVENT);
	assert_int_equal(records[QUEUE_MAX_EVENTS + 1].type,
			 TPHONE_RECORD_LOST);
	assert_int_equal(records[QUEUE_MAX_EVENTS + 1].value[0], 100);
	assert_int_equal(records[QUEUE_MAX_EVENTS + 2].type,
			 TPHONE_RECORD_COMPLETION);
}

static int nested_result;

static void execute_once(struct tphone *from,
			 const struct tphone_record *record, void *data)
{
	(void)data;
	log_record(record);
	if (nr_records > 1)
		return;
	/* An event and a completion precede the record that this waits for. */
	fake_event(TPHONE_EVENT_BUTTON, 1);
	submit(FAKE_LAMP_INLINE, on_completion);
	fake_event(TPHONE_EVENT_BUTTON, 2);
	nested_result = tphone_set_lamp(from, FAKE_LAMP_THREAD, 0, -1);
	assert_int_equal(nr_records, 1);
}

static void a_callback_can_execute(void **state)
{
	(void)state;
	nested_result = 1;
	tphone_set_event_callback(phone, execute_once, NULL);
	fake_event(TPHONE_EVENT_HOOK, 1);
	fake_event(TPHONE_EVENT_HOOK, 2);
	assert_int_equal(tphone_dispatch(phone), 2);
	assert_int_equal(nested_result, 0);
	assert_int_equal(nr_records, 2);
	assert_true(is_ready());
	assert_int_equal(tphone_dispatch(phone), 3);
	assert_in_order(5);
	assert_false(is_ready());
}

static void dispatch_inside(struct tphone *from,
			    const struct tphone_record *record, void *data)
{
	(void)data;
	log_record(record);
	if (nr_records == 1)
		nested_result = tphone_wait(from, -1);
}

static void a_callback_can_dispatch(void **state)
{
	(void)state;
	tphone_set_event_callback(phone, dispatch_inside, NULL);
	fake_event(TPHONE_EVENT_HOOK, 1);
	fake_event(TPHONE_EVENT_HOOK, 2);
	fake_event(TPHONE_EVENT_HOOK, 3);
	fake.read_max = 2;
	assert_int_equal(tphone_dispatch(phone), 1);
	assert_int_equal(nested_result, 2);
	assert_in_order(3);
	assert_false(is_ready());
}

static void again(struct tphone *from, const struct tphone_record *record,
		  void *data)
{
	(void)from;
	(void)data;
	log_record(record);
	submit(FAKE_LAMP_INLINE, again);
}

/* Callbacks that always submit must not keep the loop running. */
static void a_callback_that_submits_does_not_starve_the_loop(void **state)
{
	unsigned int i;

	(void)state;
	submit(FAKE_LAMP_INLINE, again);
	for (i = 1; i <= 10; i++) {
		assert_int_equal(tphone_dispatch(phone), 1);
		assert_int_equal(nr_records, i);
	}
}

static void close_it(struct tphone *from, const struct tphone_record *record,
		     void *data)
{
	(void)data;
	log_record(record);
	tphone_close(from);
	phone = NULL;
}

static void assert_closes(int (*dispatch)(void))
{
	int device = tphone_raw_fd(phone), epoll = tphone_fd(phone);

	tphone_set_event_callback(phone, close_it, NULL);
	fake_event(TPHONE_EVENT_HOOK, 1);
	fake_event(TPHONE_EVENT_HOOK, 2);
	submit(FAKE_LAMP_INLINE, on_completion);
	submit(FAKE_LAMP_HELD, on_completion);
	assert_int_equal(dispatch(), -ESHUTDOWN);
	assert_int_equal(nr_records, 1);
	assert_null(phone);
	assert_int_equal(fcntl(device, F_GETFD), -1);
	assert_int_equal(fcntl(epoll, F_GETFD), -1);
}

static int by_dispatch(void)
{
	return tphone_dispatch(phone);
}

static int by_wait(void)
{
	return tphone_wait(phone, -1);
}

static void a_callback_can_close(void **state)
{
	(void)state;
	assert_closes(by_dispatch);
}

static void a_callback_can_close_in_a_wait(void **state)
{
	(void)state;
	assert_closes(by_wait);
}

static void dispatch_until_closed(struct tphone *from,
				  const struct tphone_record *record,
				  void *data)
{
	(void)data;
	log_record(record);
	tphone_set_event_callback(from, close_it, NULL);
	nested_result = tphone_dispatch(from);
}

static void a_nested_callback_can_close(void **state)
{
	(void)state;
	fake.read_max = 1;
	tphone_set_event_callback(phone, dispatch_until_closed, NULL);
	fake_event(TPHONE_EVENT_HOOK, 1);
	fake_event(TPHONE_EVENT_HOOK, 2);
	fake_event(TPHONE_EVENT_HOOK, 3);
	assert_int_equal(tphone_dispatch(phone), -ESHUTDOWN);
	assert_int_equal(nested_result, -ESHUTDOWN);
	assert_int_equal(nr_records, 2);
}

static void hang_up(struct tphone *from, const struct tphone_record *record,
		    void *data)
{
	(void)data;
	log_record(record);
	assert_int_equal(tphone_cancel_all(from), 1);
	assert_int_equal(tphone_detach(from, 0, NULL, 0), 0);
	assert_int_equal(tphone_drain(from, -1), 0);
	tphone_close(from);
	phone = NULL;
}

static void a_callback_can_leave_politely(void **state)
{
	(void)state;
	submit(FAKE_LAMP_HELD, on_completion);
	tphone_set_event_callback(phone, hang_up, NULL);
	fake_event(TPHONE_EVENT_HOOK, 1);
	assert_int_equal(tphone_dispatch(phone), -ESHUTDOWN);
	assert_int_equal(nr_records, 2);
	assert_int_equal(records[1].status, -ECANCELED);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(records_are_delivered_in_order),
		TEST(the_descriptor_is_ready_exactly_while_there_is_work),
		TEST(short_reads_lose_nothing),
		TEST(read_errors_are_returned),
		TEST(waiting_ends_in_time_or_with_a_signal),
		TEST(without_a_callback_events_are_dropped),
		TEST(records_of_unknown_types_are_passed_over),
		TEST(flags_of_a_completion_are_passed_on),
		TEST(completions_of_others_are_told_like_events),
		TEST(a_program_that_never_dispatches_loses_events_only),
		TEST(a_callback_can_execute),
		TEST(a_callback_can_dispatch),
		TEST(a_callback_that_submits_does_not_starve_the_loop),
		TEST(a_callback_can_close),
		TEST(a_callback_can_close_in_a_wait),
		TEST(a_nested_callback_can_close),
		TEST(a_callback_can_leave_politely),
	};

	return cmocka_run_group_tests_name("dispatch", tests, NULL, NULL);
}
