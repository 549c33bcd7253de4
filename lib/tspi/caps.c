// SPDX-License-Identifier: LGPL-2.1-or-later
/* Properties of a phone, and PHONECAPS that contains them. */
#include "../common/macros.h"
#include "caps.h"
#include "devices.h"
#include "pack.h"
#include "requests.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool version_exists(DWORD version)
{
	return version >= TSPI_OLDEST && version <= TSPI_NEWEST;
}

bool has_extensions(const struct tphone_info *info)
{
	return info->opcodes >> TPHONE_OP_DEVSPECIFIC & 1;
}

bool extension_exists(const struct tphone_info *info, DWORD version)
{
	return has_extensions(info) && version >= EXTENSION_OLDEST &&
	       version <= EXTENSION_NEWEST;
}

DWORD version_agree(DWORD oldest, DWORD newest, DWORD low, DWORD high)
{
	if (high > newest)
		high = newest;
	if (low < oldest)
		low = oldest;
	return low <= high ? high : 0;
}

/* FNV-1a, of 32 and of 64 bits */
#define BASIS_32	0x811c9dc5U
#define PRIME_32	0x01000193U
#define BASIS_64	0xcbf29ce484222325ULL
#define PRIME_64	0x00000100000001b3ULL

/* With BASIS_64 for both halves of a UUID, the halves would be equal. */
#define OTHER_BASIS_64	0x746c657068406e65ULL

#define UUID_VERSION	8
#define UUID_VARIANT	0x80

DWORD permanent_id(const char *id)
{
	uint32_t hash = BASIS_32;

	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * PRIME_32;
	return hash ? hash : 1;
}

static uint64_t hash_64(uint64_t hash, const char *id)
{
	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * PRIME_64;
	return hash;
}

GUID permanent_guid(const char *id)
{
	uint64_t first = hash_64(BASIS_64, id);
	uint64_t second = hash_64(OTHER_BASIS_64, id);
	GUID guid;
	int i;

	guid.Data1 = (DWORD)first;
	guid.Data2 = (WORD)(first >> 32);
	guid.Data3 = (WORD)(first >> 48);
	guid.Data3 = (WORD)((guid.Data3 & 0x0fff) | UUID_VERSION << 12);
	for (i = 0; i < 8; i++)
		guid.Data4[i] = (BYTE)(second >> 8 * i);
	guid.Data4[0] = (BYTE)((guid.Data4[0] & 0x3f) | UUID_VARIANT);
	return guid;
}

static bool knows(const struct tphone_info *info, unsigned int opcode)
{
	return info->opcodes >> opcode & 1;
}

static bool reports(const struct tphone_info *info, unsigned int event)
{
	return info->events >> event & 1;
}

/*
 * The bits of hook switch devices have the same order as the three bits of a
 * kind of feature, of which @first is that of the handset.
 */
static DWORD for_devices(uint32_t devices, DWORD first)
{
	return (devices & TPHONE_HOOK_DEVICES) * first;
}

static uint32_t settable_devices(const struct tphone_info *info)
{
	uint32_t devices = 0;
	unsigned int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (info->hook_modes_settable[i])
			devices |= 1U << i;
	}
	return devices & info->hook_devices;
}

static DWORD get_features(const struct tphone_info *info)
{
	uint32_t devices = info->hook_devices;
	DWORD features = 0;

	features |= for_devices(devices, PHONEFEATURE_GETGAINHANDSET);
	features |= for_devices(devices, PHONEFEATURE_GETHOOKSWITCHHANDSET);
	features |= for_devices(devices, PHONEFEATURE_GETVOLUMEHANDSET);
	if (info->nr_buttons)
		features |= PHONEFEATURE_GETBUTTONINFO | PHONEFEATURE_GETLAMP;
	if (info->nr_uploads)
		features |= PHONEFEATURE_GETDATA;
	if (info->display_rows)
		features |= PHONEFEATURE_GETDISPLAY;
	if (info->nr_ring_modes || reports(info, TPHONE_EVENT_RING_MODE))
		features |= PHONEFEATURE_GETRING;
	return features;
}

static DWORD set_features(const struct tphone_info *info)
{
	DWORD features = 0;

	if (knows(info, TPHONE_OP_SET_BUTTON) && info->nr_buttons)
		features |= PHONEFEATURE_SETBUTTONINFO;
	if (knows(info, TPHONE_OP_SET_DATA) && info->nr_downloads)
		features |= PHONEFEATURE_SETDATA;
	if (knows(info, TPHONE_OP_SET_DISPLAY) && info->display_rows)
		features |= PHONEFEATURE_SETDISPLAY;
	if (knows(info, TPHONE_OP_SET_GAIN))
		features |= for_devices(info->gain_devices,
					PHONEFEATURE_SETGAINHANDSET);
	if (knows(info, TPHONE_OP_SET_HOOK))
		features |= for_devices(settable_devices(info),
					PHONEFEATURE_SETHOOKSWITCHHANDSET);
	if (knows(info, TPHONE_OP_SET_LAMP) && info->nr_buttons)
		features |= PHONEFEATURE_SETLAMP;
	if (knows(info, TPHONE_OP_SET_RING) && info->nr_ring_modes)
		features |= PHONEFEATURE_SETRING;
	if (knows(info, TPHONE_OP_SET_VOLUME))
		features |= for_devices(info->volume_devices,
					PHONEFEATURE_SETVOLUMEHANDSET);
	return features;
}

DWORD features_of(const struct tphone_info *info)
{
	return get_features(info) | set_features(info);
}

DWORD features_now(const struct tphone_info *info, uint32_t status)
{
	DWORD features = features_of(info);

	if (!(status & TPHONE_STATUS_CONNECTED) ||
	    status & TPHONE_STATUS_SUSPENDED)
		features &= ~(DWORD)FEATURES_SET;
	return features;
}

size_t display_cells_of(const struct tphone_info *info)
{
	return (size_t)info->display_rows * info->display_columns;
}

static DWORD hook_states(const struct tphone_info *info)
{
	static const DWORD hooks[TPHONE_NR_HOOK_DEVICES] = {
		PHONESTATE_HANDSETHOOKSWITCH,
		PHONESTATE_SPEAKERHOOKSWITCH,
		PHONESTATE_HEADSETHOOKSWITCH,
	};
	static const DWORD levels[TPHONE_NR_HOOK_DEVICES] = {
		PHONESTATE_HANDSETVOLUME | PHONESTATE_HANDSETGAIN,
		PHONESTATE_SPEAKERVOLUME | PHONESTATE_SPEAKERGAIN,
		PHONESTATE_HEADSETVOLUME | PHONESTATE_HEADSETGAIN,
	};
	DWORD states = 0;
	unsigned int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (info->hook_devices >> i & 1)
			states |= hooks[i] | levels[i];
	}
	return states;
}

/* Returns the PHONESTATE_* that the phone can report. */
static DWORD states_of(const struct tphone_info *info)
{
	static const struct {
		unsigned int event;
		DWORD states;
	} sources[] = {
		{ TPHONE_EVENT_LAMP, PHONESTATE_LAMP },
		{ TPHONE_EVENT_RING_MODE, PHONESTATE_RINGMODE },
		{ TPHONE_EVENT_RING_VOLUME, PHONESTATE_RINGVOLUME },
		{ TPHONE_EVENT_DISPLAY, PHONESTATE_DISPLAY },
		{ TPHONE_EVENT_BUTTON_INFO,
		  PHONESTATE_CAPSCHANGE | PHONESTATE_OTHER },
		{ TPHONE_EVENT_DATA, PHONESTATE_OTHER },
		{ TPHONE_EVENT_CONNECTION,
		  PHONESTATE_CONNECTED | PHONESTATE_DISCONNECTED },
		{ TPHONE_EVENT_SUSPEND, PHONESTATE_SUSPEND | PHONESTATE_RESUME },
	};
	DWORD states = hook_states(info);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sources); i++) {
		if (reports(info, sources[i].event))
			states |= sources[i].states;
	}
	return states;
}

#define PROVIDER_INFO	"tphone"
#define WITH_GUID	0x00020002

/* A list: each name is terminated, and so is the list. */
static const uint16_t device_classes[] = u"tapi/phone\0tphone\0";

static_assert(sizeof(PHONECAPS) == PHONECAPS_SIZE_2_2, "the newest version");

#define PAIR(name)	offsetof(PHONECAPS, dw##name##Size)

static DWORD fixed_size(DWORD version)
{
	return version < WITH_GUID ? PHONECAPS_SIZE_2_0 : PHONECAPS_SIZE_2_2;
}

/* Returns no modes for a device that the phone does not have. */
static DWORD hook_modes(const struct tphone_info *info, unsigned int device,
			DWORD modes)
{
	return info->hook_devices >> device & 1 ? modes : 0;
}

static DWORD settable(const struct tphone_info *info, unsigned int device)
{
	return hook_modes(info, device, info->hook_modes_settable[device]);
}

static DWORD reported(const struct tphone_info *info, unsigned int device)
{
	return hook_modes(info, device, info->hook_modes_reported[device]);
}

static void fill_hooks(LPPHONECAPS to, const struct tphone_info *info)
{
	to->dwHookSwitchDevs = info->hook_devices;
	to->dwSettableHandsetHookSwitchModes = settable(info, 0);
	to->dwSettableSpeakerHookSwitchModes = settable(info, 1);
	to->dwSettableHeadsetHookSwitchModes = settable(info, 2);
	to->dwMonitoredHandsetHookSwitchModes = reported(info, 0);
	to->dwMonitoredSpeakerHookSwitchModes = reported(info, 1);
	to->dwMonitoredHeadsetHookSwitchModes = reported(info, 2);
	to->dwHandsetHookSwitchModes = settable(info, 0) | reported(info, 0);
	to->dwSpeakerHookSwitchModes = settable(info, 1) | reported(info, 1);
	to->dwHeadsetHookSwitchModes = settable(info, 2) | reported(info, 2);
}

static void fill_fixed(LPPHONECAPS to, const struct tphone_info *info,
		       DWORD version)
{
	to->dwPermanentPhoneID = permanent_id(info->id);
	to->dwStringFormat = STRINGFORMAT_UNICODE;
	to->dwPhoneStates = states_of(info);
	fill_hooks(to, info);
	to->dwVolumeFlags = info->volume_devices;
	to->dwGainFlags = info->gain_devices;
	to->dwDisplayNumRows = info->display_rows;
	to->dwDisplayNumColumns = info->display_columns;
	to->dwNumRingModes = info->nr_ring_modes;
	to->dwNumButtonLamps = info->nr_buttons;
	to->dwNumSetData = info->nr_downloads;
	to->dwNumGetData = info->nr_uploads;
	to->dwPhoneFeatures = features_of(info);
	if (version >= WITH_GUID)
		to->PermanentPhoneGuid = permanent_guid(info->id);
}

/**
 * struct arrays - the arrays of PHONECAPS
 * @button_modes: modes of the buttons, one for each pair of button and lamp
 * @button_functions: functions of the buttons, in the same way
 * @lamp_modes: masks of the modes of the lamps, in the same way
 * @downloads: bytes of each area for downloads
 * @uploads: bytes of each area for uploads
 */
struct arrays {
	DWORD *button_modes;
	DWORD *button_functions;
	DWORD *lamp_modes;
	DWORD *downloads;
	DWORD *uploads;
};

static void free_arrays(struct arrays *arrays)
{
	free(arrays->button_modes);
	free(arrays->button_functions);
	free(arrays->lamp_modes);
	free(arrays->downloads);
	free(arrays->uploads);
}

/* Allocates one element more, as calloc() of 0 bytes may return NULL. */
static DWORD *new_array(size_t count)
{
	return calloc(count + 1, sizeof(DWORD));
}

static int make_arrays(struct arrays *arrays, const struct tphone_info *info)
{
	arrays->button_modes = new_array(info->nr_buttons);
	arrays->button_functions = new_array(info->nr_buttons);
	arrays->lamp_modes = new_array(info->nr_buttons);
	arrays->downloads = new_array(info->nr_downloads);
	arrays->uploads = new_array(info->nr_uploads);
	if (arrays->button_modes && arrays->button_functions &&
	    arrays->lamp_modes && arrays->downloads && arrays->uploads)
		return 0;
	free_arrays(arrays);
	return -ENOMEM;
}

static int ask_pair(struct tphone *phone, struct arrays *arrays, unsigned int i)
{
	struct tphone_button button;
	struct tphone_lamp lamp;
	int error;

	error = tphone_get_button(phone, i, &button, sizeof(button));
	if (error)
		return error;
	error = tphone_get_lamp(phone, i, &lamp, sizeof(lamp));
	if (error)
		return error;
	arrays->button_modes[i] = button.mode;
	arrays->button_functions[i] = button.function;
	arrays->lamp_modes[i] = lamp.mode == TPHONE_LAMPMODE_DUMMY ?
				PHONELAMPMODE_DUMMY : lamp.modes;
	return 0;
}

static int ask_upload(struct tphone *phone, struct arrays *arrays,
		      unsigned int i)
{
	struct tphone_data data;
	int error;

	error = tphone_get_data(phone, i, 0, NULL, 0, &data, sizeof(data));
	if (!error)
		arrays->uploads[i] = data.area_size;
	return error;
}

static int ask(struct tphone *phone, const struct tphone_info *info,
	       struct arrays *arrays)
{
	unsigned int i;
	int error = 0;

	for (i = 0; i < info->nr_buttons && !error; i++)
		error = ask_pair(phone, arrays, i);
	for (i = 0; i < info->nr_downloads && !error; i++)
		error = tphone_get_download_size(phone, i,
						 &arrays->downloads[i]);
	for (i = 0; i < info->nr_uploads && !error; i++)
		error = ask_upload(phone, arrays, i);
	return error;
}

/*
 * "MANUFACTURER MODEL, serial SERIAL, id ID", without the parts that are not
 * known
 */
static void describe(char *text, size_t size, const struct tphone_info *info)
{
	const char *blank = info->manufacturer[0] && info->model[0] ? " " : "";
	bool named = info->manufacturer[0] || info->model[0];

	snprintf(text, size, "%s%s%s%s%s%s%sid %s", info->manufacturer, blank,
		 info->model, named ? ", " : "",
		 info->serial[0] ? "serial " : "", info->serial,
		 info->serial[0] ? ", " : "", info->id);
}

/* The arrays come first, so that they are aligned. */
static void fill_parts(LPPHONECAPS to, const struct tphone_info *info,
		       const struct arrays *arrays, DWORD version,
		       DWORD extension)
{
	size_t pairs = info->nr_buttons * sizeof(DWORD);
	char text[4 * TPHONE_ID_SIZE];
	struct pack pack;

	pack_begin(&pack, to, to->dwTotalSize, fixed_size(version));
	pack_add(&pack, PAIR(ButtonModes), arrays->button_modes, pairs);
	pack_add(&pack, PAIR(ButtonFunctions), arrays->button_functions, pairs);
	pack_add(&pack, PAIR(LampModes), arrays->lamp_modes, pairs);
	pack_add(&pack, PAIR(SetData), arrays->downloads,
		 info->nr_downloads * sizeof(DWORD));
	pack_add(&pack, PAIR(GetData), arrays->uploads,
		 info->nr_uploads * sizeof(DWORD));
	pack_add_text(&pack, PAIR(ProviderInfo), PROVIDER_INFO);
	describe(text, sizeof(text), info);
	pack_add_text(&pack, PAIR(PhoneInfo), text);
	pack_add_text(&pack, PAIR(PhoneName),
		      info->model[0] ? info->model : info->id);
	pack_add(&pack, PAIR(DeviceClasses), device_classes,
		 sizeof(device_classes));
	pack_add(&pack, PAIR(DevSpecific), info->driver,
		 extension >= EXTENSION_DRIVER_NAME ? strlen(info->driver) + 1 :
						      0);
	pack_end(&pack);
}

static int fill(struct tphone *phone, const struct tphone_info *info,
		DWORD version, DWORD extension, LPPHONECAPS to)
{
	struct arrays arrays;
	int error;

	error = make_arrays(&arrays, info);
	if (error)
		return error;
	error = ask(phone, info, &arrays);
	if (!error) {
		fill_fixed(to, info, version);
		fill_parts(to, info, &arrays, version, extension);
	}
	free_arrays(&arrays);
	return error;
}

static LONG get_caps(struct tphone *phone, const struct tphone_info *info,
		     DWORD version, DWORD extension, LPPHONECAPS to)
{
	if (!version_exists(version))
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	if (extension && !extension_exists(info, extension))
		return PHONEERR_INCOMPATIBLEEXTVERSION;
	return tspi_error(TSPI_CALL_phoneGetDevCaps,
			  fill(phone, info, version, extension, to));
}

LONG TSPI_phoneGetDevCaps(DWORD dwDeviceID, DWORD dwTSPIVersion,
			  DWORD dwExtVersion, LPPHONECAPS lpPhoneCaps)
{
	struct tphone_info info;
	struct tphone *phone;
	int error;
	LONG ret;

	error = tspi_device_look(dwDeviceID, &phone, &info);
	if (error)
		return tspi_error(TSPI_CALL_phoneGetDevCaps, error);
	ret = get_caps(phone, &info, dwTSPIVersion, dwExtVersion, lpPhoneCaps);
	tphone_close(phone);
	return ret;
}
