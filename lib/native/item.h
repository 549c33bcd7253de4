/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A record that the library holds, or waits for. At any time an item is either
 * in the table of pending operations or in the queue of records to dispatch. An
 * operation brings its item along when it is submitted, so that nothing needs
 * memory when its completion arrives.
 */
#ifndef _LIBTPHONE_ITEM_H
#define _LIBTPHONE_ITEM_H

#include <stdbool.h>
#include <sys/queue.h>
#include <tphone.h>

/* What becomes of the record. */
enum fate {
	FATE_EVENT,	/* to the event callback */
	FATE_CALL,	/* to the callback of the operation */
	FATE_KEEP,	/* until tphone_wait_for() takes it */
	FATE_DROP,	/* nobody wants it */
};

/**
 * struct item - one record and whom it is for
 * @link: in a bucket of the table, or in the queue
 * @record: the record; of an operation that has not ended only the id
 * @fate: what becomes of it
 * @done: FATE_KEEP: the operation ended, @record is its completion
 * @callback: FATE_CALL: to be called
 * @data: FATE_CALL: passed to @callback
 */
struct item {
	TAILQ_ENTRY(item) link;
	struct tphone_record record;
	enum fate fate;
	bool done;
	tphone_completion_fn callback;
	void *data;
};

TAILQ_HEAD(item_list, item);

#endif /* _LIBTPHONE_ITEM_H */
