// SPDX-License-Identifier: GPL-2.0-or-later
/* Results as JSON; tphone-compliance(1) describes the format. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "subject.h"
#include "tests.h"

static json_t *root;
static json_t *results;

/* Without memory the program ends. */
static void put(json_t *object, const char *key, json_t *value)
{
	if (!value || json_object_set_new(object, key, value))
		abort();
}

/* The output of a test may be any bytes. */
static void put_text(json_t *object, const char *key, const char *text)
{
	json_t *value = json_string(text);

	put(object, key, value ? value : json_string("(not UTF-8)"));
}

static void begin(const struct options *options)
{
	root = json_object();
	results = json_array();
	if (!root || !results)
		abort();
	put_text(root, "version", TPHONE_VERSION);
	put_text(root, "provider", subject.provider_info);
	put_text(root, "object", subject.provider);
	put_text(root, "device", subject.path);
	put_text(root, "phone", subject.phone_info);
	put(root, "destructive", json_boolean(options->destructive));
	put(root, "tests", results);
}

static void test(const struct test_case *test_case,
		 const struct verdict *verdict, const struct options *options)
{
	json_t *entry = json_object();
	char *output;

	if (!entry || json_array_append_new(results, entry))
		abort();
	put_text(entry, "name", test_case->name);
	put_text(entry, "text", test_case->text);
	put_text(entry, "result", tests_result_name(verdict->result));
	put(entry, "milliseconds", json_integer(verdict->milliseconds));
	if (verdict->reason[0])
		put_text(entry, "reason", verdict->reason);
	if (verdict->result == RESULT_FAILED && verdict->words[0])
		put_text(entry, "finding", verdict->words);
	if (!options->verbose && verdict->result != RESULT_FAILED)
		return;
	output = tests_output(verdict);
	put_text(entry, "output", output);
	free(output);
}

static void end(const struct totals *totals)
{
	put(root, "passed", json_integer(totals->passed));
	put(root, "failed", json_integer(totals->failed));
	put(root, "skipped", json_integer(totals->skipped));
	json_dumpf(root, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(root);
}

const struct report report_json = {
	.begin = begin,
	.test = test,
	.end = end,
};
