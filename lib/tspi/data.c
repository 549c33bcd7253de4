// SPDX-License-Identifier: LGPL-2.1-or-later
/* Data areas. */
#include "caps.h"
#include "requests.h"

#include <errno.h>
#include <stdlib.h>

static size_t pieces_of(size_t size, size_t most)
{
	return size ? (size + most - 1) / most : 1;
}

/* As many operations as it takes; the first even if there is nothing to write. */
static LONG write_pieces(struct tspi_handle *handle, DRV_REQUESTID id,
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
	ret = tspi_request_start(handle, TSPI_CALL_phoneSetData, id, operations,
				 count);
	free(operations);
	return ret;
}

/* What does not fit is left out. R25 */
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
	return write_pieces(handle, id, area, data,
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

LONG TSPI_phoneGetData(HDRVPHONE hdPhone, DWORD dwDataID, LPVOID lpData,
		       DWORD dwSize)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	struct tphone_data answer;
	int error = -EOPNOTSUPP;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	if (features_of(&handle->info) & PHONEFEATURE_GETDATA)
		error = tphone_get_data(handle->phone, dwDataID, 0,
					dwSize ? lpData : NULL, dwSize,
					&answer, sizeof(answer));
	tspi_handle_done(handle);
	return tspi_error(TSPI_CALL_phoneGetData, error);
}
