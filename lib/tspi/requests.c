// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Requests, and the asynchronous functions: each TSPI_phoneSet... of a handle.
 */
#include "../common/utf.h"
#include "caps.h"
#include "notify.h"
#include "pack.h"
#include "provider.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

/* With the lock held. */
static void finish(struct tspi_request *request)
{
	request->finished = true;
	STAILQ_INSERT_TAIL(&tspi_provider.finished, request, finished_link);
	tspi_wake(request->handle->device);
}

/* With the lock held: @count operations, or the submission, have ended. */
static void count_down(struct tspi_request *request, size_t count, int status)
{
	if (!request->status)
		request->status = status;
	request->left -= count;
	if (!request->left)
		finish(request);
}

static void completed(struct tphone *phone,
		      const struct tphone_record *completion, void *data)
{
	(void)phone;
	tspi_lock();
	count_down(data, 1, completion->status);
	tspi_unlock();
}

/*
 * If one ioctl can take all operations, the kernel accepts all of them or none.
 */
static int submit_batch(struct tspi_request *request,
			const struct tphone_request *operations, size_t count,
			size_t *accepted)
{
	struct tphone *phone = request->handle->phone;
	unsigned int flags = 0;
	struct tphone_batch *batch;
	size_t i;
	int error;

	if (count <= request->handle->info.max_batch)
		flags = TPHONE_SUBMIT_ALL_OR_NONE;
	error = tphone_batch_new(&batch);
	if (error)
		return error;
	for (i = 0; i < count && !error; i++)
		error = tphone_batch_add(batch, &operations[i], completed,
					 request);
	if (!error)
		error = tphone_batch_submit(phone, batch, flags, accepted,
					    NULL);
	tphone_batch_free(batch);
	return error;
}

static int submit(struct tspi_request *request,
		  const struct tphone_request *operations, size_t count,
		  size_t *accepted)
{
	int error;

	*accepted = 0;
	if (count > 1)
		return submit_batch(request, operations, count, accepted);
	error = tphone_submit(request->handle->phone, operations, completed,
			      request, NULL);
	*accepted = !error;
	return error;
}

/* The caller uses the handle, so its list of requests is not being ended. */
static struct tspi_request *new_request(struct tspi_handle *handle,
					enum tspi_call call, DRV_REQUESTID id,
					size_t count)
{
	struct tspi_request *request = calloc(1, sizeof(*request));

	if (!request)
		return NULL;
	request->id = id;
	request->handle = handle;
	request->call = call;
	request->left = count + 1;
	tspi_lock();
	tspi_handle_get(handle);
	TAILQ_INSERT_TAIL(&handle->requests, request, link);
	tspi_unlock();
	return request;
}

static void free_request(struct tspi_request *request)
{
	tspi_handle_put(request->handle);
	free(request);
}

/* Removes a request of which the kernel has accepted no operation. */
static void withdraw(struct tspi_request *request)
{
	tspi_lock();
	TAILQ_REMOVE(&request->handle->requests, request, link);
	tspi_changed();
	tspi_unlock();
	free_request(request);
}

/*
 * Submits a request that consists of @count operations, at least one. Returns
 * the id, or a PHONEERR_* on the list of the function; then nothing was begun.
 */
static LONG start_request(struct tspi_handle *handle, enum tspi_call call,
			  DRV_REQUESTID id,
			  const struct tphone_request *operations, size_t count)
{
	struct tspi_request *request = new_request(handle, call, id, count);
	size_t accepted;
	int error;

	if (!request)
		return tspi_error(call, -ENOMEM);
	error = submit(request, operations, count, &accepted);
	if (!accepted) {
		withdraw(request);
		return tspi_error(call, error);
	}
	/* The dispatcher may free the request as soon as it is finished. */
	tspi_lock();
	count_down(request, count - accepted + 1, error);
	tspi_unlock();
	return (LONG)id;
}

void tspi_requests_fail(struct tspi_handle *handle)
{
	struct tspi_request *request;

	TAILQ_FOREACH(request, &handle->requests, link) {
		if (request->finished)
			continue;
		request->status = -ENODEV;
		finish(request);
	}
}

static struct tspi_request *take_finished(void)
{
	struct tspi_request *request;

	tspi_lock();
	request = STAILQ_FIRST(&tspi_provider.finished);
	if (request) {
		STAILQ_REMOVE_HEAD(&tspi_provider.finished, finished_link);
		TAILQ_REMOVE(&request->handle->requests, request, link);
	}
	tspi_unlock();
	return request;
}

void tspi_requests_notify(void)
{
	struct tspi_request *request;

	while ((request = take_finished())) {
		tspi_notify_completion(request, tspi_error(request->call,
							   request->status));
		free_request(request);
	}
}

bool tspi_request_being_notified(const struct tspi_device *device)
{
	const struct tspi_request *request = tspi_notifying_request();

	return request && request->handle->device == device;
}

bool tspi_requests_all_notified(const struct tspi_device *device)
{
	const struct tspi_handle *handle;

	if (tspi_request_being_notified(device))
		return false;
	TAILQ_FOREACH(handle, &device->handles, link) {
		if (!TAILQ_EMPTY(&handle->requests))
			return false;
	}
	return true;
}

/*
 * TAPI clamps levels too; this is for programs that use the provider directly
 * (R18, Documentation/tapi-rules.rst).
 */
static DWORD clamp_level(DWORD level)
{
	return level > TPHONE_VOLUME_MAX ? TPHONE_VOLUME_MAX : level;
}

/* @features: the phone needs one of these; 0: none */
static LONG start(DRV_REQUESTID id, HDRVPHONE phone, enum tspi_call call,
		  DWORD features, const struct tphone_request *operation)
{
	struct tspi_handle *handle = tspi_handle_use(phone);
	LONG ret;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	if (features && !(features_of(&handle->info) & features))
		ret = PHONEERR_OPERATIONUNAVAIL;
	else
		ret = start_request(handle, call, id, operation, 1);
	tspi_handle_done(handle);
	return ret;
}

/*
 * An invalid handle is the first error, before a bad pointer (R40,
 * Documentation/tapi-rules.rst).
 */
static LONG bad_pointer(HDRVPHONE phone)
{
	struct tspi_handle *handle = tspi_handle_use(phone);

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	tspi_handle_done(handle);
	return PHONEERR_INVALPOINTER;
}

/*
 * The request has no output: the phone answers with a PHONE_DEVSPECIFIC event
 * (R37, Documentation/tapi-rules.rst).
 */
LONG TSPI_phoneDevSpecific(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			   LPVOID lpParams, DWORD dwSize)
{
	struct tphone_request operation;

	if (!lpParams && dwSize)
		return bad_pointer(hdPhone);
	tphone_request_devspecific(&operation, dwSize ? lpParams : NULL, dwSize,
				   0);
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneDevSpecific, 0,
		     &operation);
}

LONG TSPI_phoneSetGain(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwHookSwitchDev, DWORD dwGain)
{
	struct tphone_request operation;

	tphone_request_set_gain(&operation, dwHookSwitchDev,
				clamp_level(dwGain));
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneSetGain,
		     FEATURES_SET_GAIN, &operation);
}

LONG TSPI_phoneSetHookSwitch(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwHookSwitchDevs, DWORD dwHookSwitchMode)
{
	struct tphone_request operation;

	tphone_request_set_hook(&operation, dwHookSwitchDevs, dwHookSwitchMode);
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneSetHookSwitch,
		     FEATURES_SET_HOOK_SWITCH, &operation);
}

LONG TSPI_phoneSetLamp(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwButtonLampID, DWORD dwLampMode)
{
	struct tphone_request operation;

	tphone_request_set_lamp(&operation, dwButtonLampID, dwLampMode);
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneSetLamp,
		     PHONEFEATURE_SETLAMP, &operation);
}

LONG TSPI_phoneSetRing(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwRingMode, DWORD dwVolume)
{
	struct tphone_request operation;

	tphone_request_set_ring(&operation, dwRingMode, clamp_level(dwVolume));
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneSetRing,
		     PHONEFEATURE_SETRING, &operation);
}

LONG TSPI_phoneSetVolume(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			 DWORD dwHookSwitchDev, DWORD dwVolume)
{
	struct tphone_request operation;

	tphone_request_set_volume(&operation, dwHookSwitchDev,
				  clamp_level(dwVolume));
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneSetVolume,
		     FEATURES_SET_VOLUME, &operation);
}

static size_t pieces_of(size_t size, size_t most)
{
	return size ? (size + most - 1) / most : 1;
}

/* Splits the data into operations; there is one even for no data. */
static LONG write_data(struct tspi_handle *handle, DRV_REQUESTID id,
		       DWORD area, const char *data, size_t size)
{
	size_t most = handle->info.max_payload;
	size_t count = pieces_of(size, most), i;
	struct tphone_request *operations;
	size_t offset, piece;
	LONG ret;

	operations = calloc(count, sizeof(*operations));
	if (!operations)
		return PHONEERR_NOMEM;
	for (i = 0; i < count; i++) {
		offset = i * most;
		piece = size - offset < most ? size - offset : most;
		tphone_request_set_data(&operations[i], area, (uint32_t)offset,
					piece ? data + offset : NULL, piece);
	}
	ret = start_request(handle, TSPI_CALL_phoneSetData, id, operations,
			    count);
	free(operations);
	return ret;
}

/*
 * Data beyond the end of the area is left out, and the call succeeds (R25,
 * Documentation/tapi-rules.rst).
 */
static LONG set_data(struct tspi_handle *handle, DRV_REQUESTID id, DWORD area,
		     const void *data, DWORD size)
{
	uint32_t area_size;
	int error;

	if (!(features_of(&handle->info) & PHONEFEATURE_SETDATA))
		return PHONEERR_OPERATIONUNAVAIL;
	error = tphone_get_download_size(handle->phone, area, &area_size);
	if (error)
		return tspi_error(TSPI_CALL_phoneSetData, error);
	return write_data(handle, id, area, data,
			  size < area_size ? size : area_size);
}

LONG TSPI_phoneSetData(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwDataID, LPVOID const lpData, DWORD dwSize)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	LONG ret;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	ret = set_data(handle, dwRequestID, dwDataID, lpData, dwSize);
	tspi_handle_done(handle);
	return ret;
}

static bool is_inside(DWORD total, DWORD offset, DWORD size)
{
	return offset <= total && size <= total - offset;
}

static bool is_sound(const PHONEBUTTONINFO *info)
{
	DWORD total = info->dwTotalSize;

	return total >= sizeof(*info) &&
	       is_inside(total, info->dwButtonTextOffset,
			 info->dwButtonTextSize) &&
	       is_inside(total, info->dwDevSpecificOffset,
			 info->dwDevSpecificSize);
}

/* A text that is too long is cut, as it is on a display. */
static void read_button_text(const PHONEBUTTONINFO *info,
			     char text[TPHONE_TEXT_SIZE])
{
	static const struct text_limit limit = {
		.bytes = TPHONE_TEXT_SIZE - 1,
		.characters = TPHONE_TEXT_SIZE,
		.control = UTF16_REPLACEMENT,
	};

	text_from_utf16(text, &limit,
			(const char *)info + info->dwButtonTextOffset,
			info->dwButtonTextSize / sizeof(uint16_t));
}

static LONG set_button(struct tspi_handle *handle, DRV_REQUESTID id,
		       DWORD button, const PHONEBUTTONINFO *info)
{
	struct tphone_request operation;
	char text[TPHONE_TEXT_SIZE];

	if (!(features_of(&handle->info) & PHONEFEATURE_SETBUTTONINFO))
		return PHONEERR_OPERATIONUNAVAIL;
	if (button >= handle->info.nr_buttons)
		return PHONEERR_INVALBUTTONLAMPID;
	if (!is_sound(info))
		return PHONEERR_OPERATIONFAILED;
	read_button_text(info, text);
	tphone_request_set_button(&operation, button, info->dwButtonMode,
				  info->dwButtonFunction, text);
	return start_request(handle, TSPI_CALL_phoneSetButtonInfo, id,
			     &operation, 1);
}

LONG TSPI_phoneSetButtonInfo(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO const lpButtonInfo)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	LONG ret;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	ret = set_button(handle, dwRequestID, dwButtonLampID, lpButtonInfo);
	tspi_handle_done(handle);
	return ret;
}

/**
 * struct writing - a text that is being split into operations
 * @text: rest of the text
 * @size: bytes of @text
 * @cell: cell of its first character, from 0
 * @most: most bytes in one operation
 * @columns: columns of the display
 */
struct writing {
	const char *text;
	size_t size;
	size_t cell;
	size_t most;
	size_t columns;
};

/* Makes the next operation. Returns if there is another after it. */
static bool next_piece(struct writing *writing,
		       struct tphone_request *operation)
{
	size_t characters, size;

	size = text_first_part(writing->text, writing->size, writing->most,
			       &characters);
	*operation = (struct tphone_request){
		.opcode = TPHONE_OP_SET_DISPLAY,
		.target = (uint32_t)(writing->cell / writing->columns),
		.arg0 = (uint32_t)(writing->cell % writing->columns),
		.data_ptr = (uintptr_t)writing->text,
		.data_len = (uint32_t)size,
	};
	writing->text += size;
	writing->size -= size;
	writing->cell += characters;
	return writing->size;
}

/*
 * Returns an upper limit: a piece can be shorter than @most because the next
 * character does not fit.
 */
static size_t most_pieces(const struct writing *writing)
{
	return writing->size / (writing->most - UTF8_MAX + 1) + 1;
}

static LONG write_display(struct tspi_handle *handle, DRV_REQUESTID id,
			  struct writing *writing)
{
	size_t most = most_pieces(writing);
	struct tphone_request *operations;
	size_t count = 0;
	LONG ret;

	operations = calloc(most, sizeof(*operations));
	if (!operations)
		return PHONEERR_NOMEM;
	while (next_piece(writing, &operations[count++]))
		;
	ret = start_request(handle, TSPI_CALL_phoneSetDisplay, id, operations,
			    count);
	free(operations);
	return ret;
}

static LONG set_display(struct tspi_handle *handle, DRV_REQUESTID id, DWORD row,
			DWORD column, const void *units, DWORD size)
{
	const struct tphone_info *info = &handle->info;
	struct text_limit limit = { .control = TEXT_BLANK };
	struct writing writing = {
		.most = info->max_payload,
		.columns = info->display_columns,
	};
	char *text;
	LONG ret;

	if (!(features_of(info) & PHONEFEATURE_SETDISPLAY))
		return PHONEERR_OPERATIONUNAVAIL;
	/* A character must fit into one operation. */
	if (writing.most < UTF8_MAX)
		return PHONEERR_OPERATIONFAILED;
	if (row >= info->display_rows || column >= info->display_columns)
		return PHONEERR_INVALPARAM;
	writing.cell = (size_t)row * info->display_columns + column;
	limit.characters = display_cells_of(info) - writing.cell;
	limit.bytes = limit.characters * UTF8_MAX;
	text = malloc(limit.bytes + 1);
	if (!text)
		return PHONEERR_NOMEM;
	writing.text = text;
	writing.size = text_from_utf16(text, &limit, units,
				       size / sizeof(uint16_t));
	ret = write_display(handle, id, &writing);
	free(text);
	return ret;
}

LONG TSPI_phoneSetDisplay(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			  DWORD dwRow, DWORD dwColumn, LPCWSTR lpsDisplay,
			  DWORD dwSize)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	LONG ret;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	ret = set_display(handle, dwRequestID, dwRow, dwColumn, lpsDisplay,
			  dwSize);
	tspi_handle_done(handle);
	return ret;
}
