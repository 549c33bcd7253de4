/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rule by which the fail-safe resets lamps. The fail-safe runs when the last
 * handle with a role is gone, as the program that should have silenced the phone
 * may have died.
 */
#ifndef TPHONE_FAILSAFE_H
#define TPHONE_FAILSAFE_H

#include "pure.h"

/**
 * tphone_reset_name() - the text of a value of reset_on_last_close
 * @reset: enum tphone_reset
 *
 * Return: the name; NULL behind the last value.
 */
static inline const char *tphone_reset_name(u32 reset)
{
	switch (reset) {
	case TPHONE_RESET_CALL:
		return "call";
	case TPHONE_RESET_NONE:
		return "none";
	case TPHONE_RESET_ALL:
		return "all";
	default:
		return NULL;
	}
}

/**
 * tphone_reset_hits_lamp() - does the fail-safe put out a lamp?
 * @reset: enum tphone_reset
 * @button_mode: mode of the button beside the lamp
 * @function: function of that button
 *
 * TPHONE_RESET_CALL puts out the lamps that show a call, hold or mute. Another
 * lamp, a message indicator for instance, may have been lit by a program that
 * ended long ago, and is meant to stay. The function of the button decides which
 * lamp it is; without a function, the mode of a call appearance does.
 *
 * Return: true if it does.
 */
static inline bool tphone_reset_hits_lamp(u32 reset, u32 button_mode,
					  u32 function)
{
	if (reset != TPHONE_RESET_CALL)
		return reset == TPHONE_RESET_ALL;
	switch (function) {
	case TPHONE_FUNCTION_CALLAPP:
	case TPHONE_FUNCTION_BRIDGEDAPP:
	case TPHONE_FUNCTION_HOLD:
	case TPHONE_FUNCTION_MUTE:
		return true;
	case TPHONE_FUNCTION_UNKNOWN:
	case TPHONE_FUNCTION_NONE:
		return button_mode == TPHONE_BUTTONMODE_CALL;
	default:
		return false;
	}
}

#endif /* TPHONE_FAILSAFE_H */
