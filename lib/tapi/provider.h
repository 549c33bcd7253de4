/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Calling a provider, and its life. */
#ifndef _LIBTPHONE_TAPI_PROVIDER_H
#define _LIBTPHONE_TAPI_PROVIDER_H

#include "broker.h"

#include <tphone/tapi.h>

/* Around each call of one that must not be called twice at once. T128 */
void tapi_provider_take_turn(struct tapi_provider *provider);
void tapi_provider_end_turn(struct tapi_provider *provider);

/*
 * tapi_provider_call(provider, phoneSetLamp, request, phone, lamp, mode): what
 * the function returns, or PHONEERR_OPERATIONUNAVAIL without one.
 */
#define tapi_provider_call(called, name, ...)				\
	({								\
		struct tapi_provider *provider_ = (called);		\
		LONG result_ = PHONEERR_OPERATIONUNAVAIL;		\
									\
		if (provider_->functions.name) {			\
			tapi_provider_take_turn(provider_);		\
			result_ = provider_->functions.name(__VA_ARGS__); \
			tapi_provider_end_turn(provider_);		\
		}							\
		result_;						\
	})

/* It has both functions for it, or TAPI counts. */
bool tapi_provider_counts_handles(const struct tapi_provider *provider);

/*
 * With tapi.life: starts it and adds it and its devices; @name is for messages. One
 * that fails, or runs already, is left out, and the reason is logged.
 */
void tapi_provider_start(const struct tphone_tspi *functions, const char *name);

/* With tapi.life, and without a device that is open. */
void tapi_provider_stop_all(void);

/* Which providers there are: the built-in one, those configured, those added. */

/*
 * With tapi.life: starts all of them; 0, or PHONEERR_NOMEM. One that does not
 * work is logged and left out.
 */
LONG tapi_providers_start(void);

#endif /* _LIBTPHONE_TAPI_PROVIDER_H */
