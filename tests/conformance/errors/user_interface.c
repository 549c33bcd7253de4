// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The errors of the functions for icons and dialogs, which are those of the
 * provider: TAPI has neither.
 */
#include "error_injection.h"

static LONG icon(DWORD device)
{
	HICON found;

	return phoneGetIcon(device, "tapi/phone", &found);
}

static LONG icon_bad_device(const struct stage *stage)
{
	(void)stage;
	return icon(0xffffffff);
}

static LONG icon_gone(const struct stage *stage)
{
	return icon(gone_device(stage));
}

static LONG icon_nowhere(const struct stage *stage)
{
	return phoneGetIcon(stage->device, "tapi/phone", NULL);
}

static LONG icon_class(const struct stage *stage)
{
	HICON found;

	return phoneGetIcon(stage->device, "no such class", &found);
}

static LONG icon_none(const struct stage *stage)
{
	return icon(stage->device);
}

static LONG icon_uninitialized(const struct stage *stage)
{
	CHECK_OK(phoneShutdown(stage->app));
	return icon(stage->device);
}

static LONG icon_no_memory(const struct stage *stage)
{
	provider_fails(stage, "phoneGetIcon", PHONEERR_NOMEM);
	return icon(stage->device);
}

static LONG icon_no_resource(const struct stage *stage)
{
	provider_fails(stage, "phoneGetIcon", PHONEERR_RESOURCEUNAVAIL);
	return icon(stage->device);
}

CASE(errors_phoneGetIcon, NEEDS_MOCK, "each error it has")
{
	static const struct error_injection injections[] = {
		{ PHONEERR_BADDEVICEID, icon_bad_device, NULL },
		{ PHONEERR_NODEVICE, icon_gone, NULL },
		{ PHONEERR_INVALPOINTER, icon_nowhere, NULL },
		{ PHONEERR_INVALDEVICECLASS, icon_class, NULL },
		{ PHONEERR_OPERATIONFAILED, icon_none, NULL },
		{ PHONEERR_UNINITIALIZED, icon_uninitialized, NULL },
		{ PHONEERR_NOMEM, icon_no_memory, NULL },
		{ PHONEERR_RESOURCEUNAVAIL, icon_no_resource, NULL },
		{ }
	};

	inject_errors("phoneGetIcon", injections);
}

static LONG dialog(DWORD device)
{
	return phoneConfigDialog(device, NULL, "tapi/phone");
}

static LONG dialog_bad_device(const struct stage *stage)
{
	(void)stage;
	return dialog(0xffffffff);
}

static LONG dialog_gone(const struct stage *stage)
{
	return dialog(gone_device(stage));
}

static LONG dialog_uninitialized(const struct stage *stage)
{
	CHECK_OK(phoneShutdown(stage->app));
	return dialog(stage->device);
}

static LONG dialog_failing(const struct stage *stage, LONG error)
{
	provider_fails(stage, "phoneConfigDialog", error);
	return dialog(stage->device);
}

#define FAILING(error)							\
	static LONG dialog_##error(const struct stage *stage)		\
	{								\
		return dialog_failing(stage, PHONEERR_##error);		\
	}

FAILING(INUSE)
FAILING(INVALDEVICECLASS)
FAILING(INVALPARAM)
FAILING(NOMEM)
FAILING(OPERATIONFAILED)
FAILING(OPERATIONUNAVAIL)
FAILING(RESOURCEUNAVAIL)

CASE(errors_phoneConfigDialog, NEEDS_MOCK, "each error it has")
{
	static const char no_pointer[] = "its only pointer may be NULL";
	static const struct error_injection injections[] = {
		{ PHONEERR_BADDEVICEID, dialog_bad_device, NULL },
		{ PHONEERR_NODEVICE, dialog_gone, NULL },
		{ PHONEERR_UNINITIALIZED, dialog_uninitialized, NULL },
		{ PHONEERR_INUSE, dialog_INUSE, NULL },
		{ PHONEERR_INVALDEVICECLASS, dialog_INVALDEVICECLASS, NULL },
		{ PHONEERR_INVALPARAM, dialog_INVALPARAM, NULL },
		{ PHONEERR_NOMEM, dialog_NOMEM, NULL },
		{ PHONEERR_OPERATIONFAILED, dialog_OPERATIONFAILED, NULL },
		{ PHONEERR_OPERATIONUNAVAIL, dialog_OPERATIONUNAVAIL, NULL },
		{ PHONEERR_RESOURCEUNAVAIL, dialog_RESOURCEUNAVAIL, NULL },
		{ PHONEERR_INVALPOINTER, NULL, no_pointer },
		{ }
	};

	inject_errors("phoneConfigDialog", injections);
}
