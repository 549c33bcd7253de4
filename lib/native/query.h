/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_QUERY_H
#define _LIBTPHONE_QUERY_H

#include <stddef.h>
#include <tphone.h>

/*
 * Prepares the argument of an ioctl that has the size @size in the program, and
 * @first in the first version of the interface: everything zero but its size,
 * which is the first member. Checks for NULL, too.
 */
int query_begin(const struct tphone *phone, void *arg, size_t size,
		size_t first);

#endif /* _LIBTPHONE_QUERY_H */
