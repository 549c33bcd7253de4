// SPDX-License-Identifier: LGPL-2.1-or-later
#include "request_table.h"

/* Numbers follow one another, so their last bits are spread evenly. */
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

/* There are far fewer requests than numbers, so it ends. */
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
