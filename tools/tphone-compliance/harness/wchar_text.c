// SPDX-License-Identifier: GPL-2.0-or-later
#include "wchar_text.h"

#include <stdint.h>
#include <string.h>

#define LAST_CODE_POINT	0x10ffff

bool wchar_text_is(const void *text, size_t size)
{
	uint32_t unit = 0;
	size_t i;

	if (size % sizeof(unit))
		return false;
	for (i = 0; i < size / sizeof(unit); i++) {
		memcpy(&unit, (const char *)text + i * sizeof(unit),
		       sizeof(unit));
		if (unit > LAST_CODE_POINT)
			return false;
		if (!unit)
			break;
	}
	return i > 1;
}
