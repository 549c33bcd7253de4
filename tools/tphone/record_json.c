// SPDX-License-Identifier: GPL-2.0-or-later
#include "json.h"
#include "names.h"
#include "record.h"

static void put_display(json_t *object, unsigned int first, unsigned int cells,
			unsigned int columns)
{
	if (!columns)
		columns = 1;
	json_put_number(object, "row", first / columns);
	json_put_number(object, "column", first % columns);
	json_put_number(object, "cells", cells);
}

static void put_changed(json_t *object, unsigned int what)
{
	json_t *changed = json_new_array();

	if (what & TPHONE_BUTTON_INFO_FUNCTION)
		json_append_text(changed, "function");
	if (what & TPHONE_BUTTON_INFO_TEXT)
		json_append_text(changed, "text");
	json_put(object, "changed", changed);
}

static void put_values(json_t *object, const struct tphone_record *event)
{
	json_t *values = json_new_array();

	json_append(values, json_integer(event->value[0]));
	json_append(values, json_integer(event->value[1]));
	json_append(values, json_integer(event->id));
	json_put(object, "values", values);
}

static bool put_hook(const struct tphone_record *event, json_t *object)
{
	const char *device = known(tphone_hook_device_name(event->value[0]));

	switch (event->code) {
	case TPHONE_EVENT_HOOK:
		json_put_text(object, "device", device);
		json_put_text(object, "mode", known(tphone_hook_mode_name(event->value[1])));
		return true;
	case TPHONE_EVENT_VOLUME:
		json_put_text(object, "device", device);
		json_put_number(object, "volume", event->value[1]);
		return true;
	case TPHONE_EVENT_GAIN:
		json_put_text(object, "device", device);
		json_put_number(object, "gain", event->value[1]);
		return true;
	default:
		return false;
	}
}

/* Buttons, lamps and data areas. */
static bool put_numbered(const struct tphone_record *event, json_t *object)
{
	switch (event->code) {
	case TPHONE_EVENT_BUTTON:
		json_put_number(object, "button", event->value[0]);
		json_put_text(object, "state", known(tphone_button_state_name(event->value[1])));
		return true;
	case TPHONE_EVENT_BUTTON_INFO:
		json_put_number(object, "button", event->value[0]);
		put_changed(object, event->value[1]);
		return true;
	case TPHONE_EVENT_LAMP:
		json_put_number(object, "lamp", event->value[0]);
		json_put_text(object, "mode", known(tphone_lamp_mode_name(event->value[1])));
		return true;
	case TPHONE_EVENT_DATA:
		json_put_number(object, "area", event->value[0]);
		json_put_number(object, "used", event->value[1]);
		return true;
	default:
		return false;
	}
}

static void put_other(const struct tphone_record *event, json_t *object)
{
	switch (event->code) {
	case TPHONE_EVENT_RING_MODE:
		json_put_number(object, "mode", event->value[0]);
		json_put_number(object, "volume", event->value[1]);
		break;
	case TPHONE_EVENT_RING_VOLUME:
		json_put_number(object, "volume", event->value[0]);
		break;
	case TPHONE_EVENT_OWNER:
		json_put_number(object, "owners", event->value[0]);
		break;
	case TPHONE_EVENT_MONITORS:
		json_put_number(object, "monitors", event->value[0]);
		break;
	case TPHONE_EVENT_CONNECTION:
		json_put_bool(object, "connected", !!event->value[0]);
		break;
	case TPHONE_EVENT_SUSPEND:
		json_put_bool(object, "suspended", !!event->value[0]);
		break;
	default:
		put_values(object, event);
	}
}

void record_json(const struct tphone_record *event, unsigned int display_columns, json_t *object)
{
	if (event->code == TPHONE_EVENT_DISPLAY)
		put_display(object, event->value[0], event->value[1], display_columns);
	else if (!put_hook(event, object) && !put_numbered(event, object))
		put_other(event, object);
}
