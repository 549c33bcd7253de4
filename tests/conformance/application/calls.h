/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calls that several cases make.
 */
#ifndef CONFORMANCE_APPLICATION_CALLS_H
#define CONFORMANCE_APPLICATION_CALLS_H

#include "functions.h"

/* The bits of dwPhoneFeatures for functions that set something. */
#define SET_FEATURES	0x0fffc000

/* Shape of a phone without DEVSPECIFIC: it has no extensions. */
#define NO_EXTENSIONS	"opcodes=0x3fc"

/* phoneNegotiateAPIVersion(), just the result and the version. */
LONG call_negotiate(HPHONEAPP app, DWORD device, DWORD low, DWORD high,
		    DWORD *version);

/* phoneOpen() with API_NEWEST, just the result and the handle. */
LONG call_open(HPHONEAPP app, DWORD device, DWORD privilege, HPHONE *handle);

/* Negotiates just this version, and opens with it. */
HPHONE call_open_version(HPHONEAPP app, DWORD device, DWORD version,
			 DWORD privilege);

/* The final result of a call: its own, or that of the reply. */
LONG call_outcome(HPHONEAPP app, LONG result);

/* phoneSetButtonInfoA(); the text has at most 63 bytes. */
LONG call_set_button(HPHONE handle, DWORD id, DWORD mode, DWORD function,
		     const char *text);

#endif /* CONFORMANCE_APPLICATION_CALLS_H */
