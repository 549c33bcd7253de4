// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * TSPI_phoneGetDevCaps().
 */
#include "call.h"
#include "part.h"
#include "session.h"
#include "state.h"
#include "version.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define SIZE_FIELD(part)	offsetof(PHONECAPS, dw##part##Size)

/* Events that phones of this provider can produce. */
#define POSSIBLE_STATES \
	(PHONESTATE_OTHER | PHONESTATE_CONNECTED | PHONESTATE_DISCONNECTED | \
	 PHONESTATE_DISPLAY | PHONESTATE_LAMP | PHONESTATE_RINGMODE | \
	 PHONESTATE_RINGVOLUME | PHONESTATE_HANDSETHOOKSWITCH | \
	 PHONESTATE_HANDSETVOLUME | PHONESTATE_HANDSETGAIN | \
	 PHONESTATE_SPEAKERHOOKSWITCH | PHONESTATE_SPEAKERVOLUME | \
	 PHONESTATE_SPEAKERGAIN | PHONESTATE_HEADSETHOOKSWITCH | \
	 PHONESTATE_HEADSETVOLUME | PHONESTATE_HEADSETGAIN | \
	 PHONESTATE_SUSPEND | PHONESTATE_RESUME | PHONESTATE_CAPSCHANGE)

static DWORD permanent_id(const char *id)
{
	DWORD hash = 2166136261U;

	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * 16777619;
	return hash ? hash : 1;
}

static void phone_id(const struct phone *phone, char *id, size_t size)
{
	if (phone->shape.id[0])
		snprintf(id, size, "%s", phone->shape.id);
	else
		snprintf(id, size, "sim-%s", phone->name);
}

static void fill_texts(const struct phone *phone, PHONECAPS *caps)
{
	static const WCHAR classes[] = u"tapi/phone\0tphone\0";
	char id[160];
	char info[640];

	phone_id(phone, id, sizeof(id));
	snprintf(info, sizeof(info), "%s %s, serial %s, id %s",
		 phone->shape.manufacturer, phone->shape.model,
		 phone->shape.serial, id);
	caps->dwStringFormat = STRINGFORMAT_UNICODE;
	caps->dwPermanentPhoneID = permanent_id(id);
	part_add_text(caps, SIZE_FIELD(ProviderInfo), "mock provider");
	part_add_text(caps, SIZE_FIELD(PhoneInfo), info);
	part_add_text(caps, SIZE_FIELD(PhoneName), phone->shape.model);
	part_add(caps, SIZE_FIELD(DeviceClasses), classes, sizeof(classes));
}

static void fill_pairs(const struct phone *phone, PHONECAPS *caps)
{
	DWORD nr = phone->state.nr_pairs;
	DWORD modes[MAX_PAIRS], functions[MAX_PAIRS], lamps[MAX_PAIRS];
	DWORD i;

	for (i = 0; i < nr; i++) {
		const struct pair *pair = &phone->state.pairs[i];

		modes[i] = pair->mode;
		functions[i] = pair->function;
		lamps[i] = pair->lamp_modes ? pair->lamp_modes :
					      PHONELAMPMODE_DUMMY;
	}
	caps->dwNumButtonLamps = nr;
	part_add(caps, SIZE_FIELD(ButtonModes), modes, nr * sizeof(DWORD));
	part_add(caps, SIZE_FIELD(ButtonFunctions), functions,
		 nr * sizeof(DWORD));
	part_add(caps, SIZE_FIELD(LampModes), lamps, nr * sizeof(DWORD));
}

static void fill_areas(const struct phone *phone, PHONECAPS *caps)
{
	const struct sizes *downloads = &phone->shape.downloads;
	const struct sizes *uploads = &phone->shape.uploads;

	caps->dwNumSetData = downloads->nr;
	part_add(caps, SIZE_FIELD(SetData), downloads->bytes,
		 downloads->nr * sizeof(DWORD));
	caps->dwNumGetData = uploads->nr;
	part_add(caps, SIZE_FIELD(GetData), uploads->bytes,
		 uploads->nr * sizeof(DWORD));
}

static DWORD modes_of(const struct phone *phone, DWORD device, DWORD modes)
{
	return phone->shape.hook_devices & device ? modes : 0;
}

static void fill_hooks(const struct phone *phone, PHONECAPS *caps)
{
	const DWORD handset = PHONEHOOKSWITCHDEV_HANDSET;
	const DWORD speaker = PHONEHOOKSWITCHDEV_SPEAKER;
	const DWORD headset = PHONEHOOKSWITCHDEV_HEADSET;
	DWORD settable = phone->shape.hook_modes;
	DWORD all = ALL_HOOK_MODES;

	if (!(phone->shape.operations & 1U << SET_HOOK_SWITCH))
		settable = 0;
	caps->dwHookSwitchDevs = phone->shape.hook_devices;
	caps->dwHandsetHookSwitchModes = modes_of(phone, handset, all);
	caps->dwSpeakerHookSwitchModes = modes_of(phone, speaker, all);
	caps->dwHeadsetHookSwitchModes = modes_of(phone, headset, all);
	caps->dwSettableHandsetHookSwitchModes =
		modes_of(phone, handset, settable);
	caps->dwSettableSpeakerHookSwitchModes =
		modes_of(phone, speaker, settable);
	caps->dwSettableHeadsetHookSwitchModes =
		modes_of(phone, headset, settable);
	caps->dwMonitoredHandsetHookSwitchModes =
		modes_of(phone, handset, all);
	caps->dwMonitoredSpeakerHookSwitchModes =
		modes_of(phone, speaker, all);
	caps->dwMonitoredHeadsetHookSwitchModes =
		modes_of(phone, headset, all);
	caps->dwVolumeFlags = phone->shape.volume_devices;
	caps->dwGainFlags = phone->shape.gain_devices;
}

/* The same phone has the same GUID; version 8 of GUIDs is for custom ones. */
static void fill_guid(const struct phone *phone, PHONECAPS *caps)
{
	char id[160];

	phone_id(phone, id, sizeof(id));
	caps->PermanentPhoneGuid = (GUID){
		.Data1 = permanent_id(id),
		.Data3 = 0x8000,
		.Data4 = { 0x80, 's', 'c', 'r', 'i', 'p', 't', 0 },
	};
}

static void spoil(PHONECAPS *caps)
{
	part_spoil(caps, SIZE_FIELD(ProviderInfo));
	part_spoil(caps, SIZE_FIELD(PhoneInfo));
	part_spoil(caps, SIZE_FIELD(PhoneName));
	part_spoil(caps, SIZE_FIELD(ButtonModes));
	part_spoil(caps, SIZE_FIELD(ButtonFunctions));
	part_spoil(caps, SIZE_FIELD(LampModes));
	part_spoil(caps, SIZE_FIELD(SetData));
	part_spoil(caps, SIZE_FIELD(GetData));
	part_spoil(caps, SIZE_FIELD(DevSpecific));
	part_spoil(caps, SIZE_FIELD(DeviceClasses));
}

static void fill(const struct phone *phone, DWORD version, DWORD extension,
		 PHONECAPS *caps)
{
	static const char driver[] = "mock";
	bool has_guid = version >= 0x00020002;

	part_begin(caps, has_guid ? PHONECAPS_SIZE_2_2 : PHONECAPS_SIZE_2_0);
	caps->dwPhoneStates = POSSIBLE_STATES;
	caps->dwDisplayNumRows = phone->shape.rows;
	caps->dwDisplayNumColumns = phone->shape.columns;
	caps->dwNumRingModes = phone->shape.ring_modes;
	caps->dwPhoneFeatures = state_features(phone);
	fill_texts(phone, caps);
	fill_pairs(phone, caps);
	fill_areas(phone, caps);
	fill_hooks(phone, caps);
	if (has_guid)
		fill_guid(phone, caps);
	part_add(caps, SIZE_FIELD(DevSpecific), driver,
		 extension >= 0x00010001 ? sizeof(driver) : 0);
}

LONG TSPI_phoneGetDevCaps(DWORD dwDeviceID, DWORD dwTSPIVersion,
			  DWORD dwExtVersion, LPPHONECAPS lpPhoneCaps)
{
	struct call call = CALL("phoneGetDevCaps", dwDeviceID, dwTSPIVersion,
				dwExtVersion);
	struct phone *phone;
	LONG result;

	call_begin_structure(&call, lpPhoneCaps);
	phone = call_device(&call, dwDeviceID, &result);
	if (phone && !version_supported(dwTSPIVersion)) {
		result = PHONEERR_INCOMPATIBLEAPIVERSION;
	} else if (phone && dwExtVersion &&
		   !version_extension_supported(phone, dwExtVersion)) {
		result = PHONEERR_INCOMPATIBLEEXTVERSION;
	} else if (phone) {
		fill(phone, dwTSPIVersion, dwExtVersion, lpPhoneCaps);
		if (session_misbehaviour(phone) & MISBEHAVE_BAD_OFFSETS)
			spoil(lpPhoneCaps);
		result = 0;
	}
	return call_end(&call, result);
}
