// SPDX-License-Identifier: LGPL-2.1-or-later
/* The lifecycle of the provider: it is initialised, shut down, and forked. */
#include "../common/sys.h"
#include "../native/watch.h"
#include "caps.h"
#include "open.h"
#include "provider.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

/* Held while the provider begins and ends; the first of all locks */
static pthread_mutex_t lifecycle = PTHREAD_MUTEX_INITIALIZER;

static LONG line_error(int error)
{
	if (!error)
		return 0;
	return error == -ENOMEM ? LINEERR_NOMEM : LINEERR_OPERATIONFAILED;
}

static LONG enumerate_phones(LPDWORD phones, HPROVIDER handle,
			     PHONEEVENT create_proc)
{
	int error = 0;

	if (!tspi_provider.initialised)
		error = tspi_devices_list();
	if (error)
		return line_error(error);
	if (!tspi_provider.initialised) {
		tspi_provider.handle = handle;
		tspi_provider.create_proc = create_proc;
	}
	*phones = tspi_devices_count();
	return 0;
}

LONG TSPI_providerEnumDevices(DWORD dwPermanentProviderID, LPDWORD lpdwNumLines,
			      LPDWORD lpdwNumPhones, HPROVIDER hProvider,
			      LINEEVENT lpfnLineCreateProc,
			      PHONEEVENT lpfnPhoneCreateProc)
{
	LONG ret;

	(void)dwPermanentProviderID;
	(void)lpfnLineCreateProc;
	pthread_mutex_lock(&lifecycle);
	ret = enumerate_phones(lpdwNumPhones, hProvider, lpfnPhoneCreateProc);
	pthread_mutex_unlock(&lifecycle);
	if (!ret)
		*lpdwNumLines = 0;
	return ret;
}

/*
 * The condition is never destroyed: a call may return from waiting after the
 * provider has ended.
 */
static void make_condition(void)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&tspi_provider.changed, &attributes);
	pthread_condattr_destroy(&attributes);
}

static void set_initialised(bool initialised)
{
	tspi_lock();
	tspi_provider.initialised = initialised;
	tspi_provider.ending = false;
	tspi_unlock();
}

/*
 * In the child of a fork: makes fresh locks, and the provider as it was before
 * the first session.
 */
static void forget(void)
{
	pthread_mutex_init(&lifecycle, NULL);
	make_condition();
	TAILQ_INIT(&tspi_provider.devices);
	STAILQ_INIT(&tspi_provider.finished);
	STAILQ_INIT(&tspi_provider.events);
	handle_table_clear(&tspi_provider.open_table);
	handle_table_clear(&tspi_provider.handle_table);
	tspi_provider.watch = NULL;
	tspi_provider.initialised = false;
	tspi_provider.ending = false;
	tspi_provider.create_proc = NULL;
	tspi_provider.notifying_request = NULL;
	tspi_provider.notifying_open = NULL;
	tspi_provider.notifying_handle = NULL;
}

/*
 * The objects of the parent. The child does not use them, and cannot free what
 * other threads may have been changing; checkers for leaks find them here.
 */
static struct tspi_provider of_parent __attribute__((used));

static void before_fork(void)
{
	tspi_lock();
}

static void in_parent(void)
{
	tspi_unlock();
}

static void close_all(const struct tspi_handle_list *list)
{
	const struct tspi_handle *handle;

	TAILQ_FOREACH(handle, list, link) {
		if (!handle->phone)
			continue;
		close(tphone_raw_fd(handle->phone));
		close(tphone_fd(handle->phone));
	}
}

/*
 * The kernel would else count the handles of the parent as long as the child
 * lives.
 */
static void close_descriptors(void)
{
	const struct tspi_device *device;

	TAILQ_FOREACH(device, &tspi_provider.devices, link) {
		close_all(&device->handles);
		close_all(&device->left);
	}
	if (tspi_provider.watch)
		watch_forget(tspi_provider.watch);
}

static void in_child(void)
{
	close_descriptors();
	tspi_dispatcher_forget();
	of_parent = tspi_provider;
	pthread_mutex_init(&tspi_provider.dispatching, NULL);
	pthread_mutex_init(&tspi_provider.lock, NULL);
	forget();
}

/* The child of a fork has a provider that was never initialised. */
static void prepare_for_fork(void)
{
	pthread_atfork(before_fork, in_parent, in_child);
}

static void prepare_once(void)
{
	make_condition();
	prepare_for_fork();
}

static int begin(ASYNC_COMPLETION completion_proc)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	int error;

	pthread_once(&once, prepare_once);
	tspi_provider.completion_proc = completion_proc;
	set_initialised(true);
	error = tspi_dispatcher_start();
	if (error)
		set_initialised(false);
	return error;
}

static LONG init_locked(DWORD base, DWORD_PTR count,
			ASYNC_COMPLETION completion_proc)
{
	int error;

	if (tspi_provider.initialised)
		return 0;
	/* Without TSPI_providerEnumDevices() there is no list yet. */
	error = tspi_provider.watch ? 0 : tspi_devices_list();
	if (error)
		return line_error(error);
	tspi_devices_assign_ids(base, count);
	return line_error(begin(completion_proc));
}

LONG TSPI_providerInit(DWORD dwTSPIVersion, DWORD dwPermanentProviderID,
		       DWORD dwLineDeviceIDBase, DWORD dwPhoneDeviceIDBase,
		       DWORD_PTR dwNumLines, DWORD_PTR dwNumPhones,
		       ASYNC_COMPLETION lpfnCompletionProc,
		       LPDWORD lpdwTSPIOptions)
{
	LONG ret;

	(void)dwPermanentProviderID;
	(void)dwLineDeviceIDBase;
	(void)dwNumLines;
	if (!version_exists(dwTSPIVersion))
		return LINEERR_INCOMPATIBLEAPIVERSION;
	pthread_mutex_lock(&lifecycle);
	ret = init_locked(dwPhoneDeviceIDBase, dwNumPhones, lpfnCompletionProc);
	pthread_mutex_unlock(&lifecycle);
	if (!ret)
		*lpdwTSPIOptions = 0;
	return ret;
}

static void end_phones(void)
{
	struct tspi_device *device;

	tspi_lock();
	tspi_provider.ending = true;
	TAILQ_FOREACH(device, &tspi_provider.devices, link)
		tspi_close_device(device);
	tspi_unlock();
}

static void shut_down_locked(void)
{
	if (!tspi_provider.initialised)
		return;
	end_phones();
	tspi_dispatcher_stop();
	tspi_events_drop();
	tspi_devices_free();
	handle_table_clear(&tspi_provider.open_table);
	handle_table_clear(&tspi_provider.handle_table);
	tspi_provider.create_proc = NULL;
	tspi_provider.handle = NULL;
	set_initialised(false);
}

LONG TSPI_providerShutdown(DWORD dwTSPIVersion, DWORD dwPermanentProviderID)
{
	(void)dwTSPIVersion;
	(void)dwPermanentProviderID;
	/* A thread cannot wait for its own end. */
	if (tspi_dispatching_here())
		return LINEERR_NOMEM;
	pthread_mutex_lock(&lifecycle);
	shut_down_locked();
	pthread_mutex_unlock(&lifecycle);
	return 0;
}
