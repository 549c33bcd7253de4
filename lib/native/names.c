// SPDX-License-Identifier: LGPL-2.1-or-later
/* Names of constants, and descriptions of errors. */
#include "../common/macros.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <tphone.h>

struct name {
	unsigned int number;
	const char *name;
};

static const char *name_of(const struct name *names, size_t count,
			   unsigned int number)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (names[i].number == number)
			return names[i].name;
	}
	return NULL;
}

static int number_of(const struct name *names, size_t count, const char *name)
{
	size_t i;

	if (!name)
		return -EINVAL;
	for (i = 0; i < count; i++) {
		if (!strcmp(names[i].name, name))
			return (int)names[i].number;
	}
	return -EINVAL;
}

#define NAME_OF(names, number) \
	name_of(names, ARRAY_SIZE(names), number)
#define NUMBER_OF(names, name) \
	number_of(names, ARRAY_SIZE(names), name)

static const struct name opcodes[] = {
	{ TPHONE_OP_DEVSPECIFIC, "devspecific" },
	{ TPHONE_OP_SET_BUTTON, "set-button" },
	{ TPHONE_OP_SET_DATA, "set-data" },
	{ TPHONE_OP_SET_DISPLAY, "set-display" },
	{ TPHONE_OP_SET_GAIN, "set-gain" },
	{ TPHONE_OP_SET_HOOK, "set-hook" },
	{ TPHONE_OP_SET_LAMP, "set-lamp" },
	{ TPHONE_OP_SET_RING, "set-ring" },
	{ TPHONE_OP_SET_VOLUME, "set-volume" },
};

static const struct name events[] = {
	{ TPHONE_EVENT_HOOK, "hook" },
	{ TPHONE_EVENT_BUTTON, "button" },
	{ TPHONE_EVENT_LAMP, "lamp" },
	{ TPHONE_EVENT_RING_MODE, "ring-mode" },
	{ TPHONE_EVENT_RING_VOLUME, "ring-volume" },
	{ TPHONE_EVENT_DISPLAY, "display" },
	{ TPHONE_EVENT_VOLUME, "volume" },
	{ TPHONE_EVENT_GAIN, "gain" },
	{ TPHONE_EVENT_BUTTON_INFO, "button-info" },
	{ TPHONE_EVENT_DATA, "data" },
	{ TPHONE_EVENT_DEVSPECIFIC, "devspecific" },
	{ TPHONE_EVENT_OWNER, "owner" },
	{ TPHONE_EVENT_MONITORS, "monitors" },
	{ TPHONE_EVENT_CONNECTION, "connection" },
	{ TPHONE_EVENT_SUSPEND, "suspend" },
};

static const struct name records[] = {
	{ TPHONE_RECORD_COMPLETION, "completion" },
	{ TPHONE_RECORD_EVENT, "event" },
	{ TPHONE_RECORD_LOST, "lost" },
	{ TPHONE_RECORD_GONE, "gone" },
};

static const struct name causes[] = {
	{ TPHONE_CAUSE_HOST, "host" },
	{ TPHONE_CAUSE_USER, "user" },
	{ TPHONE_CAUSE_DRIVER, "driver" },
	{ TPHONE_CAUSE_CORE, "core" },
};

static const struct name features[] = {
	{ TPHONE_FEATURE_REVOKE, "revoke" },
};

static const struct name roles[] = {
	{ TPHONE_ROLE_NONE, "none" },
	{ TPHONE_ROLE_MONITOR, "monitor" },
	{ TPHONE_ROLE_OWNER, "owner" },
};

static const struct name hook_devices[] = {
	{ TPHONE_HOOK_HANDSET, "handset" },
	{ TPHONE_HOOK_SPEAKER, "speaker" },
	{ TPHONE_HOOK_HEADSET, "headset" },
};

static const struct name hook_modes[] = {
	{ TPHONE_HOOKMODE_ONHOOK, "onhook" },
	{ TPHONE_HOOKMODE_MIC, "mic" },
	{ TPHONE_HOOKMODE_SPEAKER, "speaker" },
	{ TPHONE_HOOKMODE_MICSPEAKER, "micspeaker" },
	{ TPHONE_HOOKMODE_UNKNOWN, "unknown" },
};

static const struct name lamp_modes[] = {
	{ TPHONE_LAMPMODE_DUMMY, "dummy" },
	{ TPHONE_LAMPMODE_OFF, "off" },
	{ TPHONE_LAMPMODE_STEADY, "steady" },
	{ TPHONE_LAMPMODE_WINK, "wink" },
	{ TPHONE_LAMPMODE_FLASH, "flash" },
	{ TPHONE_LAMPMODE_FLUTTER, "flutter" },
	{ TPHONE_LAMPMODE_BROKENFLUTTER, "brokenflutter" },
	{ TPHONE_LAMPMODE_UNKNOWN, "unknown" },
};

static const struct name button_modes[] = {
	{ TPHONE_BUTTONMODE_DUMMY, "dummy" },
	{ TPHONE_BUTTONMODE_CALL, "call" },
	{ TPHONE_BUTTONMODE_FEATURE, "feature" },
	{ TPHONE_BUTTONMODE_KEYPAD, "keypad" },
	{ TPHONE_BUTTONMODE_LOCAL, "local" },
	{ TPHONE_BUTTONMODE_DISPLAY, "display" },
};

static const struct name button_states[] = {
	{ TPHONE_BUTTONSTATE_UP, "up" },
	{ TPHONE_BUTTONSTATE_DOWN, "down" },
	{ TPHONE_BUTTONSTATE_UNKNOWN, "unknown" },
	{ TPHONE_BUTTONSTATE_UNAVAIL, "unavail" },
};

static const struct name functions[] = {
	{ TPHONE_FUNCTION_UNKNOWN, "unknown" },
	{ TPHONE_FUNCTION_CONFERENCE, "conference" },
	{ TPHONE_FUNCTION_TRANSFER, "transfer" },
	{ TPHONE_FUNCTION_DROP, "drop" },
	{ TPHONE_FUNCTION_HOLD, "hold" },
	{ TPHONE_FUNCTION_RECALL, "recall" },
	{ TPHONE_FUNCTION_DISCONNECT, "disconnect" },
	{ TPHONE_FUNCTION_CONNECT, "connect" },
	{ TPHONE_FUNCTION_MSGWAITON, "msgwaiton" },
	{ TPHONE_FUNCTION_MSGWAITOFF, "msgwaitoff" },
	{ TPHONE_FUNCTION_SELECTRING, "selectring" },
	{ TPHONE_FUNCTION_ABBREVDIAL, "abbrevdial" },
	{ TPHONE_FUNCTION_FORWARD, "forward" },
	{ TPHONE_FUNCTION_PICKUP, "pickup" },
	{ TPHONE_FUNCTION_RINGAGAIN, "ringagain" },
	{ TPHONE_FUNCTION_PARK, "park" },
	{ TPHONE_FUNCTION_REJECT, "reject" },
	{ TPHONE_FUNCTION_REDIRECT, "redirect" },
	{ TPHONE_FUNCTION_MUTE, "mute" },
	{ TPHONE_FUNCTION_VOLUMEUP, "volumeup" },
	{ TPHONE_FUNCTION_VOLUMEDOWN, "volumedown" },
	{ TPHONE_FUNCTION_SPEAKERON, "speakeron" },
	{ TPHONE_FUNCTION_SPEAKEROFF, "speakeroff" },
	{ TPHONE_FUNCTION_FLASH, "flash" },
	{ TPHONE_FUNCTION_DATAON, "dataon" },
	{ TPHONE_FUNCTION_DATAOFF, "dataoff" },
	{ TPHONE_FUNCTION_DONOTDISTURB, "donotdisturb" },
	{ TPHONE_FUNCTION_INTERCOM, "intercom" },
	{ TPHONE_FUNCTION_BRIDGEDAPP, "bridgedapp" },
	{ TPHONE_FUNCTION_BUSY, "busy" },
	{ TPHONE_FUNCTION_CALLAPP, "callapp" },
	{ TPHONE_FUNCTION_DATETIME, "datetime" },
	{ TPHONE_FUNCTION_DIRECTORY, "directory" },
	{ TPHONE_FUNCTION_COVER, "cover" },
	{ TPHONE_FUNCTION_CALLID, "callid" },
	{ TPHONE_FUNCTION_LASTNUM, "lastnum" },
	{ TPHONE_FUNCTION_NIGHTSRV, "nightsrv" },
	{ TPHONE_FUNCTION_SENDCALLS, "sendcalls" },
	{ TPHONE_FUNCTION_MSGINDICATOR, "msgindicator" },
	{ TPHONE_FUNCTION_REPDIAL, "repdial" },
	{ TPHONE_FUNCTION_SETREPDIAL, "setrepdial" },
	{ TPHONE_FUNCTION_SYSTEMSPEED, "systemspeed" },
	{ TPHONE_FUNCTION_STATIONSPEED, "stationspeed" },
	{ TPHONE_FUNCTION_CAMPON, "campon" },
	{ TPHONE_FUNCTION_SAVEREPEAT, "saverepeat" },
	{ TPHONE_FUNCTION_QUEUECALL, "queuecall" },
	{ TPHONE_FUNCTION_NONE, "none" },
	{ TPHONE_FUNCTION_SEND, "send" },
};

TPHONE_API const char *tphone_opcode_name(unsigned int opcode)
{
	return NAME_OF(opcodes, opcode);
}

TPHONE_API const char *tphone_event_name(unsigned int code)
{
	return NAME_OF(events, code);
}

TPHONE_API const char *tphone_feature_name(uint64_t feature)
{
	return feature > UINT_MAX ? NULL :
				    NAME_OF(features, (unsigned int)feature);
}

TPHONE_API const char *tphone_record_name(unsigned int type)
{
	return NAME_OF(records, type);
}

TPHONE_API const char *tphone_cause_name(unsigned int cause)
{
	return NAME_OF(causes, cause);
}

TPHONE_API const char *tphone_role_name(unsigned int role)
{
	return NAME_OF(roles, role);
}

TPHONE_API const char *tphone_hook_device_name(unsigned int device)
{
	return NAME_OF(hook_devices, device);
}

TPHONE_API const char *tphone_hook_mode_name(unsigned int mode)
{
	return NAME_OF(hook_modes, mode);
}

TPHONE_API const char *tphone_lamp_mode_name(unsigned int mode)
{
	return NAME_OF(lamp_modes, mode);
}

TPHONE_API const char *tphone_button_mode_name(unsigned int mode)
{
	return NAME_OF(button_modes, mode);
}

TPHONE_API const char *tphone_button_state_name(unsigned int state)
{
	return NAME_OF(button_states, state);
}

TPHONE_API const char *tphone_function_name(unsigned int function)
{
	return NAME_OF(functions, function);
}

TPHONE_API int tphone_opcode_from_name(const char *name)
{
	return NUMBER_OF(opcodes, name);
}

TPHONE_API int tphone_event_from_name(const char *name)
{
	return NUMBER_OF(events, name);
}

TPHONE_API int tphone_role_from_name(const char *name)
{
	return NUMBER_OF(roles, name);
}

TPHONE_API int tphone_hook_device_from_name(const char *name)
{
	return NUMBER_OF(hook_devices, name);
}

TPHONE_API int tphone_hook_mode_from_name(const char *name)
{
	return NUMBER_OF(hook_modes, name);
}

TPHONE_API int tphone_lamp_mode_from_name(const char *name)
{
	return NUMBER_OF(lamp_modes, name);
}

TPHONE_API int tphone_button_mode_from_name(const char *name)
{
	return NUMBER_OF(button_modes, name);
}

TPHONE_API int tphone_function_from_name(const char *name)
{
	return NUMBER_OF(functions, name);
}

static const char *in_telephone_terms(int error)
{
	switch (error) {
	case 0:
		return "success";
	case EPERM:
		return "not allowed in this role: only the owner operates a phone";
	case EACCES:
		return "no permission to open the phone";
	case ENOENT:
		return "no such device node, or no such operation outstanding";
	case ENODEV:
		return "there is no such phone, or it was unplugged or taken away";
	case ENOTUNIQ:
		return "several phones match";
	case ENOTTY:
		return "not a phone, or a kernel too old for this";
	case EBUSY:
		return "another program owns the phone";
	case EUSERS:
		return "too many programs have the phone open";
	case EBADF:
		return "the phone was not opened for operating it, only for watching";
	case ESHUTDOWN:
		return "this handle of the phone is detached";
	case ENOTCONN:
		return "the phone is disconnected, out of radio range for example";
	case EHOSTDOWN:
		return "the use of the phone is suspended";
	case EAGAIN:
		return "too many operations are outstanding";
	case EOPNOTSUPP:
		return "the phone cannot do that";
	case ECHRNG:
		return "no such button or lamp";
	case ENXIO:
		return "no such hook switch device, or not exactly one where one is needed";
	case EBADSLT:
		return "no such data area";
	case EDOM:
		return "not a mode or function that this item can take";
	case ERANGE:
		return "row, column, volume, gain, offset or length out of range";
	case EMSGSIZE:
		return "too long";
	case E2BIG:
		return "too many operations for one batch, or too new for this kernel";
	case EILSEQ:
		return "the text is not UTF-8, or contains a control character";
	case EINVAL:
		return "invalid argument";
	case ECANCELED:
		return "the operation was cancelled";
	case ETIMEDOUT:
		return "the phone did not finish in time";
	case EINPROGRESS:
		return "the operation has not ended yet";
	case ENODATA:
		return "the operation has no output, or it was fetched already";
	case EIO:
		return "the phone failed";
	case ENOMEM:
		return "out of memory";
	}
	return NULL;
}

TPHONE_API const char *tphone_strerror(int error)
{
	const char *text;

	if (error == INT_MIN)
		return "unknown error";
	if (error < 0)
		error = -error;
	text = in_telephone_terms(error);
	if (!text)
		text = strerrordesc_np(error);
	return text ? text : "unknown error";
}
