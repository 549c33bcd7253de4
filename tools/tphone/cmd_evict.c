// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone evict: take phones away from the programs that have them open. */
#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tphone.h>

#include "commands.h"
#include "complain.h"
#include "evict.h"
#include "number.h"
#include "target.h"

static int evict_one(const struct call *call, const char *handles)
{
	char path[TARGET_PATH_SIZE], real[PATH_MAX];
	int code = target_find(call, path);
	const char *name;

	if (code)
		return code;
	if (!realpath(path, real))
		return complain(EXIT_NO_PHONE, "evict: %s: %s", path, strerror(errno));
	name = strrchr(real, '/') + 1;
	return evict(name, handles);
}

/* Translate a user name or a number to a number. */
static int find_user(const char *text, char *handles, size_t size)
{
	const struct passwd *user = getpwnam(text);
	unsigned long uid;

	if (user)
		uid = user->pw_uid;
	else if (number_parse(text, UINT_MAX - 1, &uid))
		return complain(EXIT_USAGE, "evict: there is no user '%s'", text);
	snprintf(handles, size, "%lu", uid);
	return EXIT_OK;
}

static int choose(const struct call *call, char *handles, size_t size)
{
	if (call->opt[OPT_USER] && call->opt[OPT_WITHOUT_ACCESS])
		return complain(EXIT_USAGE, "evict: --user or --without-access, not both");
	if (call->opt[OPT_WATCH] && !(call->opt[OPT_WITHOUT_ACCESS] && call->opt[OPT_ALL]))
		return complain(EXIT_USAGE, "evict: --watch needs --all --without-access");
	if (call->opt[OPT_ALL] && call->opt[OPT_PHONE])
		return complain(EXIT_USAGE, "evict: a phone or --all, not both");
	if (call->opt[OPT_USER])
		return find_user(call->opt[OPT_USER], handles, size);
	snprintf(handles, size, "%s", call->opt[OPT_WITHOUT_ACCESS] ? "without-access" : "all");
	return EXIT_OK;
}

int cmd_evict(const struct call *call)
{
	char handles[32];
	int code = choose(call, handles, sizeof(handles));

	if (code)
		return code;
	if (call->opt[OPT_WATCH])
		return evict_watch();
	return call->opt[OPT_ALL] ? evict_everywhere(handles) : evict_one(call, handles);
}
