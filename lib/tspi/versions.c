// SPDX-License-Identifier: LGPL-2.1-or-later
#include "versions.h"

bool version_exists(DWORD version)
{
	return version >= TSPI_OLDEST && version <= TSPI_NEWEST;
}

bool has_extensions(const struct tphone_info *info)
{
	return info->opcodes >> TPHONE_OP_DEVSPECIFIC & 1;
}

bool extension_exists(const struct tphone_info *info, DWORD version)
{
	return has_extensions(info) && version >= EXTENSION_OLDEST &&
	       version <= EXTENSION_NEWEST;
}

DWORD version_agree(DWORD oldest, DWORD newest, DWORD low, DWORD high)
{
	if (high > newest)
		high = newest;
	if (low < oldest)
		low = oldest;
	return low <= high ? high : 0;
}
