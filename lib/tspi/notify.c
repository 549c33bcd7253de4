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
