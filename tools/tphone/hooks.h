/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hook switch devices of a phone, and levels: of those devices and of the ringer. */
#ifndef TPHONE_HOOKS_H
#define TPHONE_HOOKS_H

#include "target.h"

/* Complain that the phone has not all of these devices, but others. */
int hooks_complain_device(const struct target *target, unsigned int devices);

/* The same without the phone knowing: none of the mask @among, mostly. */
int hooks_complain_among(const struct target *target, unsigned int devices,
			 unsigned int among, const char *what);

/* Read a level for @what, or complain; returns an enum exit_code. */
int level_read(const char *what, const char *text, unsigned int *level);

#endif
