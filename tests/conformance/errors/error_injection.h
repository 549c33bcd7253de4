/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Injection of each error on the list of a function.
 */
#ifndef CONFORMANCE_ERRORS_ERROR_INJECTION_H
#define CONFORMANCE_ERRORS_ERROR_INJECTION_H

#include "application/calls.h"
#include "mock_provider.h"
#include "tapi_lists.h"

/**
 * struct stage - phone, session and handles of an injection
 * @phone: a phone, with the shape of a new one
 * @app: a session
 * @device: the device ID of @phone
 * @owner: the owner of @phone
 * @monitor: a monitor
 */
struct stage {
	struct phone *phone;
	HPHONEAPP app;
	DWORD device;
	HPHONE owner;
	HPHONE monitor;
};

/**
 * struct error_injection - an error, and the call that causes it
 * @error: the error; 0 ends a list of them
 * @call: causes it, as its result or as that of the reply
 * @never: why the function never returns it, in place of @call
 */
struct error_injection {
	LONG error;
	LONG (*call)(const struct stage *stage);
	const char *never;
};

/* A session, and the handles. The phone may be used by several stages. */
struct stage stage_begin(struct phone *phone);
void stage_end(struct stage *stage);

/*
 * Each injection on a stage of its own. They must be exactly those on the list
 * of the function; afterwards the phone still works.
 */
void inject_errors(const char *name, const struct error_injection *injections);

/* The provider fails with this error when TAPI calls TSPI_NAME() next. */
void provider_fails(const struct stage *stage, const char *name, LONG error);

/* A device ID that had a phone in this session, which is gone. */
DWORD gone_device(const struct stage *stage);

#endif /* CONFORMANCE_ERRORS_ERROR_INJECTION_H */
