// SPDX-License-Identifier: GPL-2.0-only
/*
 * The core's text functions, compiled in once more. The core does not export them,
 * as no other driver needs them.
 */
#include "../tphone/text.c"
