// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cmocka-first.h"

#include "mock-session.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

HPHONEAPP app;
DWORD nr_phones;

/* Beside this program. */
const char *object_path(const char *name)
{
	static char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);

	CHECK(length > 0);
	path[length] = '\0';
	CHECK(strrchr(path, '/'));
	snprintf(strrchr(path, '/'), sizeof(path) / 2, "/mock-%s.so", name);
	return path;
}

void add(const char *name)
{
	CHECK(!tphone_tapi_add_provider(object_path(name)));
}

struct mock *mock_of(const char *name)
{
	void *object = dlopen(object_path(name), RTLD_NOW);
	struct mock *mock;

	CHECK(object);
	mock = dlsym(object, "mock");
	CHECK(mock);
	return mock;
}

void begin(void)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	DWORD version = VERSION;

	CHECK(!phoneInitializeEx(&app, NULL, NULL, "test", &nr_phones, &version,
				 &params));
}

void end(void)
{
	CHECK(!phoneShutdown(app));
}

void begin_with(const char *one, const char *other)
{
	CHECK(!tphone_tapi_add_provider(NULL));
	add(one);
	if (other)
		add(other);
	begin();
}

LONG try_open(DWORD device, DWORD privilege, HPHONE *phone)
{
	PHONEEXTENSIONID id;
	DWORD version;

	CHECK(!phoneNegotiateAPIVersion(app, device, VERSION, VERSION, &version,
					&id));
	return phoneOpen(app, device, phone, VERSION, 0, device, privilege);
}

HPHONE open_phone(DWORD device)
{
	HPHONE phone;

	CHECK(!try_open(device, PHONEPRIVILEGE_OWNER, &phone));
	return phone;
}

/* Longer than the library needs. */
#define SOON_MS	300

PHONEMESSAGE next_message(void)
{
	PHONEMESSAGE message;

	CHECK(!phoneGetMessage(app, &message, 5000));
	return message;
}

void no_message(void)
{
	PHONEMESSAGE message;

	CHECK(phoneGetMessage(app, &message, SOON_MS));
}

void check_works(HPHONE phone)
{
	PHONEMESSAGE message;
	LONG request;

	request = phoneSetLamp(phone, 0, PHONELAMPMODE_STEADY);
	CHECK(request > 0);
	message = next_message();
	CHECK(message.dwMessageID == PHONE_REPLY);
	CHECK(message.dwParam1 == (DWORD_PTR)request && !message.dwParam2);
}

/* True if the test has been executed completely. */
void run(void (*test)(void))
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

void folder_begin(struct folder *folder)
{
	strcpy(folder->path, "/tmp/test-providers-XXXXXX");
	CHECK(mkdtemp(folder->path));
	CHECK(!setenv("TPHONE_PROVIDERS_DIR", folder->path, 1));
}

void folder_add(const struct folder *folder, const char *name,
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

void folder_add_provider(const struct folder *folder, const char *name,
			 const char *provider)
{
	char text[PATH_MAX + 32];

	snprintf(text, sizeof(text), "provider = %s\n", object_path(provider));
	folder_add(folder, name, text);
}

void folder_end(const struct folder *folder)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", folder->path);
	CHECK(!system(command));
}
