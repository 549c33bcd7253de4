/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hook switch devices of a phone. */
#ifndef TPHONE_HOOKS_H
#define TPHONE_HOOKS_H

#include "target.h"

/* Complain that the phone has not all of these devices, but others. */
int hooks_complain_device(const struct target *target, unsigned int devices);

/* The same without the phone knowing: none of the mask @among, mostly. */
int hooks_complain_among(const struct target *target, unsigned int devices,
			 unsigned int among, const char *what);

#endif
