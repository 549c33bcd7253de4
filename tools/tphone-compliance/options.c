// SPDX-License-Identifier: GPL-2.0-or-later
/* The command line, see options.h. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "complain.h"
#include "options.h"

static void usage(void)
{
	fputs("Usage: tphone-compliance [OPTION]... [PHONE]\n"
	      "       tphone-compliance --provider FILE [OPTION]... [NUMBER]\n"
	      "\n"
	      "Test whether a phone and its provider do what the telephony\n"
	      "service provider interface demands of them.\n"
	      "\n"
	      "PHONE is a number, tphoneN, a /dev path, an id or a serial\n"
	      "number; the default is the only phone. NUMBER counts the phones\n"
	      "of FILE from 0.\n"
	      "\n"
	      "  --provider FILE  test the provider in this shared object, not\n"
	      "                   the one of the kernel's phones\n"
	      "  --destructive    also what changes the phone: it will ring,\n"
	      "                   show nonsense, and lose its settings\n"
	      "  --json           print JSON; tphone-compliance(1) describes it\n"
	      "  --list           list the tests, and run none\n"
	      "  --verbose        print what each test has to say\n"
	      "  --help           print this\n"
	      "  --version        print the version\n"
	      "\n"
	      "Exit status: 0 no test failed, 1 some did, 2 nothing was tested.\n",
	      stdout);
}

static bool take(struct options *options, int option)
{
	switch (option) {
	case 'p':
		options->provider = optarg;
		return true;
	case 'd':
		options->destructive = true;
		return true;
	case 'j':
		options->json = true;
		return true;
	case 'l':
		options->list = true;
		return true;
	case 'v':
		options->verbose = true;
		return true;
	case 'h':
		usage();
		exit(EXIT_SUCCESS);
	case 'V':
		puts("tphone-compliance " TPHONE_VERSION);
		exit(EXIT_SUCCESS);
	}
	return false;
}

bool options_parse(struct options *options, int argc, char **argv)
{
	static const struct option known[] = {
		{ "provider", required_argument, NULL, 'p' },
		{ "destructive", no_argument, NULL, 'd' },
		{ "json", no_argument, NULL, 'j' },
		{ "list", no_argument, NULL, 'l' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ NULL }
	};
	int option;

	*options = (struct options){ NULL };
	while ((option = getopt_long(argc, argv, ":hv", known, NULL)) != -1) {
		if (take(options, option))
			continue;
		complain(EXIT_USAGE, option == ':' ?
			 "option '%s' wants a value; see --help" :
			 "there is no option '%s'; see --help",
			 argv[optind - 1]);
		return false;
	}
	if (argc - optind > 1) {
		complain(EXIT_USAGE, "one phone at a time; '%s' is too much",
			 argv[optind + 1]);
		return false;
	}
	options->phone = argv[optind];
	return true;
}
