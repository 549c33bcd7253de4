// SPDX-License-Identifier: GPL-2.0-or-later
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "access.h"
#include "complain.h"
#include "macros.h"

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

static bool rule_is_installed(void)
{
	static const char * const places[] = {
		"/etc/udev/rules.d/" ACCESS_RULE,
		"/run/udev/rules.d/" ACCESS_RULE,
		"/usr/local/lib/udev/rules.d/" ACCESS_RULE,
		"/usr/lib/udev/rules.d/" ACCESS_RULE,
		"/lib/udev/rules.d/" ACCESS_RULE,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(places); i++)
		if (!access(places[i], F_OK))
			return true;
	return false;
}

static bool contains(const gid_t *groups, int count, gid_t group)
{
	int i;

	for (i = 0; i < count; i++)
		if (groups[i] == group)
			return true;
	return false;
}

static bool process_in_group(gid_t group)
{
	int count = getgroups(0, NULL);
	gid_t *groups;
	bool found;

	if (getegid() == group)
		return true;
	if (count <= 0)
		return false;
	groups = calloc(count, sizeof(*groups));
	if (!groups)
		return false;
	count = getgroups(count, groups);
	found = contains(groups, count, group);
	free(groups);
	return found;
}

/*
 * Membership according to the group database, which counts from the next login
 * on.
 */
static bool user_in_group(gid_t group)
{
	const struct passwd *user = getpwuid(getuid());
	gid_t groups[256];
	int count = ARRAY_SIZE(groups);

	if (!user || getgrouplist(user->pw_name, user->pw_gid, groups, &count) < 0)
		return false;
	return contains(groups, count, group);
}

int access_complain(const char *path, bool writing)
{
	struct access_facts facts = { .path = path, .writing = writing };
	const struct group *group;
	char number[16], text[512];
	struct stat st;

	if (stat(path, &st))
		return complain(EXIT_PERMISSION, "%s: permission denied", path);
	snprintf(number, sizeof(number), "%u", (unsigned int)st.st_gid);
	facts.mode = st.st_mode;
	facts.group_is_root = !st.st_gid;
	facts.in_group = process_in_group(st.st_gid);
	facts.will_be_in_group = user_in_group(st.st_gid);
	facts.rule_installed = rule_is_installed();
	group = getgrgid(st.st_gid);
	facts.group = group ? group->gr_name : number;
	access_text(&facts, text, sizeof(text));
	return complain(EXIT_PERMISSION, "%s", text);
}
