// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The synchronous functions of an open phone: each TSPI_phoneGet... of a
 * handle.
 */
#include "../common/utf.h"
#include "caps.h"
#include "devices.h"
#include "pack.h"
#include "requests.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <strings.h>

static int get_state(struct tspi_handle *handle, DWORD features,
		     struct tphone_state *state)
{
	if (!(features_of(&handle->info) & features))
		return -EOPNOTSUPP;
	return tphone_get_state(handle->phone, state, sizeof(*state), NULL, 0);
}

/*
 * Returns the number of its bit; -ENXIO: not exactly one device that the phone
 * has.
 */
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

/* Returns the devices that are off hook. */
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

LONG TSPI_phoneGetData(HDRVPHONE hdPhone, DWORD dwDataID, LPVOID lpData,
		       DWORD dwSize)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	struct tphone_data answer;
	int error = -EOPNOTSUPP;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	if (features_of(&handle->info) & PHONEFEATURE_GETDATA)
		error = tphone_get_data(handle->phone, dwDataID, 0,
					dwSize ? lpData : NULL, dwSize,
					&answer, sizeof(answer));
	tspi_handle_done(handle);
	return tspi_error(TSPI_CALL_phoneGetData, error);
}

static_assert(sizeof(PHONEBUTTONINFO) == 40, "fixed part of all versions");

static int get_button(struct tspi_handle *handle, DWORD button,
		      LPPHONEBUTTONINFO to)
{
	struct tphone_button answer;
	struct pack pack;
	int error;

	if (!(features_of(&handle->info) & PHONEFEATURE_GETBUTTONINFO))
		return -EOPNOTSUPP;
	error = tphone_get_button(handle->phone, button, &answer,
				  sizeof(answer));
	if (error)
		return error;
	to->dwButtonMode = answer.mode;
	to->dwButtonFunction = answer.function;
	to->dwButtonState = answer.state;
	pack_begin(&pack, to, to->dwTotalSize, sizeof(*to));
	pack_add_text(&pack, offsetof(PHONEBUTTONINFO, dwButtonTextSize),
		      answer.text);
	pack_add(&pack, offsetof(PHONEBUTTONINFO, dwDevSpecificSize), NULL, 0);
	pack_end(&pack);
	return 0;
}

LONG TSPI_phoneGetButtonInfo(HDRVPHONE hdPhone, DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO lpButtonInfo)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	int error;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	error = get_button(handle, dwButtonLampID, lpButtonInfo);
	tspi_handle_done(handle);
	return tspi_error(TSPI_CALL_phoneGetButtonInfo, error);
}

/*
 * Returns a unit of UTF-16 for each cell of the display, row after row, and a
 * terminator, which the caller frees; NULL without a display. Returns 0 or a
 * negative errno.
 */
static int get_cells(struct tspi_handle *handle, uint16_t **cells, size_t *size)
{
	size_t count = display_cells_of(&handle->info);
	char *text;
	int error;

	*cells = NULL;
	*size = 0;
	if (!count)
		return 0;
	error = tphone_get_display(handle->phone, &text, NULL, 0);
	if (error)
		return error;
	*cells = calloc(count + 1, sizeof(**cells));
	if (*cells) {
		text_to_cells(*cells, count, text);
		*size = (count + 1) * sizeof(**cells);
	}
	free(text);
	return *cells ? 0 : -ENOMEM;
}

static int get_display(struct tspi_handle *handle, LPVARSTRING to)
{
	struct pack pack;
	uint16_t *cells;
	size_t size;
	int error;

	if (!(features_of(&handle->info) & PHONEFEATURE_GETDISPLAY))
		return -EOPNOTSUPP;
	error = get_cells(handle, &cells, &size);
	if (error)
		return error;
	pack_begin(&pack, to, to->dwTotalSize, sizeof(*to));
	pack_add(&pack, offsetof(VARSTRING, dwStringSize), cells, size);
	pack_end(&pack);
	to->dwStringFormat = STRINGFORMAT_UNICODE;
	free(cells);
	return 0;
}

LONG TSPI_phoneGetDisplay(HDRVPHONE hdPhone, LPVARSTRING lpDisplay)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	int error;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	error = get_display(handle, lpDisplay);
	tspi_handle_done(handle);
	return tspi_error(TSPI_CALL_phoneGetDisplay, error);
}

#define CLASS_PATH	"tphone"
#define CLASS_DEVICE	"tapi/phone"
#define STRING		offsetof(VARSTRING, dwStringSize)

static void answer_path(const struct tspi_handle *handle, LPVARSTRING to)
{
	struct pack pack;

	pack_begin(&pack, to, to->dwTotalSize, sizeof(*to));
	pack_add_text(&pack, STRING, handle->device->path);
	pack_end(&pack);
	to->dwStringFormat = STRINGFORMAT_UNICODE;
}

/*
 * TAPI answers this class itself; this is for programs that use the provider
 * directly.
 */
static void answer_device(const struct tspi_handle *handle, LPVARSTRING to)
{
	DWORD device_id = handle->device->device_id;
	struct pack pack;

	pack_begin(&pack, to, to->dwTotalSize, sizeof(*to));
	pack_add(&pack, STRING, &device_id, sizeof(device_id));
	pack_end(&pack);
	to->dwStringFormat = STRINGFORMAT_BINARY;
}

enum device_class {
	NO_CLASS,
	CLASS_OF_PATH,
	CLASS_OF_DEVICE,
};

/* A name that does not fit is longer than each that exists. */
static enum device_class class_named(LPCWSTR name)
{
	char text[sizeof(CLASS_DEVICE) + UTF8_MAX] = "";

	if (!name)
		return NO_CLASS;
	utf16_to_utf8(text, sizeof(text) - 1, name, utf16_length(name));
	if (!strcasecmp(text, CLASS_PATH))
		return CLASS_OF_PATH;
	return strcasecmp(text, CLASS_DEVICE) ? NO_CLASS : CLASS_OF_DEVICE;
}

static LONG get_id(const struct tspi_handle *handle, LPVARSTRING to,
		   LPCWSTR name)
{
	switch (class_named(name)) {
	case CLASS_OF_PATH:
		answer_path(handle, to);
		return 0;
	case CLASS_OF_DEVICE:
		answer_device(handle, to);
		return 0;
	default:
		return PHONEERR_INVALDEVICECLASS;
	}
}

LONG TSPI_phoneGetID(HDRVPHONE hdPhone, LPVARSTRING lpDeviceID,
		     LPCWSTR lpszDeviceClass, HANDLE hTargetProcess)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	LONG ret;

	(void)hTargetProcess;
	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	ret = get_id(handle, lpDeviceID, lpszDeviceClass);
	tspi_handle_done(handle);
	return ret;
}

/* Without a class, the phone itself is meant. */
static bool is_default(LPCWSTR name)
{
	return !name || !utf16_length(name);
}

/*
 * The provider has neither icons nor dialogs (R54,
 * Documentation/tapi-rules.rst).
 */
LONG TSPI_phoneGetIcon(DWORD dwDeviceID, LPCWSTR lpszDeviceClass,
		       LPHICON lphIcon)
{
	(void)dwDeviceID;
	(void)lphIcon;
	if (!is_default(lpszDeviceClass) &&
	    class_named(lpszDeviceClass) == NO_CLASS)
		return PHONEERR_INVALDEVICECLASS;
	return PHONEERR_OPERATIONUNAVAIL;
}

LONG TSPI_phoneConfigDialog(DWORD dwDeviceID, HWND hwndOwner,
			    LPCWSTR lpszDeviceClass)
{
	(void)dwDeviceID;
	(void)hwndOwner;
	(void)lpszDeviceClass;
	return PHONEERR_OPERATIONUNAVAIL;
}

static_assert(sizeof(PHONESTATUS) == 104, "fixed part of all versions");

static DWORD status_flags(const struct tphone_state *state)
{
	DWORD flags = 0;

	if (state->status & TPHONE_STATUS_CONNECTED)
		flags |= PHONESTATUSFLAGS_CONNECTED;
	if (state->status & TPHONE_STATUS_SUSPENDED)
		flags |= PHONESTATUSFLAGS_SUSPENDED;
	return flags;
}

/*
 * TAPI fills in the numbers of owners and monitors, and the name of the owner.
 */
static void fill_status(LPPHONESTATUS to, const struct tphone_info *info,
			const struct tphone_state *state)
{
	to->dwStatusFlags = status_flags(state);
	to->dwRingMode = state->ring_mode;
	to->dwRingVolume = state->ring_volume;
	to->dwHandsetHookSwitchMode = state->hook_mode[0];
	to->dwHandsetVolume = state->volume[0];
	to->dwHandsetGain = state->gain[0];
	to->dwSpeakerHookSwitchMode = state->hook_mode[1];
	to->dwSpeakerVolume = state->volume[1];
	to->dwSpeakerGain = state->gain[1];
	to->dwHeadsetHookSwitchMode = state->hook_mode[2];
	to->dwHeadsetVolume = state->volume[2];
	to->dwHeadsetGain = state->gain[2];
	to->dwPhoneFeatures = features_now(info, state->status);
}

static int pack_status(struct tspi_handle *handle, LPPHONESTATUS to,
		       uint32_t *lamps)
{
	const struct tphone_info *info = &handle->info;
	struct tphone_state state;
	uint16_t *cells;
	struct pack pack;
	size_t size;
	int error;

	error = tphone_get_state(handle->phone, &state, sizeof(state), lamps,
				 info->nr_buttons);
	if (error)
		return error;
	error = get_cells(handle, &cells, &size);
	if (error)
		return error;
	fill_status(to, info, &state);
	pack_begin(&pack, to, to->dwTotalSize, sizeof(*to));
	pack_add(&pack, offsetof(PHONESTATUS, dwLampModesSize), lamps,
		 info->nr_buttons * sizeof(*lamps));
	pack_add(&pack, offsetof(PHONESTATUS, dwDisplaySize), cells, size);
	pack_add(&pack, offsetof(PHONESTATUS, dwDevSpecificSize), NULL, 0);
	pack_end(&pack);
	free(cells);
	return 0;
}

static int get_status(struct tspi_handle *handle, LPPHONESTATUS to)
{
	uint32_t *lamps = calloc(handle->info.nr_buttons + 1, sizeof(*lamps));
	int error;

	if (!lamps)
		return -ENOMEM;
	error = pack_status(handle, to, lamps);
	free(lamps);
	return error;
}

LONG TSPI_phoneGetStatus(HDRVPHONE hdPhone, LPPHONESTATUS lpPhoneStatus)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	int error;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	error = get_status(handle, lpPhoneStatus);
	tspi_handle_done(handle);
	return tspi_error(TSPI_CALL_phoneGetStatus, error);
}

static void show_owner(LPVARSTRING to, const char *name)
{
	struct pack pack;

	pack_begin(&pack, to, to->dwTotalSize, sizeof(*to));
	pack_add_text(&pack, offsetof(VARSTRING, dwStringSize), name);
	pack_end(&pack);
	to->dwStringFormat = STRINGFORMAT_UNICODE;
}

LONG TSPI_phoneGetHandles(HDRVPHONE hdHandle, LPDWORD lpdwNumOwners,
			  LPDWORD lpdwNumMonitors, LPVARSTRING lpOwnerName)
{
	struct tspi_handle *handle = tspi_handle_use(hdHandle);
	struct tphone_state state;
	int error;

	if (!handle)
		return PHONEERR_OPERATIONFAILED;
	error = tphone_get_state(handle->phone, &state, sizeof(state), NULL, 0);
	tspi_handle_done(handle);
	if (error)
		return tspi_error(TSPI_CALL_phoneGetHandles, error);
	*lpdwNumOwners = state.nr_owners;
	*lpdwNumMonitors = state.nr_monitors;
	show_owner(lpOwnerName, state.owner_name);
	return 0;
}
