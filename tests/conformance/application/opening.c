// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * phoneOpen(): which sessions may open a phone, and the errors.
 *
 * The other application is another session, and where processes share phones, also
 * one in a peer process.
 */
#include <stdlib.h>

#include "calls.h"

#define NR_MONITORS	5

/* Sessions of one process that open the same phone, as several apps would. */
struct pair {
	struct phone *phone;
	HPHONEAPP first;
	HPHONEAPP second;
	DWORD device;
};

static struct pair begin_pair(void)
{
	struct pair pair = { .phone = phone_new(NULL) };

	pair.first = app_begin_named("first");
	pair.second = app_begin_named("second");
	pair.device = app_device(pair.first, pair.phone);
	CHECK_EQ(app_device(pair.second, pair.phone), pair.device);
	return pair;
}

static void check_handles(HPHONE handle, DWORD owners, DWORD monitors)
{
	PHONESTATUS *status = app_status(handle);

	CHECK_EQ(status->dwNumOwners, owners);
	CHECK_EQ(status->dwNumMonitors, monitors);
	free(status);
}

/* Fails with this result, and there is no new handle. */
static void check_refused(HPHONEAPP app, DWORD device, DWORD privilege,
			  LONG expected)
{
	HPHONE handle = 0xdeadbeef;

	CHECK_RESULT(call_open(app, device, privilege, &handle), expected);
	CHECK_EQ(handle, 0xdeadbeef);
}

/*
 * A peer process: after 'm' or 'o' it opens the phone as monitor or owner, after 'c'
 * it closes the last handle; it answers '+', 'i' (INUSE) or '!'.
 */
static char other_open(HPHONEAPP app, DWORD device, DWORD privilege,
		       HPHONE *handle)
{
	LONG result = call_open(app, device, privilege, handle);

	if (!result)
		return '+';
	return result == PHONEERR_INUSE ? 'i' : '!';
}

static void other_app(struct peer_process *self, void *data)
{
	HPHONEAPP app = app_begin_named("other");
	DWORD device = app_device(app, data);
	HPHONE handle = 0;
	char what;

	while ((what = peer_receive(self)) != 'e') {
		switch (what) {
		case 'm':
			peer_send(self, other_open(app, device,
						   PHONEPRIVILEGE_MONITOR,
						   &handle));
			break;
		case 'o':
			peer_send(self, other_open(app, device,
						   PHONEPRIVILEGE_OWNER,
						   &handle));
			break;
		case 'c':
			CHECK_OK(phoneClose(handle));
			peer_send(self, '+');
			break;
		}
	}
	CHECK_OK(phoneShutdown(app));
}

static char ask(struct peer_process *peer, char what)
{
	peer_send(peer, what);
	return peer_receive(peer);
}

static void finish(struct peer_process *peer)
{
	peer_send(peer, 'e');
	peer_end(peer);
}

CASE(T048, READS, "monitors open as often as they like, each handle is new")
{
	struct pair pair = begin_pair();
	HPHONE handles[2 * NR_MONITORS];
	unsigned int i, j;

	for (i = 0; i < 2 * NR_MONITORS; i++) {
		handles[i] = app_open_monitor(i % 2 ? pair.second : pair.first,
					      pair.phone);
		CHECK(handles[i]);
		for (j = 0; j < i; j++)
			CHECK(handles[i] != handles[j]);
	}
	for (i = 0; i < 2 * NR_MONITORS; i++)
		check_handles(handles[i], 0, 2 * NR_MONITORS);
}

CASE(T048_processes, NEEDS_KERNEL, "monitors in several processes at a time")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *peer = peer_start(other_app, phone);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);

	CHECK_EQ(ask(peer, 'm'), '+');
	CHECK_EQ(ask(peer, 'm'), '+');
	check_handles(handle, 0, 3);
	app_open_monitor(app, phone);
	check_handles(handle, 0, 4);
	finish(peer);
	check_handles(handle, 0, 2);
}

CASE(T049, READS, "a second app cannot be the owner, and gets no handle")
{
	struct pair pair = begin_pair();
	HPHONE owner = app_open_owner(pair.first, pair.phone);
	HPHONE handle = 0xdeadbeef;

	CHECK(call_open(pair.second, pair.device, PHONEPRIVILEGE_OWNER,
			&handle) < 0);
	CHECK_EQ(handle, 0xdeadbeef);
	check_handles(owner, 1, 0);
	CHECK_OK(phoneShutdown(pair.second));
	check_handles(owner, 1, 0);
}

CASE(T050, READS, "the second owner gets INUSE")
{
	struct pair pair = begin_pair();

	app_open_owner(pair.first, pair.phone);
	check_refused(pair.second, pair.device, PHONEPRIVILEGE_OWNER,
		      PHONEERR_INUSE);
}

CASE(T050_processes, NEEDS_KERNEL, "an owner in another process: INUSE")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *peer = peer_start(other_app, phone);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	HPHONE owner = app_open_owner(app, phone);

	CHECK_EQ(ask(peer, 'o'), 'i');
	check_handles(owner, 1, 0);
	CHECK_OK(phoneClose(owner));
	CHECK_EQ(ask(peer, 'o'), '+');
	check_refused(app, device, PHONEPRIVILEGE_OWNER, PHONEERR_INUSE);
	finish(peer);
	app_open_owner(app, phone);
}

CASE(T051, READS, "the owner itself gets INUSE when it opens once more")
{
	struct pair pair = begin_pair();
	HPHONE owner = app_open_owner(pair.first, pair.phone);

	check_refused(pair.first, pair.device, PHONEPRIVILEGE_OWNER,
		      PHONEERR_INUSE);
	check_handles(owner, 1, 0);
}

CASE(T052, READS, "monitors open beside an owner, an owner beside monitors")
{
	struct pair pair = begin_pair();
	HPHONE owner = app_open_owner(pair.first, pair.phone);
	HPHONE monitor;

	monitor = app_open_monitor(pair.second, pair.phone);
	app_open_monitor(pair.first, pair.phone);
	check_handles(monitor, 1, 2);
	CHECK_OK(phoneClose(owner));
	check_handles(monitor, 0, 2);
	owner = app_open_owner(pair.second, pair.phone);
	check_handles(monitor, 1, 2);
	check_handles(owner, 1, 2);
}

CASE(T053, READS, "when the owner has closed, another app can be it")
{
	struct pair pair = begin_pair();
	HPHONE owner = app_open_owner(pair.first, pair.phone);

	check_refused(pair.second, pair.device, PHONEPRIVILEGE_OWNER,
		      PHONEERR_INUSE);
	CHECK_OK(phoneClose(owner));
	owner = app_open_owner(pair.second, pair.phone);
	check_handles(owner, 1, 0);

	/*
	 * The first session is the owner again, while a monitor keeps the phone
	 * open.
	 */
	app_open_monitor(pair.second, pair.phone);
	CHECK_OK(phoneClose(owner));
	owner = app_open_owner(pair.first, pair.phone);
	check_handles(owner, 1, 1);
}

CASE(T053_processes, NEEDS_KERNEL, "another process can be the next owner")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *peer = peer_start(other_app, phone);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);

	CHECK_EQ(ask(peer, 'o'), 'i');
	CHECK_OK(phoneClose(owner));
	CHECK_EQ(ask(peer, 'o'), '+');
	CHECK_EQ(ask(peer, 'c'), '+');
	app_open_owner(app, phone);
	finish(peer);
}

CASE(T054, READS, "privilege 0 or 4: INVALPRIVILEGE")
{
	struct pair pair = begin_pair();

	check_refused(pair.first, pair.device, 0, PHONEERR_INVALPRIVILEGE);
	check_refused(pair.first, pair.device, 4, PHONEERR_INVALPRIVILEGE);
	check_refused(pair.first, pair.device, 0x80000000,
		      PHONEERR_INVALPRIVILEGE);
	app_open_owner(pair.first, pair.phone);
}

CASE(T055, READS, "both privileges at once: INVALPRIVILEGE")
{
	struct pair pair = begin_pair();

	check_refused(pair.first, pair.device,
		      PHONEPRIVILEGE_MONITOR | PHONEPRIVILEGE_OWNER,
		      PHONEERR_INVALPRIVILEGE);
	app_open_owner(pair.first, pair.phone);
}

CASE(T056, READS, "a version that cannot be negotiated: INCOMPATIBLEAPIVERSION")
{
	static const DWORD versions[] = {
		0, 0x00010003, 0x00010004, 0x0001ffff, 0x00020003, 0x00030000,
		0x00030001, 0xffffffff,
	};
	struct pair pair = begin_pair();
	HPHONE handle = 0xdeadbeef;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(versions); i++) {
		case_note("version %#x", versions[i]);
		CHECK_RESULT(phoneOpen(pair.first, pair.device, &handle,
				       versions[i], 0, 0,
				       PHONEPRIVILEGE_OWNER),
			     PHONEERR_INCOMPATIBLEAPIVERSION);
		CHECK_EQ(handle, 0xdeadbeef);
	}
	app_open_owner(pair.second, pair.phone);
}

CASE(T057, READS, "no place for the handle, or no session")
{
	struct pair pair = begin_pair();
	HPHONE phone = app_open_monitor(pair.first, pair.phone);
	HPHONEAPP bad[] = {
		0, 1, 0x7fffffff, 0xffffffff, phone, pair.first ^ 0x80000000,
		pair.second,
	};
	size_t i;

	CHECK_RESULT(phoneOpen(pair.first, pair.device, NULL, API_NEWEST, 0, 0,
			       PHONEPRIVILEGE_OWNER),
		     PHONEERR_INVALPOINTER);
	CHECK_OK(phoneShutdown(pair.second));
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		check_refused(bad[i], pair.device, PHONEPRIVILEGE_OWNER,
			      PHONEERR_INVALAPPHANDLE);
	check_handles(phone, 0, 1);
}
