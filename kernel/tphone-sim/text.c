// SPDX-License-Identifier: GPL-2.0-only
/*
 * The core's text functions, compiled in once more: they are pure and short, and
 * no driver but a simulator needs them, so the core does not export them.
 */
#include "../tphone/text.c"
