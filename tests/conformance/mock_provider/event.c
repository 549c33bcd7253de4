// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Events of a phone, see event.h.
 */
#include "callback.h"
#include "event.h"
#include "session.h"

#include <stddef.h>

static bool unfiltered(const struct phone *phone)
{
	return session_misbehaviour(phone) & MISBEHAVE_BEYOND_FILTER;
}

void event_raise(struct phone *phone, DWORD message, DWORD_PTR first,
		 DWORD_PTR second, DWORD_PTR third)
{
	bool of_phone = message != PHONE_CREATE && message != PHONE_REMOVE;
	PHONEEVENT event = session.event;

	if (of_phone && phone->opening.event)
		event = phone->opening.event;
	callback_queue_event(of_phone ? phone->opening.tapi : NULL, event,
			     message, first, second, third);
}

void event_state(struct phone *phone, DWORD state, DWORD_PTR value)
{
	DWORD wanted = phone->opening.states | PHONESTATE_REINIT;

	if (!phone->opening.handle)
		return;
	if (state & wanted || unfiltered(phone))
		event_raise(phone, PHONE_STATE, state, value, 0);
}

/* Three bits for each device: hook switch, volume, gain. */
void event_device_state(struct phone *phone, DWORD handset_state, int index,
			DWORD_PTR value)
{
	event_state(phone, handset_state << 3 * index, value);
}

static void button(struct phone *phone, DWORD number, DWORD state)
{
	const struct pair *pair = &phone->state.pairs[number];

	if ((pair->mode & phone->opening.button_modes &&
	     state & phone->opening.button_states) || unfiltered(phone))
		event_raise(phone, PHONE_BUTTON, number, pair->mode, state);
}

/* The release of a button that was down before opening is not reported. */
void event_button(struct phone *phone, DWORD number, bool down)
{
	struct pair *pair = &phone->state.pairs[number];

	if (!phone->opening.handle || pair->reported == down)
		return;
	pair->reported = down;
	button(phone, number, down ? PHONEBUTTONSTATE_DOWN :
				     PHONEBUTTONSTATE_UP);
}

void event_dev_specific(struct phone *phone, DWORD_PTR first, DWORD_PTR second,
			DWORD_PTR third)
{
	if (phone->opening.handle)
		event_raise(phone, PHONE_DEVSPECIFIC, first, second, third);
}

void event_owners(struct phone *phone)
{
	if (!phone->opening.handle ||
	    !(session_misbehaviour(phone) & MISBEHAVE_OWNER_EVENTS))
		return;
	event_raise(phone, PHONE_STATE, PHONESTATE_OWNER, 77, 0);
	event_raise(phone, PHONE_STATE, PHONESTATE_MONITORS, 77, 0);
}
