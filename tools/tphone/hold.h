/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel may take back what a command has set as the command ends: a phone
 * that no program has falls silent and goes on hook. --hold keeps the phone.
 */
#ifndef TPHONE_HOLD_H
#define TPHONE_HOLD_H

#include "target.h"

struct hold {
	bool wanted;
	int time_ms;	/* negative: until a signal comes */
};

/* The words of reset_on_last_close. */
enum hold_reset { HOLD_RESET_NONE, HOLD_RESET_CALL, HOLD_RESET_ALL };

/* Option --hold. Complains, and returns an enum exit_code. */
int hold_parse(const struct call *call, bool is_change, struct hold *hold);

/* How the phone will be reset when this command ends. */
enum hold_reset hold_reset(const struct target *target);

/* Does a reset put out the lamp beside a button of that mode and function? */
bool hold_reset_hits_lamp(enum hold_reset reset, unsigned int button_mode,
			  unsigned int function);

/*
 * After a change that succeeded: keep the phone if that is wanted, else say what
 * will be taken back, as in "the ringer falls silent"; NULL: nothing.
 */
int hold_finish(const struct target *target, const struct hold *hold, const char *undone);

#endif
