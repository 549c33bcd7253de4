// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Cases with known results, with which check-runner tests the runner.
 */
#include "application.h"
#include "provider.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A place that the compiler cannot reason about. */
static void *volatile anything;

CASE(passes, READS, "passes")
{
	CHECK(true);
	CHECK_EQ(2 + 2, 4);
	CHECK_OK(0);
	CHECK_EQ(CHECK_REQUEST(7), 7);
	CHECK_SOON(true);
}

CASE(fails_check, READS, "fails: not true")
{
	CHECK(2 + 2 == 5);
}

CASE(fails_equal, READS, "fails: not equal")
{
	CHECK_EQ(2 + 2, 5);
}

CASE(fails_result, READS, "fails: another result")
{
	CHECK_RESULT(PHONEERR_INUSE, PHONEERR_ALLOCATED);
}

CASE(fails_request, READS, "fails: no request ID")
{
	CHECK_REQUEST(0);
}

CASE(fails_soon, READS, "fails: never comes true")
{
	CHECK_SOON(anything);
}

static void *fail_here(void *data)
{
	CHECK(data);
	return NULL;
}

CASE(fails_in_thread, READS, "fails: in another thread, while this one waits")
{
	pthread_t thread;

	CHECK_EQ(pthread_create(&thread, NULL, fail_here, NULL), 0);
	pthread_join(thread, NULL);
	for (;;)
		pause();
}

static void fail_there(struct peer_process *self, void *data)
{
	(void)self;
	CHECK(data);
}

CASE(fails_in_other, READS, "fails: in another process")
{
	peer_end(peer_start(fail_there, NULL));
}

static void answer(struct peer_process *self, void *data)
{
	peer_send(self, peer_receive(self) + *(char *)data);
}

CASE(passes_with_other, READS, "passes: two processes talk")
{
	char two = 2;
	struct peer_process *peer = peer_start(answer, &two);

	peer_send(peer, 40);
	CHECK_EQ(peer_receive(peer), 42);
	peer_end(peer);
}

CASE(skips, READS, "skips")
{
	case_skip("no %s here", "phone");
}

static void skip_there(struct peer_process *self, void *data)
{
	(void)self;
	(void)data;
	case_skip("no phone there");
}

CASE(skips_in_other, READS, "skips: in another process")
{
	peer_end(peer_start(skip_there, NULL));
}

CASE(skips_kernel, NEEDS_KERNEL, "skips: no phone of the kernel")
{
	CHECK(false);
}

CASE(hangs, READS, "hangs")
{
	signal(SIGTERM, SIG_IGN);
	for (;;)
		pause();
}

CASE(exits, READS, "fails: ends without returning")
{
	exit(0);
}

CASE(crashes, READS, "fails: crashes")
{
	raise(SIGSEGV);
}

/* Writes its process ID to a file for check-runner. */
static void stay(struct peer_process *self, void *data)
{
	FILE *file = fopen(getenv("SELF_TEST_PID"), "w");

	(void)data;
	CHECK(file);
	fprintf(file, "%d\n", getpid());
	fclose(file);
	peer_send(self, 1);
	for (;;)
		pause();
}

CASE(leaves_process, READS, "passes, and leaves a process behind")
{
	struct peer_process *peer = peer_start(stay, NULL);

	CHECK_EQ(peer_receive(peer), 1);
}

CASE(leaks, READS, "with a sanitizer for addresses fails: a leak")
{
	anything = malloc(100);
	anything = NULL;
}

CASE(overruns, READS, "with a sanitizer for addresses fails: behind the end")
{
	char *block = malloc(16);

	CHECK(block);
	anything = block;
	((volatile char *)anything)[16] = 1;
	free(block);
}

CASE(overflows, READS, "with that for undefined behaviour fails: an overflow")
{
	volatile int big = 0x7fffffff;

	big = big + 1;
}

static int shared;

static void *count(void *data)
{
	int i;

	(void)data;
	for (i = 0; i < 1000; i++)
		shared++;
	return NULL;
}

CASE(races, READS, "with a sanitizer for threads fails: a data race")
{
	pthread_t threads[2];
	int i;

	for (i = 0; i < 2; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, count, NULL), 0);
	for (i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
}

static void *complete(void *data)
{
	(void)data;
	provider_completion(1, 0);
	return NULL;
}

CASE(fails_overlap, READS, "fails: two callbacks at once")
{
	pthread_t threads[2];
	int i;

	callback_delay(A_WHILE);
	for (i = 0; i < 2; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, complete, NULL), 0);
	for (i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
}

CASE(prints_results, READS, "fails, and prints what looks like results")
{
	case_note("ok 1 - this is not a result");
	case_note("not ok 2 - nor is this");
	CHECK(false);
}
