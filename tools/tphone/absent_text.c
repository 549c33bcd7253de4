// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>

#include "absent.h"

const char *absent_text(bool sys_visible)
{
	/* By whether /sys can be seen. */
	static const char *const texts[] = {
		"no phones, neither in /dev nor in /sys, which cannot be seen here; a container needs their device nodes, for example: --device=/dev/tphone0",
		"no phones; load a driver, for example: modprobe tphone-sim",
	};

	return texts[sys_visible];
}

void absent_node_text(const char *path, bool listed, char *text, size_t size)
{
	if (listed)
		snprintf(text, size,
			 "%s: the phone is there, but not its device node; a container with a /dev of its own needs it, for example: --device=%s",
			 path, path);
	else
		snprintf(text, size,
			 "%s: there is no such phone; 'tphone list' shows those that there are",
			 path);
}
