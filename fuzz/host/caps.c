// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Capabilities that a driver may give, and a request to such a phone.
 *
 * fuzzes: kernel/tphone/validate.c kernel/tphone/text.c
 */
#include "accepted.h"

#include "kernel/tphone/text.h"

#include <stdint.h>
#include <stdlib.h>

/* The head of an input. Arrays and texts follow. */
struct head {
	struct tphone_request request;
	u32 opcodes, hook_devices;
	u32 hook_modes_settable[TPHONE_NR_HOOK_DEVICES];
	u32 hook_modes_reported[TPHONE_NR_HOOK_DEVICES];
	u32 volume_devices, gain_devices;
	u32 nr_ring_modes, display_rows, display_columns;
	u32 nr_buttons, nr_downloads, nr_uploads, max_payload;
};

struct input {
	const uint8_t *data;
	size_t size;
};

/* Take bytes off the input; zeroes when it is used up. */
static void take(struct input *input, void *to, size_t size)
{
	size_t here = size < input->size ? size : input->size;

	memset(to, 0, size);
	if (here)
		memcpy(to, input->data, here);
	input->data += here;
	input->size -= here;
}

static void *take_array(struct input *input, u32 nr, u32 most, size_t size)
{
	void *array;

	/* The core refuses more elements before it reads the array. */
	if (nr > most || !nr)
		return NULL;
	array = malloc(nr * size);
	must(array);
	take(input, array, nr * size);
	return array;
}

/* A text in memory of just its size, or NULL. */
static char *take_text(struct input *input)
{
	uint8_t length;
	char *text;

	take(input, &length, sizeof(length));
	if (length == 0xff)
		return NULL;
	text = malloc(length + 1);
	must(text);
	take(input, text, length);
	text[length] = '\0';
	return text;
}

/* A button in the input; struct tphone_button_caps has a pointer, too. */
struct button {
	u32 mode, function, lamp_modes;
};

static struct tphone_button_caps *take_buttons(struct input *input, u32 nr)
{
	struct tphone_button_caps *buttons;
	struct button button;
	u32 i;

	if (nr > TPHONE_MAX_BUTTONS || !nr)
		return NULL;
	buttons = calloc(nr, sizeof(*buttons));
	must(buttons);
	for (i = 0; i < nr; i++) {
		/* Further buttons are like the last one, so that phones with many occur. */
		if (!i || input->size)
			take(input, &button, sizeof(button));
		buttons[i].mode = button.mode;
		buttons[i].function = button.function;
		buttons[i].lamp_modes = button.lamp_modes;
		buttons[i].text = input->size ? take_text(input) : NULL;
	}
	return buttons;
}

static void fill(struct tphone_caps *caps, const struct head *head)
{
	*caps = (struct tphone_caps){
		.opcodes = head->opcodes,
		.hook_devices = head->hook_devices,
		.volume_devices = head->volume_devices,
		.gain_devices = head->gain_devices,
		.nr_ring_modes = head->nr_ring_modes,
		.display_rows = head->display_rows,
		.display_columns = head->display_columns,
		.nr_buttons = head->nr_buttons,
		.nr_downloads = head->nr_downloads,
		.nr_uploads = head->nr_uploads,
		.max_payload = head->max_payload,
	};
	memcpy(caps->hook_modes_settable, head->hook_modes_settable,
	       sizeof(caps->hook_modes_settable));
	memcpy(caps->hook_modes_reported, head->hook_modes_reported,
	       sizeof(caps->hook_modes_reported));
}

static void take_caps(struct input *input, const struct head *head,
		      struct tphone_caps *caps)
{
	fill(caps, head);
	caps->upload_sizes = take_array(input, caps->nr_uploads, TPHONE_MAX_AREAS,
					sizeof(*caps->upload_sizes));
	caps->downloads = take_array(input, caps->nr_downloads, TPHONE_MAX_AREAS,
				     sizeof(*caps->downloads));
	caps->manufacturer = take_text(input);
	caps->model = take_text(input);
	caps->serial = take_text(input);
	caps->id = take_text(input);
	caps->driver = take_text(input);
	caps->buttons = take_buttons(input, caps->nr_buttons);
}

static void free_caps(const struct tphone_caps *caps)
{
	u32 i;

	for (i = 0; caps->buttons && i < caps->nr_buttons; i++)
		free((char *)caps->buttons[i].text);
	free((void *)caps->buttons);
	free((void *)caps->downloads);
	free((void *)caps->upload_sizes);
	free((char *)caps->manufacturer);
	free((char *)caps->model);
	free((char *)caps->serial);
	free((char *)caps->id);
	free((char *)caps->driver);
}

/* The text must fit into an array of @size bytes. */
static void check_text(const char *text, size_t size)
{
	must(!text || strlen(text) < size);
	must(!text || tphone_text_valid((const u8 *)text, strlen(text)));
}

static void check_texts(const struct tphone_caps *caps)
{
	u32 i;

	check_text(caps->manufacturer, TPHONE_TEXT_SIZE);
	check_text(caps->model, TPHONE_TEXT_SIZE);
	check_text(caps->serial, TPHONE_TEXT_SIZE);
	check_text(caps->id, TPHONE_ID_SIZE);
	check_text(caps->driver, TPHONE_TEXT_SIZE);
	for (i = 0; i < caps->nr_buttons; i++)
		check_text(caps->buttons[i].text, TPHONE_TEXT_SIZE);
}

static void check_areas(const struct tphone_caps *caps)
{
	u32 i;

	for (i = 0; i < caps->nr_uploads; i++)
		must(caps->upload_sizes[i] - 1 < TPHONE_MAX_AREA_SIZE);
	for (i = 0; i < caps->nr_downloads; i++) {
		must(caps->downloads[i].size - 1 < TPHONE_MAX_AREA_SIZE);
		must(caps->downloads[i].upload == TPHONE_NO_UPLOAD ||
		     caps->downloads[i].upload < caps->nr_uploads);
	}
}

/* The sizes that the core allocates are within limits, and arrays are complete. */
static void check_phone(const struct tphone_caps *caps)
{
	u64 cells = (u64)caps->display_rows * caps->display_columns;
	u32 i;

	must(caps->nr_buttons <= TPHONE_MAX_BUTTONS);
	must(caps->max_payload <= TPHONE_MAX_PAYLOAD);
	must(cells <= TPHONE_MAX_CELLS && !cells == !caps->display_rows);
	must(cells || !(caps->opcodes >> TPHONE_OP_SET_DISPLAY & 1));
	must(!(caps->opcodes & ~TPHONE_OPCODES_KNOWN));
	must(!((caps->volume_devices | caps->gain_devices) & ~caps->hook_devices));
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
		must(caps->hook_devices >> i & 1 || !caps->hook_modes_settable[i]);
	must(!(caps->hook_devices >> TPHONE_NR_HOOK_DEVICES));
	for (i = 0; i < caps->nr_buttons; i++)
		must(tphone_one_bit(caps->buttons[i].mode));
	check_areas(caps);
	check_texts(caps);
}

static void request(struct tphone_caps *caps, const struct tphone_request *request)
{
	size_t offset = sizeof(*request);

	if (!caps->max_payload)
		caps->max_payload = TPHONE_DEFAULT_MAX_PAYLOAD;
	if (tphone_validate_request(caps, request, &offset))
		must(offset < sizeof(*request));
	else
		check_accepted(caps, request);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	struct tphone_caps caps;
	struct head head;

	if (size < sizeof(head))
		return 0;
	take(&input, &head, sizeof(head));
	take_caps(&input, &head, &caps);
	if (!tphone_validate_caps(&caps)) {
		check_phone(&caps);
		request(&caps, &head.request);
	}
	free_caps(&caps);
	return 0;
}
