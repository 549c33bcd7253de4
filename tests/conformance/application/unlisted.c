// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Errors of a provider that are not on the list of the function: a program
 * never sees them.
 */
#include <string.h>

#include "calls.h"
#include "mock_provider.h"
#include "tapi_lists.h"

/* Numbers that are no PHONEERR_* of any function. */
static const DWORD strange[] = {
	0x80000000, 0x80000044, 0x80000048, 0x8fffffff, 0x90000000, 0x9000000e,
	0x9000001e, 0x90000020, 0x90000024, 0x90000025, 0x90000026, 0x9000003f,
	0x90000040, 0x9000005c, 0x90010001, 0xa000001c, 0xbfffffff, 0xc0000000,
	0xc0000001, 0xd000001c, 0xfffffffe, 0xffffffff,
};

#define FIRST_OF_MAKERS	0xc0000000
#define FIRST_ERROR	0x90000001
#define LAST_ERROR	0x90000025

/* The function of the provider: the same name without A or W. */
static void provider_name(const struct function *function, char *name,
			  size_t size)
{
	const struct tapi_list *list = tapi_list(function->name);

	CHECK(strlen(list->name) < size);
	memcpy(name, list->name, strlen(list->name) + 1);
}

static bool uses_provider(const struct function *function)
{
	return strncmp(function->name, "phoneGetID", strlen("phoneGetID")) &&
	       strcmp(function->name, "phoneGetStatusMessages");
}

static LONG expected_of(const struct function *function, DWORD code)
{
	if (!strcmp(function->name, "phoneDevSpecific") &&
	    code >= FIRST_OF_MAKERS)
		return (LONG)code;
	return PHONEERR_OPERATIONFAILED;
}

/* Every number that is not on the list of the function. */
static unsigned int unlisted(const struct function *function, DWORD *codes)
{
	const struct tapi_list *list = tapi_list(function->name);
	unsigned int nr = ARRAY_SIZE(strange);
	DWORD code;

	memcpy(codes, strange, sizeof(strange));
	for (code = FIRST_ERROR; code <= LAST_ERROR; code++) {
		if (!tapi_has_error(list, (LONG)code))
			codes[nr++] = code;
	}
	return nr;
}

static void check_result(struct phone *phone, const struct function *function,
			 HPHONE handle, DWORD code)
{
	char name[64];
	unsigned int before;

	provider_name(function, name, sizeof(name));
	/*
	 * Clear the filter, so that the call below changes it and TAPI calls
	 * the provider.
	 */
	if (!strcmp(name, "phoneSetStatusMessages"))
		CHECK_OK(phoneSetStatusMessages(handle, 0, 0, 0));
	before = mock()->calls(name);
	phone_set(phone, "call_error", "%s %#x", name, code);
	CHECK_RESULT(function->call(handle), expected_of(function, code));
	CHECK(mock()->calls(name) > before);
}

static void check_reply(struct phone *phone, const struct function *function,
			HPHONEAPP app, HPHONE handle, DWORD code)
{
	phone_set(phone, "result", "%#x", code);
	CHECK_RESULT(app_reply(app, CHECK_REQUEST(function->call(handle))),
		     expected_of(function, code));
	phone_set(phone, "result", "0");
}

CASE(T289, NEEDS_MOCK, "errors that are not on the list: OPERATIONFAILED")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	DWORD codes[128];
	unsigned int nr, c;
	size_t i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		if (!uses_provider(&functions[i]))
			continue;
		nr = unlisted(&functions[i], codes);
		CHECK(nr > ARRAY_SIZE(strange));
		for (c = 0; c < nr; c++) {
			case_note("%s %#x", functions[i].name, codes[c]);
			check_result(phone, &functions[i], owner, codes[c]);
			if (functions[i].asynchronous)
				check_reply(phone, &functions[i], app, owner,
					    codes[c]);
		}
	}
}

/* The functions that take a device ID. */
static LONG get_dev_caps(HPHONEAPP app, DWORD device)
{
	PHONECAPS caps = { .dwTotalSize = sizeof(caps) };

	return phoneGetDevCaps(app, device, API_NEWEST, 0, &caps);
}

static LONG negotiate_ext_version(HPHONEAPP app, DWORD device)
{
	DWORD version;

	return phoneNegotiateExtVersion(app, device, API_NEWEST, 0x00010000,
					0x00010001, &version);
}

static LONG negotiate_api_version(HPHONEAPP app, DWORD device)
{
	DWORD version;

	return call_negotiate(app, device, API_OLDEST, API_NEWEST, &version);
}

static LONG open_phone(HPHONEAPP app, DWORD device)
{
	HPHONE handle;
	LONG result = call_open(app, device, PHONEPRIVILEGE_OWNER, &handle);

	if (!result)
		CHECK_OK(phoneClose(handle));
	return result;
}

static void check_device_call(struct phone *phone, const char *name,
			      const char *provider,
			      LONG (*call)(HPHONEAPP app, DWORD device))
{
	struct function function = { .name = name };
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	DWORD codes[128];
	unsigned int nr = unlisted(&function, codes);
	unsigned int c;

	for (c = 0; c < nr; c++) {
		case_note("%s %#x", name, codes[c]);
		phone_set(phone, "call_error", "%s %#x", provider, codes[c]);
		CHECK_RESULT(call(app, device), PHONEERR_OPERATIONFAILED);
		CHECK_OK(call(app, device));
	}
	CHECK_OK(phoneShutdown(app));
}

CASE(T289_devices, NEEDS_MOCK, "the same where a device ID is given")
{
	struct phone *phone = phone_new(NULL);

	check_device_call(phone, "phoneGetDevCaps", "phoneGetDevCaps",
			  get_dev_caps);
	check_device_call(phone, "phoneNegotiateExtVersion",
			  "phoneNegotiateExtVersion", negotiate_ext_version);
	check_device_call(phone, "phoneNegotiateAPIVersion",
			  "phoneNegotiateTSPIVersion", negotiate_api_version);
	check_device_call(phone, "phoneNegotiateAPIVersion",
			  "phoneGetExtensionID", negotiate_api_version);
	check_device_call(phone, "phoneOpen", "phoneOpen", open_phone);
}
