// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <sys/stat.h>

#include "access.h"

static bool group_may(const struct access_facts *facts)
{
	return facts->mode & (facts->writing ? 0020 : 0040);
}

void access_text(const struct access_facts *facts, char *text, size_t size)
{
	const char *denied = "permission denied";

	if (facts->group_is_root || !group_may(facts)) {
		if (facts->rule_installed)
			snprintf(text, size, "%s: %s; log in at the console (" ACCESS_RULE
				 " gives access to the active user), or become root",
				 facts->path, denied);
		else
			snprintf(text, size, "%s: %s; only root has access, because the udev rule "
				 ACCESS_RULE " is not installed", facts->path, denied);
	} else if (facts->in_group) {
		snprintf(text, size,
			 "%s: %s, although you are in group '%s'; a security module or a container forbids it",
			 facts->path, denied, facts->group);
	} else if (facts->will_be_in_group) {
		snprintf(text, size,
			 "%s: %s; you have become a member of group '%s' since you logged in: log in again",
			 facts->path, denied, facts->group);
	} else if (facts->rule_installed) {
		snprintf(text, size,
			 "%s: %s; you are not in group '%s' (or: log in at the console: "
			 ACCESS_RULE " gives access to the active user)",
			 facts->path, denied, facts->group);
	} else {
		snprintf(text, size, "%s: %s; you are not in group '%s'", facts->path, denied,
			 facts->group);
	}
}
