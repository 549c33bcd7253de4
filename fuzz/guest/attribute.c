// SPDX-License-Identifier: GPL-2.0-or-later
#include "attribute.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_KEPT	64

/* Files that stay open: opening takes many times as long as writing. */
static struct {
	char *path;
	int fd;
} kept[MAX_KEPT];
static unsigned int nr_kept;

int attribute_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int error = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		error = -errno;
	close(fd);
	return error;
}

int attribute_read(const char *path, char *text, unsigned int size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	text[0] = '\0';
	if (fd < 0)
		return -errno;
	got = read(fd, text, size - 1);
	if (got < 0)
		got = -errno;
	else
		text[got] = '\0';
	close(fd);
	return got < 0 ? got : 0;
}

/* Returns -1 if the file cannot be opened, or the table is full. */
static int kept_fd(const char *path)
{
	unsigned int i;
	int fd;

	for (i = 0; i < nr_kept; i++) {
		if (!strcmp(kept[i].path, path))
			return kept[i].fd;
	}
	if (nr_kept == MAX_KEPT)
		return -1;
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return fd;
	kept[nr_kept].path = strdup(path);
	kept[nr_kept].fd = fd;
	nr_kept++;
	return fd;
}

int attribute_write_kept(const char *path, const char *text)
{
	int fd = kept_fd(path);

	if (fd < 0)
		return attribute_write(path, text);
	return write(fd, text, strlen(text)) < 0 ? -errno : 0;
}

void attribute_close_kept(void)
{
	while (nr_kept) {
		nr_kept--;
		close(kept[nr_kept].fd);
		free(kept[nr_kept].path);
	}
}
