// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/log.h"
#include "broadcast.h"
#include "broker.h"
#include "device.h"
#include "provider_callbacks.h"
#include "request.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void tapi_line_event(HTAPILINE htLine, HTAPICALL htCall, DWORD dwMsg,
		     DWORD_PTR dwParam1, DWORD_PTR dwParam2, DWORD_PTR dwParam3)
{
	(void)htLine;
	(void)htCall;
	(void)dwMsg;
	(void)dwParam1;
	(void)dwParam2;
	(void)dwParam3;
}

/*
 * The functions below do the work of the callbacks, with the lock. A provider
 * may call back at any time, from any thread, so they call no other code, see
 * broker.h. They ignore a handle or request that is not valid any more, or
 * belongs to another provider.
 */

/* Faults of a provider for which a call is ignored. */
enum fault {
	FAULT_NONE,	/* no fault, or one that is not logged */
	FAULT_REQUEST,	/* completes a request of another provider */
	FAULT_PHONE,	/* reports an event of a phone of another provider */
	FAULT_REMOVAL,	/* removes a phone of another provider */
	FAULT_CREATION,	/* announces a phone with another hProvider */
};

/* ASYNC_COMPLETION: a request has ended. */
static enum fault completed(struct tapi_provider *provider, DRV_REQUESTID id,
			    LONG result)
{
	return tapi_request_completed(provider, id, result) ? FAULT_NONE :
							      FAULT_REQUEST;
}

static void state(struct tapi_device *device, DWORD states, DWORD_PTR detail)
{
	if (states & PHONESTATE_REINIT) {
		tapi.reinit = true;
		tapi_broadcast_reinit();
	}
	if (!device)
		return;
	/* TAPI counts the handles, so it reports owners and monitors itself. */
	states &= ~(PHONESTATE_OWNER | PHONESTATE_MONITORS | PHONESTATE_REINIT);
	tapi_broadcast_state(device, NULL, states, detail);
}

/* A provider announces its own phones only, so @number must be its own. */
static enum fault create(struct tapi_provider *provider, DWORD_PTR number,
			 DWORD_PTR temporary_id)
{
	struct tapi_work *work;

	if (provider->number != number)
		return FAULT_CREATION;
	work = calloc(1, sizeof(*work));
	if (!work)
		return FAULT_NONE;
	work->task = TAPI_TASK_CREATE;
	work->provider = provider;
	work->temporary_id = temporary_id;
	tapi_worker_add(work);
	return FAULT_NONE;
}

static enum fault removed(const struct tapi_provider *provider, DWORD_PTR id)
{
	struct tapi_device *device = NULL;

	if (id < tapi.nr_devices)
		device = tapi.devices[id];
	else if (tapi.arriving && tapi.arriving->id == id)
		device = tapi.arriving;
	if (!device || device->provider != provider)
		return FAULT_REMOVAL;
	if (device->removed)
		return FAULT_NONE;
	device->removed = true;
	tapi_worker_add(&device->removal);
	return FAULT_NONE;
}

static void open_phone(struct tapi_device *device, DWORD message,
		       const DWORD_PTR parameter[3])
{
	switch (message) {
	case PHONE_BUTTON:
		tapi_broadcast_button(device, parameter);
		break;
	case PHONE_CLOSE:
		tapi_device_closed_by_force(device);
		break;
	case PHONE_DEVSPECIFIC:
		tapi_broadcast_devspecific(device, parameter);
		break;
	}
}

/* PHONEEVENT: an event of a phone, or PHONE_CREATE, or PHONE_REMOVE. */
static enum fault reported(struct tapi_provider *provider, HTAPIPHONE phone,
			   DWORD message, const DWORD_PTR parameter[3])
{
	struct tapi_device *device;

	device = handle_table_find(&tapi.opening_table, (uintptr_t)phone);
	if (device && device->provider != provider)
		return FAULT_PHONE;
	switch (message) {
	case PHONE_STATE:
		state(device, (DWORD)parameter[0], parameter[1]);
		break;
	case PHONE_CREATE:
		return create(provider, parameter[0], parameter[1]);
	case PHONE_REMOVE:
		return removed(provider, parameter[0]);
	default:
		if (device)
			open_phone(device, message, parameter);
	}
	return FAULT_NONE;
}

/* The PHONEEVENT that TSPI_phoneJoin() was given: an event of one handle. */
static enum fault reported_for_handle(struct tapi_provider *provider,
				      HTAPIPHONE phone, DWORD message,
				      const DWORD_PTR parameter[3])
{
	DWORD states = (DWORD)parameter[0] &
		       (PHONESTATE_OWNER | PHONESTATE_MONITORS);
	struct tapi_handle *handle;

	handle = handle_table_find(&tapi.phone_table, (uintptr_t)phone);
	if (handle && handle->device->provider != provider)
		return FAULT_PHONE;
	if (message == PHONE_STATE && handle && handle->open)
		tapi_deliver_state(handle, states, parameter[1]);
	return FAULT_NONE;
}

/**
 * struct slot - the owner of a set of callbacks
 * @owner: TSPI_providerInit() of the provider, which identifies it; NULL: no
 *	provider has the slot yet
 * @name: name of the provider, for the log
 *
 * These are set once, with tapi.life. The rest is protected by tapi.lock:
 *
 * @provider: the provider, while it runs
 * @faults: faults that were logged, one bit for each enum fault
 */
struct slot {
	__typeof__(TSPI_providerInit) *owner;
	char *name;
	struct tapi_provider *provider;
	unsigned int faults;
};

static struct slot slots[TAPI_MAX_PROVIDERS];

/* Log each fault once, as a provider may repeat it without end. */
static bool is_news(struct slot *slot, enum fault fault)
{
	unsigned int bit = 1U << fault;
	bool ret = fault != FAULT_NONE && !(slot->faults & bit);

	slot->faults |= bit;
	return ret;
}

/*
 * Logs a fault that is new, after it has released the lock: log_printf() calls
 * the function of tphone_tapi_set_log().
 */
static void unlock_and_say(struct slot *slot, enum fault fault)
{
	static const char *const texts[] = {
		[FAULT_REQUEST] = "completes a request that is not its own",
		[FAULT_PHONE] = "reports an event of a phone that is not its own",
		[FAULT_REMOVAL] = "removes a phone that is not its own",
		[FAULT_CREATION] = "announces a phone with an hProvider that is not its own",
	};
	bool news = is_news(slot, fault);

	tapi_unlock();
	if (news)
		log_printf(TPHONE_LOG_WARNING, "%s: %s; ignored, and not said again",
			   slot->name, texts[fault]);
}

static void completion(struct slot *slot, DRV_REQUESTID id, LONG result)
{
	enum fault fault = FAULT_NONE;

	tapi_lock();
	if (slot->provider)
		fault = completed(slot->provider, id, result);
	unlock_and_say(slot, fault);
}

static void event(struct slot *slot, HTAPIPHONE phone, DWORD message,
		  const DWORD_PTR parameter[3])
{
	enum fault fault = FAULT_NONE;

	tapi_lock();
	if (slot->provider)
		fault = reported(slot->provider, phone, message, parameter);
	unlock_and_say(slot, fault);
}

static void handle_event(struct slot *slot, HTAPIPHONE phone, DWORD message,
			 const DWORD_PTR parameter[3])
{
	enum fault fault = FAULT_NONE;

	tapi_lock();
	if (slot->provider)
		fault = reported_for_handle(slot->provider, phone, message,
					    parameter);
	unlock_and_say(slot, fault);
}

/* A callback has no parameter for its slot, so there is one for each slot. */
#define DEFINE(number)							\
static void completion_##number(DRV_REQUESTID id, LONG result)		\
{									\
	completion(&slots[number], id, result);				\
}									\
static void event_##number(HTAPIPHONE phone, DWORD message,		\
			   DWORD_PTR first, DWORD_PTR second,		\
			   DWORD_PTR third)				\
{									\
	event(&slots[number], phone, message,				\
	      (DWORD_PTR[]){ first, second, third });			\
}									\
static void handle_event_##number(HTAPIPHONE phone, DWORD message,	\
				  DWORD_PTR first, DWORD_PTR second,	\
				  DWORD_PTR third)			\
{									\
	handle_event(&slots[number], phone, message,			\
		     (DWORD_PTR[]){ first, second, third });		\
}

#define ENTRY(number)							\
	{ completion_##number, event_##number, handle_event_##number },

/* EIGHT() makes octal numbers of slots. */
#define EIGHT(X, n)							\
	X(0##n##0) X(0##n##1) X(0##n##2) X(0##n##3)			\
	X(0##n##4) X(0##n##5) X(0##n##6) X(0##n##7)
#define ALL(X)								\
	EIGHT(X, 0) EIGHT(X, 1) EIGHT(X, 2) EIGHT(X, 3)			\
	EIGHT(X, 4) EIGHT(X, 5) EIGHT(X, 6) EIGHT(X, 7)

ALL(DEFINE)

static const struct tapi_provider_callbacks all_callbacks[] = { ALL(ENTRY) };

_Static_assert(sizeof(all_callbacks) / sizeof(*all_callbacks) ==
	       TAPI_MAX_PROVIDERS, "a set of callbacks for each slot");

/* The slot that the provider has had before, or one that no provider has had. */
static struct slot *find(const struct tapi_provider *provider)
{
	struct slot *slot;

	for (slot = slots; slot < slots + TAPI_MAX_PROVIDERS; slot++) {
		if (!slot->owner ||
		    slot->owner == provider->functions.providerInit)
			return slot;
	}
	return NULL;
}

static bool claim(struct slot *slot, const struct tapi_provider *provider)
{
	if (!slot->name)
		slot->name = strdup(provider->name);
	slot->owner = provider->functions.providerInit;
	return slot->name;
}

bool tapi_provider_callbacks_take(struct tapi_provider *provider)
{
	struct slot *slot = find(provider);

	if (!slot || !claim(slot, provider))
		return false;
	provider->callbacks = &all_callbacks[slot - slots];
	tapi_lock();
	slot->provider = provider;
	tapi_unlock();
	return true;
}

void tapi_provider_callbacks_leave(const struct tapi_provider *provider)
{
	if (provider->callbacks)
		slots[provider->callbacks - all_callbacks].provider = NULL;
}

void tapi_provider_callbacks_forget(void)
{
	struct slot *slot;

	for (slot = slots; slot < slots + TAPI_MAX_PROVIDERS; slot++)
		slot->provider = NULL;
}
