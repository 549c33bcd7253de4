/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_SUBMIT_H
#define _LIBTPHONE_SUBMIT_H

#include "item.h"

/**
 * struct submission - requests on their way to the kernel
 * @requests: in order
 * @items: one for each, made by submission_item(); NULL once it was handed over
 * @ids: receives the ids
 * @count: how many requests
 * @flags: TPHONE_SUBMIT_*
 * @accepted: out: how many were accepted, from the first on
 * @error_offset: out: offset of the wrong member of the next one
 */
struct submission {
	const struct tphone_request *requests;
	struct item **items;
	uint64_t *ids;
	size_t count;
	unsigned int flags;
	size_t accepted;
	unsigned int error_offset;
};

/* Memory for the completion; @keep it for tphone_wait_for() or drop it. */
struct item *submission_item(tphone_completion_fn callback, void *data,
			     bool keep);

/* Returns 0, or why the request after the accepted ones was refused. */
int submission_run(struct tphone *phone, struct submission *submission);

#endif /* _LIBTPHONE_SUBMIT_H */
