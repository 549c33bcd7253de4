/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a line in a file that configures providers says. */
#ifndef _LIBTPHONE_TAPI_PROVIDER_CONFIG_H
#define _LIBTPHONE_TAPI_PROVIDER_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A line, without its end: "provider = /path/to.so", "# a comment", or nothing;
 * blanks are allowed around all of it. *path is where the path begins and *length
 * how long it is, 0 for a line without one. False: it says something else.
 */
bool tapi_provider_config_line(const char *line, size_t size, const char **path,
			       size_t *length);

#endif /* _LIBTPHONE_TAPI_PROVIDER_CONFIG_H */
