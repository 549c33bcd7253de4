/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Types and functions for files that are compiled both into the module and, for
 * tests and fuzzers, on the host. These files use nothing else of the kernel.
 */
#ifndef TPHONE_PURE_H
#define TPHONE_PURE_H

#ifdef __KERNEL__
#include <linux/errno.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/types.h>
#else
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <linux/types.h>
typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;
#endif

#include <linux/tphone-caps.h>

#endif /* TPHONE_PURE_H */
