// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * See puppet.h.
 */
#include "puppet.h"

/**
 * struct stage - what a puppet has
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
	stage->app = app_begin_named("puppet");
	stage->device = app_device(stage->app, stage->phone);
}

static enum puppet_word own(struct stage *stage)
{
	LONG result;

	begin(stage);
	result = call_open(stage->app, stage->device, PHONEPRIVILEGE_OWNER,
			   &stage->handle);
	if (result == PHONEERR_INUSE)
		return PUPPET_REFUSED;
	CHECK_OK(result);
	return PUPPET_DONE;
}

static enum puppet_word watch(struct stage *stage)
{
	begin(stage);
	CHECK_OK(call_open(stage->app, stage->device, PHONEPRIVILEGE_MONITOR,
			   &stage->handle));
	return PUPPET_DONE;
}

/* A lamp is for owners; a device-specific block is for everybody. */
static LONG issue(struct stage *stage)
{
	LONG result = phoneSetLamp(stage->handle,
				   CALL_KEY + stage->requests % 8,
				   PHONELAMPMODE_STEADY);

	if (result == PHONEERR_NOTOWNER)
		result = phoneDevSpecific(stage->handle, "puppet", 6);
	if (result > 0)
		stage->requests++;
	return result;
}

static enum puppet_word set(struct stage *stage)
{
	CHECK_REQUEST(issue(stage));
	return PUPPET_DONE;
}

static enum puppet_word fill(struct stage *stage)
{
	LONG result;

	do {
		result = issue(stage);
	} while (result > 0);
	CHECK_RESULT(result, PHONEERR_RESOURCEUNAVAIL);
	CHECK(stage->requests >= 2);
	return PUPPET_DONE;
}

/* Takes what is there; how many of these there were. */
static unsigned int take(struct stage *stage, DWORD kind, DWORD timeout)
{
	PHONEMESSAGE message;
	unsigned int count = 0;

	while (!phoneGetMessage(stage->app, &message, timeout))
		count += message.dwMessageID == kind;
	return count;
}

/* The phone goes meanwhile: one PHONE_CLOSE, after which there is nothing. */
static enum puppet_word storm(struct stage *stage)
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
	return PUPPET_DONE;
}

#define NR_CYCLES	30

static enum puppet_word cycle(struct stage *stage)
{
	unsigned int i;

	for (i = 0; i < NR_CYCLES; i++) {
		watch(stage);
		lamp_mode(stage->handle, CALL_KEY);
		CHECK_OK(phoneClose(stage->handle));
	}
	return PUPPET_DONE;
}

static enum puppet_word obey(struct stage *stage, enum puppet_word word)
{
	switch (word) {
	case PUPPET_OWN:
		return own(stage);
	case PUPPET_WATCH:
		return watch(stage);
	case PUPPET_SET:
		return set(stage);
	case PUPPET_FILL:
		return fill(stage);
	case PUPPET_STORM:
		return storm(stage);
	case PUPPET_CYCLE:
		return cycle(stage);
	case PUPPET_LISTEN:
		app_no_message(stage->app);
		return PUPPET_DONE;
	case PUPPET_CLOSE:
		CHECK_OK(phoneClose(stage->handle));
		return PUPPET_DONE;
	case PUPPET_SHUT:
		CHECK_OK(phoneShutdown(stage->app));
		return PUPPET_DONE;
	default:
		case_fail(__FILE__, __LINE__, "what is '%c'?", word);
	}
}

static void run(struct peer_process *self, void *phone)
{
	struct stage stage = { .phone = phone };
	enum puppet_word word;

	while ((word = peer_receive(self)) != PUPPET_END)
		peer_send(self, obey(&stage, word));
}

struct peer_process *puppet_new(struct phone *phone)
{
	return peer_start(run, phone);
}

void puppet_done(struct peer_process *puppet)
{
	CHECK_EQ(peer_receive(puppet), PUPPET_DONE);
}

void puppet_do(struct peer_process *puppet, enum puppet_word word)
{
	peer_send(puppet, word);
	puppet_done(puppet);
}

void puppet_end(struct peer_process *puppet)
{
	peer_send(puppet, PUPPET_END);
	peer_end(puppet);
}
