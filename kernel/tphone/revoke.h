/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPHONE_REVOKE_H
#define TPHONE_REVOKE_H

#include "handle.h"

int tphone_revoke(struct tphone_handle *handle);
int tphone_evict(struct tphone *phone, const char *text);
bool tphone_access_lost(struct file *file);

#endif /* TPHONE_REVOKE_H */
