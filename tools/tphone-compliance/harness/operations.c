// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nine asynchronous functions, see operations.h.
 */
#include <stdlib.h>

#include "operations.h"
#include "structure.h"

#define SET_GAIN	(PHONEFEATURE_SETGAINHANDSET |			\
			 PHONEFEATURE_SETGAINSPEAKER |			\
			 PHONEFEATURE_SETGAINHEADSET)
#define SET_HOOK	(PHONEFEATURE_SETHOOKSWITCHHANDSET |		\
			 PHONEFEATURE_SETHOOKSWITCHSPEAKER |		\
			 PHONEFEATURE_SETHOOKSWITCHHEADSET)
#define SET_VOLUME	(PHONEFEATURE_SETVOLUMEHANDSET |		\
			 PHONEFEATURE_SETVOLUMESPEAKER |		\
			 PHONEFEATURE_SETVOLUMEHEADSET)

/* In the order of provider_async(). Device-specific functions have no bit. */
static const DWORD features[NR_ASYNC] = {
	0,
	PHONEFEATURE_SETBUTTONINFO,
	PHONEFEATURE_SETDATA,
	PHONEFEATURE_SETDISPLAY,
	SET_GAIN,
	SET_HOOK,
	PHONEFEATURE_SETLAMP,
	PHONEFEATURE_SETRING,
	SET_VOLUME,
};

static LONG get_caps(void *device, void *structure)
{
	return tspi->phoneGetDevCaps(*(DWORD *)device, tspi_version, 0,
				     structure);
}

PHONECAPS *operations_caps(const struct phone *phone)
{
	DWORD device = provider_device(phone);

	return structure_complete(provider_caps_size(), get_caps, &device);
}

static bool has_extensions(const struct phone *phone)
{
	PHONEEXTENSIONID id = { 0 };

	if (tspi->phoneGetExtensionID(provider_device(phone), tspi_version,
				      &id))
		return false;
	return id.dwExtensionID0 || id.dwExtensionID1 || id.dwExtensionID2 ||
	       id.dwExtensionID3;
}

bool operation_exists(const struct phone *phone, unsigned int which)
{
	PHONECAPS *caps;
	bool exists;

	/*
	 * Skip device-specific functions: their effect on a real phone is
	 * unknown.
	 */
	if (!features[which])
		return phone_is_simulated() && has_extensions(phone);
	caps = operations_caps(phone);
	exists = caps->dwPhoneFeatures & features[which];
	free(caps);
	return exists;
}

void operations_need_usual(const struct phone *phone)
{
	PHONECAPS *caps = operations_caps(phone);
	bool usual = caps->dwNumButtonLamps == 21 &&
		     caps->dwHookSwitchDevs & PHONEHOOKSWITCHDEV_HANDSET &&
		     caps->dwPhoneFeatures & PHONEFEATURE_SETLAMP;

	free(caps);
	if (!usual)
		case_skip("the phone has not the buttons and lamps of this");
}

unsigned int operation_some(const struct phone *phone)
{
	unsigned int which;

	/* Prefer setting lamps, volumes and so on to ringing. */
	for (which = NR_ASYNC; which-- > 1;)
		if (features[which] != PHONEFEATURE_SETRING &&
		    operation_exists(phone, which))
			return which;
	case_skip("the phone has no operation");
}

DRV_REQUESTID operation_issue(unsigned int which, HDRVPHONE handle)
{
	DRV_REQUESTID request = provider_request();
	LONG result = provider_async(which, request, handle);

	if (result != (LONG)request)
		case_broken(__FILE__, __LINE__,
			    "TSPI_%s() returns %#x: not its request ID, %#x, and no error of its list",
			    provider_async_name(which), (unsigned int)result,
			    (unsigned int)request);
	return request;
}

unsigned int operations_issue_all(const struct phone *phone, HDRVPHONE handle,
				  DRV_REQUESTID *requests)
{
	unsigned int nr = 0;
	unsigned int which;

	for (which = 0; which < NR_ASYNC; which++)
		if (operation_exists(phone, which))
			requests[nr++] = operation_issue(which, handle);
	CHECK(nr > 0);
	return nr;
}

void operations_hold(struct phone *phone)
{
	if (phone_is_simulated())
		phone_set(phone, "hold", "1");
}

void operations_wait_held(struct phone *phone, unsigned int number)
{
	if (phone_is_simulated())
		phone_wait_held(phone, number);
}

void operations_release(struct phone *phone)
{
	if (!phone_is_simulated())
		return;
	phone_set(phone, "hold", "0");
	phone_set(phone, "release", "all");
}

void operation_ends(DRV_REQUESTID request, LONG result)
{
	CHECK_RESULT(callback_result(request), result);
	CHECK_EQ(callback_completions(request), 1);
}

unsigned int operations_callbacks(void)
{
	unsigned int count = callback_count();
	unsigned int nr = 0;
	unsigned int i;

	for (i = 0; i < count; i++) {
		DWORD message = callback_get(i).message;

		nr += message != PHONE_CREATE && message != PHONE_REMOVE;
	}
	return nr;
}

void operations_silent_since(unsigned int from)
{
	case_sleep_ms(A_WHILE);
	CHECK_EQ(operations_callbacks(), from);
}

void operations_force_close(struct phone *phone)
{
	if (phone_is_mock())
		phone_set(phone, "force_close", "1");
	else
		phone_live(phone, false);
}
