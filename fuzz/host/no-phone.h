/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stubs for a command that finds no phone, no simulator, and nothing on its standard
 * input: it gets as far as opening the phone and changes nothing. Arguments that do
 * not matter here are left out of the declarations, so they differ from those of the
 * library.
 */
#ifndef FUZZ_NO_PHONE_H
#define FUZZ_NO_PHONE_H

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

/* Needed for linking only: not called without a phone. */
void never(void);

void never(void)
{
	abort();
}

/* Finds nothing. */
int nothing(void);

int nothing(void)
{
	return -ENODEV;
}

#define NEVER(name)	void name(void) __attribute__((alias("never")))
#define NOTHING(name)	int name(void) __attribute__((alias("nothing")))

NOTHING(tphone_find);
NOTHING(tphone_list_new);
NOTHING(sim_available);
NOTHING(sim_each_action);
NOTHING(sim_each_attribute);
NOTHING(sim_each_phone);
NOTHING(sim_find);

void tphone_close(void *phone);

void tphone_close(void *phone)
{
	if (phone)
		abort();
}

int bytes_read_file(const char *path, size_t most, void **bytes, size_t *length);

/* Files are read only after the phone was opened. */
int bytes_read_file(const char *path, size_t most, void **bytes, size_t *length)
{
	if (path)
		abort();
	*bytes = malloc(most + 1);
	*length = 0;
	if (!*bytes)
		abort();
	return 0;
}

/* Lists no phones. */
int no_phones(void);

int no_phones(void)
{
	return 0;
}

#define NO_PHONES(name)	int name(void) __attribute__((alias("no_phones")))

NO_PHONES(evict_everywhere);
NO_PHONES(evict_watch);

NEVER(evict);
NEVER(bytes_write);
NEVER(json_append);
NEVER(json_append_text);
NEVER(json_delete);
NEVER(json_new_array);
NEVER(json_new_object);
NEVER(json_null);
NEVER(json_print);
NEVER(json_print_line);
NEVER(json_put);
NEVER(json_put_bool);
NEVER(json_put_bytes);
NEVER(json_put_mask);
NEVER(json_put_number);
NEVER(json_put_text);
NEVER(json_string);
NEVER(record_json);
NEVER(sim_mkdir);
NEVER(sim_read);
NEVER(sim_rmdir);
NEVER(sim_write);
NEVER(tphone_batch_add);
NEVER(tphone_batch_count);
NEVER(tphone_batch_free);
NEVER(tphone_batch_new);
NEVER(tphone_batch_submit);
NEVER(tphone_device_driver);
NEVER(tphone_device_id);
NEVER(tphone_device_index);
NEVER(tphone_device_manufacturer);
NEVER(tphone_device_model);
NEVER(tphone_device_name);
NEVER(tphone_device_path);
NEVER(tphone_device_serial);
NEVER(tphone_devspecific);
NEVER(tphone_dispatch);
NEVER(tphone_display_row);
NEVER(tphone_fd);
NEVER(tphone_get_button);
NEVER(tphone_get_data);
NEVER(tphone_get_display);
NEVER(tphone_get_download_size);
NEVER(tphone_get_info);
NEVER(tphone_get_lamp);
NEVER(tphone_get_state);
NEVER(tphone_list_count);
NEVER(tphone_list_free);
NEVER(tphone_list_get);
NEVER(tphone_open);
NEVER(tphone_request_set_display);
NEVER(tphone_set_button);
NEVER(tphone_set_data);
NEVER(tphone_set_event_callback);
NEVER(tphone_set_event_mask);
NEVER(tphone_set_gain);
NEVER(tphone_set_hook);
NEVER(tphone_set_lamp);
NEVER(tphone_set_ring);
NEVER(tphone_set_role);
NEVER(tphone_set_volume);
NEVER(tphone_wait);
NEVER(tphone_wait_for);

#endif
