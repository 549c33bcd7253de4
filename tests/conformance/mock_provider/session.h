/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Arguments of TAPI when it began to use the provider.
 */
#ifndef MOCK_SESSION_H
#define MOCK_SESSION_H

#include "phone.h"

#define VERSION_OLDEST	0x00020000
#define VERSION_NEWEST	0x00020002

/**
 * struct session - from TSPI_providerEnumDevices() to TSPI_providerShutdown()
 * @enumerated: TAPI knows the phones that existed; others need PHONE_CREATE
 * @initialised: TSPI_providerInit() was called
 * @provider: hProvider
 * @event: where PHONE_CREATE and PHONE_REMOVE go
 * @completion: where completions go
 * @next_temporary: for PHONE_CREATE
 *
 * Protected by phones_lock().
 */
struct session {
	bool enumerated;
	bool initialised;
	HPROVIDER provider;
	PHONEEVENT event;
	ASYNC_COMPLETION completion;
	DWORD_PTR next_temporary;
};

extern struct session session;

/* Behaviour of the provider itself; some members are not used. */
extern struct behaviour provider_behaviour;
extern bool provider_reentrant;

/* The faults of a phone and of the provider. Call with phones_lock() held. */
unsigned int session_misbehaviour(const struct phone *phone);

#endif /* MOCK_SESSION_H */
