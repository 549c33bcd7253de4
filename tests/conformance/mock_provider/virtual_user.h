/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The actions of the virtual user at a phone.
 */
#ifndef MOCK_VIRTUAL_USER_H
#define MOCK_VIRTUAL_USER_H

#include "phone.h"

/*
 * An action as in configfs-tphone-sim. Call with phones_lock() held; callbacks
 * are queued. 0; -EINVAL: not possible at this phone; -ENODEV: it is not live.
 */
int virtual_user_act(struct phone *phone, const char *line);

#endif /* MOCK_VIRTUAL_USER_H */
