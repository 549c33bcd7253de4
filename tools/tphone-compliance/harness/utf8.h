/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Conversion of UTF-16LE, the encoding of the W functions, to UTF-8. It does
 * not use the library, which is under test.
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
