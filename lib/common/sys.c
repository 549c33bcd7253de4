// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sys.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int sys_open(const char *path, int flags)
{
	int fd = open(path, flags);

	return fd < 0 ? -errno : fd;
}

int sys_ioctl(int fd, unsigned long command, void *arg)
{
	int ret = ioctl(fd, command, arg);

	return ret < 0 ? -errno : ret;
}

ssize_t sys_read(int fd, void *buf, size_t size)
{
	ssize_t ret = read(fd, buf, size);

	return ret < 0 ? -errno : ret;
}

int sys_poll(struct pollfd *fds, nfds_t nr_fds, int timeout_ms)
{
	int ret = poll(fds, nr_fds, timeout_ms);

	return ret < 0 ? -errno : ret;
}

int64_t sys_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int sys_stat(const char *path, struct stat *st)
{
	return stat(path, st) ? -errno : 0;
}

int sys_list(const char *folder, sys_name_fn fn, void *data)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	int error = 0;

	if (!dir)
		return -errno;
	while (!error && (entry = readdir(dir)))
		error = fn(entry->d_name, data);
	closedir(dir);
	return error;
}
