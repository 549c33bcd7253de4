// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/visible.h"

#include <tphone/tspi.h>

#define INIT(name)	.name = TSPI_##name,

static const struct tphone_tspi builtin = {
	TSPI_FUNCTIONS(INIT)
};

TPHONE_API const struct tphone_tspi *tphone_tspi_builtin(void)
{
	return &builtin;
}
