// SPDX-License-Identifier: GPL-2.0-only
/*
 * Invalid operations: the errno, the offset of the field, and that the
 * operation has no effect. Each request has one mistake.
 */
#include "kselftest_harness.h"

#include "fixture.h"

#define FIELD(name)	offsetof(struct tphone_request, name)
#define NO_FIELD	0

/* The desk phone: see Documentation/ABI/testing/configfs-tphone-sim. */
#define KEY		12	/* button and lamp */
#define LAMP_ONLY	20	/* a lamp without a button */
#define KEYPAD_KEY	5	/* a button without a lamp */
#define NR_PAIRS	21
#define ROWS		4
#define COLUMNS		20
#define RING_MODES	4
#define AREA_SIZE	256	/* of download area 0 */

static char payload[8192];

FIXTURE(validate)
{
	struct sim sim;
	int fd;
};

FIXTURE_SETUP(validate)
{
	memset(payload, 'x', sizeof(payload));
	SETUP_OWNER(&self->sim, "inline", &self->fd);
}

TEARDOWN_HANDLE(validate, fd)

/* Plug it in again, with another shape. */
static void reshape(struct __test_metadata *_metadata,
		    FIXTURE_DATA(validate) *self, const char *attribute,
		    const char *value)
{
	close(self->fd);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_set(&self->sim, attribute, "%s", value));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->fd);
}

static void refused(struct __test_metadata *_metadata,
		    FIXTURE_DATA(validate) *self, const char *what,
		    struct tphone_request request, int error, size_t field)
{
	struct tphone_submit submit = {
		.requests_ptr = phone_pointer(&request),
		.nr_requests = 1,
		.error_offset = 0xffffffff,
	};
	struct phone_snapshot before;
	long long submitted = sim_number(&self->sim, "submitted");

	ASSERT_EQ(0, phone_snapshot(self->fd, &before));
	EXPECT_EQ(error, phone_submit(self->fd, &submit)) {
		TH_LOG("%s", what);
	}
	EXPECT_EQ(0, submit.nr_accepted);
	EXPECT_EQ(error, submit.error);
	EXPECT_EQ(field, submit.error_offset) {
		TH_LOG("%s", what);
	}
	EXPECT_TRUE(phone_unchanged(self->fd, &before)) {
		TH_LOG("%s", what);
	}
	EXPECT_EQ(submitted, sim_number(&self->sim, "submitted"));
}

#define REFUSED(what, request, error, field) \
	refused(_metadata, self, what, request, error, field)

static void accepted(struct __test_metadata *_metadata,
		     FIXTURE_DATA(validate) *self, const char *what,
		     struct tphone_request request)
{
	EXPECT_EQ(0, phone_execute(self->fd, &request, NULL)) {
		TH_LOG("%s", what);
	}
}

#define ACCEPTED(what, request) accepted(_metadata, self, what, request)

/* One good request for each operation. */
static struct tphone_request good(unsigned int opcode)
{
	switch (opcode) {
	case TPHONE_OP_DEVSPECIFIC:
		return request_devspecific(payload, 4, 4);
	case TPHONE_OP_SET_BUTTON:
		return request_button(KEY, TPHONE_BUTTONMODE_FEATURE,
				      TPHONE_FUNCTION_HOLD, "Hold");
	case TPHONE_OP_SET_DATA:
		return request_data(0, 4, payload, 4);
	case TPHONE_OP_SET_DISPLAY:
		return request_display(1, 2, "Hello");
	case TPHONE_OP_SET_GAIN:
		return request_gain(TPHONE_HOOK_HANDSET, 1000);
	case TPHONE_OP_SET_HOOK:
		return request_hook(TPHONE_HOOK_SPEAKER,
				    TPHONE_HOOKMODE_MICSPEAKER);
	case TPHONE_OP_SET_LAMP:
		return request_lamp(KEY, TPHONE_LAMPMODE_FLASH);
	case TPHONE_OP_SET_RING:
		return request_ring(1, 1000);
	default:
		return request_volume(TPHONE_HOOK_HEADSET, 1000);
	}
}

TEST_F(validate, good_ones_are_good)
{
	unsigned int op;

	for (op = 1; op <= PHONE_OP_LAST; op++)
		ACCEPTED("good", good(op));
}

TEST_F(validate, unknown_opcode)
{
	static const __u16 opcodes[] = { 0, 10, 31, 32, 33, 64, 256, 0xffff };
	struct tphone_request request;
	int i;

	for (i = 0; i < ARRAY_SIZE(opcodes); i++) {
		request = (struct tphone_request){ .opcode = opcodes[i] };
		REFUSED("opcode", request, -EOPNOTSUPP, FIELD(opcode));
	}
}

TEST_F(validate, flags_and_reserved)
{
	struct tphone_request request;
	unsigned int op;
	int bit;

	for (op = 1; op <= PHONE_OP_LAST; op++) {
		for (bit = 0; bit < 16; bit += 5) {
			request = good(op);
			request.flags = 1 << bit;
			REFUSED("flags", request, -EINVAL, FIELD(flags));
		}
		request = good(op);
		request.reserved[0] = 1;
		REFUSED("reserved[0]", request, -EINVAL, FIELD(reserved));
		request = good(op);
		request.reserved[1] = 1ULL << 63;
		REFUSED("reserved[1]", request, -EINVAL, FIELD(reserved));
	}
}

/* Bit (1 << opcode): the operation names the field. */
#define BIT_OF(op)	(1U << TPHONE_OP_##op)
#define TARGET_USERS	(0x3fe & ~(BIT_OF(DEVSPECIFIC) | BIT_OF(SET_RING)))
#define ARG0_USERS	(0x3fe & ~BIT_OF(SET_DATA))
#define ARG1_USERS	(BIT_OF(SET_BUTTON) | BIT_OF(SET_RING))
#define OFFSET_USERS	BIT_OF(SET_DATA)
#define DATA_USERS \
	(BIT_OF(DEVSPECIFIC) | BIT_OF(SET_BUTTON) | BIT_OF(SET_DATA) | \
	 BIT_OF(SET_DISPLAY))

TEST_F(validate, fields_that_the_operation_does_not_use)
{
	struct tphone_request request;
	unsigned int op;

	for (op = 1; op <= PHONE_OP_LAST; op++) {
		request = good(op);
		request.target = 1;
		if (!(TARGET_USERS & 1U << op))
			REFUSED("target", request, -EINVAL, FIELD(target));
		request = good(op);
		request.arg0 = 1;
		if (!(ARG0_USERS & 1U << op))
			REFUSED("arg0", request, -EINVAL, FIELD(arg0));
		request = good(op);
		request.arg1 = 1ULL << 32;
		if (!(ARG1_USERS & 1U << op))
			REFUSED("arg1", request, -EINVAL, FIELD(arg1));
		request = good(op);
		request.data_offset = 1;
		if (!(OFFSET_USERS & 1U << op))
			REFUSED("data_offset", request, -EINVAL,
				FIELD(data_offset));
		request = good(op);
		request.data_ptr = phone_pointer(payload);
		if (!(DATA_USERS & 1U << op))
			REFUSED("data_ptr", request, -EINVAL, FIELD(data_ptr));
		request = good(op);
		request.data_len = 1;
		if (!(DATA_USERS & 1U << op))
			REFUSED("data_len", request, -EINVAL, FIELD(data_len));
	}
}

TEST_F(validate, payload_missing)
{
	struct tphone_request request;
	unsigned int op;

	for (op = 1; op <= PHONE_OP_LAST; op++) {
		if (!(DATA_USERS & 1U << op))
			continue;
		request = good(op);
		request.data_ptr = 0;
		REFUSED("no data_ptr", request, -EINVAL, FIELD(data_ptr));
	}
}

TEST_F(validate, lamp)
{
	unsigned int none[] = { KEYPAD_KEY, NR_PAIRS, 1000, 0xffffffff };
	struct tphone_request request = good(TPHONE_OP_SET_LAMP);
	struct tphone_lamp lamp;
	int i;

	for (i = 0; i < ARRAY_SIZE(none); i++) {
		request.target = none[i];
		REFUSED("lamp", request, -ECHRNG, FIELD(target));
	}
	ASSERT_EQ(0, phone_lamp(self->fd, KEY, &lamp));
	request.target = KEY;
	for (i = 0; i < 32; i++) {
		request.arg0 = 1U << i;
		if (!(lamp.modes & request.arg0))
			REFUSED("mode", request, -EDOM, FIELD(arg0));
	}
	request.arg0 = 0;
	REFUSED("no mode", request, -EDOM, FIELD(arg0));
	request.arg0 = TPHONE_LAMPMODE_OFF | TPHONE_LAMPMODE_STEADY;
	REFUSED("two modes", request, -EDOM, FIELD(arg0));
	ACCEPTED("only a lamp", request_lamp(LAMP_ONLY,
					     TPHONE_LAMPMODE_STEADY));
}

TEST_F(validate, ring)
{
	struct tphone_request request = good(TPHONE_OP_SET_RING);

	request.arg0 = RING_MODES + 1;
	REFUSED("mode", request, -EDOM, FIELD(arg0));
	request.arg0 = 0xffffffff;
	REFUSED("mode", request, -EDOM, FIELD(arg0));
	request.arg0 = RING_MODES;
	request.arg1 = TPHONE_VOLUME_MAX + 1;
	REFUSED("volume", request, -ERANGE, FIELD(arg1));
	request.arg1 = 1ULL << 32;
	REFUSED("volume", request, -ERANGE, FIELD(arg1));
	request.arg1 = ~0ULL;
	REFUSED("volume", request, -ERANGE, FIELD(arg1));
	request.arg1 = TPHONE_VOLUME_MAX;
	ACCEPTED("last mode, loudest", request);
}

TEST_F(validate, hook)
{
	static const unsigned int no_devices[] = { 0, 8, 9, 0x80000000, ~0U };
	static const unsigned int no_modes[] = {
		0, TPHONE_HOOKMODE_UNKNOWN, 0x20, 0x80000000, ~0U,
		TPHONE_HOOKMODE_ONHOOK | TPHONE_HOOKMODE_MIC,
	};
	struct tphone_request request = good(TPHONE_OP_SET_HOOK);
	int i;

	for (i = 0; i < ARRAY_SIZE(no_devices); i++) {
		request.target = no_devices[i];
		REFUSED("device", request, -ENXIO, FIELD(target));
	}
	request.target = TPHONE_HOOK_HANDSET;
	for (i = 0; i < ARRAY_SIZE(no_modes); i++) {
		request.arg0 = no_modes[i];
		REFUSED("mode", request, -EDOM, FIELD(arg0));
	}
}

TEST_F(validate, volume_and_gain)
{
	static const unsigned int no_devices[] = {
		0, 3, 5, 7, 8, 0x80000000, ~0U,
	};
	static const unsigned int ops[] = {
		TPHONE_OP_SET_VOLUME, TPHONE_OP_SET_GAIN,
	};
	struct tphone_request request;
	int i, op;

	for (op = 0; op < ARRAY_SIZE(ops); op++) {
		request = good(ops[op]);
		for (i = 0; i < ARRAY_SIZE(no_devices); i++) {
			request.target = no_devices[i];
			REFUSED("device", request, -ENXIO, FIELD(target));
		}
		request.target = TPHONE_HOOK_HEADSET;
		request.arg0 = TPHONE_VOLUME_MAX + 1;
		REFUSED("level", request, -ERANGE, FIELD(arg0));
		request.arg0 = ~0U;
		REFUSED("level", request, -ERANGE, FIELD(arg0));
		request.arg0 = TPHONE_VOLUME_MAX;
		ACCEPTED("loudest", request);
	}
}

TEST_F(validate, hook_devices_that_are_not_there)
{
	struct tphone_request request;

	close(self->fd);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_set(&self->sim, "volume_devices", "handset"));
	ASSERT_EQ(0, sim_set(&self->sim, "gain_devices", "speaker"));
	reshape(_metadata, self, "hook_devices", "handset speaker");

	REFUSED("hook", request_hook(TPHONE_HOOK_HEADSET,
				     TPHONE_HOOKMODE_ONHOOK),
		-ENXIO, FIELD(target));
	REFUSED("one of three", request_hook(TPHONE_HOOK_DEVICES,
					     TPHONE_HOOKMODE_ONHOOK),
		-ENXIO, FIELD(target));
	REFUSED("volume", request_volume(TPHONE_HOOK_HEADSET, 1), -ENXIO,
		FIELD(target));
	request = request_volume(TPHONE_HOOK_SPEAKER, 1);
	REFUSED("volume of the speaker", request, -EOPNOTSUPP, FIELD(target));
	request = request_gain(TPHONE_HOOK_HANDSET, 1);
	REFUSED("gain of the handset", request, -EOPNOTSUPP, FIELD(target));
	ACCEPTED("volume", request_volume(TPHONE_HOOK_HANDSET, 1));
	ACCEPTED("gain", request_gain(TPHONE_HOOK_SPEAKER, 1));
}

TEST_F(validate, button)
{
	static const unsigned int none[] = { LAMP_ONLY, NR_PAIRS, ~0U };
	static const unsigned int no_modes[] = {
		0, TPHONE_BUTTONMODE_DUMMY, 0x06, 0x40, 0x80000000, ~0U,
	};
	struct tphone_request request = good(TPHONE_OP_SET_BUTTON);
	int i;

	for (i = 0; i < ARRAY_SIZE(none); i++) {
		request.target = none[i];
		REFUSED("button", request, -ECHRNG, FIELD(target));
	}
	request.target = KEY;
	for (i = 0; i < ARRAY_SIZE(no_modes); i++) {
		request.arg0 = no_modes[i];
		REFUSED("mode", request, -EDOM, FIELD(arg0));
	}
}

TEST_F(validate, button_function)
{
	static const __u64 none[] = {
		PHONE_FUNCTION_LAST + 1, 0x100, TPHONE_FUNCTION_VENDOR - 1,
		1ULL << 32, 1ULL << 32 | TPHONE_FUNCTION_HOLD, ~0ULL,
	};
	static const __u64 functions[] = {
		TPHONE_FUNCTION_UNKNOWN, PHONE_FUNCTION_LAST,
		TPHONE_FUNCTION_VENDOR, 0xffffffff,
	};
	struct tphone_request request = good(TPHONE_OP_SET_BUTTON);
	int i;

	for (i = 0; i < ARRAY_SIZE(none); i++) {
		request.arg1 = none[i];
		REFUSED("function", request, -EDOM, FIELD(arg1));
	}
	for (i = 0; i < ARRAY_SIZE(functions); i++) {
		request.arg1 = functions[i];
		ACCEPTED("function", request);
	}
}

TEST_F(validate, button_text_too_long)
{
	struct tphone_request request = good(TPHONE_OP_SET_BUTTON);

	request.data_ptr = phone_pointer(payload);
	request.data_len = TPHONE_TEXT_SIZE;
	REFUSED("64 bytes", request, -EMSGSIZE, FIELD(data_len));
	request.data_len = ~0U;
	REFUSED("4 GiB", request, -EMSGSIZE, FIELD(data_len));
	request.data_len = TPHONE_TEXT_SIZE - 1;
	ACCEPTED("63 bytes", request);
}

TEST_F(validate, display_position)
{
	REFUSED("row", request_display(ROWS, 0, "x"), -ERANGE, FIELD(target));
	REFUSED("row", request_display(~0U, 0, "x"), -ERANGE, FIELD(target));
	REFUSED("column", request_display(0, COLUMNS, "x"), -ERANGE,
		FIELD(arg0));
	REFUSED("column", request_display(0, ~0U, "x"), -ERANGE, FIELD(arg0));
	/* The product would be a position again. */
	REFUSED("overflow", request_display(0x0ccccccd, 0, "x"), -ERANGE,
		FIELD(target));
	ACCEPTED("last cell", request_display(ROWS - 1, COLUMNS - 1, "x"));
}

TEST_F(validate, data_area)
{
	struct tphone_request request;

	REFUSED("area", request_data(2, 0, payload, 1), -EBADSLT,
		FIELD(target));
	REFUSED("area", request_data(~0U, 0, payload, 1), -EBADSLT,
		FIELD(target));
	REFUSED("offset", request_data(0, AREA_SIZE + 1, payload, 0), -ERANGE,
		FIELD(data_offset));
	REFUSED("offset", request_data(0, ~0U, payload, 1), -ERANGE,
		FIELD(data_offset));
	REFUSED("length", request_data(0, 0, payload, AREA_SIZE + 1), -EMSGSIZE,
		FIELD(data_len));
	REFUSED("rest", request_data(0, AREA_SIZE - 3, payload, 4), -EMSGSIZE,
		FIELD(data_len));
	REFUSED("no rest", request_data(0, AREA_SIZE, payload, 1), -EMSGSIZE,
		FIELD(data_len));
	/* The sum would be within the area again. */
	request = request_data(0, AREA_SIZE - 1, payload, 0);
	request.data_len = 0U - (AREA_SIZE - 1);
	REFUSED("wrapped", request, -EMSGSIZE, FIELD(data_len));
	ACCEPTED("all of it", request_data(0, 0, payload, AREA_SIZE));
	ACCEPTED("the rest", request_data(0, AREA_SIZE - 3, payload, 3));
	ACCEPTED("nothing, at the end", request_data(0, AREA_SIZE, payload, 0));
}

TEST_F(validate, payload_size)
{
	struct tphone_request request;
	struct tphone_info info;

	reshape(_metadata, self, "max_payload", "100");
	ASSERT_EQ(0, phone_info(self->fd, &info));
	ASSERT_EQ(100, info.max_payload);

	REFUSED("devspecific", request_devspecific(payload, 101, 0), -EMSGSIZE,
		FIELD(data_len));
	REFUSED("output", request_devspecific(payload, 1, 101), -EMSGSIZE,
		FIELD(arg0));
	REFUSED("output", request_devspecific(payload, 1, ~0U), -EMSGSIZE,
		FIELD(arg0));
	REFUSED("data", request_data(1, 0, payload, 101), -EMSGSIZE,
		FIELD(data_len));
	request = request_display(0, 0, "");
	request.data_ptr = phone_pointer(payload);
	request.data_len = 101;
	REFUSED("display", request, -EMSGSIZE, FIELD(data_len));
	request.data_len = 100;
	ACCEPTED("display", request);
	ACCEPTED("devspecific", request_devspecific(payload, 100, 100));
	ACCEPTED("data", request_data(1, 0, payload, 100));
}

TEST_F(validate, operations_that_the_phone_does_not_have)
{
	unsigned int op, other;
	char mask[16];

	for (op = 1; op <= PHONE_OP_LAST; op++) {
		snprintf(mask, sizeof(mask), "%#x", 0x3fe & ~(1U << op));
		reshape(_metadata, self, "opcodes", mask);
		REFUSED(mask, good(op), -EOPNOTSUPP, FIELD(opcode));
		other = op % PHONE_OP_LAST + 1;
		ACCEPTED(mask, good(other));
	}
}

TEST_F(validate, phone_without_anything)
{
	struct tphone_display display;
	unsigned int op;
	char text[64];

	close(self->fd);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_set(&self->sim, "keypad", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "keys", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "lamps", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "display", "0x0"));
	ASSERT_EQ(0, sim_set(&self->sim, "ring_modes", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "volume_devices", " "));
	ASSERT_EQ(0, sim_set(&self->sim, "gain_devices", " "));
	ASSERT_EQ(0, sim_set(&self->sim, "hook_devices", " "));
	ASSERT_EQ(0, sim_set(&self->sim, "downloads", " "));
	reshape(_metadata, self, "uploads", " ");

	/* The phone has no parts for the other operations. */
	for (op = 1; op <= PHONE_OP_LAST; op++) {
		if (op == TPHONE_OP_DEVSPECIFIC)
			ACCEPTED("devspecific", good(op));
		else
			REFUSED("operation", good(op), -EOPNOTSUPP,
				FIELD(opcode));
	}
	EXPECT_EQ(-EOPNOTSUPP, phone_display(self->fd, text, 64, &display));
	EXPECT_EQ(-ECHRNG, phone_lamp_mode(self->fd, 0));
	EXPECT_EQ(-EBADSLT, phone_data(self->fd, 0, 0, text, 64, NULL));
}

TEST_F(validate, disconnected)
{
	unsigned int op;

	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	for (op = 1; op <= PHONE_OP_LAST; op++)
		REFUSED("unplugged", good(op), -ENOTCONN, NO_FIELD);
	ASSERT_EQ(0, sim_user(&self->sim, "plug"));
	ACCEPTED("plugged", good(TPHONE_OP_SET_LAMP));
}

TEST_F(validate, suspended)
{
	unsigned int op;

	ASSERT_EQ(0, sim_user(&self->sim, "suspend"));
	for (op = 1; op <= PHONE_OP_LAST; op++)
		REFUSED("suspended", good(op), -EHOSTDOWN, NO_FIELD);
	ASSERT_EQ(0, sim_user(&self->sim, "resume"));
	ACCEPTED("resumed", good(TPHONE_OP_SET_LAMP));
}

/*
 * The first failing test decides. Each request fails two neighbouring ones.
 */
TEST_F(validate, form_before_operation)
{
	struct tphone_request request = good(TPHONE_OP_SET_RING);

	reshape(_metadata, self, "opcodes", "0x2");
	request.flags = 1;
	REFUSED("flags", request, -EINVAL, FIELD(flags));
	request = good(TPHONE_OP_SET_LAMP);
	request.arg1 = 1;
	REFUSED("arg1", request, -EINVAL, FIELD(arg1));
}

TEST_F(validate, operation_before_target)
{
	reshape(_metadata, self, "opcodes", "0x2");
	REFUSED("lamp", request_lamp(~0U, TPHONE_LAMPMODE_OFF), -EOPNOTSUPP,
		FIELD(opcode));
	REFUSED("hook", request_hook(0, TPHONE_HOOKMODE_ONHOOK), -EOPNOTSUPP,
		FIELD(opcode));
}

TEST_F(validate, target_before_mode)
{
	REFUSED("lamp", request_lamp(~0U, 0), -ECHRNG, FIELD(target));
	REFUSED("hook", request_hook(8, 0), -ENXIO, FIELD(target));
	REFUSED("button", request_button(~0U, 0, 0, ""), -ECHRNG,
		FIELD(target));
}

TEST_F(validate, target_before_value)
{
	REFUSED("volume", request_volume(0, ~0U), -ENXIO, FIELD(target));
	REFUSED("area", request_data(2, ~0U, payload, 1), -EBADSLT,
		FIELD(target));
	REFUSED("row", request_display(ROWS, COLUMNS, ""), -ERANGE,
		FIELD(target));
}

TEST_F(validate, mode_before_value)
{
	struct tphone_request request = request_ring(RING_MODES + 1, 0x10000);

	REFUSED("ring", request, -EDOM, FIELD(arg0));
	request = good(TPHONE_OP_SET_BUTTON);
	request.data_ptr = phone_pointer(payload);
	request.data_len = TPHONE_TEXT_SIZE;
	request.arg1 = PHONE_FUNCTION_LAST + 1;
	REFUSED("function", request, -EDOM, FIELD(arg1));
	request.arg0 = 0;
	REFUSED("button mode", request, -EDOM, FIELD(arg0));
}

TEST_F(validate, value_before_state)
{
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	REFUSED("volume", request_volume(1, 0x10000), -ERANGE, FIELD(arg0));
	REFUSED("offset", request_data(0, AREA_SIZE + 1, payload, 0), -ERANGE,
		FIELD(data_offset));
	REFUSED("size", request_data(0, 0, payload, AREA_SIZE + 1), -EMSGSIZE,
		FIELD(data_len));
	REFUSED("text", request_display(0, 0, "\xff"), -EILSEQ,
		FIELD(data_ptr));
}

TEST_F(validate, state_before_resources)
{
	struct tphone_request requests[128];
	int i;

	for (i = 0; i < 128; i++)
		requests[i] = good(TPHONE_OP_SET_LAMP);
	for (i = 0; i < 1024 / 128; i++)
		ASSERT_EQ(128, phone_submit_many(self->fd, requests, 128,
						 NULL));
	REFUSED("full", good(TPHONE_OP_SET_LAMP), -EAGAIN, NO_FIELD);
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	REFUSED("full and away", good(TPHONE_OP_SET_LAMP), -ENOTCONN, NO_FIELD);
	ASSERT_EQ(0, sim_user(&self->sim, "plug"));
	ASSERT_EQ(0, sim_user(&self->sim, "suspend"));
	REFUSED("full and suspended", good(TPHONE_OP_SET_LAMP), -EHOSTDOWN,
		NO_FIELD);
}

/*
 * Texts
 */
static const char * const not_utf8[] = {
	"\x80",			/* continuation without a start */
	"a\xbf",
	"\xc3",			/* cut off after one byte of two */
	"\xe2\x82",		/* two of three */
	"\xf0\x9f\x93",		/* three of four */
	"\xc3 ",		/* no continuation */
	"\xe2\x82 ",
	"\xe2 \xac",
	"\xf0\x9f\x93 ",
	"\xc0\x80",		/* overlong: zero */
	"\xc1\xbf",		/* overlong: 0x7f */
	"\xe0\x80\xaf",		/* overlong: slash */
	"\xe0\x9f\xbf",		/* overlong: 0x7ff */
	"\xf0\x80\x80\xaf",	/* overlong: slash */
	"\xf0\x8f\xbf\xbf",	/* overlong: 0xffff */
	"\xed\xa0\x80",		/* first surrogate */
	"\xed\xbf\xbf",		/* last surrogate */
	"\xed\xa1\x8c\xed\xbe\xb4",	/* a pair of them */
	"\xf4\x90\x80\x80",	/* 0x110000 */
	"\xf5\x80\x80\x80",
	"\xf8\x88\x80\x80\x80",	/* five bytes */
	"\xfc\x84\x80\x80\x80\x80",
	"\xfe",
	"\xff",
	"good, then \xff",
};

static const char * const controls[] = {
	"\x01", "\t", "\n", "\r", "\x1b[2J", "\x1f", "\x7f",
	"\xc2\x80",		/* 0x80, the first of C1 */
	"\xc2\x9b",		/* 0x9b, as good as an escape */
	"\xc2\x9f",
	"two\nlines",
};

static const char * const texts[] = {
	"", " ", "~", "plain",
	"\xc2\xa0",		/* 0xa0, just after C1 */
	"\xc3\xa9",		/* e with acute */
	"\xdf\xbf",		/* 0x7ff */
	"\xe0\xa0\x80",		/* 0x800 */
	"\xe2\x82\xac",		/* the euro sign */
	"\xed\x9f\xbf",		/* just before the surrogates */
	"\xee\x80\x80",		/* just after them */
	"\xf0\x90\x80\x80",	/* 0x10000 */
	"\xf0\x9f\x93\x9e",	/* a telephone */
	"\xf4\x8f\xbf\xbd",	/* 0x10fffd */
};

TEST_F(validate, texts_that_are_not_utf8)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(not_utf8); i++) {
		REFUSED("display", request_display(0, 0, not_utf8[i]), -EILSEQ,
			FIELD(data_ptr));
		REFUSED("button", request_button(KEY, TPHONE_BUTTONMODE_CALL, 0,
						 not_utf8[i]),
			-EILSEQ, FIELD(data_ptr));
	}
}

TEST_F(validate, texts_with_control_characters)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(controls); i++) {
		REFUSED("display", request_display(0, 0, controls[i]), -EILSEQ,
			FIELD(data_ptr));
		REFUSED("button", request_button(KEY, TPHONE_BUTTONMODE_CALL, 0,
						 controls[i]),
			-EILSEQ, FIELD(data_ptr));
	}
}

TEST_F(validate, texts_that_are_good)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		ACCEPTED(texts[i], request_display(0, 0, texts[i]));
		ACCEPTED(texts[i], request_button(KEY, TPHONE_BUTTONMODE_CALL,
						  0, texts[i]));
	}
}

/* Other payloads are bytes. */
TEST_F(validate, data_need_not_be_text)
{
	ACCEPTED("data", request_data(0, 0, "\xff\0\x80\n", 4));
	ACCEPTED("devspecific", request_devspecific("\xff\0\x80\n", 4, 4));
}

TEST_F(validate, payload_at_a_bad_address)
{
	struct phone_snapshot before;
	struct tphone_request request;
	unsigned int op;

	ASSERT_EQ(0, phone_snapshot(self->fd, &before));
	for (op = 1; op <= PHONE_OP_LAST; op++) {
		if (!(DATA_USERS & 1U << op))
			continue;
		request = good(op);
		request.data_ptr = 8;
		EXPECT_EQ(-EFAULT, phone_submit_one(self->fd, &request, NULL));
		request.data_ptr = ~0xfffULL;
		EXPECT_EQ(-EFAULT, phone_submit_one(self->fd, &request, NULL));
	}
	EXPECT_TRUE(phone_unchanged(self->fd, &before));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
}

TEST_HARNESS_MAIN
