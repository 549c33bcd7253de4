/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Explain why there is no phone, or no device node of one, and how to get it.
 */
#ifndef TPHONE_ABSENT_H
#define TPHONE_ABSENT_H

#include <stdbool.h>
#include <stddef.h>

/* Returns one line. @sys_visible: the kernel's list of devices can be read. */
const char *absent_text(bool sys_visible);

/*
 * Format one line about a missing device node. @listed: the kernel has that
 * phone.
 */
void absent_node_text(const char *path, bool listed, char *text, size_t size);

/* Both print the reason on standard error and return EXIT_NO_PHONE. */
int absent_complain(void);
int absent_complain_node(const char *path);

#endif
