/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_ARRAY_SIZE_H
#define _LIBTPHONE_ARRAY_SIZE_H

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

#endif /* _LIBTPHONE_ARRAY_SIZE_H */
