/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opening and closing phones. Call all with phones_lock() held, and
 * callback_flush() afterwards.
 */
#ifndef MOCK_OPENING_H
#define MOCK_OPENING_H

#include "phone.h"

/* Completes everything; from now on the handle is not valid. */
void opening_end(struct phone *phone);

/* The same, and PHONE_CLOSE. */
void opening_force_end(struct phone *phone);

#endif /* MOCK_OPENING_H */
