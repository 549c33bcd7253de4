/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory cgroups (version 2), for what has to happen with little memory. A group
 * is named by its path below the root, "/name".
 */
#ifndef _TPHONE_SELFTEST_CGROUP_H
#define _TPHONE_SELFTEST_CGROUP_H

#include <sys/stat.h>

#include "util.h"

#define CGROUP_ROOT	"/sys/fs/cgroup"
#define CGROUP_MISSING	"no memory controller on " CGROUP_ROOT

static inline int cgroup_write(const char *group, const char *file,
			       const char *text)
{
	char path[256];

	snprintf(path, sizeof(path), CGROUP_ROOT "%s/%s", group, file);
	return file_write(path, text);
}

static inline long long cgroup_number(const char *group, const char *file)
{
	char path[256];
	long long number = -1;
	FILE *stream;

	snprintf(path, sizeof(path), CGROUP_ROOT "%s/%s", group, file);
	stream = fopen(path, "r");
	if (!stream)
		return -1;
	if (fscanf(stream, "%lld", &number) != 1)
		number = -1;
	fclose(stream);
	return number;
}

/* The count of an event in memory.events, or -1. */
static inline long long cgroup_event(const char *group, const char *event)
{
	char path[256], name[32];
	long long number;
	FILE *stream;

	snprintf(path, sizeof(path), CGROUP_ROOT "%s/memory.events", group);
	stream = fopen(path, "r");
	if (!stream)
		return -1;
	do {
		if (fscanf(stream, "%31s %lld", name, &number) != 2)
			number = -1;
	} while (number >= 0 && strcmp(name, event));
	fclose(stream);
	return number;
}

/* No swapping is allowed. Returns false if the machine has no such cgroups. */
static inline bool cgroup_create(const char *group, unsigned int limit)
{
	char path[128], text[32];

	cgroup_write("", "cgroup.subtree_control", "+memory");
	snprintf(path, sizeof(path), CGROUP_ROOT "%s", group);
	if (mkdir(path, 0755))
		return false;
	snprintf(text, sizeof(text), "%u", limit);
	if (cgroup_write(group, "memory.max", text)) {
		rmdir(path);
		return false;
	}
	cgroup_write(group, "memory.swap.max", "0");
	return true;
}

static inline int cgroup_remove(const char *group)
{
	char path[128];

	snprintf(path, sizeof(path), CGROUP_ROOT "%s", group);
	return rmdir(path) ? -errno : 0;
}

/* Run a function in a child in the cgroup; returns the status of wait(). */
static inline int run_in_cgroup(const char *group,
				int (*function)(const char *),
				const char *device)
{
	int status = -1;
	pid_t pid = fork();

	if (!pid)
		_exit(cgroup_write(group, "cgroup.procs", "0") ? 200 :
		      function(device));
	waitpid(pid, &status, 0);
	return status;
}

#endif /* _TPHONE_SELFTEST_CGROUP_H */
