/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The phones of the mock provider.
 *
 * There are two locks. The lock of phones_lock() protects all phones, the
 * session, and what is queued for TAPI. The lock for callbacks, in callback.c,
 * is held while TAPI is called; the other one is not, so calls of TAPI from other
 * threads never wait for the callback. The lock for callbacks is taken first.
 */
#ifndef MOCK_PHONE_H
#define MOCK_PHONE_H

#include "misbehaviour.h"
#include "shape.h"

#define MAX_PAIRS	512
#define PAIR_TEXT	64
#define MAX_LEVEL	0xffff

/**
 * struct pair - a button, a lamp, or both
 * @mode: PHONEBUTTONMODE_*
 * @function: PHONEBUTTONFUNCTION_*
 * @lamp_modes: what the lamp can do, 0 without a lamp
 * @lamp: PHONELAMPMODE_*
 * @text: on the button, terminated
 * @down: it is pressed
 * @reported: TAPI got the event of the press
 */
struct pair {
	DWORD mode;
	DWORD function;
	DWORD lamp_modes;
	DWORD lamp;
	WCHAR text[PAIR_TEXT];
	bool down;
	bool reported;
};

/**
 * struct state - the state of a phone
 * @connected: the phone answers
 * @suspended: its use is suspended
 * @hook: PHONEHOOKSWITCHMODE_* of each hook switch device
 * @volume: of each
 * @gain: of each
 * @ring_mode: 0: silent
 * @ring_volume: of the ringer
 * @cells: of the display
 * @nr_pairs: how many pairs there are
 * @pairs: the pairs
 * @uploads: contents of the data areas to read
 */
struct state {
	bool connected;
	bool suspended;
	DWORD hook[NR_HOOK_DEVICES];
	DWORD volume[NR_HOOK_DEVICES];
	DWORD gain[NR_HOOK_DEVICES];
	DWORD ring_mode;
	DWORD ring_volume;
	WCHAR *cells;
	DWORD nr_pairs;
	struct pair *pairs;
	unsigned char *uploads[MAX_AREAS];
};

/* Kinds of faults of the n-th operation. */
enum fault_kind {
	FAULT_REFUSE,
	FAULT_DROP,
	FAULT_FAIL,
	FAULT_HOLD,
	NR_FAULTS,
};

/**
 * struct fault - a switch for the n-th operation from now on
 * @left: how many until then, 0: off
 * @error: a positive errno
 */
struct fault {
	uint64_t left;
	uint64_t error;
};

/**
 * struct behaviour - how a phone carries out operations
 * @latency_us: until an operation ends
 * @jitter_us: at most so much longer
 * @random: state of the random numbers
 * @in_call: operations end inside the function of TSPI
 * @hold: operations wait until they are released
 * @volume_step: volumes are rounded down to a multiple
 * @faults: by enum fault_kind
 * @result: of all operations
 * @misbehaviour: MISBEHAVE_*
 * @open_error: of TSPI_phoneOpen()
 * @create_error: of TSPI_providerCreatePhoneDevice()
 * @pause_us: how long each call takes
 * @call_error: of the next call of @call_name
 * @call_name: "phoneSetLamp", or empty
 */
struct behaviour {
	uint64_t latency_us;
	uint64_t jitter_us;
	uint64_t random;
	bool in_call;
	bool hold;
	DWORD volume_step;
	struct fault faults[NR_FAULTS];
	LONG result;
	unsigned int misbehaviour;
	LONG open_error;
	LONG create_error;
	uint64_t pause_us;
	LONG call_error;
	char call_name[40];
};

/**
 * struct counters - operations since the phone was plugged in
 * @submitted: accepted
 * @completed: with whatever result
 * @cancelled: ended because the phone was closed
 * @held: held now
 * @dropped: never completed by the phone itself
 */
struct counters {
	unsigned int submitted;
	unsigned int completed;
	unsigned int cancelled;
	unsigned int held;
	unsigned int dropped;
};

/**
 * struct opening - arguments of TAPI when it opened the phone
 * @handle: hdPhone, NULL while it is not open
 * @tapi: htPhone, also of the last time
 * @event: where events go, also of the last time
 * @extension: version that was selected, 0: none
 * @states: PHONESTATE_* that are selected
 * @button_modes: PHONEBUTTONMODE_* that are selected
 * @button_states: PHONEBUTTONSTATE_* that are selected
 */
struct opening {
	HDRVPHONE handle;
	HTAPIPHONE tapi;
	PHONEEVENT event;
	DWORD extension;
	DWORD states;
	DWORD button_modes;
	DWORD button_states;
};

struct operation;

/**
 * struct phone - a phone; all under phones_lock()
 * @next: another
 * @name: for the tests
 * @shape: its attributes; only changed while it is not live
 * @live: it is plugged in
 * @created: TAPI has given it a device ID
 * @device: the device ID
 * @temporary: number in PHONE_CREATE, 0: not sent yet
 * @behaviour: how it carries out operations
 * @counters: its operations
 * @state: its state, while live
 * @opening: by TAPI
 * @operations: outstanding ones, the oldest first
 */
struct phone {
	struct phone *next;
	char name[128];
	struct shape shape;
	bool live;
	bool created;
	DWORD device;
	DWORD_PTR temporary;
	struct behaviour behaviour;
	struct counters counters;
	struct state state;
	struct opening opening;
	struct operation *operations;
};

void phones_lock(void);
void phones_unlock(void);

/* Call the functions below with phones_lock() held. */

/* A phone that is not live; NULL: the name is in use, or no memory. */
struct phone *phone_add(const char *name);

struct phone *phone_named(const char *name);
struct phone *phone_first(void);

/* A live phone; NULL if there is none. */
struct phone *phone_of_device(DWORD device);

/* An open phone; NULL if the handle is unknown or was closed. */
struct phone *phone_of_handle(HDRVPHONE handle);

#endif /* MOCK_PHONE_H */
