/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Calling a provider, and its life. */
#ifndef _LIBTPHONE_TAPI_PROVIDER_H
#define _LIBTPHONE_TAPI_PROVIDER_H

#include "broker.h"

#include <stdbool.h>
#include <stddef.h>
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

/* With tapi.life, and without a device that is open. */
void tapi_provider_stop_all(void);

/* Which providers there are: the built-in one, those configured, those added. */

/*
 * With tapi.life: starts all of them; 0, or PHONEERR_NOMEM. One that does not
 * work is logged and left out.
 */
LONG tapi_providers_start(void);

/* What a line in a file that configures providers says. */

/*
 * A line, without its end: "provider = /path/to.so", "# a comment", or nothing;
 * blanks are allowed around all of it. *path is where the path begins and *length
 * how long it is, 0 for a line without one. False: it says something else.
 */
bool tapi_provider_config_line(const char *line, size_t size, const char **path,
			       size_t *length);

/* The files that configure providers. */

/**
 * struct tapi_provider_files - what they say
 * @paths: shared objects, in order
 * @count: how many
 */
struct tapi_provider_files {
	char **paths;
	size_t count;
};

/*
 * Reads all: those in /etc/tphone/providers.d and /usr/lib/tphone/providers.d, by
 * name; one in the former hides one in the latter. A line, file or folder that
 * cannot be read or understood is logged and left out. 0, or -ENOMEM; then
 * nothing is to be freed.
 */
int tapi_provider_files_read(struct tapi_provider_files *files);
void tapi_provider_files_free(struct tapi_provider_files *files);

#endif /* _LIBTPHONE_TAPI_PROVIDER_H */
