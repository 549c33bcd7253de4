/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line. */
#ifndef COMPLIANCE_OPTIONS_H
#define COMPLIANCE_OPTIONS_H

#include <stdbool.h>

/**
 * struct options - the command line
 * @provider: a shared object to test, NULL: the provider in libtphone
 * @phone: which of its phones, as it was typed; NULL: the only one, or the first
 *	one of a shared object
 * @destructive: cases that change the phone run, too
 * @json: print JSON
 * @verbose: print what each case has to say
 * @list: only list the cases
 *
 * Belongs to one thread.
 */
struct options {
	const char *provider;
	const char *phone;
	bool destructive;
	bool json;
	bool verbose;
	bool list;
};

/* False, with a message: wrong usage. Ends the program for --help and so on. */
bool options_parse(struct options *options, int argc, char **argv);

#endif
