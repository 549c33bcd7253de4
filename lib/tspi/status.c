// SPDX-License-Identifier: LGPL-2.1-or-later
/* PHONESTATUS, and what is wanted of its changes. */
#include "open.h"
#include "provider.h"

#include <errno.h>

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
