// SPDX-License-Identifier: LGPL-2.1-or-later
/* Files that configure providers. */
#include "cmocka-first.h"

#include "alloc.h"
#include "common/macros.h"
#include "tapi/provider.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <tphone/tapi.h>
#include <unistd.h>

#define FOLDER	"/tmp/test-tapi-config-XXXXXX"

static char folder[sizeof(FOLDER)];
static struct tapi_provider_files files;

static void assert_path(const char *line, const char *expected)
{
	const char *path = NULL;
	size_t length;

	assert_true(tapi_provider_config_line(line, strlen(line), &path,
					      &length));
	assert_int_equal(length, strlen(expected));
	if (length)
		assert_memory_equal(path, expected, length);
}

static void assert_bad(const char *line, size_t size)
{
	const char *path;
	size_t length;

	assert_false(tapi_provider_config_line(line, size, &path, &length));
}

static void lines_with_a_path(void **state)
{
	(void)state;
	assert_path("provider = /usr/lib/x.so", "/usr/lib/x.so");
	assert_path("provider=/x.so", "/x.so");
	assert_path(" \tprovider\t= \t/a b.so \t", "/a b.so");
	assert_path("provider = /x#y.so", "/x#y.so");
}

static void lines_without_one(void **state)
{
	(void)state;
	assert_path("", "");
	assert_path(" \t ", "");
	assert_path("# provider = /x.so", "");
	assert_path("   #", "");
}

static void lines_that_say_something_else(void **state)
{
	static const char *const bad[] = {
		"provider", "provider =", "provider = x.so", "providers = /x",
		"Provider = /x", "provider /x", "= /x", "/x", "provider = =/x",
		"provide", "provider x= /x",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		assert_bad(bad[i], strlen(bad[i]));
	assert_bad("provider = /x\0y", 15);
}

static void write_file(const char *name, const char *text)
{
	char path[256];
	FILE *stream;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	stream = fopen(path, "we");
	assert_non_null(stream);
	fputs(text, stream);
	fclose(stream);
}

static void remove_file(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	unlink(path);
}

static char said[2][512];
static unsigned int nr_said;

static void remember(void *data, int level, const char *text)
{
	(void)data;
	assert_int_equal(level, TPHONE_LOG_ERROR);
	if (nr_said < ARRAY_SIZE(said))
		snprintf(said[nr_said], sizeof(said[0]), "%s", text);
	nr_said++;
}

/* The message about a file in the folder, or about the folder: @name "". */
static void assert_said(unsigned int n, const char *name, const char *rest)
{
	char text[256];

	snprintf(text, sizeof(text), "%s%s%s%s", folder, *name ? "/" : "", name,
		 rest);
	assert_true(n < nr_said);
	assert_memory_equal(said[n], text, strlen(text));
}

static int setup(void **state)
{
	(void)state;
	strcpy(folder, FOLDER);
	if (!mkdtemp(folder))
		return -1;
	nr_said = 0;
	tphone_tapi_set_log(TPHONE_LOG_ERROR, remember, NULL);
	return setenv("TPHONE_PROVIDERS_DIR", folder, 1);
}

static int teardown(void **state)
{
	(void)state;
	alloc_fail_at(0);
	tapi_provider_files_free(&files);
	remove_file("a.conf");
	remove_file("b.conf");
	remove_file("c.text");
	remove_file(".conf");
	return rmdir(folder);
}

static void files_count_in_the_order_of_their_names(void **state)
{
	(void)state;
	write_file("b.conf", "provider = /3.so\n# none\n");
	write_file("a.conf", "\nprovider = /1.so\nprovider = /2.so");
	write_file("c.text", "nonsense");
	write_file(".conf", "nonsense");
	assert_int_equal(tapi_provider_files_read(&files), 0);
	assert_int_equal(files.count, 3);
	assert_string_equal(files.paths[0], "/1.so");
	assert_string_equal(files.paths[1], "/2.so");
	assert_string_equal(files.paths[2], "/3.so");
	/* Other files are not opened. */
	assert_int_equal(nr_said, 0);
}

static void no_folder_is_no_provider(void **state)
{
	(void)state;
	setenv("TPHONE_PROVIDERS_DIR", "/nonexistent/folder", 1);
	assert_int_equal(tapi_provider_files_read(&files), 0);
	assert_int_equal(files.count, 0);
	assert_int_equal(nr_said, 1);
}

static void a_bad_line_takes_no_other_away(void **state)
{
	(void)state;
	write_file("a.conf", "provider = /1.so\nprovider: /2.so\nprovider = /3.so\n");
	write_file("b.conf", "provider = 4.so\nprovider = /5.so\n");
	assert_int_equal(tapi_provider_files_read(&files), 0);
	assert_int_equal(files.count, 3);
	assert_string_equal(files.paths[0], "/1.so");
	assert_string_equal(files.paths[1], "/3.so");
	assert_string_equal(files.paths[2], "/5.so");
	assert_int_equal(nr_said, 2);
	assert_said(0, "a.conf", ":2: neither ");
	assert_said(1, "b.conf", ":1: neither ");
}

static void a_file_that_cannot_be_read_takes_no_other_away(void **state)
{
	char path[256];

	(void)state;
	write_file("b.conf", "provider = /1.so\n");
	snprintf(path, sizeof(path), "%s/a.conf", folder);
	assert_int_equal(symlink("/nonexistent", path), 0);
	assert_int_equal(tapi_provider_files_read(&files), 0);
	assert_int_equal(files.count, 1);
	assert_said(0, "a.conf", ": cannot be read: No such file");
	tapi_provider_files_free(&files);
	unlink(path);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(tapi_provider_files_read(&files), 0);
	assert_int_equal(files.count, 1);
	assert_said(1, "a.conf", ": cannot be read: Is a directory");
	assert_int_equal(nr_said, 2);
	rmdir(path);
}

static void a_folder_that_cannot_be_read_is_said(void **state)
{
	char path[256];

	(void)state;
	write_file("a.conf", "provider = /1.so\n");
	snprintf(path, sizeof(path), "%s/a.conf", folder);
	setenv("TPHONE_PROVIDERS_DIR", path, 1);
	assert_int_equal(tapi_provider_files_read(&files), 0);
	assert_int_equal(files.count, 0);
	assert_int_equal(nr_said, 1);
	assert_said(0, "a.conf", ": cannot be read: Not a directory");
}

static void what_is_said_can_be_printed(void **state)
{
	(void)state;
	setenv("TPHONE_PROVIDERS_DIR", "/nonexistent/\x1b[2J", 1);
	assert_int_equal(tapi_provider_files_read(&files), 0);
	assert_int_equal(nr_said, 1);
	assert_memory_equal(said[0], "/nonexistent/?[2J: ", 19);
}

static void nobody_is_asked_to_listen(void **state)
{
	(void)state;
	write_file("a.conf", "provider: /2.so\n");
	assert_int_equal(tphone_tapi_set_log(0, remember, NULL), -EINVAL);
	assert_int_equal(tphone_tapi_set_log(4, remember, NULL), -EINVAL);
	assert_int_equal(tphone_tapi_set_log(TPHONE_LOG_INFO, NULL, NULL), 0);
	assert_int_equal(tapi_provider_files_read(&files), 0);
	assert_int_equal(nr_said, 0);
}

static void without_memory_nothing_is_read(void **state)
{
	(void)state;
	write_file("a.conf", "provider = /1.so\n");
	alloc_fail_all();
	assert_int_not_equal(tapi_provider_files_read(&files), 0);
	alloc_fail_at(0);
	assert_int_equal(files.count, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_with_a_path),
		cmocka_unit_test(lines_without_one),
		cmocka_unit_test(lines_that_say_something_else),
		TEST(files_count_in_the_order_of_their_names),
		TEST(no_folder_is_no_provider),
		TEST(a_bad_line_takes_no_other_away),
		TEST(a_file_that_cannot_be_read_takes_no_other_away),
		TEST(a_folder_that_cannot_be_read_is_said),
		TEST(what_is_said_can_be_printed),
		TEST(nobody_is_asked_to_listen),
		TEST(without_memory_nothing_is_read),
	};

	return cmocka_run_group_tests_name("tapi-config", tests, NULL, NULL);
}
