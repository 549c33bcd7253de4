// SPDX-License-Identifier: LGPL-2.1-or-later
#include "alloc.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

static atomic_uint countdown;
static atomic_bool all;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_reallocarray(void *old, size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size);

void alloc_fail_at(unsigned int n)
{
	countdown = n;
	all = false;
}

void alloc_fail_all(void)
{
	alloc_fail_at(0);
	all = true;
}

static bool fails(void)
{
	/* Written only when allocations fail, as other tests have threads. */
	return all || (countdown && !--countdown);
}

void *__wrap_malloc(size_t size)
{
	return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_reallocarray(void *old, size_t count, size_t size)
{
	return fails() ? NULL : __real_reallocarray(old, count, size);
}
