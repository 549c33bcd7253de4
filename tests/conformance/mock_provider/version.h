/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Versions that the scripted provider supports.
 */
#ifndef SCRIPTED_VERSION_H
#define SCRIPTED_VERSION_H

#include "phone.h"

#define EXTENSION_OLDEST	0x00010000
#define EXTENSION_NEWEST	0x00010001

bool version_supported(DWORD version);

bool version_has_extension(const struct phone *phone);
bool version_extension_supported(const struct phone *phone, DWORD version);

#endif /* SCRIPTED_VERSION_H */
