/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The requests that are outstanding, by their number. */
#ifndef _LIBTPHONE_TAPI_REQUEST_TABLE_H
#define _LIBTPHONE_TAPI_REQUEST_TABLE_H

#include "errors.h"
#include "message.h"

#include <tphone/tspi.h>

#define TAPI_LAST_REQUEST	0x7fffffff
#define TAPI_REQUEST_BUCKETS	1024

struct tapi_device;
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

/* Gives it a number that is not in use: 1 to TAPI_LAST_REQUEST, in turn. */
void tapi_request_table_add(struct tapi_request_table *table,
			    struct tapi_request *request);

struct tapi_request *
tapi_request_table_find(const struct tapi_request_table *table,
			DRV_REQUESTID id);

void tapi_request_table_remove(struct tapi_request *request);

#endif /* _LIBTPHONE_TAPI_REQUEST_TABLE_H */
