// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Phones of the mock provider.
 *
 * The object is loaded here and by TAPI, but exists once, so both see the same
 * state. This reference keeps it when TAPI unloads it.
 */
#include "case.h"
#include "phone_kind.h"
#include "mock_provider.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct mock_control *control;

static char path[PATH_MAX];

void phone_mock_set_path(const char *new_path)
{
	snprintf(path, sizeof(path), "%s", new_path);
}

const char *phone_mock_path(void)
{
	ssize_t length;
	char *slash;

	if (path[0])
		return path;
	length = readlink("/proc/self/exe", path, sizeof(path) - 1);
	CHECK(length > 0);
	path[length] = '\0';
	slash = strrchr(path, '/');
	if (!strncmp(slash - strlen("/self-test"), "/self-test", 10))
		slash -= strlen("/self-test");
	snprintf(slash, sizeof(path) - (size_t)(slash - path),
		 "/tspi-mock.so");
	return path;
}

static const char *missing(void)
{
	if (access(phone_mock_path(), R_OK))
		return "no tspi-mock.so beside this program";
	return NULL;
}

/* Make these phones the only ones of a session. */
static void prepare(void)
{
	void *object = dlopen(phone_mock_path(), RTLD_NOW | RTLD_LOCAL);

	if (!object)
		case_fail(__FILE__, __LINE__, "%s", dlerror());
	control = dlsym(object, "mock_control");
	CHECK(control);
	CHECK_EQ(tphone_tapi_add_provider(NULL), 0);
	CHECK_EQ(tphone_tapi_add_provider(phone_mock_path()), 0);
}

const struct mock_control *mock(void)
{
	phone_prepare();
	CHECK(control);
	return control;
}

static int create(struct phone *phone)
{
	return control->phone_new(phone->name);
}

static int live(struct phone *phone, bool live)
{
	return control->phone_live(phone->name, live);
}

static int set(struct phone *phone, const char *attribute, const char *value)
{
	return control->set(phone->name, attribute, value);
}

static long long number(struct phone *phone, const char *attribute)
{
	return control->get(phone->name, attribute);
}

static int user(struct phone *phone, const char *action)
{
	return control->user(phone->name, action);
}

/* The phones were in the memory of the process, which has ended. */
static void sweep(pid_t group)
{
	(void)group;
}

const struct phone_kind phone_mock = {
	.name = "scripted",
	.simulated = true,
	.provider = phone_mock_path,
	.missing = missing,
	.prepare = prepare,
	.create = create,
	.live = live,
	.set = set,
	.number = number,
	.user = user,
	.sweep = sweep,
};
