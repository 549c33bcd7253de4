/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Find texts of 4-byte wchar_t in places of UTF-16. */
#ifndef CONFORMANCE_WCHAR_TEXT_H
#define CONFORMANCE_WCHAR_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Several characters, each followed by two bytes of zeros. */
bool wchar_text_is(const void *text, size_t size);

#endif /* CONFORMANCE_WCHAR_TEXT_H */
