/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The functions that take an hPhone, each with arguments that a new phone of
 * phone_new(NULL) accepts: for cases about all of them.
 */
#ifndef CONFORMANCE_APPLICATION_FUNCTIONS_H
#define CONFORMANCE_APPLICATION_FUNCTIONS_H

#include "application.h"

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#endif

/* Pairs of a new phone: a key of the keypad, a key with a lamp, a lamp. */
#define KEYPAD_KEY	5
#define CALL_KEY	12
#define FEATURE_KEY	16
#define LAMP_ALONE	20
#define NR_PAIRS	21

/* Its data areas. Download area 0 shows in upload area 0. */
#define AREA_SIZE	256

/**
 * struct function - a function that takes an hPhone
 * @name: "phoneSetLamp"
 * @asynchronous: one of the async operations; its result is a request ID
 * @owner: only for the owner of a phone
 * @errors: its error list, bit n for 0x90000000 + n
 * @call: calls it
 */
struct function {
	const char *name;
	bool asynchronous;
	bool owner;
	uint64_t errors;
	LONG (*call)(HPHONE handle);
};

/* All but phoneClose(); the async operations come first. */
#define NR_FUNCTIONS	29
#define NR_ASYNC_OPS	9
extern const struct function functions[NR_FUNCTIONS];

/* A PHONEERR_* as a bit in struct function. */
#define ERROR_BIT(error)	(UINT64_C(1) << ((DWORD)(error) & 0x3f))

/* Whether a negative result is on the list of a function. */
bool function_lists(const struct function *function, LONG error);

#endif /* CONFORMANCE_APPLICATION_FUNCTIONS_H */
