// SPDX-License-Identifier: GPL-2.0-only
/*
 * The shape of a phone: parse attributes, and make capabilities of them.
 */
#include "../tphone/text.h"
#include "name.h"
#include "shape.h"

#define OPCODES_ALL	((2ULL << TPHONE_OP_SET_VOLUME) - 2)
#define HOOK_MODES_ALL \
	(TPHONE_HOOKMODE_ONHOOK | TPHONE_HOOKMODE_MIC | \
	 TPHONE_HOOKMODE_SPEAKER | TPHONE_HOOKMODE_MICSPEAKER)
#define LAMP_MODES_ALL \
	(TPHONE_LAMPMODE_OFF | TPHONE_LAMPMODE_STEADY | \
	 TPHONE_LAMPMODE_WINK | TPHONE_LAMPMODE_FLASH | \
	 TPHONE_LAMPMODE_FLUTTER | TPHONE_LAMPMODE_BROKENFLUTTER)

/* A desk phone. Each phone has a serial number and an id of its own. */
const struct tpsim_shape tpsim_default_shape = {
	.manufacturer = "tphone",
	.model = "Simulated desk phone",
	.keypad = true,
	.keys = 8,
	.lamps = 1,
	.lamp_modes = LAMP_MODES_ALL,
	.display = { .rows = 4, .columns = 20 },
	.ring_modes = 4,
	.hook_devices = TPHONE_HOOK_DEVICES,
	.hook_modes = HOOK_MODES_ALL,
	.volume_devices = TPHONE_HOOK_DEVICES,
	.gain_devices = TPHONE_HOOK_DEVICES,
	.downloads = { .nr = 2, .sizes = { 256, 1024 } },
	.uploads = { .nr = 3, .sizes = { 256, 1024, 64 } },
	.opcodes = OPCODES_ALL,
};

/**
 * tpsim_parse_text() - a line as a text
 * @line: the line, with or without an end of line
 * @text: receives the text, zero-terminated; left alone on error
 * @size: bytes at @text
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_parse_text(struct tpsim_line line, char *text, size_t size)
{
	if (line.len && line.text[line.len - 1] == '\n')
		line.len--;
	if (line.len >= size)
		return -EINVAL;
	if (tphone_text_length((const u8 *)line.text, line.len) != line.len ||
	    !tphone_text_valid((const u8 *)line.text, line.len))
		return -EINVAL;
	memcpy(text, line.text, line.len);
	memset(text + line.len, 0, size - line.len);
	return 0;
}

/**
 * tpsim_parse_display() - "ROWSxCOLUMNS"
 * @line: the line
 * @display: receives the size; left alone on error
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_parse_display(struct tpsim_line line, struct tpsim_display *display)
{
	struct tpsim_line first, second;
	const char *cross;
	u64 rows, columns;

	if (!tpsim_next_token(&line, &first) || !tpsim_at_end(&line))
		return -EINVAL;
	cross = memchr(first.text, 'x', first.len);
	if (!cross)
		return -EINVAL;
	second = tpsim_line(cross + 1, first.len - (cross + 1 - first.text));
	first.len = cross - first.text;
	if (tpsim_number(&first, TPHONE_MAX_ROWS, &rows) ||
	    tpsim_number(&second, TPHONE_MAX_COLUMNS, &columns))
		return -EINVAL;
	if (!rows != !columns || rows * columns > TPHONE_MAX_CELLS)
		return -EINVAL;
	display->rows = rows;
	display->columns = columns;
	return 0;
}

/**
 * tpsim_parse_areas() - sizes of data areas
 * @line: the line, possibly empty
 * @areas: receives them; left alone on error
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_parse_areas(struct tpsim_line line, struct tpsim_areas *areas)
{
	struct tpsim_areas found = { };
	u64 size;

	while (!tpsim_at_end(&line)) {
		if (found.nr == TPHONE_MAX_AREAS ||
		    tpsim_next_number(&line, TPHONE_MAX_AREA_SIZE, &size) ||
		    !size)
			return -EINVAL;
		found.sizes[found.nr++] = size;
	}
	*areas = found;
	return 0;
}

/**
 * tpsim_parse_opcodes() - mask of operations in hexadecimal
 * @line: the line; 0x in front is optional
 * @opcodes: receives the mask; left alone on error
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_parse_opcodes(struct tpsim_line line, u32 *opcodes)
{
	struct tpsim_line token;
	u64 mask;

	if (!tpsim_next_token(&line, &token) || !tpsim_at_end(&line) ||
	    tpsim_hex(&token, OPCODES_ALL, &mask) || mask & ~OPCODES_ALL)
		return -EINVAL;
	*opcodes = mask;
	return 0;
}

/**
 * tpsim_shape_settle() - adjust members that follow a written one
 * @shape: the shape
 * @offset: of the member that was written, in the structure
 *
 * volume_devices and gain_devices follow hook_devices until they are written
 * themselves, so that writing hook_devices alone makes valid capabilities.
 */
void tpsim_shape_settle(struct tpsim_shape *shape, size_t offset)
{
	if (offset == offsetof(struct tpsim_shape, volume_devices))
		shape->own_volume_devices = true;
	if (offset == offsetof(struct tpsim_shape, gain_devices))
		shape->own_gain_devices = true;
	if (!shape->own_volume_devices)
		shape->volume_devices = shape->hook_devices;
	if (!shape->own_gain_devices)
		shape->gain_devices = shape->hook_devices;
}

/**
 * struct tpsim_feature - a function key with a function
 * @function: TPHONE_FUNCTION_*
 * @label: text on it
 */
struct tpsim_feature {
	u32 function;
	const char *label;
};

/* Functions of the first feature keys; the others have a number only. */
static const struct tpsim_feature features[] = {
	{ TPHONE_FUNCTION_HOLD, "Hold" },
	{ TPHONE_FUNCTION_TRANSFER, "Transfer" },
	{ TPHONE_FUNCTION_CONFERENCE, "Conference" },
	{ TPHONE_FUNCTION_LASTNUM, "Redial" },
	{ TPHONE_FUNCTION_FORWARD, "Forward" },
	{ TPHONE_FUNCTION_DONOTDISTURB, "Do not disturb" },
	{ TPHONE_FUNCTION_PICKUP, "Pickup" },
	{ TPHONE_FUNCTION_PARK, "Park" },
	{ TPHONE_FUNCTION_MUTE, "Mute" },
	{ }
};

/* "Line 12". @text has room for each word used below and three digits. */
static void label_numbered(char *text, const char *word, u32 number)
{
	size_t pos = strlen(word);
	u32 unit = 1;

	memcpy(text, word, pos);
	text[pos++] = ' ';
	while (number / unit >= 10)
		unit *= 10;
	for (; unit; unit /= 10)
		text[pos++] = '0' + number / unit % 10;
	text[pos] = '\0';
}

static void label_copy(char *text, const char *label)
{
	memcpy(text, label, strlen(label) + 1);
}

static u32 draw_keypad(struct tpsim_blueprint *blueprint, u32 nr,
		       const struct tpsim_shape *shape)
{
	static const char signs[] = "0123456789*#";
	u32 i;

	for (i = 0; i < TPSIM_KEYPAD_KEYS; i++, nr++) {
		blueprint->labels[nr][0] = signs[i];
		blueprint->labels[nr][1] = '\0';
		blueprint->buttons[nr] = (struct tphone_button_caps){
			.mode = TPHONE_BUTTONMODE_KEYPAD,
			.function = TPHONE_FUNCTION_NONE,
			.reports_state = !shape->momentary,
		};
	}
	return nr;
}

static u32 draw_keys(struct tpsim_blueprint *blueprint, u32 nr,
		     const struct tpsim_shape *shape)
{
	const struct tpsim_feature *feature = features;
	u32 lines = (shape->keys + 1) / 2;
	u32 i;

	for (i = 0; i < shape->keys; i++, nr++) {
		struct tphone_button_caps *button = &blueprint->buttons[nr];
		char *label = blueprint->labels[nr];

		*button = (struct tphone_button_caps){
			.mode = TPHONE_BUTTONMODE_FEATURE,
			.lamp_modes = shape->lamp_modes,
			.reports_state = !shape->momentary,
		};
		if (i < lines) {
			button->mode = TPHONE_BUTTONMODE_CALL;
			button->function = TPHONE_FUNCTION_CALLAPP;
			label_numbered(label, "Line", i + 1);
		} else if (feature->label) {
			button->function = feature->function;
			label_copy(label, feature->label);
			feature++;
		} else {
			button->function = TPHONE_FUNCTION_UNKNOWN;
			label_numbered(label, "Feature", i - lines + 1);
		}
	}
	return nr;
}

static u32 draw_lamps(struct tpsim_blueprint *blueprint, u32 nr,
		      const struct tpsim_shape *shape)
{
	u32 i;

	for (i = 0; i < shape->lamps; i++, nr++) {
		blueprint->buttons[nr] = (struct tphone_button_caps){
			.mode = TPHONE_BUTTONMODE_DUMMY,
			.function = i ? TPHONE_FUNCTION_NONE :
					TPHONE_FUNCTION_MSGINDICATOR,
			.lamp_modes = shape->lamp_modes,
		};
		if (i)
			label_numbered(blueprint->labels[nr], "Lamp", i + 1);
		else
			label_copy(blueprint->labels[nr], "Messages");
	}
	return nr;
}

static void draw_hooks(struct tphone_caps *caps,
		       const struct tpsim_shape *shape)
{
	u32 i;

	caps->hook_devices = shape->hook_devices;
	caps->volume_devices = shape->volume_devices;
	caps->gain_devices = shape->gain_devices;
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (!(shape->hook_devices & 1U << i))
			continue;
		caps->hook_modes_settable[i] = shape->hook_modes;
		/* The virtual user can set more modes than the host. */
		caps->hook_modes_reported[i] = HOOK_MODES_ALL;
	}
}

static void draw_areas(struct tpsim_blueprint *blueprint,
		       const struct tpsim_shape *shape)
{
	struct tphone_caps *caps = &blueprint->caps;
	u32 i;

	for (i = 0; i < shape->downloads.nr; i++) {
		blueprint->downloads[i].size = shape->downloads.sizes[i];
		blueprint->downloads[i].upload =
			i < shape->uploads.nr ? i : TPHONE_NO_UPLOAD;
	}
	caps->downloads = blueprint->downloads;
	caps->nr_downloads = shape->downloads.nr;
	caps->upload_sizes = shape->uploads.sizes;
	caps->nr_uploads = shape->uploads.nr;
}

/* Leave out the operations on parts that the phone does not have. */
static u32 possible_opcodes(const struct tpsim_shape *shape)
{
	u32 opcodes = shape->opcodes;

	if (!shape->display.rows)
		opcodes &= ~(1U << TPHONE_OP_SET_DISPLAY);
	if (!shape->ring_modes)
		opcodes &= ~(1U << TPHONE_OP_SET_RING);
	if (!shape->hook_modes || !shape->hook_devices)
		opcodes &= ~(1U << TPHONE_OP_SET_HOOK);
	if (!shape->volume_devices)
		opcodes &= ~(1U << TPHONE_OP_SET_VOLUME);
	if (!shape->gain_devices)
		opcodes &= ~(1U << TPHONE_OP_SET_GAIN);
	if (!shape->keypad && !shape->keys)
		opcodes &= ~(1U << TPHONE_OP_SET_BUTTON);
	if (!shape->keys && !shape->lamps)
		opcodes &= ~(1U << TPHONE_OP_SET_LAMP);
	if (!shape->downloads.nr)
		opcodes &= ~(1U << TPHONE_OP_SET_DATA);
	return opcodes;
}

static void draw_id(struct tpsim_blueprint *blueprint,
		    const struct tpsim_shape *shape, const char *name)
{
	static const char prefix[] = "sim-";
	size_t room = sizeof(blueprint->id) - sizeof(prefix);
	size_t len = strlen(name);

	if (shape->id[0]) {
		memcpy(blueprint->id, shape->id, sizeof(shape->id));
		return;
	}
	if (len > room)
		len = room;
	memcpy(blueprint->id, prefix, sizeof(prefix) - 1);
	memcpy(blueprint->id + sizeof(prefix) - 1, name, len);
	blueprint->id[sizeof(prefix) - 1 + len] = '\0';
}

/**
 * tpsim_blueprint_draw() - capabilities of a phone of this shape
 * @blueprint: receives them
 * @shape: the shape, to which the capabilities point
 * @name: of the phone
 *
 * Return: 0, or -EINVAL when attributes contradict each other.
 */
int tpsim_blueprint_draw(struct tpsim_blueprint *blueprint,
			 const struct tpsim_shape *shape, const char *name)
{
	struct tphone_caps *caps = &blueprint->caps;
	u32 nr = 0;
	u32 i;

	if ((shape->volume_devices | shape->gain_devices) &
	    ~shape->hook_devices)
		return -EINVAL;
	if ((shape->keypad ? TPSIM_KEYPAD_KEYS : 0) + shape->keys +
	    shape->lamps > TPHONE_MAX_BUTTONS)
		return -EINVAL;

	memset(caps, 0, sizeof(*caps));
	if (shape->keypad)
		nr = draw_keypad(blueprint, nr, shape);
	nr = draw_keys(blueprint, nr, shape);
	nr = draw_lamps(blueprint, nr, shape);
	for (i = 0; i < nr; i++)
		blueprint->buttons[i].text = blueprint->labels[i];
	caps->buttons = blueprint->buttons;
	caps->nr_buttons = nr;

	draw_hooks(caps, shape);
	draw_areas(blueprint, shape);
	draw_id(blueprint, shape, name);
	caps->manufacturer = shape->manufacturer;
	caps->model = shape->model;
	caps->serial = shape->serial;
	caps->id = blueprint->id;
	caps->driver = TPSIM_DRIVER_NAME;
	caps->opcodes = possible_opcodes(shape);
	caps->nr_ring_modes = shape->ring_modes;
	caps->display_rows = shape->display.rows;
	caps->display_columns = shape->display.columns;
	caps->max_payload = shape->max_payload;
	caps->reset_on_last_close = shape->reset_on_last_close;
	caps->cancel_on_suspend = shape->cancel_on_suspend;
	return 0;
}
