// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sessions and handles of a case, see application.h.
 */
#include "application.h"
#include "phone_kind.h"
#include "utf8.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SESSIONS	64
#define MAX_NAME	256

/**
 * struct session - a session of app_begin()
 * @app: its handle
 * @event: its event object
 */
struct session {
	HPHONEAPP app;
	HANDLE event;
};

/* Protected by the lock. */
static struct session sessions[MAX_SESSIONS];
static unsigned int nr_sessions;
static pthread_mutex_t sessions_lock = PTHREAD_MUTEX_INITIALIZER;

static void remember(HPHONEAPP app, HANDLE event)
{
	pthread_mutex_lock(&sessions_lock);
	sessions[nr_sessions % MAX_SESSIONS].app = app;
	sessions[nr_sessions % MAX_SESSIONS].event = event;
	nr_sessions++;
	pthread_mutex_unlock(&sessions_lock);
}

/* Names of cases are ASCII. */
static void widen(const char *name, WCHAR wide[MAX_NAME])
{
	size_t i = 0;

	for (; name && name[i]; i++) {
		CHECK(i + 1 < MAX_NAME && !(name[i] & 0x80));
		wide[i] = (WCHAR)name[i];
	}
	wide[i] = 0;
}

HPHONEAPP app_begin(void)
{
	return app_begin_named("conformance");
}

HPHONEAPP app_begin_named(const char *name)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	DWORD version = API_NEWEST;
	WCHAR wide_name[MAX_NAME];
	HPHONEAPP app = 0;
	DWORD devices;

	phone_prepare();
	widen(name, wide_name);
	CHECK_OK(phoneInitializeExW(&app, NULL, NULL, name ? wide_name : NULL,
				    &devices, &version, &params));
	CHECK(app);
	remember(app, params.Handles.hEvent);
	return app;
}

int app_event_fd(HPHONEAPP app)
{
	unsigned int i;
	int fd = -1;

	pthread_mutex_lock(&sessions_lock);
	for (i = 0; i < MAX_SESSIONS; i++) {
		if (sessions[i].app == app)
			fd = tphone_event_fd(sessions[i].event);
	}
	pthread_mutex_unlock(&sessions_lock);
	CHECK(fd >= 0);
	return fd;
}

static LONG get_caps(HPHONEAPP app, DWORD device, PHONECAPS **caps)
{
	DWORD size = sizeof(PHONECAPS);
	LONG result;

	for (;;) {
		*caps = calloc(1, size);
		CHECK(*caps);
		(*caps)->dwTotalSize = size;
		result = phoneGetDevCapsW(app, device, API_NEWEST, 0, *caps);
		if (result)
			break;
		if ((*caps)->dwNeededSize <= size)
			return 0;
		size = (*caps)->dwNeededSize;
		free(*caps);
	}
	free(*caps);
	return result;
}

PHONECAPS *app_caps(HPHONEAPP app, DWORD device)
{
	PHONECAPS *caps;

	CHECK_OK(get_caps(app, device, &caps));
	return caps;
}

/* The device may be removed, or unplugged without TAPI having noticed yet. */
static bool is_gone(LONG result)
{
	return result == PHONEERR_NODEVICE || result == PHONEERR_NODRIVER;
}

/* The information on a phone ends with its id. */
static bool device_is(HPHONEAPP app, DWORD device, const char *id)
{
	PHONECAPS *caps;
	const char *info;
	size_t length;
	bool same;
	LONG result;

	result = get_caps(app, device, &caps);
	if (is_gone(result))
		return false;
	CHECK_OK(result);
	info = app_utf8(caps, caps->dwPhoneInfoOffset, caps->dwPhoneInfoSize);
	length = strlen(info);
	same = length >= strlen(id) && !strcmp(info + length - strlen(id), id);
	free(caps);
	return same;
}

/* True if the phone exists; negotiates API_NEWEST for it. */
static bool find_device(HPHONEAPP app, const char *id, DWORD *device)
{
	PHONEEXTENSIONID extension;
	DWORD version;
	LONG result;

	for (*device = 0;; ++*device) {
		result = phoneNegotiateAPIVersion(app, *device, API_OLDEST,
						  API_NEWEST, &version,
						  &extension);
		if (result == PHONEERR_BADDEVICEID)
			return false;
		if (is_gone(result))
			continue;
		CHECK_OK(result);
		if (device_is(app, *device, id))
			return true;
	}
}

DWORD app_device(HPHONEAPP app, const struct phone *phone)
{
	DWORD device = 0;

	CHECK_SOON(find_device(app, phone_id(phone), &device));
	return device;
}

HPHONE app_open(HPHONEAPP app, const struct phone *phone, DWORD privilege)
{
	HPHONE handle = 0;

	CHECK_OK(phoneOpen(app, app_device(app, phone), &handle, API_NEWEST, 0,
			   0x1000 + privilege, privilege));
	CHECK(handle);
	return handle;
}

HPHONE app_open_owner(HPHONEAPP app, const struct phone *phone)
{
	return app_open(app, phone, PHONEPRIVILEGE_OWNER);
}

HPHONE app_open_monitor(HPHONEAPP app, const struct phone *phone)
{
	return app_open(app, phone, PHONEPRIVILEGE_MONITOR);
}

void app_enable_all(HPHONE handle)
{
	CHECK_OK(phoneSetStatusMessages(handle, 0x00ffffff, 0x3f, 0xf));
}

PHONESTATUS *app_status(HPHONE handle)
{
	DWORD size = sizeof(PHONESTATUS);
	PHONESTATUS *status;

	for (;;) {
		status = calloc(1, size);
		CHECK(status);
		status->dwTotalSize = size;
		CHECK_OK(phoneGetStatusW(handle, status));
		if (status->dwNeededSize <= size)
			return status;
		size = status->dwNeededSize;
		free(status);
	}
}

DWORD app_array(const void *structure, DWORD offset, DWORD size, DWORD index)
{
	DWORD value;

	CHECK(size / sizeof(value) > index);
	memcpy(&value, (const char *)structure + offset + index * sizeof(value),
	       sizeof(value));
	return value;
}

const char *app_utf8(const void *structure, DWORD offset, DWORD bytes)
{
	static _Thread_local char texts[4][4096];
	static _Thread_local unsigned int next;
	char *text = texts[next++ % 4];

	utf8_from_utf16((const char *)structure + offset, bytes, text,
			sizeof(texts[0]));
	return text;
}
