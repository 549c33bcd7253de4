// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A child has no session of its parent, and can begin one.
 */
#include <stdlib.h>
#include <unistd.h>

#include "broker.h"
#include "outcome.h"

/*
 * End without exit(), in which the leak checker would report memory of threads
 * of the parent, which is lost in the child.
 */
static void end_child(void)
{
	_exit(OUTCOME_PASSED);
}

static void check_handles(HPHONE handle, DWORD owners, DWORD monitors)
{
	PHONESTATUS *status = app_status(handle);

	CHECK_EQ(status->dwNumOwners, owners);
	CHECK_EQ(status->dwNumMonitors, monitors);
	free(status);
}

/**
 * struct parent - what a child inherits
 * @phone: the phone
 * @handle: the parent's handle of it
 */
struct parent {
	struct phone *phone;
	HPHONE handle;
};

static void begin_anew(struct peer_process *self, void *data)
{
	struct parent *parent = data;
	HPHONE handle = parent->handle;
	HPHONE owner, monitor;
	HPHONEAPP app;
	DWORD mode;

	(void)self;
	CHECK_RESULT(phoneGetLamp(handle, CALL_KEY, &mode),
		     PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneClose(handle), PHONEERR_UNINITIALIZED);
	app = app_begin();
	CHECK_RESULT(phoneGetLamp(handle, CALL_KEY, &mode),
		     PHONEERR_INVALPHONEHANDLE);
	CHECK_RESULT(call_open(app, app_device(app, parent->phone),
			       PHONEPRIVILEGE_OWNER, &owner),
		     PHONEERR_INUSE);
	monitor = app_open_monitor(app, parent->phone);
	check_handles(monitor, 1, 1);
	CHECK_OK(phoneShutdown(app));
	end_child();
}

CASE(fork_begins_anew, NEEDS_KERNEL,
     "a child has no session, can begin one, and leaves that of its parent alone")
{
	struct parent parent = { .phone = phone_new(NULL) };
	HPHONEAPP app = app_begin();

	parent.handle = app_open_owner(app, parent.phone);
	peer_end(peer_start(begin_anew, &parent));
	check_handles(parent.handle, 1, 0);
	APP_DO(app, phoneSetLamp(parent.handle, CALL_KEY,
				 PHONELAMPMODE_STEADY));
	CHECK_OK(phoneClose(parent.handle));
	app_open_owner(app, parent.phone);
}

static void do_nothing(struct peer_process *self, void *data)
{
	(void)data;
	peer_send(self, '+');
	peer_receive(self);
	end_child();
}

CASE(fork_holds_nothing, NEEDS_KERNEL,
     "a child that knows of nothing does not keep a phone open")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct peer_process *peer;
	DWORD request[3];

	hold_lamps(phone, handle, 3, request);
	peer = peer_start(do_nothing, NULL);
	CHECK_EQ(peer_receive(peer), '+');
	check_handles(handle, 1, 0);
	CHECK_OK(phoneClose(handle));
	CHECK_EQ(phone_number(phone, "held"), 0);
	CHECK_EQ(phone_number(phone, "cancelled"), 3);
	check_handles(app_open_monitor(app, phone), 0, 1);
	peer_send(peer, 'e');
	peer_end(peer);
}
