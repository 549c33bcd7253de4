// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include <tphone.h>
#include <unistd.h>

#include "absent.h"
#include "complain.h"

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
