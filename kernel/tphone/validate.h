/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPHONE_VALIDATE_H
#define TPHONE_VALIDATE_H

#include "pure.h"

#define TPHONE_DEFAULT_MAX_PAYLOAD	4096

/*
 * The highest numbers that this kernel knows. They are not in the header for
 * user space: they grow, and a program would compile in the value of its header
 * although it may run on an older or newer kernel.
 */
#define TPHONE_OPCODE_LAST	TPHONE_OP_SET_VOLUME
#define TPHONE_OPCODES_KNOWN	((2U << TPHONE_OPCODE_LAST) - 2)
#define TPHONE_FUNCTION_LAST	TPHONE_FUNCTION_SEND
#define TPHONE_EVENTS_KNOWN \
	((TPHONE_EVENT_BIT(TPHONE_EVENT_SUSPEND) << 1) - TPHONE_EVENT_BIT(1))

int tphone_validate_caps(const struct tphone_caps *caps);
int tphone_validate_request(const struct tphone_caps *caps,
			    const struct tphone_request *request,
			    size_t *offset);
int tphone_validate_payload(const struct tphone_request *request,
			    const void *payload, size_t *offset);

bool tphone_button_info_valid(u32 mode, u32 function);

static inline bool tphone_one_bit(u32 mask)
{
	return mask && !(mask & (mask - 1));
}

static inline bool tphone_hook_mode_valid(u32 mode)
{
	return tphone_one_bit(mode) && mode <= TPHONE_HOOKMODE_UNKNOWN;
}

static inline bool tphone_lamp_mode_valid(u32 mode)
{
	return tphone_one_bit(mode) && mode != TPHONE_LAMPMODE_DUMMY;
}

/* Index in the arrays per hook switch device. @device is one TPHONE_HOOK_*. */
static inline u32 tphone_hook_index(u32 device)
{
	return device >> 1;
}

#endif /* TPHONE_VALIDATE_H */
