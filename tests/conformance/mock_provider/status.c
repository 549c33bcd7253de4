// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * TSPI_phoneGetStatus().
 */
#include "call.h"
#include "part.h"
#include "session.h"
#include "state.h"

#include <stddef.h>

#define SIZE_FIELD(part)	offsetof(PHONESTATUS, dw##part##Size)

static void fill_lamps(const struct phone *phone, PHONESTATUS *status)
{
	DWORD nr = phone->state.nr_pairs;
	DWORD lamps[MAX_PAIRS];
	DWORD i;

	for (i = 0; i < nr; i++)
		lamps[i] = phone->state.pairs[i].lamp;
	part_add(status, SIZE_FIELD(LampModes), lamps, nr * sizeof(DWORD));
}

static void fill_display(const struct phone *phone, PHONESTATUS *status)
{
	DWORD cells = phone->shape.rows * phone->shape.columns;

	part_add(status, SIZE_FIELD(Display), phone->state.cells,
		 cells ? (cells + 1) * sizeof(WCHAR) : 0);
}

static void fill_hook(const struct phone *phone, int index, DWORD *mode,
		      DWORD *volume, DWORD *gain)
{
	bool there = phone->shape.hook_devices & 1U << index;

	*mode = there ? phone->state.hook[index] : PHONEHOOKSWITCHMODE_UNKNOWN;
	*volume = there ? phone->state.volume[index] : 0;
	*gain = there ? phone->state.gain[index] : 0;
}

static void fill_hooks(const struct phone *phone, PHONESTATUS *status)
{
	DWORD mode, volume, gain;

	fill_hook(phone, 0, &mode, &volume, &gain);
	status->dwHandsetHookSwitchMode = mode;
	status->dwHandsetVolume = volume;
	status->dwHandsetGain = gain;
	fill_hook(phone, 1, &mode, &volume, &gain);
	status->dwSpeakerHookSwitchMode = mode;
	status->dwSpeakerVolume = volume;
	status->dwSpeakerGain = gain;
	fill_hook(phone, 2, &mode, &volume, &gain);
	status->dwHeadsetHookSwitchMode = mode;
	status->dwHeadsetVolume = volume;
	status->dwHeadsetGain = gain;
}

static DWORD features_now(const struct phone *phone)
{
	const DWORD set = 0x0fffc000;
	DWORD features = state_features(phone);

	return state_out_of_use(phone) ? features & ~set : features;
}

/* Members that TAPI fills. */
static void count_owners(PHONESTATUS *status)
{
	status->dwNumOwners = 77;
	status->dwNumMonitors = 78;
	part_add_text(status, SIZE_FIELD(OwnerName), "nobody of this name");
}

static void spoil(PHONESTATUS *status)
{
	part_spoil(status, SIZE_FIELD(Display));
	part_spoil(status, SIZE_FIELD(LampModes));
	part_spoil(status, SIZE_FIELD(OwnerName));
	part_spoil(status, SIZE_FIELD(DevSpecific));
}

static void fill(const struct phone *phone, PHONESTATUS *status)
{
	part_begin(status, sizeof(*status));
	status->dwStatusFlags = 0;
	if (phone->state.connected)
		status->dwStatusFlags |= PHONESTATUSFLAGS_CONNECTED;
	if (phone->state.suspended)
		status->dwStatusFlags |= PHONESTATUSFLAGS_SUSPENDED;
	status->dwRingMode = phone->state.ring_mode;
	status->dwRingVolume = phone->state.ring_volume;
	status->dwPhoneFeatures = features_now(phone);
	fill_hooks(phone, status);
	fill_display(phone, status);
	fill_lamps(phone, status);
}

LONG TSPI_phoneGetStatus(HDRVPHONE hdPhone, LPPHONESTATUS lpPhoneStatus)
{
	struct call call = CALL("phoneGetStatus", NUMBER(hdPhone));
	struct phone *phone;
	LONG result;

	call_begin_structure(&call, lpPhoneStatus);
	phone = call_phone(&call, hdPhone, &result);
	if (phone) {
		fill(phone, lpPhoneStatus);
		if (session_misbehaviour(phone) & MISBEHAVE_COUNTS_OWNERS)
			count_owners(lpPhoneStatus);
		if (session_misbehaviour(phone) & MISBEHAVE_BAD_OFFSETS)
			spoil(lpPhoneStatus);
		result = 0;
	}
	return call_end(&call, result);
}
