// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks of requests against the capabilities of a phone, and of the capabilities
 * themselves.
 *
 * Documentation/userspace-api/tphone.rst gives the order of the tests and the
 * errno of each; @offset always names the field at fault.
 */
#include "text.h"
#include "validate.h"

#define LAMP_MODES_SETTABLE \
	(TPHONE_LAMPMODE_OFF | TPHONE_LAMPMODE_STEADY | \
	 TPHONE_LAMPMODE_WINK | TPHONE_LAMPMODE_FLASH | \
	 TPHONE_LAMPMODE_FLUTTER | TPHONE_LAMPMODE_BROKENFLUTTER)
#define LAMP_MODES_VENDOR	0xffff0000U
#define HOOK_MODES_SETTABLE \
	(TPHONE_HOOKMODE_ONHOOK | TPHONE_HOOKMODE_MIC | \
	 TPHONE_HOOKMODE_SPEAKER | TPHONE_HOOKMODE_MICSPEAKER)
#define BUTTON_MODES \
	(TPHONE_BUTTONMODE_DUMMY | TPHONE_BUTTONMODE_CALL | \
	 TPHONE_BUTTONMODE_FEATURE | TPHONE_BUTTONMODE_KEYPAD | \
	 TPHONE_BUTTONMODE_LOCAL | TPHONE_BUTTONMODE_DISPLAY)

#define FIELD(name)	offsetof(struct tphone_request, name)

/* Fields of a request that an operation may use. */
#define USES_TARGET	0x01
#define USES_ARG0	0x02
#define USES_ARG1	0x04
#define USES_DATA	0x08
#define USES_OFFSET	0x10

static u32 fields_used(u32 opcode)
{
	switch (opcode) {
	case TPHONE_OP_DEVSPECIFIC:
		return USES_ARG0 | USES_DATA;
	case TPHONE_OP_SET_BUTTON:
		return USES_TARGET | USES_ARG0 | USES_ARG1 | USES_DATA;
	case TPHONE_OP_SET_DATA:
		return USES_TARGET | USES_DATA | USES_OFFSET;
	case TPHONE_OP_SET_DISPLAY:
		return USES_TARGET | USES_ARG0 | USES_DATA;
	case TPHONE_OP_SET_RING:
		return USES_ARG0 | USES_ARG1;
	default:
		return USES_TARGET | USES_ARG0;
	}
}

static int validate_form(const struct tphone_request *request, size_t *offset)
{
	u32 used;

	*offset = FIELD(opcode);
	if (request->opcode < 1 || request->opcode > TPHONE_OPCODE_LAST)
		return -EOPNOTSUPP;
	used = fields_used(request->opcode);
	*offset = FIELD(flags);
	if (request->flags)
		return -EINVAL;
	*offset = FIELD(reserved);
	if (request->reserved[0] || request->reserved[1])
		return -EINVAL;
	*offset = FIELD(target);
	if (request->target && !(used & USES_TARGET))
		return -EINVAL;
	*offset = FIELD(arg0);
	if (request->arg0 && !(used & USES_ARG0))
		return -EINVAL;
	*offset = FIELD(arg1);
	if (request->arg1 && !(used & USES_ARG1))
		return -EINVAL;
	*offset = FIELD(data_offset);
	if (request->data_offset && !(used & USES_OFFSET))
		return -EINVAL;
	*offset = FIELD(data_len);
	if (request->data_len && !(used & USES_DATA))
		return -EINVAL;
	*offset = FIELD(data_ptr);
	if (request->data_ptr && !(used & USES_DATA))
		return -EINVAL;
	if (!request->data_ptr && request->data_len)
		return -EINVAL;
	return 0;
}

static int validate_value(u64 value, size_t field, size_t *offset)
{
	*offset = field;
	return value > TPHONE_VOLUME_MAX ? -ERANGE : 0;
}

static int validate_length(const struct tphone_request *request, u32 most,
			   size_t *offset)
{
	*offset = FIELD(data_len);
	return request->data_len > most ? -EMSGSIZE : 0;
}

static int validate_devspecific(const struct tphone_caps *caps,
				const struct tphone_request *request,
				size_t *offset)
{
	*offset = FIELD(arg0);
	if (request->arg0 > caps->max_payload)
		return -EMSGSIZE;
	return validate_length(request, caps->max_payload, offset);
}

static bool function_known(u64 function)
{
	return function <= TPHONE_FUNCTION_LAST ||
	       (function >= TPHONE_FUNCTION_VENDOR && function <= 0xffffffffU);
}

static bool button_mode_settable(u32 mode)
{
	return tphone_one_bit(mode) &&
	       mode & BUTTON_MODES & ~TPHONE_BUTTONMODE_DUMMY;
}

/**
 * tphone_button_info_valid() - can a button have this mode and function?
 * @mode: TPHONE_BUTTONMODE_*
 * @function: TPHONE_FUNCTION_*
 *
 * Return: true if it can.
 */
bool tphone_button_info_valid(u32 mode, u32 function)
{
	return button_mode_settable(mode) && function_known(function);
}

static int validate_button(const struct tphone_caps *caps,
			   const struct tphone_request *request, size_t *offset)
{
	u32 most = TPHONE_TEXT_SIZE - 1;

	*offset = FIELD(target);
	if (request->target >= caps->nr_buttons ||
	    caps->buttons[request->target].mode == TPHONE_BUTTONMODE_DUMMY)
		return -ECHRNG;
	*offset = FIELD(arg0);
	if (!button_mode_settable(request->arg0))
		return -EDOM;
	*offset = FIELD(arg1);
	if (!function_known(request->arg1))
		return -EDOM;
	if (most > caps->max_payload)
		most = caps->max_payload;
	return validate_length(request, most, offset);
}

static int validate_data(const struct tphone_caps *caps,
			 const struct tphone_request *request, size_t *offset)
{
	u32 size;

	*offset = FIELD(target);
	if (request->target >= caps->nr_downloads)
		return -EBADSLT;
	size = caps->downloads[request->target].size;
	*offset = FIELD(data_offset);
	if (request->data_offset > size)
		return -ERANGE;
	*offset = FIELD(data_len);
	if (request->data_len > size - request->data_offset)
		return -EMSGSIZE;
	return validate_length(request, caps->max_payload, offset);
}

static int validate_display(const struct tphone_caps *caps,
			    const struct tphone_request *request,
			    size_t *offset)
{
	*offset = FIELD(target);
	if (request->target >= caps->display_rows)
		return -ERANGE;
	*offset = FIELD(arg0);
	if (request->arg0 >= caps->display_columns)
		return -ERANGE;
	return validate_length(request, caps->max_payload, offset);
}

static int validate_hook(const struct tphone_caps *caps,
			 const struct tphone_request *request, size_t *offset)
{
	u32 modes = HOOK_MODES_SETTABLE;
	u32 i;

	*offset = FIELD(target);
	if (!request->target || request->target & ~caps->hook_devices)
		return -ENXIO;
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (!(request->target & 1U << i))
			continue;
		if (!caps->hook_modes_settable[i])
			return -EOPNOTSUPP;
		modes &= caps->hook_modes_settable[i];
	}
	*offset = FIELD(arg0);
	if (!tphone_one_bit(request->arg0) || !(request->arg0 & modes))
		return -EDOM;
	return 0;
}

static int validate_lamp(const struct tphone_caps *caps,
			 const struct tphone_request *request, size_t *offset)
{
	u32 modes;

	*offset = FIELD(target);
	if (request->target >= caps->nr_buttons ||
	    !caps->buttons[request->target].lamp_modes)
		return -ECHRNG;
	modes = caps->buttons[request->target].lamp_modes;
	*offset = FIELD(arg0);
	if (!tphone_one_bit(request->arg0) || !(request->arg0 & modes))
		return -EDOM;
	return 0;
}

static int validate_ring(const struct tphone_caps *caps,
			 const struct tphone_request *request, size_t *offset)
{
	*offset = FIELD(arg0);
	if (request->arg0 > caps->nr_ring_modes)
		return -EDOM;
	return validate_value(request->arg1, FIELD(arg1), offset);
}

static int validate_level(const struct tphone_caps *caps, u32 settable,
			  const struct tphone_request *request, size_t *offset)
{
	*offset = FIELD(target);
	if (!tphone_one_bit(request->target) ||
	    !(request->target & caps->hook_devices))
		return -ENXIO;
	if (!(request->target & settable))
		return -EOPNOTSUPP;
	return validate_value(request->arg0, FIELD(arg0), offset);
}

/**
 * tphone_validate_request() - can this phone carry out this request?
 * @caps: the phone
 * @request: the request; its payload is looked at later
 * @offset: receives the offset of the offending field
 *
 * Return: 0 or the errno that the user-space documentation gives.
 */
int tphone_validate_request(const struct tphone_caps *caps,
			    const struct tphone_request *request,
			    size_t *offset)
{
	int error = validate_form(request, offset);

	if (error)
		return error;
	*offset = FIELD(opcode);
	if (!(caps->opcodes & 1U << request->opcode))
		return -EOPNOTSUPP;
	switch (request->opcode) {
	case TPHONE_OP_DEVSPECIFIC:
		return validate_devspecific(caps, request, offset);
	case TPHONE_OP_SET_BUTTON:
		return validate_button(caps, request, offset);
	case TPHONE_OP_SET_DATA:
		return validate_data(caps, request, offset);
	case TPHONE_OP_SET_DISPLAY:
		return validate_display(caps, request, offset);
	case TPHONE_OP_SET_GAIN:
		return validate_level(caps, caps->gain_devices, request,
				      offset);
	case TPHONE_OP_SET_HOOK:
		return validate_hook(caps, request, offset);
	case TPHONE_OP_SET_LAMP:
		return validate_lamp(caps, request, offset);
	case TPHONE_OP_SET_RING:
		return validate_ring(caps, request, offset);
	default:
		return validate_level(caps, caps->volume_devices, request,
				      offset);
	}
}

/**
 * tphone_validate_payload() - is the payload a text where one is needed?
 * @request: a valid request
 * @payload: its payload
 * @offset: receives the offset of the offending field
 *
 * Return: 0 or -EILSEQ.
 */
int tphone_validate_payload(const struct tphone_request *request,
			    const void *payload, size_t *offset)
{
	*offset = FIELD(data_ptr);
	if (request->opcode != TPHONE_OP_SET_DISPLAY &&
	    request->opcode != TPHONE_OP_SET_BUTTON)
		return 0;
	if (!tphone_text_valid(payload, request->data_len))
		return -EILSEQ;
	return 0;
}

static bool button_caps_valid(const struct tphone_button_caps *button)
{
	u32 lamp_modes = LAMP_MODES_SETTABLE | LAMP_MODES_VENDOR;

	if (!tphone_one_bit(button->mode) || !(button->mode & BUTTON_MODES))
		return false;
	if (button->lamp_modes & ~lamp_modes)
		return false;
	if (!function_known(button->function))
		return false;
	if (!button->text)
		return true;
	return strlen(button->text) < TPHONE_TEXT_SIZE &&
	       tphone_text_valid((const u8 *)button->text,
				 strlen(button->text));
}

static bool hook_caps_valid(const struct tphone_caps *caps)
{
	u32 i;

	if (caps->hook_devices & ~TPHONE_HOOK_DEVICES)
		return false;
	if ((caps->volume_devices | caps->gain_devices) & ~caps->hook_devices)
		return false;
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		u32 settable = caps->hook_modes_settable[i];
		u32 reported = caps->hook_modes_reported[i];

		if (settable & ~HOOK_MODES_SETTABLE)
			return false;
		if (reported & ~(HOOK_MODES_SETTABLE | TPHONE_HOOKMODE_UNKNOWN))
			return false;
		if ((settable | reported) && !(caps->hook_devices & 1U << i))
			return false;
	}
	return true;
}

static bool area_caps_valid(const struct tphone_caps *caps)
{
	u32 i;

	if (caps->nr_downloads > TPHONE_MAX_AREAS ||
	    caps->nr_uploads > TPHONE_MAX_AREAS)
		return false;
	for (i = 0; i < caps->nr_uploads; i++) {
		if (!caps->upload_sizes[i] ||
		    caps->upload_sizes[i] > TPHONE_MAX_AREA_SIZE)
			return false;
	}
	for (i = 0; i < caps->nr_downloads; i++) {
		const struct tphone_download_caps *area = &caps->downloads[i];

		if (!area->size || area->size > TPHONE_MAX_AREA_SIZE)
			return false;
		if (area->upload != TPHONE_NO_UPLOAD &&
		    area->upload >= caps->nr_uploads)
			return false;
	}
	return true;
}

static bool name_valid(const char *name, size_t size)
{
	if (!name)
		return true;
	return strlen(name) < size &&
	       tphone_text_valid((const u8 *)name, strlen(name));
}

static bool has_button(const struct tphone_caps *caps)
{
	u32 i;

	for (i = 0; i < caps->nr_buttons; i++) {
		if (caps->buttons[i].mode != TPHONE_BUTTONMODE_DUMMY)
			return true;
	}
	return false;
}

static bool has_lamp(const struct tphone_caps *caps)
{
	u32 i;

	for (i = 0; i < caps->nr_buttons; i++) {
		if (caps->buttons[i].lamp_modes)
			return true;
	}
	return false;
}

static bool has_settable_hook(const struct tphone_caps *caps)
{
	u32 i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (caps->hook_modes_settable[i])
			return true;
	}
	return false;
}

/* Does the phone have what this operation works on? */
static bool has_object(const struct tphone_caps *caps, u32 opcode)
{
	switch (opcode) {
	case TPHONE_OP_SET_BUTTON:
		return has_button(caps);
	case TPHONE_OP_SET_DATA:
		return caps->nr_downloads;
	case TPHONE_OP_SET_DISPLAY:
		return caps->display_rows;
	case TPHONE_OP_SET_GAIN:
		return caps->gain_devices;
	case TPHONE_OP_SET_HOOK:
		return has_settable_hook(caps);
	case TPHONE_OP_SET_LAMP:
		return has_lamp(caps);
	case TPHONE_OP_SET_RING:
		return caps->nr_ring_modes;
	case TPHONE_OP_SET_VOLUME:
		return caps->volume_devices;
	default:
		return true;
	}
}

static bool opcodes_valid(const struct tphone_caps *caps)
{
	u32 opcode;

	if (caps->opcodes & ~TPHONE_OPCODES_KNOWN)
		return false;
	for (opcode = 0; opcode < 32; opcode++) {
		if (caps->opcodes & 1U << opcode && !has_object(caps, opcode))
			return false;
	}
	return true;
}

/**
 * tphone_validate_caps() - check the capabilities that a driver gives
 * @caps: the capabilities
 *
 * Return: 0 or -EINVAL.
 */
int tphone_validate_caps(const struct tphone_caps *caps)
{
	u32 i;

	if (!hook_caps_valid(caps) || !area_caps_valid(caps))
		return -EINVAL;
	if (!name_valid(caps->manufacturer, TPHONE_TEXT_SIZE) ||
	    !name_valid(caps->model, TPHONE_TEXT_SIZE) ||
	    !name_valid(caps->serial, TPHONE_TEXT_SIZE) ||
	    !name_valid(caps->driver, TPHONE_TEXT_SIZE) ||
	    !name_valid(caps->id, TPHONE_ID_SIZE))
		return -EINVAL;
	if (caps->nr_ring_modes > TPHONE_MAX_RING_MODES ||
	    caps->nr_buttons > TPHONE_MAX_BUTTONS ||
	    caps->max_payload > TPHONE_MAX_PAYLOAD ||
	    (u32)caps->reset_on_last_close > TPHONE_RESET_ALL)
		return -EINVAL;
	if (!caps->display_rows != !caps->display_columns ||
	    caps->display_rows > TPHONE_MAX_ROWS ||
	    caps->display_columns > TPHONE_MAX_COLUMNS ||
	    caps->display_rows * caps->display_columns > TPHONE_MAX_CELLS)
		return -EINVAL;
	for (i = 0; i < caps->nr_buttons; i++) {
		if (!button_caps_valid(&caps->buttons[i]))
			return -EINVAL;
	}
	return opcodes_valid(caps) ? 0 : -EINVAL;
}
