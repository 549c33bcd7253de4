// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone list: list the phones. */
#include <stdio.h>
#include <tphone.h>

#include "absent.h"
#include "commands.h"
#include "complain.h"
#include "json.h"
#include "style.h"
#include "text.h"

static json_t *device_json(const struct tphone_device *device)
{
	json_t *object = json_new_object();

	json_put_text(object, "phone", tphone_device_name(device));
	json_put_text(object, "path", tphone_device_path(device));
	json_put_number(object, "index", tphone_device_index(device));
	json_put_text(object, "manufacturer", tphone_device_manufacturer(device));
	json_put_text(object, "model", tphone_device_model(device));
	json_put_text(object, "serial", tphone_device_serial(device));
	json_put_text(object, "id", tphone_device_id(device));
	json_put_text(object, "driver", tphone_device_driver(device));
	return object;
}

static int print_json(const struct tphone_list *list)
{
	json_t *object = json_new_object(), *phones = json_new_array();
	size_t i;

	for (i = 0; i < tphone_list_count(list); i++)
		json_append(phones, device_json(tphone_list_get(list, i)));
	json_put(object, "phones", phones);
	return json_print(object);
}

static void print_item(const char *label, const char *value)
{
	char clean[512];

	if (!*value)
		return;
	text_printable(clean, sizeof(clean), value);
	printf("%s%s", label, clean);
}

static void print_device(const struct tphone_device *device)
{
	printf("%s%s%s  %s", style(STYLE_BOLD), tphone_device_name(device), style(STYLE_PLAIN),
	       tphone_device_path(device));
	print_item("  ", tphone_device_manufacturer(device));
	print_item(" ", tphone_device_model(device));
	print_item("  id ", tphone_device_id(device));
	print_item("  serial ", tphone_device_serial(device));
	print_item("  driver ", tphone_device_driver(device));
	putchar('\n');
}

int cmd_list(const struct call *call)
{
	struct tphone_list *list;
	int error = tphone_list_new(&list);
	size_t count, i;
	int code = EXIT_OK;

	if (error < 0)
		return complain(EXIT_FAILED, "list: %s", tphone_strerror(error));
	count = tphone_list_count(list);
	if (call->opt[OPT_JSON])
		code = print_json(list);
	else
		for (i = 0; i < count; i++)
			print_device(tphone_list_get(list, i));
	tphone_list_free(list);
	if (!code && !count)
		code = absent_complain();
	return code;
}
