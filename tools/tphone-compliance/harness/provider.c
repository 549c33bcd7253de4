// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The provider that is tested, and its phones, see provider.h.
 */
#include "async_ops.h"
#include "phone_kind.h"
#include "provider.h"
#include "utf8.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define MAX_OPEN	64

/*
 * Large enough that a provider that ignores dwTotalSize fails in one case only.
 */
#define ROOM_FOR_CAPS	16384
#define MOST_FOR_CAPS	(16 * 1024 * 1024)
#define MOST_ATTEMPTS	8

/* TAPI's handles are no pointers for a provider, so use any number. */
#define FIRST_TAPI_HANDLE	0x1000

/**
 * struct open_phone - what provider_open() has opened
 * @phone: the provider's handle
 * @tapi: TAPI's handle
 */
struct open_phone {
	HDRVPHONE phone;
	HTAPIPHONE tapi;
};

const struct tphone_tspi *tspi;

DWORD tspi_version;

static struct tphone_tspi loaded;

/* The functions of the provider, without those that were filled in for it. */
static struct tphone_tspi own;
static DWORD first_device;

/* Protected by the lock. */
static DWORD next_device;
static unsigned int creations_seen;
static pthread_mutex_t devices_lock = PTHREAD_MUTEX_INITIALIZER;

/* Protected by the lock. */
static struct open_phone open_phones[MAX_OPEN];
static unsigned int nr_open;
static pthread_mutex_t open_lock = PTHREAD_MUTEX_INITIALIZER;

static LONG unavailable(void)
{
	return PHONEERR_OPERATIONUNAVAIL;
}

/*
 * Functions that a provider lacks get stubs, which ignore their arguments.
 * Functions that count handles get none: they mark another kind of provider.
 */
static void fill_in(struct tphone_tspi *table)
{
#define OFFSET(name) offsetof(struct tphone_tspi, name),
	static const size_t offsets[] = { TSPI_FUNCTIONS(OFFSET) };
	const struct tphone_tspi had = *table;
	LONG (*stand_in)(void) = unavailable;
	void *function;
	size_t i;

	for (i = 0; i < sizeof(offsets) / sizeof(*offsets); i++) {
		memcpy(&function, (char *)table + offsets[i], sizeof(function));
		if (!function)
			memcpy((char *)table + offsets[i], &stand_in,
			       sizeof(stand_in));
	}
	table->phoneJoin = had.phoneJoin;
	table->phoneLeave = had.phoneLeave;
	table->phoneGetHandles = had.phoneGetHandles;
}

void provider_load(void)
{
	if (tspi)
		return;
	phone_prepare();
	if (!phone_kind->provider) {
		tspi = tphone_tspi_builtin();
		return;
	}
	CHECK_EQ(tphone_tspi_load(phone_kind->provider(), &loaded), 0);
	own = loaded;
	fill_in(&loaded);
	tspi = &loaded;
}

bool provider_has(const char *function)
{
#define ENTRY(name) { #name, offsetof(struct tphone_tspi, name) },
	static const struct {
		const char *name;
		size_t offset;
	} entries[] = { TSPI_FUNCTIONS(ENTRY) };
	const struct tphone_tspi *table = tspi == &loaded ? &own : tspi;
	void *address = NULL;
	size_t i;

	for (i = 0; i < sizeof(entries) / sizeof(*entries); i++) {
		if (!strcmp(entries[i].name, function))
			memcpy(&address,
			       (const char *)table + entries[i].offset,
			       sizeof(address));
	}
	return address;
}

bool provider_checks_all(void)
{
	return phone_is_mock() || tspi == tphone_tspi_builtin();
}

DWORD provider_caps_size(void)
{
	return tspi_version >= TSPI_NEWEST ? PHONECAPS_SIZE_2_2 :
					     PHONECAPS_SIZE_2_0;
}

void provider_begin(DWORD base)
{
	DWORD lines = 0, phones = 0, options = 0;

	provider_load();
	CHECK_OK(tspi->lineNegotiateTSPIVersion(INITIALIZE_NEGOTIATION,
						TSPI_OLDEST, TSPI_NEWEST,
						&tspi_version));
	RULE(tspi_version >= TSPI_OLDEST && tspi_version <= TSPI_NEWEST,
	     "TSPI_lineNegotiateTSPIVersion() agrees on version %#x, which is not in the range %#x to %#x that it was asked for",
	     tspi_version, TSPI_OLDEST, TSPI_NEWEST);
	creations_seen = callback_count();
	CHECK_OK(tspi->providerEnumDevices(1, &lines, &phones,
					   (HPROVIDER)0x7000, NULL,
					   provider_event));
	first_device = base;
	next_device = base + phones;
	CHECK_OK(tspi->providerInit(tspi_version, 1, 0, base, lines, phones,
				    provider_completion, &options));
}

void provider_end(void)
{
	CHECK_OK(tspi->providerShutdown(tspi_version, 1));
}

/*
 * Create devices after PHONE_CREATE, as TAPI does. Returns the highest ID plus
 * one.
 */
static DWORD create_devices(void)
{
	struct callback callback;
	DWORD end;

	pthread_mutex_lock(&devices_lock);
	while (creations_seen < callback_count()) {
		callback = callback_get(creations_seen++);
		if (callback.message != PHONE_CREATE)
			continue;
		/* The phone may have been removed again. */
		if (!tspi->providerCreatePhoneDevice(callback.parameter[1],
						     next_device))
			next_device++;
	}
	end = next_device;
	pthread_mutex_unlock(&devices_lock);
	return end;
}

/* PHONECAPS in full, or NULL if the phone has gone meanwhile; free() it. */
static PHONECAPS *get_caps(DWORD device)
{
	const DWORD fixed = provider_caps_size();
	unsigned int attempts = 0;
	DWORD size = ROOM_FOR_CAPS;
	PHONECAPS *caps;

	for (;;) {
		RULE(size <= MOST_FOR_CAPS,
		     "dwNeededSize of PHONECAPS is what it needs: it is %u",
		     size);
		caps = calloc(1, size);
		CHECK(caps);
		caps->dwTotalSize = size;
		caps->dwNeededSize = fixed;
		caps->dwUsedSize = fixed;
		if (tspi->phoneGetDevCaps(device, tspi_version, 0, caps))
			break;
		if (caps->dwNeededSize <= size)
			return caps;
		RULE(++attempts < MOST_ATTEMPTS,
		     "dwNeededSize of PHONECAPS is what it needs: it is always more than there is, at last %u",
		     caps->dwNeededSize);
		size = caps->dwNeededSize;
		free(caps);
	}
	free(caps);
	return NULL;
}

/* The information on a phone ends with its id. */
static bool device_is(DWORD device, const char *id)
{
	PHONECAPS *caps = get_caps(device);
	char info[1024];
	size_t length;
	bool same;

	if (!caps)
		return false;
	utf8_from_utf16((char *)caps + caps->dwPhoneInfoOffset,
			caps->dwPhoneInfoSize, info, sizeof(info));
	length = strlen(info);
	same = length >= strlen(id) && !strcmp(info + length - strlen(id), id);
	free(caps);
	return same;
}

static bool find_device(const struct phone *phone, DWORD *device)
{
	DWORD end = create_devices();

	if (!phone_id(phone)[0]) {
		*device = first_device + phone->number;
		return *device < end;
	}
	for (*device = first_device; *device < end; ++*device) {
		if (device_is(*device, phone_id(phone)))
			return true;
	}
	return false;
}

/* A phone may have a lower version than its provider. */
static void agree_on_version(DWORD device)
{
	DWORD version = 0;

	CHECK_OK(tspi->phoneNegotiateTSPIVersion(device, TSPI_OLDEST,
						 tspi_version, &version));
	RULE(version >= TSPI_OLDEST && version <= tspi_version,
	     "TSPI_phoneNegotiateTSPIVersion() agrees on version %#x, which is not in the range %#x to %#x that it was asked for",
	     version, TSPI_OLDEST, tspi_version);
	/* Write it once only, as other threads may read it. */
	if (tspi_version != version)
		tspi_version = version;
}

DWORD provider_device(const struct phone *phone)
{
	DWORD device = 0;

	CHECK_SOON(find_device(phone, &device));
	agree_on_version(device);
	return device;
}

PHONECAPS *provider_caps(const struct phone *phone)
{
	PHONECAPS *caps = get_caps(provider_device(phone));

	RULE(caps, "TSPI_phoneGetDevCaps() fails for a phone that is there");
	return caps;
}

/* A phone that the case has not made may have any shape. */
static void fit_to_phone(DWORD device)
{
	PHONECAPS *caps;

	if (!phone_is_given())
		return;
	caps = get_caps(device);
	CHECK(caps);
	async_args_fit(caps);
	free(caps);
}

HDRVPHONE provider_open(const struct phone *phone)
{
	DWORD device = provider_device(phone);
	struct open_phone *entry;
	HDRVPHONE handle = NULL;
	HTAPIPHONE tapi;

	pthread_mutex_lock(&open_lock);
	tapi = (HTAPIPHONE)(DWORD_PTR)(FIRST_TAPI_HANDLE + nr_open);
	entry = &open_phones[nr_open++ % MAX_OPEN];
	pthread_mutex_unlock(&open_lock);
	CHECK_OK(tspi->phoneOpen(device, tapi, &handle, tspi_version,
				 provider_event));
	RULE(handle, "TSPI_phoneOpen() succeeds without a handle: it is 0");
	fit_to_phone(device);
	pthread_mutex_lock(&open_lock);
	entry->phone = handle;
	entry->tapi = tapi;
	pthread_mutex_unlock(&open_lock);
	return handle;
}

/* The one opened last, if a provider gives out a handle again. */
HTAPIPHONE provider_tapi_handle(HDRVPHONE phone)
{
	HTAPIPHONE tapi = NULL;
	unsigned int i;

	pthread_mutex_lock(&open_lock);
	for (i = 0; i < MAX_OPEN; i++) {
		if (open_phones[i].phone == phone && open_phones[i].tapi > tapi)
			tapi = open_phones[i].tapi;
	}
	pthread_mutex_unlock(&open_lock);
	CHECK(tapi);
	return tapi;
}

void provider_enable_all(HDRVPHONE phone)
{
	if (provider_has("phoneSetStatusMessages"))
		CHECK_OK(tspi->phoneSetStatusMessages(phone, 0x00ffffff, 0x3f,
						      0xf));
}

DRV_REQUESTID provider_request(void)
{
	static atomic_uint last;

	return atomic_fetch_add(&last, 1) + 1;
}
