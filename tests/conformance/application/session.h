/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * phoneInitializeExA() with arguments that cases choose.
 */
#ifndef CONFORMANCE_APPLICATION_SESSION_H
#define CONFORMANCE_APPLICATION_SESSION_H

#include "application.h"

/**
 * struct session_arguments - arguments and results of phoneInitializeExA()
 * @callback: may be NULL
 * @name: may be NULL
 * @params: valid ones from session_arguments()
 * @version: API_NEWEST from there; the result after the call
 * @devices: number of devices
 * @app: the session
 */
struct session_arguments {
	PHONECALLBACK callback;
	const char *name;
	PHONEINITIALIZEEXPARAMS params;
	DWORD version;
	DWORD devices;
	HPHONEAPP app;
};

/* Valid arguments for one of PHONEINITIALIZEEXOPTION_*. */
struct session_arguments session_arguments(DWORD option);

/* The call, and the same as part of a case in which it must succeed. */
LONG session_initialize(struct session_arguments *arguments);
HPHONEAPP session_begin(struct session_arguments *arguments);

/* A descriptor is readable now. */
bool session_readable(int fd);

#endif /* CONFORMANCE_APPLICATION_SESSION_H */
