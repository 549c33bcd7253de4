// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Providers that the program does not name: those of the configuration folder.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "broker.h"
#include "phone_kind.h"

#define PHONE		"configured"
#define NR_FILES	3

/**
 * struct folder - a folder with configuration files of providers
 * @path: the folder
 * @file: paths of the files in it
 * @nr: how many
 */
struct folder {
	char path[64];
	char *file[NR_FILES];
	unsigned int nr;
};

static void folder_begin(struct folder *folder)
{
	*folder = (struct folder){ .path = "/tmp/conformance-XXXXXX" };
	CHECK(mkdtemp(folder->path));
	CHECK_EQ(setenv("TPHONE_PROVIDERS_DIR", folder->path, 1), 0);
}

static void folder_add(struct folder *folder, const char *name,
		       const char *text, const char *path)
{
	char *place;
	FILE *file;

	CHECK(folder->nr < NR_FILES);
	CHECK(asprintf(&place, "%s/%s", folder->path, name) > 0);
	folder->file[folder->nr++] = place;
	file = fopen(place, "we");
	CHECK(file);
	CHECK(fprintf(file, "%s%s\n", text, path) > 0);
	CHECK_EQ(fclose(file), 0);
}

static void folder_end(struct folder *folder)
{
	while (folder->nr--) {
		CHECK_EQ(unlink(folder->file[folder->nr]), 0);
		free(folder->file[folder->nr]);
	}
	CHECK_EQ(rmdir(folder->path), 0);
}

/* The object that TAPI will load, with one phone; it is not registered. */
static const struct mock_control *one_phone(void)
{
	void *object = dlopen(phone_mock_path(), RTLD_NOW | RTLD_LOCAL);
	const struct mock_control *control;

	CHECK(object);
	control = dlsym(object, "mock_control");
	CHECK(control);
	CHECK_EQ(control->phone_new(PHONE), 0);
	CHECK_EQ(control->phone_live(PHONE, true), 0);
	return control;
}

/* The phones of this provider are the last ones. */
static void use_last(HPHONEAPP app, DWORD count)
{
	HPHONE handle;

	CHECK_OK(negotiate(app, count - 1));
	CHECK_OK(call_open(app, count - 1, PHONEPRIVILEGE_OWNER, &handle));
	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_WINK));
	CHECK_EQ(lamp_mode(handle, CALL_KEY), PHONELAMPMODE_WINK);
	CHECK_OK(phoneClose(handle));
}

CASE(configured_provider, NEEDS_MOCK,
     "a provider in the folder is used, and one that is not there left out")
{
	const struct mock_control *control = one_phone();
	struct folder folder;
	DWORD without, count;
	HPHONEAPP app;

	folder_begin(&folder);
	folder_add(&folder, "notes.txt", "this is no provider", "");
	app = begin_session(API_NEWEST, &without);
	CHECK_OK(phoneShutdown(app));
	CHECK_EQ(control->calls(NULL), 0);

	folder_add(&folder, "10-absent.conf", "provider = ", "/no/such.so");
	folder_add(&folder, "20-mock.conf", "# phones in memory\nprovider = ",
		   phone_mock_path());
	app = begin_session(API_NEWEST, &count);
	CHECK_EQ(count, without + 1);
	use_last(app, count);
	CHECK_EQ(control->calls("phoneSetLamp"), 1);
	CHECK_EQ(control->calls("phoneClose"), 1);
	CHECK_OK(phoneShutdown(app));
	CHECK_EQ(control->calls("providerShutdown"), 1);
	folder_end(&folder);
}

CASE(configured_twice, NEEDS_MOCK,
     "a provider that two files name, and the program adds, is there once")
{
	const struct mock_control *control = one_phone();
	struct folder folder;
	DWORD without, count;
	HPHONEAPP app;

	folder_begin(&folder);
	app = begin_session(API_NEWEST, &without);
	CHECK_OK(phoneShutdown(app));
	folder_add(&folder, "1.conf", "provider = ", phone_mock_path());
	folder_add(&folder, "2.conf", "provider = ", phone_mock_path());
	CHECK_EQ(tphone_tapi_add_provider(phone_mock_path()), 0);
	app = begin_session(API_NEWEST, &count);
	CHECK_EQ(count, without + 1);
	CHECK_EQ(control->calls("providerInit"), 1);
	use_last(app, count);
	CHECK_OK(phoneShutdown(app));
	CHECK_EQ(control->calls("providerShutdown"), 1);
	folder_end(&folder);
}
