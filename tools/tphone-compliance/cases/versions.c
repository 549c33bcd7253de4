// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Negotiating versions with a provider, and what depends on them.
 */
#include <stdlib.h>

#include "operations.h"
#include "structure.h"

#define HIGHEST		0xffffffff
#define NR_RANGES	7

/* A range of versions. */
struct range {
	DWORD low;
	DWORD high;
};

static LONG negotiate(DWORD device, DWORD low, DWORD high, DWORD *version)
{
	return tspi->phoneNegotiateExtVersion(device, tspi_version, low, high,
					      version);
}

static bool is_zero(const PHONEEXTENSIONID *id)
{
	return !id->dwExtensionID0 && !id->dwExtensionID1 &&
	       !id->dwExtensionID2 && !id->dwExtensionID3;
}

/* The newest version of the extensions; skips the case if there are none. */
static DWORD newest_extension(DWORD device)
{
	PHONEEXTENSIONID id = { 0 };
	DWORD newest = 0;
	LONG result;

	result = tspi->phoneGetExtensionID(device, tspi_version, &id);
	if (result == PHONEERR_OPERATIONUNAVAIL ||
	    !provider_has("phoneNegotiateExtVersion"))
		case_skip("the provider has no extensions");
	CHECK_OK(result);
	if (is_zero(&id)) {
		CHECK_RESULT(negotiate(device, 0, HIGHEST, &newest),
			     PHONEERR_INCOMPATIBLEEXTVERSION);
		case_skip("the phone has no extensions");
	}
	CHECK_OK(negotiate(device, 0, HIGHEST, &newest));
	CHECK(newest != 0);
	return newest;
}

/* An older version; the same one if there is no other. */
static DWORD older_extension(DWORD device, DWORD newest)
{
	DWORD older = 0;

	if (negotiate(device, 1, newest - 1, &older)) {
		CHECK(!phone_is_simulated());
		return newest;
	}
	CHECK(older != 0);
	CHECK(older < newest);
	return older;
}

CASE(T034, READS, "a selected extension version is the answer for its ranges")
{
	struct phone *phone = phone_new(NULL);
	DWORD device, newest, older;
	struct range ranges[5];
	HDRVPHONE handle;
	unsigned int i;

	provider_begin(0);
	device = provider_device(phone);
	newest = newest_extension(device);
	older = older_extension(device, newest);
	handle = provider_open(phone);
	CHECK_OK(tspi->phoneSelectExtVersion(handle, older));
	ranges[0] = (struct range){ 0, HIGHEST };
	ranges[1] = (struct range){ older, older };
	ranges[2] = (struct range){ older, newest };
	ranges[3] = (struct range){ 0, older };
	ranges[4] = (struct range){ older - 1, older + 1 };
	for (i = 0; i < 5; i++) {
		DWORD version = 0;

		CHECK_OK(negotiate(device, ranges[i].low, ranges[i].high,
				   &version));
		CHECK_EQ(version, older);
	}
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}

CASE(T035, READS, "no range without the selected extension version is met")
{
	struct phone *phone = phone_new(NULL);
	DWORD device, newest, older, version = 0x12345678;
	HDRVPHONE handle;

	provider_begin(0);
	device = provider_device(phone);
	newest = newest_extension(device);
	older = older_extension(device, newest);
	handle = provider_open(phone);
	CHECK_OK(tspi->phoneSelectExtVersion(handle, older));
	CHECK_RESULT(negotiate(device, older + 1, HIGHEST, &version),
		     PHONEERR_INCOMPATIBLEEXTVERSION);
	CHECK_EQ(version, 0);
	version = 0x12345678;
	CHECK_RESULT(negotiate(device, 0, older - 1, &version),
		     PHONEERR_INCOMPATIBLEEXTVERSION);
	CHECK_EQ(version, 0);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}

CASE(T036, READS, "selecting extension version 0 brings the full range back")
{
	struct phone *phone = phone_new(NULL);
	DWORD device, newest, older, version = 0;
	HDRVPHONE handle;

	provider_begin(0);
	device = provider_device(phone);
	newest = newest_extension(device);
	older = older_extension(device, newest);
	handle = provider_open(phone);
	CHECK_OK(tspi->phoneSelectExtVersion(handle, older));
	CHECK_OK(negotiate(device, 0, HIGHEST, &version));
	CHECK_EQ(version, older);
	CHECK_OK(tspi->phoneSelectExtVersion(handle, 0));
	CHECK_OK(negotiate(device, 0, HIGHEST, &version));
	CHECK_EQ(version, newest);
	CHECK_OK(negotiate(device, older, older, &version));
	CHECK_EQ(version, older);
	CHECK_OK(tspi->phoneSelectExtVersion(handle, newest));
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}

CASE(T037, READS, "no other extension version can be selected meanwhile")
{
	struct phone *phone = phone_new(NULL);
	DWORD device, newest, older, version = 0;
	HDRVPHONE handle;

	provider_begin(0);
	device = provider_device(phone);
	newest = newest_extension(device);
	older = older_extension(device, newest);
	if (older == newest)
		case_skip("the phone has one extension version only");
	handle = provider_open(phone);
	CHECK_OK(tspi->phoneSelectExtVersion(handle, older));
	CHECK_RESULT(tspi->phoneSelectExtVersion(handle, newest),
		     PHONEERR_INCOMPATIBLEEXTVERSION);
	CHECK_OK(negotiate(device, 0, HIGHEST, &version));
	CHECK_EQ(version, older);
	CHECK_OK(tspi->phoneSelectExtVersion(handle, 0));
	CHECK_OK(tspi->phoneSelectExtVersion(handle, newest));
	CHECK_RESULT(tspi->phoneSelectExtVersion(handle, older),
		     PHONEERR_INCOMPATIBLEEXTVERSION);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}

CASE(T039, READS, "negotiating the version of a phone is never unavailable")
{
	static const struct range ranges[NR_RANGES] = {
		{ TSPI_OLDEST, TSPI_NEWEST },
		{ 0x00010003, 0x00030001 },
		{ 0, HIGHEST },
		{ 0, 0 },
		{ 0x00030000, HIGHEST },
		{ 0x00010003, 0x00010004 },
		{ 0x00020002, 0x00020000 },
	};
	static const DWORD other_devices[] = { 0xffffffff, 0x7fffffff };
	struct phone *phone = phone_new(NULL);
	DWORD device, version;
	unsigned int i, j;
	LONG result;

	provider_begin(0);
	device = provider_device(phone);
	for (i = 0; i < NR_RANGES; i++) {
		version = 0;
		result = tspi->phoneNegotiateTSPIVersion(device, ranges[i].low,
							 ranges[i].high,
							 &version);
		case_note("%#x to %#x: %#x, version %#x", ranges[i].low,
			  ranges[i].high, (unsigned int)result, version);
		if (result)
			CHECK_RESULT(result, PHONEERR_INCOMPATIBLEAPIVERSION);
		else
			RULE(version >= ranges[i].low &&
			     version <= ranges[i].high,
			     "TSPI_phoneNegotiateTSPIVersion() agrees on version %#x, which is not in the range %#x to %#x that it was asked for",
			     version, ranges[i].low, ranges[i].high);
		/*
		 * The first three ranges contain the version that
		 * provider_begin() negotiated.
		 */
		CHECK(i >= 3 || !result);
		for (j = 0; j < 2 && provider_checks_all(); j++) {
			result = tspi->phoneNegotiateTSPIVersion(other_devices[j],
								 ranges[i].low,
								 ranges[i].high,
								 &version);
			CHECK(result < 0);
			CHECK(result != PHONEERR_OPERATIONUNAVAIL);
		}
	}
	provider_end();
}

static void ask_caps(DWORD device, DWORD version, DWORD total, LONG result)
{
	const DWORD fixed = provider_caps_size();
	void *caps = structure_new(fixed, total);

	CHECK_RESULT(tspi->phoneGetDevCaps(device, version, 0, caps), result);
	/* This checks that dwTotalSize is unchanged. */
	structure_check(caps, fixed, total);
	free(caps);
}

CASE(T042, READS, "the total size of PHONECAPS stays as it was")
{
	struct phone *phone = phone_new(NULL);
	DWORD device, needed, total;
	PHONECAPS *caps;

	provider_begin(0);
	device = provider_device(phone);
	caps = operations_caps(phone);
	needed = caps->dwNeededSize;
	free(caps);
	CHECK(phone_is_given() || needed > provider_caps_size());
	for (total = provider_caps_size(); total < needed + 16; total++)
		ask_caps(device, tspi_version, total, 0);
	ask_caps(device, tspi_version, 4 * needed, 0);
	if (provider_checks_all())
		ask_caps(device, 0x00090000, 2 * needed,
			 PHONEERR_INCOMPATIBLEAPIVERSION);
	provider_end();
}
