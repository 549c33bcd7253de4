// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/deadline.h"
#include "../common/sys.h"
#include "../common/visible.h"
#include "phone.h"
#include "receive.h"
#include "wait.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Looked up again every time: another thread may have taken it meanwhile. */
static struct item *find_kept(struct tphone *phone, uint64_t id)
{
	struct item *item = pending_find(&phone->pending, id);

	return item && item->fate == FATE_KEEP ? item : NULL;
}

static void take(struct tphone *phone, struct item *item,
		 struct tphone_record *completion)
{
	if (completion)
		*completion = item->record;
	pending_remove(&phone->pending, item);
	free(item);
}

/* 1: taken; 0: not there yet; negative: it will never be. */
static int try_to_take(struct tphone *phone, uint64_t id,
		       struct tphone_record *completion)
{
	struct item *item = find_kept(phone, id);

	if (!item)
		return -ENOENT;
	if (item->done) {
		take(phone, item, completion);
		return 1;
	}
	if (!phone->end)
		return 0;
	take(phone, item, NULL);
	return phone->end;
}

static int wait_locked(struct tphone *phone, uint64_t id, int64_t deadline,
		       struct tphone_record *completion)
{
	int received, ret;

	for (;;) {
		ret = try_to_take(phone, id, completion);
		if (ret)
			return ret > 0 ? 0 : ret;
		received = receive(phone);
		if (received < 0)
			return received;
		ret = try_to_take(phone, id, completion);
		if (ret)
			return ret > 0 ? 0 : ret;
		if (!deadline_left_ms(deadline, sys_now_ns()))
			return -ETIMEDOUT;
		if (received)
			continue;
		ret = wait_for_device(phone, deadline);
		if (ret)
			return ret;
	}
}

TPHONE_API int tphone_wait_for(struct tphone *phone, uint64_t id,
			       int timeout_ms, struct tphone_record *completion)
{
	int64_t deadline;
	int ret;

	if (completion)
		memset(completion, 0, sizeof(*completion));
	if (!phone)
		return -EINVAL;
	deadline = deadline_after(sys_now_ns(), timeout_ms);
	phone_lock(phone);
	ret = wait_locked(phone, id, deadline, completion);
	/* If this thread has polled for the others, one of them must now. */
	pthread_cond_broadcast(&phone->changed);
	phone_unlock(phone);
	return ret;
}
