// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The errors of the functions that take a device ID.
 */
#include "error_injection.h"

#define EXT_VERSION	0x00010000

/* A session that has ended, while that of the stage is still open. */
static HPHONEAPP dead_app(void)
{
	HPHONEAPP app = app_begin();

	CHECK_OK(phoneShutdown(app));
	return app;
}

static LONG negotiate(HPHONEAPP app, DWORD device)
{
	DWORD version;

	return call_negotiate(app, device, API_OLDEST, API_NEWEST, &version);
}

static LONG negotiate_dead(const struct stage *stage)
{
	return negotiate(dead_app(), stage->device);
}

static LONG negotiate_bad_device(const struct stage *stage)
{
	return negotiate(stage->app, 0xffffffff);
}

static LONG negotiate_gone(const struct stage *stage)
{
	return negotiate(stage->app, gone_device(stage));
}

static LONG negotiate_nowhere(const struct stage *stage)
{
	PHONEEXTENSIONID extension;

	return phoneNegotiateAPIVersion(stage->app, stage->device, API_OLDEST,
					API_NEWEST, NULL, &extension);
}

static LONG negotiate_newer(const struct stage *stage)
{
	DWORD version;

	return call_negotiate(stage->app, stage->device, 0x00030000,
			      0x00030001, &version);
}

static LONG negotiate_uninitialized(const struct stage *stage)
{
	CHECK_OK(phoneShutdown(stage->app));
	return negotiate(stage->app, stage->device);
}

/* Negotiating the version is the first call that fails at the provider. */
static LONG negotiate_failing(const struct stage *stage, LONG error)
{
	provider_fails(stage, "phoneNegotiateTSPIVersion", error);
	CHECK_RESULT(negotiate(stage->app, stage->device), error);
	provider_fails(stage, "phoneGetExtensionID", error);
	return negotiate(stage->app, stage->device);
}

/* A function for each error that only the provider raises. */
#define FAILING(prefix, error)						\
	static LONG prefix##_##error(const struct stage *stage)		\
	{								\
		return prefix##_failing(stage, PHONEERR_##error);	\
	}

FAILING(negotiate, OPERATIONFAILED)
FAILING(negotiate, OPERATIONUNAVAIL)
FAILING(negotiate, NODRIVER)
FAILING(negotiate, NOMEM)
FAILING(negotiate, RESOURCEUNAVAIL)

CASE(errors_phoneNegotiateAPIVersion, NEEDS_MOCK, "each error it has")
{
	static const struct error_injection injections[] = {
		{ PHONEERR_INVALAPPHANDLE, negotiate_dead, NULL },
		{ PHONEERR_BADDEVICEID, negotiate_bad_device, NULL },
		{ PHONEERR_NODEVICE, negotiate_gone, NULL },
		{ PHONEERR_INVALPOINTER, negotiate_nowhere, NULL },
		{ PHONEERR_INCOMPATIBLEAPIVERSION, negotiate_newer, NULL },
		{ PHONEERR_UNINITIALIZED, negotiate_uninitialized, NULL },
		{ PHONEERR_OPERATIONFAILED, negotiate_OPERATIONFAILED, NULL },
		{ PHONEERR_OPERATIONUNAVAIL, negotiate_OPERATIONUNAVAIL, NULL },
		{ PHONEERR_NODRIVER, negotiate_NODRIVER, NULL },
		{ PHONEERR_NOMEM, negotiate_NOMEM, NULL },
		{ PHONEERR_RESOURCEUNAVAIL, negotiate_RESOURCEUNAVAIL, NULL },
		{ }
	};

	inject_errors("phoneNegotiateAPIVersion", injections);
}

static LONG extension(HPHONEAPP app, DWORD device)
{
	DWORD version;

	return phoneNegotiateExtVersion(app, device, API_NEWEST, EXT_VERSION,
					EXT_VERSION, &version);
}

static LONG extension_dead(const struct stage *stage)
{
	return extension(dead_app(), stage->device);
}

static LONG extension_bad_device(const struct stage *stage)
{
	return extension(stage->app, 0xffffffff);
}

static LONG extension_gone(const struct stage *stage)
{
	return extension(stage->app, gone_device(stage));
}

static LONG extension_nowhere(const struct stage *stage)
{
	return phoneNegotiateExtVersion(stage->app, stage->device, API_NEWEST,
					EXT_VERSION, EXT_VERSION, NULL);
}

static LONG extension_old(const struct stage *stage)
{
	DWORD version;

	return phoneNegotiateExtVersion(stage->app, stage->device, 0x00010004,
					EXT_VERSION, EXT_VERSION, &version);
}

static LONG extension_unknown(const struct stage *stage)
{
	DWORD version;

	return phoneNegotiateExtVersion(stage->app, stage->device, API_NEWEST,
					0x00990000, 0x00990000, &version);
}

static LONG extension_uninitialized(const struct stage *stage)
{
	CHECK_OK(phoneShutdown(stage->app));
	return extension(stage->app, stage->device);
}

static LONG extension_failing(const struct stage *stage, LONG error)
{
	provider_fails(stage, "phoneNegotiateExtVersion", error);
	return extension(stage->app, stage->device);
}

FAILING(extension, OPERATIONFAILED)
FAILING(extension, OPERATIONUNAVAIL)
FAILING(extension, NODRIVER)
FAILING(extension, NOMEM)
FAILING(extension, RESOURCEUNAVAIL)

CASE(errors_phoneNegotiateExtVersion, NEEDS_MOCK, "each error it has")
{
	static const struct error_injection injections[] = {
		{ PHONEERR_INVALAPPHANDLE, extension_dead, NULL },
		{ PHONEERR_BADDEVICEID, extension_bad_device, NULL },
		{ PHONEERR_NODEVICE, extension_gone, NULL },
		{ PHONEERR_INVALPOINTER, extension_nowhere, NULL },
		{ PHONEERR_INCOMPATIBLEAPIVERSION, extension_old, NULL },
		{ PHONEERR_INCOMPATIBLEEXTVERSION, extension_unknown, NULL },
		{ PHONEERR_UNINITIALIZED, extension_uninitialized, NULL },
		{ PHONEERR_OPERATIONFAILED, extension_OPERATIONFAILED, NULL },
		{ PHONEERR_OPERATIONUNAVAIL, extension_OPERATIONUNAVAIL, NULL },
		{ PHONEERR_NODRIVER, extension_NODRIVER, NULL },
		{ PHONEERR_NOMEM, extension_NOMEM, NULL },
		{ PHONEERR_RESOURCEUNAVAIL, extension_RESOURCEUNAVAIL, NULL },
		{ }
	};

	inject_errors("phoneNegotiateExtVersion", injections);
}

static LONG caps(HPHONEAPP app, DWORD device)
{
	PHONECAPS structure = { .dwTotalSize = sizeof(structure) };

	return phoneGetDevCaps(app, device, API_NEWEST, 0, &structure);
}

static LONG caps_dead(const struct stage *stage)
{
	return caps(dead_app(), stage->device);
}

static LONG caps_bad_device(const struct stage *stage)
{
	return caps(stage->app, 0xffffffff);
}

static LONG caps_gone(const struct stage *stage)
{
	return caps(stage->app, gone_device(stage));
}

static LONG caps_nowhere(const struct stage *stage)
{
	return phoneGetDevCaps(stage->app, stage->device, API_NEWEST, 0, NULL);
}

static LONG caps_small(const struct stage *stage)
{
	PHONECAPS structure = { .dwTotalSize = sizeof(structure) - 1 };

	return phoneGetDevCaps(stage->app, stage->device, API_NEWEST, 0,
			       &structure);
}

static LONG caps_old(const struct stage *stage)
{
	PHONECAPS structure = { .dwTotalSize = sizeof(structure) };

	return phoneGetDevCaps(stage->app, stage->device, 0x00010004, 0,
			       &structure);
}

static LONG caps_extension(const struct stage *stage)
{
	PHONECAPS structure = { .dwTotalSize = sizeof(structure) };

	return phoneGetDevCaps(stage->app, stage->device, API_NEWEST,
			       0x00990000, &structure);
}

static LONG caps_uninitialized(const struct stage *stage)
{
	CHECK_OK(phoneShutdown(stage->app));
	return caps(stage->app, stage->device);
}

static LONG caps_failing(const struct stage *stage, LONG error)
{
	provider_fails(stage, "phoneGetDevCaps", error);
	return caps(stage->app, stage->device);
}

FAILING(caps, OPERATIONFAILED)
FAILING(caps, OPERATIONUNAVAIL)
FAILING(caps, NODRIVER)
FAILING(caps, NOMEM)
FAILING(caps, RESOURCEUNAVAIL)

CASE(errors_phoneGetDevCaps, NEEDS_MOCK, "each error it has")
{
	static const struct error_injection injections[] = {
		{ PHONEERR_INVALAPPHANDLE, caps_dead, NULL },
		{ PHONEERR_BADDEVICEID, caps_bad_device, NULL },
		{ PHONEERR_NODEVICE, caps_gone, NULL },
		{ PHONEERR_INVALPOINTER, caps_nowhere, NULL },
		{ PHONEERR_STRUCTURETOOSMALL, caps_small, NULL },
		{ PHONEERR_INCOMPATIBLEAPIVERSION, caps_old, NULL },
		{ PHONEERR_INCOMPATIBLEEXTVERSION, caps_extension, NULL },
		{ PHONEERR_UNINITIALIZED, caps_uninitialized, NULL },
		{ PHONEERR_OPERATIONFAILED, caps_OPERATIONFAILED, NULL },
		{ PHONEERR_OPERATIONUNAVAIL, caps_OPERATIONUNAVAIL, NULL },
		{ PHONEERR_NODRIVER, caps_NODRIVER, NULL },
		{ PHONEERR_NOMEM, caps_NOMEM, NULL },
		{ PHONEERR_RESOURCEUNAVAIL, caps_RESOURCEUNAVAIL, NULL },
		{ }
	};

	inject_errors("phoneGetDevCaps", injections);
}

static LONG open_phone(HPHONEAPP app, DWORD device)
{
	HPHONE handle;

	return call_open(app, device, PHONEPRIVILEGE_MONITOR, &handle);
}

static LONG open_dead(const struct stage *stage)
{
	return open_phone(dead_app(), stage->device);
}

static LONG open_bad_device(const struct stage *stage)
{
	return open_phone(stage->app, 0xffffffff);
}

static LONG open_gone(const struct stage *stage)
{
	return open_phone(stage->app, gone_device(stage));
}

static LONG open_nowhere(const struct stage *stage)
{
	return call_open(stage->app, stage->device, PHONEPRIVILEGE_MONITOR,
			 NULL);
}

static LONG open_privilege(const struct stage *stage)
{
	HPHONE handle;

	return call_open(stage->app, stage->device, 3, &handle);
}

static LONG open_second_owner(const struct stage *stage)
{
	HPHONE handle;

	return call_open(stage->app, stage->device, PHONEPRIVILEGE_OWNER,
			 &handle);
}

static LONG open_old(const struct stage *stage)
{
	HPHONE handle;

	return phoneOpen(stage->app, stage->device, &handle, 0x00010004, 0, 0,
			 PHONEPRIVILEGE_MONITOR);
}

static LONG open_extension(const struct stage *stage)
{
	HPHONE handle;

	return phoneOpen(stage->app, stage->device, &handle, API_NEWEST,
			 0x00990000, 0, PHONEPRIVILEGE_MONITOR);
}

static LONG open_uninitialized(const struct stage *stage)
{
	CHECK_OK(phoneShutdown(stage->app));
	return open_phone(stage->app, stage->device);
}

static LONG open_reinit(const struct stage *stage)
{
	phone_set(stage->phone, "reinit", "1");
	app_state(stage->app, PHONESTATE_REINIT);
	return open_phone(stage->app, stage->device);
}

/*
 * TAPI calls TSPI_phoneOpen() for the first handle only, so close the others.
 */
static LONG open_failing(const struct stage *stage, LONG error)
{
	LONG result;

	CHECK_OK(phoneClose(stage->owner));
	CHECK_OK(phoneClose(stage->monitor));
	phone_set(stage->phone, "open_error", "%#x", (DWORD)error);
	result = open_phone(stage->app, stage->device);
	phone_set(stage->phone, "open_error", "0");
	return result;
}

FAILING(open, ALLOCATED)
FAILING(open, NODRIVER)
FAILING(open, NOMEM)
FAILING(open, OPERATIONFAILED)
FAILING(open, OPERATIONUNAVAIL)
FAILING(open, RESOURCEUNAVAIL)
FAILING(open, INIFILECORRUPT)

CASE(errors_phoneOpen, NEEDS_MOCK, "each error it has")
{
	static const struct error_injection injections[] = {
		{ PHONEERR_INVALAPPHANDLE, open_dead, NULL },
		{ PHONEERR_BADDEVICEID, open_bad_device, NULL },
		{ PHONEERR_NODEVICE, open_gone, NULL },
		{ PHONEERR_INVALPOINTER, open_nowhere, NULL },
		{ PHONEERR_INVALPRIVILEGE, open_privilege, NULL },
		{ PHONEERR_INUSE, open_second_owner, NULL },
		{ PHONEERR_INCOMPATIBLEAPIVERSION, open_old, NULL },
		{ PHONEERR_INCOMPATIBLEEXTVERSION, open_extension, NULL },
		{ PHONEERR_UNINITIALIZED, open_uninitialized, NULL },
		{ PHONEERR_REINIT, open_reinit, NULL },
		{ PHONEERR_ALLOCATED, open_ALLOCATED, NULL },
		{ PHONEERR_NODRIVER, open_NODRIVER, NULL },
		{ PHONEERR_NOMEM, open_NOMEM, NULL },
		{ PHONEERR_OPERATIONFAILED, open_OPERATIONFAILED, NULL },
		{ PHONEERR_OPERATIONUNAVAIL, open_OPERATIONUNAVAIL, NULL },
		{ PHONEERR_RESOURCEUNAVAIL, open_RESOURCEUNAVAIL, NULL },
		{ PHONEERR_INIFILECORRUPT, open_INIFILECORRUPT, NULL },
		{ }
	};

	inject_errors("phoneOpen", injections);
}
