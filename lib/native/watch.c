// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Where messages of udevd arrive, the watch reports them unchanged: udevd sends
 * them after it has set the permissions. Elsewhere, for example in a container,
 * a message of the kernel or an event of inotify only triggers an examination of
 * the node.
 */
#include "../common/macros.h"
#include "../common/sys.h"
#include "watch.h"

#include <errno.h>
#include <libudev.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

/**
 * struct tphone_watch - reports phones that come and go
 * @udev: context of libudev
 * @monitor: netlink socket of libudev, or NULL
 * @from_udev: the messages of @monitor are from udevd, not from the kernel
 * @epoll_fd: polled by the program; contains @monitor, @node_fd and @ready_fd
 * @node_fd: from node_watch_new(), or -1
 * @ready_fd: eventfd, readable while @presence has a change to report
 * @stale: a message was lost, so all phones must be examined
 * @presence: the phones
 * @device: the phone that was reported last
 */
struct tphone_watch {
	struct udev *udev;
	struct udev_monitor *monitor;
	bool from_udev;
	int epoll_fd;
	int node_fd;
	int ready_fd;
	bool stale;
	struct presence presence;
	struct tphone_device device;
};

static int add_fd(struct tphone_watch *watch, int fd)
{
	struct epoll_event event = { .events = EPOLLIN };

	if (epoll_ctl(watch->epoll_fd, EPOLL_CTL_ADD, fd, &event))
		return -errno;
	return 0;
}

static int make_fds(struct tphone_watch *watch)
{
	watch->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (watch->epoll_fd < 0)
		return -errno;
	watch->ready_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (watch->ready_fd < 0)
		return -errno;
	return add_fd(watch, watch->ready_fd);
}

static int enable(struct tphone_watch *watch)
{
	struct udev_monitor *monitor = watch->monitor;
	int error;

	error = udev_monitor_filter_add_match_subsystem_devtype(monitor,
								TPHONE_SUBSYSTEM,
								NULL);
	if (error < 0)
		return error;
	error = udev_monitor_enable_receiving(monitor);
	if (error < 0)
		return error;
	return add_fd(watch, udev_monitor_get_fd(monitor));
}

/* @group: "udev" or "kernel" */
static int listen_to(struct tphone_watch *watch, const char *group)
{
	int error;

	errno = 0;
	watch->monitor = udev_monitor_new_from_netlink(watch->udev, group);
	if (!watch->monitor)
		return errno ? -errno : -ENOMEM;
	error = enable(watch);
	if (error) {
		udev_monitor_unref(watch->monitor);
		watch->monitor = NULL;
	}
	return error;
}

static int listen_to_nodes(struct tphone_watch *watch)
{
	watch->node_fd = node_watch_new();
	if (watch->node_fd < 0)
		return watch->node_fd;
	return add_fd(watch, watch->node_fd);
}

/*
 * Without udevd, listen to the kernel and to inotify, because neither reports
 * everything: the kernel does not announce a node that mknod() creates in a
 * container, and inotify does not report that the phone of such a node has gone.
 * Fail if the only source is one whose messages may not arrive.
 */
static int listen_without_udev(struct tphone_watch *watch, bool hears_kernel)
{
	int error = listen_to(watch, "kernel");
	int node_error;

	if (error == -ENOMEM)
		return error;
	node_error = listen_to_nodes(watch);
	if (!node_error || (hears_kernel && !error))
		return 0;
	return node_error;
}

static int listen_anywhere(struct tphone_watch *watch)
{
	struct reach_facts facts;
	int error = -ENOENT;

	reach_find(&facts);
	if (reach_udev(&facts))
		error = listen_to(watch, "udev");
	watch->from_udev = !error;
	if (!error || error == -ENOMEM)
		return error;
	return listen_without_udev(watch, reach_kernel(&facts));
}

static void watch_node(const struct tphone_watch *watch, int index)
{
	if (watch->node_fd >= 0)
		node_watch_add(watch->node_fd, index);
}

static int begin_node(int index, void *data)
{
	struct tphone_watch *watch = data;
	struct node node;

	node_look(index, &node);
	watch_node(watch, index);
	return presence_begin(&watch->presence, index, &node);
}

/* Listen before the examination of /dev, so that no change is missed. */
static int start(struct tphone_watch *watch)
{
	int error = make_fds(watch);

	if (error)
		return error;
	watch->udev = udev_new();
	if (!watch->udev)
		return -ENOMEM;
	error = listen_anywhere(watch);
	if (error)
		return error;
	error = node_each(begin_node, watch);
	/* If /dev cannot be read, begin without phones. */
	return error == -ENOMEM ? error : 0;
}

TPHONE_API int tphone_watch_new(struct tphone_watch **watch)
{
	struct tphone_watch *fresh;
	int error;

	if (!watch)
		return -EINVAL;
	fresh = calloc(1, sizeof(*fresh));
	if (!fresh)
		return -ENOMEM;
	fresh->epoll_fd = -1;
	fresh->node_fd = -1;
	fresh->ready_fd = -1;
	error = start(fresh);
	if (error) {
		tphone_watch_free(fresh);
		return error;
	}
	*watch = fresh;
	return 0;
}

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
}

static void close_fds(const struct tphone_watch *watch)
{
	close_fd(watch->node_fd);
	close_fd(watch->ready_fd);
	close_fd(watch->epoll_fd);
}

void watch_forget(const struct tphone_watch *watch)
{
	if (watch->monitor)
		close(udev_monitor_get_fd(watch->monitor));
	close_fds(watch);
}

TPHONE_API void tphone_watch_free(struct tphone_watch *watch)
{
	if (!watch)
		return;
	udev_monitor_unref(watch->monitor);
	udev_unref(watch->udev);
	close_fds(watch);
	presence_free(&watch->presence);
	free(watch);
}

TPHONE_API int tphone_watch_fd(const struct tphone_watch *watch)
{
	return watch ? watch->epoll_fd : -EINVAL;
}

/* Returns 0 for "change", "bind" and others, which add or remove no phone. */
static unsigned int action_of(struct udev_device *from)
{
	const char *action = udev_device_get_action(from);

	if (!action)
		return 0;
	if (!strcmp(action, "add"))
		return TPHONE_DEVICE_ADDED;
	if (!strcmp(action, "remove"))
		return TPHONE_DEVICE_REMOVED;
	return 0;
}

static int look(int index, void *data)
{
	struct tphone_watch *watch = data;
	struct node node;

	node_look(index, &node);
	watch_node(watch, index);
	return presence_set(&watch->presence, index, &node);
}

static int look_at_all(struct tphone_watch *watch)
{
	size_t i;

	/* Known phones have an entry in presence, so look() needs no memory. */
	for (i = 0; i < watch->presence.count; i++)
		look(watch->presence.phones[i].index, watch);
	return node_each(look, watch);
}

/* If memory runs out, the watch stays stale and the next call tries again. */
static int look_if_stale(struct tphone_watch *watch)
{
	int error;

	if (!watch->stale)
		return 0;
	error = look_at_all(watch);
	watch->stale = error == -ENOMEM;
	return watch->stale ? error : 0;
}

/* The message may be old, so examine the node as well. */
static int handle_kernel_message(struct tphone_watch *watch, unsigned int action)
{
	int index = watch->device.index;
	struct node node;

	node_look(index, &node);
	watch_node(watch, index);
	if (action == TPHONE_DEVICE_ADDED)
		return presence_added(&watch->presence, index, &node);
	presence_removed(&watch->presence, index, &node);
	return 0;
}

/* Without /sys, the phone itself is the source of its description. */
static void read_from_node(struct tphone_watch *watch)
{
	struct tphone_device device;

	if (node_read(watch->device.index, &device) == NODE_OPEN)
		watch->device = device;
}

static int handle_udev_message(struct tphone_watch *watch, unsigned int action,
			       bool described)
{
	int index = watch->device.index;
	struct node node;

	node_look(index, &node);
	if (action == TPHONE_DEVICE_ADDED && !described)
		read_from_node(watch);
	return presence_reported(&watch->presence, index, action, &node);
}

/*
 * Returns 0 if there is no message, else 1; then *action is what a message of udevd
 * reports, or 0 if @presence has to be asked.
 */
static int receive_message(struct tphone_watch *watch, unsigned int *action)
{
	struct udev_device *from;
	bool wanted, described;
	int error = 0;

	*action = 0;
	errno = 0;
	from = udev_monitor_receive_device(watch->monitor);
	if (!from) {
		/* The socket was full: messages were lost. */
		if (errno == ENOBUFS) {
			presence_lost(&watch->presence);
			watch->stale = true;
		}
		return watch->stale;
	}
	*action = action_of(from);
	wanted = *action && udev_device_read(from, &watch->device);
	described = udev_device_get_sysattr_value(from, "id");
	udev_device_unref(from);
	if (!wanted)
		*action = 0;
	else if (watch->from_udev)
		error = handle_udev_message(watch, *action, described);
	else
		error = handle_kernel_message(watch, *action);
	if (!watch->from_udev)
		*action = 0;
	watch->stale |= error != 0;
	return 1;
}

/* Returns 0 if there is no event, else 1. */
static int receive_node_event(struct tphone_watch *watch)
{
	int index = node_watch_next(watch->node_fd);

	if (index == NODE_WATCH_NOTHING)
		return 0;
	watch->stale |= index == NODE_WATCH_ALL || look(index, watch);
	return 1;
}

static int receive_any(struct tphone_watch *watch, unsigned int *action)
{
	int ret = 0;

	*action = 0;
	if (watch->monitor)
		ret = receive_message(watch, action);
	if (!ret && watch->node_fd >= 0)
		ret = receive_node_event(watch);
	return ret;
}

static int next_news(struct tphone_watch *watch, unsigned int *action)
{
	int error, index;

	for (;;) {
		error = look_if_stale(watch);
		if (error)
			return error;
		*action = presence_next(&watch->presence, &index);
		if (*action)
			break;
		if (!receive_any(watch, action))
			return 0;
		if (*action)
			return 1;
	}
	if (*action == TPHONE_DEVICE_ADDED)
		node_read(index, &watch->device);
	else
		node_name(index, &watch->device);
	return 1;
}

TPHONE_API int tphone_watch_next(struct tphone_watch *watch,
				 unsigned int *action,
				 const struct tphone_device **device)
{
	int ret;

	if (!watch || !action || !device)
		return -EINVAL;
	ret = next_news(watch, action);
	if (watch->stale || presence_has_news(&watch->presence))
		eventfd_set(watch->ready_fd);
	else
		eventfd_clear(watch->ready_fd);
	if (ret == 1)
		*device = &watch->device;
	return ret;
}
