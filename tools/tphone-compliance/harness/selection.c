// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The list of cases, see selection.h. The linker puts the pointers that CASE()
 * makes into one section, of which it knows the ends.
 */
#include "selection.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct test_case *const __start_test_cases[] __attribute__((weak));
extern const struct test_case *const __stop_test_cases[] __attribute__((weak));

static int compare(const void *first, const void *second)
{
	const struct test_case *a = *(const struct test_case *const *)first;
	const struct test_case *b = *(const struct test_case *const *)second;

	return strcmp(a->name, b->name);
}

static bool matches(const struct test_case *test_case, const char *pattern)
{
	return !fnmatch(pattern, test_case->name, 0) ||
	       !fnmatch(pattern, test_case->file, 0);
}

static bool wanted(const struct test_case *test_case, char **patterns)
{
	if (!patterns[0])
		return true;
	for (; *patterns; patterns++) {
		if (matches(test_case, *patterns))
			return true;
	}
	return false;
}

static bool names_unique(const struct selection *selection)
{
	unsigned int i;

	for (i = 1; i < selection->nr; i++) {
		const struct test_case *a = selection->cases[i - 1];
		const struct test_case *b = selection->cases[i];

		if (strcmp(a->name, b->name))
			continue;
		fprintf(stderr, "%s is in %s and in %s\n", a->name, a->file,
			b->file);
		return false;
	}
	return true;
}

static bool patterns_used(const struct selection *selection, char **patterns)
{
	unsigned int i;

	for (; *patterns; patterns++) {
		for (i = 0; i < selection->nr; i++) {
			if (matches(selection->cases[i], *patterns))
				break;
		}
		if (i == selection->nr) {
			fprintf(stderr, "no case matches %s\n", *patterns);
			return false;
		}
	}
	return true;
}

bool selection_make(struct selection *selection, char **patterns)
{
	const struct test_case *const *entry;
	size_t all = __stop_test_cases - __start_test_cases;

	selection->nr = 0;
	selection->cases = calloc(all + 1, sizeof(*selection->cases));
	if (!selection->cases)
		return false;
	for (entry = __start_test_cases; entry < __stop_test_cases; entry++) {
		if (wanted(*entry, patterns))
			selection->cases[selection->nr++] = *entry;
	}
	qsort(selection->cases, selection->nr, sizeof(*selection->cases),
	      compare);
	return names_unique(selection) && patterns_used(selection, patterns);
}

void selection_free(struct selection *selection)
{
	free(selection->cases);
}
