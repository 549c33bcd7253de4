/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A non-blocking eventfd as a flag that poll() can see. */
#ifndef _LIBTPHONE_EVENTFD_H
#define _LIBTPHONE_EVENTFD_H

void eventfd_set(int fd);
void eventfd_clear(int fd);

#endif /* _LIBTPHONE_EVENTFD_H */
