// SPDX-License-Identifier: LGPL-2.1-or-later
/* Requests, rows of a display, deadlines, names of devices. */
#include "cmocka-first.h"

#include "common/sys.h"
#include "native/device.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* A request that has these members and nothing else. */
#define ASSERT_REQUEST(request, ...) do {				\
	struct tphone_request expected = { __VA_ARGS__ };		\
									\
	assert_memory_equal(request, &expected, sizeof(expected));	\
} while (0)

static void builders_fill_what_the_operation_names(void **state)
{
	static const char text[] = "Anna";
	struct tphone_request request;

	(void)state;
	memset(&request, 0xff, sizeof(request));
	tphone_request_set_lamp(&request, 3, TPHONE_LAMPMODE_WINK);
	ASSERT_REQUEST(&request, .opcode = TPHONE_OP_SET_LAMP, .target = 3,
		       .arg0 = TPHONE_LAMPMODE_WINK);

	tphone_request_set_ring(&request, 2, 40000);
	ASSERT_REQUEST(&request, .opcode = TPHONE_OP_SET_RING, .arg0 = 2,
		       .arg1 = 40000);

	tphone_request_set_hook(&request, 5, TPHONE_HOOKMODE_MIC);
	ASSERT_REQUEST(&request, .opcode = TPHONE_OP_SET_HOOK, .target = 5,
		       .arg0 = TPHONE_HOOKMODE_MIC);

	tphone_request_set_volume(&request, 2, 65535);
	ASSERT_REQUEST(&request, .opcode = TPHONE_OP_SET_VOLUME, .target = 2,
		       .arg0 = 65535);

	tphone_request_set_gain(&request, 4, 1);
	ASSERT_REQUEST(&request, .opcode = TPHONE_OP_SET_GAIN, .target = 4,
		       .arg0 = 1);

	tphone_request_set_display(&request, 1, 7, text);
	ASSERT_REQUEST(&request, .opcode = TPHONE_OP_SET_DISPLAY, .target = 1,
		       .arg0 = 7, .data_ptr = (uintptr_t)text, .data_len = 4);

	tphone_request_set_button(&request, 12, TPHONE_BUTTONMODE_FEATURE,
				  0x80000001, text);
	ASSERT_REQUEST(&request, .opcode = TPHONE_OP_SET_BUTTON, .target = 12,
		       .arg0 = TPHONE_BUTTONMODE_FEATURE, .arg1 = 0x80000001,
		       .data_ptr = (uintptr_t)text, .data_len = 4);

	tphone_request_set_data(&request, 1, 16, text, sizeof(text));
	ASSERT_REQUEST(&request, .opcode = TPHONE_OP_SET_DATA, .target = 1,
		       .data_offset = 16, .data_ptr = (uintptr_t)text,
		       .data_len = 5);

	tphone_request_devspecific(&request, text, 2, 100);
	ASSERT_REQUEST(&request, .opcode = TPHONE_OP_DEVSPECIFIC, .arg0 = 100,
		       .data_ptr = (uintptr_t)text, .data_len = 2);
}

static void missing_texts_are_empty(void **state)
{
	struct tphone_request request;

	(void)state;
	tphone_request_set_display(&request, 0, 0, NULL);
	ASSERT_REQUEST(&request, .opcode = TPHONE_OP_SET_DISPLAY);
	tphone_request_set_button(&request, 0, TPHONE_BUTTONMODE_CALL, 0, NULL);
	ASSERT_REQUEST(&request, .opcode = TPHONE_OP_SET_BUTTON,
		       .arg0 = TPHONE_BUTTONMODE_CALL);
}

static void huge_sizes_do_not_wrap_around(void **state)
{
	struct tphone_request request;

	(void)state;
	tphone_request_set_data(&request, 0, 0, "", (size_t)UINT32_MAX + 5);
	assert_int_equal(request.data_len, UINT32_MAX);
	tphone_request_devspecific(&request, NULL, 0, SIZE_MAX);
	assert_int_equal(request.arg0, UINT32_MAX);
}

static void fields_have_names(void **state)
{
	(void)state;
#define OFFSET(member)	offsetof(struct tphone_request, member)
	assert_string_equal(tphone_request_field_name(OFFSET(target)),
			    "target");
	assert_string_equal(tphone_request_field_name(OFFSET(arg1)), "arg1");
	assert_string_equal(tphone_request_field_name(OFFSET(reserved)),
			    "reserved");
	assert_null(tphone_request_field_name(0));
	assert_null(tphone_request_field_name(OFFSET(target) + 1));
	assert_null(tphone_request_field_name(sizeof(struct tphone_request)));
}

static void assert_row(const char *text, unsigned int row, const char *expected)
{
	size_t length = 0;
	const char *found = tphone_display_row(text, 3, row, &length);

	assert_non_null(found);
	assert_int_equal(length, strlen(expected));
	assert_memory_equal(found, expected, length);
}

static void rows_count_code_points(void **state)
{
	/* 1, 2, 3 and 4 bytes. */
	static const char text[] = "a\xc3\xa4\xe2\x82\xac"
				   "\xf0\x9f\x93\x9e" "bc"
				   "xyz";
	size_t length;

	(void)state;
	assert_row(text, 0, "a\xc3\xa4\xe2\x82\xac");
	assert_row(text, 1, "\xf0\x9f\x93\x9e" "bc");
	assert_row(text, 2, "xyz");
	assert_null(tphone_display_row(text, 3, 3, &length));
	assert_null(tphone_display_row(text, 3, UINT_MAX, &length));
	assert_row("abcd", 1, "d");
	assert_null(tphone_display_row("", 3, 0, &length));
	assert_null(tphone_display_row(text, 0, 0, &length));
	assert_null(tphone_display_row(NULL, 3, 0, &length));
	assert_null(tphone_display_row(text, 3, 0, NULL));
}

static void deadlines_round_up(void **state)
{
	int64_t now = 5000000000LL, deadline = deadline_after(now, 10);

	(void)state;
	assert_int_equal(deadline_left_ms(deadline, now), 10);
	assert_int_equal(deadline_left_ms(deadline, now + 1), 10);
	assert_int_equal(deadline_left_ms(deadline, now + 9999999), 1);
	assert_int_equal(deadline_left_ms(deadline, now + 10000000), 0);
	assert_int_equal(deadline_left_ms(deadline, now + 20000000), 0);
	assert_int_equal(deadline_left_ms(deadline_after(now, 0), now), 0);
	assert_int_equal(deadline_left_ms(deadline_after(now, -1), now), -1);
	assert_int_equal(deadline_left_ms(deadline_after(now, INT_MAX), now),
			 INT_MAX);
	assert_int_equal(deadline_left_ms(INT64_MAX - 1, 0), INT_MAX);
}

static void only_tphone_and_a_number_is_a_device(void **state)
{
	(void)state;
	assert_int_equal(device_index_of("tphone0"), 0);
	assert_int_equal(device_index_of("tphone17"), 17);
	assert_int_equal(device_index_of("tphone2147483647"), INT_MAX);
	assert_int_equal(device_index_of("tphone2147483648"), -EINVAL);
	assert_int_equal(device_index_of("tphone99999999999999999999"), -EINVAL);
	assert_int_equal(device_index_of("tphone"), -EINVAL);
	assert_int_equal(device_index_of("tphone-1"), -EINVAL);
	assert_int_equal(device_index_of("tphone1x"), -EINVAL);
	assert_int_equal(device_index_of("phone1"), -EINVAL);
	assert_int_equal(device_index_of(""), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(builders_fill_what_the_operation_names),
		cmocka_unit_test(missing_texts_are_empty),
		cmocka_unit_test(huge_sizes_do_not_wrap_around),
		cmocka_unit_test(fields_have_names),
		cmocka_unit_test(rows_count_code_points),
		cmocka_unit_test(deadlines_round_up),
		cmocka_unit_test(only_tphone_and_a_number_is_a_device),
	};

	return cmocka_run_group_tests_name("pure", tests, NULL, NULL);
}
