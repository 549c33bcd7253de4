/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Versions that the mock provider supports.
 */
#ifndef MOCK_VERSION_H
#define MOCK_VERSION_H

#include "phone.h"

#define EXTENSION_OLDEST	0x00010000
#define EXTENSION_NEWEST	0x00010001

bool version_supported(DWORD version);

bool version_has_extension(const struct phone *phone);
bool version_extension_supported(const struct phone *phone, DWORD version);

#endif /* MOCK_VERSION_H */
