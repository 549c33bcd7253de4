// SPDX-License-Identifier: LGPL-2.1-or-later
#include "provider.h"
#include "notify.h"

#include <linux/tphone.h>
#include <stdint.h>

/*
 * A callback may dispatch, so the one that was being told before is told again
 * afterwards.
 */
void tspi_tell(struct tspi_open *open, DWORD message, DWORD_PTR first,
	       DWORD_PTR second, DWORD_PTR third)
{
	const struct tspi_open *before;
	bool silent;

	tspi_lock();
	silent = open->closing;
	before = tspi_provider.telling_open;
	if (!silent)
		tspi_provider.telling_open = open;
	tspi_unlock();
	if (silent)
		return;
	open->event_proc(open->ht_phone, message, first, second, third);
	tspi_lock();
	tspi_provider.telling_open = before;
	tspi_changed();
	tspi_unlock();
}

bool tspi_wants_state(const struct tspi_open *open, uint64_t seq, DWORD state)
{
	bool ret;

	tspi_lock();
	ret = filters_want_state(&open->filters, seq, state);
	tspi_unlock();
	return ret;
}

bool tspi_wants_mode(const struct tspi_open *open, uint64_t seq, DWORD mode)
{
	bool ret;

	tspi_lock();
	ret = filters_want_mode(&open->filters, seq, mode);
	tspi_unlock();
	return ret;
}

static bool wants_button(const struct tspi_open *open, uint64_t seq,
			 const struct button_change *change)
{
	bool ret;

	tspi_lock();
	ret = filters_want_button(&open->filters, seq, change->mode,
				  change->state);
	tspi_unlock();
	return ret;
}

void tspi_tell_state(struct tspi_open *open, uint64_t seq, DWORD state,
		     DWORD_PTR second)
{
	if (tspi_wants_state(open, seq, state))
		tspi_tell(open, PHONE_STATE, state, second, 0);
}

void tspi_tell_button(struct tspi_open *open, uint64_t seq, DWORD button,
		      const struct button_change *changes, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
		if (wants_button(open, seq, &changes[i]))
			tspi_tell(open, PHONE_BUTTON, button, changes[i].mode,
				  changes[i].state);
	}
}

void tspi_tell_releases(struct tspi_open *open)
{
	struct button_change changes[MOST_BUTTON_CHANGES];
	unsigned int count;
	size_t i;

	for (i = 0; i < open->pairs.count; i++) {
		count = button_pairs_answer(&open->pairs, i, UINT64_MAX,
					    TPHONE_BUTTONSTATE_UNKNOWN, 0,
					    changes);
		tspi_tell_button(open, UINT64_MAX, (DWORD)i, changes, count);
	}
}

void tspi_tell_handle(struct tspi_handle *handle, DWORD state, DWORD_PTR count)
{
	const struct tspi_handle *before;
	bool silent;

	tspi_lock();
	silent = handle->leaving;
	before = tspi_provider.telling_handle;
	if (!silent)
		tspi_provider.telling_handle = handle;
	tspi_unlock();
	if (silent)
		return;
	handle->event_proc(handle->ht_handle, PHONE_STATE, state, count, 0);
	tspi_lock();
	tspi_provider.telling_handle = before;
	tspi_changed();
	tspi_unlock();
}
