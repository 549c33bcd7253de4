// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>

#include "names.h"
#include "record.h"

static const char *button_info_text(unsigned int what)
{
	switch (what & (TPHONE_BUTTON_INFO_FUNCTION | TPHONE_BUTTON_INFO_TEXT)) {
	case TPHONE_BUTTON_INFO_FUNCTION | TPHONE_BUTTON_INFO_TEXT:
		return "function and text";
	case TPHONE_BUTTON_INFO_FUNCTION:
		return "function";
	case TPHONE_BUTTON_INFO_TEXT:
		return "text";
	default:	/* that a newer kernel has added */
		return "changed";
	}
}

static void display_text(unsigned int first, unsigned int cells, unsigned int columns,
			 char text[RECORD_TEXT_SIZE])
{
	if (!columns)
		columns = 1;
	snprintf(text, RECORD_TEXT_SIZE, "row %u column %u, %u cells", first / columns,
		 first % columns, cells);
}

/* Events of hook switch devices; false: the event is another one. */
static bool hook_text(const struct tphone_record *event, char text[RECORD_TEXT_SIZE])
{
	const char *device = known(tphone_hook_device_name(event->value[0]));
	unsigned int value = event->value[1];

	switch (event->code) {
	case TPHONE_EVENT_HOOK:
		snprintf(text, RECORD_TEXT_SIZE, "%s %s", device,
			 known(tphone_hook_mode_name(value)));
		return true;
	case TPHONE_EVENT_VOLUME:
	case TPHONE_EVENT_GAIN:
		snprintf(text, RECORD_TEXT_SIZE, "%s %u", device, value);
		return true;
	default:
		return false;
	}
}

/* Events of buttons, lamps and the ringer; false: the event is another one. */
static bool number_text(const struct tphone_record *event, char text[RECORD_TEXT_SIZE])
{
	unsigned int number = event->value[0], value = event->value[1];

	switch (event->code) {
	case TPHONE_EVENT_BUTTON:
		snprintf(text, RECORD_TEXT_SIZE, "%u %s", number,
			 known(tphone_button_state_name(value)));
		return true;
	case TPHONE_EVENT_LAMP:
		snprintf(text, RECORD_TEXT_SIZE, "%u %s", number,
			 known(tphone_lamp_mode_name(value)));
		return true;
	case TPHONE_EVENT_BUTTON_INFO:
		snprintf(text, RECORD_TEXT_SIZE, "%u %s", number, button_info_text(value));
		return true;
	case TPHONE_EVENT_DATA:
		snprintf(text, RECORD_TEXT_SIZE, "%u, %u bytes", number, value);
		return true;
	case TPHONE_EVENT_RING_MODE:
		if (number)
			snprintf(text, RECORD_TEXT_SIZE, "%u, volume %u", number, value);
		else
			snprintf(text, RECORD_TEXT_SIZE, "off");
		return true;
	default:
		return false;
	}
}

static void other_text(const struct tphone_record *event, char text[RECORD_TEXT_SIZE])
{
	unsigned long long value = event->value[0];

	switch (event->code) {
	case TPHONE_EVENT_DEVSPECIFIC:
		snprintf(text, RECORD_TEXT_SIZE, "%llu %llu %llu", value,
			 (unsigned long long)event->value[1], (unsigned long long)event->id);
		break;
	case TPHONE_EVENT_OWNER:
		snprintf(text, RECORD_TEXT_SIZE, "%s", value ? "taken" : "free");
		break;
	case TPHONE_EVENT_CONNECTION:
		snprintf(text, RECORD_TEXT_SIZE, "%s", value ? "connected" : "disconnected");
		break;
	case TPHONE_EVENT_SUSPEND:
		snprintf(text, RECORD_TEXT_SIZE, "%s", value ? "suspended" : "resumed");
		break;
	default:	/* events whose value is a count */
		snprintf(text, RECORD_TEXT_SIZE, "%llu", value);
		break;
	}
}

void record_text(const struct tphone_record *event, unsigned int display_columns,
		 char text[RECORD_TEXT_SIZE])
{
	if (event->code == TPHONE_EVENT_DISPLAY)
		display_text(event->value[0], event->value[1], display_columns, text);
	else if (!hook_text(event, text) && !number_text(event, text))
		other_text(event, text);
}
