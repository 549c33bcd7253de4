/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The properties of a request that a driver may rely on. */
#ifndef FUZZ_ACCEPTED_H
#define FUZZ_ACCEPTED_H

#include "must.h"

#include "kernel/tphone/validate.h"

static inline void check_lamp(const struct tphone_caps *caps,
			      const struct tphone_request *request)
{
	must(request->target < caps->nr_buttons);
	must(tphone_one_bit(request->arg0));
	must(caps->buttons[request->target].lamp_modes & request->arg0);
}

static inline void check_data(const struct tphone_caps *caps,
			      const struct tphone_request *request)
{
	must(request->target < caps->nr_downloads);
	must((u64)request->data_offset + request->data_len <=
	     caps->downloads[request->target].size);
}

static inline void check_hook(const struct tphone_caps *caps,
			      const struct tphone_request *request)
{
	u32 i;

	must(request->target && !(request->target & ~caps->hook_devices));
	must(tphone_hook_mode_valid(request->arg0));
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
		must(!(request->target >> i & 1) ||
		     caps->hook_modes_settable[i] & request->arg0);
}

static inline void check_level(u32 devices, const struct tphone_request *request)
{
	must(tphone_one_bit(request->target) && request->target & devices);
	must(tphone_hook_index(request->target) < TPHONE_NR_HOOK_DEVICES);
	must(request->arg0 <= TPHONE_VOLUME_MAX);
}

static inline void check_accepted(const struct tphone_caps *caps,
				  const struct tphone_request *request)
{
	must(caps->opcodes >> request->opcode & 1);
	must(request->data_len <= caps->max_payload);
	switch (request->opcode) {
	case TPHONE_OP_SET_BUTTON:
		must(request->target < caps->nr_buttons);
		must(request->data_len < TPHONE_TEXT_SIZE);
		break;
	case TPHONE_OP_SET_DATA:
		check_data(caps, request);
		break;
	case TPHONE_OP_SET_DISPLAY:
		must(request->target < caps->display_rows);
		must(request->arg0 < caps->display_columns);
		break;
	case TPHONE_OP_SET_GAIN:
		check_level(caps->gain_devices, request);
		break;
	case TPHONE_OP_SET_HOOK:
		check_hook(caps, request);
		break;
	case TPHONE_OP_SET_LAMP:
		check_lamp(caps, request);
		break;
	case TPHONE_OP_SET_RING:
		must(request->arg0 <= caps->nr_ring_modes);
		must(request->arg1 <= TPHONE_VOLUME_MAX);
		break;
	case TPHONE_OP_SET_VOLUME:
		check_level(caps->volume_devices, request);
		break;
	}
}

#endif
