/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TPHONE_ARRAY_SIZE_H
#define TPHONE_ARRAY_SIZE_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
