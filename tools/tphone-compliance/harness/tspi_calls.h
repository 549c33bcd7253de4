/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The functions of a provider that work on a phone, each called with the same set
 * of arguments.
 */
#ifndef CONFORMANCE_TSPI_CALLS_H
#define CONFORMANCE_TSPI_CALLS_H

#include "provider.h"

/**
 * struct tspi_arguments - arguments for any of the functions
 * @handle: of an open phone
 * @device: device ID; dwTempID of TSPI_providerCreatePhoneDevice()
 * @version: of TSPI; the lowest and the highest, and the one that was negotiated
 * @extension: of the extensions, in the same way
 * @id: button, lamp, data area, row, hook switch device, ring mode, phone states
 * @value: mode, column, volume, gain, button modes
 * @states: button states
 * @device_class: UTF-16
 * @data: bytes; NULL is possible
 * @size: how many
 * @request: of an async operation
 *
 * Belongs to one thread.
 */
struct tspi_arguments {
	HDRVPHONE handle;
	DWORD device;
	DWORD version;
	DWORD extension;
	DWORD id;
	DWORD value;
	DWORD states;
	const WCHAR *device_class;
	void *data;
	DWORD size;
	DRV_REQUESTID request;
};

/**
 * struct tspi_function - a function
 * @name: without "TSPI_"
 * @by_handle: it wants a handle, not a device ID
 * @asynchronous: one of the async operations
 * @id: good for a phone without a shape, as the members that follow
 * @value: as above
 * @states: as above
 * @features: PHONEFEATURE_*, any of which a phone has that can do this; 0: there
 *	is none for it
 * @call: calls it; fails the case if it writes beyond a structure
 *
 * Constant.
 */
struct tspi_function {
	const char *name;
	bool by_handle;
	bool asynchronous;
	DWORD id;
	DWORD value;
	DWORD states;
	DWORD features;
	int32_t (*call)(const struct tspi_arguments *arguments);
};

extern const struct tspi_function tspi_functions[];
extern const unsigned int nr_tspi_functions;

/* Fails the case if there is no such function. */
const struct tspi_function *tspi_function(const char *name);

/* Can the phone do it, according to its capabilities? */
bool tspi_function_exists(const struct tspi_function *function,
			  const struct phone *phone);

/* Valid arguments for an open phone: the given one, or one without a shape. */
struct tspi_arguments tspi_good_arguments(const struct tspi_function *function,
					  const struct phone *phone,
					  HDRVPHONE handle);

#endif /* CONFORMANCE_TSPI_CALLS_H */
