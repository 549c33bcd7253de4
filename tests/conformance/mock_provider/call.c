// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The record of the calls that TAPI makes, see call.h.
 */
#include "call.h"
#include "callback.h"
#include "session.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Protected by the lock; calls before forget_calls() stay, but are not counted. */
static struct mock_call *calls;
static unsigned int nr_calls;
static unsigned int room;
static unsigned int first_call;
static unsigned int in_progress;
static pthread_mutex_t calls_lock = PTHREAD_MUTEX_INITIALIZER;

static void make_room(void)
{
	if (nr_calls < room)
		return;
	room = room ? 2 * room : 1024;
	calls = reallocarray(calls, room, sizeof(*calls));
	if (!calls)
		abort();
}

static void record(struct call *call, const void *block, DWORD size)
{
	struct mock_call *entry;

	pthread_mutex_lock(&calls_lock);
	make_room();
	call->index = nr_calls++;
	entry = &calls[call->index];
	memset(entry, 0, sizeof(*entry));
	entry->name = call->name;
	memcpy(entry->argument, call->argument, sizeof(entry->argument));
	entry->in_callback = callback_in_progress();
	entry->concurrent = ++in_progress;
	if (!block)
		size = 0;
	if (size > sizeof(entry->block))
		size = sizeof(entry->block);
	entry->size = block ? size : 0;
	if (entry->size)
		memcpy(entry->block, block, size);
	pthread_mutex_unlock(&calls_lock);
}

static void pause_us(uint64_t us)
{
	if (us)
		usleep((useconds_t)us);
}

void call_begin(struct call *call, const void *block, DWORD size)
{
	uint64_t us;

	record(call, block, size);
	phones_lock();
	us = provider_behaviour.pause_us;
	phones_unlock();
	pause_us(us);
	phones_lock();
}

void call_begin_structure(struct call *call, const void *structure)
{
	DWORD size = 0;

	if (structure)
		memcpy(&size, structure, sizeof(size));
	call_begin(call, structure, size);
}

static bool fires(struct behaviour *behaviour, const struct call *call,
		  LONG *result)
{
	if (strcmp(behaviour->call_name, call->name))
		return false;
	behaviour->call_name[0] = '\0';
	*result = behaviour->call_error;
	return true;
}

static struct phone *checked(struct call *call, struct phone *phone,
			     LONG *result)
{
	uint64_t us = phone->behaviour.pause_us;

	if (us) {
		phones_unlock();
		pause_us(us);
		phones_lock();
	}
	if (fires(&phone->behaviour, call, result) ||
	    fires(&provider_behaviour, call, result))
		return NULL;
	return phone;
}

struct phone *call_phone(struct call *call, HDRVPHONE handle, LONG *result)
{
	struct phone *phone = phone_of_handle(handle);

	if (phone)
		phone = checked(call, phone, result);
	else
		*result = PHONEERR_INVALPHONEHANDLE;
	/* The phone may have been closed during the pause. */
	if (phone && phone->opening.handle != handle) {
		*result = PHONEERR_INVALPHONEHANDLE;
		return NULL;
	}
	return phone;
}

struct phone *call_device(struct call *call, DWORD device, LONG *result)
{
	struct phone *phone = phone_of_device(device);

	if (phone)
		return checked(call, phone, result);
	*result = PHONEERR_NODRIVER;
	return NULL;
}

LONG call_error(struct call *call)
{
	LONG result = 0;

	fires(&provider_behaviour, call, &result);
	return result;
}

LONG call_end(struct call *call, LONG result)
{
	phones_unlock();
	if (call->callbacks)
		callback_flush();
	pthread_mutex_lock(&calls_lock);
	calls[call->index].result = result;
	calls[call->index].returned = true;
	in_progress--;
	pthread_mutex_unlock(&calls_lock);
	return result;
}

static bool counts(const struct mock_call *call, const char *name)
{
	return !name || !strcmp(call->name, name);
}

unsigned int calls_number(const char *name)
{
	unsigned int found = 0;
	unsigned int i;

	pthread_mutex_lock(&calls_lock);
	for (i = first_call; i < nr_calls; i++)
		found += counts(&calls[i], name);
	pthread_mutex_unlock(&calls_lock);
	return found;
}

bool calls_get(const char *name, unsigned int n, struct mock_call *copy)
{
	bool found = false;
	unsigned int i;

	pthread_mutex_lock(&calls_lock);
	for (i = first_call; i < nr_calls && !found; i++) {
		if (!counts(&calls[i], name) || n--)
			continue;
		*copy = calls[i];
		found = true;
	}
	pthread_mutex_unlock(&calls_lock);
	return found;
}

void calls_forget(void)
{
	pthread_mutex_lock(&calls_lock);
	first_call = nr_calls;
	pthread_mutex_unlock(&calls_lock);
}
