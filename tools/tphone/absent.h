/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why is there no phone, or no device node of one, and what helps? */
#ifndef TPHONE_ABSENT_H
#define TPHONE_ABSENT_H

#include <stdbool.h>
#include <stddef.h>

/* One line. @sys_visible: the kernel's list of devices can be seen. */
const char *absent_text(bool sys_visible);

/*
 * One line about a device node that is not there. @listed: the kernel has that
 * phone.
 */
void absent_node_text(const char *path, bool listed, char *text, size_t size);

/* Both print the reason on standard error and return EXIT_NO_PHONE. */
int absent_complain(void);
int absent_complain_node(const char *path);

#endif
