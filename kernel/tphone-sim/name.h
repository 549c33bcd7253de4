/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPSIM_NAME_H
#define TPSIM_NAME_H

#include "token.h"

/* Context in which an operation completes. */
enum tpsim_context {
	TPSIM_INLINE,
	TPSIM_SOFTIRQ,
	TPSIM_HARDIRQ,
	TPSIM_WORK,
	TPSIM_THREAD,
	TPSIM_NR_CONTEXTS
};

/* The same as tphone_hook_index() in the core's validate.h. */
static inline u32 tpsim_hook_index(u32 device)
{
	return device >> 1;
}

u32 tpsim_device_number(const struct tpsim_line *token);
const char *tpsim_device_name(u32 device);
int tpsim_parse_devices(struct tpsim_line line, u32 *devices);
int tpsim_parse_hook_modes(struct tpsim_line line, u32 *modes);
int tpsim_parse_lamp_modes(struct tpsim_line line, u32 *modes);

int tpsim_parse_context(struct tpsim_line line, enum tpsim_context *context);
const char *tpsim_context_name(enum tpsim_context context);

const char *tpsim_hook_mode_name(u32 mode);
const char *tpsim_lamp_mode_name(u32 mode);

#endif /* TPSIM_NAME_H */
