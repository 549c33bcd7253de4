/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions of cases that call phone* functions: a session, the device ID of a
 * phone, handles, and messages. They fail the case when a phone function does.
 */
#ifndef CONFORMANCE_APPLICATION_H
#define CONFORMANCE_APPLICATION_H

#include "case.h"
#include "phone.h"

#include <tphone/tapi.h>

/* The highest version of the API, and the lowest. */
#define API_NEWEST	0x00020002
#define API_OLDEST	0x00020000

/*
 * phoneInitializeExW() with USEEVENT, named "conformance"; so displays are in
 * UTF-16.
 */
HPHONEAPP app_begin(void);
HPHONEAPP app_begin_named(const char *name);

/* The event object of a session of app_begin(), as a descriptor. */
int app_event_fd(HPHONEAPP app);

/* dwDeviceID of a phone; negotiates API_NEWEST for it. */
DWORD app_device(HPHONEAPP app, const struct phone *phone);

/* phoneOpen() with API_NEWEST; the callback instance is 0x1000 + privilege. */
HPHONE app_open(HPHONEAPP app, const struct phone *phone, DWORD privilege);
HPHONE app_open_owner(HPHONEAPP app, const struct phone *phone);
HPHONE app_open_monitor(HPHONEAPP app, const struct phone *phone);

/* phoneSetStatusMessages() with everything. */
void app_enable_all(HPHONE handle);

/* The next message within SOON. */
PHONEMESSAGE app_message(HPHONEAPP app);

/* The next message of this kind within SOON; skips others. */
PHONEMESSAGE app_message_of(HPHONEAPP app, DWORD message);

/*
 * The next PHONE_STATE within SOON that has this bit in dwParam1; skips other
 * messages.
 */
PHONEMESSAGE app_state(HPHONEAPP app, DWORD state);

/* Waits for PHONE_REPLY of the request (skips others); its dwParam2. */
LONG app_reply(HPHONEAPP app, DWORD request);

/* No message at all within A_WHILE, or none of this kind (others are taken). */
void app_no_message(HPHONEAPP app);
void app_no_message_of(HPHONEAPP app, DWORD message);

/* An operation that must succeed: CHECK_REQUEST() and app_reply() is 0. */
#define APP_DO(app, call)						\
	CHECK_RESULT(app_reply(app, CHECK_REQUEST(call)), 0)

/* phoneGetDevCapsW() and phoneGetStatusW() in full; free() them. */
PHONECAPS *app_caps(HPHONEAPP app, DWORD device);
PHONESTATUS *app_status(HPHONE handle);

/* A member of the arrays in PHONECAPS or PHONESTATUS. */
DWORD app_array(const void *structure, DWORD offset, DWORD size, DWORD index);

/* UTF-16LE to UTF-8, static storage; bytes includes the terminator. */
const char *app_utf8(const void *structure, DWORD offset, DWORD bytes);

/*
 * A peer process executes a function, without a session at first. peer_end() waits
 * for its end and fails the case unless it has passed. Both processes send each other
 * bytes, which the other one receives in order.
 */
struct peer_process;
struct peer_process *peer_start(void (*run)(struct peer_process *self, void *data),
				void *data);
void peer_send(struct peer_process *peer, char what);
char peer_receive(struct peer_process *peer);	/* within SOON */
void peer_end(struct peer_process *peer);
void peer_kill(struct peer_process *peer);	/* SIGKILL, and wait */

#endif /* CONFORMANCE_APPLICATION_H */
