// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tests that run inside the kernel: load the module tphone-kunit, which
 * runs them, and read their results.
 */
#include "kselftest_harness.h"

#include <ctype.h>

#include "module.h"

#define SUITES		"/sys/kernel/debug/kunit"
#define MODULE		"tphone_kunit"

static int load_tests(void)
{
	pid_t pid = fork_child();

	if (!pid) {
		execlp("modprobe", "modprobe", "-q", "tphone-kunit", NULL);
		_exit(127);
	}
	return reap(pid);
}

/* The reason why the KUnit tests cannot run here, or NULL. */
static const char *cannot_test(void)
{
	if (geteuid())
		return "modules need root";
	if (access(SUITES, F_OK))
		return "this kernel has no KUnit, or not its debugfs";
	/*
	 * A killed run may have left it loaded, and only loading runs the
	 * tests.
	 */
	if (is_loaded(MODULE) && unload_patiently(MODULE))
		return "the module tphone-kunit is in use or built in";
	if (load_tests())
		return "no module tphone-kunit";
	return NULL;
}

/**
 * struct results - what a suite has printed, in KTAP
 * @nr_planned: how many cases it has
 * @nr_passed: those that passed
 * @nr_failed: those that did not
 * @nr_skipped: and those that could not be run
 */
struct results {
	unsigned int nr_planned;
	unsigned int nr_passed;
	unsigned int nr_failed;
	unsigned int nr_skipped;
};

/* Lines of the cases are indented by 4, that of the suite is not. */
static void count_line(struct results *results, const char *line)
{
	unsigned int nr;

	if (strncmp(line, "    ", 4) || isspace(line[4]))
		return;
	line += 4;
	if (sscanf(line, "1..%u", &nr) == 1)
		results->nr_planned = nr;
	else if (!strncmp(line, "not ok ", 7))
		results->nr_failed++;
	else if (!strncmp(line, "ok ", 3) && strstr(line, "# SKIP"))
		results->nr_skipped++;
	else if (!strncmp(line, "ok ", 3))
		results->nr_passed++;
}

static bool all_passed(const struct results *results)
{
	return results->nr_planned &&
	       results->nr_passed == results->nr_planned &&
	       !results->nr_failed;
}

static void show(FILE *stream)
{
	char line[512];

	rewind(stream);
	while (fgets(line, sizeof(line), stream))
		printf("# %.*s\n", (int)strcspn(line, "\n"), line);
}

/* Count the results of a suite, and print the lines that show a failure. */
static int read_results(const char *suite, struct results *results)
{
	char path[128], line[512];
	FILE *stream;

	memset(results, 0, sizeof(*results));
	snprintf(path, sizeof(path), SUITES "/%s/results", suite);
	stream = fopen(path, "r");
	if (!stream)
		return -errno;
	while (fgets(line, sizeof(line), stream))
		count_line(results, line);
	if (!all_passed(results))
		show(stream);
	fclose(stream);
	return 0;
}

FIXTURE(kunit)
{
	struct results results;
};

FIXTURE_VARIANT(kunit)
{
	const char *suite;
};

FIXTURE_VARIANT_ADD(kunit, numbers) {
	.suite = "tphone-numbers",
};

FIXTURE_VARIANT_ADD(kunit, request) {
	.suite = "tphone-request",
};

FIXTURE_VARIANT_ADD(kunit, text) {
	.suite = "tphone-text",
};

FIXTURE_SETUP(kunit)
{
	const char *why = cannot_test();

	if (why)
		SKIP(return, "%s", why);
}

FIXTURE_TEARDOWN(kunit)
{
	EXPECT_EQ(0, unload_patiently(MODULE));
}

TEST_F_TIMEOUT(kunit, all_pass, 300)
{
	ASSERT_EQ(0, read_results(variant->suite, &self->results));
	EXPECT_LT(0, self->results.nr_planned);
	EXPECT_EQ(self->results.nr_planned, self->results.nr_passed);
	EXPECT_EQ(0, self->results.nr_failed);
	EXPECT_EQ(0, self->results.nr_skipped);
	EXPECT_TRUE(all_passed(&self->results));
}

TEST_HARNESS_MAIN
