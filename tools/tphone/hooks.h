/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hook switch devices of a phone; levels of these devices and of the ringer. */
#ifndef TPHONE_HOOKS_H
#define TPHONE_HOOKS_H

#include "target.h"

/*
 * Complain that the phone lacks one of these devices, and name those that it
 * has.
 */
int hooks_complain_device(const struct target *target, unsigned int devices);

/* The same for devices outside the mask @among; @what says what they lack. */
int hooks_complain_among(const struct target *target, unsigned int devices,
			 unsigned int among, const char *what);

/* Read a level for @what, or complain; returns an enum exit_code. */
int level_read(const char *what, const char *text, unsigned int *level);

#endif
