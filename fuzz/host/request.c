// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Requests and their payloads, as the core checks them. Accepted ones have the
 * properties that a driver may rely on.
 *
 * fuzzes: kernel/tphone/validate.c kernel/tphone/text.c
 */
#include "accepted.h"

#include "kernel/tphone/pure.h"
#include "kernel/tphone/text.h"

#include <stdint.h>
#include <stdlib.h>

#define ROWS	4
#define COLUMNS	20

static const struct tphone_button_caps buttons[] = {
	{ .mode = TPHONE_BUTTONMODE_KEYPAD, .reports_state = true },
	{ .mode = TPHONE_BUTTONMODE_CALL, .lamp_modes = 0x7e },
	{ .mode = TPHONE_BUTTONMODE_DUMMY, .lamp_modes = 0x06 },
};

static const struct tphone_download_caps downloads[] = {
	{ .size = 256, .upload = 0 },
	{ .size = 1, .upload = TPHONE_NO_UPLOAD },
};

static const u32 uploads[] = { 256 };

static const struct tphone_caps caps = {
	.opcodes = 0x3fe,
	.hook_devices = 5,
	.hook_modes_settable = { 0xf, 0, 0x9 },
	.hook_modes_reported = { 0x1f, 0, 0x9 },
	.volume_devices = 5,
	.gain_devices = 1,
	.nr_ring_modes = 4,
	.display_rows = ROWS,
	.display_columns = COLUMNS,
	.nr_buttons = 3,
	.buttons = buttons,
	.nr_downloads = 2,
	.downloads = downloads,
	.nr_uploads = 1,
	.upload_sizes = uploads,
	.max_payload = 4096,
};

/* Write an accepted display text on the display, as the core does. */
static void write_cells(const struct tphone_request *request, const u8 *text)
{
	u32 first = request->target * COLUMNS + request->arg0;
	u32 cells[ROWS * COLUMNS] = { 0 };
	u8 back[sizeof(cells)];
	bool changed = false;
	u32 written;

	written = tphone_cells_write(cells, ROWS * COLUMNS, first, text,
				     request->data_len, &changed);
	must(first + written <= ROWS * COLUMNS);
	must(tphone_cells_read(cells, ROWS * COLUMNS, back) <= sizeof(back));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tphone_request request;
	size_t offset = 0;
	u8 *payload;

	if (size < sizeof(request))
		return 0;
	memcpy(&request, data, sizeof(request));
	data += sizeof(request);
	size -= sizeof(request);
	/* The core has the whole payload that the request announces. */
	if (request.data_len > size)
		request.data_len = size;
	if (tphone_validate_request(&caps, &request, &offset)) {
		must(offset < sizeof(request));
		return 0;
	}
	check_accepted(&caps, &request);
	payload = malloc(request.data_len + 1);
	if (!payload)
		return 0;
	memcpy(payload, data, request.data_len);
	payload[request.data_len] = 0;
	if (!tphone_validate_payload(&request, payload, &offset) &&
	    request.opcode == TPHONE_OP_SET_DISPLAY)
		write_cells(&request, payload);
	free(payload);
	return 0;
}
