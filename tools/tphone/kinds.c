// SPDX-License-Identifier: GPL-2.0-or-later
#include <pwd.h>
#include <stdio.h>
#include <tphone.h>

#include "clock.h"
#include "kinds.h"
#include "macros.h"
#include "names.h"
#include "sim.h"

static void each_phone(kind_fn fn, void *data)
{
	struct tphone_list *list;
	size_t i;

	if (tphone_list_new(&list))
		return;
	for (i = 0; i < tphone_list_count(list); i++)
		fn(tphone_device_name(tphone_list_get(list, i)), data);
	tphone_list_free(list);
}

static void each_user(kind_fn fn, void *data)
{
	const struct passwd *user;

	setpwent();
	while ((user = getpwent()))
		fn(user->pw_name, data);
	endpwent();
}

static void each_time_style(kind_fn fn, void *data)
{
	unsigned int i;

	for (i = 0; clock_style_name(i); i++)
		fn(clock_style_name(i), data);
}

const char *kind_title(enum kind kind)
{
	static const char * const titles[] = {
		[KIND_LAMPMODE] = "Lamp modes",
		[KIND_HOOKDEVICE] = "Hook devices",
		[KIND_HOOKMODE] = "Hook modes",
		[KIND_BUTTONMODE] = "Button modes",
		[KIND_FUNCTION] = "Functions",
		[KIND_TIMESTYLE] = "Time styles",
		[KIND_EVENT] = "Events",
		[KIND_USERACTION] = "Actions",
	};

	return kind < ARRAY_SIZE(titles) ? titles[kind] : NULL;
}

void kind_each(enum kind kind, kind_fn fn, void *data)
{
	switch (kind) {
	case KIND_NONE:
	case KIND_ANY:
		break;
	case KIND_FILE:
		/* The shell completes names of files itself. */
		puts(":file");
		break;
	case KIND_PHONE:
		each_phone(fn, data);
		break;
	case KIND_RINGMODE:
		fn("off", data);
		break;
	case KIND_TIMESTYLE:
		each_time_style(fn, data);
		break;
	case KIND_SIM:
		sim_each_phone(fn, data);
		break;
	case KIND_SIMATTR:
		sim_each_attribute(fn, data);
		break;
	case KIND_USER:
		each_user(fn, data);
		break;
	case KIND_USERACTION:
		sim_each_action(fn, data);
		break;
	default:
		names_each(kind, fn, data);
	}
}
