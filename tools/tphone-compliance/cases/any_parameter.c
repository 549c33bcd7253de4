// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The functions of a provider are called with any numbers: each returns success
 * or an error on its list, and so do completions of accepted requests.
 */
#include <stdlib.h>
#include <string.h>

#include "operations.h"
#include "tspi_calls.h"
#include "tspi_lists.h"

#define SEED		20261127
#define NR_CALLS	4000
#define NR_NUMBERS	24

/**
 * struct call - a request that was accepted
 * @function: of this function
 * @request: under this ID
 *
 * Belongs to one thread.
 */
struct call {
	const struct tspi_function *function;
	DRV_REQUESTID request;
};

/* Numbers at the edges of ranges. */
static const DWORD numbers[NR_NUMBERS] = {
	0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 16, 19, 20, 21, 31, 64, 255,
	0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
};

static const DWORD versions[] = {
	TSPI_NEWEST, TSPI_NEWEST, 0x00020000, 0, 0x00010003, 0x00030000,
	0xffffffff,
};

static const WCHAR *const classes[] = {
	u"tapi/phone", u"TPHONE", u"", u"wave/in", u"\xd800",
};

static unsigned int dice;

/* The same numbers on every machine. */
static unsigned int roll(unsigned int sides)
{
	dice = dice * 1103515245 + 12345;
	return (dice >> 16) % sides;
}

static DWORD any_number(DWORD good)
{
	switch (roll(4)) {
	case 0:
		return good;
	case 1:
		return roll(0x10000) << 16 | roll(0x10000);
	default:
		return numbers[roll(NR_NUMBERS)];
	}
}

/*
 * Mix in handles that were never given out, for a provider that checks handles.
 */
static HDRVPHONE any_handle(HDRVPHONE good)
{
	bool looks = phone_is_mock() || tspi == tphone_tspi_builtin();

	if (roll(8) || !looks)
		return good;
	if (roll(2))
		return NULL;
	return (HDRVPHONE)(uintptr_t)(roll(0x10000) * 0x1001 + 0x10000000);
}

static void spoil(struct tspi_arguments *arguments)
{
	static unsigned char bytes[0x10000];

	arguments->handle = any_handle(arguments->handle);
	if (!roll(4))
		arguments->device = any_number(0);
	if (!roll(3))
		arguments->version = versions[roll(7)];
	if (!roll(3))
		arguments->extension = any_number(0x00010000);
	if (roll(2))
		arguments->id = any_number(arguments->id);
	if (roll(2))
		arguments->value = any_number(arguments->value);
	if (roll(2))
		arguments->states = any_number(arguments->states);
	arguments->device_class = classes[roll(5)];
	arguments->data = bytes;
	arguments->size = roll(8) ? roll(2048) : roll(sizeof(bytes));
}

/*
 * Leave out functions that close the phone, and device-specific ones, which may
 * break it.
 */
static bool is_left_out(const struct tspi_function *function)
{
	if (!strcmp(function->name, "phoneClose") ||
	    !provider_has(function->name))
		return true;
	return !phone_is_simulated() &&
	       !strcmp(function->name, "phoneDevSpecific");
}

static void check_completions(const struct call *calls, unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++) {
		tspi_check_listed(calls[i].function->name,
				  callback_result(calls[i].request));
		CHECK_EQ(callback_completions(calls[i].request), 1);
	}
}

CASE(errors_TSPI_any_parameter, CHANGES, "no answer is off the lists")
{
	static struct call accepted[NR_CALLS];
	struct phone *phone = phone_new(NULL);
	struct tspi_arguments arguments;
	unsigned int nr = 0, nr_errors = 0;
	HDRVPHONE handle;
	unsigned int i;
	LONG result;

	provider_begin(0);
	handle = provider_open(phone);
	dice = SEED;
	for (i = 0; i < NR_CALLS; i++) {
		const struct tspi_function *function =
			&tspi_functions[roll(nr_tspi_functions)];

		if (is_left_out(function))
			continue;
		arguments = tspi_good_arguments(function, phone, handle);
		spoil(&arguments);
		result = function->call(&arguments);
		if (function->asynchronous &&
		    result == (LONG)arguments.request) {
			accepted[nr].function = function;
			accepted[nr++].request = result;
			continue;
		}
		tspi_check_listed(function->name, result);
		CHECK(!function->asynchronous || result < 0);
		nr_errors += result < 0;
	}
	CHECK(nr > 0);
	CHECK(nr_errors > 0);
	check_completions(accepted, nr);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}
