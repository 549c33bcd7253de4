// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Phones that come while there are sessions.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "broker.h"
#include "phone_kind.h"

static const char create[] = "providerCreatePhoneDevice";

CASE(T269, NEEDS_MOCK,
     "the provider is told the next device ID, but not inside of PHONE_CREATE")
{
	struct phone *coming[2] = { phone_new_dead(NULL), phone_new_dead(NULL) };
	struct mock_call call;
	DWORD count, i;
	HPHONEAPP app;

	phone_new(NULL);
	app = begin_session(API_NEWEST, &count);
	CHECK_EQ(count, 1);
	for (i = 0; i < 2; i++) {
		phone_live(coming[i], true);
		CHECK_SOON(calls(create) == i + 1);
		call = call_last(create);
		CHECK_EQ(call.argument[1], count + i);
		CHECK(!call.in_callback);
	}
	/*
	 * TAPI creates each phone with the temporary number that the provider
	 * gave it.
	 */
	CHECK(call_get(create, 0).argument[0] != call_get(create, 1).argument[0]);
	CHECK_EQ(app_device(app, coming[0]), count);
	CHECK_EQ(app_device(app, coming[1]), count + 1);
	CHECK_EQ(calls(create), 2);
}

CASE(T270, NEEDS_MOCK, "a phone that the provider cannot create is never there")
{
	struct phone *here = phone_new(NULL);
	struct phone *broken = phone_new_dead(NULL);
	struct phone *good = phone_new_dead(NULL);
	DWORD count;
	HPHONEAPP app;

	app = begin_session(API_NEWEST, &count);
	phone_set(broken, "create_error", "0x%x",
		  (DWORD)PHONEERR_OPERATIONFAILED);
	phone_live(broken, true);
	CHECK_SOON(calls(create) == 1 && call_last(create).returned);
	CHECK_RESULT(call_last(create).result, PHONEERR_OPERATIONFAILED);
	app_no_message(app);
	CHECK_RESULT(negotiate(app, count), PHONEERR_BADDEVICEID);

	/*
	 * The next phone gets the device ID of the failed one, and others are
	 * usable.
	 */
	phone_live(good, true);
	CHECK_EQ(app_message_of(app, PHONE_CREATE).dwParam1, count);
	CHECK_EQ(app_device(app, good), count);
	app_open_owner(app, here);
}

static void check_created(HPHONEAPP app, DWORD device)
{
	PHONEMESSAGE message = app_message(app);

	CHECK_EQ(message.dwMessageID, PHONE_CREATE);
	CHECK_EQ(message.hDevice, 0);
	CHECK_EQ(message.dwCallbackInstance, 0);
	CHECK_EQ(message.dwParam1, device);
	CHECK_EQ(message.dwParam2, 0);
	CHECK_EQ(message.dwParam3, 0);
}

CASE(T271, CHANGES,
     "every session is told PHONE_CREATE, and can use the phone at once")
{
	struct phone *here = phone_new(NULL);
	struct phone *coming = phone_new_dead(NULL);
	HPHONEAPP app[3];
	HPHONE handle;
	DWORD count, i;

	app[0] = begin_session(API_NEWEST, &count);
	app[1] = app_begin();
	app[2] = app_begin();
	CHECK_RESULT(negotiate(app[0], count), PHONEERR_BADDEVICEID);
	app_open_owner(app[2], here);
	phone_live(coming, true);
	for (i = 0; i < 3; i++)
		check_created(app[i], count);
	CHECK_OK(negotiate(app[0], count));
	CHECK_OK(call_open(app[0], count, PHONEPRIVILEGE_OWNER, &handle));
	APP_DO(app[0], phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY));
	CHECK_EQ(lamp_mode(handle, CALL_KEY), PHONELAMPMODE_STEADY);
	CHECK_EQ(app_device(app[1], coming), count);
	begin_session(API_NEWEST, &i);
	CHECK_EQ(i, count + 1);
}

static void *begin_slowly(void *app)
{
	*(HPHONEAPP *)app = app_begin();
	return NULL;
}

CASE(T272, NEEDS_MOCK, "a phone may come while the provider is initialised")
{
	struct phone *coming = phone_new_dead(NULL);
	pthread_t thread;
	HPHONEAPP app;
	HPHONE handle;

	mock()->set(NULL, "pause_us", "1000000");
	CHECK_EQ(pthread_create(&thread, NULL, begin_slowly, &app), 0);
	CHECK_SOON(calls("providerInit") == 1);
	phone_live(coming, true);
	CHECK(!call_last("providerInit").returned);
	mock()->set(NULL, "pause_us", "0");
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_SOON(calls(create) == 1);
	CHECK(!call_last(create).in_callback);
	handle = app_open_owner(app, coming);
	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY));
}

/* A second provider: a copy of the object. */
static void copy_object(const char *to)
{
	int from = open(phone_mock_path(), O_RDONLY | O_CLOEXEC);
	int copy = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
	struct stat size;

	CHECK(from >= 0 && copy >= 0);
	CHECK_EQ(fstat(from, &size), 0);
	CHECK_EQ(sendfile(copy, from, NULL, (size_t)size.st_size), size.st_size);
	CHECK_EQ(close(from) | close(copy), 0);
}

static const struct mock_control *add_other_provider(void)
{
	char folder[] = "/tmp/tphone-provider-XXXXXX", path[64];
	const struct mock_control *control;
	void *object;

	CHECK(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/other.so", folder);
	copy_object(path);
	object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	CHECK(object);
	CHECK_EQ(tphone_tapi_add_provider(path), 0);
	CHECK_EQ(unlink(path) | rmdir(folder), 0);
	control = dlsym(object, "mock_control");
	CHECK(control);
	return control;
}

CASE(T269_several, NEEDS_MOCK,
     "device IDs of one provider lie between those of another, once")
{
	struct phone *here = phone_new(NULL);
	struct phone *coming = phone_new_dead(NULL);
	const struct mock_control *other = add_other_provider();
	DWORD count, i;
	HPHONEAPP app;
	HPHONE handle;

	CHECK_EQ(other->phone_new("elsewhere"), 0);
	CHECK_EQ(other->phone_live("elsewhere", true), 0);
	for (i = 0; i < 2; i++) {
		app = begin_session(API_NEWEST, &count);
		CHECK_EQ(count, 2 + i);
		CHECK_OK(negotiate(app, 0));
		CHECK_OK(negotiate(app, count - 1));
		handle = app_open_owner(app, here);
		APP_DO(app, phoneSetLamp(handle, CALL_KEY,
					 PHONELAMPMODE_STEADY));
		phone_live(coming, true);
		if (!i)
			CHECK_EQ(app_message_of(app, PHONE_CREATE).dwParam1,
				 2);
		CHECK_OK(negotiate(app, 2));
		CHECK_OK(phoneShutdown(app));
	}
}
