// SPDX-License-Identifier: LGPL-2.1-or-later
/* Questions about one thing. */
#include "caps.h"
#include "handles.h"
#include "phoneerr.h"

#include <errno.h>
#include <stdbool.h>

static int get_state(struct tspi_handle *handle, DWORD features,
		     struct tphone_state *state)
{
	if (!(features_of(&handle->info) & features))
		return -EOPNOTSUPP;
	return tphone_get_state(handle->phone, state, sizeof(*state), NULL, 0);
}

/* Its bit number, or a negative errno: not exactly one that the phone has. */
static int index_of_device(const struct tspi_handle *handle, DWORD device)
{
	int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (device == 1U << i && handle->info.hook_devices & device)
			return i;
	}
	return -ENXIO;
}

static int get_level(struct tspi_handle *handle, enum tspi_call call,
		     DWORD device, LPDWORD level)
{
	bool is_gain = call == TSPI_CALL_phoneGetGain;
	struct tphone_state state;
	int error, i;

	error = get_state(handle, is_gain ? FEATURES_GET_GAIN :
					    FEATURES_GET_VOLUME, &state);
	if (error)
		return error;
	i = index_of_device(handle, device);
	if (i < 0)
		return i;
	*level = is_gain ? state.gain[i] : state.volume[i];
	return 0;
}

static LONG answer_level(HDRVPHONE phone, enum tspi_call call, DWORD device,
			 LPDWORD level)
{
	struct tspi_handle *handle = tspi_handle_use(phone);
	int error;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	error = get_level(handle, call, device, level);
	tspi_handle_done(handle);
	return tspi_error(call, error);
}

LONG TSPI_phoneGetGain(HDRVPHONE hdPhone, DWORD dwHookSwitchDev,
		       LPDWORD lpdwGain)
{
	return answer_level(hdPhone, TSPI_CALL_phoneGetGain, dwHookSwitchDev,
			    lpdwGain);
}

LONG TSPI_phoneGetVolume(HDRVPHONE hdPhone, DWORD dwHookSwitchDev,
			 LPDWORD lpdwVolume)
{
	return answer_level(hdPhone, TSPI_CALL_phoneGetVolume, dwHookSwitchDev,
			    lpdwVolume);
}

/* The devices that are off hook. */
static DWORD off_hook(const struct tspi_handle *handle,
		      const struct tphone_state *state)
{
	DWORD devices = 0;
	unsigned int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (state->hook_mode[i] & (TPHONE_HOOKMODE_MIC |
					   TPHONE_HOOKMODE_SPEAKER |
					   TPHONE_HOOKMODE_MICSPEAKER))
			devices |= 1U << i;
	}
	return devices & handle->info.hook_devices;
}

LONG TSPI_phoneGetHookSwitch(HDRVPHONE hdPhone, LPDWORD lpdwHookSwitchDevs)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	struct tphone_state state;
	int error;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	error = get_state(handle, FEATURES_GET_HOOK_SWITCH, &state);
	if (!error)
		*lpdwHookSwitchDevs = off_hook(handle, &state);
	tspi_handle_done(handle);
	return tspi_error(TSPI_CALL_phoneGetHookSwitch, error);
}

static int get_lamp(struct tspi_handle *handle, DWORD lamp, LPDWORD mode)
{
	struct tphone_lamp answer;
	int error;

	if (!(features_of(&handle->info) & PHONEFEATURE_GETLAMP))
		return -EOPNOTSUPP;
	error = tphone_get_lamp(handle->phone, lamp, &answer, sizeof(answer));
	if (!error)
		*mode = answer.mode;
	return error;
}

LONG TSPI_phoneGetLamp(HDRVPHONE hdPhone, DWORD dwButtonLampID,
		       LPDWORD lpdwLampMode)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	int error;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	error = get_lamp(handle, dwButtonLampID, lpdwLampMode);
	tspi_handle_done(handle);
	return tspi_error(TSPI_CALL_phoneGetLamp, error);
}

LONG TSPI_phoneGetRing(HDRVPHONE hdPhone, LPDWORD lpdwRingMode,
		       LPDWORD lpdwVolume)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	struct tphone_state state;
	int error;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	error = get_state(handle, PHONEFEATURE_GETRING, &state);
	if (!error) {
		*lpdwRingMode = state.ring_mode;
		*lpdwVolume = state.ring_volume;
	}
	tspi_handle_done(handle);
	return tspi_error(TSPI_CALL_phoneGetRing, error);
}
