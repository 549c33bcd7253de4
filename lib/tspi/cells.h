/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_TSPI_CELLS_H
#define _LIBTPHONE_TSPI_CELLS_H

#include "handles.h"

/*
 * What the display shows: a unit of UTF-16 for each cell, row after row, and a
 * terminator; free() it. NULL without a display. 0 or a negative errno.
 */
int tspi_display_cells(struct tspi_handle *handle, uint16_t **cells,
		       size_t *size);

#endif /* _LIBTPHONE_TSPI_CELLS_H */
