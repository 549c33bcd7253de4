/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which providers there are, their configuration and life, and calls into them. */
#ifndef _LIBTPHONE_TAPI_PROVIDER_H
#define _LIBTPHONE_TAPI_PROVIDER_H

#include "broker.h"

#include <stdbool.h>
#include <stddef.h>
#include <tphone/tapi.h>

/*
 * Begin and end a call of a provider that asked for
 * LINETSPIOPTION_NONREENTRANT.
 */
void tapi_provider_take_turn(struct tapi_provider *provider);
void tapi_provider_end_turn(struct tapi_provider *provider);

/*
 * tapi_provider_call(provider, phoneSetLamp, request, phone, lamp, mode) is the
 * result of the function, or PHONEERR_OPERATIONUNAVAIL if the provider lacks it.
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

/*
 * Does the provider count the handles of all processes, with TSPI_phoneJoin() and
 * TSPI_phoneLeave()? Otherwise TAPI counts those of this process.
 */
bool tapi_provider_counts_handles(const struct tapi_provider *provider);

/* With tapi.life, when no device is open: stops all providers and forgets them. */
void tapi_provider_stop_all(void);

/*
 * With tapi.life: starts the built-in provider, those that are configured and
 * those that the program has added. 0, or PHONEERR_NOMEM. A provider that does not
 * work is logged and left out.
 */
LONG tapi_providers_start(void);

/*
 * Parses a line of a file that configures providers, without the end of the line:
 * "provider = /path/to.so", "# a comment", or nothing, with blanks around any part.
 * *path receives the beginning of the path and *length its length, 0 for a line
 * without one. False: the line is none of these.
 */
bool tapi_provider_config_line(const char *line, size_t size, const char **path,
			       size_t *length);

/**
 * struct tapi_provider_files - the content of the files that configure providers
 * @paths: paths of shared objects, in order
 * @count: number of @paths
 */
struct tapi_provider_files {
	char **paths;
	size_t count;
};

/*
 * Reads the files in /etc/tphone/providers.d and /usr/lib/tphone/providers.d in the
 * order of their names; a file in the former hides one of the same name in the
 * latter. A line, file or folder that cannot be read or parsed is logged and left
 * out. 0; or -ENOMEM, and @files needs no tapi_provider_files_free().
 */
int tapi_provider_files_read(struct tapi_provider_files *files);
void tapi_provider_files_free(struct tapi_provider_files *files);

#endif /* _LIBTPHONE_TAPI_PROVIDER_H */
