// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Requests whose handle is closed while the phone has others: they go on, without a
 * reply.
 */
#include "broker.h"

/**
 * struct scene - a request of a handle that is closed, and a witness
 * @phone: it holds the request
 * @app: the session that issued it
 * @sibling: a monitor of that session
 * @witness_app: another session
 * @witness: its monitor, with all events
 * @request: the request, for the lamp CALL_KEY to be steady
 */
struct scene {
	struct phone *phone;
	HPHONEAPP app;
	HPHONE sibling;
	HPHONEAPP witness_app;
	HPHONE witness;
	DWORD request;
};

static void begin_scene(struct scene *scene)
{
	HPHONE owner;

	scene->phone = phone_new(NULL);
	scene->app = app_begin();
	scene->witness_app = app_begin();
	owner = app_open_owner(scene->app, scene->phone);
	scene->sibling = app_open_monitor(scene->app, scene->phone);
	scene->witness = app_open_monitor(scene->witness_app, scene->phone);
	hold_lamps(scene->phone, owner, 1, &scene->request);
	CHECK_OK(phoneClose(owner));
	check_dead(owner);
	CHECK_EQ(phone_number(scene->phone, "held"), 1);
	CHECK_EQ(phone_number(scene->phone, "completed"), 0);
	CHECK_EQ(lamp_mode(scene->witness, CALL_KEY), PHONELAMPMODE_OFF);
}

static void release(struct scene *scene)
{
	phone_set(scene->phone, "hold", "0");
	phone_set(scene->phone, "release", "all");
}

static void check_effect(struct scene *scene)
{
	CHECK_SOON(lamp_mode(scene->witness, CALL_KEY) ==
		   PHONELAMPMODE_STEADY);
	CHECK_SOON(phone_number(scene->phone, "completed") == 1);
}

CASE(T094, CHANGES,
     "a request goes on when its handle is closed and others remain")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	HPHONE monitor = app_open_monitor(app_begin(), phone);
	DWORD mode, level;
	size_t i;

	phone_set(phone, "hold", "1");
	for (i = 0; i < NR_ASYNC_OPS; i++)
		CHECK_REQUEST(functions[i].call(owner));
	phone_wait_held(phone, NR_ASYNC_OPS);
	CHECK_OK(phoneClose(owner));
	case_sleep_ms(A_WHILE);
	CHECK_EQ(phone_number(phone, "held"), NR_ASYNC_OPS);
	CHECK_EQ(phone_number(phone, "completed"), 0);
	CHECK_EQ(phone_number(phone, "cancelled"), 0);

	phone_set(phone, "release", "all");
	CHECK_SOON(phone_number(phone, "completed") == NR_ASYNC_OPS);
	CHECK_SOON(lamp_mode(monitor, CALL_KEY) == PHONELAMPMODE_STEADY);
	CHECK_OK(phoneGetRing(monitor, &mode, &level));
	CHECK_EQ(mode, 1);
	CHECK_EQ(level, 0x1234);
	CHECK_OK(phoneGetVolume(monitor, PHONEHOOKSWITCHDEV_HANDSET, &level));
	CHECK_EQ(level, 0x1234);
}

CASE(T095, CHANGES, "those who remain are told what such a request changed")
{
	struct scene scene;
	PHONEMESSAGE message;

	begin_scene(&scene);
	CHECK_OK(phoneSetStatusMessages(scene.witness, PHONESTATE_LAMP, 0, 0));
	release(&scene);
	message = app_state(scene.witness_app, PHONESTATE_LAMP);
	CHECK_EQ(message.hDevice, scene.witness);
	CHECK_EQ(message.dwParam1, PHONESTATE_LAMP);
	CHECK_EQ(message.dwParam2, CALL_KEY);
	CHECK_EQ(lamp_mode(scene.witness, CALL_KEY), PHONELAMPMODE_STEADY);
}

CASE(T096, CHANGES, "nobody gets a reply to such a request")
{
	struct scene scene;

	begin_scene(&scene);
	release(&scene);
	check_effect(&scene);
	app_no_message(scene.app);
	app_no_message(scene.witness_app);
}

CASE(T097, CHANGES, "nor does the program that opens the phone again")
{
	struct scene scene;
	HPHONE owner;
	DWORD request;

	begin_scene(&scene);
	owner = app_open_owner(scene.app, scene.phone);
	release(&scene);
	check_effect(&scene);
	app_no_message(scene.app);

	/* A new request gets a reply with its own number. */
	request = CHECK_REQUEST(phoneSetLamp(owner, LAST_KEY,
					     PHONELAMPMODE_WINK));
	CHECK_EQ(app_message(scene.app).dwParam1, request);
	app_no_message(scene.app);
}

CASE(T098, CHANGES, "the last close ends the requests of earlier handles, too")
{
	struct scene scene;

	begin_scene(&scene);
	CHECK_OK(phoneClose(scene.sibling));
	CHECK_EQ(phone_number(scene.phone, "completed"), 0);
	CHECK_OK(phoneClose(scene.witness));
	CHECK_EQ(phone_number(scene.phone, "completed"), 1);
	CHECK_EQ(phone_number(scene.phone, "held"), 0);
	app_no_message(scene.app);
	app_no_message(scene.witness_app);
}

CASE(T099, CHANGES,
     "a new owner works while requests of the former one are outstanding")
{
	struct scene scene;
	struct traffic traffic;
	HPHONEAPP app;
	HPHONE owner;
	DWORD request[4];
	unsigned int i;

	begin_scene(&scene);
	app = app_begin();
	owner = app_open_owner(app, scene.phone);
	hold_lamps(scene.phone, owner, 4, request);
	CHECK_EQ(phone_number(scene.phone, "completed"), 0);
	release(&scene);
	CHECK_SOON(phone_number(scene.phone, "completed") == 5);
	traffic_take(app, PHONE_REPLY, 4, &traffic);
	CHECK_EQ(traffic.count, 4);
	for (i = 0; i < 4; i++)
		CHECK_RESULT(reply_result(&traffic, request[i]), 0);
	app_no_message(scene.app);
	app_no_message(scene.witness_app);
	CHECK_EQ(phone_number(scene.phone, "completed"), 5);
	CHECK_EQ(phone_number(scene.phone, "submitted"), 5);
}
