// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>
#include <tphone.h>
#include <unistd.h>

#include "absent.h"
#include "complain.h"

const char *absent_text(bool sys_visible)
{
	/* Indexed by whether /sys can be seen. */
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

int absent_complain(void)
{
	return complain(EXIT_NO_PHONE, "%s", absent_text(!access("/sys/class", F_OK)));
}

static bool is_listed(const char *path)
{
	struct tphone_list *list;
	bool found = false;
	size_t i;

	if (tphone_list_new(&list))
		return false;
	for (i = 0; i < tphone_list_count(list); i++)
		if (!strcmp(tphone_device_path(tphone_list_get(list, i)), path))
			found = true;
	tphone_list_free(list);
	return found;
}

int absent_complain_node(const char *path)
{
	char text[512];

	absent_node_text(path, access(path, F_OK) && is_listed(path), text, sizeof(text));
	return complain(EXIT_NO_PHONE, "%s", text);
}
