// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * One phone, several threads. Threads record results, and only the main thread
 * asserts. Built with the address sanitizer and with the thread one.
 */
#include "cmocka-first.h"

#include "fake.h"
#include "common/sys.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#define NR_THREADS	6
#define ROUNDS		200

static struct tphone *phone;
static atomic_uint mistakes, callbacks, inside;
static atomic_bool stop;

static int setup(void **state)
{
	fake_setup(state);
	atomic_store(&mistakes, 0);
	atomic_store(&callbacks, 0);
	atomic_store(&inside, 0);
	atomic_store(&stop, false);
	return tphone_open(FAKE_PATH, TPHONE_ROLE_OWNER, &phone);
}

static int teardown(void **state)
{
	tphone_close(phone);
	return fake_teardown(state);
}

static void expect(bool right)
{
	if (!right)
		atomic_fetch_add(&mistakes, 1);
}

static void start(pthread_t *threads, unsigned int count,
		  void *(*function)(void *arg))
{
	unsigned int i;

	for (i = 0; i < count; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, function,
						(void *)(uintptr_t)i), 0);
}

static void join(const pthread_t *threads, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
}

static void sleep_ms(long ms)
{
	struct timespec delay = { .tv_nsec = ms * 1000000 };

	nanosleep(&delay, NULL);
}

static struct tphone_request request_of(uintptr_t thread, unsigned int round)
{
	struct tphone_request request;

	tphone_request_set_lamp(&request, round % 3 ? FAKE_LAMP_THREAD :
						      FAKE_LAMP_INLINE, 4);
	request.user_data = thread << 32 | round;
	return request;
}

static void *execute_rounds(void *arg)
{
	uintptr_t thread = (uintptr_t)arg;
	struct tphone_request request;
	struct tphone_record completion;
	unsigned int i;
	int error;

	for (i = 0; i < ROUNDS; i++) {
		request = request_of(thread, i);
		do {
			error = tphone_execute(phone, &request, -1,
					       &completion);
		} while (error == -EAGAIN);
		expect(!error);
		expect(completion.user_data == request.user_data);
	}
	return NULL;
}

static void many_threads_execute_at_once(void **state)
{
	pthread_t threads[NR_THREADS];

	(void)state;
	start(threads, NR_THREADS, execute_rounds);
	join(threads, NR_THREADS);
	assert_int_equal(mistakes, 0);
	assert_int_equal(fake_unread(), 0);
}

static void enter(void)
{
	expect(atomic_fetch_add(&inside, 1) == 0);
}

static void leave(void)
{
	atomic_fetch_sub(&inside, 1);
}

static void on_completion(struct tphone *from,
			  const struct tphone_record *completion, void *data)
{
	enter();
	expect(from == phone);
	expect(completion->user_data == (uintptr_t)data);
	atomic_fetch_add(&callbacks, 1);
	leave();
}

static uint64_t last_seq;

static void on_event(struct tphone *from, const struct tphone_record *record,
		     void *data)
{
	(void)from;
	(void)data;
	enter();
	expect(record->seq > last_seq);
	last_seq = record->seq;
	leave();
}

static void *dispatch_until_stop(void *arg)
{
	(void)arg;
	while (!atomic_load(&stop))
		expect(tphone_wait(phone, 5) >= 0);
	return NULL;
}

static void *submit_rounds(void *arg)
{
	uintptr_t thread = (uintptr_t)arg;
	struct tphone_request request;
	unsigned int i;
	int error;

	for (i = 0; i < ROUNDS; i++) {
		request = request_of(thread, i);
		do {
			error = tphone_submit(phone, &request, on_completion,
					      (void *)request.user_data, NULL);
		} while (error == -EAGAIN);
		expect(!error);
		if (i % 16 == 0)
			fake_event(TPHONE_EVENT_HOOK, i);
	}
	return NULL;
}

static void dispatchers_and_executors_share_the_work(void **state)
{
	pthread_t dispatchers[2], executors[3], submitters[3];

	(void)state;
	last_seq = 0;
	tphone_set_event_callback(phone, on_event, NULL);
	start(dispatchers, 2, dispatch_until_stop);
	start(executors, 3, execute_rounds);
	start(submitters, 3, submit_rounds);
	join(executors, 3);
	join(submitters, 3);
	assert_int_equal(tphone_drain(phone, -1), 0);
	atomic_store(&stop, true);
	join(dispatchers, 2);
	assert_int_equal(mistakes, 0);
	assert_int_equal(callbacks, 3 * ROUNDS);
}

static uint64_t kept;
static atomic_uint taken, not_there;

static void *take_kept(void *arg)
{
	int error = tphone_wait_for(phone, kept, -1, NULL);

	(void)arg;
	if (!error)
		atomic_fetch_add(&taken, 1);
	if (error == -ENOENT)
		atomic_fetch_add(&not_there, 1);
	return NULL;
}

static void one_of_several_gets_a_completion(void **state)
{
	pthread_t threads[NR_THREADS];
	struct tphone_request request;

	(void)state;
	atomic_store(&taken, 0);
	atomic_store(&not_there, 0);
	tphone_request_set_lamp(&request, FAKE_LAMP_HELD, 4);
	tphone_submit(phone, &request, NULL, NULL, &kept);
	start(threads, NR_THREADS, take_kept);
	sleep_ms(20);
	fake_complete(kept, 0);
	join(threads, NR_THREADS);
	assert_int_equal(taken, 1);
	assert_int_equal(not_there, NR_THREADS - 1);
}

static int expected_end;

static void *wait_to_the_end(void *arg)
{
	struct tphone_request request;

	(void)arg;
	tphone_request_set_lamp(&request, FAKE_LAMP_HELD, 4);
	expect(tphone_execute(phone, &request, -1, NULL) == expected_end);
	return NULL;
}

static void unplugging_wakes_everybody(void **state)
{
	pthread_t threads[NR_THREADS];

	(void)state;
	expected_end = -ENODEV;
	start(threads, NR_THREADS, wait_to_the_end);
	sleep_ms(20);
	fake_gone();
	join(threads, NR_THREADS);
	assert_int_equal(mistakes, 0);
}

static void detaching_wakes_everybody(void **state)
{
	pthread_t threads[NR_THREADS];

	(void)state;
	fake.others = true;
	expected_end = -ESHUTDOWN;
	start(threads, NR_THREADS, wait_to_the_end);
	sleep_ms(20);
	assert_int_equal(tphone_detach(phone, 0, NULL, 0), 0);
	join(threads, NR_THREADS);
	assert_int_equal(mistakes, 0);
}

static void *time_out(void *arg)
{
	struct tphone_request request;
	uint64_t id;

	tphone_request_set_lamp(&request, FAKE_LAMP_HELD, 4);
	expect(!tphone_submit(phone, &request, NULL, NULL, &id));
	expect(tphone_wait_for(phone, id, 5 + 5 * (int)(uintptr_t)arg, NULL) ==
	       -ETIMEDOUT);
	return NULL;
}

/*
 * The dispatcher reads the completion for which another thread polls the device, so
 * the poll does not return.
 */
static void the_thread_that_polls_is_woken(void **state)
{
	pthread_t waiter, dispatcher;
	unsigned int i, polls;

	(void)state;
	start(&dispatcher, 1, dispatch_until_stop);
	for (i = 0; i < ROUNDS; i++) {
		struct tphone_request request;

		atomic_store(&taken, 0);
		tphone_request_set_lamp(&request, FAKE_LAMP_HELD, 4);
		assert_int_equal(tphone_submit(phone, &request, NULL, NULL,
					       &kept), 0);
		start(&waiter, 1, take_kept);
		if (i % 2)
			sleep_ms(1);
		fake_complete(kept, 0);
		pthread_join(waiter, NULL);
		assert_int_equal(taken, 1);
	}
	atomic_store(&stop, true);
	join(&dispatcher, 1);
	assert_int_equal(mistakes, 0);
	/* The dispatcher sleeps again. */
	polls = fake_polls();
	time_out(NULL);
	assert_in_range(fake_polls() - polls, 1, 2);
}

/* When the thread that polls times out, another one has to poll. */
static void each_thread_has_its_own_timeout(void **state)
{
	pthread_t threads[NR_THREADS], patient;
	struct tphone_request request;

	(void)state;
	atomic_store(&taken, 0);
	tphone_request_set_lamp(&request, FAKE_LAMP_HELD, 4);
	assert_int_equal(tphone_submit(phone, &request, NULL, NULL, &kept), 0);
	start(threads, NR_THREADS, time_out);
	start(&patient, 1, take_kept);
	join(threads, NR_THREADS);
	fake_complete(kept, 0);
	join(&patient, 1);
	assert_int_equal(taken, 1);
	assert_int_equal(mistakes, 0);
}

static void slow_event(struct tphone *from, const struct tphone_record *record,
		       void *data)
{
	(void)from;
	(void)record;
	(void)data;
	enter();
	sleep_ms(50);
	leave();
}

static void a_second_dispatcher_sleeps_meanwhile(void **state)
{
	pthread_t dispatcher;
	unsigned int polls;
	int64_t before;

	(void)state;
	tphone_set_event_callback(phone, slow_event, NULL);
	fake_event(TPHONE_EVENT_HOOK, 1);
	start(&dispatcher, 1, dispatch_until_stop);
	while (!atomic_load(&inside))
		;
	fake_event(TPHONE_EVENT_HOOK, 2);
	polls = fake_polls();
	assert_int_equal(tphone_dispatch(phone), 0);
	before = sys_now_ns();
	assert_int_equal(tphone_wait(phone, 10), 0);
	assert_true(sys_now_ns() - before >= 10000000);
	assert_in_range(fake_polls() - polls, 0, 2);
	atomic_store(&stop, true);
	join(&dispatcher, 1);
	assert_int_equal(mistakes, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(many_threads_execute_at_once),
		TEST(dispatchers_and_executors_share_the_work),
		TEST(one_of_several_gets_a_completion),
		TEST(unplugging_wakes_everybody),
		TEST(detaching_wakes_everybody),
		TEST(the_thread_that_polls_is_woken),
		TEST(each_thread_has_its_own_timeout),
		TEST(a_second_dispatcher_sleeps_meanwhile),
	};

	return cmocka_run_group_tests_name("threads", tests, NULL, NULL);
}
