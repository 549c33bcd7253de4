/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lamps of a phone. */
#ifndef TPHONE_LAMPS_H
#define TPHONE_LAMPS_H

#include "target.h"

/* All button/lamp pairs; some have no lamp. */
struct lamps {
	unsigned int nr;
	struct tphone_lamp *lamp;
};

/* Query all pairs. Complains; free them also after an error. */
int lamps_get(const struct target *target, struct lamps *lamps);
void lamps_free(struct lamps *lamps);

bool lamp_is_there(const struct tphone_lamp *lamp);
bool lamp_is_lit(const struct tphone_lamp *lamp);

/*
 * Complain that there is no lamp of this number, and name those that there are.
 */
int lamps_complain_number(const struct target *target, unsigned int number);

#endif
