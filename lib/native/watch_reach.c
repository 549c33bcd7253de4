// SPDX-License-Identifier: LGPL-2.1-or-later
/* Decides which sources of messages about phones reach this process. */
#include "watch.h"

#include <string.h>

bool reach_udev(const struct reach_facts *facts)
{
	return facts->control_is_roots && facts->control_is_near;
}

bool reach_kernel(const struct reach_facts *facts)
{
	return facts->first_user_ns && facts->net_is_first_users;
}

/* Columns: Num RefCount Protocol Flags Type St Inode Path. A path may have blanks. */
bool reach_line_is_socket(const char *line, const char *path)
{
	size_t length = strlen(path);
	int i;

	for (i = 0; i < 7; i++) {
		line += strspn(line, " ");
		line += strcspn(line, "\n ");
	}
	if (*line != ' ' || strncmp(++line, path, length))
		return false;
	return !line[length] || line[length] == '\n';
}
