/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What TAPI said when it began to use the provider.
 */
#ifndef MOCK_SESSION_H
#define MOCK_SESSION_H

#include "phone.h"

#define VERSION_OLDEST	0x00020000
#define VERSION_NEWEST	0x00020002

/**
 * struct session - from TSPI_providerEnumDevices() to TSPI_providerShutdown()
 * @enumerated: TAPI knows the phones that there were; it is told of others
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

/* What concerns no phone in particular; its other members are not used. */
extern struct behaviour provider_behaviour;
extern bool provider_reentrant;

/* What a phone and the provider do wrong together. Wants phones_lock(). */
unsigned int session_misbehaviour(const struct phone *phone);

#endif /* MOCK_SESSION_H */
