/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * UTF-16LE, as the W functions have it, to UTF-8. The cases do this themselves
 * and not with the library, which is what they test.
 */
#ifndef CONFORMANCE_UTF8_H
#define CONFORMANCE_UTF8_H

#include <stddef.h>

/*
 * bytes of UTF-16LE, perhaps unaligned, up to a terminator. The result is cut
 * to size, and always terminated.
 */
void utf8_from_utf16(const void *utf16, size_t bytes, char *utf8, size_t size);

#endif /* CONFORMANCE_UTF8_H */
