// SPDX-License-Identifier: LGPL-2.1-or-later
#include "text.h"
#include "tspi/utf16.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static LONG name_of_executable(uint16_t **copy)
{
	*copy = utf16_new_from_utf8(program_invocation_short_name);
	return *copy ? 0 : PHONEERR_NOMEM;
}

/* What is not valid is replaced, and so does not come back. */
static LONG keep_if_same(uint16_t *units, const void *name, size_t size,
			 const void *back, size_t back_size, uint16_t **copy)
{
	if (!units || !back) {
		free(units);
		return PHONEERR_NOMEM;
	}
	if (size != back_size || memcmp(name, back, size)) {
		free(units);
		return PHONEERR_INVALAPPNAME;
	}
	*copy = units;
	return 0;
}

LONG tapi_app_name_from_utf8(LPCSTR name, uint16_t **copy)
{
	char *back = NULL;
	uint16_t *units;
	LONG ret;

	if (!name || !*name)
		return name_of_executable(copy);
	units = utf16_new_from_utf8(name);
	if (units)
		back = utf16_to_new_utf8(units, utf16_length(units));
	ret = keep_if_same(units, name, strlen(name), back,
			   back ? strlen(back) : 0, copy);
	free(back);
	return ret;
}

LONG tapi_app_name_from_utf16(LPCWSTR name, uint16_t **copy)
{
	size_t length = name ? utf16_length(name) : 0;
	uint16_t *units = NULL;
	char *text;
	LONG ret;

	if (!length)
		return name_of_executable(copy);
	text = utf16_to_new_utf8(name, length);
	if (text)
		units = utf16_new_from_utf8(text);
	free(text);
	ret = keep_if_same(units, name, length * sizeof(*units), units,
			   units ? utf16_length(units) * sizeof(*units) : 0,
			   copy);
	return ret;
}
