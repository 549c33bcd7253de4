/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_ROLE_H
#define _LIBTPHONE_ROLE_H

#include <tphone.h>

/*
 * Puts the device among what the program polls, once it has a role: without one
 * poll() says POLLERR.
 */
int role_start_watching(struct tphone *phone);

#endif /* _LIBTPHONE_ROLE_H */
