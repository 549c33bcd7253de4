// SPDX-License-Identifier: LGPL-2.1-or-later
#include "device.h"
#include "entry_points.h"
#include "entry_table.h"
#include "provider.h"
#include "request.h"
#include "worker.h"

#include <stdlib.h>

/* More phones than anybody has: the provider talks nonsense. */
#define MAX_PHONES	65536

void tapi_provider_take_turn(struct tapi_provider *provider)
{
	if (provider->one_at_a_time)
		pthread_mutex_lock(&provider->turn);
}

void tapi_provider_end_turn(struct tapi_provider *provider)
{
	if (provider->one_at_a_time)
		pthread_mutex_unlock(&provider->turn);
}

/* Permanent IDs begin with 1. */
static DWORD next_number(void)
{
	struct tapi_provider *last;

	last = TAILQ_LAST(&tapi.providers, tapi_provider_list);
	return last ? last->number + 1 : 1;
}

static struct tapi_provider *provider_new(const struct tphone_tspi *functions)
{
	struct tapi_provider *provider = calloc(1, sizeof(*provider));

	if (!provider)
		return NULL;
	provider->functions = *functions;
	pthread_mutex_init(&provider->turn, NULL);
	tapi_lock();
	provider->number = next_number();
	TAILQ_INSERT_TAIL(&tapi.providers, provider, link);
	tapi_unlock();
	return provider;
}

/* Its devices, if there are any, are the last ones. */
static void provider_free(struct tapi_provider *provider)
{
	struct tapi_device *last;

	tapi_lock();
	tapi_worker_drop(provider);
	while (tapi.nr_devices) {
		last = tapi.devices[tapi.nr_devices - 1];
		if (last->provider != provider)
			break;
		tapi.nr_devices--;
		tapi_device_free(last);
	}
	TAILQ_REMOVE(&tapi.providers, provider, link);
	tapi_entry_points_leave(provider);
	tapi_unlock();
	pthread_mutex_destroy(&provider->turn);
	free(provider);
}

static bool agree(struct tapi_provider *provider)
{
	const struct tphone_tspi *tspi = &provider->functions;
	LONG ret;

	ret = tspi->lineNegotiateTSPIVersion(INITIALIZE_NEGOTIATION,
					     TAPI_OLDEST, TAPI_NEWEST,
					     &provider->version);
	return !ret && provider->version >= TAPI_OLDEST &&
	       provider->version <= TAPI_NEWEST;
}

static bool add_device(struct tapi_provider *provider)
{
	struct tapi_device *device = NULL;

	tapi_lock();
	if (tapi_devices_make_room())
		device = tapi_device_new(provider, tapi.nr_devices);
	if (device)
		tapi_devices_append(device);
	tapi_unlock();
	return device;
}

static bool add_devices(struct tapi_provider *provider, DWORD count)
{
	if (count > MAX_PHONES)
		return false;
	for (; count; count--) {
		if (!add_device(provider))
			return false;
	}
	return true;
}

static bool enumerate(struct tapi_provider *provider, DWORD *lines,
		      DWORD *phones)
{
	const struct tapi_entry_points *calls = provider->entry_points;
	HPROVIDER number = (HPROVIDER)(uintptr_t)provider->number;

	*lines = 0;
	*phones = 0;
	return !provider->functions.providerEnumDevices(provider->number, lines,
							phones, number,
							tapi_line_event,
							calls->event);
}

static bool begin(struct tapi_provider *provider)
{
	DWORD base = tapi.nr_devices, lines, phones, options = 0;
	LONG ret;

	if (!tapi_entry_points_take(provider))
		return false;
	if (!agree(provider) || !enumerate(provider, &lines, &phones) ||
	    !add_devices(provider, phones))
		return false;
	ret = provider->functions.providerInit(provider->version,
					       provider->number, 0, base, lines,
					       phones,
					       provider->entry_points->completion,
					       &options);
	provider->one_at_a_time = options & LINETSPIOPTION_NONREENTRANT;
	return !ret;
}

/* Two files may name one object, or one that the program has added. */
static bool is_running(const struct tphone_tspi *functions)
{
	const struct tapi_provider *provider;

	TAILQ_FOREACH(provider, &tapi.providers, link) {
		if (provider->functions.providerInit == functions->providerInit)
			return true;
	}
	return false;
}

void tapi_provider_start(const struct tphone_tspi *functions)
{
	struct tapi_provider *provider;

	if (is_running(functions))
		return;
	provider = provider_new(functions);
	if (provider && !begin(provider))
		provider_free(provider);
}

/* What it completes now belongs to handles that are closed. */
static void stop(struct tapi_provider *provider)
{
	tapi_provider_call(provider, providerShutdown, provider->version,
			   provider->number);
}

/* With the lock. Those that came later are not in the order of providers. */
static void free_devices(void)
{
	struct tapi_provider *provider;

	TAILQ_FOREACH(provider, &tapi.providers, link)
		tapi_worker_drop(provider);
	while (tapi.nr_devices)
		tapi_device_free(tapi.devices[--tapi.nr_devices]);
	free(tapi.devices);
	tapi.devices = NULL;
}

void tapi_provider_stop_all(void)
{
	struct tapi_provider *provider;

	TAILQ_FOREACH(provider, &tapi.providers, link)
		stop(provider);
	tapi_lock();
	tapi_requests_forget_all();
	free_devices();
	tapi.reinit = false;
	tapi_unlock();
	while ((provider = TAILQ_LAST(&tapi.providers, tapi_provider_list)))
		provider_free(provider);
}
