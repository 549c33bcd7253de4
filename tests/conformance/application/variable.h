/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The functions that fill a variable structure, and its parts: for cases about all of
 * them.
 */
#ifndef CONFORMANCE_APPLICATION_VARIABLE_H
#define CONFORMANCE_APPLICATION_VARIABLE_H

#include "application.h"

/* Kinds of parts. */
enum part_kind {
	PART_BYTES,	/* anything */
	PART_TEXT,	/* a text in the encoding of the function, terminated */
	PART_LIST,	/* texts, and one more terminator */
	PART_STRING,	/* as dwStringFormat says */
};

/**
 * struct part - a variable part of a structure
 * @name: "OwnerName"; NULL ends a list of them
 * @field: offset of its Size, which its Offset follows
 * @kind: what it is
 */
struct part {
	const char *name;
	unsigned int field;
	enum part_kind kind;
};

/* The phone and the handles for a call. */
struct place {
	struct phone *phone;
	HPHONEAPP app;
	DWORD device;
	DWORD version;
	HPHONE handle;
};

typedef LONG (*variable_function)(const struct place *place, void *structure);

/**
 * struct variable - a function that fills a variable structure
 * @name: "phoneGetStatusW"
 * @wide: its texts are UTF-16LE
 * @parts: the variable parts
 * @fixed: bytes of the fixed part with API_NEWEST
 * @get: the call
 */
struct variable {
	const char *name;
	bool wide;
	const struct part *parts;
	DWORD fixed;
	variable_function get;
};

#define NR_VARIABLES	13
extern const struct variable variables[NR_VARIABLES];

/* A phone for which no part is empty, and an owner with API_NEWEST. */
struct place variable_place(void);

/* A DWORD at an offset of a structure. */
DWORD variable_get(const void *structure, unsigned int field);

/* The names of the three that all of them begin with. */
#define TOTAL_SIZE	0
#define NEEDED_SIZE	4
#define USED_SIZE	8

/*
 * Makes the call with a buffer that has guard bytes behind total, and non-zero bytes
 * behind dwTotalSize. The result must be as expected, and the guard bytes unchanged.
 * free() the buffer.
 */
void *variable_fetch(const struct variable *variable, const struct place *place,
		     DWORD total, LONG expected);

/* The whole structure, dwTotalSize exactly as needed. */
void *variable_complete(const struct variable *variable,
			const struct place *place);

/* The byte that variable_fetch() fills with. */
#define VARIABLE_FILL	0xa5

#endif /* CONFORMANCE_APPLICATION_VARIABLE_H */
