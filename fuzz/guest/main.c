// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A fuzzer for /dev/tphoneN, led by coverage: makes programs of system calls,
 * keeps those that reach something new, and changes them. See usage().
 */
#include "corpus.h"
#include "coverage.h"
#include "execute.h"
#include "mutate.h"
#include "random.h"
#include "simulator.h"

#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/**
 * struct options - the command line
 * @seconds: how long to fuzz
 * @seed: of all that is random
 * @corpus: folder to begin with, or NULL
 * @fresh: folder for programs that reach something new, or NULL
 * @current: file that holds the program that is being executed, or NULL
 * @coverage: file for the places that were reached, or NULL
 * @replay: only execute the programs in the arguments
 */
struct options {
	long seconds;
	uint64_t seed;
	const char *corpus;
	const char *fresh;
	const char *current;
	const char *coverage;
	bool replay;
};

static unsigned long executed;

static void usage(FILE *file)
{
	fputs("usage: fuzz [OPTION...]\n"
	      "       fuzz --replay PROGRAM...\n"
	      "       fuzz --print PROGRAM...\n"
	      "\n"
	      "Fuzz /dev/tphoneN on a simulated phone, in a kernel with KCOV\n"
	      "(vm/run --kernel debug). Without KCOV it goes on blindly.\n"
	      "\n"
	      "  --time SECONDS   how long, 60 if not given; 0: only the corpus\n"
	      "  --seed NUMBER    another course, 1 if not given\n"
	      "  --corpus FOLDER  programs to begin with\n"
	      "  --fresh FOLDER   where to put programs that reach something new\n"
	      "  --current FILE   write each program there before it is executed,\n"
	      "                   so that it is known when the kernel has died\n"
	      "  --coverage FILE  write the places that were reached\n"
	      "  --replay         execute programs, each ten times\n"
	      "  --print          show programs to people\n"
	      "  --help\n", file);
}

static double seconds_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - start->tv_sec +
	       (now.tv_nsec - start->tv_nsec) / 1e9;
}

/* How many new places it has reached. */
static unsigned int run(const struct program *program,
			const struct options *options, bool covered)
{
	unsigned int fresh = 0;

	if (options->current)
		program_save(program, options->current);
	if (covered)
		coverage_begin();
	execute(program);
	if (covered)
		fresh = coverage_end();
	simulator_reset();
	executed++;
	return fresh;
}

static void learn(const struct program *program)
{
	coverage_begin_comparisons();
	execute(program);
	coverage_end_comparisons();
	simulator_reset();
}

static void report(const struct timespec *start)
{
	printf("fuzz: %4.0f s, %lu programs, %u places, corpus of %u\n",
	       seconds_since(start), executed, coverage_places(),
	       corpus_count());
	fflush(stdout);
}

static void replay_corpus(const struct options *options, bool covered)
{
	unsigned int i;

	for (i = 0; i < corpus_count(); i++) {
		run(corpus_get(i), options, covered);
		if (covered)
			learn(corpus_get(i));
	}
}

static void make(struct program *program, uint64_t *state)
{
	unsigned int nr = corpus_count();

	if (!nr || !random_below(state, 20)) {
		mutate_make(program, state);
		return;
	}
	*program = *corpus_get(random_below(state, nr));
	mutate_change(program, corpus_get(random_below(state, nr)), state);
}

static void fuzz(const struct options *options, bool covered)
{
	uint64_t state = options->seed;
	struct program program;
	struct timespec start;
	double told = 0;

	clock_gettime(CLOCK_MONOTONIC, &start);
	replay_corpus(options, covered);
	report(&start);
	while (seconds_since(&start) < options->seconds) {
		make(&program, &state);
		if (run(&program, options, covered)) {
			corpus_add(&program, options->fresh);
			learn(&program);
		}
		if (seconds_since(&start) - told < 10)
			continue;
		told = seconds_since(&start);
		report(&start);
	}
	report(&start);
}

static int replay(char **paths, bool print)
{
	static const struct options none;
	struct program program;
	unsigned int i;

	for (; *paths; paths++) {
		if (program_load(&program, *paths)) {
			fprintf(stderr, "fuzz: %s is no program\n", *paths);
			return 2;
		}
		printf("%s:\n", *paths);
		program_print(&program, stdout);
		fflush(stdout);
		for (i = 0; !print && i < 10; i++)
			run(&program, &none, false);
	}
	return 0;
}

static bool parse(int argc, char **argv, struct options *options, bool *print)
{
	static const struct option table[] = {
		{ "time", required_argument, NULL, 't' },
		{ "seed", required_argument, NULL, 's' },
		{ "corpus", required_argument, NULL, 'c' },
		{ "fresh", required_argument, NULL, 'f' },
		{ "current", required_argument, NULL, 'u' },
		{ "coverage", required_argument, NULL, 'o' },
		{ "replay", no_argument, NULL, 'r' },
		{ "print", no_argument, NULL, 'p' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 }
	};
	int option;

	while ((option = getopt_long(argc, argv, "h", table, NULL)) != -1) {
		switch (option) {
		case 't':
			options->seconds = atol(optarg);
			break;
		case 's':
			options->seed = strtoull(optarg, NULL, 0);
			break;
		case 'c':
			options->corpus = optarg;
			break;
		case 'f':
			options->fresh = optarg;
			break;
		case 'u':
			options->current = optarg;
			break;
		case 'o':
			options->coverage = optarg;
			break;
		case 'r':
			options->replay = true;
			break;
		case 'p':
			options->replay = true;
			*print = true;
			break;
		case 'h':
			usage(stdout);
			exit(0);
		default:
			return false;
		}
	}
	return options->replay ? optind < argc : optind == argc;
}

int main(int argc, char **argv)
{
	struct options options = { .seconds = 60, .seed = 1 };
	bool covered, print = false;
	int error;

	if (!parse(argc, argv, &options, &print)) {
		usage(stderr);
		return 2;
	}
	if (print)
		return replay(argv + optind, true);
	signal(SIGPIPE, SIG_IGN);
	error = simulator_make();
	if (error) {
		fprintf(stderr, "fuzz: no simulated phone: %s\n",
			strerror(-error));
		return 2;
	}
	if (options.replay) {
		error = replay(argv + optind, false);
		simulator_remove();
		return error;
	}
	if (options.corpus && corpus_load(options.corpus) < 0)
		fprintf(stderr, "fuzz: no corpus in %s\n", options.corpus);
	covered = !coverage_open();
	if (!covered)
		fprintf(stderr, "fuzz: no KCOV here, going on blindly\n");
	fuzz(&options, covered);
	if (options.coverage && covered)
		coverage_save(options.coverage);
	simulator_remove();
	return 0;
}
