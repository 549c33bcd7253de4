/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPSIM_FIELD_H
#define TPSIM_FIELD_H

#include "token.h"

/**
 * struct tpsim_kind - functions for a kind of value
 * @parse: sets *@value from a line; the meaning of @max depends on the kind;
 *	leaves *@value alone on error
 * @print: writes @value to a page and returns the bytes
 *
 * Both are called under a lock that may be a spinlock.
 */
struct tpsim_kind {
	int (*parse)(struct tpsim_line line, u64 max, void *value);
	int (*print)(char *page, const void *value);
};

/**
 * struct tpsim_field - a member of struct tpsim_phone that is an attribute
 * @kind: functions for its values
 * @max: largest number, bytes of a text, or 1 if a fault takes an errno
 * @offset: offset of the member
 */
struct tpsim_field {
	const struct tpsim_kind *kind;
	u64 max;
	size_t offset;
};

extern const struct tpsim_kind tpsim_number_kind;
extern const struct tpsim_kind tpsim_flag_kind;
extern const struct tpsim_kind tpsim_text_kind;
extern const struct tpsim_kind tpsim_display_kind;
extern const struct tpsim_kind tpsim_devices_kind;
extern const struct tpsim_kind tpsim_hook_modes_kind;
extern const struct tpsim_kind tpsim_lamp_modes_kind;
extern const struct tpsim_kind tpsim_areas_kind;
extern const struct tpsim_kind tpsim_opcodes_kind;
extern const struct tpsim_kind tpsim_reset_kind;
extern const struct tpsim_kind tpsim_random_kind;
extern const struct tpsim_kind tpsim_context_kind;
extern const struct tpsim_kind tpsim_fault_kind;

#endif /* TPSIM_FIELD_H */
