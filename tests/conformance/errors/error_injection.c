// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Injection of errors, see error_injection.h.
 */
#include "error_injection.h"

struct stage stage_begin(struct phone *phone)
{
	struct stage stage = { .phone = phone, .app = app_begin() };

	stage.device = app_device(stage.app, phone);
	stage.owner = app_open_owner(stage.app, phone);
	stage.monitor = app_open_monitor(stage.app, phone);
	return stage;
}

/* The injection may have shut the session down. */
void stage_end(struct stage *stage)
{
	LONG result = phoneShutdown(stage->app);

	if (result != PHONEERR_UNINITIALIZED)
		CHECK_OK(result);
}

void provider_fails(const struct stage *stage, const char *name, LONG error)
{
	phone_set(stage->phone, "call_error", "%s %#x", name, (DWORD)error);
}

DWORD gone_device(const struct stage *stage)
{
	struct phone *phone = phone_new(NULL);
	DWORD device = app_message_of(stage->app, PHONE_CREATE).dwParam1;

	phone_live(phone, false);
	CHECK_EQ(app_message_of(stage->app, PHONE_REMOVE).dwParam1, device);
	return device;
}

static void inject(struct phone *phone, const struct error_injection *injection)
{
	struct stage stage;

	if (injection->never) {
		case_note("never: %s", injection->never);
		return;
	}
	stage = stage_begin(phone);
	CHECK_RESULT(call_outcome(stage.app, injection->call(&stage)),
		     injection->error);
	stage_end(&stage);
}

static void check_works(struct phone *phone)
{
	struct stage stage = stage_begin(phone);

	APP_DO(stage.app, phoneSetLamp(stage.owner, CALL_KEY,
				       PHONELAMPMODE_STEADY));
	stage_end(&stage);
}

void inject_errors(const char *name, const struct error_injection *injections)
{
	const struct tapi_list *list = tapi_list(name);
	struct phone *phone = phone_new(NULL);
	unsigned int nr;

	for (nr = 0; injections[nr].error; nr++) {
		case_note("%s", tphone_phoneerr_name(injections[nr].error));
		CHECK(tapi_has_error(list, injections[nr].error));
		inject(phone, &injections[nr]);
	}
	CHECK_EQ(nr, list->nr);
	check_works(phone);
}
