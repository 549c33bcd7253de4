/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The child of a fork has a provider that was never initialised. */
#ifndef _LIBTPHONE_TSPI_FORK_H
#define _LIBTPHONE_TSPI_FORK_H

/* Before the provider is initialised for the first time. */
void tspi_fork_prepare(void);

#endif /* _LIBTPHONE_TSPI_FORK_H */
