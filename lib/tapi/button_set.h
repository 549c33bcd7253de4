/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A set of button IDs. */
#ifndef _LIBTPHONE_TAPI_BUTTON_SET_H
#define _LIBTPHONE_TAPI_BUTTON_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <tphone/tapi.h>

/* Buttons from this number on are in no set: no phone has so many. */
#define TAPI_MAX_BUTTONS	65536

/**
 * struct tapi_button_set - buttons
 * @bytes: one bit for each
 * @size: number of @bytes
 */
struct tapi_button_set {
	unsigned char *bytes;
	size_t size;
};

bool tapi_button_set_has(const struct tapi_button_set *set, DWORD button);

/* False: no memory, or no such button. */
bool tapi_button_set_add(struct tapi_button_set *set, DWORD button);

void tapi_button_set_remove(struct tapi_button_set *set, DWORD button);
void tapi_button_set_free(struct tapi_button_set *set);

#endif /* _LIBTPHONE_TAPI_BUTTON_SET_H */
