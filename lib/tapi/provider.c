// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/log.h"
#include "../common/macros.h"
#include "broker.h"
#include "device.h"
#include "provider.h"
#include "provider_callbacks.h"
#include "request.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <tphone/tspi.h>

#define NAME(error)	{ error, #error }

static const char *lineerr_name(LONG error)
{
	static const struct {
		LONG error;
		const char *name;
	} names[] = {
		NAME(LINEERR_INCOMPATIBLEAPIVERSION),
		NAME(LINEERR_INIFILECORRUPT),
		NAME(LINEERR_INVALPARAM),
		NAME(LINEERR_NODRIVER),
		NAME(LINEERR_NOMEM),
		NAME(LINEERR_OPERATIONFAILED),
		NAME(LINEERR_OPERATIONUNAVAIL),
		NAME(LINEERR_RESOURCEUNAVAIL),
		NAME(LINEERR_NOMULTIPLEINSTANCE),
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (names[i].error == error)
			return names[i].name;
	}
	return "an unknown error";
}

/* A provider that claims to have more phones is broken. */
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

bool tapi_provider_counts_handles(const struct tapi_provider *provider)
{
	return provider->functions.phoneJoin && provider->functions.phoneLeave;
}

/* Permanent IDs of providers begin with 1. */
static DWORD next_number(void)
{
	struct tapi_provider *last;

	last = TAILQ_LAST(&tapi.providers, tapi_provider_list);
	return last ? last->number + 1 : 1;
}

static struct tapi_provider *provider_new(const struct tphone_tspi *functions,
					  const char *name)
{
	struct tapi_provider *provider = calloc(1, sizeof(*provider));

	if (!provider)
		return NULL;
	provider->name = strdup(name);
	if (!provider->name) {
		free(provider);
		return NULL;
	}
	provider->functions = *functions;
	pthread_mutex_init(&provider->turn, NULL);
	tapi_lock();
	provider->number = next_number();
	TAILQ_INSERT_TAIL(&tapi.providers, provider, link);
	tapi_unlock();
	return provider;
}

/*
 * Frees a provider that did not start, or has stopped. Its devices are the last
 * ones in tapi.devices, if there are any.
 */
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
	tapi_provider_callbacks_leave(provider);
	tapi_unlock();
	pthread_mutex_destroy(&provider->turn);
	free(provider->name);
	free(provider);
}

/* Logs why the provider is left out. Returns false, for the caller to return. */
static bool left_out(const struct tapi_provider *provider, const char *function,
		     LONG error)
{
	log_printf(TPHONE_LOG_ERROR, "%s: left out: TSPI_%s() fails with %s (0x%x)",
		   provider->name, function, lineerr_name(error),
		   (unsigned int)error);
	return false;
}

static bool agree(struct tapi_provider *provider)
{
	const struct tphone_tspi *tspi = &provider->functions;
	LONG ret;

	ret = tspi->lineNegotiateTSPIVersion(INITIALIZE_NEGOTIATION,
					     TAPI_OLDEST, TAPI_NEWEST,
					     &provider->version);
	if (ret)
		return left_out(provider, "lineNegotiateTSPIVersion", ret);
	if (provider->version >= TAPI_OLDEST &&
	    provider->version <= TAPI_NEWEST)
		return true;
	log_printf(TPHONE_LOG_ERROR,
		   "%s: left out: wants version 0x%x of TSPI, which is not one of 0x%x to 0x%x",
		   provider->name, (unsigned int)provider->version, TAPI_OLDEST,
		   TAPI_NEWEST);
	return false;
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

static bool no_memory(const char *name)
{
	log_printf(TPHONE_LOG_ERROR, "%s: left out: out of memory", name);
	return false;
}

static bool add_devices(struct tapi_provider *provider, DWORD count)
{
	if (count > MAX_PHONES) {
		log_printf(TPHONE_LOG_ERROR,
			   "%s: left out: says that it has %u phones, more than %u",
			   provider->name, (unsigned int)count, MAX_PHONES);
		return false;
	}
	for (; count; count--) {
		if (!add_device(provider))
			return no_memory(provider->name);
	}
	return true;
}

static bool enumerate(struct tapi_provider *provider, DWORD *lines,
		      DWORD *phones)
{
	const struct tapi_provider_callbacks *callbacks = provider->callbacks;
	HPROVIDER number = (HPROVIDER)(uintptr_t)provider->number;
	LONG ret;

	*lines = 0;
	*phones = 0;
	ret = provider->functions.providerEnumDevices(provider->number, lines,
						      phones, number,
						      tapi_line_event,
						      callbacks->event);
	return ret ? left_out(provider, "providerEnumDevices", ret) : true;
}

static bool init(struct tapi_provider *provider, DWORD lines, DWORD phones)
{
	const struct tapi_provider_callbacks *callbacks = provider->callbacks;
	DWORD base = tapi.nr_devices - phones, options = 0;
	LONG ret;

	ret = provider->functions.providerInit(provider->version,
					       provider->number, 0, base, lines,
					       phones, callbacks->completion,
					       &options);
	if (ret)
		return left_out(provider, "providerInit", ret);
	provider->one_at_a_time = options & LINETSPIOPTION_NONREENTRANT;
	log_printf(TPHONE_LOG_INFO, "%s: started with version 0x%x of TSPI, phones: %u",
		   provider->name, (unsigned int)provider->version,
		   (unsigned int)phones);
	return true;
}

static bool take_callbacks(struct tapi_provider *provider)
{
	if (tapi_provider_callbacks_take(provider))
		return true;
	log_printf(TPHONE_LOG_ERROR,
		   "%s: left out: out of memory, or %u other providers were used",
		   provider->name, TAPI_MAX_PROVIDERS);
	return false;
}

static bool begin(struct tapi_provider *provider)
{
	DWORD lines, phones;

	return take_callbacks(provider) && agree(provider) &&
	       enumerate(provider, &lines, &phones) &&
	       add_devices(provider, phones) && init(provider, lines, phones);
}

/*
 * A configuration may name an object twice, or one that the program has added.
 */
static bool is_running(const struct tphone_tspi *functions)
{
	const struct tapi_provider *provider;

	TAILQ_FOREACH(provider, &tapi.providers, link) {
		if (provider->functions.providerInit == functions->providerInit)
			return true;
	}
	return false;
}

/*
 * With tapi.life: starts a provider and adds it and its devices. A provider that
 * fails, or runs already, is left out, and the reason is logged; @name is for the
 * log.
 */
static void start(const struct tphone_tspi *functions, const char *name)
{
	struct tapi_provider *provider;

	if (is_running(functions)) {
		log_printf(TPHONE_LOG_INFO, "%s: named twice, started once", name);
		return;
	}
	provider = provider_new(functions, name);
	if (!provider)
		no_memory(name);
	else if (!begin(provider))
		provider_free(provider);
}

/* All handles are closed, so nothing waits for what the provider completes now. */
static void stop(struct tapi_provider *provider)
{
	tapi_provider_call(provider, providerShutdown, provider->version,
			   provider->number);
}

/*
 * With the lock. All devices go before the providers: those that were added later
 * are not in the order of providers.
 */
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

/**
 * struct added_provider - a provider that the program has added
 * @link: in added_providers, in the order in which they were added
 * @path: path of the shared object, without symbolic links
 * @functions: its functions
 */
struct added_provider {
	TAILQ_ENTRY(added_provider) link;
	char *path;
	struct tphone_tspi functions;
};

/* Protected by tapi.life. */
static TAILQ_HEAD(, added_provider) added_providers =
	TAILQ_HEAD_INITIALIZER(added_providers);
static bool only_added;

static bool is_added(const char *path)
{
	struct added_provider *added;

	TAILQ_FOREACH(added, &added_providers, link) {
		if (!strcmp(added->path, path))
			return true;
	}
	return false;
}

/* Takes over @path. */
static int add(char *path)
{
	struct added_provider *added = calloc(1, sizeof(*added));
	int ret = -ENOMEM;

	if (added)
		ret = tphone_tspi_load(path, &added->functions);
	if (ret) {
		free(added);
		free(path);
		return ret;
	}
	added->path = path;
	TAILQ_INSERT_TAIL(&added_providers, added, link);
	return 0;
}

static int add_path(const char *path)
{
	char *real = realpath(path, NULL);

	/* tphone_tspi_load() logs why the path is not valid. */
	if (!real)
		real = strdup(path);
	if (!real)
		return -ENOMEM;
	if (is_added(real)) {
		free(real);
		return -EEXIST;
	}
	return add(real);
}

TPHONE_API int tphone_tapi_add_provider(const char *path)
{
	int ret = 0;

	pthread_mutex_lock(&tapi.life);
	if (tapi.users)
		ret = -EBUSY;
	else if (path)
		ret = add_path(path);
	else
		only_added = true;
	pthread_mutex_unlock(&tapi.life);
	return ret;
}

static void start_configured(const char *path)
{
	struct tphone_tspi functions;
	char *real;

	if (tphone_tspi_load(path, &functions))
		return;
	/* All processes need the same name, see claim.c. */
	real = realpath(path, NULL);
	start(&functions, real ? real : path);
	free(real);
}

static LONG start_not_added(void)
{
	struct tapi_provider_files files;
	size_t i;
	int ret = tapi_provider_files_read(&files);

	if (ret)
		return PHONEERR_NOMEM;
	start(tphone_tspi_builtin(), "built-in provider");
	for (i = 0; i < files.count; i++)
		start_configured(files.paths[i]);
	tapi_provider_files_free(&files);
	return 0;
}

LONG tapi_providers_start(void)
{
	struct added_provider *added;
	LONG ret = only_added ? 0 : start_not_added();

	if (ret)
		return ret;
	TAILQ_FOREACH(added, &added_providers, link)
		start(&added->functions, added->path);
	return 0;
}
