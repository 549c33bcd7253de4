// SPDX-License-Identifier: LGPL-2.1-or-later
#include "handle.h"
#include "visible.h"

/* Of threads that close the same handle one finds it. */
static LONG begin_closing(HPHONE number, struct tapi_handle **found)
{
	struct tapi_handle *handle;
	LONG ret;

	tapi_lock();
	ret = tapi_handle_find(number, &handle);
	if (!ret) {
		handle->session->calls++;
		tapi_handle_begin_closing(handle);
		*found = handle;
	}
	tapi_unlock();
	return ret;
}

TPHONE_API LONG phoneClose(HPHONE hPhone)
{
	struct tapi_session *session;
	struct tapi_handle *handle;
	LONG ret = begin_closing(hPhone, &handle);

	if (ret)
		return ret;
	session = handle->session;
	tapi_handle_finish_closing(handle);
	tapi_lock();
	tapi_count_down(&session->calls);
	tapi_unlock();
	return 0;
}
