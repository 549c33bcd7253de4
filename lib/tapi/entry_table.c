// SPDX-License-Identifier: LGPL-2.1-or-later
#include "broker.h"
#include "entry_points.h"
#include "entry_table.h"

#include <stdbool.h>

/**
 * struct slot - whose a set of entry points is
 * @owner: TSPI_providerInit() of the provider, which no other has; NULL: nobody's
 *	yet. Protected by tapi.life
 * @provider: the provider, while it runs. Protected by tapi.lock
 */
struct slot {
	__typeof__(TSPI_providerInit) *owner;
	struct tapi_provider *provider;
};

static struct slot slots[TAPI_MAX_PROVIDERS];

static void completion(const struct slot *slot, DRV_REQUESTID id, LONG result)
{
	tapi_lock();
	if (slot->provider)
		tapi_provider_completes(slot->provider, id, result);
	tapi_unlock();
}

static void event(const struct slot *slot, HTAPIPHONE phone, DWORD message,
		  const DWORD_PTR parameter[3])
{
	tapi_lock();
	if (slot->provider)
		tapi_provider_reports(slot->provider, phone, message,
				      parameter);
	tapi_unlock();
}

static void handle_event(const struct slot *slot, HTAPIPHONE phone,
			 DWORD message, const DWORD_PTR parameter[3])
{
	tapi_lock();
	if (slot->provider)
		tapi_provider_reports_handle(slot->provider, phone, message,
					     parameter);
	tapi_unlock();
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

/* Its own from an earlier session, or one that never was anybody's. */
static struct slot *find(const struct tapi_provider *provider)
{
	struct slot *slot;

	for (slot = slots; slot < slots + TAPI_MAX_PROVIDERS; slot++) {
		if (!slot->owner)
			slot->owner = provider->functions.providerInit;
		if (slot->owner == provider->functions.providerInit)
			return slot;
	}
	return NULL;
}

bool tapi_entry_points_take(struct tapi_provider *provider)
{
	struct slot *slot = find(provider);

	if (!slot)
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
