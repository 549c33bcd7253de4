// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checking of requests and capabilities with the largest numbers: all accepted
 * values must be within bounds by the kernel's checked arithmetic, and every refusal
 * must be an errno.
 */
#include <linux/err.h>
#include <linux/overflow.h>
#include <linux/prandom.h>
#include <linux/slab.h>

/* Included for its static functions. */
#include "../tphone/validate.c"
#include "suites.h"

#define AREA_SIZE	1000
#define MAX_PAYLOAD	4096
#define ROWS		4
#define COLUMNS		20
#define NR_REQUESTS	50000
#define SOMEWHERE	0x1000	/* a pointer that is never dereferenced */

static const struct tphone_button_caps buttons[] = {
	{ .mode = TPHONE_BUTTONMODE_CALL, .lamp_modes = LAMP_MODES_SETTABLE },
	{ .mode = TPHONE_BUTTONMODE_DUMMY, .lamp_modes = LAMP_MODES_SETTABLE },
};

static const struct tphone_download_caps downloads[] = {
	{ .size = AREA_SIZE, .upload = TPHONE_NO_UPLOAD },
};

static const struct tphone_caps phone = {
	.opcodes = TPHONE_OPCODES_KNOWN,
	.hook_devices = TPHONE_HOOK_DEVICES,
	.hook_modes_settable = {
		HOOK_MODES_SETTABLE, HOOK_MODES_SETTABLE, HOOK_MODES_SETTABLE,
	},
	.volume_devices = TPHONE_HOOK_DEVICES,
	.gain_devices = TPHONE_HOOK_DEVICES,
	.nr_ring_modes = 3,
	.display_rows = ROWS,
	.display_columns = COLUMNS,
	.nr_buttons = ARRAY_SIZE(buttons),
	.buttons = buttons,
	.nr_downloads = ARRAY_SIZE(downloads),
	.downloads = downloads,
	.max_payload = MAX_PAYLOAD,
};

/* The layout is the same for programs of 32 bits. */
static_assert(!(sizeof(struct tphone_request) % sizeof(u64)));
static_assert(!(offsetof(struct tphone_request, arg1) % sizeof(u64)));
static_assert(!(offsetof(struct tphone_request, data_ptr) % sizeof(u64)));
static_assert(!(offsetof(struct tphone_request, reserved) % sizeof(u64)));

static u32 some_number(struct rnd_state *random)
{
	static const u32 numbers[] = {
		0, 1, 2, 3, 4, 8, ROWS, COLUMNS, COLUMNS - 1, AREA_SIZE,
		AREA_SIZE - 1, AREA_SIZE + 1, MAX_PAYLOAD, MAX_PAYLOAD + 1,
		U16_MAX, U16_MAX + 1, S32_MAX, 1U << 31, U32_MAX - AREA_SIZE,
		U32_MAX - 1, U32_MAX,
	};

	return numbers[prandom_u32_state(random) % ARRAY_SIZE(numbers)];
}

static struct tphone_request some_request(struct rnd_state *random)
{
	struct tphone_request request = {
		.opcode = prandom_u32_state(random) % (TPHONE_OPCODE_LAST + 2),
	};
	u32 more = prandom_u32_state(random);

	/* Set few fields in most requests, or none would be accepted. */
	if (more & 16)
		request.target = some_number(random);
	if (more & 32)
		request.arg0 = some_number(random);
	if (more & 1) {
		request.data_ptr = SOMEWHERE;
		request.data_len = some_number(random);
	}
	if (more & 2)
		request.data_offset = some_number(random);
	if ((more & 12) == 12)
		request.arg1 = (u64)some_number(random) << 32 |
			       some_number(random);
	if ((more & 0xf00) == 0xf00)
		request.flags = some_number(random);
	return request;
}

/* Are @nr elements from @first on within @room? */
static bool fits(u32 first, u32 nr, u32 room)
{
	u32 end;

	return !check_add_overflow(first, nr, &end) && end <= room;
}

static void check_accepted(struct kunit *test,
			   const struct tphone_request *request)
{
	u32 cell;

	KUNIT_EXPECT_LE(test, request->data_len, MAX_PAYLOAD);
	switch (request->opcode) {
	case TPHONE_OP_DEVSPECIFIC:
		KUNIT_EXPECT_LE(test, request->arg0, MAX_PAYLOAD);
		break;
	case TPHONE_OP_SET_BUTTON:
	case TPHONE_OP_SET_LAMP:
		KUNIT_EXPECT_LT(test, request->target, phone.nr_buttons);
		break;
	case TPHONE_OP_SET_DATA:
		KUNIT_EXPECT_LT(test, request->target, phone.nr_downloads);
		KUNIT_EXPECT_TRUE(test, fits(request->data_offset,
					     request->data_len, AREA_SIZE));
		break;
	case TPHONE_OP_SET_DISPLAY:
		KUNIT_EXPECT_FALSE(test,
				   check_mul_overflow(request->target,
						      (u32)COLUMNS, &cell));
		KUNIT_EXPECT_TRUE(test, fits(cell, request->arg0 + 1,
					     ROWS * COLUMNS));
		break;
	default:
		KUNIT_EXPECT_LE(test, request->arg0, U16_MAX);
		KUNIT_EXPECT_LE(test, request->arg1, U16_MAX);
		break;
	}
}

/* Random requests, mostly invalid; the seed is always the same. */
static void accepted_is_within_bounds(struct kunit *test)
{
	unsigned int accepted[TPHONE_OPCODE_LAST + 1] = {};
	struct tphone_request request;
	struct rnd_state random;
	size_t offset;
	int error, i;

	prandom_seed_state(&random, 1);
	for (i = 0; i < NR_REQUESTS; i++) {
		request = some_request(&random);
		offset = SIZE_MAX;
		error = tphone_validate_request(&phone, &request, &offset);
		KUNIT_ASSERT_LT(test, offset, sizeof(request));
		if (error) {
			KUNIT_ASSERT_TRUE(test, IS_ERR(ERR_PTR(error)));
			continue;
		}
		check_accepted(test, &request);
		accepted[request.opcode]++;
	}
	/* Requests with each opcode were accepted. */
	for (i = 1; i <= TPHONE_OPCODE_LAST; i++)
		KUNIT_EXPECT_GT(test, accepted[i], 0);
}

/* Offsets and lengths around the ends of the area and of 32 bits. */
static void data_area_at_the_edges(struct kunit *test)
{
	static const u32 numbers[] = {
		0, 1, AREA_SIZE - 1, AREA_SIZE, AREA_SIZE + 1, S32_MAX,
		1U << 31, U32_MAX - AREA_SIZE, U32_MAX - AREA_SIZE + 1, U32_MAX,
	};
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_DATA, .data_ptr = SOMEWHERE,
	};
	size_t offset;
	int i, j;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		for (j = 0; j < ARRAY_SIZE(numbers); j++) {
			request.data_offset = numbers[i];
			request.data_len = numbers[j];
			KUNIT_EXPECT_EQ(test,
					fits(numbers[i], numbers[j], AREA_SIZE),
					!tphone_validate_request(&phone,
								 &request,
								 &offset));
		}
	}
}

/* A payload that ends where its memory ends; only texts are read. */
static void payload_stops_at_the_end(struct kunit *test)
{
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_DISPLAY, .data_len = 3,
	};
	u8 *payload = kunit_kmalloc(test, request.data_len, GFP_KERNEL);
	size_t offset;

	KUNIT_ASSERT_NOT_NULL(test, payload);
	memcpy(payload, "ab\xe2", request.data_len);
	KUNIT_EXPECT_EQ(test, -EILSEQ,
			tphone_validate_payload(&request, payload, &offset));
	payload[2] = 'c';
	KUNIT_EXPECT_EQ(test, 0,
			tphone_validate_payload(&request, payload, &offset));
	request.data_len = 0;
	KUNIT_EXPECT_EQ(test, 0, tphone_validate_payload(&request, NULL,
							 &offset));
	request.opcode = TPHONE_OP_SET_DATA;
	request.data_len = U32_MAX;
	KUNIT_EXPECT_EQ(test, 0, tphone_validate_payload(&request, NULL,
							 &offset));
}

/* Rows and columns whose product overflows to a small number. */
static void caps_do_not_overflow(struct kunit *test)
{
	static const u32 numbers[][2] = {
		{ 1U << 16, 1U << 16 }, { 1U << 31, 2 }, { 2, 1U << 31 },
		{ U32_MAX, U32_MAX }, { 0, U32_MAX }, { U32_MAX, 0 },
	};
	struct tphone_caps caps = phone;
	int i;

	KUNIT_EXPECT_EQ(test, 0, tphone_validate_caps(&caps));
	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		caps.display_rows = numbers[i][0];
		caps.display_columns = numbers[i][1];
		KUNIT_EXPECT_EQ(test, -EINVAL, tphone_validate_caps(&caps));
	}
}

/* Arrays are not read if their number of elements is too large. */
static void caps_that_count_too_much(struct kunit *test)
{
	static const u32 numbers[] = {
		TPHONE_MAX_BUTTONS + 1, S32_MAX, 1U << 31, U32_MAX,
	};
	struct tphone_caps caps;
	int i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		caps = phone;
		caps.buttons = NULL;
		caps.nr_buttons = numbers[i];
		KUNIT_EXPECT_EQ(test, -EINVAL, tphone_validate_caps(&caps));
		caps = phone;
		caps.downloads = NULL;
		caps.nr_downloads = numbers[i];
		KUNIT_EXPECT_EQ(test, -EINVAL, tphone_validate_caps(&caps));
		caps = phone;
		caps.upload_sizes = NULL;
		caps.nr_uploads = numbers[i];
		KUNIT_EXPECT_EQ(test, -EINVAL, tphone_validate_caps(&caps));
	}
}

/* Names of the largest sizes that end where their memory ends. */
static void names_stop_at_the_end(struct kunit *test)
{
	struct tphone_caps caps = phone;
	size_t len;
	char *name;

	for (len = TPHONE_ID_SIZE - 2; len <= TPHONE_ID_SIZE; len++) {
		name = kunit_kzalloc(test, len + 1, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, name);
		memset(name, 'x', len);
		caps.id = name;
		KUNIT_EXPECT_EQ(test, len < TPHONE_ID_SIZE ? 0 : -EINVAL,
				tphone_validate_caps(&caps));
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE(accepted_is_within_bounds),
	KUNIT_CASE(data_area_at_the_edges),
	KUNIT_CASE(payload_stops_at_the_end),
	KUNIT_CASE(caps_do_not_overflow),
	KUNIT_CASE(caps_that_count_too_much),
	KUNIT_CASE(names_stop_at_the_end),
	{}
};

struct kunit_suite tphone_request_suite = {
	.name = "tphone-request",
	.test_cases = cases,
};
