/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a line in a file that configures providers says. */
#ifndef _LIBTPHONE_TAPI_PROVIDER_FILES_H
#define _LIBTPHONE_TAPI_PROVIDER_FILES_H

#include <stdbool.h>
#include <stddef.h>

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

#endif /* _LIBTPHONE_TAPI_PROVIDER_FILES_H */
