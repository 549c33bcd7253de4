// SPDX-License-Identifier: LGPL-2.1-or-later
/* PHONESTATUS, and what is wanted of its changes. */
#include "cells.h"
#include "caps.h"
#include "open.h"
#include "pack.h"
#include "provider.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

static_assert(sizeof(PHONESTATUS) == 104, "fixed part of all versions");

static DWORD status_flags(const struct tphone_state *state)
{
	DWORD flags = 0;

	if (state->status & TPHONE_STATUS_CONNECTED)
		flags |= PHONESTATUSFLAGS_CONNECTED;
	if (state->status & TPHONE_STATUS_SUSPENDED)
		flags |= PHONESTATUSFLAGS_SUSPENDED;
	return flags;
}

/* Not what is TAPI's: counts of owners and monitors, and the owner's name. */
static void fill_fixed(LPPHONESTATUS to, const struct tphone_info *info,
		       const struct tphone_state *state)
{
	to->dwStatusFlags = status_flags(state);
	to->dwRingMode = state->ring_mode;
	to->dwRingVolume = state->ring_volume;
	to->dwHandsetHookSwitchMode = state->hook_mode[0];
	to->dwHandsetVolume = state->volume[0];
	to->dwHandsetGain = state->gain[0];
	to->dwSpeakerHookSwitchMode = state->hook_mode[1];
	to->dwSpeakerVolume = state->volume[1];
	to->dwSpeakerGain = state->gain[1];
	to->dwHeadsetHookSwitchMode = state->hook_mode[2];
	to->dwHeadsetVolume = state->volume[2];
	to->dwHeadsetGain = state->gain[2];
	to->dwPhoneFeatures = features_now(info, state->status);
}

static int fill(struct tspi_handle *handle, LPPHONESTATUS to, uint32_t *lamps)
{
	const struct tphone_info *info = &handle->info;
	struct tphone_state state;
	uint16_t *cells;
	struct pack pack;
	size_t size;
	int error;

	error = tphone_get_state(handle->phone, &state, sizeof(state), lamps,
				 info->nr_buttons);
	if (error)
		return error;
	error = tspi_display_cells(handle, &cells, &size);
	if (error)
		return error;
	fill_fixed(to, info, &state);
	pack_begin(&pack, to, to->dwTotalSize, sizeof(*to));
	pack_add(&pack, offsetof(PHONESTATUS, dwLampModesSize), lamps,
		 info->nr_buttons * sizeof(*lamps));
	pack_add(&pack, offsetof(PHONESTATUS, dwDisplaySize), cells, size);
	pack_add(&pack, offsetof(PHONESTATUS, dwDevSpecificSize), NULL, 0);
	pack_end(&pack);
	free(cells);
	return 0;
}

static int get_status(struct tspi_handle *handle, LPPHONESTATUS to)
{
	uint32_t *lamps = calloc(handle->info.nr_buttons + 1, sizeof(*lamps));
	int error;

	if (!lamps)
		return -ENOMEM;
	error = fill(handle, to, lamps);
	free(lamps);
	return error;
}

LONG TSPI_phoneGetStatus(HDRVPHONE hdPhone, LPPHONESTATUS lpPhoneStatus)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	int error;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	error = get_status(handle, lpPhoneStatus);
	tspi_handle_done(handle);
	return tspi_error(TSPI_CALL_phoneGetStatus, error);
}

static struct filter both(const struct filter *one, const struct filter *other)
{
	return (struct filter){
		.states = one->states | other->states,
		.button_modes = one->button_modes | other->button_modes,
	};
}

/*
 * While it changes, the listener receives what either wants; what happens from
 * @after on is judged by the new one.
 */
static int listen_to_both(struct tspi_handle *listener,
			  const struct filter *one, const struct filter *other,
			  uint64_t *after)
{
	struct filter wide = both(one, other);
	struct tphone_state state;
	int error;

	error = tspi_open_listen(listener, &wide);
	if (error)
		return error;
	error = tphone_get_state(listener->phone, &state, sizeof(state), NULL,
				 0);
	*after = state.seq;
	return error;
}

static struct tspi_open *begin(HDRVPHONE phone, struct filter *before,
			       struct tspi_handle **listener)
{
	struct tspi_open *open;

	tspi_lock();
	open = tspi_open_find(phone);
	if (open && (open->closing || !open->listener))
		open = NULL;
	if (open) {
		tspi_open_get(open);
		*before = *filters_now(&open->filters);
		*listener = open->listener;
		tspi_handle_get(*listener);
	}
	tspi_unlock();
	return open;
}

/* While dispatching is held. */
static int change_filter(HDRVPHONE phone, const struct filter *filter)
{
	struct tspi_handle *listener;
	struct tspi_open *open;
	struct filter before;
	uint64_t after;
	int error;

	open = begin(phone, &before, &listener);
	if (!open)
		return -EBADF;
	error = listen_to_both(listener, &before, filter, &after);
	tspi_lock();
	if (!error)
		filters_change(&open->filters, after, filter);
	tspi_open_put(open);
	tspi_unlock();
	if (!error)
		error = tspi_open_listen(listener, filter);
	tspi_handle_put(listener);
	return error;
}

static bool is_open(HDRVPHONE phone)
{
	const struct tspi_open *open;
	bool ret;

	tspi_lock();
	open = tspi_open_find(phone);
	ret = open && !open->closing;
	tspi_unlock();
	return ret;
}

LONG TSPI_phoneSetStatusMessages(HDRVPHONE hdPhone, DWORD dwPhoneStates,
				 DWORD dwButtonModes, DWORD dwButtonStates)
{
	struct filter filter = {
		.states = dwPhoneStates,
		.button_modes = dwButtonModes,
		.button_states = dwButtonStates,
	};
	LONG ret = filter_check(&filter);
	int error;

	if (!is_open(hdPhone))
		return PHONEERR_INVALPHONEHANDLE;
	if (ret)
		return ret;
	pthread_mutex_lock(&tspi_provider.dispatching);
	error = change_filter(hdPhone, &filter);
	pthread_mutex_unlock(&tspi_provider.dispatching);
	if (error == -EBADF)
		return PHONEERR_INVALPHONEHANDLE;
	return tspi_error(TSPI_CALL_phoneSetStatusMessages, error);
}
