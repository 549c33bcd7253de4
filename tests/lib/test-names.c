// SPDX-License-Identifier: LGPL-2.1-or-later
#include "common/macros.h"
#include "cmocka-first.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <tphone.h>

struct vocabulary {
	const char *(*name)(unsigned int number);
	int (*from_name)(const char *name);
	unsigned int last;	/* highest number, or highest bit of a mask */
	int is_mask;
	unsigned int first;
};

static const struct vocabulary vocabularies[] = {
	{ tphone_opcode_name, tphone_opcode_from_name, TPHONE_OP_SET_VOLUME, 0, 1 },
	{ tphone_event_name, tphone_event_from_name, TPHONE_EVENT_SUSPEND, 0, 1 },
	{ tphone_record_name, NULL, TPHONE_RECORD_GONE, 0, 1 },
	{ tphone_cause_name, NULL, TPHONE_CAUSE_CORE, 0, 1 },
	{ tphone_role_name, tphone_role_from_name, TPHONE_ROLE_OWNER, 0, 0 },
	{ tphone_hook_device_name, tphone_hook_device_from_name,
	  TPHONE_HOOK_HEADSET, 1, 1 },
	{ tphone_hook_mode_name, tphone_hook_mode_from_name,
	  TPHONE_HOOKMODE_UNKNOWN, 1, 1 },
	{ tphone_lamp_mode_name, tphone_lamp_mode_from_name,
	  TPHONE_LAMPMODE_UNKNOWN, 1, 1 },
	{ tphone_button_mode_name, tphone_button_mode_from_name,
	  TPHONE_BUTTONMODE_DISPLAY, 1, 1 },
	{ tphone_button_state_name, NULL, TPHONE_BUTTONSTATE_UNAVAIL, 1, 1 },
	{ tphone_function_name, tphone_function_from_name,
	  TPHONE_FUNCTION_SEND, 0, 0 },
};

static void check_vocabulary(const struct vocabulary *v)
{
	unsigned int number = v->first;
	const char *name;

	while (number <= v->last) {
		name = v->name(number);
		assert_non_null(name);
		assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz-"),
				 strlen(name));
		if (v->from_name)
			assert_int_equal(v->from_name(name), number);
		number = v->is_mask ? number << 1 : number + 1;
	}
	assert_null(v->name(number));
	assert_null(v->name(UINT_MAX));
	if (v->first)
		assert_null(v->name(0));
	if (v->is_mask)
		assert_null(v->name(3));
	if (!v->from_name)
		return;
	assert_int_equal(v->from_name(NULL), -EINVAL);
	assert_int_equal(v->from_name(""), -EINVAL);
	assert_int_equal(v->from_name("nonsense"), -EINVAL);
}

static void every_number_has_a_name_and_back(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(vocabularies); i++)
		check_vocabulary(&vocabularies[i]);
}

static void names_are_those_of_the_constants(void **state)
{
	(void)state;
	assert_string_equal(tphone_opcode_name(TPHONE_OP_SET_LAMP), "set-lamp");
	assert_string_equal(tphone_event_name(TPHONE_EVENT_RING_MODE),
			    "ring-mode");
	assert_string_equal(tphone_hook_mode_name(TPHONE_HOOKMODE_MICSPEAKER),
			    "micspeaker");
	assert_string_equal(tphone_lamp_mode_name(TPHONE_LAMPMODE_BROKENFLUTTER),
			    "brokenflutter");
	assert_string_equal(tphone_cause_name(TPHONE_CAUSE_HOST), "host");
	assert_string_equal(tphone_function_name(TPHONE_FUNCTION_DONOTDISTURB),
			    "donotdisturb");
	assert_null(tphone_function_name(TPHONE_FUNCTION_VENDOR));
	assert_string_equal(tphone_feature_name(TPHONE_FEATURE_REVOKE),
			    "revoke");
	/* A value of a newer kernel, and an invalid one. */
	assert_null(tphone_feature_name(1ULL << 32 | TPHONE_FEATURE_REVOKE));
	assert_null(tphone_feature_name(1ULL << 31));
	assert_null(tphone_feature_name(0));
	assert_int_equal(tphone_function_from_name("hold"),
			 TPHONE_FUNCTION_HOLD);
}

/* Every errno of the interface has a description of its own. */
static void errors_speak_of_telephones(void **state)
{
	static const int errors[] = {
		EINVAL, EOPNOTSUPP, ECHRNG, ENXIO, EBADSLT, EDOM, ERANGE,
		EMSGSIZE, EILSEQ, ENOTCONN, EHOSTDOWN, EAGAIN, EPERM, ENODEV,
		ESHUTDOWN, EBUSY, EUSERS, EBADF, ENOENT, EINPROGRESS, ENODATA,
		ECANCELED, ETIMEDOUT, ENOTTY, E2BIG, ENOTUNIQ, EACCES, EIO,
		ENOMEM,
	};
	size_t i, j;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		const char *text = tphone_strerror(-errors[i]);

		assert_ptr_equal(text, tphone_strerror(errors[i]));
		if (errors[i] != ENOMEM)
			assert_string_not_equal(text, strerror(errors[i]));
		assert_null(strchr(text, '\n'));
		for (j = 0; j < i; j++)
			assert_string_not_equal(text,
						tphone_strerror(errors[j]));
	}
	assert_string_equal(tphone_strerror(-ECHRNG), "no such button or lamp");
}

static void other_errors_have_some_text(void **state)
{
	(void)state;
	assert_string_equal(tphone_strerror(0), "success");
	assert_string_equal(tphone_strerror(ENOSPC), strerror(ENOSPC));
	assert_string_equal(tphone_strerror(99999), "unknown error");
	assert_string_equal(tphone_strerror(INT_MIN), "unknown error");
	assert_string_equal(tphone_strerror(INT_MAX), "unknown error");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_number_has_a_name_and_back),
		cmocka_unit_test(names_are_those_of_the_constants),
		cmocka_unit_test(errors_speak_of_telephones),
		cmocka_unit_test(other_errors_have_some_text),
	};

	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
