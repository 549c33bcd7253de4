// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every error that a function of a provider may answer with, injected: by the
 * phone and its arguments where that is possible, else by the mock provider. An
 * error that no phone of the kernel answers with (no memory for a query, say) is
 * noted.
 */
#include <stdio.h>
#include <string.h>

#include "operations.h"
#include "mock_provider.h"
#include "tspi_calls.h"
#include "tspi_lists.h"

/* The mistake of a call. */
enum wrong {
	WRONG_NOTHING,
	WRONG_HANDLE,
	WRONG_DEVICE,
	WRONG_VERSION,
	WRONG_EXTENSION,
	WRONG_ID,
	WRONG_VALUE,
	WRONG_STATES,
	WRONG_CLASS,
	WRONG_DATA,
};

/* The place where the error is reported. */
enum when {
	AT_ONCE,
	LATER,
	SOMEHOW,
};

/**
 * struct error_injection - how to make a function answer with an error
 * @name: the function, NULL: each async operation
 * @error: the error
 * @wrong: the mistake in the arguments
 * @number: the wrong argument
 * @shape: of the phone, or NULL
 * @attribute: set before the call, or NULL
 * @text: to this
 * @user: action of the virtual user before the call, or NULL
 * @when: in the answer of the function, in the completion, or in any of them
 *
 * Constant.
 */
struct error_injection {
	const char *name;
	LONG error;
	enum wrong wrong;
	DWORD number;
	const char *shape;
	const char *attribute;
	const char *text;
	const char *user;
	enum when when;
};

#define ARGUMENT(function, code, what, which)				\
	{ .name = function, .error = PHONEERR_##code,			\
	  .wrong = WRONG_##what, .number = which }
#define SHAPE(function, code, attributes)				\
	{ .name = function, .error = PHONEERR_##code, .shape = attributes }
#define UNPLUGGED(function)						\
	{ .name = function, .error = PHONEERR_INVALPHONESTATE,		\
	  .user = "unplug" }
#define NO_SUCH		0x10000
#define NO_HOOK_DEVICES	"volume_devices=;gain_devices=;hook_devices="
#define NO_BUTTONS	"keypad=0;keys=0;lamps=0"

static const struct error_injection injections[] = {
	ARGUMENT("phoneClose", INVALPHONEHANDLE, HANDLE, 0),
	ARGUMENT("phoneConfigDialog", OPERATIONUNAVAIL, NOTHING, 0),
	ARGUMENT("phoneDevSpecific", INVALPOINTER, DATA, 4),
	SHAPE("phoneDevSpecific", OPERATIONUNAVAIL, "opcodes=0x3fc"),
	ARGUMENT("phoneGetButtonInfo", INVALPHONEHANDLE, HANDLE, 0),
	ARGUMENT("phoneGetButtonInfo", INVALBUTTONLAMPID, ID, NO_SUCH),
	SHAPE("phoneGetButtonInfo", OPERATIONUNAVAIL, NO_BUTTONS),
	ARGUMENT("phoneGetData", INVALPHONEHANDLE, HANDLE, 0),
	ARGUMENT("phoneGetData", INVALDATAID, ID, NO_SUCH),
	SHAPE("phoneGetData", OPERATIONUNAVAIL, "uploads="),
	ARGUMENT("phoneGetDevCaps", INCOMPATIBLEAPIVERSION, VERSION, 0x90000),
	ARGUMENT("phoneGetDevCaps", INCOMPATIBLEEXTVERSION, EXTENSION,
		 0x900000),
	ARGUMENT("phoneGetDisplay", INVALPHONEHANDLE, HANDLE, 0),
	SHAPE("phoneGetDisplay", OPERATIONUNAVAIL, "display=0x0"),
	ARGUMENT("phoneGetExtensionID", INCOMPATIBLEAPIVERSION, VERSION,
		 0x90000),
	ARGUMENT("phoneGetGain", INVALPHONEHANDLE, HANDLE, 0),
	ARGUMENT("phoneGetGain", INVALHOOKSWITCHDEV, ID, 8),
	ARGUMENT("phoneGetHookSwitch", INVALPHONEHANDLE, HANDLE, 0),
	SHAPE("phoneGetHookSwitch", OPERATIONUNAVAIL, NO_HOOK_DEVICES),
	ARGUMENT("phoneGetIcon", OPERATIONUNAVAIL, NOTHING, 0),
	ARGUMENT("phoneGetID", INVALPHONEHANDLE, HANDLE, 0),
	ARGUMENT("phoneGetID", INVALDEVICECLASS, CLASS, 0),
	ARGUMENT("phoneGetLamp", INVALPHONEHANDLE, HANDLE, 0),
	ARGUMENT("phoneGetLamp", INVALBUTTONLAMPID, ID, NO_SUCH),
	SHAPE("phoneGetLamp", OPERATIONUNAVAIL, NO_BUTTONS),
	ARGUMENT("phoneGetRing", INVALPHONEHANDLE, HANDLE, 0),
	ARGUMENT("phoneGetStatus", INVALPHONEHANDLE, HANDLE, 0),
	ARGUMENT("phoneGetVolume", INVALPHONEHANDLE, HANDLE, 0),
	ARGUMENT("phoneGetVolume", INVALHOOKSWITCHDEV, ID, 8),
	ARGUMENT("phoneNegotiateExtVersion", INCOMPATIBLEAPIVERSION, VERSION,
		 0x90000),
	ARGUMENT("phoneNegotiateExtVersion", INCOMPATIBLEEXTVERSION, EXTENSION,
		 0x900000),
	ARGUMENT("phoneNegotiateTSPIVersion", INCOMPATIBLEAPIVERSION, VERSION,
		 0x90000),
	ARGUMENT("phoneOpen", ALLOCATED, NOTHING, 0),
	ARGUMENT("phoneOpen", INCOMPATIBLEAPIVERSION, VERSION, 0x90000),
	ARGUMENT("phoneSelectExtVersion", INCOMPATIBLEEXTVERSION, EXTENSION,
		 0x900000),
	ARGUMENT("phoneSetButtonInfo", INVALBUTTONLAMPID, ID, NO_SUCH),
	ARGUMENT("phoneSetButtonInfo", OPERATIONFAILED, VALUE, 3),
	ARGUMENT("phoneSetData", INVALDATAID, ID, NO_SUCH),
	UNPLUGGED("phoneSetData"),
	SHAPE("phoneSetData", OPERATIONUNAVAIL, "downloads="),
	ARGUMENT("phoneSetDisplay", INVALPARAM, ID, NO_SUCH),
	ARGUMENT("phoneSetDisplay", INVALPARAM, VALUE, NO_SUCH),
	UNPLUGGED("phoneSetDisplay"),
	SHAPE("phoneSetDisplay", OPERATIONUNAVAIL, "display=0x0"),
	ARGUMENT("phoneSetGain", INVALHOOKSWITCHDEV, ID, 8),
	UNPLUGGED("phoneSetGain"),
	SHAPE("phoneSetGain", OPERATIONUNAVAIL, "gain_devices="),
	ARGUMENT("phoneSetHookSwitch", INVALHOOKSWITCHDEV, ID, 8),
	ARGUMENT("phoneSetHookSwitch", INVALHOOKSWITCHMODE, VALUE,
		 PHONEHOOKSWITCHMODE_UNKNOWN),
	UNPLUGGED("phoneSetHookSwitch"),
	ARGUMENT("phoneSetLamp", INVALBUTTONLAMPID, ID, NO_SUCH),
	ARGUMENT("phoneSetLamp", INVALLAMPMODE, VALUE, PHONELAMPMODE_UNKNOWN),
	UNPLUGGED("phoneSetLamp"),
	ARGUMENT("phoneSetRing", INVALRINGMODE, ID, NO_SUCH),
	UNPLUGGED("phoneSetRing"),
	SHAPE("phoneSetRing", OPERATIONUNAVAIL, "ring_modes=0"),
	ARGUMENT("phoneSetStatusMessages", INVALPHONEHANDLE, HANDLE, 0),
	ARGUMENT("phoneSetStatusMessages", INVALPHONESTATE, ID, 0x80000000),
	ARGUMENT("phoneSetStatusMessages", INVALBUTTONMODE, VALUE, 0x100),
	ARGUMENT("phoneSetStatusMessages", INVALBUTTONSTATE, STATES, 0),
	ARGUMENT("phoneSetVolume", INVALHOOKSWITCHDEV, ID, 8),
	UNPLUGGED("phoneSetVolume"),
	SHAPE("phoneSetVolume", OPERATIONUNAVAIL, "volume_devices="),
	ARGUMENT("providerCreatePhoneDevice", BADDEVICEID, DEVICE, 0x7fffffff),
	/* Any async operation. */
	ARGUMENT(NULL, INVALPHONEHANDLE, HANDLE, 0),
	SHAPE(NULL, OPERATIONUNAVAIL, "opcodes=0x0"),
	{ .error = PHONEERR_OPERATIONFAILED, .attribute = "fail_nth",
	  .text = "1", .when = LATER },
	{ .error = PHONEERR_OPERATIONFAILED, .attribute = "refuse_nth",
	  .text = "1", .when = SOMEHOW },
	{ .error = PHONEERR_RESOURCEUNAVAIL, .attribute = "refuse_nth",
	  .text = "1 11", .when = SOMEHOW },
	{ .error = PHONEERR_NOMEM, .attribute = "refuse_nth",
	  .text = "1 12", .when = SOMEHOW },
};

#define NR_INJECTIONS	(sizeof(injections) / sizeof(*injections))

/*
 * Does TAPI pass such a call on to a provider? If not, the provider need not
 * check for that error.
 */
static bool is_passed_on(const struct error_injection *injection)
{
	switch (injection->wrong) {
	case WRONG_HANDLE:
	case WRONG_DEVICE:
		return false;
	case WRONG_VERSION:
		return !strcmp(injection->name, "phoneNegotiateTSPIVersion");
	case WRONG_EXTENSION:
		return provider_has("phoneNegotiateExtVersion");
	case WRONG_NOTHING:
		/*
		 * Other providers may succeed: they may have icons, and share
		 * phones.
		 */
		return injection->shape || injection->attribute ||
		       injection->user;
	default:
		return true;
	}
}

/* Is there a phone on which this error can be injected? */
static bool is_possible(const struct error_injection *injection)
{
	if (!provider_checks_all() && !is_passed_on(injection))
		return false;
	if (injection->shape && phone_is_given())
		return false;
	/*
	 * Do not send device-specific data to a real phone: their effect is
	 * unknown.
	 */
	if (injection->wrong == WRONG_DATA && !phone_is_simulated())
		return false;
	if (injection->shape || injection->attribute || injection->user)
		return phone_is_simulated();
	return true;
}

static void spoil(struct tspi_arguments *arguments,
		  const struct error_injection *injection)
{
	switch (injection->wrong) {
	case WRONG_NOTHING:
		break;
	case WRONG_HANDLE:
		arguments->handle = (HDRVPHONE)(uintptr_t)0x7fff1234;
		break;
	case WRONG_DEVICE:
		arguments->device = injection->number;
		break;
	case WRONG_VERSION:
		arguments->version = injection->number;
		break;
	case WRONG_EXTENSION:
		arguments->extension = injection->number;
		break;
	case WRONG_ID:
		arguments->id = injection->number;
		break;
	case WRONG_VALUE:
		arguments->value = injection->number;
		break;
	case WRONG_STATES:
		arguments->states = injection->number;
		break;
	case WRONG_CLASS:
		arguments->device_class = u"no/such/class";
		break;
	case WRONG_DATA:
		arguments->data = NULL;
		arguments->size = injection->number;
		break;
	}
}

static void check_error(const char *name, LONG result, LONG error)
{
	const char *seen = tphone_phoneerr_name(result);

	RULE(result == error, "TSPI_%s() returns %s (%#x) where %s is due",
	     name, seen ? seen : "a number", (unsigned int)result,
	     tphone_phoneerr_name(error));
}

static void check_answer(const struct tspi_function *function,
			 const struct tspi_arguments *arguments, LONG error,
			 enum when when)
{
	LONG result = function->call(arguments);
	bool accepted = function->asynchronous &&
			result == (LONG)arguments->request;

	case_note("TSPI_%s: %s%s", function->name, tphone_phoneerr_name(error),
		  accepted ? ", later" : "");
	CHECK(when != LATER || accepted);
	CHECK(when != AT_ONCE || !accepted);
	if (accepted) {
		operation_ends(arguments->request, error);
		return;
	}
	check_error(function->name, result, error);
	CHECK_EQ(callback_completions(arguments->request), 0);
}

/* The phone still works after the error. */
static void check_works(HDRVPHONE handle)
{
	const struct tspi_function *query = tspi_function("phoneGetStatus");
	struct tspi_arguments arguments = { .handle = handle };

	if (provider_has(query->name))
		CHECK_OK(query->call(&arguments));
}

/* Injections without a shape share a phone without a shape. */
static struct phone *phone_for(const struct error_injection *injection)
{
	static struct phone *usual;

	if (injection && injection->shape)
		return phone_new(injection->shape);
	if (!usual)
		usual = phone_new(NULL);
	return usual;
}

static void inject(const struct tspi_function *function,
		   const struct error_injection *injection)
{
	struct phone *phone = phone_for(injection);
	struct tspi_arguments arguments;
	HDRVPHONE handle;

	provider_begin(0);
	handle = provider_open(phone);
	arguments = tspi_good_arguments(function, phone, handle);
	spoil(&arguments, injection);
	if (injection->attribute)
		phone_set(phone, injection->attribute, "%s",
			  injection->text);
	if (injection->user)
		phone_user(phone, "%s", injection->user);
	check_answer(function, &arguments, injection->error,
		     injection->when);
	check_works(handle);
	if (injection->user)
		phone_user(phone, "plug");
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}

/*
 * Let the next call fail: on the phone, or on the whole provider for a function
 * that concerns no phone.
 */
static void script(struct phone *phone, const struct tspi_function *function,
		   LONG error)
{
	char text[64];

	snprintf(text, sizeof(text), "%s %#x", function->name,
		 (unsigned int)error);
	if (strncmp(function->name, "provider", strlen("provider")))
		phone_set(phone, "call_error", "%s", text);
	else
		CHECK_EQ(mock()->set(NULL, "call_error", text), 0);
}

/* The mock provider returns the error by order, as no arguments cause it. */
static void play(const struct tspi_function *function, LONG error)
{
	struct phone *phone = phone_for(NULL);
	struct tspi_arguments arguments;
	HDRVPHONE handle = NULL;

	provider_begin(0);
	/* Functions that open a phone need a closed one. */
	if (function->by_handle)
		handle = provider_open(phone);
	arguments = tspi_good_arguments(function, phone, handle);
	script(phone, function, error);
	check_answer(function, &arguments, error, AT_ONCE);
	provider_end();
}

static bool is_meant(const struct error_injection *injection,
		     const struct tspi_function *function, LONG error)
{
	if (injection->error != error)
		return false;
	if (injection->name)
		return !strcmp(injection->name, function->name);
	return function->asynchronous;
}

static void inject_error(const struct tspi_function *function, LONG error)
{
	unsigned int nr = 0;
	unsigned int i;

	for (i = 0; i < NR_INJECTIONS; i++) {
		if (!is_meant(&injections[i], function, error) ||
		    !is_possible(&injections[i]))
			continue;
		inject(function, &injections[i]);
		nr++;
	}
	if (nr)
		return;
	if (phone_is_mock())
		play(function, error);
	else
		case_note("%s cannot be provoked here",
			  tphone_phoneerr_name(error));
}

/*
 * Does the given phone have the function? If not, each call must return
 * PHONEERR_OPERATIONUNAVAIL.
 */
static bool is_there(const struct tspi_function *function)
{
	struct phone *phone = phone_for(NULL);
	struct tspi_arguments arguments;
	HDRVPHONE handle;
	bool exists;

	provider_begin(0);
	exists = tspi_function_exists(function, phone);
	handle = provider_open(phone);
	arguments = tspi_good_arguments(function, phone, handle);
	if (!exists)
		check_answer(function, &arguments, PHONEERR_OPERATIONUNAVAIL,
			     AT_ONCE);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
	return exists;
}

static void inject_listed_errors(const char *name)
{
	const struct tspi_function *function = tspi_function(name);
	const struct tspi_list *list = tspi_list(name);
	unsigned int i;

	provider_load();
	if (!provider_has(name))
		case_skip("the provider has no TSPI_%s()", name);
	if (phone_is_given() && !is_there(function))
		return;
	for (i = 0; i < list->nr; i++)
		inject_error(function, list->errors[i]);
}

CASE(errors_TSPI_phoneClose, READS, "errors of TSPI_phoneClose()")
{
	inject_listed_errors("phoneClose");
}

CASE(errors_TSPI_phoneConfigDialog, READS, "errors of TSPI_phoneConfigDialog()")
{
	inject_listed_errors("phoneConfigDialog");
}

CASE(errors_TSPI_phoneDevSpecific, CHANGES, "errors of TSPI_phoneDevSpecific()")
{
	inject_listed_errors("phoneDevSpecific");
}

CASE(errors_TSPI_phoneGetButtonInfo, READS, "errors of TSPI_phoneGetButtonInfo()")
{
	inject_listed_errors("phoneGetButtonInfo");
}

CASE(errors_TSPI_phoneGetData, READS, "errors of TSPI_phoneGetData()")
{
	inject_listed_errors("phoneGetData");
}

CASE(errors_TSPI_phoneGetDevCaps, READS, "errors of TSPI_phoneGetDevCaps()")
{
	inject_listed_errors("phoneGetDevCaps");
}

CASE(errors_TSPI_phoneGetDisplay, READS, "errors of TSPI_phoneGetDisplay()")
{
	inject_listed_errors("phoneGetDisplay");
}

CASE(errors_TSPI_phoneGetExtensionID, READS, "errors of TSPI_phoneGetExtensionID()")
{
	inject_listed_errors("phoneGetExtensionID");
}

CASE(errors_TSPI_phoneGetGain, READS, "errors of TSPI_phoneGetGain()")
{
	inject_listed_errors("phoneGetGain");
}

CASE(errors_TSPI_phoneGetHookSwitch, READS, "errors of TSPI_phoneGetHookSwitch()")
{
	inject_listed_errors("phoneGetHookSwitch");
}

CASE(errors_TSPI_phoneGetIcon, READS, "errors of TSPI_phoneGetIcon()")
{
	inject_listed_errors("phoneGetIcon");
}

CASE(errors_TSPI_phoneGetID, READS, "errors of TSPI_phoneGetID()")
{
	inject_listed_errors("phoneGetID");
}

CASE(errors_TSPI_phoneGetLamp, READS, "errors of TSPI_phoneGetLamp()")
{
	inject_listed_errors("phoneGetLamp");
}

CASE(errors_TSPI_phoneGetRing, READS, "errors of TSPI_phoneGetRing()")
{
	inject_listed_errors("phoneGetRing");
}

CASE(errors_TSPI_phoneGetStatus, READS, "errors of TSPI_phoneGetStatus()")
{
	inject_listed_errors("phoneGetStatus");
}

CASE(errors_TSPI_phoneGetVolume, READS, "errors of TSPI_phoneGetVolume()")
{
	inject_listed_errors("phoneGetVolume");
}

CASE(errors_TSPI_phoneNegotiateExtVersion, READS, "errors of TSPI_phoneNegotiateExtVersion()")
{
	inject_listed_errors("phoneNegotiateExtVersion");
}

CASE(errors_TSPI_phoneNegotiateTSPIVersion, READS, "errors of TSPI_phoneNegotiateTSPIVersion()")
{
	inject_listed_errors("phoneNegotiateTSPIVersion");
}

CASE(errors_TSPI_phoneOpen, READS, "errors of TSPI_phoneOpen()")
{
	inject_listed_errors("phoneOpen");
}

CASE(errors_TSPI_phoneSelectExtVersion, READS, "errors of TSPI_phoneSelectExtVersion()")
{
	inject_listed_errors("phoneSelectExtVersion");
}

CASE(errors_TSPI_phoneSetButtonInfo, CHANGES, "errors of TSPI_phoneSetButtonInfo()")
{
	inject_listed_errors("phoneSetButtonInfo");
}

CASE(errors_TSPI_phoneSetData, CHANGES, "errors of TSPI_phoneSetData()")
{
	inject_listed_errors("phoneSetData");
}

CASE(errors_TSPI_phoneSetDisplay, CHANGES, "errors of TSPI_phoneSetDisplay()")
{
	inject_listed_errors("phoneSetDisplay");
}

CASE(errors_TSPI_phoneSetGain, CHANGES, "errors of TSPI_phoneSetGain()")
{
	inject_listed_errors("phoneSetGain");
}

CASE(errors_TSPI_phoneSetHookSwitch, CHANGES, "errors of TSPI_phoneSetHookSwitch()")
{
	inject_listed_errors("phoneSetHookSwitch");
}

CASE(errors_TSPI_phoneSetLamp, CHANGES, "errors of TSPI_phoneSetLamp()")
{
	inject_listed_errors("phoneSetLamp");
}

CASE(errors_TSPI_phoneSetRing, CHANGES, "errors of TSPI_phoneSetRing()")
{
	inject_listed_errors("phoneSetRing");
}

CASE(errors_TSPI_phoneSetStatusMessages, READS, "errors of TSPI_phoneSetStatusMessages()")
{
	inject_listed_errors("phoneSetStatusMessages");
}

CASE(errors_TSPI_phoneSetVolume, CHANGES, "errors of TSPI_phoneSetVolume()")
{
	inject_listed_errors("phoneSetVolume");
}

CASE(errors_TSPI_providerCreatePhoneDevice, READS, "errors of TSPI_providerCreatePhoneDevice()")
{
	inject_listed_errors("providerCreatePhoneDevice");
}
