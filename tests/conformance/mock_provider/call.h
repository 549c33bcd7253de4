/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The record of the calls that TAPI makes, and the frame of every function of the
 * provider:
 *
 *	LONG TSPI_phoneGetRing(HDRVPHONE hdPhone, ...)
 *	{
 *		struct call call = CALL("phoneGetRing", NUMBER(hdPhone));
 *		struct phone *phone;
 *		LONG result;
 *
 *		call_begin(&call, NULL, 0);
 *		phone = call_phone(&call, hdPhone, &result);
 *		if (phone)
 *			result = ...;
 *		return call_end(&call, result);
 *	}
 */
#ifndef MOCK_CALL_H
#define MOCK_CALL_H

#include "phone.h"
#include "mock_provider.h"

#define NR_ARGUMENTS	6

/**
 * struct call - a call in progress
 * @name: of the function, without "TSPI_"
 * @argument: its arguments, pointers as 0
 * @index: where it is in the record
 * @callbacks: it has queued callbacks, which are made before it returns
 *
 * Belongs to the thread.
 */
struct call {
	const char *name;
	DWORD_PTR argument[NR_ARGUMENTS];
	unsigned int index;
	bool callbacks;
};

#define NUMBER(value)	((DWORD_PTR)(value))

#define CALL(function, ...) \
	{ .name = function, .argument = { __VA_ARGS__ } }

/* Records the call and the content of a block, pauses, takes phones_lock(). */
void call_begin(struct call *call, const void *block, DWORD size);

/* The same, with one of the structures that begin with dwTotalSize. */
void call_begin_structure(struct call *call, const void *structure);

/*
 * The phone of a handle, or of a device ID; NULL, and the result, if there is
 * none or if the call is to fail.
 */
struct phone *call_phone(struct call *call, HDRVPHONE handle, LONG *result);
struct phone *call_device(struct call *call, DWORD device, LONG *result);

/* The same for functions that concern no phone; the result, 0: go on. */
LONG call_error(struct call *call);

/* Releases phones_lock(), makes callbacks, records the result. */
LONG call_end(struct call *call, LONG result);

/* For tests, see mock_provider.h. */
unsigned int calls_number(const char *name);
bool calls_get(const char *name, unsigned int n, struct mock_call *copy);
void calls_forget(void);

#endif /* MOCK_CALL_H */
