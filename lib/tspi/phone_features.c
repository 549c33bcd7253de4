// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/array_size.h"
#include "caps.h"

#include <stdbool.h>

static bool knows(const struct tphone_info *info, unsigned int opcode)
{
	return info->opcodes >> opcode & 1;
}

static bool reports(const struct tphone_info *info, unsigned int event)
{
	return info->events >> event & 1;
}

/*
 * Masks of hook switch devices have the same order as the three bits of a kind of
 * feature, of which @first is that of the handset.
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

DWORD states_of(const struct tphone_info *info)
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
