// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nine asynchronous functions of a provider with arguments that a phone
 * made by phone_new(NULL) accepts, see provider.h.
 */
#include "provider.h"

#include <string.h>

/* Pair 12 is the first key with a lamp. */
#define PAIR	12

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
			.dwButtonMode = PHONEBUTTONMODE_FEATURE,
			.dwButtonFunction = PHONEBUTTONFUNCTION_MUTE,
			.dwButtonTextSize = sizeof(button.text),
			.dwButtonTextOffset = sizeof(button.info),
		},
		.text = u"Mute",
	};

	return tspi->phoneSetButtonInfo(request, phone, PAIR, &button.info);
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
	return tspi->phoneSetGain(request, phone, PHONEHOOKSWITCHDEV_HANDSET,
				  0x4000);
}

static LONG set_hook_switch(DRV_REQUESTID request, HDRVPHONE phone)
{
	return tspi->phoneSetHookSwitch(request, phone,
					PHONEHOOKSWITCHDEV_SPEAKER,
					PHONEHOOKSWITCHMODE_MICSPEAKER);
}

static LONG set_lamp(DRV_REQUESTID request, HDRVPHONE phone)
{
	return tspi->phoneSetLamp(request, phone, PAIR, PHONELAMPMODE_STEADY);
}

static LONG set_ring(DRV_REQUESTID request, HDRVPHONE phone)
{
	return tspi->phoneSetRing(request, phone, 1, 0x8000);
}

static LONG set_volume(DRV_REQUESTID request, HDRVPHONE phone)
{
	return tspi->phoneSetVolume(request, phone, PHONEHOOKSWITCHDEV_HANDSET,
				    0x4000);
}

static const struct {
	const char *name;
	LONG (*call)(DRV_REQUESTID request, HDRVPHONE phone);
} nine[NR_ASYNC] = {
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
	return nine[which].call(request, phone);
}

const char *provider_async_name(unsigned int which)
{
	CHECK(which < NR_ASYNC);
	return nine[which].name;
}
