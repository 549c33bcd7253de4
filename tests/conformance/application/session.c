// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Beginning and ending sessions.
 */
#include "functions.h"
#include "session.h"

#include <errno.h>
#include <glob.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

struct session_arguments session_arguments(DWORD option)
{
	struct session_arguments arguments = {
		.name = "session",
		.params = {
			.dwTotalSize = sizeof(arguments.params),
			.dwOptions = option,
		},
		.version = API_NEWEST,
		.devices = 0xffffffff,
	};

	return arguments;
}

LONG session_initialize(struct session_arguments *arguments)
{
	return phoneInitializeExA(&arguments->app, NULL, arguments->callback,
				  arguments->name, &arguments->devices,
				  &arguments->version, &arguments->params);
}

HPHONEAPP session_begin(struct session_arguments *arguments)
{
	CHECK_OK(session_initialize(arguments));
	CHECK(arguments->app);
	return arguments->app;
}

bool session_readable(int fd)
{
	struct pollfd poll_in = { .fd = fd, .events = POLLIN };

	return poll(&poll_in, 1, 0) == 1 && poll_in.revents == POLLIN;
}

/* The number of phones, including those of other cases. */
static DWORD phones_present(DWORD made)
{
	glob_t found;
	DWORD count;

	if (phone_is_mock())
		return made;
	CHECK_EQ(glob("/dev/tphone[0-9]*", 0, NULL, &found), 0);
	count = (DWORD)found.gl_pathc;
	globfree(&found);
	return count;
}

static LONG negotiate(HPHONEAPP app, DWORD device)
{
	PHONEEXTENSIONID extension;
	DWORD version;

	return phoneNegotiateAPIVersion(app, device, API_OLDEST, API_NEWEST,
					&version, &extension);
}

CASE(T001, READS, "a session knows all phones: their device IDs are 0 to n - 1")
{
	struct session_arguments arguments =
		session_arguments(PHONEINITIALIZEEXOPTION_USEEVENT);
	struct phone *first = phone_new(NULL);
	struct phone *second = phone_new(NULL);
	HPHONEAPP app = session_begin(&arguments);
	DWORD device;

	CHECK_EQ(arguments.devices, phones_present(2));
	for (device = 0; device < arguments.devices; device++)
		CHECK_OK(negotiate(app, device));
	CHECK_RESULT(negotiate(app, device), PHONEERR_BADDEVICEID);
	CHECK_RESULT(negotiate(app, 0xffffffff), PHONEERR_BADDEVICEID);
	CHECK(app_device(app, first) < arguments.devices);
	CHECK(app_device(app, second) < arguments.devices);
	CHECK(app_device(app, first) != app_device(app, second));
}

CASE(T002, READS,
     "functions that begin and end sessions and open phones return 0 when done")
{
	struct session_arguments arguments =
		session_arguments(PHONEINITIALIZEEXOPTION_USEEVENT);
	struct phone *phone = phone_new(NULL);
	HPHONE handle = 0;
	HPHONEAPP app;
	DWORD mode;

	CHECK_RESULT(session_initialize(&arguments), 0);
	app = arguments.app;
	CHECK_RESULT(phoneOpen(app, app_device(app, phone), &handle, API_NEWEST,
			       0, 0, PHONEPRIVILEGE_MONITOR), 0);
	CHECK_OK(phoneGetLamp(handle, LAMP_ALONE, &mode));
	CHECK_RESULT(phoneClose(handle), 0);
	CHECK_RESULT(phoneGetLamp(handle, LAMP_ALONE, &mode),
		     PHONEERR_INVALPHONEHANDLE);
	app_no_message(app);
	CHECK_RESULT(phoneShutdown(app), 0);
	CHECK_RESULT(phoneShutdown(app), PHONEERR_UNINITIALIZED);
}

CASE(T003, READS, "the version becomes the highest one that the library has")
{
	static const DWORD versions[] = {
		0x00010003, 0x00010004, 0x00020000, 0x00020001, 0x00020002,
		0x00030000, 0x00030001, 0x7fffffff,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(versions); i++) {
		struct session_arguments arguments =
			session_arguments(PHONEINITIALIZEEXOPTION_USEEVENT);

		arguments.version = versions[i];
		session_begin(&arguments);
		CHECK_EQ(arguments.version, API_NEWEST);
		CHECK_OK(phoneShutdown(arguments.app));
	}
}

CASE(T004, READS, "without a place for the results there is no session")
{
	struct session_arguments good =
		session_arguments(PHONEINITIALIZEEXOPTION_USEEVENT);

	CHECK_RESULT(phoneInitializeExA(NULL, NULL, NULL, "", &good.devices,
					&good.version, &good.params),
		     PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneInitializeExA(&good.app, NULL, NULL, "", NULL,
					&good.version, &good.params),
		     PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneInitializeExA(&good.app, NULL, NULL, "",
					&good.devices, NULL, &good.params),
		     PHONEERR_INVALPOINTER);
	/* None of these calls has begun a session. */
	CHECK_RESULT(negotiate(1, 0), PHONEERR_UNINITIALIZED);
}

CASE(T005, READS, "options that are none give INVALPARAM")
{
	static const DWORD options[] = { 0, 4, 0x80000002, 0xffffffff };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(options); i++) {
		struct session_arguments arguments =
			session_arguments(options[i]);

		CHECK_RESULT(session_initialize(&arguments),
			     PHONEERR_INVALPARAM);
	}
}

CASE(T006, READS, "parameters that are too short give STRUCTURETOOSMALL")
{
	struct session_arguments arguments =
		session_arguments(PHONEINITIALIZEEXOPTION_USEEVENT);
	const DWORD fixed = sizeof(arguments.params);
	const DWORD sizes[] = { 0, 12, 24, fixed - 1 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		arguments.params.dwTotalSize = sizes[i];
		CHECK_RESULT(session_initialize(&arguments),
			     PHONEERR_STRUCTURETOOSMALL);
		CHECK_EQ(arguments.params.dwTotalSize, sizes[i]);
	}
	arguments.params.dwTotalSize = fixed;
	session_begin(&arguments);
}

CASE(T022, READS, "the end of a session closes its phones")
{
	struct phone *first = phone_new(NULL);
	struct phone *second = phone_new(NULL);
	HPHONEAPP remaining = app_begin();
	HPHONEAPP app = app_begin();
	HPHONE handles[3];
	size_t i;

	handles[0] = app_open_owner(app, first);
	handles[1] = app_open_monitor(app, first);
	handles[2] = app_open_owner(app, second);
	CHECK_OK(phoneShutdown(app));
	for (i = 0; i < ARRAY_SIZE(handles); i++) {
		DWORD mode;

		CHECK_RESULT(phoneGetLamp(handles[i], LAMP_ALONE, &mode),
			     PHONEERR_INVALPHONEHANDLE);
		CHECK_RESULT(phoneClose(handles[i]),
			     PHONEERR_INVALPHONEHANDLE);
	}
	/* The sessions were really released. */
	app_open_owner(remaining, first);
	app_open_owner(remaining, second);
}

CASE(T023, READS, "a session ends once")
{
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();

	CHECK_OK(phoneShutdown(first));
	CHECK_RESULT(phoneShutdown(first), PHONEERR_INVALAPPHANDLE);
	CHECK_OK(phoneShutdown(second));
	CHECK_RESULT(phoneShutdown(second), PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneShutdown(first), PHONEERR_UNINITIALIZED);
}

static void check_uninitialized(HPHONEAPP app, HPHONE handle)
{
	PHONECAPS caps = { .dwTotalSize = sizeof(caps) };
	PHONEMESSAGE message;
	HPHONE opened;
	DWORD version;
	HICON icon;
	size_t i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		LONG result = functions[i].call(handle);

		if (result != PHONEERR_UNINITIALIZED)
			case_note("%s", functions[i].name);
		CHECK_RESULT(result, PHONEERR_UNINITIALIZED);
	}
	CHECK_RESULT(phoneClose(handle), PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneShutdown(app), PHONEERR_UNINITIALIZED);
	CHECK_RESULT(negotiate(app, 0), PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneNegotiateExtVersion(app, 0, API_NEWEST, 0x00010000,
					      0x00010000, &version),
		     PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneGetDevCaps(app, 0, API_NEWEST, 0, &caps),
		     PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneGetDevCapsW(app, 0, API_NEWEST, 0, &caps),
		     PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneOpen(app, 0, &opened, API_NEWEST, 0, 0,
			       PHONEPRIVILEGE_MONITOR),
		     PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneGetIcon(0, NULL, &icon), PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneConfigDialog(0, NULL, NULL), PHONEERR_UNINITIALIZED);
	/* The list of phoneGetMessage() does not have that error. */
	CHECK_RESULT(phoneGetMessage(app, &message, 0),
		     PHONEERR_INVALAPPHANDLE);
}

CASE(T024, READS, "without a session all functions say UNINITIALIZED")
{
	struct phone *phone = phone_new(NULL);
	HPHONE handle;
	HPHONEAPP app;

	check_uninitialized(0, 0);
	check_uninitialized(1, 1);
	app = app_begin();
	handle = app_open_monitor(app, phone);
	CHECK_OK(phoneShutdown(app));
	check_uninitialized(app, handle);
}

static void check_reinit_pending(HPHONEAPP app, DWORD device)
{
	struct session_arguments arguments =
		session_arguments(PHONEINITIALIZEEXOPTION_USEEVENT);
	HPHONE handle;

	CHECK_RESULT(session_initialize(&arguments), PHONEERR_REINIT);
	CHECK_RESULT(phoneOpen(app, device, &handle, API_NEWEST, 0, 0,
			       PHONEPRIVILEGE_MONITOR), PHONEERR_REINIT);
}

CASE(T025, NEEDS_MOCK,
     "after REINIT nothing begins until the last session has ended")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();
	HPHONE handle = app_open_owner(first, phone);
	DWORD device = app_device(second, phone);

	phone_set(phone, "reinit", "1");
	CHECK_EQ(app_state(first, PHONESTATE_REINIT).hDevice, 0);
	check_reinit_pending(second, device);
	/* The first session goes on. */
	APP_DO(first, phoneSetLamp(handle, LAMP_ALONE, PHONELAMPMODE_WINK));
	CHECK_OK(phoneShutdown(first));
	check_reinit_pending(second, device);
	CHECK_OK(phoneShutdown(second));
	first = app_begin();
	handle = app_open_owner(first, phone);
	APP_DO(first, phoneSetLamp(handle, LAMP_ALONE, PHONELAMPMODE_FLASH));
}

static void check_owner_name(HPHONE handle, const char *name)
{
	PHONESTATUS *status = app_status(handle);
	const char *seen = app_utf8(status, status->dwOwnerNameOffset,
				    status->dwOwnerNameSize);

	if (strcmp(seen, name))
		case_fail(__FILE__, __LINE__, "the owner is \"%s\", not \"%s\"",
			  seen, name);
	free(status);
}

static void check_name(const struct phone *phone, const char *name,
		       const char *expected)
{
	struct session_arguments arguments =
		session_arguments(PHONEINITIALIZEEXOPTION_USEEVENT);
	HPHONEAPP other = app_begin_named("somebody else");
	HPHONE monitor = app_open_monitor(other, phone);
	HPHONE handle;

	arguments.name = name;
	handle = app_open_owner(session_begin(&arguments), phone);
	check_owner_name(handle, expected);
	check_owner_name(monitor, expected);
	CHECK_OK(phoneShutdown(arguments.app));
	check_owner_name(monitor, "");
	CHECK_OK(phoneShutdown(other));
}

CASE(T026, READS, "the owner has the name of its session, or of its program")
{
	struct phone *phone = phone_new(NULL);

	check_name(phone, "Switchboard", "Switchboard");
	check_name(phone, "Vermittlung für Jürgen",
		   "Vermittlung für Jürgen");
	check_name(phone, NULL, program_invocation_short_name);
}
