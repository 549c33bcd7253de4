/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TPHONE_LEVELS_H
#define TPHONE_LEVELS_H

/* Read a level for @what, or complain; returns an enum exit_code. */
int level_read(const char *what, const char *text, unsigned int *level);

#endif
