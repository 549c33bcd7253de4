// SPDX-License-Identifier: LGPL-2.1-or-later
#include "permanent_id.h"

#include <stdint.h>
#include <string.h>

/* FNV-1a, of 32 and of 64 bits. */
#define BASIS_32	0x811c9dc5U
#define PRIME_32	0x01000193U
#define BASIS_64	0xcbf29ce484222325ULL
#define PRIME_64	0x00000100000001b3ULL

/* The second half of a UUID begins elsewhere, else it would be the first. */
#define OTHER_BASIS_64	0x746c657068406e65ULL

#define UUID_VERSION	8
#define UUID_VARIANT	0x80

DWORD permanent_id(const char *id)
{
	uint32_t hash = BASIS_32;

	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * PRIME_32;
	return hash ? hash : 1;
}

static uint64_t hash_64(uint64_t hash, const char *id)
{
	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * PRIME_64;
	return hash;
}

GUID permanent_guid(const char *id)
{
	uint64_t first = hash_64(BASIS_64, id);
	uint64_t second = hash_64(OTHER_BASIS_64, id);
	GUID guid;
	int i;

	guid.Data1 = (DWORD)first;
	guid.Data2 = (WORD)(first >> 32);
	guid.Data3 = (WORD)(first >> 48);
	guid.Data3 = (WORD)((guid.Data3 & 0x0fff) | UUID_VERSION << 12);
	for (i = 0; i < 8; i++)
		guid.Data4[i] = (BYTE)(second >> 8 * i);
	guid.Data4[0] = (BYTE)((guid.Data4[0] & 0x3f) | UUID_VARIANT);
	return guid;
}
