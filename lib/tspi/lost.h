/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_TSPI_LOST_H
#define _LIBTPHONE_TSPI_LOST_H

#include "open.h"

/*
 * By the dispatcher, when events were lost: tells of everything that may have
 * changed, as it is now.
 */
void tspi_tell_all(struct tspi_open *open, struct tspi_handle *listener);

#endif /* _LIBTPHONE_TSPI_LOST_H */
