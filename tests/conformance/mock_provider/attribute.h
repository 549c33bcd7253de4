/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Attributes of phones and of the provider. Call all with phones_lock() held.
 */
#ifndef MOCK_ATTRIBUTE_H
#define MOCK_ATTRIBUTE_H

#include "phone.h"

/*
 * phone may be NULL: of the provider. 0 or a negative errno; *now: callbacks are
 * queued, and must have been made when the test continues.
 */
int attribute_set(struct phone *phone, const char *attribute,
		  const char *value, bool *now);
long long attribute_get(const struct phone *phone, const char *attribute);

#endif /* MOCK_ATTRIBUTE_H */
