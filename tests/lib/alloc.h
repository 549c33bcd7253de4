/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Allocations that fail: linked with --wrap for malloc() and others. */
#ifndef _ALLOC_H
#define _ALLOC_H

/* The n-th allocation from now on fails, from 1; 0: none. */
void alloc_fail_at(unsigned int n);

/* All of them fail. */
void alloc_fail_all(void);

#endif /* _ALLOC_H */
