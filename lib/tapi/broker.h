/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * TAPI in this process: sessions, handles, devices, providers, requests; and how
 * they lock.
 *
 * Who holds several locks has taken them in this order:
 *
 *	tapi.life		the first session begins, the last one ends
 *	device->transition	opening, closing and removing a device, and what
 *				its provider shall report: one at a time
 *	provider->turn		one call at a time, if the provider wants that
 *	tapi.lock		all data
 *
 * A provider is called with any of the first three, never with tapi.lock, and
 * so is the function that tphone_tapi_set_log() has set; other code of
 * programs runs without any. The functions that a provider calls, for
 * completions and events, take tapi.lock and nothing else, call no other code
 * (but that function, when tapi.lock is released, and once for each fault of a
 * provider) and wait for nothing. So such a call may come at any moment:
 * inside a call into the provider, from a thread that the provider waits for,
 * or from within another callback. What has to be done with a provider because
 * of an event is left to the worker, see worker.h.
 *
 * Objects are used without tapi.lock while they are counted:
 *
 * - A session does not end while a function works on it (@calls), and its memory
 *   stays while somebody waits for its messages (@references).
 * - A handle leaves its provider when no call through it is in progress
 *   (@calls), and its memory stays while a message about it is queued
 *   (@references).
 * - Devices and providers stay until the last session has ended, which is when
 *   none of these is left.
 *
 * A handle is closed in two steps. Its number becomes invalid, its messages and
 * replies are dropped, in one step under tapi.lock; after that, of any number of
 * threads that close it, one has it. That one waits for calls in progress, and
 * does the rest under device->transition. An event that closes a phone by force
 * does the first step, and the worker the second.
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

/* Versions of TSPI that providers are offered, and the newest of the API. */
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
 * @id: its number
 * @link: in the table
 * @of_handle: in the list of its handle, if @handle
 * @of_device: in the list of its device
 * @device: where it goes; NULL: the phone was closed meanwhile
 * @provider: who has to complete it
 * @handle: who gets the reply; NULL: nobody, the handle was closed
 * @list: which errors may come
 * @returned: the provider has accepted it and returned
 * @completed: the provider has completed it, before it has returned
 * @result: if @completed: with what
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
 * struct tapi_request_table - requests
 * @buckets: by the last bits of their number
 * @last: the number that was given out last
 */
struct tapi_request_table {
	struct tapi_request_list buckets[TAPI_REQUEST_BUCKETS];
	DRV_REQUESTID last;
};

/* What the worker has to do. */
enum tapi_task {
	TAPI_TASK_CREATE,	/* answer PHONE_CREATE */
	TAPI_TASK_REMOVE,	/* follow PHONE_REMOVE */
	TAPI_TASK_LEAVE,	/* leave a phone that was closed by force */
};

/**
 * struct tapi_work - a task for the worker
 * @link: in the list of tasks, if @queued
 * @queued: it is in the list
 * @task: what to do
 * @device: the device; not for TAPI_TASK_CREATE
 * @provider: for TAPI_TASK_CREATE: whose phone
 * @temporary_id: for TAPI_TASK_CREATE: what the provider calls it
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
 * @name: path of the shared object without symbolic links, for messages and claims
 * @functions: what it has
 * @callbacks: the functions that it calls
 * @number: its permanent ID, and what it knows as hProvider
 * @version: of TSPI
 * @one_at_a_time: it must not be called twice at once
 * @turn: held during a call, if @one_at_a_time
 * @said_wchar: it was logged that its texts are of wchar_t; protected by tapi.lock
 *
 * The rest does not change once it has been started.
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
	bool said_wchar;
};

TAILQ_HEAD(tapi_provider_list, tapi_provider);
LIST_HEAD(tapi_handle_list, tapi_handle);

/**
 * struct tapi_device - a phone
 * @id: dwDeviceID
 * @provider: whose it is
 * @transition: see above; protects @version, @pushed, @ext_version and the
 *	order of calls that open and close
 * @version: of TSPI, since it was opened; calls through handles read it, and it
 *	changes only while there is no handle
 * @pushed: the filter that its provider has
 * @ext_version: version of the extensions that is selected; 0: none
 *
 * The rest is protected by tapi.lock, but @open becomes true, and @handles grow,
 * under @transition only:
 *
 * @open: it is open at the provider
 * @phone: the provider's handle, if @open
 * @format_known: @format is what the provider has said since it was opened
 * @format: dwStringFormat of the provider, see display_form.h
 * @claim: descriptor that keeps other processes out, while it is open; else, and
 *	if the provider counts handles in all processes, -1
 * @claimed_id: dwPermanentPhoneID in the name of the claim, since before the
 *	claim; 0: none
 * @number: TAPI's handle, from before it is opened until it is closed; else 0
 * @closed_by_force: by its provider, since it began to be opened
 * @removed: for good
 * @handles: open handles
 * @leaving: handles that have yet to leave, as the phone was closed by force
 * @requests: those that are outstanding
 * @removal: for the worker
 * @departure: for the worker
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
 * @api: the highest of the API, 2.0 or later; 0: none
 * @old_api: the highest of the API before 2.0, which has to be asked for; 0: none
 * @tspi: the highest of TSPI, which the provider has chosen
 */
struct tapi_agreement {
	DWORD api;
	DWORD old_api;
	DWORD tspi;
};

/**
 * struct tapi_session - what phoneInitializeEx() began
 * @number: its handle
 * @link: in tapi.sessions
 * @name: of the program, UTF-16
 * @wide: it was begun by a function in W, see display_form.h
 * @mechanism: one PHONEINITIALIZEEXOPTION
 * @callback: for USEHIDDENWINDOW
 * @port: where its messages are queued: one of its own, or the program's
 * @key: for a port of the program
 *
 * These do not change. The rest is protected by tapi.lock:
 *
 * @ended: phoneShutdown() was called
 * @calls: how many functions work on it
 * @references: how many others use its memory, the table of numbers included
 * @handles: open handles
 * @version: the highest of the API that it has named, at its begin or by
 *	agreeing on it
 * @agreed: by device ID: what was agreed on
 * @nr_agreed: how many are in @agreed
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
 * struct tapi_handle - what phoneOpen() made
 * @number: the handle
 * @session: whose it is
 * @device: of which phone
 * @instance: dwCallbackInstance
 * @privilege: one PHONEPRIVILEGE
 * @api_version: version of the API
 * @ext_version: version of the extensions, 0: none
 * @joined: the provider's handle, of one that counts them; else NULL
 *
 * These do not change. The rest is protected by tapi.lock:
 *
 * @of_session: in the list of its session, while @open
 * @of_device: in a list of its device, until it has left
 * @open: functions may be called with it
 * @left: it is not known to the provider any more; protected by the transition
 *	of its device
 * @calls: how many calls through it are in progress
 * @references: how many use its memory
 * @filter: which messages it receives
 * @backlog: its messages in the queue
 * @requests: those that are outstanding
 * @close_message: memory for PHONE_CLOSE, until it is needed
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
 * struct tapi_broker - all of it
 * @life: see above; protects @users
 * @lock: see above; protects all members below
 * @changed: some @calls has become 0
 * @users: sessions that want the providers to run
 * @sessions: those that have not ended
 * @calls: how many functions work without a session
 * @reinit: no session may begin before the last one has ended. T025
 * @providers: those that run
 * @devices: by device ID
 * @nr_devices: how many there are
 * @arriving: a device that is being created, and has no place in @devices yet
 * @requests: those that are outstanding
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

/* With the lock: wait until a number is 0, or say that it is. */
void tapi_wait_until_zero(const unsigned int *count);
void tapi_count_down(unsigned int *count);

/*
 * A thread that does with providers what an event asks for, as an event must not
 * call a provider. It runs while there is a session.
 */

/* With the lock: takes over the task, unless it is queued already. */
void tapi_worker_add(struct tapi_work *work);

/* With tapi.life: 0, or an error of pthread_create(). */
int tapi_worker_start(void);

/*
 * With tapi.life: leaves the phones that are to be left; tasks of which no
 * session is there to see the outcome are dropped.
 */
void tapi_worker_stop(void);

/* In the child of a fork, which has no worker. */
void tapi_worker_forget(void);

/* With the lock: tasks of a provider. */
void tapi_worker_drop(const struct tapi_provider *provider);

/* The child of a fork has no session: what it needs for one is its parent's. */

/* Before the first session of the process. */
void tapi_fork_prepare(void);

/* A result of a function, to where the program wants it: aligned or not. */
static inline void tapi_store(void *where, DWORD value)
{
	memcpy(where, &value, sizeof(value));
}

#endif /* _LIBTPHONE_TAPI_BROKER_H */
