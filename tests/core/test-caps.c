// SPDX-License-Identifier: GPL-2.0-only
/*
 * Validation of the capabilities that a driver declares: each limit from both
 * sides, and each impossible combination.
 */
#include "cmocka-first.h"

#include "validate.h"

#define OPCODES_ALL	TPHONE_OPCODES_KNOWN
#define HOOK_SETTABLE	0x0fU
#define HOOK_REPORTED	0x1fU
#define LAMP_SETTABLE	(0x7eU | 0xffff0000U)

#define TEXT_63	"123456789 123456789 123456789 123456789 123456789 123456789 123"
#define TEXT_127 TEXT_63 "4" TEXT_63

static struct tphone_button_caps buttons[TPHONE_MAX_BUTTONS + 1];
static struct tphone_download_caps downloads[TPHONE_MAX_AREAS + 1];
static u32 upload_sizes[TPHONE_MAX_AREAS + 1];

/* Valid capabilities; the arrays have one element more than the limit. */
static struct tphone_caps possible(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(buttons); i++)
		buttons[i] = (struct tphone_button_caps) {
			.mode = TPHONE_BUTTONMODE_FEATURE,
			.lamp_modes = LAMP_SETTABLE,
			.text = "Line \xe2\x82\xac",
		};
	for (i = 0; i < ARRAY_SIZE(downloads); i++) {
		upload_sizes[i] = 64;
		downloads[i] = (struct tphone_download_caps) {
			.size = 64, .upload = TPHONE_NO_UPLOAD,
		};
	}
	return (struct tphone_caps) {
		.manufacturer = "m\xc3\xa4ker",
		.model = "model",
		.serial = "",
		.id = "id",
		.driver = "driver",
		.opcodes = OPCODES_ALL,
		.hook_devices = TPHONE_HOOK_DEVICES,
		.hook_modes_settable = {
			HOOK_SETTABLE, HOOK_SETTABLE, HOOK_SETTABLE
		},
		.hook_modes_reported = {
			HOOK_REPORTED, HOOK_REPORTED, HOOK_REPORTED
		},
		.volume_devices = TPHONE_HOOK_DEVICES,
		.gain_devices = TPHONE_HOOK_DEVICES,
		.nr_ring_modes = 4,
		.display_rows = 4,
		.display_columns = 20,
		.nr_buttons = 4,
		.buttons = buttons,
		.nr_downloads = 2,
		.downloads = downloads,
		.nr_uploads = 3,
		.upload_sizes = upload_sizes,
		.max_payload = 4096,
	};
}

/* With the statement executed, the capabilities are valid or not. */
#define CAN_BE(statement)						\
	do {								\
		struct tphone_caps caps = possible();			\
									\
		statement;						\
		assert_int_equal(tphone_validate_caps(&caps), 0);	\
	} while (0)

#define CANNOT_BE(statement)						\
	do {								\
		struct tphone_caps caps = possible();			\
									\
		statement;						\
		assert_int_equal(tphone_validate_caps(&caps), -EINVAL);	\
	} while (0)

static void possible_phone(void **state)
{
	static const struct tphone_caps nothing;

	(void)state;
	CAN_BE((void)caps);
	assert_int_equal(tphone_validate_caps(&nothing), 0);
}

static void opcodes(void **state)
{
	unsigned int bit;

	(void)state;
	for (bit = 0; bit < 32; bit++) {
		if (bit >= 1 && bit <= TPHONE_OPCODE_LAST)
			CAN_BE(caps.opcodes = 1U << bit);
		else
			CANNOT_BE(caps.opcodes = 1U << bit);
	}
	CAN_BE(caps.opcodes = 0);
}

static void operations_need_what_they_work_on(void **state)
{
	(void)state;
	CANNOT_BE(caps.display_rows = caps.display_columns = 0);
	CANNOT_BE(caps.nr_ring_modes = 0);
	CANNOT_BE(caps.nr_downloads = 0);
	CANNOT_BE(caps.volume_devices = 0);
	CANNOT_BE(caps.gain_devices = 0);
	CANNOT_BE(caps.nr_buttons = 0);
	CANNOT_BE(memset(caps.hook_modes_settable, 0,
			 sizeof(caps.hook_modes_settable)));
	CAN_BE(caps.hook_modes_settable[0] = caps.hook_modes_settable[1] = 0);
	CANNOT_BE(caps.nr_buttons = 1;
		  buttons[0].mode = TPHONE_BUTTONMODE_DUMMY);
	CANNOT_BE(caps.nr_buttons = 1; buttons[0].lamp_modes = 0);
	CAN_BE(caps.nr_buttons = 1; buttons[0].mode = TPHONE_BUTTONMODE_DUMMY;
	       caps.opcodes &= ~(1U << TPHONE_OP_SET_BUTTON));
	CAN_BE(caps.nr_buttons = 1; buttons[0].lamp_modes = 0;
	       caps.opcodes &= ~(1U << TPHONE_OP_SET_LAMP));
	CAN_BE(caps.nr_buttons = 2; buttons[0].lamp_modes = 0;
	       buttons[1].mode = TPHONE_BUTTONMODE_DUMMY);
	CAN_BE(caps.nr_buttons = 0;
	       caps.opcodes &= ~(1U << TPHONE_OP_SET_BUTTON |
				 1U << TPHONE_OP_SET_LAMP));
	CAN_BE(caps.volume_devices = caps.gain_devices = 0;
	       caps.opcodes &= ~(1U << TPHONE_OP_SET_VOLUME |
				 1U << TPHONE_OP_SET_GAIN));
	CAN_BE(caps.display_rows = caps.display_columns = 0;
	       caps.opcodes &= ~(1U << TPHONE_OP_SET_DISPLAY));
	CAN_BE(caps.nr_ring_modes = 0;
	       caps.opcodes &= ~(1U << TPHONE_OP_SET_RING));
	CAN_BE(caps.nr_downloads = 0;
	       caps.opcodes &= ~(1U << TPHONE_OP_SET_DATA));
}

static void names(void **state)
{
	(void)state;
	CAN_BE(caps.manufacturer = caps.model = caps.serial = caps.id =
	       caps.driver = NULL);
	CAN_BE(caps.manufacturer = TEXT_63);
	CAN_BE(caps.model = TEXT_63);
	CAN_BE(caps.serial = TEXT_63);
	CAN_BE(caps.driver = TEXT_63);
	CAN_BE(caps.id = TEXT_127);
	CANNOT_BE(caps.manufacturer = TEXT_63 "4");
	CANNOT_BE(caps.model = TEXT_63 "4");
	CANNOT_BE(caps.serial = TEXT_63 "4");
	CANNOT_BE(caps.driver = TEXT_63 "4");
	CANNOT_BE(caps.id = TEXT_127 "8");
	CANNOT_BE(caps.manufacturer = "\xff");
	CANNOT_BE(caps.model = "new\nline");
	CANNOT_BE(caps.serial = "\xc2\x80");
	CANNOT_BE(caps.id = "\xe2\x82");
	CANNOT_BE(caps.driver = "\x7f");
}

static void hook_switch_devices(void **state)
{
	unsigned int bit;
	int i;

	(void)state;
	for (bit = 3; bit < 32; bit++)
		CANNOT_BE(caps.hook_devices |= 1U << bit);
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		for (bit = 4; bit < 32; bit++)
			CANNOT_BE(caps.hook_modes_settable[i] |= 1U << bit);
		for (bit = 5; bit < 32; bit++)
			CANNOT_BE(caps.hook_modes_reported[i] |= 1U << bit);
		CAN_BE(caps.hook_modes_settable[i] = 0);
		CAN_BE(caps.hook_modes_reported[i] = 0);
	}
}

/* A hook switch device that does not exist has no attributes. */
static void absent_hook_switch_devices(void **state)
{
	const u32 headset = TPHONE_HOOK_HEADSET;

	(void)state;
#define WITHOUT_HEADSET							\
	(caps.hook_devices &= ~headset, caps.volume_devices &= ~headset, \
	 caps.gain_devices &= ~headset, caps.hook_modes_settable[2] = 0,	\
	 caps.hook_modes_reported[2] = 0)
	CAN_BE(WITHOUT_HEADSET);
	CANNOT_BE(WITHOUT_HEADSET; caps.volume_devices |= headset);
	CANNOT_BE(WITHOUT_HEADSET; caps.gain_devices |= headset);
	CANNOT_BE(WITHOUT_HEADSET; caps.hook_modes_settable[2] = 1);
	CANNOT_BE(WITHOUT_HEADSET; caps.hook_modes_reported[2] = 1);
	CANNOT_BE(caps.volume_devices |= 8);
	CANNOT_BE(caps.gain_devices |= 0x80000000);
}

static void ring_modes_and_payload(void **state)
{
	(void)state;
	CAN_BE(caps.nr_ring_modes = TPHONE_MAX_RING_MODES);
	CANNOT_BE(caps.nr_ring_modes = TPHONE_MAX_RING_MODES + 1);
	CANNOT_BE(caps.nr_ring_modes = ~0U);
	CAN_BE(caps.max_payload = 0);
	CAN_BE(caps.max_payload = TPHONE_MAX_PAYLOAD);
	CANNOT_BE(caps.max_payload = TPHONE_MAX_PAYLOAD + 1);
	CANNOT_BE(caps.max_payload = ~0U);
}

static void displays(void **state)
{
	(void)state;
	CAN_BE(caps.display_rows = 1; caps.display_columns = 1);
	CAN_BE(caps.display_rows = 64; caps.display_columns = 64);
	CAN_BE(caps.display_rows = 16; caps.display_columns = 256);
	CAN_BE(caps.display_rows = 64; caps.display_columns = 1);
	CANNOT_BE(caps.display_rows = 64; caps.display_columns = 65);
	CANNOT_BE(caps.display_rows = 17; caps.display_columns = 256);
	CANNOT_BE(caps.display_rows = 65; caps.display_columns = 1);
	CANNOT_BE(caps.display_rows = 1; caps.display_columns = 257);
	CANNOT_BE(caps.display_columns = 0);
	CANNOT_BE(caps.display_rows = 0);
	/* The product is 0 and 1 in 32 bits. */
	CANNOT_BE(caps.display_rows = 0x10000; caps.display_columns = 0x10000);
	CANNOT_BE(caps.display_rows = ~0U; caps.display_columns = ~0U);
}

static void number_of_buttons(void **state)
{
	(void)state;
	CAN_BE(caps.nr_buttons = 0; caps.buttons = NULL;
	       caps.opcodes &= ~(1U << TPHONE_OP_SET_BUTTON |
				 1U << TPHONE_OP_SET_LAMP));
	CAN_BE(caps.nr_buttons = TPHONE_MAX_BUTTONS);
	CANNOT_BE(caps.nr_buttons = TPHONE_MAX_BUTTONS + 1);
	CANNOT_BE(caps.nr_buttons = ~0U);
	/* The last element is checked, too. */
	CANNOT_BE(buttons[caps.nr_buttons - 1].mode = 0);
	CAN_BE(buttons[caps.nr_buttons].mode = 0);
}

static void button_modes(void **state)
{
	unsigned int bit;

	(void)state;
	for (bit = 0; bit < 32; bit++) {
		if (bit <= 5)
			CAN_BE(buttons[0].mode = 1U << bit);
		else
			CANNOT_BE(buttons[0].mode = 1U << bit);
		CANNOT_BE(buttons[0].mode = 0x2 | 1U << (bit == 1 ? 0 : bit));
	}
	CANNOT_BE(buttons[0].mode = 0);
}

static void lamp_modes(void **state)
{
	unsigned int bit;

	(void)state;
	CAN_BE(buttons[0].lamp_modes = 0);
	for (bit = 0; bit < 32; bit++) {
		if (LAMP_SETTABLE & 1U << bit)
			CAN_BE(buttons[0].lamp_modes = 1U << bit);
		else
			CANNOT_BE(buttons[0].lamp_modes = 1U << bit);
	}
}

static void button_functions(void **state)
{
	(void)state;
	CAN_BE(buttons[0].function = 0);
	CAN_BE(buttons[0].function = TPHONE_FUNCTION_LAST);
	CANNOT_BE(buttons[0].function = TPHONE_FUNCTION_LAST + 1);
	CANNOT_BE(buttons[0].function = TPHONE_FUNCTION_VENDOR - 1);
	CAN_BE(buttons[0].function = TPHONE_FUNCTION_VENDOR);
	CAN_BE(buttons[0].function = ~0U);
}

static void button_texts(void **state)
{
	(void)state;
	CAN_BE(buttons[0].text = NULL);
	CAN_BE(buttons[0].text = "");
	CAN_BE(buttons[0].text = TEXT_63);
	CANNOT_BE(buttons[0].text = TEXT_63 "4");
	CANNOT_BE(buttons[0].text = "\xed\xa0\x80");
	CANNOT_BE(buttons[0].text = "\t");
}

static void number_of_areas(void **state)
{
	(void)state;
	CAN_BE(caps.nr_downloads = TPHONE_MAX_AREAS);
	CANNOT_BE(caps.nr_downloads = TPHONE_MAX_AREAS + 1);
	CANNOT_BE(caps.nr_downloads = ~0U);
	CAN_BE(caps.nr_uploads = TPHONE_MAX_AREAS);
	CANNOT_BE(caps.nr_uploads = TPHONE_MAX_AREAS + 1);
	CANNOT_BE(caps.nr_uploads = ~0U);
	CAN_BE(caps.nr_uploads = 0; caps.upload_sizes = NULL);
}

static void sizes_of_areas(void **state)
{
	(void)state;
	CAN_BE(downloads[1].size = 1);
	CAN_BE(downloads[1].size = TPHONE_MAX_AREA_SIZE);
	CANNOT_BE(downloads[1].size = TPHONE_MAX_AREA_SIZE + 1);
	CANNOT_BE(downloads[1].size = 0);
	CAN_BE(downloads[2].size = 0);
	CAN_BE(upload_sizes[2] = 1);
	CAN_BE(upload_sizes[2] = TPHONE_MAX_AREA_SIZE);
	CANNOT_BE(upload_sizes[2] = TPHONE_MAX_AREA_SIZE + 1);
	CANNOT_BE(upload_sizes[2] = 0);
	CAN_BE(upload_sizes[3] = 0);
}

static void uploads_that_show_downloads(void **state)
{
	(void)state;
	CAN_BE(downloads[0].upload = 0);
	CAN_BE(downloads[1].upload = 2);
	CANNOT_BE(downloads[1].upload = 3);
	CANNOT_BE(downloads[0].upload = TPHONE_NO_UPLOAD - 1);
	CANNOT_BE(downloads[0].upload = 0; caps.nr_uploads = 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(possible_phone),
		cmocka_unit_test(opcodes),
		cmocka_unit_test(operations_need_what_they_work_on),
		cmocka_unit_test(names),
		cmocka_unit_test(hook_switch_devices),
		cmocka_unit_test(absent_hook_switch_devices),
		cmocka_unit_test(ring_modes_and_payload),
		cmocka_unit_test(displays),
		cmocka_unit_test(number_of_buttons),
		cmocka_unit_test(button_modes),
		cmocka_unit_test(lamp_modes),
		cmocka_unit_test(button_functions),
		cmocka_unit_test(button_texts),
		cmocka_unit_test(number_of_areas),
		cmocka_unit_test(sizes_of_areas),
		cmocka_unit_test(uploads_that_show_downloads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
