// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The program that runs the cases. See usage().
 */
#include "phone_kind.h"
#include "report.h"
#include "run.h"
#include "selection.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The factor by which sanitizers slow programs down. */
#if defined(__SANITIZE_THREAD__)
#define SLOWNESS	4
#elif defined(__SANITIZE_ADDRESS__)
#define SLOWNESS	2
#else
#define SLOWNESS	1
#endif

#define DEFAULT_TIMEOUT	60

/* A folder that does not exist, so that only cases configure providers. */
#define NO_PROVIDERS	"/nonexistent/tphone-conformance"

/**
 * struct options - the command line
 * @list: only list the cases
 * @timeout: of a case, in seconds
 * @results: where to write the results, or NULL
 *
 * Belongs to one thread.
 */
struct options {
	bool list;
	long timeout;
	const char *results;
};

static const struct phone_kind *const kinds[] = {
	&phone_mock,
	&phone_simulated,
	NULL
};

static void usage(FILE *file)
{
	fputs("usage: conformance [OPTION...] [PATTERN...]\n"
	      "\n"
	      "Run the cases whose name (T080) or file (application/ring.c)\n"
	      "matches a pattern of the shell, or all. Prints TAP; fails if a\n"
	      "case does.\n"
	      "\n"
	      "  --list             list the cases, do not run them\n"
	      "  --phone KIND       scripted (as if not given): phones of the\n"
	      "                     mock provider beside this program;\n"
	      "                     simulated: of the kernel, tphone-sim\n"
	      "  --results FILE     write a line NAME RESULT FILE for each,\n"
	      "                     separated by tabs\n"
	      "  --timeout SECONDS  for a case; 60 if not given, and more with\n"
	      "                     sanitizers\n"
	      "  --help\n", file);
}

static bool choose_kind(const char *name)
{
	const struct phone_kind *const *kind;

	for (kind = kinds; *kind; kind++) {
		if (strcmp((*kind)->name, name))
			continue;
		phone_kind = *kind;
		return true;
	}
	return false;
}

static bool parse(int argc, char **argv, struct options *options)
{
	static const struct option known[] = {
		{ "list", no_argument, NULL, 'l' },
		{ "phone", required_argument, NULL, 'p' },
		{ "results", required_argument, NULL, 'r' },
		{ "timeout", required_argument, NULL, 't' },
		{ "help", no_argument, NULL, 'h' },
		{ }
	};
	int option;

	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
		switch (option) {
		case 'l':
			options->list = true;
			break;
		case 'p':
			if (!choose_kind(optarg))
				return false;
			break;
		case 'r':
			options->results = optarg;
			break;
		case 't':
			options->timeout = strtol(optarg, NULL, 10);
			if (options->timeout <= 0)
				return false;
			break;
		case 'h':
			usage(stdout);
			exit(EXIT_SUCCESS);
		default:
			return false;
		}
	}
	return true;
}

static void list(const struct selection *selection)
{
	unsigned int i;

	for (i = 0; i < selection->nr; i++)
		printf("%s\t%s\t%s\n", selection->cases[i]->name,
		       selection->cases[i]->file, selection->cases[i]->text);
}

/* Why a case cannot run on these phones; NULL: it can. */
static const char *reason_to_skip(const struct test_case *test_case)
{
	if (test_case->flags & NEEDS_MOCK && !phone_is_mock())
		return "needs the mock provider";
	if (test_case->flags & NEEDS_KERNEL && phone_is_mock())
		return "needs a phone of the kernel";
	return NULL;
}

static void run_or_skip(const struct test_case *test_case,
			const struct options *options, struct verdict *verdict)
{
	const char *reason = reason_to_skip(test_case);

	if (!reason) {
		run_case(test_case, (int)options->timeout * SLOWNESS * 1000,
			 verdict);
		return;
	}
	memset(verdict, 0, sizeof(*verdict));
	verdict->output = -1;
	verdict->result = RESULT_SKIPPED;
	snprintf(verdict->reason, sizeof(verdict->reason), "%s", reason);
}

static bool run_all(const struct selection *selection,
		    const struct options *options, FILE *results)
{
	struct verdict verdict;
	bool good = true;
	unsigned int i;

	run_prepare();
	report_plan(selection->nr);
	for (i = 0; i < selection->nr; i++) {
		run_or_skip(selection->cases[i], options, &verdict);
		report_case(i + 1, selection->cases[i], &verdict, results);
		if (verdict.result == RESULT_FAILED)
			good = false;
		verdict_free(&verdict);
	}
	return good;
}

static int run(const struct selection *selection, const struct options *options)
{
	const char *missing = phone_kind->missing();
	FILE *results = NULL;
	bool good;

	if (missing) {
		printf("1..0 # SKIP %s\n", missing);
		return 4;
	}
	if (options->results) {
		results = fopen(options->results, "we");
		if (!results) {
			perror(options->results);
			return 2;
		}
	}
	setenv("TPHONE_PROVIDERS_DIR", NO_PROVIDERS, 1);
	good = run_all(selection, options, results);
	if (results)
		fclose(results);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
	struct options options = { .timeout = DEFAULT_TIMEOUT };
	struct selection selection;
	int status = EXIT_SUCCESS;

	phone_kind = kinds[0];
	if (!parse(argc, argv, &options)) {
		usage(stderr);
		return 2;
	}
	if (!selection_make(&selection, argv + optind)) {
		selection_free(&selection);
		return 2;
	}
	if (options.list)
		list(&selection);
	else
		status = run(&selection, &options);
	selection_free(&selection);
	return status;
}
