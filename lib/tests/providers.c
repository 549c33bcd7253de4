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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_by_name_reaches_the_own_function),
	};

	return cmocka_run_group_tests_name("providers", tests, NULL, NULL);
}
