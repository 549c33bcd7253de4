// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The functions of a provider with the same set of arguments, see tspi_calls.h.
 */
#include <stdlib.h>
#include <string.h>

#include "async_ops.h"
#include "operations.h"
#include "structure.h"
#include "tspi_calls.h"

/* Room for all capabilities of a phone. */
#define STRUCTURE_SIZE	8192

static void *begin(DWORD fixed)
{
	return structure_new(fixed, STRUCTURE_SIZE);
}

static LONG finish(void *structure, DWORD fixed, LONG result)
{
	structure_check(structure, fixed, STRUCTURE_SIZE);
	free(structure);
	return result;
}

static int32_t phone_close(const struct tspi_arguments *a)
{
	return tspi->phoneClose(a->handle);
}

static int32_t config_dialog(const struct tspi_arguments *a)
{
	return tspi->phoneConfigDialog(a->device, NULL, a->device_class);
}

static int32_t dev_specific(const struct tspi_arguments *a)
{
	return tspi->phoneDevSpecific(a->request, a->handle, a->data, a->size);
}

static int32_t get_button_info(const struct tspi_arguments *a)
{
	PHONEBUTTONINFO *info = begin(sizeof(*info));

	return finish(info, sizeof(*info),
		      tspi->phoneGetButtonInfo(a->handle, a->id, info));
}

static int32_t get_data(const struct tspi_arguments *a)
{
	unsigned char bytes[64];

	return tspi->phoneGetData(a->handle, a->id, bytes, sizeof(bytes));
}

static int32_t get_dev_caps(const struct tspi_arguments *a)
{
	const DWORD fixed = provider_caps_size();
	PHONECAPS *caps = begin(fixed);

	return finish(caps, fixed,
		      tspi->phoneGetDevCaps(a->device, a->version,
					    a->extension, caps));
}

static int32_t get_display(const struct tspi_arguments *a)
{
	VARSTRING *text = begin(sizeof(*text));

	return finish(text, sizeof(*text),
		      tspi->phoneGetDisplay(a->handle, text));
}

static int32_t get_extension_id(const struct tspi_arguments *a)
{
	PHONEEXTENSIONID id;

	return tspi->phoneGetExtensionID(a->device, a->version, &id);
}

static int32_t get_gain(const struct tspi_arguments *a)
{
	DWORD gain;

	return tspi->phoneGetGain(a->handle, a->id, &gain);
}

static int32_t get_hook_switch(const struct tspi_arguments *a)
{
	DWORD devices;

	return tspi->phoneGetHookSwitch(a->handle, &devices);
}

static int32_t get_icon(const struct tspi_arguments *a)
{
	HICON icon;

	return tspi->phoneGetIcon(a->device, a->device_class, &icon);
}

static int32_t get_id(const struct tspi_arguments *a)
{
	VARSTRING *id = begin(sizeof(*id));

	return finish(id, sizeof(*id),
		      tspi->phoneGetID(a->handle, id, a->device_class, NULL));
}

static int32_t get_lamp(const struct tspi_arguments *a)
{
	DWORD mode;

	return tspi->phoneGetLamp(a->handle, a->id, &mode);
}

static int32_t get_ring(const struct tspi_arguments *a)
{
	DWORD mode, volume;

	return tspi->phoneGetRing(a->handle, &mode, &volume);
}

static int32_t get_status(const struct tspi_arguments *a)
{
	PHONESTATUS *status = begin(sizeof(*status));

	return finish(status, sizeof(*status),
		      tspi->phoneGetStatus(a->handle, status));
}

static int32_t get_volume(const struct tspi_arguments *a)
{
	DWORD volume;

	return tspi->phoneGetVolume(a->handle, a->id, &volume);
}

static int32_t negotiate_ext_version(const struct tspi_arguments *a)
{
	DWORD version;

	return tspi->phoneNegotiateExtVersion(a->device, a->version,
					      a->extension, a->extension,
					      &version);
}

static int32_t negotiate_tspi_version(const struct tspi_arguments *a)
{
	DWORD version;

	return tspi->phoneNegotiateTSPIVersion(a->device, a->version,
					       a->version, &version);
}

/* Open the phone and close it again. */
static int32_t phone_open(const struct tspi_arguments *a)
{
	HDRVPHONE handle = NULL;
	LONG result = tspi->phoneOpen(a->device, (HTAPIPHONE)(uintptr_t)0x7272,
				      &handle, a->version, provider_event);

	if (!result)
		CHECK_OK(tspi->phoneClose(handle));
	return result;
}

static int32_t select_ext_version(const struct tspi_arguments *a)
{
	return tspi->phoneSelectExtVersion(a->handle, a->extension);
}

static int32_t set_button_info(const struct tspi_arguments *a)
{
	PHONEBUTTONINFO info = {
		.dwTotalSize = sizeof(info),
		.dwNeededSize = sizeof(info),
		.dwUsedSize = sizeof(info),
		.dwButtonMode = a->value,
		.dwButtonFunction = PHONEBUTTONFUNCTION_HOLD,
	};

	return tspi->phoneSetButtonInfo(a->request, a->handle, a->id, &info);
}

static int32_t set_data(const struct tspi_arguments *a)
{
	return tspi->phoneSetData(a->request, a->handle, a->id, a->data,
				  a->size);
}

static int32_t set_display(const struct tspi_arguments *a)
{
	WCHAR text[] = u"Hello";

	return tspi->phoneSetDisplay(a->request, a->handle, a->id, a->value,
				     text, sizeof(text));
}

static int32_t set_gain(const struct tspi_arguments *a)
{
	return tspi->phoneSetGain(a->request, a->handle, a->id, a->value);
}

static int32_t set_hook_switch(const struct tspi_arguments *a)
{
	return tspi->phoneSetHookSwitch(a->request, a->handle, a->id,
					a->value);
}

static int32_t set_lamp(const struct tspi_arguments *a)
{
	return tspi->phoneSetLamp(a->request, a->handle, a->id, a->value);
}

static int32_t set_ring(const struct tspi_arguments *a)
{
	return tspi->phoneSetRing(a->request, a->handle, a->id, a->value);
}

static int32_t set_status_messages(const struct tspi_arguments *a)
{
	return tspi->phoneSetStatusMessages(a->handle, a->id, a->value,
					    a->states);
}

static int32_t set_volume(const struct tspi_arguments *a)
{
	return tspi->phoneSetVolume(a->request, a->handle, a->id, a->value);
}

static int32_t create_phone_device(const struct tspi_arguments *a)
{
	return tspi->providerCreatePhoneDevice(a->device, 0x6000);
}

#define HANDSET		PHONEHOOKSWITCHDEV_HANDSET

/* Names that belong to several masks. */
#define EACH_DEVICE(feature)						\
	(PHONEFEATURE_##feature##HANDSET |				\
	 PHONEFEATURE_##feature##SPEAKER |				\
	 PHONEFEATURE_##feature##HEADSET)
#define GET_GAIN	EACH_DEVICE(GETGAIN)
#define GET_VOLUME	EACH_DEVICE(GETVOLUME)
#define GET_HOOK_SWITCH	EACH_DEVICE(GETHOOKSWITCH)
#define SET_GAIN	EACH_DEVICE(SETGAIN)
#define SET_VOLUME	EACH_DEVICE(SETVOLUME)
#define SET_HOOK_SWITCH	EACH_DEVICE(SETHOOKSWITCH)

const struct tspi_function tspi_functions[] = {
	{ "phoneClose", true, false, 0, 0, 0, 0, phone_close },
	{ "phoneConfigDialog", false, false, 0, 0, 0, 0, config_dialog },
	{ "phoneDevSpecific", true, true, 0, 0, 0, 0, dev_specific },
	{ "phoneGetButtonInfo", true, false, 12, 0, 0,
	  PHONEFEATURE_GETBUTTONINFO, get_button_info },
	{ "phoneGetData", true, false, 0, 0, 0,
	  PHONEFEATURE_GETDATA, get_data },
	{ "phoneGetDevCaps", false, false, 0, 0, 0, 0, get_dev_caps },
	{ "phoneGetDisplay", true, false, 0, 0, 0,
	  PHONEFEATURE_GETDISPLAY, get_display },
	{ "phoneGetExtensionID", false, false, 0, 0, 0, 0, get_extension_id },
	{ "phoneGetGain", true, false, HANDSET, 0, 0, GET_GAIN, get_gain },
	{ "phoneGetHookSwitch", true, false, 0, 0, 0,
	  GET_HOOK_SWITCH, get_hook_switch },
	{ "phoneGetIcon", false, false, 0, 0, 0, 0, get_icon },
	{ "phoneGetID", true, false, 0, 0, 0, 0, get_id },
	{ "phoneGetLamp", true, false, 12, 0, 0,
	  PHONEFEATURE_GETLAMP, get_lamp },
	{ "phoneGetRing", true, false, 0, 0, 0,
	  PHONEFEATURE_GETRING, get_ring },
	{ "phoneGetStatus", true, false, 0, 0, 0, 0, get_status },
	{ "phoneGetVolume", true, false, HANDSET, 0, 0,
	  GET_VOLUME, get_volume },
	{ "phoneNegotiateExtVersion", false, false, 0, 0, 0,
	  0, negotiate_ext_version },
	{ "phoneNegotiateTSPIVersion", false, false, 0, 0, 0,
	  0, negotiate_tspi_version },
	{ "phoneOpen", false, false, 0, 0, 0, 0, phone_open },
	{ "phoneSelectExtVersion", true, false, 0, 0, 0,
	  0, select_ext_version },
	{ "phoneSetButtonInfo", true, true, 12, PHONEBUTTONMODE_FEATURE, 0,
	  PHONEFEATURE_SETBUTTONINFO, set_button_info },
	{ "phoneSetData", true, true, 0, 0, 0, PHONEFEATURE_SETDATA, set_data },
	{ "phoneSetDisplay", true, true, 0, 0, 0,
	  PHONEFEATURE_SETDISPLAY, set_display },
	{ "phoneSetGain", true, true, HANDSET, 0x4000, 0, SET_GAIN, set_gain },
	{ "phoneSetHookSwitch", true, true, HANDSET,
	  PHONEHOOKSWITCHMODE_MICSPEAKER, 0, SET_HOOK_SWITCH, set_hook_switch },
	{ "phoneSetLamp", true, true, 12, PHONELAMPMODE_WINK, 0,
	  PHONEFEATURE_SETLAMP, set_lamp },
	{ "phoneSetRing", true, true, 1, 0x8000, 0,
	  PHONEFEATURE_SETRING, set_ring },
	{ "phoneSetStatusMessages", true, false, PHONESTATE_LAMP,
	  PHONEBUTTONMODE_CALL, PHONEBUTTONSTATE_DOWN, 0, set_status_messages },
	{ "phoneSetVolume", true, true, HANDSET, 0x4000, 0,
	  SET_VOLUME, set_volume },
	{ "providerCreatePhoneDevice", false, false, 0, 0, 0,
	  0, create_phone_device },
};

const unsigned int nr_tspi_functions =
	sizeof(tspi_functions) / sizeof(*tspi_functions);

const struct tspi_function *tspi_function(const char *name)
{
	unsigned int i;

	for (i = 0; i < nr_tspi_functions; i++)
		if (!strcmp(tspi_functions[i].name, name))
			return &tspi_functions[i];
	case_fail(__FILE__, __LINE__, "no function %s", name);
}

bool tspi_function_exists(const struct tspi_function *function,
			  const struct phone *phone)
{
	PHONECAPS *caps = operations_caps(phone);
	bool exists = !function->features ||
		      caps->dwPhoneFeatures & function->features;

	free(caps);
	return exists;
}

static bool is_about(const struct tspi_function *function, const char *what)
{
	return strstr(function->name, what);
}

/* Choose arguments that fit the given phone. */
static void fit(const struct tspi_function *function,
		struct tspi_arguments *arguments)
{
	if (is_about(function, "ButtonInfo")) {
		arguments->id = async_args.button;
		arguments->value = async_args.button_mode;
	} else if (is_about(function, "Lamp")) {
		arguments->id = async_args.lamp;
		arguments->value = async_args.lamp_mode;
	} else if (is_about(function, "Gain")) {
		arguments->id = async_args.gain_device;
	} else if (is_about(function, "Volume")) {
		arguments->id = async_args.volume_device;
	} else if (is_about(function, "SetHookSwitch")) {
		arguments->id = async_args.hook_device;
		arguments->value = async_args.hook_mode;
	}
}

struct tspi_arguments tspi_good_arguments(const struct tspi_function *function,
					  const struct phone *phone,
					  HDRVPHONE handle)
{
	static const char bytes[] = "abcd";
	struct tspi_arguments arguments = {
		.handle = handle,
		.device = provider_device(phone),
		.version = tspi_version,
		.id = function->id,
		.value = function->value,
		.states = function->states,
		.device_class = u"tapi/phone",
		.data = (void *)bytes,
		.size = sizeof(bytes),
		.request = provider_request(),
	};

	if (phone_is_given())
		fit(function, &arguments);
	return arguments;
}
