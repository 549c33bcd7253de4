// SPDX-License-Identifier: LGPL-2.1-or-later
/* The data of TAPI in this process, its lock, and the child of a fork. */
#include "../common/log.h"
#include "broker.h"
#include "device.h"
#include "provider_callbacks.h"

struct tapi_broker tapi = {
	.life = PTHREAD_MUTEX_INITIALIZER,
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.changed = PTHREAD_COND_INITIALIZER,
	.sessions = LIST_HEAD_INITIALIZER(tapi.sessions),
	.providers = TAILQ_HEAD_INITIALIZER(tapi.providers),
	.session_table = { .kind = TAPI_KIND_SESSION },
	.phone_table = { .kind = TAPI_KIND_PHONE },
	.opening_table = { .kind = TAPI_KIND_OPENING },
};

void tapi_lock(void)
{
	pthread_mutex_lock(&tapi.lock);
}

void tapi_unlock(void)
{
	pthread_mutex_unlock(&tapi.lock);
}

void tapi_wait_until_zero(const unsigned int *count)
{
	while (*count)
		pthread_cond_wait(&tapi.changed, &tapi.lock);
}

void tapi_count_down(unsigned int *count)
{
	if (!--*count)
		pthread_cond_broadcast(&tapi.changed);
}

/*
 * The data of the parent. The child cannot use or free it, as the threads of its
 * providers do not exist here. The copy keeps it reachable for leak checkers.
 */
static struct tapi_broker of_parent __attribute__((used));

static void before_fork(void)
{
	tapi_lock();
}

static void in_parent(void)
{
	tapi_unlock();
}

/* The phones stay claimed by the parent alone, until it closes them. */
static void drop_claims(void)
{
	DWORD i;

	for (i = 0; i < tapi.nr_devices; i++)
		tapi_claim_release(tapi.devices[i]);
}

static void in_child(void)
{
	drop_claims();
	of_parent = tapi;
	pthread_mutex_init(&tapi.life, NULL);
	pthread_mutex_init(&tapi.lock, NULL);
	pthread_cond_init(&tapi.changed, NULL);
	tapi.users = 0;
	LIST_INIT(&tapi.sessions);
	tapi.calls = 0;
	tapi.reinit = false;
	TAILQ_INIT(&tapi.providers);
	tapi_provider_callbacks_forget();
	tapi.devices = NULL;
	tapi.nr_devices = 0;
	tapi.arriving = NULL;
	tapi.requests = (struct tapi_request_table){ 0 };
	handle_table_clear(&tapi.session_table);
	handle_table_clear(&tapi.phone_table);
	handle_table_clear(&tapi.opening_table);
	tapi_worker_forget();
	log_atfork_child();
}

static void prepare_once(void)
{
	pthread_atfork(before_fork, in_parent, in_child);
}

void tapi_fork_prepare(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, prepare_once);
}
