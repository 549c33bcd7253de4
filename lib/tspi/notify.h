/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Calls of the event procedure, by the dispatcher. */
#ifndef _LIBTPHONE_TSPI_NOTIFY_H
#define _LIBTPHONE_TSPI_NOTIFY_H

#include "open.h"

/* Unless the phone is being closed. */
void tspi_tell(struct tspi_open *open, DWORD message, DWORD_PTR first,
	       DWORD_PTR second, DWORD_PTR third);

/* PHONE_STATE, if it is wanted now and was when record @seq was made. */
void tspi_tell_state(struct tspi_open *open, uint64_t seq, DWORD state,
		     DWORD_PTR second);

/* PHONE_BUTTON for each change, if it is wanted. */
void tspi_tell_button(struct tspi_open *open, uint64_t seq, DWORD button,
		      const struct button_change *changes, unsigned int count);

/* UP for each button whose DOWN was told: nothing will come of it any more. */
void tspi_tell_releases(struct tspi_open *open);

/* To a handle, of others: unless it is leaving. */
void tspi_tell_handle(struct tspi_handle *handle, DWORD state, DWORD_PTR count);

/*
 * Whether changes of the state, or of buttons with this mode, are wanted now and
 * were then.
 */
bool tspi_wants_state(const struct tspi_open *open, uint64_t seq, DWORD state);
bool tspi_wants_mode(const struct tspi_open *open, uint64_t seq, DWORD mode);

#endif /* _LIBTPHONE_TSPI_NOTIFY_H */
