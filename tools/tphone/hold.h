/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel may take back the changes of a command when the command ends: a
 * phone that no program has open falls silent and goes on hook. --hold keeps it
 * open.
 */
#ifndef TPHONE_HOLD_H
#define TPHONE_HOLD_H

#include "target.h"

struct hold {
	bool wanted;
	int time_ms;	/* negative: until a signal comes */
};

/* The values of reset_on_last_close. */
enum hold_reset { HOLD_RESET_NONE, HOLD_RESET_CALL, HOLD_RESET_ALL };

/* Option --hold. Complains, and returns an enum exit_code. */
int hold_parse(const struct call *call, bool is_change, struct hold *hold);

/* The reset of the phone that follows the end of this command. */
enum hold_reset hold_reset(const struct target *target);

/*
 * Does a reset put out the lamp beside a button of that mode and function? The
 * kernel decides so in tphone_reset_hits_lamp(), kernel/tphone/failsafe.h.
 */
bool hold_reset_hits_lamp(enum hold_reset reset, unsigned int button_mode,
			  unsigned int function);

/*
 * After a change that succeeded: keep the phone open if that is wanted, else
 * print what will be taken back, as in "the ringer falls silent"; NULL:
 * nothing.
 */
int hold_finish(const struct target *target, const struct hold *hold, const char *undone);

#endif
