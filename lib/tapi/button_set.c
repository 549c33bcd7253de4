// SPDX-License-Identifier: LGPL-2.1-or-later
#include "button_set.h"

#include <stdlib.h>
#include <string.h>

#define BITS	8

static bool grow(struct tapi_button_set *set, DWORD button)
{
	size_t size = (button / BITS + 1) * 2;
	unsigned char *bytes = realloc(set->bytes, size);

	if (!bytes)
		return false;
	memset(bytes + set->size, 0, size - set->size);
	set->bytes = bytes;
	set->size = size;
	return true;
}

bool tapi_button_set_has(const struct tapi_button_set *set, DWORD button)
{
	if (button / BITS >= set->size)
		return false;
	return set->bytes[button / BITS] & 1 << button % BITS;
}

bool tapi_button_set_add(struct tapi_button_set *set, DWORD button)
{
	if (button >= TAPI_MAX_BUTTONS)
		return false;
	if (button / BITS >= set->size && !grow(set, button))
		return false;
	set->bytes[button / BITS] |= 1 << button % BITS;
	return true;
}

void tapi_button_set_remove(struct tapi_button_set *set, DWORD button)
{
	if (tapi_button_set_has(set, button))
		set->bytes[button / BITS] &= ~(1 << button % BITS);
}

void tapi_button_set_free(struct tapi_button_set *set)
{
	free(set->bytes);
	*set = (struct tapi_button_set){ 0 };
}
