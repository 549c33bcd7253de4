/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Find texts of 4-byte wchar_t in places of UTF-16: an oracle that is independent of
 * the check in lib/common/utf.c, which is under test.
 */
#ifndef CONFORMANCE_WCHAR_TEXT_H
#define CONFORMANCE_WCHAR_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* True for several characters, each followed by two zero bytes. */
bool wchar_text_is(const void *text, size_t size);

#endif /* CONFORMANCE_WCHAR_TEXT_H */
