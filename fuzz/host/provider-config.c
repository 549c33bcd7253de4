// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lines of files that configure providers.
 *
 * fuzzes: lib/tapi/provider_files.c lib/common/log.c
 */
#include "tapi/provider.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *line = malloc(size);
	const char *path = NULL;
	size_t length = 0;

	if (!line)
		return 0;
	memcpy(line, data, size);
	if (tapi_provider_config_line(line, size, &path, &length) && length &&
	    (path < line || path + length > line + size))
		abort();
	free(line);
	return 0;
}
