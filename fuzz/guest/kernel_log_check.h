/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A check of the log of the kernel after each session. Many findings do not stop
 * the kernel, and later the session that caused them would be unknown.
 */
#ifndef FUZZ_KERNEL_LOG_CHECK_H
#define FUZZ_KERNEL_LOG_CHECK_H

#include <stdbool.h>

/* Check from now on, by the rules of vm/check-log in this folder. 0 or -errno. */
int kernel_log_check_start(const char *folder);

/* Were there findings since the last call? Prints the first of them. */
bool kernel_log_check_failed(void);

#endif /* FUZZ_KERNEL_LOG_CHECK_H */
