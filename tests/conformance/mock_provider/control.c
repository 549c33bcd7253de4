// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The functions of the provider for tests, see mock_provider.h.
 */
#include "attribute.h"
#include "call.h"
#include "callback.h"
#include "event.h"
#include "session.h"
#include "state.h"
#include "virtual_user.h"
#include "worker.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static int new_phone(const char *name)
{
	int error;

	phones_lock();
	error = phone_add(name) ? 0 : -EEXIST;
	phones_unlock();
	return error;
}

/*
 * Callbacks are made here, or by the thread that exists during a session.
 * Unlocks.
 */
static void unlock_and_call(bool now)
{
	bool here = now || !session.initialised;

	if (!here)
		worker_wake();
	phones_unlock();
	if (here)
		callback_flush();
}

/* TAPI closes a phone some time after PHONE_REMOVE. */
static void wait_until_closed(struct phone *phone)
{
	int left_ms = 5000;

	while (phone->opening.handle && left_ms--) {
		phones_unlock();
		usleep(1000);
		phones_lock();
	}
}

static int plug_in(struct phone *phone)
{
	int error;

	wait_until_closed(phone);
	if (phone->opening.handle)
		return -EBUSY;
	state_end(phone);
	error = state_begin(phone);
	if (error)
		return error;
	memset(&phone->counters, 0, sizeof(phone->counters));
	phone->live = true;
	phone->created = false;
	phone->temporary = 0;
	if (!session.enumerated)
		return 0;
	phone->temporary = ++session.next_temporary;
	callback_queue_event(NULL, session.event, PHONE_CREATE,
			     (DWORD_PTR)session.provider, phone->temporary, 0);
	return 0;
}

/* Outstanding operations end when TAPI closes the phone. */
static int unplug(struct phone *phone)
{
	phone->live = false;
	phone->state.connected = false;
	phone->temporary = 0;
	if (phone->created && session.initialised)
		callback_queue_event(NULL, session.event, PHONE_REMOVE,
				     phone->device, 0, 0);
	phone->created = false;
	return 0;
}

static int set_live(const char *name, bool live)
{
	struct phone *phone;
	int error = -ENOENT;

	phones_lock();
	phone = phone_named(name);
	if (phone && phone->live == live)
		error = 0;
	else if (phone)
		error = live ? plug_in(phone) : unplug(phone);
	unlock_and_call(phone && phone->behaviour.in_call);
	return error;
}

static int set(const char *name, const char *attribute, const char *value)
{
	struct phone *phone = NULL;
	int error = -ENOENT;
	bool now = false;

	phones_lock();
	if (name)
		phone = phone_named(name);
	if (phone || !name)
		error = attribute_set(phone, attribute, value, &now);
	unlock_and_call(now);
	return error;
}

static long long get(const char *name, const char *attribute)
{
	long long value;

	phones_lock();
	value = attribute_get(phone_named(name), attribute);
	phones_unlock();
	return value;
}

static int user(const char *name, const char *action)
{
	struct phone *phone;
	int error = -ENOENT;

	phones_lock();
	phone = phone_named(name);
	if (phone)
		error = virtual_user_act(phone, action);
	unlock_and_call(phone && phone->behaviour.in_call);
	return error;
}

/* Tests find it by this name. */
extern const struct mock_control mock_control;

const struct mock_control mock_control = {
	.phone_new = new_phone,
	.phone_live = set_live,
	.set = set,
	.get = get,
	.user = user,
	.calls = calls_number,
	.call = calls_get,
	.forget_calls = calls_forget,
};
