// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nine asynchronous functions of a provider, with arguments that a phone
 * made by phone_new(NULL), or the given phone, accepts; see provider.h.
 */
#include "async_ops.h"
#include "provider.h"

#include <stdlib.h>
#include <string.h>

/* Pair 12 is the first key with a lamp. */
struct async_args async_args = {
	.button = 12,
	.button_mode = PHONEBUTTONMODE_FEATURE,
	.lamp = 12,
	.lamp_mode = PHONELAMPMODE_STEADY,
	.gain_device = PHONEHOOKSWITCHDEV_HANDSET,
	.volume_device = PHONEHOOKSWITCHDEV_HANDSET,
	.hook_device = PHONEHOOKSWITCHDEV_SPEAKER,
	.hook_mode = PHONEHOOKSWITCHMODE_MICSPEAKER,
};

static DWORD lowest_bit(DWORD mask)
{
	return mask & -mask;
}

static DWORD highest_bit(DWORD mask)
{
	while (mask & (mask - 1))
		mask &= mask - 1;
	return mask;
}

static DWORD element(const PHONECAPS *caps, DWORD offset, DWORD index)
{
	DWORD value;

	memcpy(&value, (const char *)caps + offset + 4 * index, sizeof(value));
	return value;
}

static void fit_buttons(const PHONECAPS *caps)
{
	DWORD mode, i;

	for (i = caps->dwButtonModesSize / 4; i--;) {
		mode = element(caps, caps->dwButtonModesOffset, i);
		if (mode == PHONEBUTTONMODE_DUMMY)
			continue;
		async_args.button = i;
		async_args.button_mode = mode;
	}
}

static void fit_lamps(const PHONECAPS *caps)
{
	const DWORD none = PHONELAMPMODE_DUMMY | PHONELAMPMODE_UNKNOWN;
	DWORD modes, i;

	for (i = caps->dwLampModesSize / 4; i--;) {
		modes = element(caps, caps->dwLampModesOffset, i) & ~none;
		if (!modes)
			continue;
		async_args.lamp = i;
		async_args.lamp_mode = highest_bit(modes);
	}
}

static void fit_hook_switch(const PHONECAPS *caps)
{
	const DWORD modes[] = {
		caps->dwSettableHandsetHookSwitchModes,
		caps->dwSettableSpeakerHookSwitchModes,
		caps->dwSettableHeadsetHookSwitchModes,
	};
	unsigned int i;

	for (i = 0; i < 3; i++) {
		if (!modes[i])
			continue;
		async_args.hook_device = 1u << i;
		async_args.hook_mode = highest_bit(modes[i]);
	}
}

void async_args_fit(const PHONECAPS *caps)
{
	fit_buttons(caps);
	fit_lamps(caps);
	fit_hook_switch(caps);
	async_args.gain_device = lowest_bit(caps->dwGainFlags);
	async_args.volume_device = lowest_bit(caps->dwVolumeFlags);
}

static LONG dev_specific(DRV_REQUESTID request, HDRVPHONE phone)
{
	char data[] = "abcd";

	return tspi->phoneDevSpecific(request, phone, data, strlen(data));
}

static LONG set_button_info(DRV_REQUESTID request, HDRVPHONE phone)
{
	struct {
		PHONEBUTTONINFO info;
		WCHAR text[5];
	} __attribute__((packed)) button = {
		.info = {
			.dwTotalSize = sizeof(button),
			.dwNeededSize = sizeof(button),
			.dwUsedSize = sizeof(button),
			.dwButtonMode = async_args.button_mode,
			.dwButtonFunction = PHONEBUTTONFUNCTION_MUTE,
			.dwButtonTextSize = sizeof(button.text),
			.dwButtonTextOffset = sizeof(button.info),
		},
		.text = u"Mute",
	};

	return tspi->phoneSetButtonInfo(request, phone, async_args.button,
					&button.info);
}

static LONG set_data(DRV_REQUESTID request, HDRVPHONE phone)
{
	char data[] = "data";

	return tspi->phoneSetData(request, phone, 0, data, sizeof(data));
}

static LONG set_display(DRV_REQUESTID request, HDRVPHONE phone)
{
	static const WCHAR text[] = u"Hello";

	return tspi->phoneSetDisplay(request, phone, 0, 0, text, sizeof(text));
}

static LONG set_gain(DRV_REQUESTID request, HDRVPHONE phone)
{
	return tspi->phoneSetGain(request, phone, async_args.gain_device, 0x4000);
}

static LONG set_hook_switch(DRV_REQUESTID request, HDRVPHONE phone)
{
	return tspi->phoneSetHookSwitch(request, phone, async_args.hook_device,
					async_args.hook_mode);
}

static LONG set_lamp(DRV_REQUESTID request, HDRVPHONE phone)
{
	return tspi->phoneSetLamp(request, phone, async_args.lamp, async_args.lamp_mode);
}

static LONG set_ring(DRV_REQUESTID request, HDRVPHONE phone)
{
	return tspi->phoneSetRing(request, phone, 1, 0x8000);
}

static LONG set_volume(DRV_REQUESTID request, HDRVPHONE phone)
{
	return tspi->phoneSetVolume(request, phone, async_args.volume_device, 0x4000);
}

static const struct {
	const char *name;
	LONG (*call)(DRV_REQUESTID request, HDRVPHONE phone);
} async_ops[NR_ASYNC] = {
	{ "phoneDevSpecific", dev_specific },
	{ "phoneSetButtonInfo", set_button_info },
	{ "phoneSetData", set_data },
	{ "phoneSetDisplay", set_display },
	{ "phoneSetGain", set_gain },
	{ "phoneSetHookSwitch", set_hook_switch },
	{ "phoneSetLamp", set_lamp },
	{ "phoneSetRing", set_ring },
	{ "phoneSetVolume", set_volume },
};

LONG provider_async(unsigned int which, DRV_REQUESTID request, HDRVPHONE phone)
{
	CHECK(which < NR_ASYNC);
	return async_ops[which].call(request, phone);
}

const char *provider_async_name(unsigned int which)
{
	CHECK(which < NR_ASYNC);
	return async_ops[which].name;
}
