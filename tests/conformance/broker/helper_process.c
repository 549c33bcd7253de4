// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The actions of the helper process, one for each order; see helper_process.h.
 */
#include "helper_process.h"

/**
 * struct stage - state of a helper process
 * @phone: the phone
 * @app: its session, or 0
 * @device: the device ID of the phone
 * @handle: its handle, or 0
 * @requests: how many it has issued
 */
struct stage {
	struct phone *phone;
	HPHONEAPP app;
	DWORD device;
	HPHONE handle;
	unsigned int requests;
};

static void begin(struct stage *stage)
{
	if (stage->app)
		return;
	stage->app = app_begin_named("helper");
	stage->device = app_device(stage->app, stage->phone);
}

static enum helper_order own(struct stage *stage)
{
	LONG result;

	begin(stage);
	result = call_open(stage->app, stage->device, PHONEPRIVILEGE_OWNER,
			   &stage->handle);
	if (result == PHONEERR_INUSE)
		return HELPER_REFUSED;
	CHECK_OK(result);
	return HELPER_DONE;
}

static enum helper_order watch(struct stage *stage)
{
	begin(stage);
	CHECK_OK(call_open(stage->app, stage->device, PHONEPRIVILEGE_MONITOR,
			   &stage->handle));
	return HELPER_DONE;
}

/* Sets a lamp as owner; a monitor sends a device-specific block. */
static LONG issue(struct stage *stage)
{
	LONG result = phoneSetLamp(stage->handle,
				   CALL_KEY + stage->requests % 8,
				   PHONELAMPMODE_STEADY);

	if (result == PHONEERR_NOTOWNER)
		result = phoneDevSpecific(stage->handle, "helper", 6);
	if (result > 0)
		stage->requests++;
	return result;
}

static enum helper_order set(struct stage *stage)
{
	CHECK_REQUEST(issue(stage));
	return HELPER_DONE;
}

static enum helper_order fill(struct stage *stage)
{
	LONG result;

	do {
		result = issue(stage);
	} while (result > 0);
	CHECK_RESULT(result, PHONEERR_RESOURCEUNAVAIL);
	CHECK(stage->requests >= 2);
	return HELPER_DONE;
}

/* Take all messages; returns how many of this kind there were. */
static unsigned int take(struct stage *stage, DWORD kind, DWORD timeout)
{
	PHONEMESSAGE message;
	unsigned int count = 0;

	while (!phoneGetMessage(stage->app, &message, timeout))
		count += message.dwMessageID == kind;
	return count;
}

/* The phone is removed meanwhile: one PHONE_CLOSE comes, and nothing after it. */
static enum helper_order storm(struct stage *stage)
{
	unsigned int closes = 0;
	LONG result;

	do {
		result = issue(stage);
		CHECK(result > 0 || result == PHONEERR_RESOURCEUNAVAIL ||
		      result == PHONEERR_OPERATIONFAILED ||
		      result == PHONEERR_INVALPHONEHANDLE);
		closes += take(stage, PHONE_CLOSE, 0);
	} while (result != PHONEERR_INVALPHONEHANDLE);
	closes += take(stage, PHONE_CLOSE, 2 * A_WHILE);
	CHECK_EQ(closes, 1);
	check_dead(stage->handle);
	return HELPER_DONE;
}

#define NR_CYCLES	30

static enum helper_order cycle(struct stage *stage)
{
	unsigned int i;

	for (i = 0; i < NR_CYCLES; i++) {
		watch(stage);
		lamp_mode(stage->handle, CALL_KEY);
		CHECK_OK(phoneClose(stage->handle));
	}
	return HELPER_DONE;
}

static enum helper_order obey(struct stage *stage, enum helper_order order)
{
	switch (order) {
	case HELPER_OWN:
		return own(stage);
	case HELPER_WATCH:
		return watch(stage);
	case HELPER_SET:
		return set(stage);
	case HELPER_FILL:
		return fill(stage);
	case HELPER_STORM:
		return storm(stage);
	case HELPER_CYCLE:
		return cycle(stage);
	case HELPER_LISTEN:
		app_no_message(stage->app);
		return HELPER_DONE;
	case HELPER_CLOSE:
		CHECK_OK(phoneClose(stage->handle));
		return HELPER_DONE;
	case HELPER_SHUT:
		CHECK_OK(phoneShutdown(stage->app));
		return HELPER_DONE;
	default:
		case_fail(__FILE__, __LINE__, "what is '%c'?", order);
	}
}

static void run(struct peer_process *self, void *phone)
{
	struct stage stage = { .phone = phone };
	enum helper_order order;

	while ((order = peer_receive(self)) != HELPER_END)
		peer_send(self, obey(&stage, order));
}

struct peer_process *helper_new(struct phone *phone)
{
	return peer_start(run, phone);
}

void helper_done(struct peer_process *helper)
{
	CHECK_EQ(peer_receive(helper), HELPER_DONE);
}

void helper_do(struct peer_process *helper, enum helper_order order)
{
	peer_send(helper, order);
	helper_done(helper);
}

void helper_end(struct peer_process *helper)
{
	peer_send(helper, HELPER_END);
	peer_end(helper);
}
