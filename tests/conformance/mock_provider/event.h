/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Events of a phone, filtered as TAPI has selected. Call all with phones_lock()
 * held, and callback_flush() afterwards.
 */
#ifndef MOCK_EVENT_H
#define MOCK_EVENT_H

#include "phone.h"

/* PHONE_STATE with one bit. */
void event_state(struct phone *phone, DWORD state, DWORD_PTR value);

/* PHONE_STATE with the bit for a hook switch device, given that for the handset. */
void event_device_state(struct phone *phone, DWORD handset_state, int index,
			DWORD_PTR value);

/* A button goes down or up. */
void event_button(struct phone *phone, DWORD button, bool down);

/* PHONE_DEVSPECIFIC. */
void event_dev_specific(struct phone *phone, DWORD_PTR first, DWORD_PTR second,
			DWORD_PTR third);

/* An event that no provider may raise, if the phone misbehaves so. */
void event_owners(struct phone *phone);

/* Queue any event, without the filter. */
void event_raise(struct phone *phone, DWORD message, DWORD_PTR first,
		 DWORD_PTR second, DWORD_PTR third);

#endif /* MOCK_EVENT_H */
