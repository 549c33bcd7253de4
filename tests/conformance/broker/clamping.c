// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Levels above the maximum, which the provider gets as the maximum.
 */
#include "broker.h"

static const DWORD levels[] = {
	0, 1, 0x1234, 0xfffe, 0xffff, 0x10000, 0x12345, 0x7fffffff, 0x80000000,
	0xffffffff,
};

static DWORD at_most(DWORD level)
{
	return level > 0xffff ? 0xffff : level;
}

CASE(T163, NEEDS_MOCK, "the provider sees no ring volume above 0xffff")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(levels); i++) {
		APP_DO(app, phoneSetRing(handle, 1, levels[i]));
		CHECK_EQ(calls("phoneSetRing"), i + 1);
		CHECK_EQ(call_last("phoneSetRing").argument[2], 1);
		CHECK_EQ(call_last("phoneSetRing").argument[3],
			 at_most(levels[i]));
	}
}

CASE(T183, NEEDS_MOCK, "the provider sees no volume or gain above 0xffff")
{
	static const DWORD devices[] = {
		PHONEHOOKSWITCHDEV_HANDSET, PHONEHOOKSWITCHDEV_SPEAKER,
		PHONEHOOKSWITCHDEV_HEADSET,
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct mock_call call;
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		for (j = 0; j < ARRAY_SIZE(levels); j++) {
			APP_DO(app, phoneSetVolume(handle, devices[i],
						   levels[j]));
			call = call_last("phoneSetVolume");
			CHECK_EQ(call.argument[2], devices[i]);
			CHECK_EQ(call.argument[3], at_most(levels[j]));
			APP_DO(app, phoneSetGain(handle, devices[i],
						 levels[j]));
			call = call_last("phoneSetGain");
			CHECK_EQ(call.argument[2], devices[i]);
			CHECK_EQ(call.argument[3], at_most(levels[j]));
		}
	}
	CHECK_EQ(calls("phoneSetVolume"), 30);
	CHECK_EQ(calls("phoneSetGain"), 30);
}
