// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Providers and programs as they are outside of this tree: shared objects, and the
 * shared library. Each test is a process of its own, as a provider stays loaded.
 */
#include "cmocka-first.h"

#include "mock.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <tphone/tapi.h>
#include <unistd.h>

#define VERSION	0x00020002

/* As no assertion of the framework works in a child. */
#define CHECK(condition)						\
	do {								\
		if (!(condition)) {					\
			printf("# %s:%d: %s\n", __FILE__, __LINE__,	\
			       #condition);				\
			fflush(stdout);					\
			_exit(1);					\
		}							\
	} while (0)

static HPHONEAPP app;
static DWORD nr_phones;

/* Beside this program. */
static const char *object_path(const char *name)
{
	static char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);

	CHECK(length > 0);
	path[length] = '\0';
	CHECK(strrchr(path, '/'));
	snprintf(strrchr(path, '/'), sizeof(path) / 2, "/mock-%s.so", name);
	return path;
}

static void add(const char *name)
{
	CHECK(!tphone_tapi_add_provider(object_path(name)));
}

static struct mock *mock_of(const char *name)
{
	void *object = dlopen(object_path(name), RTLD_NOW);
	struct mock *mock;

	CHECK(object);
	mock = dlsym(object, "mock");
	CHECK(mock);
	return mock;
}

static void begin(void)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	DWORD version = VERSION;

	CHECK(!phoneInitializeEx(&app, NULL, NULL, "test", &nr_phones, &version,
				 &params));
}

static void end(void)
{
	CHECK(!phoneShutdown(app));
}

static void begin_with(const char *one, const char *other)
{
	CHECK(!tphone_tapi_add_provider(NULL));
	add(one);
	if (other)
		add(other);
	begin();
}

static LONG try_open(DWORD device, DWORD privilege, HPHONE *phone)
{
	PHONEEXTENSIONID id;
	DWORD version;

	CHECK(!phoneNegotiateAPIVersion(app, device, VERSION, VERSION, &version,
					&id));
	return phoneOpen(app, device, phone, VERSION, 0, device, privilege);
}

static HPHONE open_phone(DWORD device)
{
	HPHONE phone;

	CHECK(!try_open(device, PHONEPRIVILEGE_OWNER, &phone));
	return phone;
}

static void calls_itself(void)
{
	begin_with("one", "two");
	CHECK(nr_phones == 2);
	open_phone(0);
	open_phone(1);
	CHECK(mock_of("one")->own_lamp == 'o');
	CHECK(mock_of("two")->own_lamp == 't');
}

static bool is_loaded(const char *name)
{
	void *object = dlopen(object_path(name), RTLD_NOW | RTLD_NOLOAD);

	if (object)
		dlclose(object);
	return object;
}

/**
 * struct folder - a folder with files that configure providers
 * @path: where it is
 */
struct folder {
	char path[32];
};

static void folder_begin(struct folder *folder)
{
	strcpy(folder->path, "/tmp/test-providers-XXXXXX");
	CHECK(mkdtemp(folder->path));
	CHECK(!setenv("TPHONE_PROVIDERS_DIR", folder->path, 1));
}

static void folder_add(const struct folder *folder, const char *name,
		       const char *text)
{
	char path[64];
	FILE *stream;

	snprintf(path, sizeof(path), "%s/%s", folder->path, name);
	stream = fopen(path, "we");
	CHECK(stream);
	CHECK(fputs(text, stream) >= 0);
	CHECK(!fclose(stream));
}

static void folder_add_provider(const struct folder *folder, const char *name,
				const char *provider)
{
	char text[PATH_MAX + 32];

	snprintf(text, sizeof(text), "provider = %s\n", object_path(provider));
	folder_add(folder, name, text);
}

static void folder_end(const struct folder *folder)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", folder->path);
	CHECK(!system(command));
}

/* The thread of the provider ends 0.3 s after it began. */
static void session_ends_before_thread(void)
{
	struct folder folder;

	folder_begin(&folder);
	folder_add_provider(&folder, "one.conf", "one");
	CHECK(!setenv("MOCK_THREAD", "1", 1));
	begin();
	CHECK(is_loaded("one"));
	end();
	folder_end(&folder);
	usleep(600000);
	CHECK(is_loaded("one"));
}

static void session_begins_again(void)
{
	struct folder folder;
	DWORD first;

	folder_begin(&folder);
	folder_add_provider(&folder, "one.conf", "one");
	begin();
	first = nr_phones;
	open_phone(nr_phones - 1);
	end();
	begin();
	CHECK(nr_phones == first);
	open_phone(nr_phones - 1);
	CHECK(mock_of("one")->inits == 2 && mock_of("one")->shutdowns == 1);
	CHECK(mock_of("one")->opens == 2 && mock_of("one")->closes == 1);
	end();
	CHECK(mock_of("one")->shutdowns == 2);
	folder_end(&folder);
}

/* True if the test has come to its end. */
static void run(void (*test)(void))
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		test();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void a_call_by_name_reaches_the_own_function(void **state)
{
	(void)state;
	run(calls_itself);
}

static void a_thread_of_a_provider_may_outlive_the_session(void **state)
{
	(void)state;
	run(session_ends_before_thread);
}

static void a_provider_is_started_again_with_the_next_session(void **state)
{
	(void)state;
	run(session_begins_again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_by_name_reaches_the_own_function),
		cmocka_unit_test(a_thread_of_a_provider_may_outlive_the_session),
		cmocka_unit_test(a_provider_is_started_again_with_the_next_session),
	};

	return cmocka_run_group_tests_name("providers", tests, NULL, NULL);
}
