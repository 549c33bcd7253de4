// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Opening and closing phones, and selecting events.
 */
#include "call.h"
#include "event.h"
#include "opening.h"
#include "operation.h"
#include "session.h"
#include "version.h"

#include <stddef.h>

#define ALL_PHONE_STATES	0x00ffffff
#define ALL_BUTTON_MODES	0x3f
#define ALL_BUTTON_STATES	0xf

/* Handles are numbers, each of which is used once. */
static HDRVPHONE new_handle(void)
{
	static DWORD_PTR last = 0x5000;

	return (HDRVPHONE)++last;
}

static void begin(struct phone *phone, HTAPIPHONE tapi, PHONEEVENT event)
{
	DWORD i;

	phone->opening = (struct opening){
		.handle = new_handle(),
		.tapi = tapi,
		.event = event,
	};
	for (i = 0; i < phone->state.nr_pairs; i++)
		phone->state.pairs[i].reported = false;
}

LONG TSPI_phoneOpen(DWORD dwDeviceID, HTAPIPHONE htPhone, LPHDRVPHONE lphdPhone,
		    DWORD dwTSPIVersion, PHONEEVENT lpfnEventProc)
{
	struct call call = CALL("phoneOpen", dwDeviceID, NUMBER(htPhone), 0,
				dwTSPIVersion);
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_device(&call, dwDeviceID, &result);
	if (phone && phone->behaviour.open_error) {
		result = phone->behaviour.open_error;
	} else if (phone && !version_supported(dwTSPIVersion)) {
		result = PHONEERR_INCOMPATIBLEAPIVERSION;
	} else if (phone && phone->opening.handle) {
		result = PHONEERR_ALLOCATED;
	} else if (phone) {
		begin(phone, htPhone, lpfnEventProc);
		*lphdPhone = phone->opening.handle;
		result = 0;
	}
	return call_end(&call, result);
}

static void reset(struct phone *phone)
{
	DWORD i;

	phone->state.ring_mode = 0;
	for (i = 0; i < phone->state.nr_pairs; i++) {
		if (phone->state.pairs[i].lamp_modes)
			phone->state.pairs[i].lamp = PHONELAMPMODE_OFF;
	}
}

void opening_end(struct phone *phone)
{
	operation_end_all(phone);
	if (phone->shape.reset_on_last_close)
		reset(phone);
	phone->opening.handle = NULL;
	phone->opening.extension = 0;
}

void opening_force_end(struct phone *phone)
{
	if (!phone->opening.handle)
		return;
	opening_end(phone);
	event_raise(phone, PHONE_CLOSE, 0, 0, 0);
}

LONG TSPI_phoneClose(HDRVPHONE hdPhone)
{
	struct call call = CALL("phoneClose", NUMBER(hdPhone));
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone) {
		opening_end(phone);
		result = session_misbehaviour(phone) & MISBEHAVE_CLOSE_FAILS ?
				 PHONEERR_OPERATIONFAILED : 0;
	}
	/*
	 * Let call_end() flush callbacks that another thread has queued, too.
	 */
	call.callbacks = true;
	return call_end(&call, result);
}

static LONG set_status_messages(struct phone *phone, DWORD states,
				DWORD button_modes, DWORD button_states)
{
	if (states & ~ALL_PHONE_STATES)
		return PHONEERR_INVALPHONESTATE;
	if (button_modes & ~ALL_BUTTON_MODES)
		return PHONEERR_INVALBUTTONMODE;
	if (button_modes && (!button_states ||
			     button_states & ~ALL_BUTTON_STATES))
		return PHONEERR_INVALBUTTONSTATE;
	phone->opening.states = states;
	phone->opening.button_modes = button_modes;
	phone->opening.button_states = button_states;
	return 0;
}

LONG TSPI_phoneSetStatusMessages(HDRVPHONE hdPhone, DWORD dwPhoneStates,
				 DWORD dwButtonModes, DWORD dwButtonStates)
{
	struct call call = CALL("phoneSetStatusMessages", NUMBER(hdPhone),
				dwPhoneStates, dwButtonModes, dwButtonStates);
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = set_status_messages(phone, dwPhoneStates,
					     dwButtonModes, dwButtonStates);
	return call_end(&call, result);
}
