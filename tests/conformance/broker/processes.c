// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Several processes, each with a TAPI of its own, and one phone of the kernel: actions
 * that must happen once happen once in the whole system. tests/lib/claims.c tests
 * the same of phones of a loaded provider, which one process has open at a time.
 */
#include <stdlib.h>
#include <string.h>

#include "helper_process.h"

CASE(T049_processes, NEEDS_KERNEL, "a phone has one owner in the whole system")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *helper;
	HPHONE handle;
	HPHONEAPP app;
	DWORD device;

	recording_begin();
	helper = helper_new(phone);
	helper_do(helper, HELPER_OWN);
	app = app_begin();
	device = app_device(app, phone);
	CHECK_RESULT(call_open(app, device, PHONEPRIVILEGE_OWNER, &handle),
		     PHONEERR_INUSE);
	CHECK_OK(call_open(app, device, PHONEPRIVILEGE_MONITOR, &handle));
	helper_do(helper, HELPER_CLOSE);
	CHECK_OK(call_open(app, device, PHONEPRIVILEGE_OWNER, &handle));
	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY));
	helper_end(helper);
	recording_check();
}

static void check_status(HPHONE handle, DWORD owners, DWORD monitors,
			 const char *name)
{
	PHONESTATUS *status = app_status(handle);

	CHECK_EQ(status->dwNumOwners, owners);
	CHECK_EQ(status->dwNumMonitors, monitors);
	CHECK_EQ(!status->dwOwnerNameSize, !name);
	if (name)
		CHECK_EQ(strcmp(app_utf8(status, status->dwOwnerNameOffset,
					 status->dwOwnerNameSize), name), 0);
	free(status);
}

CASE(T220_processes, NEEDS_KERNEL,
     "owner, its name and monitors are those of the whole system")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *owner, *monitor;
	HPHONE handle;

	recording_begin();
	owner = helper_new(phone);
	monitor = helper_new(phone);
	helper_do(monitor, HELPER_WATCH);
	handle = app_open_monitor(app_begin(), phone);
	check_status(handle, 0, 2, NULL);
	helper_do(owner, HELPER_OWN);
	check_status(handle, 1, 2, "helper");
	helper_do(owner, HELPER_CLOSE);
	check_status(handle, 0, 2, NULL);
	helper_do(monitor, HELPER_CLOSE);
	check_status(handle, 0, 1, NULL);
	helper_do(owner, HELPER_OWN);
	check_status(handle, 1, 1, "helper");
	peer_kill(owner);
	check_status(handle, 0, 1, NULL);
	helper_end(monitor);
}

static void check_state(HPHONEAPP app, HPHONE handle, DWORD state, DWORD count)
{
	PHONEMESSAGE message = app_message(app);

	CHECK_EQ(message.dwMessageID, PHONE_STATE);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, state);
	CHECK_EQ(message.dwParam2, count);
	CHECK_EQ(message.dwParam3, 0);
}

CASE(T247_killed, NEEDS_KERNEL,
     "owners and monitors that come, go and are killed are announced to others")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *helper;
	HPHONEAPP app;
	HPHONE handle;

	recording_begin();
	helper = helper_new(phone);
	app = app_begin();
	handle = app_open_monitor(app, phone);
	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_OWNER |
					PHONESTATE_MONITORS, 0, 0));
	helper_do(helper, HELPER_OWN);
	check_state(app, handle, PHONESTATE_OWNER, 1);
	helper_do(helper, HELPER_CLOSE);
	check_state(app, handle, PHONESTATE_OWNER, 0);
	helper_do(helper, HELPER_WATCH);
	check_state(app, handle, PHONESTATE_MONITORS, 2);
	peer_kill(helper);
	check_state(app, handle, PHONESTATE_MONITORS, 1);
	app_no_message(app);
}

CASE(T103_processes, NEEDS_KERNEL,
     "of several processes, the last to shut down closes the phone")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *first, *second;
	HPHONEAPP app;

	recording_begin();
	first = helper_new(phone);
	second = helper_new(phone);
	helper_do(first, HELPER_OWN);
	helper_do(second, HELPER_WATCH);
	app = app_begin();
	app_open_monitor(app, phone);
	CHECK_OK(phoneShutdown(app));
	helper_do(first, HELPER_SHUT);
	CHECK_EQ(RECORDED(phoneClose), 0);
	helper_do(second, HELPER_SHUT);
	CHECK_EQ(RECORDED(phoneClose), 1);
	helper_end(first);
	helper_end(second);
	CHECK_EQ(RECORDED(phoneClose), 1);
	CHECK_EQ(recording_stale(), 0);
}

CASE(T096_processes, NEEDS_KERNEL,
     "a request goes on when its process has closed, and others have not")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *helper;
	HPHONEAPP app;
	HPHONE handle;

	recording_begin();
	helper = helper_new(phone);
	helper_do(helper, HELPER_OWN);
	app = app_begin();
	handle = app_open_monitor(app, phone);
	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_LAMP, 0, 0));
	phone_set(phone, "hold", "1");
	helper_do(helper, HELPER_SET);
	helper_do(helper, HELPER_CLOSE);
	CHECK_EQ(phone_number(phone, "held"), 1);
	CHECK_EQ(RECORDED(phoneClose), 0);
	phone_set(phone, "release", "all");
	check_state(app, handle, PHONESTATE_LAMP, CALL_KEY);
	CHECK_EQ(lamp_mode(handle, CALL_KEY), PHONELAMPMODE_STEADY);

	/* The provider gets the completion, the program gets no reply. */
	CHECK_SOON(recording_completed() == 1);
	helper_do(helper, HELPER_LISTEN);
	app_no_message(app);
	helper_end(helper);
	recording_check();
}

CASE(T098_processes, NEEDS_KERNEL,
     "the last close of all processes ends what earlier ones left")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *helper;
	HPHONEAPP app;
	HPHONE handle;

	recording_begin();
	helper = helper_new(phone);
	helper_do(helper, HELPER_OWN);
	app = app_begin();
	handle = app_open_monitor(app, phone);
	phone_set(phone, "hold", "1");
	helper_do(helper, HELPER_SET);
	helper_do(helper, HELPER_SET);
	helper_do(helper, HELPER_CLOSE);
	CHECK_EQ(phone_number(phone, "held"), 2);
	CHECK_OK(phoneClose(handle));
	CHECK_EQ(RECORDED(phoneClose), 1);
	CHECK_EQ(phone_number(phone, "held"), 0);
	CHECK_EQ(phone_number(phone, "completed"), 2);
	CHECK_SOON(recording_completed() == 2);
	helper_do(helper, HELPER_LISTEN);
	helper_end(helper);
	recording_check();
	CHECK_EQ(recording_accepted(), 2);
}

#define NR_HELD	4

static struct peer_process *start_owner(struct phone *phone)
{
	struct peer_process *helper = helper_new(phone);
	unsigned int i;

	helper_do(helper, HELPER_OWN);
	phone_set(phone, "hold", "1");
	for (i = 0; i < NR_HELD; i++)
		helper_do(helper, HELPER_SET);
	phone_wait_held(phone, NR_HELD);
	return helper;
}

CASE(T104, NEEDS_KERNEL, "killing the process with the sole handle is the last close")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *helper = start_owner(phone);
	HPHONEAPP app;
	HPHONE handle;

	CHECK_EQ(phone_number(phone, "completed"), 0);
	peer_kill(helper);
	CHECK_EQ(phone_number(phone, "held"), 0);
	CHECK_EQ(phone_number(phone, "cancelled"), NR_HELD);
	CHECK_EQ(phone_number(phone, "completed"), NR_HELD);

	/* The next process finds no trace of it. */
	phone_set(phone, "hold", "0");
	app = app_begin();
	handle = app_open_owner(app, phone);
	check_status(handle, 1, 0, "conformance");
	app_no_message(app);
	APP_DO(app, phoneSetLamp(handle, LAST_KEY, PHONELAMPMODE_WINK));
}

CASE(T104_others, NEEDS_KERNEL,
     "killing a process ends nothing while another has the phone open")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *helper = start_owner(phone);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);

	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_OWNER, 0, 0));
	peer_kill(helper);
	check_state(app, handle, PHONESTATE_OWNER, 0);
	CHECK_EQ(phone_number(phone, "held"), NR_HELD);
	CHECK_EQ(phone_number(phone, "completed"), 0);
	phone_set(phone, "hold", "0");
	phone_set(phone, "release", "all");
	CHECK_SOON(phone_number(phone, "completed") == NR_HELD);
	CHECK_EQ(phone_number(phone, "cancelled"), 0);
	CHECK_SOON(lamp_mode(handle, CALL_KEY) == PHONELAMPMODE_STEADY);
	app_no_message(app);
}

#define NR_ROUNDS	15

CASE(T300, NEEDS_KERNEL,
     "two processes close the last two handles at once: one TSPI_phoneClose()")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *first, *second;
	unsigned int round;

	recording_begin();
	first = helper_new(phone);
	second = helper_new(phone);
	phone_set(phone, "hold", "1");
	for (round = 1; round <= NR_ROUNDS; round++) {
		helper_do(first, HELPER_OWN);
		helper_do(second, HELPER_WATCH);
		helper_do(first, HELPER_SET);
		helper_do(second, HELPER_SET);
		CHECK_EQ(RECORDED(phoneClose), round - 1);
		peer_send(first, HELPER_CLOSE);
		peer_send(second, HELPER_CLOSE);
		helper_done(first);
		helper_done(second);
		CHECK_EQ(RECORDED(phoneClose), round);
		CHECK_EQ(phone_number(phone, "completed"), 2 * round);
		CHECK_SOON(recording_completed() == 2 * round);
	}
	helper_end(first);
	helper_end(second);
	recording_check();
	CHECK_EQ(recording_stale(), 0);
}

static unsigned int hear_winner(struct peer_process *helper)
{
	char word = peer_receive(helper);

	CHECK(word == HELPER_DONE || word == HELPER_REFUSED);
	return word == HELPER_DONE;
}

CASE(T301, NEEDS_KERNEL, "two processes want to own a phone at once: one does")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *helper[2];
	unsigned int round, first, second;

	recording_begin();
	helper[0] = helper_new(phone);
	helper[1] = helper_new(phone);
	for (round = 0; round < NR_ROUNDS; round++) {
		peer_send(helper[0], HELPER_OWN);
		peer_send(helper[1], HELPER_OWN);
		first = hear_winner(helper[0]);
		second = hear_winner(helper[1]);
		CHECK_EQ(first + second, 1);
		helper_do(helper[second], HELPER_SET);
		helper_do(helper[second], HELPER_CLOSE);
	}
	helper_end(helper[0]);
	helper_end(helper[1]);
	CHECK_EQ(RECORDED(phoneClose), NR_ROUNDS);
	CHECK_EQ(recording_accepted(), NR_ROUNDS);
	CHECK_EQ(recording_completed(), NR_ROUNDS);
	recording_check();
}

CASE(T302_processes, NEEDS_KERNEL,
     "processes that open and close as they please have a phone that works")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *helper[3];
	unsigned int i;

	recording_begin();
	for (i = 0; i < 3; i++)
		helper[i] = helper_new(phone);
	for (i = 0; i < 3; i++)
		peer_send(helper[i], HELPER_CYCLE);
	for (i = 0; i < 3; i++)
		helper_done(helper[i]);
	for (i = 0; i < 3; i++)
		helper_end(helper[i]);
	CHECK_EQ(recording_stale(), 0);
	CHECK(RECORDED(phoneClose) >= 1);
	CHECK(RECORDED(phoneClose) <= RECORDED(phoneOpen));
	CHECK_EQ(RECORDED(phoneJoin), RECORDED(phoneLeave));
	CHECK(RECORDED(phoneJoin) >= RECORDED(phoneOpen));
}

CASE(T303_processes, NEEDS_KERNEL,
     "a phone that is unplugged while processes work ends all they asked for")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *helper[3];
	unsigned int i;

	recording_begin();
	for (i = 0; i < 3; i++)
		helper[i] = helper_new(phone);
	helper_do(helper[0], HELPER_OWN);
	helper_do(helper[1], HELPER_WATCH);
	helper_do(helper[2], HELPER_WATCH);
	phone_set(phone, "latency_us", "500");
	phone_set(phone, "jitter_us", "2000");
	for (i = 0; i < 3; i++)
		peer_send(helper[i], HELPER_STORM);
	CHECK_SOON(recording_accepted() > 50);
	phone_live(phone, false);
	for (i = 0; i < 3; i++)
		helper_done(helper[i]);
	CHECK_EQ(phone_number(phone, "submitted"),
		 phone_number(phone, "completed"));
	CHECK_SOON(recording_completed() == recording_accepted());
	for (i = 0; i < 3; i++)
		helper_end(helper[i]);
	recording_check();
}

CASE(T304, NEEDS_KERNEL,
     "what a killed process left is completed, and the phone usable at once")
{
	struct phone *phone = phone_new(NULL);
	unsigned int round;

	for (round = 1; round <= 5; round++) {
		struct peer_process *helper = start_owner(phone);
		HPHONEAPP app;
		HPHONE handle;

		peer_kill(helper);
		phone_set(phone, "hold", "0");
		app = app_begin();
		handle = app_open_owner(app, phone);
		CHECK_EQ(phone_number(phone, "held"), 0);
		CHECK_EQ(phone_number(phone, "cancelled"), round * NR_HELD);
		APP_DO(app, phoneSetLamp(handle, LAST_KEY, round & 1 ?
					 PHONELAMPMODE_WINK :
					 PHONELAMPMODE_OFF));
		CHECK_EQ(phone_number(phone, "completed"),
			 round * (NR_HELD + 1));
		CHECK_OK(phoneShutdown(app));
	}
}

CASE(T127_processes, NEEDS_KERNEL,
     "a process that asks for too much stands in its own way only")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *helper;
	HPHONEAPP app;
	HPHONE handle;

	recording_begin();
	helper = helper_new(phone);
	helper_do(helper, HELPER_OWN);
	app = app_begin();
	handle = app_open_monitor(app, phone);
	phone_set(phone, "hold", "1");
	helper_do(helper, HELPER_FILL);
	CHECK_EQ(phone_number(phone, "completed"), 0);
	CHECK_EQ(phone_number(phone, "held"), recording_accepted());
	check_status(handle, 1, 1, "helper");
	CHECK_EQ(lamp_mode(handle, CALL_KEY), PHONELAMPMODE_OFF);

	/* The request of a killed process is carried out nevertheless. */
	peer_kill(helper);
	phone_set(phone, "hold", "0");
	phone_set(phone, "release", "all");
	CHECK_SOON(phone_number(phone, "completed") == recording_accepted());
	handle = app_open_owner(app, phone);
	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_WINK));
}

CASE(T107_processes, NEEDS_KERNEL,
     "processes that are killed at any moment leave the phone in order")
{
	struct phone *phone = phone_new(NULL);
	unsigned int round;

	phone_set(phone, "latency_us", "300");
	for (round = 0; round < 10; round++) {
		struct peer_process *owner = helper_new(phone);
		struct peer_process *monitor = helper_new(phone);

		helper_do(owner, HELPER_OWN);
		helper_do(monitor, HELPER_WATCH);
		peer_send(owner, HELPER_STORM);
		peer_send(monitor, HELPER_STORM);
		case_sleep_ms(5 + 7 * round % 23);
		peer_kill(round & 1 ? owner : monitor);
		case_sleep_ms(round % 3);
		peer_kill(round & 1 ? monitor : owner);
		CHECK_EQ(phone_number(phone, "held"), 0);
		CHECK_EQ(phone_number(phone, "completed"),
			 phone_number(phone, "submitted"));
	}
	CHECK(phone_number(phone, "submitted") > 0);
	check_status(app_open_owner(app_begin(), phone), 1, 0, "conformance");
}
