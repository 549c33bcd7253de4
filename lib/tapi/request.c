// SPDX-License-Identifier: LGPL-2.1-or-later
#include "handle.h"
#include "message.h"
#include "request.h"

#include <stdlib.h>

/* IDs are given out in sequence, so their last bits spread them evenly. */
static unsigned int bucket_of(DRV_REQUESTID id)
{
	return id % TAPI_REQUEST_BUCKETS;
}

struct tapi_request *
tapi_request_table_find(const struct tapi_request_table *table,
			DRV_REQUESTID id)
{
	struct tapi_request *request;

	LIST_FOREACH(request, &table->buckets[bucket_of(id)], link) {
		if (request->id == id)
			return request;
	}
	return NULL;
}

/* The loop ends, as there are far fewer requests than IDs. */
static DRV_REQUESTID next_free(struct tapi_request_table *table)
{
	do {
		if (table->last == TAPI_LAST_REQUEST)
			table->last = 0;
		table->last++;
	} while (tapi_request_table_find(table, table->last));
	return table->last;
}

void tapi_request_table_add(struct tapi_request_table *table,
			    struct tapi_request *request)
{
	request->id = next_free(table);
	LIST_INSERT_HEAD(&table->buckets[bucket_of(request->id)], request, link);
}

void tapi_request_table_remove(struct tapi_request *request)
{
	LIST_REMOVE(request, link);
}

static struct tapi_request *request_new(struct tapi_handle *handle,
					enum tapi_list list)
{
	struct tapi_request *request = calloc(1, sizeof(*request));

	if (!request)
		return NULL;
	request->reply = tapi_message_new(handle, PHONE_REPLY);
	if (!request->reply) {
		free(request);
		return NULL;
	}
	request->list = list;
	request->handle = handle;
	request->device = handle->device;
	request->provider = handle->device->provider;
	handle->backlog.nr_requests++;
	LIST_INSERT_HEAD(&handle->requests, request, of_handle);
	LIST_INSERT_HEAD(&handle->device->requests, request, of_device);
	tapi_request_table_add(&tapi.requests, request);
	return request;
}

static void leave_device(struct tapi_request *request)
{
	if (request->device)
		LIST_REMOVE(request, of_device);
	request->device = NULL;
}

static void drop_reply(struct tapi_request *request)
{
	if (!request->handle)
		return;
	LIST_REMOVE(request, of_handle);
	request->handle->backlog.nr_requests--;
	request->handle = NULL;
}

static void request_free(struct tapi_request *request)
{
	drop_reply(request);
	leave_device(request);
	tapi_request_table_remove(request);
	free(request->reply);
	free(request);
}

/* The request counts against the limit of its handle until its reply is fetched. */
static void post_reply(struct tapi_request *request, LONG result)
{
	struct tapi_message *reply = request->reply;
	struct tapi_handle *handle = request->handle;

	LIST_REMOVE(request, of_handle);
	request->handle = NULL;
	request->reply = NULL;
	reply->content.dwParam1 = request->id;
	reply->content.dwParam2 =
		(DWORD_PTR)tapi_listed(request->list, result);
	tapi_message_post(handle, reply);
}

static void finish(struct tapi_request *request, LONG result)
{
	if (request->handle)
		post_reply(request, result);
	request_free(request);
}

static LONG begin(struct tapi_requesting *requesting, HPHONE number,
		  enum tapi_list list, LONG argument)
{
	struct tapi_handle *handle;
	LONG ret = tapi_call_begin_locked(&requesting->call, number, 0);

	if (ret)
		return ret;
	handle = requesting->call.handle;
	if (list != TAPI_LIST_phoneDevSpecific &&
	    handle->privilege != PHONEPRIVILEGE_OWNER)
		ret = PHONEERR_NOTOWNER;
	else if (argument)
		ret = argument;
	else if (!tapi_backlog_admits_request(&handle->backlog))
		ret = PHONEERR_RESOURCEUNAVAIL;
	if (!ret) {
		requesting->request = request_new(handle, list);
		if (requesting->request)
			return 0;
		ret = PHONEERR_NOMEM;
	}
	tapi_call_end_locked(&requesting->call);
	return ret;
}

LONG tapi_requesting_begin(struct tapi_requesting *requesting, HPHONE number,
			   enum tapi_list list, LONG argument)
{
	LONG ret;

	tapi_lock();
	ret = begin(requesting, number, list, argument);
	if (!ret)
		requesting->id = requesting->request->id;
	tapi_unlock();
	return ret;
}

/*
 * A completion of a request that the provider has refused is dropped (R08 and
 * R10, Documentation/tapi-rules.rst).
 */
static LONG refuse(struct tapi_request *request, LONG error)
{
	LONG ret = tapi_listed(request->list, error);

	request_free(request);
	return ret;
}

static LONG settle(struct tapi_request *request, LONG result)
{
	LONG id = (LONG)request->id;

	if (result < 0)
		return refuse(request, result);
	if (result != id)
		return refuse(request, PHONEERR_OPERATIONFAILED);
	/* The phone was closed by force during the call. */
	if (!request->device)
		return refuse(request, PHONEERR_INVALPHONEHANDLE);
	request->returned = true;
	if (request->completed)
		finish(request, request->result);
	return id;
}

LONG tapi_requesting_end(struct tapi_requesting *requesting, LONG result)
{
	LONG ret;

	tapi_lock();
	ret = settle(requesting->request, result);
	tapi_call_end_locked(&requesting->call);
	tapi_unlock();
	return ret;
}

bool tapi_request_completed(const struct tapi_provider *provider,
			    DRV_REQUESTID id, LONG result)
{
	struct tapi_request *request;

	request = tapi_request_table_find(&tapi.requests, id);
	if (!request)
		return true;
	if (request->provider != provider)
		return false;
	if (request->returned) {
		finish(request, result);
	} else if (!request->completed) {
		/*
		 * The reply is not queued before the call has returned (R09,
		 * Documentation/tapi-rules.rst).
		 */
		request->completed = true;
		request->result = result;
	}
	return true;
}

void tapi_requests_drop_replies(struct tapi_handle *handle)
{
	struct tapi_request *request;

	while ((request = LIST_FIRST(&handle->requests)))
		drop_reply(request);
}

void tapi_requests_end(struct tapi_device *device)
{
	struct tapi_request *request = LIST_FIRST(&device->requests), *next;

	for (; request; request = next) {
		next = LIST_NEXT(request, of_device);
		if (request->returned) {
			finish(request, PHONEERR_OPERATIONFAILED);
			continue;
		}
		drop_reply(request);
		leave_device(request);
	}
}

void tapi_requests_forget_all(void)
{
	struct tapi_request *request;
	unsigned int i;

	for (i = 0; i < TAPI_REQUEST_BUCKETS; i++) {
		while ((request = LIST_FIRST(&tapi.requests.buckets[i])))
			request_free(request);
	}
}
