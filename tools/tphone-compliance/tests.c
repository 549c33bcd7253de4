// SPDX-License-Identifier: GPL-2.0-or-later
/* Running the tests, see tests.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "case.h"
#include "phone_kind.h"
#include "subject.h"
#include "tests.h"

/* The longest test waits some seconds for a silent phone. */
#define TIMEOUT_MS	300000

/* The reason to skip a test on this phone, or NULL. */
static const char *reason_to_skip(const struct test_case *test_case,
				  const struct options *options)
{
	if (test_case->flags & NEEDS_MOCK && !subject.mock)
		return "needs the scripted provider";
	if (test_case->flags & NEEDS_KERNEL && !subject.path[0])
		return "needs a phone of the kernel";
	if (test_case->flags & NEEDS_USER && !phone_is_simulated())
		return "needs a person at the phone";
	if (test_case->flags & CHANGES && !options->destructive)
		return "changes the phone: --destructive";
	return NULL;
}

static void run_or_skip(const struct test_case *test_case,
			const struct options *options, struct verdict *verdict)
{
	const char *reason = reason_to_skip(test_case, options);

	if (!reason) {
		run_case(test_case, TIMEOUT_MS, verdict);
		return;
	}
	memset(verdict, 0, sizeof(*verdict));
	verdict->output = -1;
	verdict->result = RESULT_SKIPPED;
	snprintf(verdict->reason, sizeof(verdict->reason), "%s", reason);
}

/**
 * struct cause - why a test has failed
 * @words: the rule that was violated
 * @name: of the first test that found it
 */
struct cause {
	char *words;
	const char *name;
};

/* The causes found so far. */
static struct cause *causes;
static size_t nr_causes;

static const char *first_to_find(const char *words)
{
	size_t i;

	for (i = 0; i < nr_causes; i++) {
		if (!strcmp(causes[i].words, words))
			return causes[i].name;
	}
	return NULL;
}

static void remember_cause(const char *words, const char *name)
{
	struct cause *grown;

	grown = reallocarray(causes, nr_causes + 1, sizeof(*causes));
	if (!grown)
		abort();
	causes = grown;
	causes[nr_causes].words = strdup(words);
	causes[nr_causes].name = name;
	if (!causes[nr_causes++].words)
		abort();
}

/* One fault may fail many tests, but only the first of them reports it. */
static void report_once(const struct test_case *test_case,
			struct verdict *verdict)
{
	const char *first;

	if (verdict->result != RESULT_FAILED || !verdict->words[0])
		return;
	first = first_to_find(verdict->words);
	if (!first) {
		remember_cause(verdict->words, test_case->name);
		return;
	}
	verdict->result = RESULT_SKIPPED;
	snprintf(verdict->reason, sizeof(verdict->reason),
		 "stopped by what %s has found", first);
}

static void count(struct totals *totals, enum result result)
{
	switch (result) {
	case RESULT_PASSED:
		totals->passed++;
		return;
	case RESULT_FAILED:
		totals->failed++;
		return;
	case RESULT_SKIPPED:
		totals->skipped++;
		return;
	}
}

const char *tests_result_name(enum result result)
{
	switch (result) {
	case RESULT_PASSED:
		return "passed";
	case RESULT_FAILED:
		return "failed";
	case RESULT_SKIPPED:
		return "skipped";
	}
	return "";
}

char *tests_output(const struct verdict *verdict)
{
	off_t length = -1;
	ssize_t got = 0;
	char *text;

	if (verdict->output >= 0)
		length = lseek(verdict->output, 0, SEEK_END);
	if (length < 0)
		length = 0;
	text = malloc(length + 1);
	if (!text)
		abort();
	if (length)
		got = pread(verdict->output, text, length, 0);
	text[got > 0 ? got : 0] = '\0';
	return text;
}

struct totals tests_run(const struct selection *selection,
			const struct options *options,
			const struct report *report)
{
	struct totals totals = { 0 };
	struct verdict verdict;
	unsigned int i;

	run_prepare();
	report->begin(options);
	for (i = 0; i < selection->nr; i++) {
		run_or_skip(selection->cases[i], options, &verdict);
		report_once(selection->cases[i], &verdict);
		count(&totals, verdict.result);
		report->test(selection->cases[i], &verdict, options);
		verdict_free(&verdict);
	}
	report->end(&totals);
	return totals;
}
