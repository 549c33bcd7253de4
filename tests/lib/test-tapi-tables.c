// SPDX-License-Identifier: LGPL-2.1-or-later
/* The tables of handles and of requests: which numbers are valid, in which order. */
#include "cmocka-first.h"

#include "alloc.h"
#include "common/handle_table.h"
#include "tapi/request.h"

#include <stdlib.h>

static struct handle_table handles;
static struct tapi_request_table table;
static int objects[10000];

static int setup(void **state)
{
	(void)state;
	alloc_fail_at(0);
	handles = (struct handle_table){ .kind = TAPI_KIND_PHONE };
	table = (struct tapi_request_table){ 0 };
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	alloc_fail_at(0);
	free(handles.slots);
	return 0;
}

static DWORD add(int *object)
{
	DWORD number = handle_table_add(&handles, object);

	assert_int_not_equal(number, 0);
	return number;
}

static void numbers_stand_for_their_object(void **state)
{
	DWORD made[1000];
	int i;

	(void)state;
	for (i = 0; i < 1000; i++)
		made[i] = add(&objects[i]);
	for (i = 0; i < 1000; i++)
		assert_ptr_equal(handle_table_find(&handles, made[i]),
				 &objects[i]);
}

static void a_number_is_positive(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 1000; i++)
		assert_true((int32_t)add(&objects[i]) > 0);
}

static void forged_numbers_are_not_valid(void **state)
{
	DWORD number = add(&objects[0]);
	unsigned int bit;

	(void)state;
	assert_null(handle_table_find(&handles, 0));
	assert_null(handle_table_find(&handles, 0xffffffff));
	for (bit = 0; bit < 32; bit++)
		assert_null(handle_table_find(&handles, number ^ 1U << bit));
}

static void pointers_count_with_all_their_bits(void **state)
{
	uintptr_t number = add(&objects[0]);

	(void)state;
	assert_ptr_equal(handle_table_find(&handles, number),
			 &objects[0]);
	assert_null(handle_table_find(&handles, (uintptr_t)NULL));
	number |= (uintptr_t)1 << (sizeof(number) * 8 - 1);
	assert_null(handle_table_find(&handles, number));
}

static void kinds_do_not_mix(void **state)
{
	struct handle_table sessions = { .kind = TAPI_KIND_SESSION };
	DWORD phone = add(&objects[0]);
	DWORD session = handle_table_add(&sessions, &objects[1]);

	(void)state;
	assert_int_not_equal(phone, session);
	assert_null(handle_table_find(&handles, session));
	assert_null(handle_table_find(&sessions, phone));
	free(sessions.slots);
}

static void removed_numbers_stay_invalid(void **state)
{
	DWORD old = add(&objects[0]), number;
	int i;

	(void)state;
	handle_table_remove(&handles, old);
	handle_table_remove(&handles, old);
	for (i = 0; i < 100000; i++) {
		assert_null(handle_table_find(&handles, old));
		number = add(&objects[1]);
		assert_int_not_equal(number, old);
		handle_table_remove(&handles, number);
	}
}

static void removing_all_leaves_none(void **state)
{
	DWORD made[100];
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		made[i] = add(&objects[i]);
	handle_table_clear(&handles);
	for (i = 0; i < 100; i++)
		assert_null(handle_table_find(&handles, made[i]));
	for (i = 0; i < 100; i++)
		assert_int_not_equal(add(&objects[i]), made[i]);
}

static void there_is_a_limit(void **state)
{
	DWORD last = 0, number;
	unsigned int count = 0;

	(void)state;
	while ((number = handle_table_add(&handles, &objects[0]))) {
		last = number;
		count++;
	}
	assert_int_equal(count, HANDLE_MAX_SLOTS);
	handle_table_remove(&handles, last);
	assert_int_not_equal(handle_table_add(&handles, &objects[0]), 0);
}

static void without_memory_there_is_no_number(void **state)
{
	(void)state;
	alloc_fail_all();
	assert_int_equal(handle_table_add(&handles, &objects[0]), 0);
	alloc_fail_at(0);
	assert_int_not_equal(handle_table_add(&handles, &objects[0]), 0);
}

static void requests_are_numbered_in_turn(void **state)
{
	struct tapi_request requests[3000];
	DRV_REQUESTID i;

	(void)state;
	for (i = 0; i < 3000; i++) {
		tapi_request_table_add(&table, &requests[i]);
		assert_int_equal(requests[i].id, i + 1);
	}
	for (i = 0; i < 3000; i++)
		assert_ptr_equal(tapi_request_table_find(&table, i + 1),
				 &requests[i]);
	tapi_request_table_remove(&requests[7]);
	assert_null(tapi_request_table_find(&table, 8));
	assert_null(tapi_request_table_find(&table, 0));
	assert_null(tapi_request_table_find(&table, 3001));
}

/* A number is not given out again while its request is outstanding. */
static void after_the_last_number_free_ones_follow(void **state)
{
	struct tapi_request requests[6];

	(void)state;
	tapi_request_table_add(&table, &requests[0]);
	tapi_request_table_add(&table, &requests[1]);
	tapi_request_table_add(&table, &requests[2]);
	tapi_request_table_remove(&requests[1]);
	table.last = TAPI_LAST_REQUEST - 1;
	tapi_request_table_add(&table, &requests[3]);
	tapi_request_table_add(&table, &requests[4]);
	tapi_request_table_add(&table, &requests[5]);
	assert_int_equal(requests[3].id, TAPI_LAST_REQUEST);
	assert_int_equal(requests[4].id, 2);
	assert_int_equal(requests[5].id, 4);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(numbers_stand_for_their_object),
		TEST(a_number_is_positive),
		TEST(forged_numbers_are_not_valid),
		TEST(pointers_count_with_all_their_bits),
		TEST(kinds_do_not_mix),
		TEST(removed_numbers_stay_invalid),
		TEST(removing_all_leaves_none),
		TEST(there_is_a_limit),
		TEST(without_memory_there_is_no_number),
		TEST(requests_are_numbered_in_turn),
		TEST(after_the_last_number_free_ones_follow),
	};

	return cmocka_run_group_tests_name("tapi-tables", tests, NULL, NULL);
}
