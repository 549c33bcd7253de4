// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone info: show the identity and the abilities of the phone. */
#include <stdio.h>

#include "commands.h"
#include "complain.h"
#include "names.h"
#include "target.h"
#include "text.h"

static void put_bits(json_t *object, const char *key, uint64_t bits,
		     const char *(*name)(unsigned int number))
{
	json_t *array = json_new_array();
	unsigned int i;

	for (i = 0; i < 64; i++)
		if (bits >> i & 1 && name(i))
			json_append_text(array, name(i));
	json_put(object, key, array);
}

static const char *feature_name(unsigned int bit)
{
	return tphone_feature_name(UINT64_C(1) << bit);
}

static void put_hook_devices(json_t *object, const struct tphone_info *info)
{
	json_t *array = json_new_array(), *device;
	unsigned int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (!(info->hook_devices & 1U << i))
			continue;
		device = json_new_object();
		json_put_text(device, "device", known(tphone_hook_device_name(1U << i)));
		json_put_mask(device, "modes_settable", KIND_HOOKMODE,
			      info->hook_modes_settable[i]);
		json_put_mask(device, "modes_reported", KIND_HOOKMODE,
			      info->hook_modes_reported[i]);
		json_put_bool(device, "volume", info->volume_devices >> i & 1);
		json_put_bool(device, "gain", info->gain_devices >> i & 1);
		json_append(array, device);
	}
	json_put(object, "hook_devices", array);
}

static void put_display(json_t *object, const struct tphone_info *info)
{
	json_t *display = info->display_rows ? json_new_object() : json_null();

	if (info->display_rows) {
		json_put_number(display, "rows", info->display_rows);
		json_put_number(display, "columns", info->display_columns);
	}
	json_put(object, "display", display);
}

static int print_json(const struct target *target)
{
	const struct tphone_info *info = &target->info;
	json_t *object = target_json(target);

	json_put_text(object, "path", target->path);
	json_put_number(object, "index", info->index);
	json_put_text(object, "manufacturer", info->manufacturer);
	json_put_text(object, "model", info->model);
	json_put_text(object, "serial", info->serial);
	json_put_text(object, "id", info->id);
	json_put_text(object, "driver", info->driver);
	json_put_text(object, "parent", info->parent);
	put_bits(object, "features", info->features, feature_name);
	put_bits(object, "operations", info->opcodes, tphone_opcode_name);
	put_bits(object, "events", info->events, tphone_event_name);
	put_hook_devices(object, info);
	json_put_number(object, "ring_modes", info->nr_ring_modes);
	put_display(object, info);
	json_put_number(object, "buttons", info->nr_buttons);
	json_put_number(object, "downloads", info->nr_downloads);
	json_put_number(object, "uploads", info->nr_uploads);
	json_put_number(object, "max_payload", info->max_payload);
	json_put_number(object, "max_operations", info->max_operations);
	json_put_number(object, "max_batch", info->max_batch);
	return json_print(object);
}

static void print_text(const char *label, const char *value)
{
	char clean[512];

	if (!*value)
		return;
	text_printable(clean, sizeof(clean), value);
	printf("%-14s%s\n", label, clean);
}

static void print_bits(const char *label, uint64_t bits, const char *(*name)(unsigned int number))
{
	struct words words;
	unsigned int i;

	words_start(&words);
	for (i = 0; i < 64; i++)
		if (bits >> i & 1 && name(i))
			words_add(&words, "%s%s", words.length ? " " : "", name(i));
	printf("%-14s%s\n", label, words.length ? words.text : "none");
}

static void print_hook_device(const struct tphone_info *info, unsigned int i)
{
	struct words words;

	words_start(&words);
	words_add(&words, "can be ");
	names_of_mask(&words, KIND_HOOKMODE, info->hook_modes_settable[i], " or ");
	if (!info->hook_modes_settable[i])
		words_add(&words, "told nothing");
	if (info->volume_devices >> i & 1)
		words_add(&words, "; volume");
	if (info->gain_devices >> i & 1)
		words_add(&words, "; gain");
	printf("%-14s%s\n", known(tphone_hook_device_name(1U << i)), words.text);
}

static int print_human(const struct target *target)
{
	const struct tphone_info *info = &target->info;
	unsigned int i;

	print_text("phone", target->name);
	print_text("manufacturer", info->manufacturer);
	print_text("model", info->model);
	print_text("serial", info->serial);
	print_text("id", info->id);
	print_text("driver", info->driver);
	print_text("parent", info->parent);
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
		if (info->hook_devices & 1U << i)
			print_hook_device(info, i);
	printf("%-14s%u\n", "ring modes", info->nr_ring_modes);
	if (info->display_rows)
		printf("%-14s%u rows of %u\n", "display", info->display_rows,
		       info->display_columns);
	printf("%-14s%u, with or without a lamp\n", "buttons", info->nr_buttons);
	printf("%-14s%u to write, %u to read\n", "data areas", info->nr_downloads,
	       info->nr_uploads);
	print_bits("features", info->features, feature_name);
	print_bits("operations", info->opcodes, tphone_opcode_name);
	print_bits("events", info->events, tphone_event_name);
	printf("%-14s%u bytes in an operation, %u operations in a batch, %u at a time\n",
	       "limits", info->max_payload, info->max_batch, info->max_operations);
	return EXIT_OK;
}

int cmd_info(const struct call *call)
{
	struct target target;
	int code = target_open(&target, call, TPHONE_ROLE_NONE);

	if (!code)
		code = target.json ? print_json(&target) : print_human(&target);
	target_close(&target);
	return code;
}
