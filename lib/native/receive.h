/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_RECEIVE_H
#define _LIBTPHONE_RECEIVE_H

#include <tphone.h>

/*
 * Reads what has arrived, with the lock held and without blocking, and gives
 * every record its place. Returns how many records that were; 0 if there is
 * none, or never will be: then phone->end says why.
 */
int receive(struct tphone *phone);

/* Makes ready_fd agree with the queue; with the lock held. */
void receive_update_ready(struct tphone *phone);

#endif /* _LIBTPHONE_RECEIVE_H */
