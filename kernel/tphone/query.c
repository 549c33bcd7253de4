// SPDX-License-Identifier: GPL-2.0-only
/*
 * Queries: answered from phone->cache and phone->caps, without a call of the
 * driver. Each answer has the sequence number of the newest event that it
 * contains.
 *
 * Each query checks the handle again in the section under phone->lock in which it
 * reads the state: a page fault can hold the task between tphone_ioctl() and
 * that section for any time, in which the handle may be revoked.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "operation.h"
#include "text.h"

/* All additions to the interface that this file is compiled with. */
#define FEATURES	TPHONE_FEATURE_REVOKE

/* Bytes of an upload area that are copied at once, with interrupts off. */
#define UPLOAD_PIECE	4096

static u64 events_possible(const struct tphone_caps *caps)
{
	u64 events = TPHONE_EVENT_BIT(TPHONE_EVENT_OWNER) |
		     TPHONE_EVENT_BIT(TPHONE_EVENT_MONITORS) |
		     TPHONE_EVENT_BIT(TPHONE_EVENT_CONNECTION) |
		     TPHONE_EVENT_BIT(TPHONE_EVENT_SUSPEND) |
		     TPHONE_EVENT_BIT(TPHONE_EVENT_DEVSPECIFIC);

	if (caps->hook_devices)
		events |= TPHONE_EVENT_BIT(TPHONE_EVENT_HOOK) |
			  TPHONE_EVENT_BIT(TPHONE_EVENT_VOLUME) |
			  TPHONE_EVENT_BIT(TPHONE_EVENT_GAIN);
	if (caps->nr_buttons)
		events |= TPHONE_EVENT_BIT(TPHONE_EVENT_BUTTON) |
			  TPHONE_EVENT_BIT(TPHONE_EVENT_BUTTON_INFO) |
			  TPHONE_EVENT_BIT(TPHONE_EVENT_LAMP);
	if (caps->nr_ring_modes)
		events |= TPHONE_EVENT_BIT(TPHONE_EVENT_RING_MODE) |
			  TPHONE_EVENT_BIT(TPHONE_EVENT_RING_VOLUME);
	if (caps->display_rows)
		events |= TPHONE_EVENT_BIT(TPHONE_EVENT_DISPLAY);
	if (caps->nr_uploads)
		events |= TPHONE_EVENT_BIT(TPHONE_EVENT_DATA);
	return events;
}

/**
 * tphone_query_info() - TPHONE_IOC_INFO
 * @handle: the handle
 * @info: the answer
 *
 * Return: 0.
 */
int tphone_query_info(struct tphone_handle *handle, struct tphone_info *info)
{
	const struct tphone *phone = handle->phone;
	const struct tphone_caps *caps = &phone->caps;
	u32 size = info->size;

	memset(info, 0, sizeof(*info));
	info->size = size;
	info->index = phone->index;
	info->features = FEATURES;
	info->opcodes = caps->opcodes;
	info->events = events_possible(caps);
	info->hook_devices = caps->hook_devices;
	memcpy(info->hook_modes_settable, caps->hook_modes_settable,
	       sizeof(info->hook_modes_settable));
	memcpy(info->hook_modes_reported, caps->hook_modes_reported,
	       sizeof(info->hook_modes_reported));
	info->volume_devices = caps->volume_devices;
	info->gain_devices = caps->gain_devices;
	info->nr_ring_modes = caps->nr_ring_modes;
	info->display_rows = caps->display_rows;
	info->display_columns = caps->display_columns;
	info->nr_buttons = caps->nr_buttons;
	info->nr_downloads = caps->nr_downloads;
	info->nr_uploads = caps->nr_uploads;
	info->max_payload = caps->max_payload;
	info->max_operations = TPHONE_MAX_OPERATIONS;
	info->max_batch = TPHONE_MAX_BATCH;
	strscpy(info->manufacturer, caps->manufacturer, TPHONE_TEXT_SIZE);
	strscpy(info->model, caps->model, TPHONE_TEXT_SIZE);
	strscpy(info->serial, caps->serial, TPHONE_TEXT_SIZE);
	strscpy(info->id, caps->id, TPHONE_ID_SIZE);
	strscpy(info->driver, caps->driver, TPHONE_TEXT_SIZE);
	strscpy(info->parent, phone->parent, TPHONE_TEXT_SIZE);
	return 0;
}

static u32 status_of(const struct tphone *phone)
{
	u32 status = 0;

	if (phone->cache.connected)
		status |= TPHONE_STATUS_CONNECTED;
	if (tphone_suspended(phone))
		status |= TPHONE_STATUS_SUSPENDED;
	if (phone->nr_unclaimed)
		status |= TPHONE_STATUS_DRAINING;
	return status;
}

static void fill_state(const struct tphone_handle *handle,
		       struct tphone_state *state)
{
	const struct tphone *phone = handle->phone;
	const struct tphone_cache *cache = &phone->cache;

	state->seq = phone->seq;
	state->status = status_of(phone);
	state->role = handle->role;
	state->nr_owners = !!phone->owner;
	state->nr_monitors = phone->nr_monitors;
	state->nr_outstanding = phone->nr_issued;
	state->nr_own_outstanding = handle->nr_outstanding;
	memcpy(state->hook_mode, cache->hook_mode, sizeof(state->hook_mode));
	memcpy(state->volume, cache->volume, sizeof(state->volume));
	memcpy(state->gain, cache->gain, sizeof(state->gain));
	state->ring_mode = cache->ring_mode;
	state->ring_volume = cache->ring_volume;
	if (phone->owner)
		memcpy(state->owner_name, phone->owner->name,
		       sizeof(state->owner_name));
}

/**
 * tphone_query_state() - TPHONE_IOC_STATE
 * @handle: the handle
 * @state: in and out
 *
 * The lamps are copied under the same hold of phone->lock as the rest.
 *
 * Return: 0 or a negative errno.
 */
int tphone_query_state(struct tphone_handle *handle, struct tphone_state *state)
{
	struct tphone *phone = handle->phone;
	u32 nr = min(state->nr_lamps, phone->caps.nr_buttons);
	u64 lamps_ptr = state->lamps_ptr;
	u32 size = state->size;
	unsigned long flags;
	u32 *lamps = NULL;
	int error;
	u32 i;

	if (memchr_inv(state->reserved, 0, sizeof(state->reserved)) ||
	    (state->nr_lamps && !lamps_ptr))
		return -EINVAL;
	if (nr) {
		lamps = kmalloc_array(nr, sizeof(*lamps), GFP_KERNEL_ACCOUNT);
		if (!lamps)
			return -ENOMEM;
	}
	memset(state, 0, sizeof(*state));
	state->size = size;
	state->lamps_ptr = lamps_ptr;
	state->nr_lamps = phone->caps.nr_buttons;
	flags = tphone_lock(phone);
	error = tphone_handle_error(handle);
	fill_state(handle, state);
	for (i = 0; i < nr; i++)
		lamps[i] = phone->cache.buttons[i].lamp;
	tphone_unlock(phone, flags);
	if (!error && nr && copy_to_user(u64_to_user_ptr(lamps_ptr), lamps,
					 nr * sizeof(*lamps)))
		error = -EFAULT;
	kfree(lamps);
	return error;
}

/**
 * tphone_query_lamp() - TPHONE_IOC_LAMP
 * @handle: the handle
 * @lamp: in and out
 *
 * For a pair without a lamp the answer is TPHONE_LAMPMODE_DUMMY.
 *
 * Return: 0 or a negative errno.
 */
int tphone_query_lamp(struct tphone_handle *handle, struct tphone_lamp *lamp)
{
	struct tphone *phone = handle->phone;
	unsigned long flags;
	int error;

	if (lamp->reserved)
		return -EINVAL;
	if (lamp->lamp >= phone->caps.nr_buttons)
		return -ECHRNG;
	lamp->modes = phone->caps.buttons[lamp->lamp].lamp_modes;
	flags = tphone_lock(phone);
	error = tphone_handle_error(handle);
	lamp->mode = phone->cache.buttons[lamp->lamp].lamp;
	lamp->seq = phone->seq;
	tphone_unlock(phone, flags);
	return error;
}

/**
 * tphone_query_button() - TPHONE_IOC_BUTTON
 * @handle: the handle
 * @button: in and out
 *
 * Return: 0 or a negative errno.
 */
int tphone_query_button(struct tphone_handle *handle,
			struct tphone_button *button)
{
	struct tphone *phone = handle->phone;
	struct tphone_button_state *state;
	unsigned long flags;
	int error;

	if (button->button >= phone->caps.nr_buttons)
		return -ECHRNG;
	state = &phone->cache.buttons[button->button];
	flags = tphone_lock(phone);
	error = tphone_handle_error(handle);
	button->mode = state->mode;
	button->function = state->function;
	button->state = state->state;
	memcpy(button->text, state->text, sizeof(button->text));
	button->seq = phone->seq;
	tphone_unlock(phone, flags);
	return error;
}

/**
 * tphone_query_display() - TPHONE_IOC_DISPLAY
 * @handle: the handle
 * @display: in and out
 *
 * Return: 0 or a negative errno.
 */
int tphone_query_display(struct tphone_handle *handle,
			 struct tphone_display *display)
{
	struct tphone *phone = handle->phone;
	unsigned int nr_cells = tphone_nr_cells(phone);
	unsigned long flags;
	u8 *text;
	int error;

	if (!nr_cells)
		return -EOPNOTSUPP;
	text = kmalloc_array(nr_cells, TPHONE_UTF8_MAX, GFP_KERNEL_ACCOUNT);
	if (!text)
		return -ENOMEM;
	display->rows = phone->caps.display_rows;
	display->columns = phone->caps.display_columns;
	flags = tphone_lock(phone);
	error = tphone_handle_error(handle);
	display->len = tphone_cells_read(phone->cache.cells, nr_cells, text);
	display->seq = phone->seq;
	tphone_unlock(phone, flags);
	if (!error && display->len > display->buf_len)
		error = -EMSGSIZE;
	if (!error && copy_to_user(u64_to_user_ptr(display->buf_ptr), text,
				   display->len))
		error = -EFAULT;
	kfree(text);
	return error;
}

static int query_download(struct tphone_handle *handle,
			  struct tphone_data *data)
{
	struct tphone *phone = handle->phone;
	unsigned long flags;

	if (data->area >= phone->caps.nr_downloads)
		return -EBADSLT;
	if (data->offset || data->buf_ptr || data->buf_len)
		return -EINVAL;
	data->len = 0;
	data->area_size = phone->caps.downloads[data->area].size;
	data->area_used = 0;
	flags = tphone_lock(phone);
	data->seq = phone->seq;
	tphone_unlock(phone, flags);
	return 0;
}

/*
 * Copy an upload area piece by piece, so that interrupts are not off for the
 * whole of it. A change between two pieces may be contained in part; its event has
 * a larger number than @data->seq.
 */
static int copy_upload(struct tphone_handle *handle, struct tphone_data *data,
		       u8 *to)
{
	struct tphone_upload *upload =
		&handle->phone->cache.uploads[data->area];
	u32 done = 0, piece;
	unsigned long flags;
	int error;

	do {
		piece = min_t(u32, data->len - done, UPLOAD_PIECE);
		flags = tphone_lock(handle->phone);
		error = tphone_handle_error(handle);
		if (piece)
			memcpy(to + done, upload->data + data->offset + done,
			       piece);
		if (!done) {
			data->area_used = upload->used;
			data->seq = handle->phone->seq;
		}
		tphone_unlock(handle->phone, flags);
		done += piece;
	} while (!error && done < data->len);
	return error;
}

/**
 * tphone_query_data() - TPHONE_IOC_DATA
 * @handle: the handle
 * @data: in and out; flags hold known bits only
 *
 * Return: 0 or a negative errno.
 */
int tphone_query_data(struct tphone_handle *handle, struct tphone_data *data)
{
	struct tphone *phone = handle->phone;
	struct tphone_upload *upload;
	u8 *copy = NULL;
	int error;

	if (data->flags & TPHONE_DATA_DOWNLOAD)
		return query_download(handle, data);
	if (data->area >= phone->caps.nr_uploads)
		return -EBADSLT;
	upload = &phone->cache.uploads[data->area];
	if (data->offset > upload->size)
		return -ERANGE;
	data->len = min(data->buf_len, upload->size - data->offset);
	data->area_size = upload->size;
	if (data->len) {
		copy = kvmalloc(data->len, GFP_KERNEL_ACCOUNT);
		if (!copy)
			return -ENOMEM;
	}
	error = copy_upload(handle, data, copy);
	if (!error && data->len &&
	    copy_to_user(u64_to_user_ptr(data->buf_ptr), copy, data->len))
		error = -EFAULT;
	kvfree(copy);
	return error;
}
