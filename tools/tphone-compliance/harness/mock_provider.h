/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mock provider: phones in memory that a test controls, behind the functions of
 * tspi.h, and a record of the calls of these. The option --phone of
 * the runner and the messages of tphone-compliance call it scripted.
 *
 * It is a shared object, tspi-mock.so, which TAPI loads like any other. The
 * tests find the functions below in it with mock() (they are members of the
 * structure that the object exports as "mock_control").
 *
 * Phones take the attributes and the actions of tphone-sim (see
 * Documentation/ABI/testing/configfs-tphone-sim), and these besides:
 *
 *	misbehave	words: "return-zero" "return-foreign" "complete-twice"
 *			"complete-unknown" "complete-then-fail" "close-fails"
 *			"event-in-completion" "events-beyond-filter"
 *			"counts-owners" (writes nonsense into the members of
 *			PHONESTATUS that are TAPI's) "bad-offsets" (in PHONECAPS,
 *			PHONESTATUS and so on) "owner-events"; until changed
 *	open_error	PHONEERR_* in hexadecimal that TSPI_phoneOpen() fails with
 *	call_error	"NAME CODE": TSPI_NAME() fails with this code, once
 *	complete_in	"inline", "thread" (at first)
 *	result		PHONEERR_* of the next completions; 0: success
 *	create_error	PHONEERR_* of TSPI_providerCreatePhoneDevice()
 *	force_close	write 1: completes everything, then PHONE_CLOSE
 *	reinit		write 1: PHONE_STATE with PHONESTATE_REINIT
 *	raise		"MESSAGE P1 P2 P3": that PHONEEVENT
 *	complete	"REQUEST RESULT": that ASYNC_COMPLETION, as it stands
 *	reentrant	0: LINETSPIOPTION_NONREENTRANT; before the session
 *	pause_us	every TSPI call takes so long
 */
#ifndef CONFORMANCE_MOCK_PROVIDER_H
#define CONFORMANCE_MOCK_PROVIDER_H

#include <stdbool.h>
#include <tphone/tspi.h>

/**
 * struct mock_call - one call of a TSPI function
 * @name: "phoneOpen"
 * @argument: the numbers that were passed, in order; pointers are 0
 * @size: bytes in @block
 * @block: what lpParams, lpData, lpsDisplay or the structure that was passed
 *	held at entry, its beginning
 * @result: its result; not valid while @returned is false
 * @returned: the function has returned
 * @in_callback: the thread was inside a callback of this provider
 * @concurrent: how many calls were in progress, this one included
 */
struct mock_call {
	const char *name;
	DWORD_PTR argument[6];
	DWORD size;
	unsigned char block[256];
	LONG result;
	bool returned;
	bool in_callback;
	unsigned int concurrent;
};

/**
 * struct mock_control - the functions of the provider for tests
 * @phone_new: a phone that is not live; @set changes its shape
 * @phone_live: plug in or unplug for good: during a session with PHONE_CREATE or
 *	PHONE_REMOVE
 * @set: an attribute; 0 or a negative errno. phone NULL: of the provider
 * @get: a numeric attribute
 * @user: an action of the virtual user
 * @calls: how many calls of a function there were (NULL: of all); name without
 *	"TSPI_"
 * @call: a copy of the n-th of these, from 0; false if there is none
 * @forget_calls: begin to count anew
 */
struct mock_control {
	int (*phone_new)(const char *phone);
	int (*phone_live)(const char *phone, bool live);
	int (*set)(const char *phone, const char *attribute, const char *value);
	long long (*get)(const char *phone, const char *attribute);
	int (*user)(const char *phone, const char *action);
	unsigned int (*calls)(const char *name);
	bool (*call)(const char *name, unsigned int n,
		     struct mock_call *call);
	void (*forget_calls)(void);
};

/* In the runner: loads the object and registers it with TAPI. */
const struct mock_control *mock(void);

#endif /* CONFORMANCE_MOCK_PROVIDER_H */
