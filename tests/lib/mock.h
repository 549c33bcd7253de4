/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Mock providers, mock-one.so and mock-two.so: a test configures them and reads what
 * they have recorded. Both are made of the same source, so each function of one is
 * also in the other.
 */
#ifndef _LIBTPHONE_TESTS_MOCK_H
#define _LIBTPHONE_TESTS_MOCK_H

#include <stdbool.h>
#include <tphone/tspi.h>

#define MOCK_PHONES	2
#define MOCK_HANDLE	0x1234

/**
 * struct mock - what a mock provider exports as "mock"
 * @name: "one" or "two"; also the mode of every lamp
 *
 * Set by the test:
 *
 * @negotiate_error: of TSPI_lineNegotiateTSPIVersion()
 * @version: of TSPI; 0: the highest that is asked for
 * @enum_error: of TSPI_providerEnumDevices()
 * @phones: how many phones
 * @init_error: of TSPI_providerInit()
 * @open_error: of TSPI_phoneOpen()
 * @permanent_id: dwPermanentPhoneID of the first phone; 0: of none
 * @same_id: of all phones
 * @hold: requests are completed by the test
 * @wchar_name: the name of its phones is a text of wchar_t
 *
 * Recorded, and callbacks to call:
 *
 * @inits: calls of TSPI_providerInit()
 * @shutdowns: calls of TSPI_providerShutdown()
 * @opens: calls of TSPI_phoneOpen()
 * @closes: calls of TSPI_phoneClose()
 * @created: device ID from TSPI_providerCreatePhoneDevice(); 0: none yet
 * @base: device ID of the first phone
 * @provider: hProvider
 * @complete: the completion procedure
 * @create: the event procedure of TSPI_providerEnumDevices()
 * @event: the event procedure of TSPI_phoneOpen()
 * @tapi_phone: htPhone
 * @request: the last one
 * @own_lamp: the result of a call of TSPI_phoneGetLamp() by name
 */
struct mock {
	char name[4];
	LONG negotiate_error;
	DWORD version;
	LONG enum_error;
	DWORD phones;
	LONG init_error;
	LONG open_error;
	DWORD permanent_id;
	bool same_id;
	bool hold;
	bool wchar_name;
	unsigned int inits;
	unsigned int shutdowns;
	unsigned int opens;
	unsigned int closes;
	DWORD created;
	DWORD base;
	HPROVIDER provider;
	ASYNC_COMPLETION complete;
	PHONEEVENT create;
	PHONEEVENT event;
	HTAPIPHONE tapi_phone;
	DRV_REQUESTID request;
	DWORD own_lamp;
};

#endif /* _LIBTPHONE_TESTS_MOCK_H */
