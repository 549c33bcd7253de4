// SPDX-License-Identifier: GPL-2.0-or-later
#include "kernel_log_check.h"

#include <errno.h>
#include <fcntl.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_PATTERNS	100
#define LEVEL_WARNING	4

/**
 * struct patterns - regular expressions
 * @nr: elements of @all in use
 * @all: the expressions
 */
struct patterns {
	unsigned int nr;
	regex_t all[MAX_PATTERNS];
};

static int fd = -1;
static struct patterns bad, allowed;

static void add(struct patterns *patterns, char *line)
{
	line[strcspn(line, "\n")] = '\0';
	if (!*line || *line == '#' || patterns->nr == MAX_PATTERNS)
		return;
	if (!regcomp(&patterns->all[patterns->nr], line,
		     REG_EXTENDED | REG_NOSUB))
		patterns->nr++;
}

static int load(struct patterns *patterns, const char *folder,
		const char *name)
{
	char path[4096], line[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "r");
	if (!file)
		return -errno;
	while (fgets(line, sizeof(line), file))
		add(patterns, line);
	fclose(file);
	return 0;
}

static bool match(const struct patterns *patterns, const char *text)
{
	unsigned int i;

	for (i = 0; i < patterns->nr; i++) {
		if (!regexec(&patterns->all[i], text, 0, NULL, 0))
			return true;
	}
	return false;
}

int kernel_log_check_start(const char *folder)
{
	int error;

	error = load(&bad, folder, "kernel-log-patterns");
	if (!error)
		error = load(&allowed, folder, "kernel-log-allowed");
	if (error)
		return error;
	fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	return lseek(fd, 0, SEEK_END) < 0 ? -errno : 0;
}

/* @record: "LEVEL,NUMBER,TIME,FLAGS;TEXT", and lines with its dictionary. */
static bool is_complaint(char *record)
{
	char *text = strchr(record, ';');

	if (!text || (strtoul(record, NULL, 10) & 7) > LEVEL_WARNING)
		return false;
	text++;
	text[strcspn(text, "\n")] = '\0';
	if (match(&allowed, text) || !match(&bad, text))
		return false;
	fprintf(stderr, "fuzz: the kernel says: %s\n", text);
	return true;
}

bool kernel_log_check_failed(void)
{
	char record[8192];
	bool found = false;
	ssize_t got;

	if (fd < 0)
		return false;
	for (;;) {
		got = read(fd, record, sizeof(record) - 1);
		/* Records were overwritten before they could be read. */
		if (got < 0 && errno == EPIPE)
			continue;
		if (got <= 0)
			return found;
		record[got] = '\0';
		if (!found)
			found = is_complaint(record);
	}
}
