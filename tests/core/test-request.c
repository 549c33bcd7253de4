// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checking of requests: every errno with the field that it blames, which of two
 * faults is reported, and every limit from both sides.
 *
 * The expected values come from Documentation/userspace-api/tphone.rst.
 */
#include "cmocka-first.h"

#include "validate.h"

#define MAX_PAYLOAD	80
#define NR_RING_MODES	3
#define ROWS		2
#define COLUMNS		10
#define OPCODES_ALL	TPHONE_OPCODES_KNOWN
#define VENDOR_LAMP	0x00010000

#define HANDSET_MODES	(TPHONE_HOOKMODE_ONHOOK | TPHONE_HOOKMODE_MICSPEAKER)
#define SPEAKER_MODES	(HANDSET_MODES | TPHONE_HOOKMODE_MIC)
#define LAMP_MODES	(TPHONE_LAMPMODE_OFF | TPHONE_LAMPMODE_FLASH)

static const struct tphone_button_caps buttons[] = {
	{ .mode = TPHONE_BUTTONMODE_KEYPAD },
	{ .mode = TPHONE_BUTTONMODE_CALL, .lamp_modes = LAMP_MODES },
	{ .mode = TPHONE_BUTTONMODE_DUMMY,
	  .lamp_modes = TPHONE_LAMPMODE_OFF | VENDOR_LAMP },
	{ .mode = TPHONE_BUTTONMODE_DUMMY },
};

/* The second area is larger than a payload may be. */
static const struct tphone_download_caps downloads[] = {
	{ .size = 16, .upload = TPHONE_NO_UPLOAD },
	{ .size = 100, .upload = TPHONE_NO_UPLOAD },
};

/* No headset; the volume of the handset and the gain of the speaker are settable. */
static const struct tphone_caps phone = {
	.opcodes = OPCODES_ALL,
	.hook_devices = TPHONE_HOOK_HANDSET | TPHONE_HOOK_SPEAKER,
	.hook_modes_settable = { HANDSET_MODES, SPEAKER_MODES, 0 },
	.volume_devices = TPHONE_HOOK_HANDSET,
	.gain_devices = TPHONE_HOOK_SPEAKER,
	.nr_ring_modes = NR_RING_MODES,
	.display_rows = ROWS,
	.display_columns = COLUMNS,
	.nr_buttons = ARRAY_SIZE(buttons),
	.buttons = buttons,
	.nr_downloads = ARRAY_SIZE(downloads),
	.downloads = downloads,
	.max_payload = MAX_PAYLOAD,
};

#define SOMEWHERE	0x1000	/* a pointer that is never dereferenced */

/* A valid request for each operation. */
static const struct tphone_request good[] = {
	{ .opcode = TPHONE_OP_DEVSPECIFIC, .arg0 = 8,
	  .data_ptr = SOMEWHERE, .data_len = 4 },
	{ .opcode = TPHONE_OP_SET_BUTTON, .target = 1,
	  .arg0 = TPHONE_BUTTONMODE_FEATURE, .arg1 = TPHONE_FUNCTION_HOLD,
	  .data_ptr = SOMEWHERE, .data_len = 4 },
	{ .opcode = TPHONE_OP_SET_DATA, .target = 1, .data_offset = 2,
	  .data_ptr = SOMEWHERE, .data_len = 4 },
	{ .opcode = TPHONE_OP_SET_DISPLAY, .target = 1, .arg0 = 3,
	  .data_ptr = SOMEWHERE, .data_len = 4 },
	{ .opcode = TPHONE_OP_SET_GAIN, .target = TPHONE_HOOK_SPEAKER,
	  .arg0 = 1000 },
	{ .opcode = TPHONE_OP_SET_HOOK,
	  .target = TPHONE_HOOK_HANDSET | TPHONE_HOOK_SPEAKER,
	  .arg0 = TPHONE_HOOKMODE_MICSPEAKER },
	{ .opcode = TPHONE_OP_SET_LAMP, .target = 1,
	  .arg0 = TPHONE_LAMPMODE_FLASH },
	{ .opcode = TPHONE_OP_SET_RING, .arg0 = 2, .arg1 = 3000 },
	{ .opcode = TPHONE_OP_SET_VOLUME, .target = TPHONE_HOOK_HANDSET,
	  .arg0 = 1000 },
};

static struct tphone_request good_request(unsigned int opcode)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(good); i++) {
		if (good[i].opcode == opcode)
			break;
	}
	assert_int_not_equal(i, ARRAY_SIZE(good));
	return good[i];
}

#define FIELD(name)	offsetof(struct tphone_request, name)

static void verdict_is(const struct tphone_caps *caps,
		       const struct tphone_request *request, int error,
		       size_t offset)
{
	size_t found = ~0UL;
	int result = tphone_validate_request(caps, request, &found);

	if (result != error || (error && found != offset))
		fail_msg("%u: %#x %#x %#llx %u %u: %d at %zu, not %d at %zu",
			 request->opcode, request->target, request->arg0,
			 (unsigned long long)request->arg1, request->data_len,
			 request->data_offset, result, found, error, offset);
}

static void accepted(const struct tphone_request *request)
{
	verdict_is(&phone, request, 0, 0);
}

static void right_requests_are_accepted(void **state)
{
	size_t i;

	(void)state;
	assert_int_equal(ARRAY_SIZE(good), TPHONE_OPCODE_LAST);
	for (i = 0; i < ARRAY_SIZE(good); i++)
		accepted(&good[i]);
}

static void opcodes_that_do_not_exist(void **state)
{
	struct tphone_request request = {};
	unsigned int opcode;

	(void)state;
	for (opcode = 0; opcode <= 0xffff; opcode++) {
		if (opcode >= 1 && opcode <= TPHONE_OPCODE_LAST)
			continue;
		request.opcode = opcode;
		verdict_is(&phone, &request, -EOPNOTSUPP, FIELD(opcode));
	}
}

static void operations_that_the_phone_has_not(void **state)
{
	struct tphone_caps caps = phone;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(good); i++) {
		caps.opcodes = OPCODES_ALL & ~(1U << good[i].opcode);
		verdict_is(&caps, &good[i], -EOPNOTSUPP, FIELD(opcode));
		caps.opcodes = 1U << good[i].opcode;
		verdict_is(&caps, &good[i], 0, 0);
	}
}

/**
 * struct fault - a field with a wrong value in an otherwise valid request
 * @opcode: the operation, 0 for all
 * @step: number of the test in the documentation that must find it
 * @field: offset of the field
 * @size: bytes of the field
 * @value: the wrong value
 * @error: what the test must say
 */
struct fault {
	unsigned int opcode;
	int step;
	size_t field;
	size_t size;
	u64 value;
	int error;
};

#define FAULT(_opcode, _step, _field, _value, _error)			\
	{								\
		.opcode = _opcode,					\
		.step = _step,						\
		.field = FIELD(_field),					\
		.size = sizeof(((struct tphone_request *)0)->_field),	\
		.value = _value,					\
		.error = _error,					\
	}

#define RESERVED(_index)						\
	{								\
		.step = 1,						\
		.field = FIELD(reserved) + (_index) * sizeof(u64),	\
		.size = sizeof(u64),					\
		.value = 1ULL << 63,					\
		.error = -EINVAL,					\
	}

#define UNUSED(_opcode, _field)	FAULT(_opcode, 1, _field, 1, -EINVAL)
#define DEVSPECIFIC	TPHONE_OP_DEVSPECIFIC
#define SET_BUTTON	TPHONE_OP_SET_BUTTON
#define SET_DATA	TPHONE_OP_SET_DATA
#define SET_DISPLAY	TPHONE_OP_SET_DISPLAY
#define SET_GAIN	TPHONE_OP_SET_GAIN
#define SET_HOOK	TPHONE_OP_SET_HOOK
#define SET_LAMP	TPHONE_OP_SET_LAMP
#define SET_RING	TPHONE_OP_SET_RING
#define SET_VOLUME	TPHONE_OP_SET_VOLUME

static const struct fault faults[] = {
	FAULT(0, 1, flags, 1, -EINVAL),
	FAULT(0, 1, flags, 0x8000, -EINVAL),
	RESERVED(0),
	RESERVED(1),
	UNUSED(DEVSPECIFIC, target),
	UNUSED(DEVSPECIFIC, arg1),
	UNUSED(DEVSPECIFIC, data_offset),
	UNUSED(SET_BUTTON, data_offset),
	UNUSED(SET_DATA, arg0),
	UNUSED(SET_DATA, arg1),
	UNUSED(SET_DISPLAY, arg1),
	UNUSED(SET_DISPLAY, data_offset),
	UNUSED(SET_GAIN, arg1),
	UNUSED(SET_GAIN, data_ptr),
	UNUSED(SET_GAIN, data_len),
	UNUSED(SET_GAIN, data_offset),
	UNUSED(SET_HOOK, arg1),
	UNUSED(SET_HOOK, data_ptr),
	UNUSED(SET_HOOK, data_len),
	UNUSED(SET_HOOK, data_offset),
	UNUSED(SET_LAMP, arg1),
	UNUSED(SET_LAMP, data_ptr),
	UNUSED(SET_LAMP, data_len),
	UNUSED(SET_LAMP, data_offset),
	UNUSED(SET_RING, target),
	UNUSED(SET_RING, data_ptr),
	UNUSED(SET_RING, data_len),
	UNUSED(SET_RING, data_offset),
	UNUSED(SET_VOLUME, arg1),
	UNUSED(SET_VOLUME, data_ptr),
	UNUSED(SET_VOLUME, data_len),
	UNUSED(SET_VOLUME, data_offset),
	FAULT(DEVSPECIFIC, 1, data_ptr, 0, -EINVAL),
	FAULT(SET_BUTTON, 1, data_ptr, 0, -EINVAL),
	FAULT(SET_DATA, 1, data_ptr, 0, -EINVAL),
	FAULT(SET_DISPLAY, 1, data_ptr, 0, -EINVAL),

	FAULT(SET_BUTTON, 3, target, 2, -ECHRNG),
	FAULT(SET_BUTTON, 3, target, ARRAY_SIZE(buttons), -ECHRNG),
	FAULT(SET_BUTTON, 3, target, 0xffffffff, -ECHRNG),
	FAULT(SET_DATA, 3, target, ARRAY_SIZE(downloads), -EBADSLT),
	FAULT(SET_DATA, 3, target, 0xffffffff, -EBADSLT),
	FAULT(SET_DISPLAY, 3, target, ROWS, -ERANGE),
	FAULT(SET_DISPLAY, 3, target, 0xffffffff, -ERANGE),
	FAULT(SET_GAIN, 3, target, 0, -ENXIO),
	FAULT(SET_GAIN, 3, target, TPHONE_HOOK_HEADSET, -ENXIO),
	FAULT(SET_GAIN, 3, target, phone.hook_devices, -ENXIO),
	FAULT(SET_GAIN, 3, target, TPHONE_HOOK_HANDSET, -EOPNOTSUPP),
	FAULT(SET_HOOK, 3, target, 0, -ENXIO),
	FAULT(SET_HOOK, 3, target, TPHONE_HOOK_HEADSET, -ENXIO),
	FAULT(SET_HOOK, 3, target, TPHONE_HOOK_DEVICES, -ENXIO),
	FAULT(SET_HOOK, 3, target, 0x80000001, -ENXIO),
	FAULT(SET_LAMP, 3, target, 0, -ECHRNG),
	FAULT(SET_LAMP, 3, target, ARRAY_SIZE(buttons), -ECHRNG),
	FAULT(SET_LAMP, 3, target, 0xffffffff, -ECHRNG),
	FAULT(SET_VOLUME, 3, target, 0, -ENXIO),
	FAULT(SET_VOLUME, 3, target, TPHONE_HOOK_HEADSET, -ENXIO),
	FAULT(SET_VOLUME, 3, target, phone.hook_devices, -ENXIO),
	FAULT(SET_VOLUME, 3, target, TPHONE_HOOK_SPEAKER, -EOPNOTSUPP),

	FAULT(SET_BUTTON, 4, arg0, 0, -EDOM),
	FAULT(SET_BUTTON, 4, arg0, TPHONE_BUTTONMODE_DUMMY, -EDOM),
	FAULT(SET_BUTTON, 4, arg0, 0x06, -EDOM),
	FAULT(SET_BUTTON, 4, arg0, 0x40, -EDOM),
	FAULT(SET_BUTTON, 4, arg1, TPHONE_FUNCTION_LAST + 1, -EDOM),
	FAULT(SET_BUTTON, 4, arg1, 1ULL << 32, -EDOM),
	FAULT(SET_HOOK, 4, arg0, 0, -EDOM),
	FAULT(SET_HOOK, 4, arg0, TPHONE_HOOKMODE_MIC, -EDOM),
	FAULT(SET_HOOK, 4, arg0, TPHONE_HOOKMODE_UNKNOWN, -EDOM),
	FAULT(SET_HOOK, 4, arg0, HANDSET_MODES, -EDOM),
	FAULT(SET_LAMP, 4, arg0, 0, -EDOM),
	FAULT(SET_LAMP, 4, arg0, TPHONE_LAMPMODE_DUMMY, -EDOM),
	FAULT(SET_LAMP, 4, arg0, TPHONE_LAMPMODE_STEADY, -EDOM),
	FAULT(SET_LAMP, 4, arg0, LAMP_MODES, -EDOM),
	FAULT(SET_LAMP, 4, arg0, TPHONE_LAMPMODE_UNKNOWN, -EDOM),
	FAULT(SET_RING, 4, arg0, NR_RING_MODES + 1, -EDOM),
	FAULT(SET_RING, 4, arg0, 0xffffffff, -EDOM),

	FAULT(DEVSPECIFIC, 5, arg0, MAX_PAYLOAD + 1, -EMSGSIZE),
	FAULT(DEVSPECIFIC, 5, data_len, MAX_PAYLOAD + 1, -EMSGSIZE),
	FAULT(SET_BUTTON, 5, data_len, TPHONE_TEXT_SIZE, -EMSGSIZE),
	FAULT(SET_DATA, 5, data_offset, 101, -ERANGE),
	FAULT(SET_DATA, 5, data_offset, 0xffffffff, -ERANGE),
	FAULT(SET_DATA, 5, data_len, MAX_PAYLOAD + 1, -EMSGSIZE),
	FAULT(SET_DATA, 5, data_len, 0xffffffff, -EMSGSIZE),
	FAULT(SET_DISPLAY, 5, arg0, COLUMNS, -ERANGE),
	FAULT(SET_DISPLAY, 5, data_len, MAX_PAYLOAD + 1, -EMSGSIZE),
	FAULT(SET_GAIN, 5, arg0, TPHONE_VOLUME_MAX + 1, -ERANGE),
	FAULT(SET_RING, 5, arg1, TPHONE_VOLUME_MAX + 1, -ERANGE),
	FAULT(SET_RING, 5, arg1, 1ULL << 32, -ERANGE),
	FAULT(SET_VOLUME, 5, arg0, TPHONE_VOLUME_MAX + 1, -ERANGE),
	FAULT(SET_VOLUME, 5, arg0, 0xffffffff, -ERANGE),
};

static void apply(struct tphone_request *request, const struct fault *fault)
{
	/* All machines on which these tests run are little-endian. */
	memcpy((char *)request + fault->field, &fault->value, fault->size);
}

/* The field to blame: that of all elements of "reserved" is the first one. */
static size_t blamed(const struct fault *fault)
{
	return fault->field > FIELD(reserved) ? FIELD(reserved) : fault->field;
}

static bool concerns(const struct fault *fault, unsigned int opcode)
{
	return !fault->opcode || fault->opcode == opcode;
}

static void one_fault(void **state)
{
	unsigned int opcode;
	size_t i;

	(void)state;
	for (opcode = 1; opcode <= TPHONE_OPCODE_LAST; opcode++) {
		for (i = 0; i < ARRAY_SIZE(faults); i++) {
			struct tphone_request request = good_request(opcode);

			if (!concerns(&faults[i], opcode))
				continue;
			apply(&request, &faults[i]);
			verdict_is(&phone, &request, faults[i].error,
				   blamed(&faults[i]));
		}
	}
}

static void check_pair(unsigned int opcode, const struct fault *first,
		       const struct fault *second)
{
	struct tphone_request request = good_request(opcode);

	apply(&request, first);
	apply(&request, second);
	verdict_is(&phone, &request, first->error, blamed(first));
}

static void of_two_faults_the_earlier_step_decides(void **state)
{
	unsigned int opcode;
	int nr_pairs = 0;
	size_t i, k;

	(void)state;
	for (opcode = 1; opcode <= TPHONE_OPCODE_LAST; opcode++) {
		for (i = 0; i < ARRAY_SIZE(faults) * ARRAY_SIZE(faults); i++) {
			const struct fault *a = &faults[i / ARRAY_SIZE(faults)];
			const struct fault *b = &faults[i % ARRAY_SIZE(faults)];

			if (!concerns(a, opcode) || !concerns(b, opcode) ||
			    a->step >= b->step || a->field == b->field)
				continue;
			check_pair(opcode, a, b);
			nr_pairs++;
		}
	}
	assert_in_range(nr_pairs, 300, 10000);
	/* Step 2 is not in the table, as it depends on the phone. */
	for (k = 0; k < ARRAY_SIZE(faults); k++) {
		for (opcode = 1; opcode <= TPHONE_OPCODE_LAST; opcode++) {
			struct tphone_request request = good_request(opcode);
			struct tphone_caps caps = phone;

			if (!concerns(&faults[k], opcode))
				continue;
			apply(&request, &faults[k]);
			caps.opcodes = OPCODES_ALL & ~(1U << opcode);
			if (faults[k].step < 2)
				verdict_is(&caps, &request, faults[k].error,
					   blamed(&faults[k]));
			else
				verdict_is(&caps, &request, -EOPNOTSUPP,
					   FIELD(opcode));
		}
	}
}

static void every_bit_that_must_be_zero(void **state)
{
	unsigned int opcode, bit;

	(void)state;
	for (opcode = 1; opcode <= TPHONE_OPCODE_LAST; opcode++) {
		for (bit = 0; bit < 128; bit++) {
			struct tphone_request request = good_request(opcode);

			request.reserved[bit / 64] = 1ULL << bit % 64;
			verdict_is(&phone, &request, -EINVAL, FIELD(reserved));
			request = good_request(opcode);
			request.flags = 1U << bit % 16;
			verdict_is(&phone, &request, -EINVAL, FIELD(flags));
		}
	}
}

static void user_data_and_timeout_are_free(void **state)
{
	unsigned int opcode;

	(void)state;
	for (opcode = 1; opcode <= TPHONE_OPCODE_LAST; opcode++) {
		struct tphone_request request = good_request(opcode);

		request.user_data = ~0ULL;
		request.timeout_ms = ~0U;
		accepted(&request);
	}
}

static bool one_bit(u64 number)
{
	return __builtin_popcountll(number) == 1;
}

/* 0 and all numbers with one or two bits. */
#define NR_MASKS	(1 + 32 * 32)

static u32 mask_number(unsigned int i)
{
	return i ? 1U << (i - 1) / 32 | 1U << (i - 1) % 32 : 0;
}

static void lamps(void **state)
{
	struct tphone_request request = good_request(SET_LAMP);
	unsigned int i;
	u32 modes;

	(void)state;
	for (request.target = 0; request.target < 6; request.target++) {
		modes = request.target < ARRAY_SIZE(buttons) ?
			buttons[request.target].lamp_modes : 0;
		for (i = 0; i < NR_MASKS; i++) {
			request.arg0 = mask_number(i);
			if (!modes)
				verdict_is(&phone, &request, -ECHRNG,
					   FIELD(target));
			else if (one_bit(request.arg0) && request.arg0 & modes)
				accepted(&request);
			else
				verdict_is(&phone, &request, -EDOM,
					   FIELD(arg0));
		}
	}
}

static void check_hook(const struct tphone_caps *caps,
		       const struct tphone_request *request)
{
	bool cannot_be_set = false;
	u32 modes = ~0U;
	int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (!(request->target & 1U << i))
			continue;
		modes &= caps->hook_modes_settable[i];
		cannot_be_set |= !caps->hook_modes_settable[i];
	}
	if (!request->target || request->target & ~caps->hook_devices)
		verdict_is(caps, request, -ENXIO, FIELD(target));
	else if (cannot_be_set)
		verdict_is(caps, request, -EOPNOTSUPP, FIELD(target));
	else if (!one_bit(request->arg0) || !(request->arg0 & modes))
		verdict_is(caps, request, -EDOM, FIELD(arg0));
	else
		verdict_is(caps, request, 0, 0);
}

/* All phones with three hook switch devices or less, and all requests. */
static void hooks(void **state)
{
	struct tphone_request request = good_request(SET_HOOK);
	struct tphone_caps caps = phone;
	unsigned int all;

	(void)state;
	for (all = 0; all < 8 * 16 * 16 * 16; all++) {
		caps.hook_devices = all & 7;
		caps.hook_modes_settable[0] = all >> 3 & 0xf;
		caps.hook_modes_settable[1] = all >> 7 & 0xf;
		caps.hook_modes_settable[2] = all >> 11 & 0xf;
		for (request.target = 0; request.target < 16; request.target++)
			for (request.arg0 = 0; request.arg0 < 0x22;
			     request.arg0++)
				check_hook(&caps, &request);
	}
}

static void check_level(u32 settable, const struct tphone_request *request)
{
	if (!one_bit(request->target) || !(request->target & phone.hook_devices))
		verdict_is(&phone, request, -ENXIO, FIELD(target));
	else if (!(request->target & settable))
		verdict_is(&phone, request, -EOPNOTSUPP, FIELD(target));
	else if (request->arg0 > 65535)
		verdict_is(&phone, request, -ERANGE, FIELD(arg0));
	else
		accepted(request);
}

static void volumes_and_gains(void **state)
{
	static const u32 levels[] = {
		0, 1, 0x7fff, 0xfffe, 0xffff, 0x10000, 0x7fffffff, 0xffffffff,
	};
	struct tphone_request volume = good_request(SET_VOLUME);
	struct tphone_request gain = good_request(SET_GAIN);
	unsigned int i, k;

	(void)state;
	for (i = 0; i < NR_MASKS; i++) {
		for (k = 0; k < ARRAY_SIZE(levels); k++) {
			volume.target = mask_number(i);
			gain.target = mask_number(i);
			volume.arg0 = levels[k];
			gain.arg0 = levels[k];
			check_level(phone.volume_devices, &volume);
			check_level(phone.gain_devices, &gain);
		}
	}
}

static void rings(void **state)
{
	struct tphone_request request = good_request(SET_RING);

	(void)state;
	for (request.arg0 = 0; request.arg0 <= NR_RING_MODES; request.arg0++) {
		for (request.arg1 = 0; request.arg1 <= 65535; request.arg1++)
			accepted(&request);
		verdict_is(&phone, &request, -ERANGE, FIELD(arg1));
	}
	verdict_is(&phone, &request, -EDOM, FIELD(arg0));
}

static void check_button(struct tphone_request *request)
{
	bool known = request->arg1 <= 0x2f ||
		     (request->arg1 >= 0x80000000 &&
		      request->arg1 <= 0xffffffff);

	if (request->target > 1)
		verdict_is(&phone, request, -ECHRNG, FIELD(target));
	else if (!one_bit(request->arg0) || request->arg0 < 2 ||
		 request->arg0 > 0x20)
		verdict_is(&phone, request, -EDOM, FIELD(arg0));
	else if (!known)
		verdict_is(&phone, request, -EDOM, FIELD(arg1));
	else
		accepted(request);
}

static void button_modes_and_functions(void **state)
{
	static const u64 functions[] = {
		0, 1, 0x2e, 0x2f, 0x30, 0x7f, 0x80, 0x7fffffff, 0x80000000,
		0x80000001, 0xffffffff, 0x100000000, 0x100000001, 0x180000000,
		~0ULL,
	};
	struct tphone_request request = good_request(SET_BUTTON);
	unsigned int i, k;

	(void)state;
	for (request.target = 0; request.target < 6; request.target++) {
		for (i = 0; i < NR_MASKS; i++) {
			request.arg0 = mask_number(i);
			for (k = 0; k < ARRAY_SIZE(functions); k++) {
				request.arg1 = functions[k];
				check_button(&request);
			}
		}
	}
}

static void button_texts(void **state)
{
	struct tphone_request request = good_request(SET_BUTTON);
	struct tphone_caps caps = phone;

	(void)state;
	caps.max_payload = TPHONE_MAX_PAYLOAD;
	for (request.data_len = 0; request.data_len < 64; request.data_len++)
		verdict_is(&caps, &request, 0, 0);
	verdict_is(&caps, &request, -EMSGSIZE, FIELD(data_len));
	/* A small max_payload limits the label of a button, too. */
	caps.max_payload = 10;
	request.data_len = 10;
	verdict_is(&caps, &request, 0, 0);
	request.data_len = 11;
	verdict_is(&caps, &request, -EMSGSIZE, FIELD(data_len));
	request.data_ptr = 0;
	request.data_len = 0;
	verdict_is(&caps, &request, 0, 0);
}

static void check_data(const struct tphone_request *request)
{
	u64 size = downloads[request->target].size;
	u64 end = (u64)request->data_offset + request->data_len;

	if (request->data_offset > size)
		verdict_is(&phone, request, -ERANGE, FIELD(data_offset));
	else if (end > size || request->data_len > MAX_PAYLOAD)
		verdict_is(&phone, request, -EMSGSIZE, FIELD(data_len));
	else
		accepted(request);
}

static void data_areas(void **state)
{
	static const u32 far[] = {
		0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff,
	};
	struct tphone_request request = good_request(SET_DATA);
	unsigned int i;

	(void)state;
	for (request.target = 0; request.target < 2; request.target++) {
		for (i = 0; i < 120 * 120; i++) {
			request.data_offset = i / 120;
			request.data_len = i % 120;
			check_data(&request);
		}
		for (i = 0; i < ARRAY_SIZE(far) * 120; i++) {
			request.data_offset = far[i / 120];
			request.data_len = i % 120;
			check_data(&request);
			request.data_offset = i % 120;
			request.data_len = far[i / 120];
			check_data(&request);
		}
	}
}

static void display_positions(void **state)
{
	struct tphone_request request = good_request(SET_DISPLAY);

	(void)state;
	for (request.target = 0; request.target < ROWS; request.target++) {
		for (request.arg0 = 0; request.arg0 < COLUMNS; request.arg0++) {
			for (request.data_len = 0;
			     request.data_len <= MAX_PAYLOAD;
			     request.data_len++)
				accepted(&request);
			verdict_is(&phone, &request, -EMSGSIZE,
				   FIELD(data_len));
		}
		verdict_is(&phone, &request, -ERANGE, FIELD(arg0));
	}
	verdict_is(&phone, &request, -ERANGE, FIELD(target));
}

static void device_specific(void **state)
{
	struct tphone_request request = good_request(DEVSPECIFIC);

	(void)state;
	for (request.arg0 = 0; request.arg0 <= MAX_PAYLOAD; request.arg0++) {
		for (request.data_len = 0; request.data_len <= MAX_PAYLOAD;
		     request.data_len++)
			accepted(&request);
		verdict_is(&phone, &request, -EMSGSIZE, FIELD(data_len));
	}
	request.data_len = 0;
	verdict_is(&phone, &request, -EMSGSIZE, FIELD(arg0));
	request.data_ptr = 0;
	request.arg0 = 0;
	accepted(&request);
}

/* A phone without capabilities has none of the targets. */
static void bare_phone(void **state)
{
	const struct tphone_caps bare = { .opcodes = OPCODES_ALL };
	static const int errors[] = {
		-EMSGSIZE, -ECHRNG, -EBADSLT, -ERANGE, -ENXIO, -ENXIO, -ECHRNG,
		-EDOM, -ENXIO,
	};
	unsigned int opcode;

	(void)state;
	for (opcode = 1; opcode <= TPHONE_OPCODE_LAST; opcode++) {
		struct tphone_request request = good_request(opcode);

		verdict_is(&bare, &request, errors[opcode - 1],
			   opcode == DEVSPECIFIC || opcode == SET_RING ?
			   FIELD(arg0) : FIELD(target));
	}
}

static int payload_verdict(unsigned int opcode, const char *payload, u32 len,
			   size_t *offset)
{
	struct tphone_request request = good_request(opcode);

	request.data_len = len;
	return tphone_validate_payload(&request, payload, offset);
}

static bool is_text(unsigned int opcode)
{
	return opcode == SET_DISPLAY || opcode == SET_BUTTON;
}

static void payloads(void **state)
{
	static const char * const bad[] = {
		"\xff", "a\tb", "\x7f", "\xc2\x80", "\xed\xa0\x80", "\xc0\x80",
		"ok\xe2\x82",
	};
	unsigned int opcode;
	size_t offset, i;

	(void)state;
	for (opcode = 1; opcode <= TPHONE_OPCODE_LAST; opcode++) {
		assert_int_equal(payload_verdict(opcode, "text", 4, &offset),
				 0);
		assert_int_equal(payload_verdict(opcode, NULL, 0, &offset), 0);
		assert_int_equal(payload_verdict(opcode, "a\0\xff", 3,
						 &offset), 0);
		for (i = 0; i < ARRAY_SIZE(bad); i++) {
			assert_int_equal(payload_verdict(opcode, bad[i],
							 strlen(bad[i]),
							 &offset),
					 is_text(opcode) ? -EILSEQ : 0);
			if (is_text(opcode))
				assert_int_equal(offset, FIELD(data_ptr));
		}
	}
}

static void small_helpers(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < NR_MASKS; i++) {
		u32 mask = mask_number(i);

		assert_int_equal(tphone_one_bit(mask), one_bit(mask));
		assert_int_equal(tphone_hook_mode_valid(mask),
				 one_bit(mask) && mask <= 0x10);
	}
	assert_int_equal(tphone_hook_index(TPHONE_HOOK_HANDSET), 0);
	assert_int_equal(tphone_hook_index(TPHONE_HOOK_SPEAKER), 1);
	assert_int_equal(tphone_hook_index(TPHONE_HOOK_HEADSET), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(right_requests_are_accepted),
		cmocka_unit_test(opcodes_that_do_not_exist),
		cmocka_unit_test(operations_that_the_phone_has_not),
		cmocka_unit_test(one_fault),
		cmocka_unit_test(of_two_faults_the_earlier_step_decides),
		cmocka_unit_test(every_bit_that_must_be_zero),
		cmocka_unit_test(user_data_and_timeout_are_free),
		cmocka_unit_test(lamps),
		cmocka_unit_test(hooks),
		cmocka_unit_test(volumes_and_gains),
		cmocka_unit_test(rings),
		cmocka_unit_test(button_modes_and_functions),
		cmocka_unit_test(button_texts),
		cmocka_unit_test(data_areas),
		cmocka_unit_test(display_positions),
		cmocka_unit_test(device_specific),
		cmocka_unit_test(bare_phone),
		cmocka_unit_test(payloads),
		cmocka_unit_test(small_helpers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
