// SPDX-License-Identifier: GPL-2.0-or-later
/* The record of the provider's callbacks, see provider.h. */
#include "provider.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Protected by the lock; grows, is never freed. */
static struct callback *callbacks;
static unsigned int nr_callbacks;
static unsigned int room;
static pthread_mutex_t callbacks_lock = PTHREAD_MUTEX_INITIALIZER;

static atomic_flag in_progress = ATOMIC_FLAG_INIT;
static atomic_int delay_ms;

static void append(const struct callback *callback)
{
	struct callback *grown;

	pthread_mutex_lock(&callbacks_lock);
	if (nr_callbacks == room) {
		room = room ? 2 * room : 1024;
		grown = reallocarray(callbacks, room, sizeof(*callbacks));
		CHECK(grown);
		callbacks = grown;
	}
	callbacks[nr_callbacks++] = *callback;
	pthread_mutex_unlock(&callbacks_lock);
}

/* Append after the delay: a test that sees the callback knows it is over. */
static void record(struct callback *callback, int delay)
{
	if (atomic_flag_test_and_set(&in_progress))
		case_broken(__FILE__, __LINE__,
			    "a provider calls back one at a time: a callback begins while another is in progress");
	callback->when = case_now_ms();
	if (delay)
		case_sleep_ms(delay);
	append(callback);
	atomic_flag_clear(&in_progress);
}

void provider_completion(DRV_REQUESTID request, LONG result)
{
	struct callback callback = { .request = request, .result = result };

	record(&callback, atomic_load(&delay_ms));
}

void provider_event(HTAPIPHONE phone, DWORD message, DWORD_PTR first,
		    DWORD_PTR second, DWORD_PTR third)
{
	struct callback callback = {
		.message = message,
		.phone = phone,
		.parameter = { first, second, third },
	};

	record(&callback, 0);
}

void callback_delay(int milliseconds)
{
	atomic_store(&delay_ms, milliseconds);
}

unsigned int callback_count(void)
{
	unsigned int nr;

	pthread_mutex_lock(&callbacks_lock);
	nr = nr_callbacks;
	pthread_mutex_unlock(&callbacks_lock);
	return nr;
}

struct callback callback_get(unsigned int index)
{
	struct callback callback;

	CHECK(index < callback_count());
	pthread_mutex_lock(&callbacks_lock);
	callback = callbacks[index];
	pthread_mutex_unlock(&callbacks_lock);
	return callback;
}

static bool is_completion(const struct callback *callback,
			  DRV_REQUESTID request)
{
	return !callback->message && callback->request == request;
}

unsigned int callback_completions(DRV_REQUESTID request)
{
	unsigned int found = 0;
	unsigned int i;

	pthread_mutex_lock(&callbacks_lock);
	for (i = 0; i < nr_callbacks; i++)
		found += is_completion(&callbacks[i], request);
	pthread_mutex_unlock(&callbacks_lock);
	return found;
}

LONG callback_result(DRV_REQUESTID request)
{
	LONG result = 0;
	unsigned int i;

	CHECK_SOON(callback_completions(request));
	pthread_mutex_lock(&callbacks_lock);
	for (i = 0; i < nr_callbacks; i++) {
		if (!is_completion(&callbacks[i], request))
			continue;
		result = callbacks[i].result;
		break;
	}
	pthread_mutex_unlock(&callbacks_lock);
	return result;
}

static bool is_event(const struct callback *callback, DWORD message,
		     DWORD state)
{
	if (callback->message != message)
		return false;
	return message != PHONE_STATE || callback->parameter[0] & state;
}

static bool find_event(unsigned int from, DWORD message, DWORD state,
		       unsigned int *index)
{
	bool found = false;
	unsigned int i;

	pthread_mutex_lock(&callbacks_lock);
	for (i = from; i < nr_callbacks && !found; i++) {
		found = is_event(&callbacks[i], message, state);
		*index = i;
	}
	pthread_mutex_unlock(&callbacks_lock);
	return found;
}

unsigned int callback_event(unsigned int from, DWORD message, DWORD state)
{
	int64_t until = case_now_ms() + SOON;
	unsigned int index = 0;

	while (!find_event(from, message, state, &index)) {
		if (case_now_ms() > until)
			case_fail(__FILE__, __LINE__,
				  "no event %u (0x%x) within %d ms", message,
				  state, SOON);
		case_sleep_ms(1);
	}
	return index;
}
