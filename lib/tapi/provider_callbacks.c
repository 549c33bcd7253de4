// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/log.h"
#include "broker.h"
#include "provider_callbacks.h"
#include "entry_table.h"

#include <stdbool.h>
#include <string.h>

/**
 * struct slot - whose a set of entry points is
 * @owner: TSPI_providerInit() of the provider, which no other has; NULL: no
 *	provider has the slot yet
 * @name: of the provider, for messages
 *
 * These are set once, with tapi.life. The rest is protected by tapi.lock:
 *
 * @provider: the provider, while it runs
 * @faults: faults that the log has, a bit for each enum tapi_fault
 */
struct slot {
	__typeof__(TSPI_providerInit) *owner;
	char *name;
	struct tapi_provider *provider;
	unsigned int faults;
};

static struct slot slots[TAPI_MAX_PROVIDERS];

/* Each fault is logged once: a provider may go on for ever. */
static bool is_news(struct slot *slot, enum tapi_fault fault)
{
	unsigned int bit = 1U << fault;
	bool ret = fault != TAPI_FAULT_NONE && !(slot->faults & bit);

	slot->faults |= bit;
	return ret;
}

/* Releases the lock, as code of the program may run. */
static void unlock_and_say(struct slot *slot, enum tapi_fault fault)
{
	static const char *const texts[] = {
		[TAPI_FAULT_REQUEST] = "completes a request that is not its own",
		[TAPI_FAULT_PHONE] = "reports an event of a phone that is not its own",
		[TAPI_FAULT_REMOVAL] = "removes a phone that is not its own",
		[TAPI_FAULT_CREATION] = "announces a phone with an hProvider that is not its own",
	};
	bool news = is_news(slot, fault);

	tapi_unlock();
	if (news)
		log_say(TPHONE_LOG_WARNING, "%s: %s; ignored, and not said again",
			slot->name, texts[fault]);
}

static void completion(struct slot *slot, DRV_REQUESTID id, LONG result)
{
	enum tapi_fault fault = TAPI_FAULT_NONE;

	tapi_lock();
	if (slot->provider)
		fault = tapi_provider_completes(slot->provider, id, result);
	unlock_and_say(slot, fault);
}

static void event(struct slot *slot, HTAPIPHONE phone, DWORD message,
		  const DWORD_PTR parameter[3])
{
	enum tapi_fault fault = TAPI_FAULT_NONE;

	tapi_lock();
	if (slot->provider)
		fault = tapi_provider_reports(slot->provider, phone, message,
					      parameter);
	unlock_and_say(slot, fault);
}

static void handle_event(struct slot *slot, HTAPIPHONE phone, DWORD message,
			 const DWORD_PTR parameter[3])
{
	enum tapi_fault fault = TAPI_FAULT_NONE;

	tapi_lock();
	if (slot->provider)
		fault = tapi_provider_reports_handle(slot->provider, phone,
						     message, parameter);
	unlock_and_say(slot, fault);
}

/* Functions have no data of their own, so there is one for each slot. */
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

/* Numbers of slots are written in octal. */
#define EIGHT(X, n)							\
	X(0##n##0) X(0##n##1) X(0##n##2) X(0##n##3)			\
	X(0##n##4) X(0##n##5) X(0##n##6) X(0##n##7)
#define ALL(X)								\
	EIGHT(X, 0) EIGHT(X, 1) EIGHT(X, 2) EIGHT(X, 3)			\
	EIGHT(X, 4) EIGHT(X, 5) EIGHT(X, 6) EIGHT(X, 7)

ALL(DEFINE)

static const struct tapi_entry_points entry_points[] = { ALL(ENTRY) };

_Static_assert(sizeof(entry_points) / sizeof(*entry_points) ==
	       TAPI_MAX_PROVIDERS, "a set of entry points for each slot");

/* Its slot from an earlier session, or one that no provider has had. */
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

bool tapi_entry_points_take(struct tapi_provider *provider)
{
	struct slot *slot = find(provider);

	if (!slot || !claim(slot, provider))
		return false;
	provider->entry_points = &entry_points[slot - slots];
	tapi_lock();
	slot->provider = provider;
	tapi_unlock();
	return true;
}

void tapi_entry_points_leave(const struct tapi_provider *provider)
{
	if (provider->entry_points)
		slots[provider->entry_points - entry_points].provider = NULL;
}

void tapi_entry_points_forget(void)
{
	struct slot *slot;

	for (slot = slots; slot < slots + TAPI_MAX_PROVIDERS; slot++)
		slot->provider = NULL;
}
