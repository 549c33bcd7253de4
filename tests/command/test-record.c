// SPDX-License-Identifier: GPL-2.0-or-later
/* Events as text and as JSON. */
#include "capture.h"

#include <stdlib.h>
#include <string.h>

#include "macros.h"
#include "json.h"
#include "record.h"

#define COLUMNS 20

static const struct {
	unsigned int code;
	uint64_t values[3];
	const char *text;
	const char *json;
} cases[] = {
	{ TPHONE_EVENT_HOOK, { TPHONE_HOOK_HANDSET, TPHONE_HOOKMODE_MICSPEAKER },
	  "handset micspeaker", "{\"device\":\"handset\",\"mode\":\"micspeaker\"}" },
	{ TPHONE_EVENT_BUTTON, { 11, TPHONE_BUTTONSTATE_DOWN },
	  "11 down", "{\"button\":11,\"state\":\"down\"}" },
	{ TPHONE_EVENT_LAMP, { 12, TPHONE_LAMPMODE_FLASH },
	  "12 flash", "{\"lamp\":12,\"mode\":\"flash\"}" },
	{ TPHONE_EVENT_RING_MODE, { 2, 40000 },
	  "2, volume 40000", "{\"mode\":2,\"volume\":40000}" },
	{ TPHONE_EVENT_RING_MODE, { 0, 40000 }, "off", "{\"mode\":0,\"volume\":40000}" },
	{ TPHONE_EVENT_RING_VOLUME, { 7 }, "7", "{\"volume\":7}" },
	{ TPHONE_EVENT_DISPLAY, { 25, 11 },
	  "row 1 column 5, 11 cells", "{\"row\":1,\"column\":5,\"cells\":11}" },
	{ TPHONE_EVENT_VOLUME, { TPHONE_HOOK_SPEAKER, 65535 },
	  "speaker 65535", "{\"device\":\"speaker\",\"volume\":65535}" },
	{ TPHONE_EVENT_GAIN, { TPHONE_HOOK_HEADSET, 1 },
	  "headset 1", "{\"device\":\"headset\",\"gain\":1}" },
	{ TPHONE_EVENT_BUTTON_INFO, { 14, TPHONE_BUTTON_INFO_TEXT },
	  "14 text", "{\"button\":14,\"changed\":[\"text\"]}" },
	{ TPHONE_EVENT_BUTTON_INFO, { 14, 3 }, "14 function and text",
	  "{\"button\":14,\"changed\":[\"function\",\"text\"]}" },
	{ TPHONE_EVENT_DATA, { 1, 5 }, "1, 5 bytes", "{\"area\":1,\"used\":5}" },
	{ TPHONE_EVENT_DEVSPECIFIC, { 1, 2, 3 }, "1 2 3", "{\"values\":[1,2,3]}" },
	{ TPHONE_EVENT_OWNER, { 1 }, "taken", "{\"owners\":1}" },
	{ TPHONE_EVENT_OWNER, { 0 }, "free", "{\"owners\":0}" },
	{ TPHONE_EVENT_MONITORS, { 3 }, "3", "{\"monitors\":3}" },
	{ TPHONE_EVENT_CONNECTION, { 0 }, "disconnected", "{\"connected\":false}" },
	{ TPHONE_EVENT_SUSPEND, { 1 }, "suspended", "{\"suspended\":true}" },
	/* Unknown events of a newer kernel, and impossible values. */
	{ TPHONE_EVENT_BUTTON_INFO, { 14, 4 }, "14 changed", "{\"button\":14,\"changed\":[]}" },
	{ 99, { 1, 2, 3 }, "1", "{\"values\":[1,2,3]}" },
	{ TPHONE_EVENT_HOOK, { 5, 99 }, "? ?", "{\"device\":\"?\",\"mode\":\"?\"}" },
};

static struct tphone_record record_of(size_t i)
{
	return (struct tphone_record) {
		.type = TPHONE_RECORD_EVENT, .code = cases[i].code,
		.value = { cases[i].values[0], cases[i].values[1] }, .id = cases[i].values[2],
	};
}

static void as_text(void **state)
{
	char text[RECORD_TEXT_SIZE];
	struct tphone_record record;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		record = record_of(i);
		record_text(&record, COLUMNS, text);
		assert_string_equal(text, cases[i].text);
	}
}

static void as_json(void **state)
{
	struct tphone_record record;
	json_t *object;
	char *text;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		record = record_of(i);
		object = json_new_object();
		record_json(&record, COLUMNS, object);
		text = json_dumps(object, JSON_COMPACT);
		assert_string_equal(text, cases[i].json);
		free(text);
		json_decref(object);
	}
}

/* A display event of a phone without a display must not divide by zero. */
static void no_display(void **state)
{
	struct tphone_record record = { .code = TPHONE_EVENT_DISPLAY };
	char text[RECORD_TEXT_SIZE];

	(void)state;
	record_text(&record, 0, text);
	assert_string_equal(text, "row 0 column 0, 0 cells");
}

static void json_of_any_bytes(void **state)
{
	json_t *object = json_new_object();
	char *text;

	(void)state;
	json_put_text(object, "text", "a\xff\"\n\xc3\xbc");
	json_put_bytes(object, "bytes", "\x00\x7f\xff", 3);
	json_put_bytes(object, "none", "", 0);
	text = json_dumps(object, JSON_COMPACT);
	assert_string_equal(text,
			    "{\"text\":\"a\xef\xbf\xbd\\\"\\n\xc3\xbc\",\"bytes\":\"007fff\",\"none\":\"\"}");
	free(text);
	json_decref(object);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_text),
		cmocka_unit_test(as_json),
		cmocka_unit_test(no_display),
		cmocka_unit_test(json_of_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
