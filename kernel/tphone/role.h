/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPHONE_ROLE_H
#define TPHONE_ROLE_H

#include "handle.h"

void tphone_role_set(struct tphone_handle *handle, u32 role);
int tphone_role_take(struct tphone_handle *handle,
		     const struct tphone_role *role);

#endif /* TPHONE_ROLE_H */
