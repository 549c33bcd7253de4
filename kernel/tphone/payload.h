/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPHONE_PAYLOAD_H
#define TPHONE_PAYLOAD_H

#include <linux/types.h>

void *tphone_payload_alloc(size_t size);
void tphone_payload_free(void *memory);

#endif /* TPHONE_PAYLOAD_H */
