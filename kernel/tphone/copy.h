/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPHONE_COPY_H
#define TPHONE_COPY_H

#include <linux/types.h>

int tphone_copy_in(void *to, size_t size, size_t min_size,
		   const void __user *from, u32 *usize);
int tphone_copy_out(void __user *to, size_t usize, const void *from,
		    size_t size);

#endif /* TPHONE_COPY_H */
