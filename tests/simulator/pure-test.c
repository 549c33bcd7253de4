// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the simulator's files that do not need the kernel.
 */
#include <stdio.h>
#include <stdlib.h>

#include "action.h"
#include "fault.h"
#include "looks.h"
#include "name.h"
#include "shape.h"
#include "state.h"

static int nr_checks;
static int nr_failures;

static void check(bool ok, const char *what, int line)
{
	nr_checks++;
	if (!ok)
		nr_failures++;
	printf("%sok %d - %s (line %d)\n", ok ? "" : "not ", nr_checks, what,
	       line);
}

#define CHECK(condition) check(condition, #condition, __LINE__)

/* A line in memory of its exact size, so that reading beyond it is detected. */
static char *exact;

static struct tpsim_line line_of(const char *text, size_t len)
{
	free(exact);
	exact = malloc(len ? len : 1);
	memcpy(exact, text, len);
	return tpsim_line(exact, len);
}

static struct tpsim_line line(const char *text)
{
	return line_of(text, strlen(text));
}

static bool number_is(const char *text, u64 max, u64 expected)
{
	u64 value = ~expected;

	return !tpsim_only_number(line(text), max, &value) && value == expected;
}

static bool no_number(const char *text, u64 max)
{
	u64 value = 4711;

	return tpsim_only_number(line(text), max, &value) == -EINVAL &&
	       value == 4711;
}

static void test_numbers(void)
{
	CHECK(number_is("0", 0, 0));
	CHECK(number_is(" 17\n", 17, 17));
	CHECK(number_is("0x1F", 31, 31));
	CHECK(number_is("010", 10, 10));
	CHECK(number_is("18446744073709551615", ~0ULL, ~0ULL));
	CHECK(number_is("0xffffffffffffffff", ~0ULL, ~0ULL));
	CHECK(no_number("18446744073709551616", ~0ULL));
	CHECK(no_number("28446744073709551615", ~0ULL));
	CHECK(no_number("0x10000000000000000", ~0ULL));
	CHECK(no_number("18", 17));
	CHECK(no_number("9", 0));
	CHECK(no_number("", 17));
	CHECK(no_number("\n", 17));
	CHECK(no_number("-1", ~0ULL));
	CHECK(no_number("+1", ~0ULL));
	CHECK(no_number("0x", ~0ULL));
	CHECK(no_number("1 2", ~0ULL));
	CHECK(no_number("1a", ~0ULL));
	CHECK(tpsim_only_number(line_of("1\0", 2), 9, &(u64){ 0 }) == -EINVAL);
}

static void test_shape_lines(void)
{
	struct tpsim_display display = { 7, 7 };
	struct tpsim_areas areas = { };
	char text[TPHONE_TEXT_SIZE] = "old";
	u32 mask = 4711;
	int i;
	char many[3 * (TPHONE_MAX_AREAS + 1) + 1] = "";

	CHECK(!tpsim_parse_display(line("4x20\n"), &display));
	CHECK(display.rows == 4 && display.columns == 20);
	CHECK(!tpsim_parse_display(line("64x64"), &display));
	CHECK(tpsim_parse_display(line("64x65"), &display) == -EINVAL);
	CHECK(tpsim_parse_display(line("65x1"), &display) == -EINVAL);
	CHECK(tpsim_parse_display(line("1x257"), &display) == -EINVAL);
	CHECK(tpsim_parse_display(line("0x5"), &display) == -EINVAL);
	CHECK(tpsim_parse_display(line("5x0"), &display) == -EINVAL);
	CHECK(tpsim_parse_display(line("5x"), &display) == -EINVAL);
	CHECK(tpsim_parse_display(line("x5"), &display) == -EINVAL);
	CHECK(tpsim_parse_display(line("5"), &display) == -EINVAL);
	CHECK(tpsim_parse_display(line("4x20x1"), &display) == -EINVAL);
	CHECK(tpsim_parse_display(line("4 x 20"), &display) == -EINVAL);
	CHECK(display.rows == 64 && display.columns == 64);
	CHECK(!tpsim_parse_display(line("0x0"), &display) && !display.rows);

	CHECK(!tpsim_parse_areas(line("1 65536\n"), &areas) && areas.nr == 2);
	CHECK(areas.sizes[0] == 1 && areas.sizes[1] == 65536);
	CHECK(tpsim_parse_areas(line("0"), &areas) == -EINVAL);
	CHECK(tpsim_parse_areas(line("65537"), &areas) == -EINVAL);
	CHECK(tpsim_parse_areas(line("1 x"), &areas) == -EINVAL);
	for (i = 0; i < TPHONE_MAX_AREAS + 1; i++)
		strcat(many, "9 ");
	CHECK(tpsim_parse_areas(line(many), &areas) == -EINVAL);
	CHECK(areas.nr == 2);
	many[2 * TPHONE_MAX_AREAS] = '\0';
	CHECK(!tpsim_parse_areas(line(many), &areas));
	CHECK(areas.nr == TPHONE_MAX_AREAS);
	CHECK(!tpsim_parse_areas(line("\n"), &areas) && !areas.nr);

	CHECK(!tpsim_parse_opcodes(line("0x3fe"), &mask) && mask == 0x3fe);
	CHECK(!tpsim_parse_opcodes(line("10"), &mask) && mask == 0x10);
	CHECK(!tpsim_parse_opcodes(line("0"), &mask) && mask == 0);
	CHECK(tpsim_parse_opcodes(line("1"), &mask) == -EINVAL);
	CHECK(tpsim_parse_opcodes(line("400"), &mask) == -EINVAL);
	CHECK(tpsim_parse_opcodes(line("2 2"), &mask) == -EINVAL);
	CHECK(tpsim_parse_opcodes(line(""), &mask) == -EINVAL && mask == 0);

	CHECK(!tpsim_parse_text(line("J\xc3\xb6rg X "), text, sizeof(text)));
	CHECK(!strcmp(text, "J\xc3\xb6rg X "));
	CHECK(tpsim_parse_text(line("a\nb"), text, sizeof(text)) == -EINVAL);
	CHECK(tpsim_parse_text(line("\xc3"), text, sizeof(text)) == -EINVAL);
	CHECK(tpsim_parse_text(line_of("a\0b", 3), text, sizeof(text)) ==
	      -EINVAL);
	CHECK(tpsim_parse_text(line("1234"), text, 4) == -EINVAL);
	CHECK(!strcmp(text, "J\xc3\xb6rg X "));
	CHECK(!tpsim_parse_text(line("123\n"), text, 4));
	CHECK(!tpsim_parse_text(line("\n"), text, sizeof(text)) && !text[0]);
	CHECK(!tpsim_parse_text(line(""), text, sizeof(text)) && !text[0]);
}

static void test_names(void)
{
	enum tpsim_context context = TPSIM_WORK;
	u32 devices = 7;
	u32 modes = 4711;
	int i;

	CHECK(!tpsim_parse_devices(line("headset handset\n"), &devices));
	CHECK(devices == (TPHONE_HOOK_HANDSET | TPHONE_HOOK_HEADSET));
	CHECK(tpsim_parse_devices(line("handset handset"), &devices) ==
	      -EINVAL);
	CHECK(tpsim_parse_devices(line("hand"), &devices) == -EINVAL);
	CHECK(tpsim_parse_devices(line("handsets"), &devices) == -EINVAL);
	CHECK(devices == 5);
	CHECK(!tpsim_parse_devices(line(""), &devices) && !devices);

	CHECK(!tpsim_parse_hook_modes(line("speaker onhook\n"), &modes));
	CHECK(modes == (TPHONE_HOOKMODE_ONHOOK | TPHONE_HOOKMODE_SPEAKER));
	CHECK(tpsim_parse_hook_modes(line("mic mic"), &modes) == -EINVAL);
	CHECK(tpsim_parse_hook_modes(line("mic off"), &modes) == -EINVAL);
	CHECK(tpsim_parse_hook_modes(line("unknown"), &modes) == -EINVAL);
	CHECK(modes == 5);
	CHECK(!tpsim_parse_hook_modes(line("\n"), &modes) && !modes);

	CHECK(!tpsim_parse_lamp_modes(line("wink off"), &modes));
	CHECK(modes == (TPHONE_LAMPMODE_OFF | TPHONE_LAMPMODE_WINK));
	CHECK(tpsim_parse_lamp_modes(line("wink"), &modes) == -EINVAL);
	CHECK(tpsim_parse_lamp_modes(line(""), &modes) == -EINVAL);
	CHECK(tpsim_parse_lamp_modes(line("off off"), &modes) == -EINVAL);
	CHECK(tpsim_parse_lamp_modes(line("off dummy"), &modes) == -EINVAL);
	CHECK(tpsim_parse_lamp_modes(line("off brokenflutter broken-flutter"),
				     &modes) == -EINVAL);
	CHECK(modes == (TPHONE_LAMPMODE_OFF | TPHONE_LAMPMODE_WINK));
	CHECK(!tpsim_parse_lamp_modes(line("off broken-flutter"), &modes));
	CHECK(modes == (TPHONE_LAMPMODE_OFF | TPHONE_LAMPMODE_BROKENFLUTTER));
	CHECK(!strcmp(tpsim_lamp_mode_name(TPHONE_LAMPMODE_BROKENFLUTTER),
		      "brokenflutter"));

	for (i = 0; i < TPSIM_NR_CONTEXTS; i++)
		CHECK(!tpsim_parse_context(line(tpsim_context_name(i)),
					   &context) && (int)context == i);
	CHECK(tpsim_parse_context(line("irq"), &context) == -EINVAL);
	CHECK(tpsim_parse_context(line(""), &context) == -EINVAL);
	CHECK(tpsim_parse_context(line("work work"), &context) == -EINVAL);
	CHECK(context == TPSIM_THREAD);
	CHECK(!strcmp(tpsim_lamp_mode_name(TPHONE_LAMPMODE_WINK), "wink"));
	CHECK(!strcmp(tpsim_hook_mode_name(TPHONE_HOOKMODE_MIC), "mic"));
	CHECK(!strcmp(tpsim_hook_mode_name(77), "unknown"));
}

static void test_faults(void)
{
	struct tpsim_fault_switch faults[TPSIM_NR_FAULTS] = { };
	struct tpsim_verdict verdict;

	CHECK(!tpsim_fault_parse(line("2"), true, &faults[TPSIM_FAULT_FAIL]));
	CHECK(!tpsim_fault_parse(line("1 110\n"), true,
				 &faults[TPSIM_FAULT_REFUSE]));
	CHECK(!tpsim_fault_parse(line("3"), false, &faults[TPSIM_FAULT_DROP]));
	CHECK(!tpsim_fault_parse(line("2"), false, &faults[TPSIM_FAULT_HOLD]));
	CHECK(tpsim_fault_parse(line("2 5"), false, faults) == -EINVAL);
	CHECK(tpsim_fault_parse(line("2 0"), true, faults) == -EINVAL);
	CHECK(tpsim_fault_parse(line("2 4096"), true, faults) == -EINVAL);
	CHECK(tpsim_fault_parse(line("2 5 6"), true, faults) == -EINVAL);
	CHECK(tpsim_fault_parse(line(""), true, faults) == -EINVAL);
	CHECK(faults[0].left == 2 && faults[0].error == EIO);

	verdict = tpsim_fault_next(faults);
	CHECK(verdict.refuse == 110 && !verdict.status && !verdict.drop);
	verdict = tpsim_fault_next(faults);
	CHECK(!verdict.refuse && verdict.status == -EIO && verdict.hold);
	verdict = tpsim_fault_next(faults);
	CHECK(verdict.drop && !verdict.status && !verdict.hold);
	verdict = tpsim_fault_next(faults);
	CHECK(!verdict.refuse && !verdict.status && !verdict.drop &&
	      !verdict.hold);
}

static struct tpsim_blueprint blueprint;

static void test_blueprint(void)
{
	struct tpsim_shape shape = tpsim_default_shape;
	struct tphone_caps *caps = &blueprint.caps;
	char long_name[TPHONE_ID_SIZE + 10];

	CHECK(!tpsim_blueprint_draw(&blueprint, &shape, "x"));
	CHECK(caps->nr_buttons == 21 && caps->opcodes == 0x3fe);
	CHECK(!strcmp(caps->id, "sim-x"));
	CHECK(!strcmp(caps->buttons[11].text, "#"));
	CHECK(!caps->buttons[11].lamp_modes);
	CHECK(!strcmp(caps->buttons[12].text, "Line 1"));
	CHECK(caps->buttons[15].mode == TPHONE_BUTTONMODE_CALL);
	CHECK(!strcmp(caps->buttons[16].text, "Hold"));
	CHECK(caps->buttons[16].mode == TPHONE_BUTTONMODE_FEATURE);
	CHECK(!strcmp(caps->buttons[20].text, "Messages"));
	CHECK(caps->buttons[20].mode == TPHONE_BUTTONMODE_DUMMY);
	CHECK(caps->nr_downloads == 2 && caps->downloads[1].upload == 1);
	CHECK(caps->nr_uploads == 3 && caps->upload_sizes[2] == 64);

	shape.keys = 500;
	shape.lamps = 0;
	memcpy(shape.id, "mine", 5);
	shape.uploads.nr = 1;
	shape.display = (struct tpsim_display){ };
	shape.ring_modes = 0;
	CHECK(!tpsim_blueprint_draw(&blueprint, &shape, "x"));
	CHECK(caps->nr_buttons == 512 && !strcmp(caps->id, "mine"));
	CHECK(!strcmp(caps->buttons[261].text, "Line 250"));
	CHECK(!strcmp(caps->buttons[511].text, "Feature 250"));
	CHECK(caps->downloads[0].upload == 0);
	CHECK(caps->downloads[1].upload == TPHONE_NO_UPLOAD);
	CHECK(caps->opcodes == (0x3fe & ~(1 << TPHONE_OP_SET_DISPLAY) &
				~(1 << TPHONE_OP_SET_RING)));
	shape.keys = 501;
	CHECK(tpsim_blueprint_draw(&blueprint, &shape, "x") == -EINVAL);
	shape.keys = 0;
	shape.keypad = false;
	shape.lamps = 512;
	CHECK(!tpsim_blueprint_draw(&blueprint, &shape, "x"));
	CHECK(!strcmp(caps->buttons[511].text, "Lamp 512"));
	shape.hook_devices = TPHONE_HOOK_HANDSET;
	CHECK(tpsim_blueprint_draw(&blueprint, &shape, "x") == -EINVAL);

	shape = tpsim_default_shape;
	shape.hook_modes = TPHONE_HOOKMODE_ONHOOK;
	shape.lamp_modes = TPHONE_LAMPMODE_OFF | TPHONE_LAMPMODE_STEADY;
	shape.momentary = true;
	CHECK(!tpsim_blueprint_draw(&blueprint, &shape, "x"));
	CHECK(caps->opcodes == 0x3fe);
	CHECK(caps->hook_modes_settable[2] == TPHONE_HOOKMODE_ONHOOK);
	CHECK(caps->hook_modes_reported[2] == 15);
	CHECK(caps->buttons[12].lamp_modes == shape.lamp_modes);
	CHECK(caps->buttons[20].lamp_modes == shape.lamp_modes);
	CHECK(!caps->buttons[0].lamp_modes);
	CHECK(!caps->buttons[0].reports_state);
	CHECK(!caps->buttons[12].reports_state);
	shape.hook_modes = 0;
	CHECK(!tpsim_blueprint_draw(&blueprint, &shape, "x"));
	CHECK(caps->opcodes == (0x3fe & ~(1 << TPHONE_OP_SET_HOOK)));
	CHECK(!caps->hook_modes_settable[0]);

	shape = tpsim_default_shape;
	memset(long_name, 'n', sizeof(long_name));
	long_name[sizeof(long_name) - 1] = '\0';
	CHECK(!tpsim_blueprint_draw(&blueprint, &shape, long_name));
	CHECK(strlen(caps->id) == TPHONE_ID_SIZE - 1);
}

static bool parses(const char *text, struct tpsim_action *action)
{
	return !tpsim_action_parse(line(text), action);
}

static void test_actions(void)
{
	static const char *const bad[] = {
		"", "\n", "lift", "lift nose", "lift handset speaker",
		"liftx handset", "press", "press **", "press 512", "press -1",
		"press 1 2", "volume handset", "volume handset 65536",
		"volume handset 1 2", "gain 5", "silence please", "unplug 1",
		"upload", "upload 0", "upload 0 ", "upload 0\n", "upload 32 x",
		"upload x y", "devspecific 1 2", "devspecific 1 2 3 4",
		"devspecific 1 2 x", "suspend x", NULL
	};
	struct tpsim_action action;
	size_t i;

	for (i = 0; bad[i]; i++)
		CHECK(!parses(bad[i], &action));
	CHECK(parses("lift speaker\n", &action));
	CHECK(action.verb == TPSIM_LIFT && action.device == TPHONE_HOOK_SPEAKER);
	CHECK(parses("press #", &action));
	CHECK(action.button == TPHONE_KEY_POUND && action.keypad);
	CHECK(parses("release 511", &action));
	CHECK(action.verb == TPSIM_RELEASE && action.button == 511);
	CHECK(parses("gain headset 0xffff", &action));
	CHECK(action.verb == TPSIM_GAIN && action.value == 65535);
	CHECK(parses("upload 1  two words ", &action));
	CHECK(action.area == 1 && action.text.len == 11);
	CHECK(!memcmp(action.text.text, " two words ", 11));
	CHECK(parses("devspecific 1 0x2 18446744073709551615", &action));
	CHECK(action.numbers[1] == 2 && action.numbers[2] == ~0ULL);
	CHECK(parses("silence", &action) && parses("unplug", &action));
	CHECK(parses("plug", &action) && parses("suspend", &action));
	CHECK(parses("resume", &action) && parses("mute handset", &action));
	CHECK(parses("replace handset", &action));
}

static struct tpsim_state state;
static u32 cells[TPHONE_MAX_CELLS];
static struct tpsim_button buttons[TPHONE_MAX_BUTTONS];

static int act(const char *text)
{
	struct tpsim_action action;

	if (!parses(text, &action))
		return -1;
	return tpsim_state_act(&state, &action, 1000);
}

static u32 apply(u16 opcode, u32 target, u32 arg0, u64 arg1, const char *data)
{
	struct tphone_request request = {
		.opcode = opcode,
		.target = target,
		.arg0 = arg0,
		.arg1 = arg1,
		.data_len = data ? strlen(data) : 0,
	};

	return tpsim_state_apply(&state, &request, data, 1000);
}

static void start_default(void)
{
	tpsim_blueprint_draw(&blueprint, &tpsim_default_shape, "x");
	tpsim_state_start(&state, &blueprint.caps, cells, buttons);
}

static void test_settling(void)
{
	struct tpsim_shape shape = tpsim_default_shape;

	shape.hook_devices = TPHONE_HOOK_HEADSET;
	tpsim_shape_settle(&shape, offsetof(struct tpsim_shape, hook_devices));
	CHECK(shape.volume_devices == TPHONE_HOOK_HEADSET);
	CHECK(shape.gain_devices == TPHONE_HOOK_HEADSET);
	shape.gain_devices = 0;
	tpsim_shape_settle(&shape, offsetof(struct tpsim_shape, gain_devices));
	shape.hook_devices = TPHONE_HOOK_HANDSET;
	tpsim_shape_settle(&shape, offsetof(struct tpsim_shape, hook_devices));
	CHECK(shape.volume_devices == TPHONE_HOOK_HANDSET);
	CHECK(!shape.gain_devices);
}

static void test_acting(void)
{
	start_default();
	CHECK(!act("press 5") && buttons[5].down);
	CHECK(act("press 5") == -EINVAL);
	CHECK(!act("release 5") && act("release 5") == -EINVAL);
	CHECK(!act("press *") && buttons[10].down);
	CHECK(!act("press 19"));
	CHECK(act("press 20") == -EINVAL);
	CHECK(act("press 21") == -EINVAL);
	CHECK(!act("mute handset") && state.hook[0] == TPHONE_HOOKMODE_ONHOOK);
	CHECK(!act("lift handset"));
	CHECK(state.hook[0] == TPHONE_HOOKMODE_MICSPEAKER);
	CHECK(!act("mute handset") && state.hook[0] == TPHONE_HOOKMODE_SPEAKER);
	CHECK(!act("replace handset"));
	CHECK(state.hook[0] == TPHONE_HOOKMODE_ONHOOK);
	CHECK(!act("volume headset 12345") && state.volume[2] == 12000);
	CHECK(!act("gain speaker 65535") && state.gain[1] == 65535);
	CHECK(!act("upload 2 x") && act("upload 3 x") == -EINVAL);
	CHECK(act("plug") == -EINVAL && act("resume") == -EINVAL);
	CHECK(!act("suspend") && !act("lift handset") && !act("resume"));
	CHECK(!act("unplug") && act("lift handset") == -EINVAL);
	CHECK(act("unplug") == -EINVAL && !act("plug"));
	state.keypad = false;
	CHECK(act("press #") == -EINVAL);
	state.hook_devices = TPHONE_HOOK_SPEAKER;
	CHECK(act("lift handset") == -EINVAL);
	CHECK(act("volume handset 1") == -EINVAL);
	state.nr_ring_modes = 0;
	CHECK(act("silence") == -EINVAL);
}

static void test_acting_momentarily(void)
{
	struct tpsim_shape shape = tpsim_default_shape;

	shape.momentary = true;
	tpsim_blueprint_draw(&blueprint, &shape, "x");
	tpsim_state_start(&state, &blueprint.caps, cells, buttons);
	CHECK(!act("press 5") && !buttons[5].down);
	CHECK(!act("press 5") && !act("press #") && !act("press 12"));
	CHECK(act("release 5") == -EINVAL);
	CHECK(act("press 20") == -EINVAL);
}

static void test_applying(void)
{
	start_default();
	apply(TPHONE_OP_SET_LAMP, 12, TPHONE_LAMPMODE_FLASH, 0, NULL);
	CHECK(buttons[12].lamp == TPHONE_LAMPMODE_FLASH);
	apply(TPHONE_OP_SET_RING, 0, 3, 500, NULL);
	CHECK(state.ring_mode == 3 && state.ring_volume == 500);
	CHECK(!act("silence") && !state.ring_mode && state.ring_volume == 500);
	apply(TPHONE_OP_SET_HOOK, 6, TPHONE_HOOKMODE_MIC, 0, NULL);
	CHECK(state.hook[0] == TPHONE_HOOKMODE_ONHOOK);
	CHECK(state.hook[1] == TPHONE_HOOKMODE_MIC && state.hook[2] == 2);
	CHECK(apply(TPHONE_OP_SET_VOLUME, 4, 1999, 0, NULL) == 1000);
	CHECK(state.volume[2] == 1000);
	CHECK(apply(TPHONE_OP_SET_GAIN, 1, 65535, 0, NULL) == 65535);
	apply(TPHONE_OP_SET_BUTTON, 12, TPHONE_BUTTONMODE_LOCAL, 0, "New");
	CHECK(!strcmp(buttons[12].text, "New"));
	apply(TPHONE_OP_SET_BUTTON, 12, TPHONE_BUTTONMODE_LOCAL, 0, NULL);
	CHECK(!buttons[12].text[0]);
	apply(TPHONE_OP_SET_DISPLAY, 3, 18, 0, "\xe2\x82\xacxyz");
	CHECK(cells[78] == 0x20ac && cells[79] == 'x' && !cells[80]);
	apply(TPHONE_OP_SET_DISPLAY, 0, 0, 0, NULL);
	CHECK(cells[0] == ' ');
	CHECK(!apply(TPHONE_OP_SET_DATA, 1, 0, 0, "x"));
	CHECK(!apply(TPHONE_OP_DEVSPECIFIC, 0, 0, 0, "x"));
}

static bool looks_like(const char *text, const char *part)
{
	return strstr(text, part);
}

static void test_looks(void)
{
	char *text = malloc(4096);
	size_t len, size;
	bool whole = true;

	start_default();
	apply(TPHONE_OP_SET_DISPLAY, 1, 2, 0, "caf\xc3\xa9");
	len = tpsim_looks(&state, text, 4096);
	text[len] = '\0';
	CHECK(looks_like(text, "+--------------------+\n|         "));
	CHECK(looks_like(text, "|  caf\xc3\xa9              |\n"));
	CHECK(looks_like(text, "link: connected\n"));
	CHECK(looks_like(text, "ringer: silent, volume 0\n"));
	CHECK(looks_like(text, "handset: onhook, volume 0, gain 0\n"));
	CHECK(looks_like(text, "key 11 \"#\": up\n"));
	CHECK(looks_like(text, "key 12 \"Line 1\": up, lamp off\n"));
	CHECK(looks_like(text, "lamp 20 \"Messages\": off\n"));
	CHECK(!looks_like(text, "..."));
	buttons[12].momentary = true;
	len = tpsim_looks(&state, text, 4096);
	text[len] = '\0';
	CHECK(looks_like(text, "key 12 \"Line 1\": momentary, lamp off\n"));
	free(text);

	/* In a buffer of any size, the text is complete lines and fits. */
	for (size = 8; size < 1200; size++) {
		text = malloc(size);
		len = tpsim_looks(&state, text, size);
		if (len > size || !len || text[len - 1] != '\n')
			whole = false;
		free(text);
	}
	CHECK(whole);
}

int main(void)
{
	test_numbers();
	test_shape_lines();
	test_names();
	test_faults();
	test_blueprint();
	test_actions();
	test_settling();
	test_acting();
	test_acting_momentarily();
	test_applying();
	test_looks();
	free(exact);
	printf("1..%d\n", nr_checks);
	return nr_failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
