// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A fuzzer for /dev/tphoneN, guided by coverage: makes programs of system calls,
 * keeps those that reach new places, and mutates them. See usage().
 */
#include "corpus.h"
#include "coverage.h"
#include "kernel_log_check.h"
#include "memory.h"
#include "minimise.h"
#include "mutate.h"
#include "random.h"
#include "run.h"
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
 * @seed: seed of the random numbers
 * @corpus: folder with the first programs, or NULL
 * @fresh: folder for programs that reach new places, or NULL
 * @current: file that holds the session that is being executed, or NULL
 * @coverage: file for the places that were reached, or NULL
 * @rules: folder with the rules of the check of the kernel log, or NULL
 * @minimise: folder for few programs that reach the same as the corpus, or NULL
 * @replay: only execute the sessions in the arguments
 */
struct options {
	long seconds;
	uint64_t seed;
	const char *corpus;
	const char *fresh;
	const char *current;
	const char *coverage;
	const char *rules;
	const char *minimise;
	bool replay;
};

static struct options options = { .seconds = 60, .seed = 1 };
/* The mode in which sessions are executed to find new places. */
static enum run_mode looking = RUN_COVERED;
/* Number of programs in the stored corpus, and of those that were executed. */
static unsigned int stored, noted;
/* Programs that were not executed with RUN_AND_LEARN yet. */
static struct session to_learn;
static uint64_t state;

static void usage(FILE *file)
{
	fputs("usage: fuzz [OPTION...]\n"
	      "       fuzz --replay PROGRAM...\n"
	      "       fuzz --print PROGRAM...\n"
	      "\n"
	      "Fuzz /dev/tphoneN on a simulated phone, in a kernel with KCOV\n"
	      "(vm/run --kernel debug). Without KCOV it goes on blindly.\n"
	      "\n"
	      "  --time SECONDS   how long after the corpus, 60 if not given\n"
	      "  --seed NUMBER    another course, 1 if not given\n"
	      "  --corpus FOLDER  programs to begin with\n"
	      "  --fresh FOLDER   where to put programs that reach something new\n"
	      "  --current FILE   write what is going to be executed there,\n"
	      "                   so that it is known when the kernel has died\n"
	      "  --coverage FILE  write the places that were reached\n"
	      "  --rules FOLDER   stop when the kernel log shows trouble, by the\n"
	      "                   rules in that folder, which is vm\n"
	      "  --minimise FOLDER\n"
	      "                   only the corpus, and put few programs there that\n"
	      "                   reach the same\n"
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

static void report(const struct timespec *start)
{
	printf("fuzz: %4.0f s, %lu programs, %u places, corpus of %u (%u of %u stored executed)\n",
	       seconds_since(start), run_programs(), coverage_places(),
	       corpus_count(), noted, stored);
	fflush(stdout);
}

/* Fill a session with programs of the corpus from @first on. Returns the next one. */
static unsigned int corpus_session(struct session *session, unsigned int first)
{
	session->nr = 0;
	while (first < corpus_count() && session->nr < SESSION_MAX_PROGRAMS)
		session->programs[session->nr++] = *corpus_get(first++);
	return first;
}

static void note(const struct program *program, unsigned int fresh)
{
	(void)program;
	(void)fresh;
	if (options.minimise)
		minimise_note(noted);
	noted++;
}

/* Execute the whole corpus, without a limit of time. */
static void run_corpus(enum run_mode mode)
{
	const struct run run = { .current = options.current, .done = note };
	static struct session session;
	unsigned int next = 0;

	if (mode != RUN_AND_LEARN)
		noted = 0;
	while (next < corpus_count()) {
		next = corpus_session(&session, next);
		run_session(&run, &session, mode);
	}
}

static void keep(const struct program *program, unsigned int fresh)
{
	if (!fresh)
		return;
	corpus_add(program, options.fresh);
	if (to_learn.nr < SESSION_MAX_PROGRAMS)
		to_learn.programs[to_learn.nr++] = *program;
}

static void make(struct program *program)
{
	unsigned int nr = corpus_count();

	if (!nr || !random_below(&state, 20)) {
		mutate_make(program, &state);
		return;
	}
	*program = *corpus_get(random_below(&state, nr));
	mutate_change(program, corpus_get(random_below(&state, nr)), &state);
	if (random_below(&state, 8))
		mutate_hasten(program);
}

static void fuzz_once(void)
{
	const struct run run = { .current = options.current, .done = keep };
	static struct session session;

	for (session.nr = 0; session.nr < SESSION_MAX_PROGRAMS; session.nr++)
		make(&session.programs[session.nr]);
	run_session(&run, &session, looking);
	if (to_learn.nr)
		run_session(&run, &to_learn, RUN_AND_LEARN);
	to_learn.nr = 0;
}

static void fuzz(void)
{
	struct timespec start;
	double last_report = 0;

	clock_gettime(CLOCK_MONOTONIC, &start);
	run_corpus(looking);
	report(&start);
	if (!options.seconds)
		return;
	if (looking == RUN_COVERED)
		run_corpus(RUN_AND_LEARN);
	clock_gettime(CLOCK_MONOTONIC, &start);
	state = options.seed;
	while (seconds_since(&start) < options.seconds) {
		fuzz_once();
		if (seconds_since(&start) - last_report < 10)
			continue;
		last_report = seconds_since(&start);
		report(&start);
	}
	report(&start);
}

/* Execute the corpus twice: places that are not reached each time do not count. */
static void minimise(void)
{
	run_corpus(RUN_COVERED);
	run_corpus(RUN_COVERED);
	printf("fuzz: %u of %u programs reach the same\n",
	       minimise_save(options.minimise), corpus_count());
}

static int replay(char **paths, bool print)
{
	static const struct run run;
	static struct session session;
	unsigned int i;

	for (; *paths; paths++) {
		if (session_load(&session, *paths)) {
			fprintf(stderr, "fuzz: %s is no program\n", *paths);
			return 2;
		}
		printf("%s:\n", *paths);
		session_print(&session, stdout);
		fflush(stdout);
		for (i = 0; !print && i < 10; i++)
			run_session(&run, &session, RUN_BLINDLY);
	}
	return 0;
}

static bool parse(int argc, char **argv, bool *print)
{
	static const struct option table[] = {
		{ "time", required_argument, NULL, 't' },
		{ "seed", required_argument, NULL, 's' },
		{ "corpus", required_argument, NULL, 'c' },
		{ "fresh", required_argument, NULL, 'f' },
		{ "current", required_argument, NULL, 'u' },
		{ "coverage", required_argument, NULL, 'o' },
		{ "rules", required_argument, NULL, 'l' },
		{ "minimise", required_argument, NULL, 'm' },
		{ "replay", no_argument, NULL, 'r' },
		{ "print", no_argument, NULL, 'p' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 }
	};
	int option;

	while ((option = getopt_long(argc, argv, "h", table, NULL)) != -1) {
		switch (option) {
		case 't':
			options.seconds = atol(optarg);
			break;
		case 's':
			options.seed = strtoull(optarg, NULL, 0);
			break;
		case 'c':
			options.corpus = optarg;
			break;
		case 'f':
			options.fresh = optarg;
			break;
		case 'u':
			options.current = optarg;
			break;
		case 'o':
			options.coverage = optarg;
			break;
		case 'l':
			options.rules = optarg;
			break;
		case 'm':
			options.minimise = optarg;
			break;
		case 'r':
			options.replay = true;
			break;
		case 'p':
			options.replay = true;
			*print = true;
			break;
		case 'h':
			usage(stdout);
			exit(0);
		default:
			return false;
		}
	}
	return options.replay ? optind < argc : optind == argc;
}

static int use_corpus(void)
{
	if (options.corpus && corpus_load(options.corpus) < 0)
		fprintf(stderr, "fuzz: no corpus in %s\n", options.corpus);
	stored = corpus_count();
	if (coverage_open()) {
		fprintf(stderr, "fuzz: no KCOV here, going on blindly\n");
		looking = RUN_BLINDLY;
		if (options.minimise)
			return 2;
	}
	if (options.minimise)
		minimise();
	else
		fuzz();
	if (options.coverage && looking == RUN_COVERED)
		coverage_save(options.coverage);
	return 0;
}

int main(int argc, char **argv)
{
	bool print = false;
	int error;

	if (!parse(argc, argv, &print)) {
		usage(stderr);
		return 2;
	}
	if (print)
		return replay(argv + optind, true);
	signal(SIGPIPE, SIG_IGN);
	error = memory_make();
	if (!error)
		error = simulator_make();
	if (error) {
		fprintf(stderr, "fuzz: no simulated phone: %s\n",
			strerror(-error));
		return 2;
	}
	if (options.rules && kernel_log_check_start(options.rules))
		fprintf(stderr, "fuzz: cannot watch the kernel log\n");
	error = options.replay ? replay(argv + optind, false) : use_corpus();
	simulator_remove();
	return error;
}
