// SPDX-License-Identifier: GPL-2.0-or-later
/* The advice when permission is denied. */
#include "capture.h"

#include <string.h>

#include "access.h"

static const struct access_facts stranger = {
	.path = "/dev/tphone0", .group = "tphone", .mode = 0660, .writing = true,
};

static const char *advice(struct access_facts facts)
{
	static char text[512];

	access_text(&facts, text, sizeof(text));
	return text;
}

static void not_in_group(void **state)
{
	struct access_facts facts = stranger;

	(void)state;
	assert_string_equal(advice(facts),
			    "/dev/tphone0: permission denied; you are not in group 'tphone'");
	facts.rule_installed = true;
	assert_string_equal(advice(facts),
			    "/dev/tphone0: permission denied; you are not in group 'tphone' (or: log in at the console: 60-tphone.rules gives access to the active user)");
}

static void joined_meanwhile(void **state)
{
	struct access_facts facts = stranger;

	(void)state;
	facts.will_be_in_group = true;
	assert_non_null(strstr(advice(facts), "log in again"));
}

static void no_rule(void **state)
{
	struct access_facts facts = stranger;

	(void)state;
	facts.mode = 0600;
	facts.group = "root";
	facts.group_is_root = true;
	assert_string_equal(advice(facts),
			    "/dev/tphone0: permission denied; only root has access, because the udev rule 60-tphone.rules is not installed");
}

static void rule_without_group(void **state)
{
	struct access_facts facts = stranger;

	(void)state;
	facts.group_is_root = true;
	facts.rule_installed = true;
	assert_non_null(strstr(advice(facts), "log in at the console"));
}

/* A group with read permission only is no advice for writing. */
static void group_may_only_read(void **state)
{
	struct access_facts facts = stranger;

	(void)state;
	facts.mode = 0640;
	assert_null(strstr(advice(facts), "not in group"));
	facts.writing = false;
	assert_non_null(strstr(advice(facts), "not in group"));
}

static void something_else(void **state)
{
	struct access_facts facts = stranger;

	(void)state;
	facts.in_group = true;
	assert_non_null(strstr(advice(facts), "although you are in group 'tphone'"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(not_in_group),
		cmocka_unit_test(joined_meanwhile),
		cmocka_unit_test(no_rule),
		cmocka_unit_test(rule_without_group),
		cmocka_unit_test(group_may_only_read),
		cmocka_unit_test(something_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
