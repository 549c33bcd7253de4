// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "style.h"

int style_wanted(int is_terminal, const char *no_color, const char *term)
{
	if (!is_terminal || (no_color && *no_color))
		return 0;
	return term && *term && strcmp(term, "dumb");
}

const char *style(enum style style)
{
	static const char * const escapes[] = {
		[STYLE_PLAIN] = "\033[0m",
		[STYLE_BOLD] = "\033[1m",
		[STYLE_FAINT] = "\033[2m",
		[STYLE_RED] = "\033[31m",
		[STYLE_GREEN] = "\033[32m",
		[STYLE_YELLOW] = "\033[33m",
		[STYLE_CYAN] = "\033[36m",
	};
	static int wanted = -1;

	if (wanted < 0)
		wanted = style_wanted(isatty(STDOUT_FILENO), getenv("NO_COLOR"), getenv("TERM"));
	return wanted ? escapes[style] : "";
}
