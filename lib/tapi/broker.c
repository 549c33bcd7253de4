// SPDX-License-Identifier: LGPL-2.1-or-later
#include "broker.h"

struct tapi_broker tapi = {
	.life = PTHREAD_MUTEX_INITIALIZER,
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.changed = PTHREAD_COND_INITIALIZER,
	.sessions = LIST_HEAD_INITIALIZER(tapi.sessions),
	.providers = TAILQ_HEAD_INITIALIZER(tapi.providers),
	.session_numbers = { .kind = TAPI_KIND_SESSION },
	.phone_numbers = { .kind = TAPI_KIND_PHONE },
	.opening_numbers = { .kind = TAPI_KIND_OPENING },
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
