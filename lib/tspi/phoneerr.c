// SPDX-License-Identifier: LGPL-2.1-or-later
/* The PHONEERR_* for an errno, of those that each function may return. */
#include "requests.h"

#include <errno.h>
#include <stdint.h>

#define FIRST_ERROR	0x90000000U
#define BIT(error)	(1U << ((DWORD)PHONEERR_##error - FIRST_ERROR))

/* On the list of nearly every function */
#define COMMON	(BIT(NOMEM) | BIT(OPERATIONFAILED) | BIT(OPERATIONUNAVAIL) | \
		 BIT(RESOURCEUNAVAIL))
#define DEVICE	(COMMON | BIT(INCOMPATIBLEAPIVERSION) | BIT(NODRIVER))
#define HANDLE	(COMMON | BIT(INVALPHONEHANDLE))
#define STATE	(HANDLE | BIT(INVALPHONESTATE))

static const uint32_t lists[NR_TSPI_CALLS] = {
	[TSPI_CALL_providerCreatePhoneDevice] =
		BIT(BADDEVICEID) | BIT(NOMEM) | BIT(OPERATIONFAILED),
	[TSPI_CALL_phoneNegotiateTSPIVersion] = DEVICE,
	[TSPI_CALL_phoneGetExtensionID] = DEVICE,
	[TSPI_CALL_phoneNegotiateExtVersion] =
		DEVICE | BIT(INCOMPATIBLEEXTVERSION),
	[TSPI_CALL_phoneSelectExtVersion] =
		COMMON | BIT(INCOMPATIBLEEXTVERSION),
	[TSPI_CALL_phoneGetDevCaps] = DEVICE | BIT(INCOMPATIBLEEXTVERSION),
	[TSPI_CALL_phoneOpen] =
		DEVICE | BIT(ALLOCATED) | BIT(INIFILECORRUPT) | BIT(INUSE),
	[TSPI_CALL_phoneClose] = HANDLE,
	[TSPI_CALL_phoneSetStatusMessages] =
		STATE | BIT(INVALBUTTONMODE) | BIT(INVALBUTTONSTATE),
	[TSPI_CALL_phoneGetStatus] = HANDLE,
	[TSPI_CALL_phoneGetButtonInfo] = STATE | BIT(INVALBUTTONLAMPID),
	[TSPI_CALL_phoneGetData] =
		(STATE | BIT(INVALDATAID)) & ~BIT(NOMEM),
	[TSPI_CALL_phoneGetDisplay] = STATE,
	[TSPI_CALL_phoneGetGain] = STATE | BIT(INVALHOOKSWITCHDEV),
	[TSPI_CALL_phoneGetVolume] = STATE | BIT(INVALHOOKSWITCHDEV),
	[TSPI_CALL_phoneGetHookSwitch] = STATE,
	[TSPI_CALL_phoneGetLamp] = STATE | BIT(INVALBUTTONLAMPID),
	[TSPI_CALL_phoneGetRing] = STATE,
	[TSPI_CALL_phoneGetID] = HANDLE | BIT(INVALDEVICECLASS),
	[TSPI_CALL_phoneGetIcon] = COMMON | BIT(INVALDEVICECLASS),
	[TSPI_CALL_phoneConfigDialog] =
		COMMON | BIT(BADDEVICEID) | BIT(INUSE) | BIT(INVALPARAM) |
		BIT(INVALDEVICECLASS),
	[TSPI_CALL_phoneDevSpecific] = HANDLE | BIT(INVALPOINTER),
	[TSPI_CALL_phoneSetButtonInfo] = HANDLE | BIT(INVALBUTTONLAMPID),
	[TSPI_CALL_phoneSetData] = STATE | BIT(INVALDATAID),
	[TSPI_CALL_phoneSetDisplay] = STATE | BIT(INVALPARAM),
	[TSPI_CALL_phoneSetGain] = STATE | BIT(INVALHOOKSWITCHDEV),
	[TSPI_CALL_phoneSetHookSwitch] =
		STATE | BIT(INVALHOOKSWITCHDEV) | BIT(INVALHOOKSWITCHMODE),
	[TSPI_CALL_phoneSetLamp] =
		STATE | BIT(INVALBUTTONLAMPID) | BIT(INVALLAMPMODE),
	[TSPI_CALL_phoneSetRing] = STATE | BIT(INVALRINGMODE),
	[TSPI_CALL_phoneSetVolume] = STATE | BIT(INVALHOOKSWITCHDEV),
	[TSPI_CALL_phoneJoin] = (DEVICE | BIT(INUSE)) &
		~BIT(INCOMPATIBLEAPIVERSION) & ~BIT(OPERATIONUNAVAIL),
	[TSPI_CALL_phoneGetHandles] = BIT(NOMEM) | BIT(OPERATIONFAILED),
};

bool tspi_may_answer(enum tspi_call call, LONG error)
{
	DWORD index = (DWORD)error - FIRST_ERROR;

	return index < 32 && lists[call] >> index & 1;
}

/*
 * Each function with modes has a code of its own for one that does not exist.
 */
static LONG mode_error(enum tspi_call call)
{
	switch (call) {
	case TSPI_CALL_phoneSetLamp:
		return PHONEERR_INVALLAMPMODE;
	case TSPI_CALL_phoneSetHookSwitch:
		return PHONEERR_INVALHOOKSWITCHMODE;
	case TSPI_CALL_phoneSetRing:
		return PHONEERR_INVALRINGMODE;
	default:
		return PHONEERR_OPERATIONFAILED;
	}
}

static LONG meaning_of(enum tspi_call call, int error)
{
	switch (-error) {
	case EAGAIN:
	case EMFILE:
	case ENFILE:
	case EUSERS:
		return PHONEERR_RESOURCEUNAVAIL;
	case EBADSLT:
		return PHONEERR_INVALDATAID;
	case EBUSY:
		/*
		 * TSPI_phoneOpen(): the phone is open already, or a program
		 * outside TAPI owns it (R33, Documentation/tapi-rules.rst).
		 */
		return call == TSPI_CALL_phoneOpen ? PHONEERR_ALLOCATED :
						     PHONEERR_INUSE;
	case ECHRNG:
		return PHONEERR_INVALBUTTONLAMPID;
	case EDOM:
		return mode_error(call);
	case EFAULT:
		return PHONEERR_INVALPOINTER;
	case EHOSTDOWN:
	case ENOTCONN:
		return PHONEERR_INVALPHONESTATE;
	case ENODEV:
	case ENOENT:
		return PHONEERR_NODRIVER;
	case ENOMEM:
		return PHONEERR_NOMEM;
	case ENXIO:
		return call == TSPI_CALL_phoneOpen ||
		       call == TSPI_CALL_phoneJoin ?
		       PHONEERR_NODRIVER : PHONEERR_INVALHOOKSWITCHDEV;
	case EOPNOTSUPP:
		return PHONEERR_OPERATIONUNAVAIL;
	case ERANGE:
		return PHONEERR_INVALPARAM;
	default:
		return PHONEERR_OPERATIONFAILED;
	}
}

LONG tspi_error(enum tspi_call call, int error)
{
	LONG ret;

	if (!error)
		return 0;
	ret = meaning_of(call, error);
	if (tspi_may_answer(call, ret))
		return ret;
	/* The meaning of PHONEERR_NOMEM includes failed access. */
	if (error == -EFAULT && tspi_may_answer(call, PHONEERR_NOMEM))
		return PHONEERR_NOMEM;
	return PHONEERR_OPERATIONFAILED;
}
