// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A simulated phone: attributes of its shape, then actions of the virtual user and
 * operations of the host, and its picture. In an input, the first letter of each line
 * is the kind of line; see shape_line() and act_line().
 *
 * fuzzes: kernel/tphone-sim/action.c kernel/tphone-sim/looks.c
 * fuzzes: kernel/tphone-sim/name.c kernel/tphone-sim/shape.c
 * fuzzes: kernel/tphone-sim/state.c kernel/tphone-sim/text.c
 * fuzzes: kernel/tphone-sim/token.c kernel/tphone/validate.c
 */
#include "accepted.h"

#include "kernel/tphone-sim/action.h"
#include "kernel/tphone-sim/looks.h"
#include "kernel/tphone-sim/name.h"
#include "kernel/tphone-sim/shape.h"
#include "kernel/tphone-sim/state.h"
#include "kernel/tphone/text.h"

#include <stdint.h>
#include <stdlib.h>

/* More than any phone needs: 4096 cells of 4 bytes, 512 lines for buttons. */
#define LOOKS_SIZE	(256 * 1024)

struct phone {
	struct tpsim_shape shape;
	u64 step;
	u64 size;		/* of the page for its picture */
	bool live;
	struct tpsim_blueprint blueprint;
	struct tpsim_state state;
	u32 *cells;
	struct tpsim_button *buttons;
};

static void plug(struct phone *phone)
{
	struct tphone_caps *caps = &phone->blueprint.caps;

	if (tpsim_blueprint_draw(&phone->blueprint, &phone->shape, "fuzz"))
		return;
	/* The core accepts all capabilities that can be made of a shape. */
	must(!tphone_validate_caps(caps));
	if (!caps->max_payload)
		caps->max_payload = TPHONE_DEFAULT_MAX_PAYLOAD;
	phone->cells = calloc(caps->display_rows * caps->display_columns + 1,
			      sizeof(*phone->cells));
	phone->buttons = calloc(caps->nr_buttons + 1, sizeof(*phone->buttons));
	must(phone->cells && phone->buttons);
	tpsim_state_start(&phone->state, caps, phone->cells, phone->buttons);
	phone->live = true;
}

static void number(struct tpsim_line line, u64 max, u32 *to)
{
	u64 value;

	if (!tpsim_only_number(line, max, &value))
		*to = value;
}

/* Attributes as in config-shape.c, and two numbers for the fuzzer. */
static void shape_line(struct phone *phone, char what, struct tpsim_line line)
{
	struct tpsim_shape *shape = &phone->shape;

	switch (what) {
	case 'A':
		tpsim_parse_areas(line, &shape->downloads);
		break;
	case 'B':
		tpsim_only_number(line, LOOKS_SIZE, &phone->size);
		break;
	case 'C':
		tpsim_parse_opcodes(line, &shape->opcodes);
		break;
	case 'D':
		tpsim_parse_display(line, &shape->display);
		break;
	case 'G':
		tpsim_parse_devices(line, &shape->gain_devices);
		break;
	case 'H':
		tpsim_parse_devices(line, &shape->hook_devices);
		break;
	case 'I':
		tpsim_parse_text(line, shape->id, sizeof(shape->id));
		break;
	case 'K':
		number(line, TPHONE_MAX_BUTTONS, &shape->keys);
		break;
	case 'L':
		number(line, TPHONE_MAX_BUTTONS, &shape->lamps);
		break;
	case 'M':
		tpsim_parse_lamp_modes(line, &shape->lamp_modes);
		break;
	case 'N':
		tpsim_parse_text(line, shape->model, sizeof(shape->model));
		break;
	case 'O':
		tpsim_parse_hook_modes(line, &shape->hook_modes);
		break;
	case 'P':
		number(line, TPHONE_MAX_PAYLOAD, &shape->max_payload);
		break;
	case 'Q':
		tpsim_only_bool(line, &shape->momentary);
		break;
	case 'R':
		number(line, TPHONE_MAX_RING_MODES, &shape->ring_modes);
		break;
	case 'S':
		tpsim_only_number(line, TPHONE_VOLUME_MAX, &phone->step);
		break;
	case 'T':
		tpsim_only_bool(line, &shape->keypad);
		break;
	case 'U':
		tpsim_parse_areas(line, &shape->uploads);
		break;
	case 'V':
		tpsim_parse_devices(line, &shape->volume_devices);
		break;
	}
}

static void check_button(const struct tpsim_button *button, u32 lamp_modes)
{
	must(tphone_one_bit(button->mode) && tphone_one_bit(button->lamp));
	must(button->lamp == TPHONE_LAMPMODE_DUMMY ? !lamp_modes :
						     button->lamp & lamp_modes);
	must(!button->momentary || !button->down);
	must(strnlen(button->text, sizeof(button->text)) < sizeof(button->text));
	must(tphone_text_valid((const u8 *)button->text, sizeof(button->text)));
}

static void check_state(const struct phone *phone)
{
	const struct tphone_caps *caps = &phone->blueprint.caps;
	const struct tpsim_state *state = &phone->state;
	u8 code[TPHONE_UTF8_MAX];
	u32 i;

	must(state->ring_mode <= caps->nr_ring_modes);
	must(state->ring_volume <= TPHONE_VOLUME_MAX);
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		must(tphone_hook_mode_valid(state->hook[i]));
		must(state->volume[i] <= TPHONE_VOLUME_MAX);
		must(state->gain[i] <= TPHONE_VOLUME_MAX);
		must(caps->hook_devices >> i & 1 ||
		     (state->hook[i] == TPHONE_HOOKMODE_ONHOOK &&
		      !state->volume[i] && !state->gain[i]));
	}
	for (i = 0; i < state->nr_buttons; i++)
		check_button(&state->buttons[i], caps->buttons[i].lamp_modes);
	for (i = 0; i < state->rows * state->columns; i++)
		must(tphone_text_valid(code,
				       tphone_utf8_encode(state->cells[i], code)));
}

/* An action that is refused changes nothing. */
static void user(struct phone *phone, struct tpsim_line line)
{
	size_t size = phone->state.nr_buttons * sizeof(*phone->buttons);
	struct tpsim_button *buttons;
	struct tpsim_action action;
	struct tpsim_state state;

	if (tpsim_action_parse(line, &action))
		return;
	buttons = malloc(size + 1);
	must(buttons);
	memcpy(buttons, phone->buttons, size);
	memcpy(&state, &phone->state, sizeof(state));
	if (tpsim_state_act(&phone->state, &action, phone->step)) {
		must(!memcmp(&state, &phone->state, sizeof(state)));
		must(!memcmp(buttons, phone->buttons, size));
	}
	free(buttons);
}

/* The state is as the request of the host sets it. */
static void check_applied(const struct tpsim_state *state,
			  const struct tphone_request *request)
{
	u32 i;

	switch (request->opcode) {
	case TPHONE_OP_SET_BUTTON:
		must(state->buttons[request->target].mode == request->arg0);
		break;
	case TPHONE_OP_SET_HOOK:
		for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
			must(!(request->target >> i & 1) ||
			     state->hook[i] == request->arg0);
		break;
	case TPHONE_OP_SET_LAMP:
		must(state->buttons[request->target].lamp == request->arg0);
		break;
	case TPHONE_OP_SET_RING:
		must(state->ring_mode == request->arg0);
		must(state->ring_volume == request->arg1);
		break;
	}
}

/* Volumes and gains are rounded down, by less than a step. */
static void apply(struct phone *phone, const struct tphone_request *request,
		  const void *data)
{
	u32 set = tpsim_state_apply(&phone->state, request, data, phone->step);

	check_applied(&phone->state, request);
	if (request->opcode != TPHONE_OP_SET_VOLUME &&
	    request->opcode != TPHONE_OP_SET_GAIN) {
		must(!set);
		return;
	}
	must(set <= request->arg0);
	must(set == request->arg0 || request->arg0 - set < phone->step);
}

/* A request that the core accepts: four numbers, then its payload. */
static void host(struct phone *phone, struct tpsim_line line)
{
	struct tphone_request request = { 0 };
	u64 opcode, target, arg0, arg1;
	size_t offset = 0;
	u8 *data;

	if (tpsim_next_number(&line, UINT16_MAX, &opcode) ||
	    tpsim_next_number(&line, UINT32_MAX, &target) ||
	    tpsim_next_number(&line, UINT32_MAX, &arg0) ||
	    tpsim_next_number(&line, UINT64_MAX, &arg1))
		return;
	data = malloc(line.len + 1);
	must(data);
	/* The payload begins after one blank. */
	request.data_len = line.len > 1 ? line.len - 1 : 0;
	if (request.data_len)
		memcpy(data, line.text + 1, request.data_len);
	request.data_ptr = request.data_len ? 1 : 0;
	request.opcode = opcode;
	request.target = target;
	request.arg0 = arg0;
	request.arg1 = arg1;
	if (!tphone_validate_request(&phone->blueprint.caps, &request, &offset) &&
	    !tphone_validate_payload(&request, data, &offset)) {
		check_accepted(&phone->blueprint.caps, &request);
		apply(phone, &request, data);
	}
	free(data);
}

static void act_line(struct phone *phone, char what, struct tpsim_line line)
{
	if (!phone->live)
		plug(phone);
	if (!phone->live)
		return;
	if (what == 'u')
		user(phone, line);
	else
		host(phone, line);
	check_state(phone);
}

/* The text consists of whole lines. */
static void check_lines(const char *text, size_t size)
{
	const char *end;

	while (size) {
		end = memchr(text, '\n', size);
		must(end && tphone_text_valid((const u8 *)text, end - text));
		size -= end + 1 - text;
		text = end + 1;
	}
}

/* A small page has the beginning of the picture, and then dots. */
static void check_looks(const struct phone *phone)
{
	size_t room = phone->size < 16 ? 16 : phone->size, all, some;
	char *large = malloc(LOOKS_SIZE), *small = malloc(room);

	must(large && small);
	all = tpsim_looks(&phone->state, large, LOOKS_SIZE);
	must(all < LOOKS_SIZE - 4);
	check_lines(large, all);
	some = tpsim_looks(&phone->state, small, room);
	must(some <= room && some <= all);
	check_lines(small, some);
	if (some < all) {
		must(some >= 4 && !memcmp(small + some - 4, "...\n", 4));
		some -= 4;
		must(!some || small[some - 1] == '\n');
	}
	must(!memcmp(small, large, some));
	free(large);
	free(small);
}

static void run(struct phone *phone, const char *text, size_t size)
{
	const char *end;
	size_t length;

	for (; size; text += length, size -= length) {
		end = memchr(text, '\n', size);
		length = end ? (size_t)(end - text) : size;
		if (length && (*text == 'u' || *text == 'h'))
			act_line(phone, *text, tpsim_line(text + 1, length - 1));
		else if (length && !phone->live)
			shape_line(phone, *text, tpsim_line(text + 1, length - 1));
		length += end ? 1 : 0;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct phone phone;
	char *copy = malloc(size + 1);

	must(copy);
	memcpy(copy, data, size);
	memset(&phone, 0, sizeof(phone));
	phone.shape = tpsim_default_shape;
	run(&phone, copy, size);
	if (!phone.live)
		plug(&phone);
	if (phone.live)
		check_looks(&phone);
	free(phone.cells);
	free(phone.buttons);
	free(copy);
	return 0;
}
