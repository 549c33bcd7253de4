/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The child of a fork has no session: what it needs for one is its parent's. */
#ifndef _LIBTPHONE_TAPI_FORK_H
#define _LIBTPHONE_TAPI_FORK_H

/* Before the first session of the process. */
void tapi_fork_prepare(void);

#endif /* _LIBTPHONE_TAPI_FORK_H */
