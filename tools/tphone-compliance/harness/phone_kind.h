/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kinds of phones that cases can be tried on, behind phone.h.
 */
#ifndef CONFORMANCE_PHONE_KIND_H
#define CONFORMANCE_PHONE_KIND_H

#include "phone.h"

#include <sys/types.h>

/**
 * struct phone - a phone of a case
 * @name: unique
 * @id: what its capabilities call it
 * @path: of the device node while it is live, or empty
 * @number: index among the phones of its provider; used if @id is empty
 *
 * Belongs to one thread.
 */
struct phone {
	char name[64];
	char id[128];
	char path[64];
	unsigned int number;
};

/**
 * struct phone_kind - a kind of phones
 * @name: for the command line
 * @simulated: the phones react to @set and @user
 * @given: there is one phone, of whatever shape, and cases do not make others
 * @provider: path of the provider that has the phones; NULL: the built-in one
 * @missing: the reason why there can be none here, or NULL
 * @prepare: before the first phone or session in the process of a case
 * @create: a phone that is not live, of the name that is there
 * @live: plug in, unplug for good
 * @set: an attribute
 * @number: a numeric attribute
 * @user: an action of the virtual user
 * @sweep: remove the phones of a case, which has ended; its process group
 *
 * Functions that return a number return a negative errno on failure. @prepare,
 * @create and what follows are called in the process of the case, @missing and
 * @sweep in the runner.
 */
struct phone_kind {
	const char *name;
	bool simulated;
	bool given;
	const char *(*provider)(void);
	const char *(*missing)(void);
	void (*prepare)(void);
	int (*create)(struct phone *phone);
	int (*live)(struct phone *phone, bool live);
	int (*set)(struct phone *phone, const char *attribute,
		   const char *value);
	long long (*number)(struct phone *phone, const char *attribute);
	int (*user)(struct phone *phone, const char *action);
	void (*sweep)(pid_t group);
};

extern const struct phone_kind phone_simulated;
extern const struct phone_kind phone_mock;

/* The one that this run uses. */
extern const struct phone_kind *phone_kind;

/* Make the library find phones of this kind. */
void phone_prepare(void);

/* Path of the mock provider: beside the runner, unless it was set. */
const char *phone_mock_path(void);
void phone_mock_set_path(const char *path);

#endif /* CONFORMANCE_PHONE_KIND_H */
