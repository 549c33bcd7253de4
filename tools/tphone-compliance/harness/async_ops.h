/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arguments of the nine asynchronous functions of a provider. */
#ifndef CONFORMANCE_ASYNC_OPS_H
#define CONFORMANCE_ASYNC_OPS_H

#include <tphone/tapi.h>

/**
 * struct async_args - arguments that a phone accepts
 * @button: a button
 * @button_mode: a mode that it can have
 * @lamp: a lamp
 * @lamp_mode: a mode that it can have
 * @gain_device: one hook switch device whose gain can be set
 * @volume_device: one whose volume can be set
 * @hook_device: one whose mode can be set
 * @hook_mode: to this
 *
 * Set before the first call.
 */
struct async_args {
	DWORD button;
	DWORD button_mode;
	DWORD lamp;
	DWORD lamp_mode;
	DWORD gain_device;
	DWORD volume_device;
	DWORD hook_device;
	DWORD hook_mode;
};

/* At first those for a phone without a shape. */
extern struct async_args async_args;

/* Choose arguments that fit a phone with these capabilities. */
void async_args_fit(const PHONECAPS *caps);

#endif /* CONFORMANCE_ASYNC_OPS_H */
