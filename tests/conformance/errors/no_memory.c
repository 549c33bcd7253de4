// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Allocations that fail at any point of any function, in TAPI and in the provider of
 * the kernel: the function returns NOMEM or succeeds without, and works the next time.
 */
#include "memory.h"
#include "error_injection.h"

#define MANY	1000

typedef LONG (*stage_call)(const struct stage *stage);

/**
 * struct attempt - a call while allocations fail
 * @stage: phone, session and handles
 * @function: the function; NULL: one of those that take a device ID
 * @call: that one
 */
struct attempt {
	const struct stage *stage;
	const struct function *function;
	stage_call call;
};

static LONG make(const struct attempt *attempt)
{
	if (attempt->function)
		return attempt->function->call(attempt->stage->owner);
	return attempt->call(attempt->stage);
}

/* Let the n-th allocation of the call fail; false: it made fewer. */
static bool fails_at(const struct attempt *attempt, unsigned int n)
{
	bool failed;
	LONG result;

	memory_fail_at(n);
	result = make(attempt);
	failed = memory_has_failed();
	memory_fail_at(0);
	result = call_outcome(attempt->stage->app, result);
	if (result != PHONEERR_NOMEM || !failed)
		CHECK_RESULT(result, 0);
	return failed;
}

static void check_attempt(const struct attempt *attempt)
{
	unsigned int n = 1;

	while (fails_at(attempt, n))
		CHECK(++n < MANY);
	CHECK_RESULT(call_outcome(attempt->stage->app, make(attempt)), 0);
}

CASE(errors_no_memory, CHANGES, "memory runs out in any function")
{
	struct stage stage = stage_begin(phone_new(NULL));
	size_t i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		struct attempt attempt = {
			.stage = &stage,
			.function = &functions[i],
		};

		case_note("%s", functions[i].name);
		check_attempt(&attempt);
	}
	stage_end(&stage);
}

static LONG negotiate(const struct stage *stage)
{
	DWORD version;

	return call_negotiate(stage->app, stage->device, API_OLDEST,
			      API_NEWEST, &version);
}

static LONG get_caps(const struct stage *stage)
{
	PHONECAPS caps = { .dwTotalSize = sizeof(caps) };

	return phoneGetDevCaps(stage->app, stage->device, API_NEWEST, 0,
			       &caps);
}

static LONG open_and_close(const struct stage *stage)
{
	HPHONE handle;
	LONG result = call_open(stage->app, stage->device,
				PHONEPRIVILEGE_MONITOR, &handle);

	if (!result)
		CHECK_OK(phoneClose(handle));
	return result;
}

/* The phone is opened at the provider, too. */
static LONG open_first(const struct stage *stage)
{
	HPHONE handle;
	LONG result = call_open(stage->app, stage->device,
				PHONEPRIVILEGE_OWNER, &handle);

	if (!result)
		CHECK_OK(phoneClose(handle));
	return result;
}

static LONG begin_and_end(const struct stage *stage)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	DWORD version = API_NEWEST;
	HPHONEAPP app;
	DWORD count;
	LONG result;

	(void)stage;
	result = phoneInitializeEx(&app, NULL, NULL, "errors", &count,
				   &version, &params);
	if (!result)
		CHECK_OK(phoneShutdown(app));
	return result;
}

CASE(errors_no_memory_for_handles, CHANGES, "memory runs out elsewhere")
{
	struct stage stage = stage_begin(phone_new(NULL));
	struct attempt attempt = { .stage = &stage };

	attempt.call = begin_and_end;
	check_attempt(&attempt);
	attempt.call = negotiate;
	check_attempt(&attempt);
	attempt.call = get_caps;
	check_attempt(&attempt);
	attempt.call = open_and_close;
	check_attempt(&attempt);
	CHECK_OK(phoneClose(stage.owner));
	CHECK_OK(phoneClose(stage.monitor));
	attempt.call = open_first;
	check_attempt(&attempt);
	stage_end(&stage);
}

/* A provider that cannot be allocated is left out. */
CASE(errors_no_memory_at_first, CHANGES, "memory runs out in the first session")
{
	struct phone *phone = phone_new(NULL);
	struct stage stage = { .phone = phone };
	unsigned int n = 0;
	bool failed;
	LONG result;

	/* From now on the list of providers exists. */
	CHECK_OK(phoneShutdown(app_begin()));
	do {
		memory_fail_at(++n);
		result = begin_and_end(&stage);
		failed = memory_has_failed();
		memory_fail_at(0);
		tapi_check_listed("phoneInitializeEx", result);
		CHECK(n < MANY);
	} while (failed);
	CHECK_OK(result);
	stage = stage_begin(phone);
	APP_DO(stage.app, phoneSetLamp(stage.owner, CALL_KEY,
				       PHONELAMPMODE_STEADY));
	stage_end(&stage);
}
