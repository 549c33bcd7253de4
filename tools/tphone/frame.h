/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The display of a phone. */
#ifndef TPHONE_FRAME_H
#define TPHONE_FRAME_H

#include "target.h"

/* Query the display and print it in a frame. Complains. */
int frame_print(const struct target *target);

/* { "rows", "columns", "lines" }, or null without a display. Complains. */
int frame_json(const struct target *target, json_t **display);

#endif
