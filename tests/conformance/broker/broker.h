/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For the cases of TAPI between programs and providers: the calls of the mock
 * provider, and messages in bulk. The nine asynchronous functions are functions[0] to
 * [NR_ASYNC_OPS - 1].
 */
#ifndef CONFORMANCE_BROKER_H
#define CONFORMANCE_BROKER_H

#include "application/calls.h"
#include "application/functions.h"
#include "mock_provider.h"

/* The last key with a lamp of a new phone; CALL_KEY is the first. */
#define LAST_KEY	19

/* How many calls of a TSPI function ("phoneOpen"; NULL: any) there were. */
unsigned int calls(const char *name);

/* The n-th of them, from 0, which must exist; and the last one. */
struct mock_call call_get(const char *name, unsigned int n);
struct mock_call call_last(const char *name);

/* phoneOpen() with an instance and an extension version of one's own. */
HPHONE open_instance(HPHONEAPP app, const struct phone *phone,
		     DWORD privilege, DWORD_PTR instance);
HPHONE open_extension(HPHONEAPP app, const struct phone *phone,
		      DWORD privilege, DWORD extension);

/* app_begin() of a program of that version; returns the number of phones. */
HPHONEAPP begin_session(DWORD version, DWORD *devices);

/* phoneNegotiateAPIVersion() with all versions. */
LONG negotiate(HPHONEAPP app, DWORD device);

/*
 * Makes the phone hold operations, and sets lamps until it holds so many more; lamp
 * CALL_KEY + i % 8 becomes steady with request[i].
 */
void hold_lamps(struct phone *phone, HPHONE handle, unsigned int count,
		DWORD *request);

/* The mode of a lamp. */
DWORD lamp_mode(HPHONE handle, DWORD lamp);

/* A handle is not valid (any more). */
void check_dead(HPHONE handle);

#define TRAFFIC_MAX	8192

/**
 * struct traffic - messages of a session in their order
 * @count: how many
 * @at: the messages
 */
struct traffic {
	unsigned int count;
	PHONEMESSAGE at[TRAFFIC_MAX];
};

/*
 * All messages until there were so many of a kind, each of which comes within
 * SOON, and those that follow within A_WHILE.
 */
void traffic_take(HPHONEAPP app, DWORD message, unsigned int count,
		  struct traffic *traffic);

/*
 * All messages until PHONE_REMOVE of a device, which comes within SOON, and
 * those that follow as above; there is no second one of it.
 */
void traffic_take_removal(HPHONEAPP app, DWORD device, struct traffic *traffic);

/* How many of a kind (0: any) for a handle (0: any). */
unsigned int traffic_of(const struct traffic *traffic, DWORD message,
			HPHONE handle);

/* How many replies to a request; the index, and the result, of the only one. */
unsigned int replies_to(const struct traffic *traffic, DWORD request);
unsigned int reply_index(const struct traffic *traffic, DWORD request);
LONG reply_result(const struct traffic *traffic, DWORD request);

#endif /* CONFORMANCE_BROKER_H */
