/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The subject of the tests: a phone and its provider. */
#ifndef COMPLIANCE_SUBJECT_H
#define COMPLIANCE_SUBJECT_H

#include <limits.h>
#include <stdbool.h>

#include "options.h"

#define SUBJECT_TEXT_SIZE	512

/**
 * struct subject - what is tested
 * @provider: path of a shared object; empty: the provider in libtphone
 * @path: of the device node; empty for phones of a shared object
 * @id: of the phone; empty if it has none that is known
 * @number: which phone of its provider, if @id is empty
 * @sim: its name in configfs; empty: it is not simulated there
 * @mock: the object is the mock provider, which makes phones
 * @provider_info: what the provider calls itself
 * @phone_info: what the provider says of the phone
 *
 * Set before the tests, and not changed any more.
 */
struct subject {
	char provider[PATH_MAX];
	char path[PATH_MAX];
	char id[128];
	unsigned int number;
	char sim[256];
	bool mock;
	char provider_info[SUBJECT_TEXT_SIZE];
	char phone_info[SUBJECT_TEXT_SIZE];
};

extern struct subject subject;

/* Returns false, with a message, if there is no such subject. */
bool subject_find(const struct options *options);

/*
 * The two kinds of subject: a phone of the kernel, and one of a shared object.
 * The second loads the object in a child, where a crash does no harm.
 */
bool subject_find_device(const struct options *options);
bool subject_find_object(const struct options *options);

#endif
