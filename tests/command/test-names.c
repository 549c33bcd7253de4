// SPDX-License-Identifier: GPL-2.0-or-later
/* Names as typed, dumps, and which simulated phone is meant. */
#include "capture.h"

#include <string.h>
#include <tphone.h>

#include "bytes.h"
#include "complain.h"
#include "hooks.h"
#include "names.h"
#include "sim.h"

static void known_names(void **state)
{
	unsigned int value;

	(void)state;
	assert_int_equal(name_parse(KIND_LAMPMODE, "x", "flash", &value), EXIT_OK);
	assert_int_equal(value, TPHONE_LAMPMODE_FLASH);
	assert_int_equal(name_parse(KIND_EVENT, "x", "ring-mode", &value), EXIT_OK);
	assert_int_equal(value, TPHONE_EVENT_RING_MODE);
	assert_int_equal(name_parse(KIND_FUNCTION, "x", "unknown", &value), EXIT_OK);
	assert_int_equal(value, TPHONE_FUNCTION_UNKNOWN);
	assert_int_equal(name_parse(KIND_FUNCTION, "x", "0x80000001", &value), EXIT_OK);
	assert_int_equal(value, 0x80000001);
	assert_string_equal(function_name(0x80000001), "0x80000001");
}

static void unknown_names(void **state)
{
	unsigned int value;

	(void)state;
	assert_int_equal(name_parse(KIND_HOOKDEVICE, "hook device", "foo", &value), EXIT_USAGE);
	assert_string_equal(captured_complaint,
			    "hook device 'foo': must be handset, speaker or headset");
	assert_int_equal(name_parse(KIND_HOOKMODE, "hook mode", "unknown", &value), EXIT_USAGE);
	assert_string_equal(captured_complaint,
			    "hook mode 'unknown': must be onhook, mic, speaker or micspeaker");
	assert_int_equal(name_parse(KIND_LAMPMODE, "lamp mode", "dummy", &value), EXIT_USAGE);
	assert_int_equal(name_parse(KIND_LAMPMODE, "lamp mode", "", &value), EXIT_USAGE);
	assert_int_equal(name_parse(KIND_FUNCTION, "function", "hlod", &value), EXIT_USAGE);
	assert_string_equal(captured_complaint,
			    "function 'hlod': there is none of that name; did you mean 'hold'?");
}

static void devices(void **state)
{
	unsigned int mask;

	(void)state;
	assert_int_equal(name_parse_devices("handset,headset", &mask), EXIT_OK);
	assert_int_equal(mask, TPHONE_HOOK_HANDSET | TPHONE_HOOK_HEADSET);
	assert_int_equal(name_parse_devices("handset,", &mask), EXIT_USAGE);
	assert_int_equal(name_parse_devices("", &mask), EXIT_USAGE);
}

static void levels(void **state)
{
	unsigned int level;

	(void)state;
	assert_int_equal(level_read("volume", "70000", &level), EXIT_USAGE);
	assert_string_equal(captured_complaint,
			    "volume '70000': must be 0 to 65535, or 0% to 100%");
}

static void masks(void **state)
{
	struct words words;

	(void)state;
	words_start(&words);
	names_of_mask(&words, KIND_HOOKDEVICE, TPHONE_HOOK_DEVICES, " and ");
	assert_string_equal(words.text, "handset, speaker and headset");
	words_start(&words);
	names_of_mask(&words, KIND_HOOKDEVICE, 1U << 31, " and ");
	assert_string_equal(words.text, "?");
}

static void dumps(void **state)
{
	char line[BYTES_LINE_SIZE];

	(void)state;
	bytes_dump_line(line, 0, (const unsigned char *)"AB\0\xff", 4);
	assert_string_equal(line,
			    "00000000  41 42 00 ff                                       |AB..|");
	bytes_dump_line(line, 0xfff0, (const unsigned char *)"0123456789abcdef", 16);
	assert_string_equal(line,
			    "0000fff0  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|");
}

static void simulated_devices(void **state)
{
	(void)state;
	assert_true(sim_means_device("tphone1", "tphone1"));
	assert_true(sim_means_device("1", "tphone1"));
	assert_true(sim_means_device("/dev/tphone1", "tphone1"));
	assert_false(sim_means_device("tphone", "tphone1"));
	assert_false(sim_means_device("11", "tphone1"));
	assert_false(sim_means_device("", "tphone1"));
	assert_false(sim_means_device("/dev/", "tphone1"));
}

/* A name must not lead out of the simulator's folder. */
static void simulated_paths(void **state)
{
	char value[SIM_VALUE_SIZE];

	(void)state;
	assert_true(sim_mkdir("../x") < 0);
	assert_true(sim_mkdir("a/b") < 0);
	assert_true(sim_read(".", "x", value) < 0);
	assert_true(sim_write("desk", "../../x", "1") < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_names),
		cmocka_unit_test(unknown_names),
		cmocka_unit_test(devices),
		cmocka_unit_test(levels),
		cmocka_unit_test(masks),
		cmocka_unit_test(dumps),
		cmocka_unit_test(simulated_devices),
		cmocka_unit_test(simulated_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
