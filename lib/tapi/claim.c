// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * A claim is a socket that is bound to an abstract name, one without a file. The
 * kernel gives the name to one process at a time, of whatever user, and frees it
 * when that process ends. So no file is left behind, and no folder is needed that
 * all users may write to. Processes in different network namespaces do not see
 * each other's names.
 */
#include "../common/log.h"
#include "device.h"
#include "provider.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* dwPermanentPhoneID; 0: the provider has none. */
static DWORD permanent_id(struct tapi_device *device, DWORD version)
{
	PHONECAPS caps = {
		.dwTotalSize = sizeof(caps),
		.dwNeededSize = sizeof(caps),
		.dwUsedSize = sizeof(caps),
	};
	LONG ret;

	ret = tapi_provider_call(device->provider, phoneGetDevCaps, device->id,
				 version, 0, &caps);
	return ret ? 0 : caps.dwPermanentPhoneID;
}

/* Has another phone of the provider the same ID? Then the ID identifies none. */
static bool is_used_here(const struct tapi_device *device, DWORD permanent_id)
{
	const struct tapi_device *other;
	DWORD i;

	for (i = 0; i < tapi.nr_devices; i++) {
		other = tapi.devices[i];
		if (other != device && other->provider == device->provider &&
		    other->claimed_id == permanent_id)
			return true;
	}
	return false;
}

/* The index of a phone among those of its provider, in the provider's order. */
static DWORD index_of(const struct tapi_device *device)
{
	DWORD i, index = 0;

	for (i = 0; i < device->id; i++)
		index += tapi.devices[i]->provider == device->provider;
	return index;
}

/*
 * Prefer the permanent ID to the index: another process may have other phones of
 * this provider before this one.
 */
static socklen_t make_address(struct sockaddr_un *address,
			      struct tapi_device *device, DWORD id)
{
	size_t length;

	/* An abstract name begins behind a zero byte. */
	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	tapi_lock();
	if (id && is_used_here(device, id))
		id = 0;
	device->claimed_id = id;
	length = tapi_claim_name(address->sun_path + 1, device->provider->name,
				 id, index_of(device));
	tapi_unlock();
	return offsetof(struct sockaddr_un, sun_path) + 1 + (socklen_t)length;
}

static int bind_name(const struct sockaddr_un *address, socklen_t size)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), error;

	if (fd < 0)
		return -errno;
	if (!bind(fd, (const struct sockaddr *)address, size))
		return fd;
	error = -errno;
	close(fd);
	return error;
}

static LONG refused(const struct tapi_device *device, int error)
{
	if (error == -EADDRINUSE) {
		log_printf(TPHONE_LOG_INFO, "%s: phone %u is open in another process",
			   device->provider->name, (unsigned int)device->id);
		return PHONEERR_ALLOCATED;
	}
	log_printf(TPHONE_LOG_ERROR, "%s: phone %u cannot be claimed: %s",
		   device->provider->name, (unsigned int)device->id,
		   strerror(-error));
	return PHONEERR_RESOURCEUNAVAIL;
}

LONG tapi_claim(struct tapi_device *device, DWORD version)
{
	struct sockaddr_un address;
	socklen_t size;
	int fd;

	if (tapi_provider_counts_handles(device->provider))
		return 0;
	size = make_address(&address, device, permanent_id(device, version));
	fd = bind_name(&address, size);
	tapi_lock();
	if (fd >= 0)
		device->claim = fd;
	else
		tapi_claim_release(device);
	tapi_unlock();
	return fd < 0 ? refused(device, fd) : 0;
}

void tapi_claim_release(struct tapi_device *device)
{
	if (device->claim >= 0)
		close(device->claim);
	device->claim = -1;
	device->claimed_id = 0;
}

/* FNV-1a: the path of a provider may be longer than a name can be. */
static uint64_t hash(const char *text)
{
	uint64_t value = 0xcbf29ce484222325;

	for (; *text; text++)
		value = (value ^ (unsigned char)*text) * 0x100000001b3;
	return value;
}

size_t tapi_claim_name(char *name, const char *provider, DWORD permanent_id,
		       DWORD index)
{
	return (size_t)snprintf(name, TAPI_CLAIM_NAME_SIZE,
				"tphone-provider/%016" PRIx64 "/%s-%" PRIu32,
				hash(provider), permanent_id ? "id" : "index",
				permanent_id ? permanent_id : index);
}
