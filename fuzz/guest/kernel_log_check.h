/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Does the kernel complain? Much of what it finds does not stop it, and later
 * nobody could tell what it was about.
 */
#ifndef FUZZ_KERNEL_LOG_CHECK_H
#define FUZZ_KERNEL_LOG_CHECK_H

#include <stdbool.h>

/* From now on, by the rules of vm/check-log in this folder. 0 or -errno. */
int trouble_watch(const char *folder);

/* Tells, too. */
bool trouble_found(void);

#endif /* FUZZ_KERNEL_LOG_CHECK_H */
