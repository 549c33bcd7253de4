// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Names by which processes claim phones. claims.c tests that two processes cannot
 * both own a phone of a provider.
 */
#include "cmocka-first.h"

#include "tapi/device.h"

#include <string.h>
#include <sys/un.h>

#define LONGEST	0xffffffff

static char name[TAPI_CLAIM_NAME_SIZE], other[TAPI_CLAIM_NAME_SIZE];

static void assert_different(const char *provider, DWORD id, DWORD index)
{
	size_t length = tapi_claim_name(other, provider, id, index);

	assert_int_equal(length, strlen(other));
	assert_string_not_equal(name, other);
}

static void a_name_says_which_phone(void **state)
{
	(void)state;
	tapi_claim_name(name, "/usr/lib/a.so", 5, 0);
	assert_different("/usr/lib/b.so", 5, 0);
	assert_different("/usr/lib/a.so", 6, 0);
	assert_different("/usr/lib/a.so", 0, 5);
	assert_different("/usr/lib/a.so", 0, 0);
}

static void the_index_does_not_matter_beside_a_number(void **state)
{
	(void)state;
	tapi_claim_name(name, "/a.so", 5, 0);
	tapi_claim_name(other, "/a.so", 5, 1);
	assert_string_equal(name, other);
}

static void the_longest_name_has_room(void **state)
{
	struct sockaddr_un address;
	size_t length;

	(void)state;
	length = tapi_claim_name(name, "/a.so", 0, LONGEST);
	assert_true(length < sizeof(name) - 1);
	assert_true(length + 1 < sizeof(address.sun_path));
	assert_true(tapi_claim_name(name, "/a.so", LONGEST, 0) < length);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_says_which_phone),
		cmocka_unit_test(the_index_does_not_matter_beside_a_number),
		cmocka_unit_test(the_longest_name_has_room),
	};

	return cmocka_run_group_tests_name("tapi-claim", tests, NULL, NULL);
}
