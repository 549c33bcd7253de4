// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Callbacks, and calls of functions in them.
 */
#include <poll.h>

#include "functions.h"
#include "hidden_window.h"

struct callbacks callbacks;

void window_callback(DWORD device, DWORD message, DWORD_PTR instance,
		     DWORD_PTR first, DWORD_PTR second, DWORD_PTR third)
{
	PHONEMESSAGE last = {
		.hDevice = device,
		.dwMessageID = message,
		.dwCallbackInstance = instance,
		.dwParam1 = first,
		.dwParam2 = second,
		.dwParam3 = third,
	};

	CHECK(message <= PHONE_REMOVE);
	callbacks.thread = pthread_self();
	callbacks.nr++;
	callbacks.nr_of[message]++;
	callbacks.last[message] = last;
	if (callbacks.then)
		callbacks.then(&last, callbacks.data);
}

HPHONEAPP window_begin(void)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEHIDDENWINDOW,
	};
	DWORD version = API_NEWEST;
	DWORD nr_devices;
	HPHONEAPP app;

	CHECK_OK(phoneInitializeExA(&app, NULL, window_callback, "window", &nr_devices,
				    &version, &params));
	return app;
}

static bool window_waits(HPHONEAPP app, int timeout_ms)
{
	struct pollfd window = {
		.fd = tphone_tapi_fd(app),
		.events = POLLIN,
	};

	CHECK(window.fd >= 0);
	return poll(&window, 1, timeout_ms) == 1;
}

void window_dispatch(HPHONEAPP app)
{
	unsigned int before = callbacks.nr;

	CHECK(window_waits(app, SOON));
	CHECK(tphone_tapi_dispatch(app) >= 1);
	CHECK(callbacks.nr > before);
}

PHONEMESSAGE window_until(HPHONEAPP app, DWORD message, unsigned int nr)
{
	int64_t until = case_now_ms() + SOON;

	while (callbacks.nr_of[message] < nr) {
		CHECK(case_now_ms() < until);
		window_dispatch(app);
	}
	CHECK_EQ(callbacks.nr_of[message], nr);
	return callbacks.last[message];
}

void window_no_message(HPHONEAPP app)
{
	unsigned int before = callbacks.nr;

	CHECK(!window_waits(app, A_WHILE));
	CHECK_EQ(tphone_tapi_dispatch(app), 0);
	CHECK_EQ(callbacks.nr, before);
}

CASE(callback_arguments, CHANGES, "a callback has what a message has")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = window_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONEMESSAGE seen;
	DWORD request;

	window_no_message(app);
	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_LAMP, 0, 0));
	request = CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY,
					     PHONELAMPMODE_STEADY));

	/* No callback is made before dispatching. */
	case_sleep_ms(A_WHILE);
	CHECK_EQ(callbacks.nr, 0);
	seen = window_until(app, PHONE_REPLY, 1);
	CHECK(pthread_equal(callbacks.thread, pthread_self()));
	CHECK_EQ(seen.dwCallbackInstance, 0x1000 + PHONEPRIVILEGE_OWNER);
	CHECK_EQ(seen.dwParam1, request);
	CHECK_EQ(seen.dwParam2, 0);
	seen = window_until(app, PHONE_STATE, 1);
	CHECK_EQ(seen.hDevice, handle);
	CHECK_EQ(seen.dwParam1, PHONESTATE_LAMP);
	CHECK_EQ(seen.dwParam2, CALL_KEY);
	window_no_message(app);
}

#define NR_REQUESTS	20

static void check_next(const PHONEMESSAGE *message, void *data)
{
	const DWORD *requests = data;

	CHECK_EQ(message->dwMessageID, PHONE_REPLY);
	CHECK_EQ(message->dwParam1, requests[callbacks.nr - 1]);
}

CASE(callback_once_each, CHANGES, "each message is one callback, in order")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = window_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD requests[NR_REQUESTS];
	unsigned int i;

	phone_set(phone, "hold", "1");
	for (i = 0; i < NR_REQUESTS; i++)
		requests[i] = CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY,
							 PHONELAMPMODE_OFF));
	phone_wait_held(phone, NR_REQUESTS);
	window_no_message(app);
	for (i = 0; i < NR_REQUESTS; i++) {
		phone_set(phone, "release", "1");
		CHECK_SOON(phone_number(phone, "completed") == i + 1);
	}
	case_sleep_ms(A_WHILE);
	callbacks.then = check_next;
	callbacks.data = requests;
	window_until(app, PHONE_REPLY, NR_REQUESTS);
	window_no_message(app);
}

/* State of the callbacks below. */
struct scene {
	struct phone *phone;
	HPHONEAPP app;
	HPHONE handle;
	HPHONE opened;
	HPHONEAPP begun;
	LONG result;
};

/*
 * Begin a session with an owner, and call then() in the callback of one
 * message.
 */
static void run_scene(struct scene *scene,
		      void (*then)(const PHONEMESSAGE *message, void *data))
{
	scene->phone = phone_new(NULL);
	scene->app = window_begin();
	scene->handle = app_open_owner(scene->app, scene->phone);
	callbacks.data = scene;
	callbacks.then = then;
	CHECK_REQUEST(phoneSetLamp(scene->handle, CALL_KEY,
				   PHONELAMPMODE_WINK));
	window_dispatch(scene->app);
	callbacks.then = NULL;
}

static void call_everything(const PHONEMESSAGE *message, void *data)
{
	struct scene *scene = data;
	unsigned int i;

	(void)message;
	callbacks.then = NULL;
	for (i = 0; i < NR_FUNCTIONS; i++) {
		LONG result = functions[i].call(scene->handle);

		if (result < 0)
			case_fail(__FILE__, __LINE__, "%s(): 0x%x",
				  functions[i].name, (unsigned int)result);
	}
	scene->opened = app_open_monitor(scene->app, scene->phone);
}

CASE(callback_calls_everything, CHANGES, "all functions work in a callback")
{
	unsigned int expected = 1;
	struct scene scene;
	unsigned int i;
	DWORD mode;

	run_scene(&scene, call_everything);
	CHECK_OK(phoneGetLamp(scene.opened, CALL_KEY, &mode));

	/* The replies to the requests that the callback has made. */
	for (i = 0; i < NR_FUNCTIONS; i++)
		expected += functions[i].asynchronous;
	window_until(scene.app, PHONE_REPLY, expected);
	CHECK_OK(phoneShutdown(scene.app));
}

static void close_own(const PHONEMESSAGE *message, void *data)
{
	struct scene *scene = data;

	(void)message;
	scene->result = phoneClose(scene->handle);
}

CASE(callback_closes, CHANGES, "a callback may close its handle")
{
	struct scene scene;

	run_scene(&scene, close_own);
	CHECK_RESULT(scene.result, 0);
	window_no_message(scene.app);
	CHECK_RESULT(phoneClose(scene.handle), PHONEERR_INVALPHONEHANDLE);
	app_open_owner(scene.app, scene.phone);
}

static void shut_down(const PHONEMESSAGE *message, void *data)
{
	struct scene *scene = data;

	(void)message;
	scene->result = phoneShutdown(scene->app);
}

CASE(callback_shuts_down, CHANGES, "a callback may end its session")
{
	struct scene scene;

	run_scene(&scene, shut_down);
	CHECK_RESULT(scene.result, 0);
	CHECK(tphone_tapi_dispatch(scene.app) < 0);
	CHECK_RESULT(phoneClose(scene.handle), PHONEERR_UNINITIALIZED);
	scene.app = app_begin();
	app_open_owner(scene.app, scene.phone);
}

CASE(callback_shuts_down_early, CHANGES, "then no other message is delivered")
{
	struct scene scene = { .result = -1 };
	unsigned int before;

	scene.phone = phone_new(NULL);
	scene.app = window_begin();
	scene.handle = app_open_owner(scene.app, scene.phone);
	app_enable_all(scene.handle);
	callbacks.data = &scene;
	callbacks.then = shut_down;

	/* Queue several messages. */
	CHECK_REQUEST(phoneSetLamp(scene.handle, CALL_KEY,
				   PHONELAMPMODE_WINK));
	CHECK_REQUEST(phoneSetLamp(scene.handle, CALL_KEY,
				   PHONELAMPMODE_FLASH));
	CHECK(window_waits(scene.app, SOON));
	case_sleep_ms(A_WHILE);
	before = callbacks.nr;
	tphone_tapi_dispatch(scene.app);
	CHECK_EQ(callbacks.nr, before + 1);
	CHECK_RESULT(scene.result, 0);
}

static void begin_another(const PHONEMESSAGE *message, void *data)
{
	struct scene *scene = data;

	(void)message;
	scene->begun = app_begin();
	CHECK_OK(phoneClose(scene->handle));
	scene->opened = app_open_owner(scene->begun, scene->phone);
}

CASE(callback_begins_another, CHANGES, "a callback may begin another session")
{
	struct scene scene;

	run_scene(&scene, begin_another);
	APP_DO(scene.begun, phoneSetLamp(scene.opened, CALL_KEY,
					 PHONELAMPMODE_OFF));
	CHECK_OK(phoneShutdown(scene.app));
	CHECK_OK(phoneShutdown(scene.begun));
}

static void dispatch_again(const PHONEMESSAGE *message, void *data)
{
	struct scene *scene = data;

	(void)message;
	callbacks.then = NULL;
	CHECK_REQUEST(phoneSetLamp(scene->handle, CALL_KEY,
				   PHONELAMPMODE_FLASH));
	window_dispatch(scene->app);
}

CASE(callback_dispatches, CHANGES, "a callback may dispatch the next one")
{
	struct scene scene;

	run_scene(&scene, dispatch_again);
	CHECK_EQ(callbacks.nr, 2);
	window_no_message(scene.app);
}

CASE(window_without_messages, READS, "phoneGetMessage() is not for callbacks")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = window_begin();
	HPHONEAPP other = app_begin();
	PHONEMESSAGE message;

	app_device(app, phone);
	CHECK_RESULT(phoneGetMessage(app, &message, 0),
		     PHONEERR_OPERATIONFAILED);
	CHECK(tphone_tapi_fd(other) < 0);
	CHECK(tphone_tapi_dispatch(other) < 0);
}

CASE(window_of_version_1, CHANGES, "phoneInitialize() makes callbacks too")
{
	struct phone *phone = phone_new(NULL);
	DWORD nr_devices;
	HPHONEAPP app;
	HPHONE handle;

	CHECK_OK(phoneInitialize(&app, NULL, window_callback, "old", &nr_devices));
	CHECK(nr_devices >= 1);
	handle = app_open_owner(app, phone);
	CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_WINK));
	CHECK_EQ(window_until(app, PHONE_REPLY, 1).dwParam2, 0);
	CHECK_OK(phoneShutdown(app));
}
