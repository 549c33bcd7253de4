/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_WATCH_H
#define _LIBTPHONE_WATCH_H

#include <tphone.h>

/*
 * After fork(): closes the descriptors of the parent's watch and touches nothing
 * else of it, as another thread may have been changing it.
 */
void watch_forget(const struct tphone_watch *watch);

#endif /* _LIBTPHONE_WATCH_H */
