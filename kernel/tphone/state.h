/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPHONE_STATE_H
#define TPHONE_STATE_H

#include "phone.h"

/**
 * struct tphone_origin - where a change of the state comes from
 * @cause: TPHONE_CAUSE_*, for the event
 * @id: with TPHONE_CAUSE_HOST, the operation; else 0
 */
struct tphone_origin {
	u16 cause;
	u64 id;
};

static inline struct tphone_origin tphone_no_operation(u16 cause)
{
	return (struct tphone_origin){ .cause = cause };
}

void tphone_state_hook(struct tphone *phone, u32 device, u32 mode,
		       struct tphone_origin origin);
void tphone_state_level(struct tphone *phone, u32 *levels, u16 code, u32 device,
			u32 level, struct tphone_origin origin);
void tphone_state_ring(struct tphone *phone, u32 mode, u32 volume,
		       struct tphone_origin origin);
void tphone_state_lamp(struct tphone *phone, u32 lamp, u32 mode,
		       struct tphone_origin origin);
void tphone_state_button(struct tphone *phone, u32 number, u32 mode,
			 u32 function, const char *text,
			 struct tphone_origin origin);
void tphone_state_key(struct tphone *phone, u32 button, bool down);
u32 tphone_state_display(struct tphone *phone, u32 first, const u8 *text,
			 size_t len, struct tphone_origin origin);
void tphone_state_upload(struct tphone *phone, u32 area, u32 offset,
			 const void *data, u32 len,
			 struct tphone_origin origin);
void tphone_state_connected(struct tphone *phone, bool connected, u16 cause);
void tphone_state_suspended(struct tphone *phone, bool *which, bool suspended,
			    u16 cause);

#endif /* TPHONE_STATE_H */
