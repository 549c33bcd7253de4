// SPDX-License-Identifier: GPL-2.0-only
/*
 * The core's own copy of the capabilities, and the state of a phone that has
 * just been plugged in.
 */
#include <linux/slab.h>

#include "phone.h"
#include "validate.h"

static int copy_string(const char **copy, const char *string)
{
	*copy = kstrdup(string ? string : "", GFP_KERNEL);
	return *copy ? 0 : -ENOMEM;
}

static int copy_strings(struct tphone_caps *copy,
			const struct tphone_caps *caps)
{
	int error = 0;

	/* No early exit: no member may keep pointing to the driver's string. */
	error |= copy_string(&copy->manufacturer, caps->manufacturer);
	error |= copy_string(&copy->model, caps->model);
	error |= copy_string(&copy->serial, caps->serial);
	error |= copy_string(&copy->id, caps->id);
	error |= copy_string(&copy->driver, caps->driver);
	return error ? -ENOMEM : 0;
}

/* kmemdup() of an array that may be empty. */
static int copy_array(const void **copy, const void *array, size_t nr,
		      size_t size)
{
	*copy = NULL;
	if (!nr)
		return 0;
	*copy = kmemdup(array, array_size(nr, size), GFP_KERNEL);
	return *copy ? 0 : -ENOMEM;
}

static int copy_arrays(struct tphone_caps *copy, const struct tphone_caps *caps)
{
	int error = 0;

	error |= copy_array((const void **)&copy->buttons, caps->buttons,
			    caps->nr_buttons, sizeof(*caps->buttons));
	error |= copy_array((const void **)&copy->downloads, caps->downloads,
			    caps->nr_downloads, sizeof(*caps->downloads));
	error |= copy_array((const void **)&copy->upload_sizes,
			    caps->upload_sizes, caps->nr_uploads,
			    sizeof(*caps->upload_sizes));
	return error ? -ENOMEM : 0;
}

static int init_buttons(struct tphone *phone, const struct tphone_caps *caps)
{
	u32 i;

	if (!caps->nr_buttons)
		return 0;
	phone->cache.buttons = kvcalloc(caps->nr_buttons,
					sizeof(*phone->cache.buttons),
					GFP_KERNEL);
	if (!phone->cache.buttons)
		return -ENOMEM;
	for (i = 0; i < caps->nr_buttons; i++) {
		const struct tphone_button_caps *from = &caps->buttons[i];
		struct tphone_button_state *to = &phone->cache.buttons[i];

		to->mode = from->mode;
		to->function = from->function;
		to->lamp = from->lamp_modes ? TPHONE_LAMPMODE_OFF :
					      TPHONE_LAMPMODE_DUMMY;
		to->state = from->reports_state ? TPHONE_BUTTONSTATE_UP :
						  TPHONE_BUTTONSTATE_UNAVAIL;
		if (from->text)
			strscpy(to->text, from->text, sizeof(to->text));
	}
	return 0;
}

static int init_display(struct tphone *phone)
{
	unsigned int nr_cells = tphone_nr_cells(phone);
	unsigned int i;

	if (!nr_cells)
		return 0;
	phone->cache.cells = kvcalloc(nr_cells, sizeof(u32), GFP_KERNEL);
	if (!phone->cache.cells)
		return -ENOMEM;
	for (i = 0; i < nr_cells; i++)
		phone->cache.cells[i] = ' ';
	return 0;
}

static int init_uploads(struct tphone *phone, const struct tphone_caps *caps)
{
	u32 i;

	if (!caps->nr_uploads)
		return 0;
	phone->cache.uploads = kcalloc(caps->nr_uploads,
				       sizeof(*phone->cache.uploads),
				       GFP_KERNEL);
	if (!phone->cache.uploads)
		return -ENOMEM;
	for (i = 0; i < caps->nr_uploads; i++) {
		struct tphone_upload *upload = &phone->cache.uploads[i];

		upload->size = caps->upload_sizes[i];
		upload->data = kvzalloc(upload->size, GFP_KERNEL);
		if (!upload->data)
			return -ENOMEM;
	}
	return 0;
}

static void init_hooks(struct tphone *phone)
{
	u32 i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		u32 modes = phone->caps.hook_modes_reported[i] |
			    phone->caps.hook_modes_settable[i];

		phone->cache.hook_mode[i] = modes & TPHONE_HOOKMODE_ONHOOK ?
			TPHONE_HOOKMODE_ONHOOK : TPHONE_HOOKMODE_UNKNOWN;
	}
}

/**
 * tphone_caps_copy() - copy the capabilities of a phone
 * @phone: a new phone, zeroed
 * @caps: valid capabilities, the driver's
 *
 * Return: 0 or -ENOMEM; tphone_caps_free() is to be called in either case.
 */
int tphone_caps_copy(struct tphone *phone, const struct tphone_caps *caps)
{
	int error = 0;
	u32 i;

	phone->caps = *caps;
	error |= copy_strings(&phone->caps, caps);
	error |= copy_arrays(&phone->caps, caps);
	if (error)
		return -ENOMEM;
	if (!phone->caps.max_payload)
		phone->caps.max_payload = TPHONE_DEFAULT_MAX_PAYLOAD;
	error |= init_buttons(phone, caps);
	/* The cache has the texts now; the driver's may be freed. */
	for (i = 0; i < caps->nr_buttons; i++)
		((struct tphone_button_caps *)phone->caps.buttons)[i].text = NULL;
	error |= init_display(phone);
	error |= init_uploads(phone, caps);
	init_hooks(phone);
	phone->cache.connected = true;
	phone->reset_on_last_close = caps->reset_on_last_close;
	return error ? -ENOMEM : 0;
}

/**
 * tphone_caps_free() - free the memory from tphone_caps_copy()
 * @phone: a phone that is not in use any more
 */
void tphone_caps_free(struct tphone *phone)
{
	u32 i;

	kfree(phone->caps.manufacturer);
	kfree(phone->caps.model);
	kfree(phone->caps.serial);
	kfree(phone->caps.id);
	kfree(phone->caps.driver);
	kfree(phone->caps.buttons);
	kfree(phone->caps.downloads);
	kfree(phone->caps.upload_sizes);
	kvfree(phone->cache.buttons);
	kvfree(phone->cache.cells);
	if (phone->cache.uploads) {
		for (i = 0; i < phone->caps.nr_uploads; i++)
			kvfree(phone->cache.uploads[i].data);
	}
	kfree(phone->cache.uploads);
}
