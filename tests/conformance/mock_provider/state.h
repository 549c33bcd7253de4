/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The initial state of a phone. Call all with phones_lock() held. */
#ifndef MOCK_STATE_H
#define MOCK_STATE_H

#include "phone.h"

/* 0; -EINVAL: attributes of the shape do not go together; -ENOMEM. */
int state_begin(struct phone *phone);
void state_end(struct phone *phone);

/* Number of the only hook switch device in a mask; -1 if it is not one. */
int state_hook_index(DWORD device);

/* A volume or gain, rounded to the steps of the phone. */
DWORD state_level(const struct phone *phone, DWORD level);

/* dwPhoneFeatures of the phone, in any state. */
DWORD state_features(const struct phone *phone);

/* The phone does not answer, or its use is suspended. */
bool state_out_of_use(const struct phone *phone);

/* At least one pair has a lamp. */
bool state_has_lamps(const struct phone *phone);

#endif /* MOCK_STATE_H */
