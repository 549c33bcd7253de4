// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The functions that fill a variable structure.
 */
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "variable.h"

#define NR_GUARDS	64

#define PART(type, part, kind) \
	{ #part, offsetof(type, dw##part##Size), kind }

static const struct part caps_parts[] = {
	PART(PHONECAPS, ProviderInfo, PART_TEXT),
	PART(PHONECAPS, PhoneInfo, PART_TEXT),
	PART(PHONECAPS, PhoneName, PART_TEXT),
	PART(PHONECAPS, ButtonModes, PART_BYTES),
	PART(PHONECAPS, ButtonFunctions, PART_BYTES),
	PART(PHONECAPS, LampModes, PART_BYTES),
	PART(PHONECAPS, SetData, PART_BYTES),
	PART(PHONECAPS, GetData, PART_BYTES),
	PART(PHONECAPS, DevSpecific, PART_BYTES),
	PART(PHONECAPS, DeviceClasses, PART_LIST),
	{ }
};

static const struct part status_parts[] = {
	PART(PHONESTATUS, Display, PART_BYTES),
	PART(PHONESTATUS, LampModes, PART_BYTES),
	PART(PHONESTATUS, OwnerName, PART_TEXT),
	PART(PHONESTATUS, DevSpecific, PART_BYTES),
	{ }
};

static const struct part button_parts[] = {
	PART(PHONEBUTTONINFO, ButtonText, PART_TEXT),
	PART(PHONEBUTTONINFO, DevSpecific, PART_BYTES),
	{ }
};

static const struct part string_parts[] = {
	PART(VARSTRING, String, PART_STRING),
	{ }
};

static LONG caps(const struct place *place, void *structure)
{
	return phoneGetDevCaps(place->app, place->device, place->version, 0,
			       structure);
}

static LONG caps_a(const struct place *place, void *structure)
{
	return phoneGetDevCapsA(place->app, place->device, place->version, 0,
				structure);
}

static LONG caps_w(const struct place *place, void *structure)
{
	return phoneGetDevCapsW(place->app, place->device, place->version, 0,
				structure);
}

static LONG status(const struct place *place, void *structure)
{
	return phoneGetStatus(place->handle, structure);
}

static LONG status_a(const struct place *place, void *structure)
{
	return phoneGetStatusA(place->handle, structure);
}

static LONG status_w(const struct place *place, void *structure)
{
	return phoneGetStatusW(place->handle, structure);
}

static LONG button(const struct place *place, void *structure)
{
	return phoneGetButtonInfo(place->handle, CALL_KEY, structure);
}

static LONG button_a(const struct place *place, void *structure)
{
	return phoneGetButtonInfoA(place->handle, CALL_KEY, structure);
}

static LONG button_w(const struct place *place, void *structure)
{
	return phoneGetButtonInfoW(place->handle, CALL_KEY, structure);
}

static LONG display(const struct place *place, void *structure)
{
	return phoneGetDisplay(place->handle, structure);
}

static LONG id(const struct place *place, void *structure)
{
	return phoneGetID(place->handle, structure, "tapi/phone");
}

static LONG id_a(const struct place *place, void *structure)
{
	return phoneGetIDA(place->handle, structure, "tapi/phone");
}

static LONG id_w(const struct place *place, void *structure)
{
	return phoneGetIDW(place->handle, structure, u"tapi/phone");
}

const struct variable variables[NR_VARIABLES] = {
	{ "phoneGetDevCaps", false, caps_parts, sizeof(PHONECAPS), caps },
	{ "phoneGetDevCapsA", false, caps_parts, sizeof(PHONECAPS), caps_a },
	{ "phoneGetDevCapsW", true, caps_parts, sizeof(PHONECAPS), caps_w },
	{ "phoneGetStatus", false, status_parts, sizeof(PHONESTATUS), status },
	{ "phoneGetStatusA", false, status_parts, sizeof(PHONESTATUS),
	  status_a },
	{ "phoneGetStatusW", true, status_parts, sizeof(PHONESTATUS),
	  status_w },
	{ "phoneGetButtonInfo", false, button_parts, sizeof(PHONEBUTTONINFO),
	  button },
	{ "phoneGetButtonInfoA", false, button_parts, sizeof(PHONEBUTTONINFO),
	  button_a },
	{ "phoneGetButtonInfoW", true, button_parts, sizeof(PHONEBUTTONINFO),
	  button_w },
	{ "phoneGetDisplay", true, string_parts, sizeof(VARSTRING), display },
	{ "phoneGetID", false, string_parts, sizeof(VARSTRING), id },
	{ "phoneGetIDA", false, string_parts, sizeof(VARSTRING), id_a },
	{ "phoneGetIDW", true, string_parts, sizeof(VARSTRING), id_w },
};

struct place variable_place(void)
{
	struct place place = {
		.phone = phone_new(NULL),
		.app = app_begin_named("Zuse"),
		.version = API_NEWEST,
	};

	place.device = app_device(place.app, place.phone);
	place.handle = app_open_owner(place.app, place.phone);
	APP_DO(place.app, phoneSetDisplay(place.handle, 0, 0, (LPCSTR)u"Text",
					  sizeof(u"Text")));
	APP_DO(place.app, phoneSetLamp(place.handle, CALL_KEY,
				       PHONELAMPMODE_WINK));
	APP_DO(place.app, call_set_button(place.handle, CALL_KEY,
					  PHONEBUTTONMODE_CALL,
					  PHONEBUTTONFUNCTION_CALLAPP,
					  "Line 1"));
	return place;
}

DWORD variable_get(const void *structure, unsigned int field)
{
	DWORD value;

	memcpy(&value, (const char *)structure + field, sizeof(value));
	return value;
}

void *variable_fetch(const struct variable *variable, const struct place *place,
		     DWORD total, LONG expected)
{
	/* The buffer has at least dwTotalSize. */
	size_t size = (total < sizeof(total) ? sizeof(total) : total);
	unsigned char *structure = malloc(size + NR_GUARDS);
	size_t i;

	CHECK(structure);
	memset(structure, VARIABLE_FILL, size + NR_GUARDS);
	memcpy(structure, &total, sizeof(total));
	CHECK_RESULT(variable->get(place, structure), expected);
	CHECK_EQ(variable_get(structure, TOTAL_SIZE), total);
	for (i = size; i < size + NR_GUARDS; i++)
		CHECK_EQ(structure[i], VARIABLE_FILL);
	return structure;
}

void *variable_complete(const struct variable *variable,
			const struct place *place)
{
	void *structure = variable_fetch(variable, place, variable->fixed, 0);
	DWORD needed = variable_get(structure, NEEDED_SIZE);

	free(structure);
	structure = variable_fetch(variable, place, needed, 0);
	CHECK_EQ(variable_get(structure, NEEDED_SIZE), needed);
	CHECK_EQ(variable_get(structure, USED_SIZE), needed);
	return structure;
}
