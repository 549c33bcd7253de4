/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the nine asynchronous functions are called with.
 */
#ifndef CONFORMANCE_NINE_H
#define CONFORMANCE_NINE_H

#include <tphone/tapi.h>

/**
 * struct nine - what the functions are called with
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
struct nine {
	DWORD button;
	DWORD button_mode;
	DWORD lamp;
	DWORD lamp_mode;
	DWORD gain_device;
	DWORD volume_device;
	DWORD hook_device;
	DWORD hook_mode;
};

/* Right for a phone without a shape, until others are chosen. */
extern struct nine nine_chosen;

/* Chooses arguments for a phone with these capabilities. */
void nine_fit(const PHONECAPS *caps);

#endif /* CONFORMANCE_NINE_H */
