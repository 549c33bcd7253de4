// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The errors of the functions of sessions, and of phoneClose().
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"
#include "error_injection.h"

#define NOT_UTF8	"\xff"

static LONG close_closed(const struct stage *stage)
{
	CHECK_OK(phoneClose(stage->owner));
	return phoneClose(stage->owner);
}

static LONG close_uninitialized(const struct stage *stage)
{
	CHECK_OK(phoneShutdown(stage->app));
	return phoneClose(stage->owner);
}

CASE(errors_phoneClose, NEEDS_MOCK, "each error it has")
{
	static const char always[] = "closing always succeeds, R47";
	static const struct error_injection injections[] = {
		{ PHONEERR_INVALPHONEHANDLE, close_closed, NULL },
		{ PHONEERR_UNINITIALIZED, close_uninitialized, NULL },
		{ PHONEERR_NOMEM, NULL, always },
		{ PHONEERR_OPERATIONFAILED, NULL, always },
		{ PHONEERR_OPERATIONUNAVAIL, NULL, always },
		{ PHONEERR_RESOURCEUNAVAIL, NULL, always },
		{ }
	};

	inject_errors("phoneClose", injections);
}

static LONG shutdown_dead(const struct stage *stage)
{
	HPHONEAPP app = app_begin();

	(void)stage;
	CHECK_OK(phoneShutdown(app));
	return phoneShutdown(app);
}

static LONG shutdown_uninitialized(const struct stage *stage)
{
	CHECK_OK(phoneShutdown(stage->app));
	return phoneShutdown(stage->app);
}

CASE(errors_phoneShutdown, NEEDS_MOCK, "each error it has")
{
	static const char always[] = "it needs nothing that could be missing";
	static const struct error_injection injections[] = {
		{ PHONEERR_INVALAPPHANDLE, shutdown_dead, NULL },
		{ PHONEERR_UNINITIALIZED, shutdown_uninitialized, NULL },
		{ PHONEERR_NOMEM, NULL, always },
		{ PHONEERR_RESOURCEUNAVAIL, NULL, always },
		{ }
	};

	inject_errors("phoneShutdown", injections);
}

static LONG message_dead(const struct stage *stage)
{
	PHONEMESSAGE message;

	return phoneGetMessage(stage->app + 1, &message, 0);
}

static LONG message_nowhere(const struct stage *stage)
{
	return phoneGetMessage(stage->app, NULL, 0);
}

static LONG message_none(const struct stage *stage)
{
	PHONEMESSAGE message;

	return phoneGetMessage(stage->app, &message, 0);
}

CASE(errors_phoneGetMessage, NEEDS_MOCK, "each error it has")
{
	static const struct error_injection injections[] = {
		{ PHONEERR_INVALAPPHANDLE, message_dead, NULL },
		{ PHONEERR_INVALPOINTER, message_nowhere, NULL },
		{ PHONEERR_OPERATIONFAILED, message_none, NULL },
		{ PHONEERR_NOMEM, NULL, "messages are there already" },
		{ }
	};

	inject_errors("phoneGetMessage", injections);
}

/* One of the two functions that begin a session, which is shut down at once. */
typedef LONG (*beginning)(const char *name, DWORD options);

static LONG end_again(LONG result, HPHONEAPP app)
{
	if (!result)
		CHECK_OK(phoneShutdown(app));
	return result;
}

static LONG begin_ex(const char *name, DWORD options)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = options,
	};
	DWORD version = API_NEWEST;
	HPHONEAPP app = 0;
	DWORD count;
	LONG result;

	result = phoneInitializeEx(&app, NULL, NULL, name, &count, &version,
				   &params);
	return end_again(result, app);
}

static void callback(DWORD device, DWORD message, DWORD_PTR instance,
		     DWORD_PTR first, DWORD_PTR second, DWORD_PTR third)
{
	(void)device;
	(void)message;
	(void)instance;
	(void)first;
	(void)second;
	(void)third;
}

static LONG begin_old(const char *name, DWORD options)
{
	HPHONEAPP app = 0;
	DWORD count;
	LONG result;

	(void)options;
	result = phoneInitialize(&app, NULL, callback, name, &count);
	return end_again(result, app);
}

static LONG good(beginning begin)
{
	return begin("errors", PHONEINITIALIZEEXOPTION_USEEVENT);
}

/* Run without a session, which would have opened all descriptors already. */
static LONG begin_without_descriptors(beginning begin)
{
	struct rlimit limit, none;
	LONG result;

	CHECK_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
	none = limit;
	none.rlim_cur = 3;
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
	result = good(begin);
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
	return result;
}

static LONG begin_without_memory(beginning begin)
{
	LONG result;

	memory_fail_at(1);
	result = good(begin);
	memory_fail_at(0);
	return result;
}

static void check_reinit(beginning begin)
{
	struct stage stage = stage_begin(phone_new(NULL));

	phone_set(stage.phone, "reinit", "1");
	app_state(stage.app, PHONESTATE_REINIT);
	CHECK_RESULT(good(begin), PHONEERR_REINIT);
	stage_end(&stage);
	CHECK_OK(good(begin));
}

CASE(errors_phoneInitializeEx, NEEDS_MOCK, "each error it has")
{
	PHONEINITIALIZEEXPARAMS params = { .dwTotalSize = sizeof(params) };
	DWORD version = API_NEWEST;
	DWORD count;

	check_reinit(begin_ex);
	CHECK_RESULT(begin_without_descriptors(begin_ex),
		     PHONEERR_OPERATIONFAILED);
	CHECK_RESULT(begin_without_memory(begin_ex), PHONEERR_NOMEM);
	CHECK_RESULT(begin_ex(NOT_UTF8, PHONEINITIALIZEEXOPTION_USEEVENT),
		     PHONEERR_INVALAPPNAME);
	CHECK_RESULT(begin_ex("errors", 4), PHONEERR_INVALPARAM);
	CHECK_RESULT(phoneInitializeEx(NULL, NULL, NULL, "errors", &count,
				       &version, &params),
		     PHONEERR_INVALPOINTER);
	case_note("never: INIFILECORRUPT, such a file is left out");
	CHECK_EQ(tapi_list("phoneInitializeEx")->nr, 7);
	CHECK_OK(good(begin_ex));
}

CASE(errors_phoneInitialize, NEEDS_MOCK, "each error it has")
{
	DWORD count;

	check_reinit(begin_old);
	CHECK_RESULT(begin_without_descriptors(begin_old),
		     PHONEERR_OPERATIONFAILED);
	CHECK_RESULT(begin_without_memory(begin_old), PHONEERR_NOMEM);
	CHECK_RESULT(begin_old(NOT_UTF8, 0), PHONEERR_INVALAPPNAME);
	CHECK_RESULT(phoneInitialize(NULL, NULL, callback, "errors", &count),
		     PHONEERR_INVALPOINTER);
	case_note("never: INIFILECORRUPT, such a file is left out");
	case_note("never: INVALPARAM, any instance handle will do");
	case_note("never: NODEVICE and NODRIVER, no phones are not an error");
	case_note("never: RESOURCEUNAVAIL, what runs out is OPERATIONFAILED");
	CHECK_EQ(tapi_list("phoneInitialize")->nr, 10);
	CHECK_OK(good(begin_old));
}
