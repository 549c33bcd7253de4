/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Conditions that hold for any input. */
#ifndef FUZZ_MUST_H
#define FUZZ_MUST_H

#include <stdbool.h>
#include <stdlib.h>

static inline void must(bool condition)
{
	if (!condition)
		abort();
}

#endif
