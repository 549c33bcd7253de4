// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arguments of ioctls: structures that start with their size and may grow.
 */
#include <linux/mm.h>
#include <linux/uaccess.h>

#include "copy.h"

/**
 * tphone_copy_in() - copy an argument from user space
 * @to: receives it; members that the user's structure lacks become zero
 * @size: bytes of it that this kernel knows
 * @min_size: bytes of its first published version
 * @from: the argument; its first 32 bits are its size
 * @usize: receives the size that the user gave; @to holds the same one
 *
 * Return: 0, -EFAULT, -EINVAL when it is too small, -E2BIG when it is larger
 * than known and the part beyond is not zero.
 */
int tphone_copy_in(void *to, size_t size, size_t min_size,
		   const void __user *from, u32 *usize)
{
	int error;

	if (get_user(*usize, (const u32 __user *)from))
		return -EFAULT;
	if (*usize < min_size)
		return -EINVAL;
	if (*usize > PAGE_SIZE)
		return -E2BIG;
	error = copy_struct_from_user(to, size, from, *usize);
	/* The size was fetched twice; use the value that was checked. */
	*(u32 *)to = *usize;
	return error;
}

/**
 * tphone_copy_out() - copy an answer to user space
 * @to: the argument
 * @usize: its size there
 * @from: the answer
 * @size: bytes of it
 *
 * Clears the part of the user's structure beyond the answer.
 *
 * Return: 0 or -EFAULT.
 */
int tphone_copy_out(void __user *to, size_t usize, const void *from,
		    size_t size)
{
	size_t common = min(usize, size);

	if (copy_to_user(to, from, common))
		return -EFAULT;
	if (usize > common && clear_user(to + common, usize - common))
		return -EFAULT;
	return 0;
}
