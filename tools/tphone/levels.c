// SPDX-License-Identifier: GPL-2.0-or-later
#include "complain.h"
#include "levels.h"
#include "number.h"

int level_read(const char *what, const char *text, unsigned int *level)
{
	if (level_parse(text, level))
		return complain(EXIT_USAGE, "%s '%s': must be 0 to 65535, or 0%% to 100%%", what,
				text);
	return EXIT_OK;
}
