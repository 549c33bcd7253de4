/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rule by which the fail-safe takes things back. It runs when the last
 * handle is gone, as the program that should have silenced the phone may have
 * died.
 */
#ifndef TPHONE_FAILSAFE_H
#define TPHONE_FAILSAFE_H

#include "pure.h"

/**
 * tphone_reset_name() - a value of reset_on_last_close as people write it
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
 * lamp, of a message that waits say, may have been lit by a program that ended
 * long ago, and is meant to stay. The function of the button says what the
 * lamp is for; where it has none, the mode of a call appearance does.
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
