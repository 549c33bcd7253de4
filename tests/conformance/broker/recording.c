// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Results of the recorder, see recording.h.
 */
#include "recording.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct recorder_log *log;

/* Beside this program. */
static void find_object(char *path)
{
	ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
	char *slash;

	CHECK(length > 0);
	path[length] = '\0';
	slash = strrchr(path, '/');
	snprintf(slash, (size_t)(PATH_MAX - (slash - path)), "/%s",
		 "tspi-recorder.so");
}

void recording_begin(void)
{
	struct recorder_control *control;
	char path[PATH_MAX];
	void *object;

	log = mmap(NULL, sizeof(*log), PROT_READ | PROT_WRITE,
		   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(log != MAP_FAILED);
	find_object(path);
	object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!object)
		case_fail(__FILE__, __LINE__, "%s", dlerror());
	control = dlsym(object, "recorder_control");
	CHECK(control);
	control->provider = tphone_tspi_builtin();
	control->log = log;
	CHECK_EQ(tphone_tapi_add_provider(NULL), 0);
	CHECK_EQ(tphone_tapi_add_provider(path), 0);
}

unsigned int recording_calls(enum recorder_function function)
{
	return atomic_load(&log->calls[function]);
}

static bool is_accepted(struct recorder_request *request)
{
	return atomic_load(&request->process) &&
	       !atomic_load(&request->refused);
}

unsigned int recording_accepted(void)
{
	unsigned int count = atomic_load(&log->nr_requests);
	unsigned int accepted = 0;
	unsigned int i;

	for (i = 0; i < count; i++)
		accepted += is_accepted(&log->request[i]);
	return accepted;
}

unsigned int recording_completed(void)
{
	unsigned int count = atomic_load(&log->nr_requests);
	unsigned int completed = 0;
	unsigned int i;

	for (i = 0; i < count; i++) {
		if (is_accepted(&log->request[i]))
			completed += atomic_load(&log->request[i].completions);
	}
	return completed;
}

unsigned int recording_stale(void)
{
	return atomic_load(&log->stale);
}

void recording_check(void)
{
	unsigned int count = atomic_load(&log->nr_requests);
	unsigned int i;

	CHECK_EQ(atomic_load(&log->unknown), 0);
	for (i = 0; i < count; i++) {
		struct recorder_request *request = &log->request[i];
		unsigned int completions = atomic_load(&request->completions);

		if (atomic_load(&request->refused))
			CHECK_EQ(completions, 0);
		else
			CHECK(completions <= 1);
	}
}
