/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * TAPI in this process: its sessions, handles, devices, providers and requests, and
 * the locks of these.
 *
 * A thread that needs several locks takes them in this order:
 *
 *	tapi.life		the first session begins, the last one ends
 *	device->transition	opening, closing and removing a device, and setting
 *				the filter of its provider: one at a time
 *	provider->turn		one call at a time, if the provider wants that
 *	tapi.lock		all data
 *
 * A provider is called with any of the first three locks, never with tapi.lock. The
 * same is true for the function of tphone_tapi_set_log(); other code of programs
 * runs without any lock. The callbacks of providers take tapi.lock and no other
 * lock, and wait for nothing. They call no other code but the function of
 * tphone_tapi_set_log(), once for each fault of a provider and after tapi.lock is
 * released. So a provider may call them at any time: within a call into the
 * provider, from a thread that the provider waits for, or within another callback.
 * If an event requires calls into the provider, the worker makes them.
 *
 * Objects are used without tapi.lock as long as a counter holds them:
 *
 * - A session does not end while a function works on it (@calls), and its memory
 *   stays while a thread waits for its messages (@references).
 * - A handle does not leave its provider while a call through it is in progress
 *   (@calls), and its memory stays while a message about it is queued
 *   (@references).
 * - Devices and providers stay until the last session has ended. Then there are no
 *   sessions, handles and messages any more.
 *
 * A handle is closed in two steps. First, under tapi.lock, its number becomes
 * invalid and its messages and replies are dropped; so if several threads close
 * it, only one of them finds it. Then that thread waits for calls in progress, and
 * makes the handle leave its provider under device->transition. If an event closes
 * a phone by force, the callback does the first step and the worker the second.
 */
#ifndef _LIBTPHONE_TAPI_BROKER_H
#define _LIBTPHONE_TAPI_BROKER_H

#include "../common/filter.h"
#include "../common/handle_table.h"
#include "api_version.h"
#include "errors.h"
#include "message.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <tphone/tspi.h>

/* Versions of TSPI that providers are offered; the newest one of the API. */
#define TAPI_OLDEST	TAPI_VERSION_2_0
#define TAPI_NEWEST	TAPI_VERSION_2_2

#define TAPI_LAST_REQUEST	0x7fffffff
#define TAPI_REQUEST_BUCKETS	1024

/* Kinds of handles */
enum tapi_kind {
	TAPI_KIND_SESSION = 1,
	TAPI_KIND_PHONE,
	TAPI_KIND_OPENING,
};

struct tapi_device;
struct tapi_provider_callbacks;
struct tapi_handle;
struct tapi_provider;

/**
 * struct tapi_request - a request to a provider
 * @id: dwRequestID
 * @link: in the table
 * @of_handle: in the list of its handle, if @handle
 * @of_device: in the list of its device, if @device
 * @device: the device; NULL: the phone was closed meanwhile
 * @provider: the provider that has to complete it
 * @handle: the handle that gets the reply; NULL: it was closed meanwhile
 * @list: the errors that the reply may have
 * @returned: the call into the provider has accepted the request and returned
 * @completed: the provider has completed it, but has not returned yet
 * @result: result of the completion, if @completed
 * @reply: memory for the reply
 */
struct tapi_request {
	DRV_REQUESTID id;
	LIST_ENTRY(tapi_request) link;
	LIST_ENTRY(tapi_request) of_handle;
	LIST_ENTRY(tapi_request) of_device;
	struct tapi_device *device;
	const struct tapi_provider *provider;
	struct tapi_handle *handle;
	enum tapi_list list;
	bool returned;
	bool completed;
	LONG result;
	struct tapi_message *reply;
};

LIST_HEAD(tapi_request_list, tapi_request);

/**
 * struct tapi_request_table - outstanding requests by ID
 * @buckets: requests whose IDs have the same last bits
 * @last: the ID that was given out last
 */
struct tapi_request_table {
	struct tapi_request_list buckets[TAPI_REQUEST_BUCKETS];
	DRV_REQUESTID last;
};

/* Tasks of the worker */
enum tapi_task {
	TAPI_TASK_CREATE,	/* answer PHONE_CREATE */
	TAPI_TASK_REMOVE,	/* follow PHONE_REMOVE */
	TAPI_TASK_LEAVE,	/* follow PHONE_CLOSE */
};

/**
 * struct tapi_work - a task for the worker
 * @link: in the list of tasks, if @queued
 * @queued: it is in the list
 * @task: the kind of task
 * @device: the device; not for TAPI_TASK_CREATE
 * @provider: the provider
 * @temporary_id: for TAPI_TASK_CREATE: dwTempID of the provider
 *
 * Protected by tapi.lock.
 */
struct tapi_work {
	TAILQ_ENTRY(tapi_work) link;
	bool queued;
	enum tapi_task task;
	struct tapi_device *device;
	struct tapi_provider *provider;
	DWORD_PTR temporary_id;
};

TAILQ_HEAD(tapi_work_list, tapi_work);

/**
 * struct tapi_provider - a provider
 * @link: in tapi.providers
 * @name: path of the shared object without symbolic links, for the log and claims
 * @functions: its functions
 * @callbacks: the functions that it calls
 * @number: its permanent ID and its hProvider
 * @version: version of TSPI
 * @one_at_a_time: it must not be called twice at once
 * @turn: held during a call, if @one_at_a_time
 * @warned_wchar: the log has a warning about its texts; protected by tapi.lock
 *
 * The other members do not change after its start.
 */
struct tapi_provider {
	TAILQ_ENTRY(tapi_provider) link;
	char *name;
	struct tphone_tspi functions;
	const struct tapi_provider_callbacks *callbacks;
	DWORD number;
	DWORD version;
	bool one_at_a_time;
	pthread_mutex_t turn;
	bool warned_wchar;
};

TAILQ_HEAD(tapi_provider_list, tapi_provider);
LIST_HEAD(tapi_handle_list, tapi_handle);

/**
 * struct tapi_device - a phone
 * @id: dwDeviceID
 * @provider: its provider
 * @transition: see above; protects @version, @pushed, @ext_version and the
 *	order of calls that open and close
 * @version: version of TSPI since it was opened; calls through handles read it, as
 *	it changes only while there is no handle
 * @pushed: the filter that its provider has
 * @ext_version: version of the extensions that is selected; 0: none
 *
 * The rest is protected by tapi.lock. @transition is also needed to set @open and
 * to add to @handles.
 *
 * @open: it is open at the provider
 * @phone: the provider's handle, if @open
 * @format_known: @format is valid since it was opened
 * @format: dwStringFormat of the provider, see display.c
 * @claim: descriptor of the claim while it is open; -1: it is not open, or the
 *	provider counts the handles in all processes
 * @claimed_id: dwPermanentPhoneID in the name of the claim, set before the claim;
 *	0: none
 * @number: htPhone, from before it is opened until it is closed; otherwise 0
 * @closed_by_force: its provider has closed it since it began to be opened
 * @removed: its provider has removed it
 * @handles: open handles
 * @leaving: handles that were closed by force and have not left yet
 * @requests: outstanding requests
 * @removal: task that follows PHONE_REMOVE
 * @departure: task that follows PHONE_CLOSE
 */
struct tapi_device {
	DWORD id;
	struct tapi_provider *provider;
	pthread_mutex_t transition;
	DWORD version;
	struct filter pushed;
	DWORD ext_version;
	bool open;
	HDRVPHONE phone;
	bool format_known;
	DWORD format;
	int claim;
	DWORD claimed_id;
	DWORD number;
	bool closed_by_force;
	bool removed;
	struct tapi_handle_list handles;
	struct tapi_handle_list leaving;
	struct tapi_request_list requests;
	struct tapi_work removal;
	struct tapi_work departure;
};

/**
 * struct tapi_agreement - versions that a session has agreed on for a device
 * @api: the highest version of the API from 2.0; 0: none
 * @old_api: the highest version of the API before 2.0; 0: none, as a program has to
 *	ask for these
 * @tspi: the highest version of TSPI, which the provider has chosen
 */
struct tapi_agreement {
	DWORD api;
	DWORD old_api;
	DWORD tspi;
};

/**
 * struct tapi_session - a session, from phoneInitializeEx() to phoneShutdown()
 * @number: its handle
 * @link: in tapi.sessions
 * @name: name of the program, UTF-16
 * @wide: it was begun by a function in W, see display.c
 * @mechanism: one PHONEINITIALIZEEXOPTION
 * @callback: callback of the program, for USEHIDDENWINDOW
 * @port: the port of its messages: a completion port, or a port of its own
 * @key: completion key, for a completion port
 *
 * These do not change. The rest is protected by tapi.lock:
 *
 * @ended: phoneShutdown() was called
 * @calls: number of functions that work on it
 * @references: number of other users of its memory, the table of handles included
 * @handles: open handles
 * @version: the highest version of the API that the program has named, at the
 *	beginning of the session or when it agreed on one
 * @agreed: agreements by device ID
 * @nr_agreed: size of @agreed
 */
struct tapi_session {
	HPHONEAPP number;
	LIST_ENTRY(tapi_session) link;
	uint16_t *name;
	bool wide;
	DWORD mechanism;
	PHONECALLBACK callback;
	struct tphone_port *port;
	DWORD key;
	bool ended;
	unsigned int calls;
	unsigned int references;
	struct tapi_handle_list handles;
	DWORD version;
	struct tapi_agreement *agreed;
	DWORD nr_agreed;
};

LIST_HEAD(tapi_session_list, tapi_session);

/**
 * struct tapi_handle - a handle of a phone, from phoneOpen() to phoneClose()
 * @number: HPHONE
 * @session: its session
 * @device: its device
 * @instance: dwCallbackInstance
 * @privilege: one PHONEPRIVILEGE
 * @api_version: version of the API
 * @ext_version: version of the extensions, 0: none
 * @joined: the handle of TSPI_phoneJoin(); NULL: the provider counts no handles
 *
 * These do not change. The rest is protected by tapi.lock:
 *
 * @of_session: in the list of its session, while @open
 * @of_device: in a list of its device, until it has left
 * @open: its number is valid
 * @left: it has left its provider; protected by the transition of its device
 * @calls: number of calls through it that are in progress
 * @references: number of users of its memory
 * @filter: the messages that it receives
 * @backlog: its messages in the queue
 * @requests: outstanding requests
 * @close_message: memory for PHONE_CLOSE, until it is posted
 */
struct tapi_handle {
	HPHONE number;
	struct tapi_session *session;
	struct tapi_device *device;
	DWORD_PTR instance;
	DWORD privilege;
	DWORD api_version;
	DWORD ext_version;
	HDRVPHONE joined;
	LIST_ENTRY(tapi_handle) of_session;
	LIST_ENTRY(tapi_handle) of_device;
	bool open;
	bool left;
	unsigned int calls;
	unsigned int references;
	struct filter filter;
	struct tapi_backlog backlog;
	struct tapi_request_list requests;
	struct tapi_message *close_message;
};

/**
 * struct tapi_broker - TAPI in this process
 * @life: see above; protects @users
 * @lock: see above; protects all members below
 * @changed: signalled when a counter @calls has become 0
 * @users: number of sessions for which the providers run
 * @sessions: sessions that have not ended
 * @calls: number of functions in progress that have no session
 * @reinit: a provider has reported REINIT, so no session may begin before the
 *	last one has ended
 * @providers: providers that run
 * @devices: devices by device ID
 * @nr_devices: number of devices
 * @arriving: the device that is being created, which is not in @devices yet
 * @requests: outstanding requests
 * @session_table: handles of sessions
 * @phone_table: handles of phones
 * @opening_table: handles that providers know as htPhone
 */
struct tapi_broker {
	pthread_mutex_t life;
	unsigned int users;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct tapi_session_list sessions;
	unsigned int calls;
	bool reinit;
	struct tapi_provider_list providers;
	struct tapi_device **devices;
	DWORD nr_devices;
	struct tapi_device *arriving;
	struct tapi_request_table requests;
	struct handle_table session_table;
	struct handle_table phone_table;
	struct handle_table opening_table;
};

extern struct tapi_broker tapi;

void tapi_lock(void);
void tapi_unlock(void);

/* With the lock, which it releases while it waits. */
void tapi_wait_until_zero(const unsigned int *count);

/* With the lock: decrements a counter and wakes tapi_wait_until_zero(). */
void tapi_count_down(unsigned int *count);

/*
 * The worker is a thread that makes the calls into providers that an event
 * requires, as callbacks must not call a provider. It runs while a session exists.
 */

/* With the lock: queues a task, unless it is queued. */
void tapi_worker_add(struct tapi_work *work);

/* With tapi.life: 0, or an error of pthread_create(). */
int tapi_worker_start(void);

/*
 * With tapi.life: runs the tasks that follow PHONE_CLOSE, and drops the others, as
 * no session would receive the messages of these.
 */
void tapi_worker_stop(void);

/* In the child of a fork: there is no worker yet. */
void tapi_worker_forget(void);

/* With the lock: drops the tasks of a provider. */
void tapi_worker_drop(const struct tapi_provider *provider);

/*
 * Before the first session of the process. Lets the child of a fork begin without
 * sessions, providers and devices, as the threads of the parent do not exist there.
 */
void tapi_fork_prepare(void);

/* Stores a result for the program, whose pointer need not be aligned. */
static inline void tapi_store(void *where, DWORD value)
{
	memcpy(where, &value, sizeof(value));
}

#endif /* _LIBTPHONE_TAPI_BROKER_H */
