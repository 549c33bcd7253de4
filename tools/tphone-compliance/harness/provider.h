/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The provider under test, for cases that call TSPI functions, and a record of
 * its callbacks.
 */
#ifndef CONFORMANCE_PROVIDER_H
#define CONFORMANCE_PROVIDER_H

#include "case.h"
#include "phone.h"

#include <tphone/tspi.h>

/* The versions of TSPI that the tests request, as TAPI does. */
#define TSPI_OLDEST	0x00020000
#define TSPI_NEWEST	0x00020002

/*
 * The version that was negotiated: in provider_begin() for the provider, and in
 * provider_device() for the phone.
 */
extern DWORD tspi_version;

/* Bytes of the fixed part of PHONECAPS with that version. */
DWORD provider_caps_size(void);

/*
 * True for the providers of this project, which repeat the checks of TAPI:
 * device IDs, handles, versions, and that a phone is not open yet. Other
 * providers need not.
 */
bool provider_checks_all(void);

/* Does the provider have a function, such as "phoneGetLamp"? */
bool provider_has(const char *function);

/* The provider under test, from provider_begin() on. */
extern const struct tphone_tspi *tspi;

/* Negotiate, enumerate and initialise, with device IDs from base on. */
void provider_begin(DWORD base);
void provider_end(void);

/* Load only the table of functions: for tests of the provider's life. */
void provider_load(void);

/* Device ID of a phone. */
DWORD provider_device(const struct phone *phone);

/* Its capabilities, with more room than they should need; free() them. */
PHONECAPS *provider_caps(const struct phone *phone);

/* TSPI_phoneOpen() with a new htPhone. Events are off. */
HDRVPHONE provider_open(const struct phone *phone);
HTAPIPHONE provider_tapi_handle(HDRVPHONE phone);

/* TSPI_phoneSetStatusMessages() with everything, where there is one. */
void provider_enable_all(HDRVPHONE phone);

/* A request ID that was not used before. */
DRV_REQUESTID provider_request(void);

/**
 * struct callback - one call of ASYNC_COMPLETION or PHONEEVENT
 * @message: 0: a completion; else PHONE_*
 * @request: of a completion
 * @result: of a completion
 * @phone: htPhone of an event
 * @parameter: of an event
 * @when: case_now_ms()
 */
struct callback {
	DWORD message;
	DRV_REQUESTID request;
	LONG result;
	HTAPIPHONE phone;
	DWORD_PTR parameter[3];
	int64_t when;
};

/*
 * The provider callbacks that provider_begin() and provider_open() hand out. Each
 * call is recorded, in order; one that begins while another is in progress fails
 * the case (T122).
 */
void provider_completion(DRV_REQUESTID request, LONG result);
void provider_event(HTAPIPHONE phone, DWORD message, DWORD_PTR first,
		    DWORD_PTR second, DWORD_PTR third);

/* The number of callbacks; a copy of one of them, from 0. */
unsigned int callback_count(void);
struct callback callback_get(unsigned int index);

/*
 * The number of completions of a request; the result of the first, within SOON.
 */
unsigned int callback_completions(DRV_REQUESTID request);
LONG callback_result(DRV_REQUESTID request);

/*
 * The first event from an index on, within SOON, of this message and, for
 * PHONE_STATE, with this bit; its index.
 */
unsigned int callback_event(unsigned int from, DWORD message, DWORD state);

/* Let every completion take so long from now on, which delays the provider. */
void callback_delay(int milliseconds);

/*
 * The nine asynchronous functions with good arguments for a phone, in
 * alphabetical order; which: 0 to 8. The result is that of the function.
 */
#define NR_ASYNC	9
LONG provider_async(unsigned int which, DRV_REQUESTID request,
		    HDRVPHONE phone);
const char *provider_async_name(unsigned int which);

#endif /* CONFORMANCE_PROVIDER_H */
