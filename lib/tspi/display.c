// SPDX-License-Identifier: LGPL-2.1-or-later
/* The display: one unit of UTF-16 is one cell. */
#include "cells.h"
#include "caps.h"
#include "pack.h"
#include "requests.h"
#include "text.h"
#include "utf16.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

static size_t cells_of(const struct tphone_info *info)
{
	return (size_t)info->display_rows * info->display_columns;
}

int tspi_display_cells(struct tspi_handle *handle, uint16_t **cells,
		       size_t *size)
{
	size_t count = cells_of(&handle->info);
	char *text;
	int error;

	*cells = NULL;
	*size = 0;
	if (!count)
		return 0;
	error = tphone_get_display(handle->phone, &text, NULL, 0);
	if (error)
		return error;
	*cells = calloc(count + 1, sizeof(**cells));
	if (*cells) {
		text_to_cells(*cells, count, text);
		*size = (count + 1) * sizeof(**cells);
	}
	free(text);
	return *cells ? 0 : -ENOMEM;
}

static int get_display(struct tspi_handle *handle, LPVARSTRING to)
{
	struct pack pack;
	uint16_t *cells;
	size_t size;
	int error;

	if (!(features_of(&handle->info) & PHONEFEATURE_GETDISPLAY))
		return -EOPNOTSUPP;
	error = tspi_display_cells(handle, &cells, &size);
	if (error)
		return error;
	pack_begin(&pack, to, to->dwTotalSize, sizeof(*to));
	pack_add(&pack, offsetof(VARSTRING, dwStringSize), cells, size);
	pack_end(&pack);
	to->dwStringFormat = STRINGFORMAT_UNICODE;
	free(cells);
	return 0;
}

LONG TSPI_phoneGetDisplay(HDRVPHONE hdPhone, LPVARSTRING lpDisplay)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	int error;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	error = get_display(handle, lpDisplay);
	tspi_handle_done(handle);
	return tspi_error(TSPI_CALL_phoneGetDisplay, error);
}

/**
 * struct writing - a text that is to be written
 * @text: what is left of it
 * @size: bytes of that
 * @cell: where it goes, from 0
 * @most: bytes in one operation
 * @columns: of the display
 */
struct writing {
	const char *text;
	size_t size;
	size_t cell;
	size_t most;
	size_t columns;
};

/* The next operation; is there one more after it? */
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
 * At most so many: a piece can be shorter than allowed because the next character
 * does not fit.
 */
static size_t most_pieces(const struct writing *writing)
{
	return writing->size / (writing->most - UTF8_MAX + 1) + 1;
}

static LONG write_pieces(struct tspi_handle *handle, DRV_REQUESTID id,
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
	ret = tspi_request_start(handle, TSPI_CALL_phoneSetDisplay, id,
				 operations, count);
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
	limit.characters = cells_of(info) - writing.cell;
	limit.bytes = limit.characters * UTF8_MAX;
	text = malloc(limit.bytes + 1);
	if (!text)
		return PHONEERR_NOMEM;
	writing.text = text;
	writing.size = text_from_utf16(text, &limit, units,
				       size / sizeof(uint16_t));
	ret = write_pieces(handle, id, &writing);
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
