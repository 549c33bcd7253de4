// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <tphone.h>
#include <unistd.h>

#include "complain.h"
#include "evict.h"

#define DEV		"/dev"
#define EVENTS_SIZE	4096

static int complain_failed(const char *name, int error)
{
	if (error == EACCES || error == EPERM)
		return complain(EXIT_PERMISSION,
				"evict: %s: permission denied; only root may take a phone away from others",
				name);
	if (error == ENOENT || error == ENODEV)
		return complain(EXIT_NO_PHONE,
				"evict: %s: the phone has gone, or its kernel module cannot do that, or /sys does not show it",
				name);
	return complain(EXIT_FAILED, "evict: %s: %s", name, strerror(error));
}

int evict(const char *name, const char *handles)
{
	char path[64 + NAME_MAX];
	int error = 0, fd;

	snprintf(path, sizeof(path), "/sys/class/tphone/%s/evict", name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return complain_failed(name, errno);
	if (write(fd, handles, strlen(handles)) < 0)
		error = errno;
	close(fd);
	return error ? complain_failed(name, error) : EXIT_OK;
}

int evict_everywhere(const char *handles)
{
	int code = EXIT_OK, one;
	struct tphone_list *list;
	size_t i;
	int error = tphone_list_new(&list);

	if (error < 0)
		return complain(EXIT_FAILED, "evict: %s", tphone_strerror(error));
	for (i = 0; i < tphone_list_count(list); i++) {
		one = evict(tphone_device_name(tphone_list_get(list, i)), handles);
		code = code ? code : one;
	}
	tphone_list_free(list);
	return code;
}

/* React to changed permissions of a file in /dev. */
static void look_at(const struct inotify_event *event)
{
	unsigned int number;
	char rest;

	if (event->mask & IN_Q_OVERFLOW)
		evict_everywhere("without-access");
	else if (event->len && sscanf(event->name, "tphone%u%c", &number, &rest) == 1)
		evict(event->name, "without-access");
}

int evict_watch(void)
{
	char buffer[EVENTS_SIZE] __attribute__((aligned(__alignof__(struct inotify_event))));
	int fd = inotify_init1(IN_CLOEXEC);
	ssize_t length, at;

	if (fd < 0 || inotify_add_watch(fd, DEV, IN_ATTRIB) < 0)
		return complain(EXIT_FAILED, "evict: cannot watch %s: %s", DEV, strerror(errno));
	evict_everywhere("without-access");
	while ((length = read(fd, buffer, sizeof(buffer))) > 0 || errno == EINTR) {
		for (at = 0; at < length;) {
			const struct inotify_event *event = (const void *)(buffer + at);

			look_at(event);
			at += sizeof(*event) + event->len;
		}
	}
	return complain(EXIT_FAILED, "evict: cannot watch %s: %s", DEV, strerror(errno));
}
