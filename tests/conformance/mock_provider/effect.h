/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The effect of an operation on a phone, and its events.
 */
#ifndef MOCK_EFFECT_H
#define MOCK_EFFECT_H

#include "operation.h"

/*
 * Call with phones_lock() held, when the completion is queued. Queues events.
 */
void effect_take(struct phone *phone, const struct operation *operation);

#endif /* MOCK_EFFECT_H */
