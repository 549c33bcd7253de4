// SPDX-License-Identifier: LGPL-2.1-or-later
#include "provider_config.h"

#include <string.h>

static const char key[] = "provider";

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static size_t skip_blanks(const char *line, size_t size, size_t index)
{
	while (index < size && is_blank(line[index]))
		index++;
	return index;
}

static size_t without_blanks(const char *line, size_t size)
{
	while (size && is_blank(line[size - 1]))
		size--;
	return size;
}

/* Behind "provider =", or size if that is not there. */
static size_t skip_key(const char *line, size_t size, size_t index)
{
	if (size - index < strlen(key) ||
	    memcmp(line + index, key, strlen(key)))
		return size;
	index = skip_blanks(line, size, index + strlen(key));
	if (index == size || line[index] != '=')
		return size;
	return skip_blanks(line, size, index + 1);
}

bool tapi_provider_config_line(const char *line, size_t size, const char **path,
			       size_t *length)
{
	size_t index;

	*length = 0;
	if (memchr(line, '\0', size))
		return false;
	size = without_blanks(line, size);
	index = skip_blanks(line, size, 0);
	if (index == size || line[index] == '#')
		return true;
	index = skip_key(line, size, index);
	/* A relative path would depend on who begins a session where. */
	if (index == size || line[index] != '/')
		return false;
	*path = line + index;
	*length = size - index;
	return true;
}
