// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The life of a provider: negotiating, enumerating, initialising, shutting down.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "operations.h"
#include "structure.h"

/*
 * Large enough that a provider that ignores dwTotalSize fails in another case
 * only.
 */
#define ROOM_FOR_CAPS	16384

#define PROVIDER_ID	42
#define NR_REQUESTS	20

static atomic_uint nr_foreign;

static void foreign_completion(DRV_REQUESTID request, LONG result)
{
	(void)request;
	(void)result;
	nr_foreign++;
}

static void line_event(HTAPILINE line, HTAPICALL call, DWORD message,
		       DWORD_PTR first, DWORD_PTR second, DWORD_PTR third)
{
	(void)line;
	(void)call;
	(void)message;
	(void)first;
	(void)second;
	(void)third;
}

static LONG enumerate(DWORD *lines, DWORD *phones)
{
	*lines = 0;
	*phones = 0;
	return tspi->providerEnumDevices(PROVIDER_ID, lines, phones,
					 (HPROVIDER)(uintptr_t)0x9191,
					 line_event, provider_event);
}

static LONG initialise(DWORD base, DWORD lines, DWORD phones,
		       ASYNC_COMPLETION completion)
{
	DWORD options = 0;

	return tspi->providerInit(tspi_version, PROVIDER_ID, 0, base, lines,
				  phones, completion, &options);
}

static bool has_caps(DWORD device)
{
	const DWORD fixed = provider_caps_size();
	PHONECAPS *caps = structure_new(fixed, ROOM_FOR_CAPS);
	bool ret = !tspi->phoneGetDevCaps(device, tspi_version, 0, caps);

	free(caps);
	return ret;
}

CASE(T291, READS, "initialising twice succeeds and changes nothing")
{
	const DWORD base = 5;
	struct phone *phone = phone_new(NULL);
	DRV_REQUESTID request = 0;
	HDRVPHONE handle;
	DWORD device;
	unsigned int which;

	provider_begin(base);
	device = provider_device(phone);
	handle = provider_open(phone);
	CHECK_OK(initialise(base + 1000, 0, 1, foreign_completion));
	CHECK(has_caps(device));
	CHECK_EQ(provider_device(phone), device);
	if (provider_checks_all())
		CHECK(!has_caps(device + 1000));
	provider_enable_all(handle);
	if (phone_is_simulated()) {
		which = operation_some(phone);
		request = operation_issue(which, handle);
		operation_ends(request, 0);
	}
	CHECK_OK(tspi->phoneClose(handle));
	CHECK_EQ(nr_foreign, 0);
	provider_end();
}

CASE(T292, READS, "enumerating comes before initialising, and counts right")
{
	struct phone *phone = phone_new(NULL);
	DWORD lines, phones, again, i;

	provider_load();
	CHECK_OK(tspi->lineNegotiateTSPIVersion(INITIALIZE_NEGOTIATION,
						TSPI_OLDEST, TSPI_NEWEST,
						&tspi_version));
	CHECK_OK(enumerate(&lines, &phones));
	CHECK(phones >= 1);
	CHECK_OK(enumerate(&lines, &again));
	CHECK_EQ(again, phones);
	CHECK_OK(initialise(10, lines, phones, provider_completion));
	for (i = 0; i < phones; i++)
		CHECK(has_caps(10 + i));
	if (provider_checks_all()) {
		CHECK(!has_caps(10 + phones));
		CHECK(!has_caps(9));
	}
	CHECK_OK(tspi->providerShutdown(tspi_version, PROVIDER_ID));
	(void)phone;
}

CASE(T293, READS, "device IDs may begin with any number")
{
	static const DWORD bases[] = { 0, 1, 7, 1000, 0x7ffffff0 };
	struct phone *phone = phone_new(NULL);
	HDRVPHONE handle;
	DWORD device;
	unsigned int i;

	for (i = 0; i < 5; i++) {
		DWORD version = 0;

		provider_begin(bases[i]);
		device = provider_device(phone);
		CHECK(device >= bases[i]);
		CHECK_OK(tspi->phoneNegotiateTSPIVersion(device, tspi_version,
							 tspi_version,
							 &version));
		CHECK_EQ(version, tspi_version);
		if (provider_checks_all() && bases[i])
			CHECK(!has_caps(bases[i] - 1));
		handle = provider_open(phone);
		CHECK_OK(tspi->phoneClose(handle));
		provider_end();
	}
}

static DWORD negotiate(DWORD device)
{
	DWORD version = 0;

	if (tspi->phoneNegotiateExtVersion(device, tspi_version, 0, 0xffffffff,
					   &version))
		return 0;
	return version;
}

/* Leaves a filter, requests and a selected version of extensions behind. */
static unsigned int leave_behind(struct phone *phone, DRV_REQUESTID *requests)
{
	HDRVPHONE handle = provider_open(phone);
	DWORD device = provider_device(phone);
	DWORD older = 0;
	unsigned int nr;

	provider_enable_all(handle);
	if (!tspi->phoneNegotiateExtVersion(device, tspi_version, 1,
					    negotiate(device) - 1, &older))
		CHECK_OK(tspi->phoneSelectExtVersion(handle, older));
	operations_hold(phone);
	nr = operations_issue_all(phone, handle, requests);
	operations_wait_held(phone, nr);
	return nr;
}

CASE(T294, CHANGES | NEEDS_USER, "nothing is left of the session before")
{
	struct phone *phone = phone_new(NULL);
	DRV_REQUESTID old[NR_ASYNC], request;
	unsigned int nr, from, i;
	DWORD extension;
	HDRVPHONE handle;

	provider_begin(0);
	operations_need_usual(phone);
	extension = negotiate(provider_device(phone));
	nr = leave_behind(phone, old);
	provider_end();
	from = operations_callbacks();
	provider_begin(0);
	CHECK_EQ(negotiate(provider_device(phone)), extension);
	handle = provider_open(phone);
	operations_release(phone);
	phone_user(phone, "press 5");
	phone_user(phone, "lift handset");
	operations_silent_since(from);
	for (i = 0; i < nr; i++)
		CHECK_EQ(callback_completions(old[i]), 1);
	request = operation_issue(operation_some(phone), handle);
	operation_ends(request, 0);
	operations_silent_since(from + 1);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}

CASE(T295, CHANGES | NEEDS_USER, "shutting down ends requests as closing does")
{
	struct phone *phones[2];
	DRV_REQUESTID requests[NR_REQUESTS];
	unsigned int nr[2], total, i;
	HDRVPHONE handle;

	for (i = 0; i < 2; i++)
		phones[i] = phone_new(NULL);
	provider_begin(0);
	for (i = 0, total = 0; i < 2; i++, total += nr[i - 1]) {
		handle = provider_open(phones[i]);
		provider_enable_all(handle);
		operations_hold(phones[i]);
		nr[i] = operations_issue_all(phones[i], handle,
					     requests + total);
		operations_wait_held(phones[i], nr[i]);
	}
	CHECK_EQ(operations_callbacks(), 0);
	provider_end();
	CHECK_EQ(operations_callbacks(), total);
	for (i = 0; i < total; i++) {
		CHECK_EQ(callback_completions(requests[i]), 1);
		CHECK_RESULT(callback_result(requests[i]),
			     PHONEERR_OPERATIONFAILED);
	}
	operations_release(phones[0]);
	phone_user(phones[0], "press 5");
	phone_user(phones[1], "lift handset");
	phone_live(phones[1], false);
	operations_silent_since(total);
}

CASE(T296, READS, "a provider without lines negotiates its version")
{
	DWORD version = 0, lines, phones;
	struct phone *phone = phone_new(NULL);

	provider_load();
	CHECK_OK(tspi->lineNegotiateTSPIVersion(INITIALIZE_NEGOTIATION,
						0x00010003, 0x00030001,
						&version));
	RULE(version >= 0x00010003 && version <= 0x00030001,
	     "TSPI_lineNegotiateTSPIVersion() agrees on version %#x, which is not in the range 0x10003 to 0x30001 that it was asked for",
	     version);
	CHECK_OK(tspi->lineNegotiateTSPIVersion(INITIALIZE_NEGOTIATION,
						TSPI_OLDEST, TSPI_NEWEST,
						&tspi_version));
	CHECK_OK(tspi->lineNegotiateTSPIVersion(INITIALIZE_NEGOTIATION,
						tspi_version, tspi_version,
						&version));
	RULE(version == tspi_version,
	     "TSPI_lineNegotiateTSPIVersion() agrees on version %#x when it was asked for %#x alone, which it has agreed on before",
	     version, tspi_version);
	RULE(tspi->lineNegotiateTSPIVersion(INITIALIZE_NEGOTIATION, 0x00090000,
					    0x000a0000, &version) ==
		     LINEERR_INCOMPATIBLEAPIVERSION,
	     "TSPI_lineNegotiateTSPIVersion() answers INCOMPATIBLEAPIVERSION for versions that the provider does not have: it agrees on 9.0");
	CHECK_OK(enumerate(&lines, &phones));
	if (lines)
		case_skip("the provider has lines");
	CHECK_EQ(lines, 0);
	(void)phone;
}
