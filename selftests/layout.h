/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The layout of every structure of the interface. Programs are compiled with
 * it, so it never changes, and it is the same for 32-bit and 64-bit programs.
 */
#ifndef _TPHONE_SELFTEST_LAYOUT_H
#define _TPHONE_SELFTEST_LAYOUT_H

#include <stddef.h>

#include <linux/tphone.h>

#define CHECK_SIZE(type, size) \
	_Static_assert(sizeof(struct type) == (size), #type)
#define CHECK_OFFSET(type, field, offset) \
	_Static_assert(offsetof(struct type, field) == (offset), #type "." #field)

_Static_assert(TPHONE_EVENTS_DEFAULT == 0xfffe, "for ever");

CHECK_SIZE(tphone_request, 64);
CHECK_OFFSET(tphone_request, user_data, 0);
CHECK_OFFSET(tphone_request, opcode, 8);
CHECK_OFFSET(tphone_request, flags, 10);
CHECK_OFFSET(tphone_request, target, 12);
CHECK_OFFSET(tphone_request, timeout_ms, 16);
CHECK_OFFSET(tphone_request, arg0, 20);
CHECK_OFFSET(tphone_request, arg1, 24);
CHECK_OFFSET(tphone_request, data_ptr, 32);
CHECK_OFFSET(tphone_request, data_len, 40);
CHECK_OFFSET(tphone_request, data_offset, 44);
CHECK_OFFSET(tphone_request, reserved, 48);

CHECK_SIZE(tphone_record, 64);
CHECK_OFFSET(tphone_record, seq, 0);
CHECK_OFFSET(tphone_record, timestamp_ns, 8);
CHECK_OFFSET(tphone_record, type, 16);
CHECK_OFFSET(tphone_record, code, 18);
CHECK_OFFSET(tphone_record, flags, 20);
CHECK_OFFSET(tphone_record, cause, 22);
CHECK_OFFSET(tphone_record, user_data, 24);
CHECK_OFFSET(tphone_record, id, 32);
CHECK_OFFSET(tphone_record, status, 40);
CHECK_OFFSET(tphone_record, len, 44);
CHECK_OFFSET(tphone_record, value, 48);

CHECK_SIZE(tphone_info, 592);
CHECK_OFFSET(tphone_info, size, 0);
CHECK_OFFSET(tphone_info, flags, 4);
CHECK_OFFSET(tphone_info, index, 8);
CHECK_OFFSET(tphone_info, reserved0, 12);
CHECK_OFFSET(tphone_info, features, 16);
CHECK_OFFSET(tphone_info, opcodes, 24);
CHECK_OFFSET(tphone_info, events, 32);
CHECK_OFFSET(tphone_info, hook_devices, 40);
CHECK_OFFSET(tphone_info, hook_modes_settable, 44);
CHECK_OFFSET(tphone_info, hook_modes_reported, 56);
CHECK_OFFSET(tphone_info, volume_devices, 68);
CHECK_OFFSET(tphone_info, gain_devices, 72);
CHECK_OFFSET(tphone_info, nr_ring_modes, 76);
CHECK_OFFSET(tphone_info, display_rows, 80);
CHECK_OFFSET(tphone_info, display_columns, 84);
CHECK_OFFSET(tphone_info, nr_buttons, 88);
CHECK_OFFSET(tphone_info, nr_downloads, 92);
CHECK_OFFSET(tphone_info, nr_uploads, 96);
CHECK_OFFSET(tphone_info, max_payload, 100);
CHECK_OFFSET(tphone_info, max_operations, 104);
CHECK_OFFSET(tphone_info, max_batch, 108);
CHECK_OFFSET(tphone_info, manufacturer, 112);
CHECK_OFFSET(tphone_info, model, 176);
CHECK_OFFSET(tphone_info, serial, 240);
CHECK_OFFSET(tphone_info, id, 304);
CHECK_OFFSET(tphone_info, driver, 432);
CHECK_OFFSET(tphone_info, parent, 496);
CHECK_OFFSET(tphone_info, reserved, 560);

CHECK_SIZE(tphone_state, 192);
CHECK_OFFSET(tphone_state, size, 0);
CHECK_OFFSET(tphone_state, flags, 4);
CHECK_OFFSET(tphone_state, seq, 8);
CHECK_OFFSET(tphone_state, status, 16);
CHECK_OFFSET(tphone_state, role, 20);
CHECK_OFFSET(tphone_state, nr_owners, 24);
CHECK_OFFSET(tphone_state, nr_monitors, 28);
CHECK_OFFSET(tphone_state, nr_outstanding, 32);
CHECK_OFFSET(tphone_state, nr_own_outstanding, 36);
CHECK_OFFSET(tphone_state, hook_mode, 40);
CHECK_OFFSET(tphone_state, volume, 52);
CHECK_OFFSET(tphone_state, gain, 64);
CHECK_OFFSET(tphone_state, ring_mode, 76);
CHECK_OFFSET(tphone_state, ring_volume, 80);
CHECK_OFFSET(tphone_state, nr_lamps, 84);
CHECK_OFFSET(tphone_state, lamps_ptr, 88);
CHECK_OFFSET(tphone_state, reserved, 96);
CHECK_OFFSET(tphone_state, owner_name, 128);

CHECK_SIZE(tphone_role, 80);
CHECK_OFFSET(tphone_role, size, 0);
CHECK_OFFSET(tphone_role, flags, 4);
CHECK_OFFSET(tphone_role, role, 8);
CHECK_OFFSET(tphone_role, reserved, 12);
CHECK_OFFSET(tphone_role, name, 16);

CHECK_SIZE(tphone_mask, 16);
CHECK_OFFSET(tphone_mask, size, 0);
CHECK_OFFSET(tphone_mask, flags, 4);
CHECK_OFFSET(tphone_mask, events, 8);

CHECK_SIZE(tphone_notify, 16);
CHECK_OFFSET(tphone_notify, size, 0);
CHECK_OFFSET(tphone_notify, flags, 4);
CHECK_OFFSET(tphone_notify, eventfd, 8);
CHECK_OFFSET(tphone_notify, reserved, 12);

CHECK_SIZE(tphone_submit, 48);
CHECK_OFFSET(tphone_submit, size, 0);
CHECK_OFFSET(tphone_submit, flags, 4);
CHECK_OFFSET(tphone_submit, requests_ptr, 8);
CHECK_OFFSET(tphone_submit, ids_ptr, 16);
CHECK_OFFSET(tphone_submit, nr_requests, 24);
CHECK_OFFSET(tphone_submit, request_size, 28);
CHECK_OFFSET(tphone_submit, nr_accepted, 32);
CHECK_OFFSET(tphone_submit, error, 36);
CHECK_OFFSET(tphone_submit, error_offset, 40);
CHECK_OFFSET(tphone_submit, reserved, 44);

CHECK_SIZE(tphone_cancel, 32);
CHECK_OFFSET(tphone_cancel, size, 0);
CHECK_OFFSET(tphone_cancel, flags, 4);
CHECK_OFFSET(tphone_cancel, select, 8);
CHECK_OFFSET(tphone_cancel, nr_cancelled, 12);
CHECK_OFFSET(tphone_cancel, id, 16);
CHECK_OFFSET(tphone_cancel, user_data, 24);

CHECK_SIZE(tphone_fetch, 32);
CHECK_OFFSET(tphone_fetch, size, 0);
CHECK_OFFSET(tphone_fetch, flags, 4);
CHECK_OFFSET(tphone_fetch, id, 8);
CHECK_OFFSET(tphone_fetch, buf_ptr, 16);
CHECK_OFFSET(tphone_fetch, buf_len, 24);
CHECK_OFFSET(tphone_fetch, len, 28);

CHECK_SIZE(tphone_lamp, 32);
CHECK_OFFSET(tphone_lamp, size, 0);
CHECK_OFFSET(tphone_lamp, flags, 4);
CHECK_OFFSET(tphone_lamp, lamp, 8);
CHECK_OFFSET(tphone_lamp, mode, 12);
CHECK_OFFSET(tphone_lamp, modes, 16);
CHECK_OFFSET(tphone_lamp, reserved, 20);
CHECK_OFFSET(tphone_lamp, seq, 24);

CHECK_SIZE(tphone_button, 96);
CHECK_OFFSET(tphone_button, size, 0);
CHECK_OFFSET(tphone_button, flags, 4);
CHECK_OFFSET(tphone_button, button, 8);
CHECK_OFFSET(tphone_button, mode, 12);
CHECK_OFFSET(tphone_button, function, 16);
CHECK_OFFSET(tphone_button, state, 20);
CHECK_OFFSET(tphone_button, seq, 24);
CHECK_OFFSET(tphone_button, text, 32);

CHECK_SIZE(tphone_display, 40);
CHECK_OFFSET(tphone_display, size, 0);
CHECK_OFFSET(tphone_display, flags, 4);
CHECK_OFFSET(tphone_display, buf_ptr, 8);
CHECK_OFFSET(tphone_display, buf_len, 16);
CHECK_OFFSET(tphone_display, len, 20);
CHECK_OFFSET(tphone_display, rows, 24);
CHECK_OFFSET(tphone_display, columns, 28);
CHECK_OFFSET(tphone_display, seq, 32);

CHECK_SIZE(tphone_data, 48);
CHECK_OFFSET(tphone_data, size, 0);
CHECK_OFFSET(tphone_data, flags, 4);
CHECK_OFFSET(tphone_data, area, 8);
CHECK_OFFSET(tphone_data, offset, 12);
CHECK_OFFSET(tphone_data, buf_ptr, 16);
CHECK_OFFSET(tphone_data, buf_len, 24);
CHECK_OFFSET(tphone_data, len, 28);
CHECK_OFFSET(tphone_data, area_size, 32);
CHECK_OFFSET(tphone_data, area_used, 36);
CHECK_OFFSET(tphone_data, seq, 40);

CHECK_SIZE(tphone_detach, 24);
CHECK_OFFSET(tphone_detach, size, 0);
CHECK_OFFSET(tphone_detach, flags, 4);
CHECK_OFFSET(tphone_detach, grace_ms, 8);
CHECK_OFFSET(tphone_detach, was_last, 12);
CHECK_OFFSET(tphone_detach, nr_outstanding, 16);
CHECK_OFFSET(tphone_detach, nr_left_behind, 20);

CHECK_SIZE(tphone_revoke, 8);
CHECK_OFFSET(tphone_revoke, size, 0);
CHECK_OFFSET(tphone_revoke, flags, 4);

#endif /* _TPHONE_SELFTEST_LAYOUT_H */
