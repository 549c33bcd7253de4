// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The provider, above a fake phone. Callbacks record their arguments, and only the
 * main thread asserts. Built with the address sanitizer and with the thread one.
 */
#include "cmocka-first.h"

#include "alloc.h"
#include "fake.h"
#include "fake-udev.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <tphone/tspi.h>
#include <unistd.h>

#define VERSION		0x00020002
#define BASE		7
#define HT_PHONE	((HTAPIPHONE)0x1000)
#define MAX_REQUESTS	4096
#define MAX_EVENTS	64
#define SOON_MS		20000
#define A_WHILE_MS	50

/**
 * struct event - one call of the event procedure
 * @phone: htPhone
 * @message: PHONE_*
 * @first: dwParam1, and so on
 * @second: see above
 * @third: see above
 */
struct event {
	HTAPIPHONE phone;
	DWORD message;
	DWORD_PTR first, second, third;
};

/* Written by callbacks; the atomic ones are read meanwhile. */
static atomic_uint completions[MAX_REQUESTS];
static atomic_int results[MAX_REQUESTS];
static atomic_uint nr_completions, nr_events, inside, mistakes;
static struct event events[MAX_EVENTS];

static HDRVPHONE phone;
static atomic_bool close_in_event;

static void begin_callback(void)
{
	if (atomic_fetch_add(&inside, 1))
		atomic_fetch_add(&mistakes, 1);
}

static void end_callback(void)
{
	atomic_fetch_sub(&inside, 1);
}

static void completion(DRV_REQUESTID request, LONG result)
{
	begin_callback();
	atomic_store(&results[request], result);
	atomic_fetch_add(&completions[request], 1);
	atomic_fetch_add(&nr_completions, 1);
	end_callback();
}

static void event(HTAPIPHONE ht_phone, DWORD message, DWORD_PTR first,
		  DWORD_PTR second, DWORD_PTR third)
{
	unsigned int n = atomic_load(&nr_events);

	begin_callback();
	if (n == MAX_EVENTS) {
		atomic_fetch_add(&mistakes, 1);
	} else {
		events[n] = (struct event){ ht_phone, message, first, second,
					    third };
		atomic_store(&nr_events, n + 1);
	}
	end_callback();
	if (atomic_exchange(&close_in_event, false) && TSPI_phoneClose(phone))
		atomic_fetch_add(&mistakes, 1);
}

static void sleep_ms(int milliseconds)
{
	struct timespec time = { .tv_nsec = milliseconds * 1000000L };

	nanosleep(&time, NULL);
}

#define ASSERT_SOON(condition)						\
	do {								\
		int left_;						\
									\
		for (left_ = SOON_MS; !(condition); left_--) {		\
			assert_int_not_equal(left_, 0);			\
			sleep_ms(1);					\
		}							\
	} while (0)

static void begin(void)
{
	DWORD lines = 1, phones = 0, options = 1, version = 0;

	assert_int_equal(TSPI_lineNegotiateTSPIVersion(INITIALIZE_NEGOTIATION,
						       0x00010000, 0x00030001,
						       &version), 0);
	assert_int_equal(version, VERSION);
	assert_int_equal(TSPI_providerEnumDevices(1, &lines, &phones,
						  (HPROVIDER)0x2000, NULL,
						  event), 0);
	assert_int_equal(lines, 0);
	assert_int_equal(phones, 1);
	assert_int_equal(TSPI_providerInit(VERSION, 1, 0, BASE, lines, phones,
					   completion, &options), 0);
	assert_int_equal(options, 0);
}

static void forget_callbacks(void)
{
	unsigned int i;

	for (i = 0; i < MAX_REQUESTS; i++)
		atomic_store(&completions[i], 0);
	atomic_store(&nr_completions, 0);
	atomic_store(&nr_events, 0);
	atomic_store(&mistakes, 0);
}

static int setup(void **state)
{
	fake_setup(state);
	fake_udev = (struct fake_udev){
		.devices = { {
			.name = "tphone0", .node = FAKE_PATH,
			.model = "Fake", .id = "", .driver = "fake",
		} },
		.nr_devices = 1,
		.facts = { .control_is_roots = true, .control_is_near = true },
	};
	if (dup2(eventfd(0, EFD_CLOEXEC), FAKE_UDEV_FD) != FAKE_UDEV_FD)
		return -1;
	forget_callbacks();
	begin();
	return TSPI_phoneOpen(BASE, HT_PHONE, &phone, VERSION, event);
}

static int teardown(void **state)
{
	assert_int_equal(TSPI_providerShutdown(VERSION, 1), 0);
	assert_int_equal(atomic_load(&mistakes), 0);
	assert_int_equal(fake_udev.references, 0);
	return fake_teardown(state);
}

static void enable_all(void)
{
	assert_int_equal(TSPI_phoneSetStatusMessages(phone, 0x00ffffff, 0x3f,
						     0xf), 0);
}

/* A lamp that completes in one of the ways of fake.h. */
static LONG set_lamp(DRV_REQUESTID request, DWORD lamp)
{
	return TSPI_phoneSetLamp(request, phone, lamp, PHONELAMPMODE_STEADY);
}

static void assert_ended(DRV_REQUESTID request, LONG result)
{
	ASSERT_SOON(atomic_load(&completions[request]));
	assert_int_equal(atomic_load(&completions[request]), 1);
	assert_int_equal(atomic_load(&results[request]), result);
}

static void a_request_completes_once(void **state)
{
	(void)state;
	assert_int_equal(set_lamp(1, FAKE_LAMP_INLINE), 1);
	assert_int_equal(set_lamp(2, FAKE_LAMP_THREAD), 2);
	assert_int_equal(set_lamp(3, FAKE_LAMP_FAILS), 3);
	assert_ended(1, 0);
	assert_ended(2, 0);
	assert_ended(3, PHONEERR_OPERATIONFAILED);
	assert_int_equal(set_lamp(4, FAKE_NR_BUTTONS),
			 PHONEERR_INVALBUTTONLAMPID);
	sleep_ms(A_WHILE_MS);
	assert_int_equal(atomic_load(&nr_completions), 3);
}

static void closing_ends_what_is_outstanding(void **state)
{
	DRV_REQUESTID request;

	(void)state;
	for (request = 1; request <= 20; request++)
		assert_int_equal(set_lamp(request, FAKE_LAMP_HELD), request);
	assert_int_equal(atomic_load(&nr_completions), 0);
	assert_int_equal(TSPI_phoneClose(phone), 0);
	assert_int_equal(atomic_load(&nr_completions), 20);
	for (request = 1; request <= 20; request++)
		assert_ended(request, PHONEERR_OPERATIONFAILED);
}

/* Neither cancelling nor the grace time of the kernel ends the operation. */
static void closing_does_not_wait_for_ever(void **state)
{
	(void)state;
	fake.deaf = true;
	assert_int_equal(set_lamp(1, FAKE_LAMP_HELD), 1);
	assert_int_equal(TSPI_phoneClose(phone), 0);
	assert_ended(1, PHONEERR_OPERATIONFAILED);
	fake_complete(fake_id(0), 0);
	sleep_ms(A_WHILE_MS);
	assert_int_equal(atomic_load(&nr_completions), 1);
}

static void numbers_that_stand_for_nothing_are_found_out(void **state)
{
	const uintptr_t number = (uintptr_t)phone;
	HDRVPHONE other = NULL;
	DWORD last = 7;

	(void)state;
	assert_int_equal(TSPI_phoneOpen(BASE, HT_PHONE, &other, VERSION, event),
			 PHONEERR_ALLOCATED);
	assert_int_equal(TSPI_phoneClose((HDRVPHONE)(number + 1)),
			 PHONEERR_INVALPHONEHANDLE);
	assert_int_equal(TSPI_phoneClose((HDRVPHONE)(number + 0x10000)),
			 PHONEERR_INVALPHONEHANDLE);
	assert_int_equal(TSPI_phoneClose(NULL), PHONEERR_INVALPHONEHANDLE);
	/* The handle has not joined. */
	assert_int_equal(TSPI_phoneLeave(phone, &last), 0);
	assert_int_equal(last, 0);
	assert_int_equal(TSPI_phoneClose(phone), 0);
	assert_int_equal(TSPI_phoneClose(phone), PHONEERR_INVALPHONEHANDLE);
	assert_int_equal(set_lamp(1, FAKE_LAMP_INLINE),
			 PHONEERR_INVALPHONEHANDLE);
	assert_int_equal(TSPI_phoneSetStatusMessages(phone, 0, 0, 0),
			 PHONEERR_INVALPHONEHANDLE);
}

static void assert_event(unsigned int n, DWORD message, DWORD_PTR first,
			 DWORD_PTR second, DWORD_PTR third)
{
	ASSERT_SOON(atomic_load(&nr_events) > n);
	assert_ptr_equal(events[n].phone, HT_PHONE);
	assert_int_equal(events[n].message, message);
	assert_int_equal(events[n].first, first);
	assert_int_equal(events[n].second, second);
	assert_int_equal(events[n].third, third);
}

static void events_are_told_when_they_are_wanted(void **state)
{
	(void)state;
	fake_event(TPHONE_EVENT_LAMP, 3);
	enable_all();
	fake_event(TPHONE_EVENT_LAMP, 4);
	fake_event(TPHONE_EVENT_RING_MODE, 2);
	fake_event(TPHONE_EVENT_DISPLAY, 5);
	assert_event(0, PHONE_STATE, PHONESTATE_LAMP, 4, 0);
	assert_event(1, PHONE_STATE, PHONESTATE_RINGMODE, 2, 0);
	assert_event(2, PHONE_STATE, PHONESTATE_DISPLAY, 0, 0);
	/* Members that TAPI fills. */
	fake_event(TPHONE_EVENT_OWNER, 1);
	fake_event(TPHONE_EVENT_MONITORS, 1);
	assert_int_equal(TSPI_phoneSetStatusMessages(phone, 0, 0, 0), 0);
	fake_event(TPHONE_EVENT_LAMP, 5);
	fake_event(TPHONE_EVENT_DEVSPECIFIC, 6);
	assert_event(3, PHONE_DEVSPECIFIC, 6, 0, 0);
}

static void what_was_lost_is_told_as_it_is(void **state)
{
	DWORD i;

	(void)state;
	assert_int_equal(TSPI_phoneSetStatusMessages(phone, PHONESTATE_LAMP |
						     PHONESTATE_DISPLAY, 0, 0),
			 0);
	fake_lost(17);
	for (i = 0; i < FAKE_NR_BUTTONS; i++)
		assert_event(i, PHONE_STATE, PHONESTATE_LAMP, i, 0);
	assert_event(i, PHONE_STATE, PHONESTATE_DISPLAY, 0, 0);
}

static void want_keys(void)
{
	assert_int_equal(TSPI_phoneSetStatusMessages(phone, 0,
						     PHONEBUTTONMODE_KEYPAD,
						     PHONEBUTTONSTATE_DOWN |
						     PHONEBUTTONSTATE_UP), 0);
}

static void assert_key(unsigned int n, DWORD button, DWORD state)
{
	assert_event(n, PHONE_BUTTON, button, PHONEBUTTONMODE_KEYPAD, state);
}

/* The provider reads the state of the phone when the presses are over. */
static void presses_that_were_not_lost_are_told(void **state)
{
	unsigned int i;

	(void)state;
	want_keys();
	fake_lost_before(17, 5, 20);
	for (i = 0; i < 20; i += 2) {
		assert_key(i, 5, PHONEBUTTONSTATE_DOWN);
		assert_key(i + 1, 5, PHONEBUTTONSTATE_UP);
	}
	/* DOWN was lost: an UP alone is not reported, the last DOWN is. */
	fake.pressed = 1 << 5 | 1 << 6;
	fake_lost_before(17, 5, 2);
	assert_key(20, 5, PHONEBUTTONSTATE_DOWN);
	assert_key(21, 6, PHONEBUTTONSTATE_DOWN);
	/* UP was lost, of a button that is not selected any more. */
	fake.pressed = 0;
	fake_lost(17);
	assert_key(22, 5, PHONEBUTTONSTATE_UP);
	assert_key(23, 6, PHONEBUTTONSTATE_UP);
	sleep_ms(A_WHILE_MS);
	assert_int_equal(atomic_load(&nr_events), 24);
}

static bool lamp_was_reported(DWORD lamp)
{
	unsigned int n = atomic_load(&nr_events), i;

	for (i = 0; i < n; i++) {
		if (events[i].first == PHONESTATE_LAMP &&
		    events[i].second == lamp)
			return true;
	}
	return false;
}

/* Any allocation fails while two events are read. */
static void what_found_no_memory_is_told_later(void **state)
{
	unsigned int i;

	(void)state;
	assert_int_equal(TSPI_phoneSetStatusMessages(phone, PHONESTATE_LAMP, 0,
						     0), 0);
	for (i = 1; i <= 3; i++) {
		atomic_store(&nr_events, 0);
		alloc_fail_at(i);
		fake_events(TPHONE_EVENT_LAMP, 3, 2);
		ASSERT_SOON(lamp_was_reported(3) && lamp_was_reported(4));
		alloc_fail_at(0);
		sleep_ms(A_WHILE_MS);
	}
}

/* Unplugging ends everything, in this order. */
static void unplugging_ends_everything(void **state)
{
	HDRVPHONE again = NULL;
	unsigned int i;

	(void)state;
	for (i = 1; i <= 5; i++)
		assert_int_equal(set_lamp(i, FAKE_LAMP_HELD), i);
	fake_gone();
	assert_event(0, PHONE_CLOSE, 0, 0, 0);
	assert_int_equal(atomic_load(&nr_completions), 5);
	for (i = 1; i <= 5; i++)
		assert_ended(i, PHONEERR_OPERATIONFAILED);
	ASSERT_SOON(atomic_load(&nr_events) == 2);
	assert_null(events[1].phone);
	assert_int_equal(events[1].message, PHONE_REMOVE);
	assert_int_equal(events[1].first, BASE);
	assert_int_equal(TSPI_phoneClose(phone), PHONEERR_INVALPHONEHANDLE);
	assert_int_equal(TSPI_phoneOpen(BASE, HT_PHONE, &again, VERSION, event),
			 PHONEERR_NODRIVER);
}

static void open_again(void)
{
	assert_int_equal(TSPI_phoneOpen(BASE, HT_PHONE, &phone, VERSION, event),
			 0);
}

/* A process with permission may open the phone again at once. */
static void revoking_closes_by_force(void **state)
{
	HDRVPHONE again = NULL;
	unsigned int i;

	(void)state;
	for (i = 1; i <= 5; i++)
		assert_int_equal(set_lamp(i, FAKE_LAMP_HELD), i);
	fake_revoke();
	assert_event(0, PHONE_CLOSE, 0, 0, 0);
	assert_int_equal(atomic_load(&nr_completions), 5);
	for (i = 1; i <= 5; i++)
		assert_ended(i, PHONEERR_OPERATIONFAILED);
	assert_int_equal(TSPI_phoneClose(phone), PHONEERR_INVALPHONEHANDLE);
	fake.open_error = EACCES;
	assert_int_equal(TSPI_phoneOpen(BASE, HT_PHONE, &again, VERSION, event),
			 PHONEERR_OPERATIONFAILED);
	fake.open_error = 0;
	open_again();
	enable_all();
	assert_int_equal(set_lamp(6, FAKE_LAMP_INLINE), 6);
	assert_ended(6, 0);
	fake_event(TPHONE_EVENT_LAMP, 4);
	assert_event(1, PHONE_STATE, PHONESTATE_LAMP, 4, 0);
	/* No event follows later, either. */
	sleep_ms(A_WHILE_MS);
	assert_int_equal(atomic_load(&nr_events), 2);
}

/* Unplugging the same phone is still reported. */
static void unplugging_after_revoking_removes(void **state)
{
	(void)state;
	fake_revoke();
	assert_event(0, PHONE_CLOSE, 0, 0, 0);
	open_again();
	fake_gone();
	assert_event(1, PHONE_CLOSE, 0, 0, 0);
	ASSERT_SOON(atomic_load(&nr_events) == 3);
	assert_int_equal(events[2].message, PHONE_REMOVE);
	assert_int_equal(events[2].first, BASE);
}

static void much_data_is_one_request(void **state)
{
	unsigned char data[FAKE_AREA_SIZE + 20], seen[FAKE_AREA_SIZE + 20];
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(data); i++)
		data[i] = (unsigned char)i;
	assert_int_equal(TSPI_phoneSetData(1, phone, 0, data, 3 *
					   FAKE_MAX_PAYLOAD + 1), 1);
	assert_ended(1, 0);
	assert_int_equal(fake.pieces, 4);
	/* More than the area holds, and more than the kernel takes at once. */
	assert_int_equal(TSPI_phoneSetData(2, phone, 0, data, sizeof(data)), 2);
	assert_ended(2, 0);
	memset(seen, 0xa5, sizeof(seen));
	assert_int_equal(TSPI_phoneGetData(phone, 0, seen, sizeof(seen)), 0);
	assert_memory_equal(seen, data, FAKE_AREA_SIZE);
	assert_int_equal(seen[FAKE_AREA_SIZE], 0xa5);
	assert_int_equal(TSPI_phoneSetData(3, phone, 1, data, 1),
			 PHONEERR_INVALDATAID);
	assert_int_equal(atomic_load(&nr_completions), 2);
}

static void shutting_down_closes(void **state)
{
	DRV_REQUESTID request;

	(void)state;
	for (request = 1; request <= 3; request++)
		assert_int_equal(set_lamp(request, FAKE_LAMP_HELD), request);
	assert_int_equal(TSPI_providerShutdown(VERSION, 1), 0);
	for (request = 1; request <= 3; request++)
		assert_ended(request, PHONEERR_OPERATIONFAILED);
	assert_int_equal(set_lamp(4, FAKE_LAMP_INLINE),
			 PHONEERR_INVALPHONEHANDLE);
	assert_int_equal(atomic_load(&nr_completions), 3);
}

static void a_callback_may_close(void **state)
{
	(void)state;
	enable_all();
	assert_int_equal(set_lamp(1, FAKE_LAMP_HELD), 1);
	atomic_store(&close_in_event, true);
	fake_event(TPHONE_EVENT_DISPLAY, 0);
	assert_ended(1, PHONEERR_OPERATIONFAILED);
	ASSERT_SOON(TSPI_phoneClose(phone) == PHONEERR_INVALPHONEHANDLE);
	sleep_ms(A_WHILE_MS);
	assert_int_equal(atomic_load(&nr_events), 1);
}

static atomic_uint next_request, nr_accepted;

/* Until the phone is closed, which causes no event. */
static void *keep_submitting(void *arg)
{
	DRV_REQUESTID request;
	LONG ret;

	(void)arg;
	for (;;) {
		request = atomic_fetch_add(&next_request, 1) + 1;
		if (request >= MAX_REQUESTS)
			return NULL;
		ret = set_lamp(request, request % 3 ? FAKE_LAMP_INLINE :
						      FAKE_LAMP_HELD);
		if (ret == (LONG)request)
			atomic_fetch_add(&nr_accepted, 1);
		else if (ret == PHONEERR_INVALPHONEHANDLE)
			return NULL;
		else if (ret != PHONEERR_RESOURCEUNAVAIL)
			atomic_fetch_add(&mistakes, 1);
	}
}

static void closing_races_with_submitting(void **state)
{
	pthread_t threads[3];
	unsigned int i;

	(void)state;
	atomic_store(&next_request, 0);
	atomic_store(&nr_accepted, 0);
	enable_all();
	for (i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, keep_submitting, NULL);
	for (i = 0; i < 5; i++) {
		fake_event(TPHONE_EVENT_LAMP, i);
		sleep_ms(1);
	}
	assert_int_equal(TSPI_phoneClose(phone), 0);
	for (i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(atomic_load(&nr_completions),
			 atomic_load(&nr_accepted));
	for (i = 1; i < MAX_REQUESTS; i++)
		assert_true(atomic_load(&completions[i]) <= 1);
}

static void initialising_again_changes_nothing(void **state)
{
	DWORD options = 1;

	(void)state;
	assert_int_equal(TSPI_providerInit(VERSION, 1, 0, 99, 0, 1, completion,
					   &options), 0);
	assert_int_equal(set_lamp(1, FAKE_LAMP_INLINE), 1);
	assert_ended(1, 0);
	assert_int_equal(TSPI_providerInit(0x00010003, 1, 0, 99, 0, 1,
					   completion, &options),
			 LINEERR_INCOMPATIBLEAPIVERSION);
}

#define TEST(test)	cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_request_completes_once),
		TEST(closing_ends_what_is_outstanding),
		TEST(closing_does_not_wait_for_ever),
		TEST(numbers_that_stand_for_nothing_are_found_out),
		TEST(events_are_told_when_they_are_wanted),
		TEST(what_was_lost_is_told_as_it_is),
		TEST(presses_that_were_not_lost_are_told),
		TEST(what_found_no_memory_is_told_later),
		TEST(unplugging_ends_everything),
		TEST(revoking_closes_by_force),
		TEST(unplugging_after_revoking_removes),
		TEST(much_data_is_one_request),
		TEST(shutting_down_closes),
		TEST(a_callback_may_close),
		TEST(closing_races_with_submitting),
		TEST(initialising_again_changes_nothing),
	};

	return cmocka_run_group_tests_name("tspi-provider", tests, NULL, NULL);
}
