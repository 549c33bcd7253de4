/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Sessions of TAPI with mock providers, in processes of their own: a provider stays
 * loaded as long as its process lives.
 */
#ifndef TPHONE_TEST_MOCK_SESSION_H
#define TPHONE_TEST_MOCK_SESSION_H

#include "mock.h"

#include <stdio.h>
#include <tphone/tapi.h>
#include <unistd.h>

#define VERSION	0x00020002

/* In a child, where no assertion of cmocka works. */
#define CHECK(condition)						\
	do {								\
		if (!(condition)) {					\
			printf("# %s:%d: %s\n", __FILE__, __LINE__,	\
			       #condition);				\
			fflush(stdout);					\
			_exit(1);					\
		}							\
	} while (0)

/* Runs the test in a child, and fails unless it comes to its end there. */
void run(void (*test)(void));

/* All the rest is for the child: the session, and its number of phones */
extern HPHONEAPP app;
extern DWORD nr_phones;

/* Returns the path of mock-@name.so, valid until the next call. */
const char *object_path(const char *name);

void add(const char *name);
struct mock *mock_of(const char *name);

void begin(void);
void end(void);

/* Begins a session with these providers only; @other may be NULL. */
void begin_with(const char *one, const char *other);

LONG try_open(DWORD device, DWORD privilege, HPHONE *phone);

/* Opens a phone as its owner. */
HPHONE open_phone(DWORD device);

PHONEMESSAGE next_message(void);
void no_message(void);

/* Checks that a request ends with success. */
void check_works(HPHONE phone);

/**
 * struct folder - a folder with configuration files of providers
 * @path: where it is
 */
struct folder {
	char path[32];
};

void folder_begin(struct folder *folder);
void folder_add(const struct folder *folder, const char *name,
		const char *text);
void folder_add_provider(const struct folder *folder, const char *name,
			 const char *provider);
void folder_end(const struct folder *folder);

#endif
