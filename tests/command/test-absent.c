// SPDX-License-Identifier: GPL-2.0-or-later
/* The advice when there is no phone, or no device node. */
#include "capture.h"

#include <string.h>

#include "absent.h"

static void a_machine_needs_a_driver(void **state)
{
	(void)state;
	assert_string_equal(absent_text(true),
			    "no phones; load a driver, for example: modprobe tphone-sim");
}

/* In a container drivers cannot be loaded, and may be loaded outside already. */
static void a_container_needs_a_node(void **state)
{
	(void)state;
	assert_null(strstr(absent_text(false), "modprobe"));
	assert_non_null(strstr(absent_text(false), "--device"));
}

static void a_phone_may_have_no_node(void **state)
{
	char text[512];

	(void)state;
	absent_node_text("/dev/tphone2", false, text, sizeof(text));
	assert_non_null(strstr(text, "there is no such phone"));
	absent_node_text("/dev/tphone2", true, text, sizeof(text));
	assert_null(strstr(text, "no such phone"));
	assert_non_null(strstr(text, "--device=/dev/tphone2"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_machine_needs_a_driver),
		cmocka_unit_test(a_container_needs_a_node),
		cmocka_unit_test(a_phone_may_have_no_node),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
