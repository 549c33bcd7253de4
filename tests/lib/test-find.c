// SPDX-License-Identifier: LGPL-2.1-or-later
/* Lists, names that users type, hot-plugging. */
#include "cmocka-first.h"

#include "alloc.h"
#include "fake-dev.h"
#include "fake-udev.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <tphone.h>
#include <unistd.h>

static int setup(void **state)
{
	(void)state;
	memset(&fake_udev, 0, sizeof(fake_udev));
	memset(&fake_dev, 0, sizeof(fake_dev));
	fake_udev.facts.control_is_roots = true;
	fake_udev.facts.control_is_near = true;
	return dup2(eventfd(0, EFD_CLOEXEC), FAKE_UDEV_FD) < 0;
}

static int teardown(void **state)
{
	(void)state;
	alloc_fail_at(0);
	return fake_udev.references ? -1 : 0;
}

static void add_device(const char *name, const char *node, const char *id,
		       const char *serial)
{
	struct udev_device *device =
		&fake_udev.devices[fake_udev.nr_devices++];

	device->name = name;
	device->node = node;
	device->id = id;
	device->serial = serial;
}

static void add_three(void)
{
	add_device("tphone10", "/dev/tphone10", "acme-desk-2", "12345");
	add_device("tphone0", "/dev/tphone0", "acme-desk-1", "2");
	add_device("tphone2", "/dev/tphone2", "sim-desk", "12345");
}

static void a_list_is_sorted_by_index(void **state)
{
	struct tphone_list *list;

	(void)state;
	add_three();
	fake_udev.devices[1].manufacturer = "Acme";
	fake_udev.devices[1].model = "Desk";
	fake_udev.devices[1].driver = "hid-tphone";
	assert_int_equal(tphone_list_new(&list), 0);
	assert_string_equal(fake_udev.subsystem, "tphone");
	assert_int_equal(tphone_list_count(list), 3);
	assert_int_equal(tphone_device_index(tphone_list_get(list, 0)), 0);
	assert_int_equal(tphone_device_index(tphone_list_get(list, 1)), 2);
	assert_int_equal(tphone_device_index(tphone_list_get(list, 2)), 10);
	assert_null(tphone_list_get(list, 3));
	assert_null(tphone_list_get(NULL, 0));
	assert_string_equal(tphone_device_name(tphone_list_get(list, 0)),
			    "tphone0");
	assert_string_equal(tphone_device_path(tphone_list_get(list, 0)),
			    "/dev/tphone0");
	assert_string_equal(tphone_device_manufacturer(tphone_list_get(list,
								       0)),
			    "Acme");
	assert_string_equal(tphone_device_model(tphone_list_get(list, 0)),
			    "Desk");
	assert_string_equal(tphone_device_serial(tphone_list_get(list, 0)),
			    "2");
	assert_string_equal(tphone_device_id(tphone_list_get(list, 0)),
			    "acme-desk-1");
	assert_string_equal(tphone_device_driver(tphone_list_get(list, 0)),
			    "hid-tphone");
	assert_string_equal(tphone_device_model(tphone_list_get(list, 1)), "");
	tphone_list_free(list);
	tphone_list_free(NULL);
}

static void no_device_has_empty_strings(void **state)
{
	(void)state;
	assert_string_equal(tphone_device_name(NULL), "");
	assert_string_equal(tphone_device_path(NULL), "");
	assert_string_equal(tphone_device_id(NULL), "");
	assert_string_equal(tphone_device_driver(NULL), "");
	assert_int_equal(tphone_device_index(NULL), -EINVAL);
}

static void what_is_not_a_phone_is_not_listed(void **state)
{
	struct tphone_list *list;

	(void)state;
	add_device("control", "/dev/tphone-control", NULL, NULL);
	add_device("tphone1", NULL, NULL, NULL);
	add_device(NULL, "/dev/null", NULL, NULL);
	add_device("tphone2", "/dev/tphone2", NULL, NULL);
	add_device("tphone3", "/dev/tphone3", NULL, NULL);
	fake_udev.devices[4].vanished = true;
	assert_int_equal(tphone_list_new(&list), 0);
	assert_int_equal(tphone_list_count(list), 1);
	tphone_list_free(list);
}

static void long_texts_are_cut_off(void **state)
{
	char text[2 * TPHONE_ID_SIZE];
	struct tphone_list *list;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	add_device("tphone0", "/dev/tphone0", text, text);
	assert_int_equal(tphone_list_new(&list), 0);
	assert_int_equal(strlen(tphone_device_id(tphone_list_get(list, 0))),
			 TPHONE_ID_SIZE - 1);
	assert_int_equal(strlen(tphone_device_serial(tphone_list_get(list, 0))),
			 TPHONE_TEXT_SIZE - 1);
	tphone_list_free(list);
}

static void lists_fail_cleanly(void **state)
{
	struct tphone_list *list;
	unsigned int n = 0;
	int error;

	(void)state;
	assert_int_equal(tphone_list_new(NULL), -EINVAL);
	fake_udev.error = EIO;
	assert_int_equal(tphone_list_new(&list), -EIO);
	fake_udev.error = 0;
	fake_udev.no_memory = true;
	assert_int_equal(tphone_list_new(&list), -ENOMEM);
	fake_udev.no_memory = false;
	assert_int_equal(tphone_list_new(&list), 0);
	assert_int_equal(tphone_list_count(list), 0);
	tphone_list_free(list);
	add_three();
	do {
		alloc_fail_at(++n);
		error = tphone_list_new(&list);
		alloc_fail_at(0);
		if (error)
			assert_int_equal(error, -ENOMEM);
	} while (error);
	assert_int_equal(n, 5);
	tphone_list_free(list);
	assert_int_equal(tphone_list_count(NULL), 0);
}

static void assert_found(const char *name, const char *expected)
{
	char path[64] = "";

	assert_int_equal(tphone_find(name, path, sizeof(path)), 0);
	assert_string_equal(path, expected);
}

static void assert_not_found(const char *name, int error)
{
	char path[64] = "untouched";

	assert_int_equal(tphone_find(name, path, sizeof(path)), error);
	assert_string_equal(path, "untouched");
}

static void without_sys_the_nodes_are_listed(void **state)
{
	const struct tphone_device *device;
	struct tphone_list *list;

	(void)state;
	fake_udev.error = ENOENT;
	fake_dev.nodes[0] = (struct fake_node){ .name = "tphone12", .id = "twelve" };
	fake_dev.nodes[1] = (struct fake_node){ .name = "null" };
	fake_dev.nodes[2] = (struct fake_node){ .name = "tphone3", .id = "three" };
	fake_dev.nr_nodes = 3;
	assert_int_equal(tphone_list_new(&list), 0);
	assert_int_equal(tphone_list_count(list), 2);
	device = tphone_list_get(list, 0);
	assert_int_equal(tphone_device_index(device), 3);
	assert_string_equal(tphone_device_name(device), "tphone3");
	assert_string_equal(tphone_device_path(device), "/dev/tphone3");
	assert_string_equal(tphone_device_id(device), "three");
	assert_string_equal(tphone_device_driver(device), "fake");
	assert_int_equal(tphone_device_index(tphone_list_get(list, 1)), 12);
	tphone_list_free(list);
	assert_found("3", "/dev/tphone3");
	assert_found("twelve", "/dev/tphone12");
	assert_not_found(NULL, -ENOTUNIQ);
	/* The same with an empty /sys. */
	fake_udev.error = 0;
	assert_found("tphone12", "/dev/tphone12");
}

static void what_sys_shows_is_not_opened(void **state)
{
	struct tphone_list *list;

	(void)state;
	add_device("tphone3", "/dev/tphone3", "three", NULL);
	fake_dev.nodes[0] = (struct fake_node){ .name = "tphone3", .id = "other" };
	fake_dev.nodes[1] = (struct fake_node){ .name = "tphone4", .id = "four" };
	fake_dev.nr_nodes = 2;
	assert_int_equal(tphone_list_new(&list), 0);
	assert_int_equal(tphone_list_count(list), 2);
	assert_string_equal(tphone_device_id(tphone_list_get(list, 0)),
			    "three");
	assert_string_equal(tphone_device_id(tphone_list_get(list, 1)), "four");
	assert_int_equal(fake_dev.opens, 1);
	tphone_list_free(list);
}

static void a_node_without_a_phone_is_not_listed(void **state)
{
	static const struct fake_node nodes[] = {
		{ .name = "tphone0", .type = S_IFIFO },
		{ .name = "tphone1", .open_error = ENXIO },
		{ .name = "tphone2", .open_error = ENODEV },
		{ .name = "tphone3", .info_error = ENOTTY },
		{ .name = "tphone4", .info_error = ENODEV },
		{ .name = "tphone04" },
		{ .name = "tphone6x" },
	};
	struct tphone_list *list;

	(void)state;
	memcpy(fake_dev.nodes, nodes, sizeof(nodes));
	fake_dev.nr_nodes = 7;
	assert_int_equal(tphone_list_new(&list), 0);
	assert_int_equal(tphone_list_count(list), 0);
	/* The two phones that can be opened, once each. */
	assert_int_equal(fake_dev.opens, 2);
	tphone_list_free(list);
}

/* Found, so that opening it by name fails with EACCES, not with ENODEV. */
static void a_node_without_permission_is_listed(void **state)
{
	struct tphone_list *list;

	(void)state;
	fake_dev.nodes[0] = (struct fake_node){ .name = "tphone0", .open_error = EACCES,
						.id = "unknown" };
	fake_dev.nr_nodes = 1;
	assert_int_equal(tphone_list_new(&list), 0);
	assert_int_equal(tphone_list_count(list), 1);
	assert_string_equal(tphone_device_id(tphone_list_get(list, 0)), "");
	tphone_list_free(list);
	assert_found("0", "/dev/tphone0");
}

static void an_error_counts_if_nothing_is_found(void **state)
{
	struct tphone_list *list;

	(void)state;
	fake_udev.error = EIO;
	fake_dev.error = ENOENT;
	assert_int_equal(tphone_list_new(&list), -EIO);
	fake_udev.error = ENOENT;
	assert_int_equal(tphone_list_new(&list), 0);
	tphone_list_free(list);
	fake_dev.error = EACCES;
	assert_int_equal(tphone_list_new(&list), -EACCES);
}

static void a_phone_has_several_names(void **state)
{
	(void)state;
	add_three();
	assert_found("0", "/dev/tphone0");
	assert_found("10", "/dev/tphone10");
	assert_found("tphone2", "/dev/tphone2");
	assert_found("sim-desk", "/dev/tphone2");
	/*
	 * "2" is the serial number of another phone, too: the index takes
	 * precedence.
	 */
	assert_found("2", "/dev/tphone2");
	assert_found("/dev/tphone7", "/dev/tphone7");
	assert_found("./tphone0", "./tphone0");
	assert_not_found("1", -ENODEV);
	assert_not_found("00", -ENODEV);
	assert_not_found("tphone", -ENODEV);
	assert_not_found("ACME-desk-1", -ENODEV);
	assert_not_found("12345", -ENOTUNIQ);
	fake_udev.devices[2].serial = "6789";
	assert_found("6789", "/dev/tphone2");
}

/* A phone with any id or serial number may replace the unplugged one. */
static void no_phone_takes_the_number_of_another(void **state)
{
	(void)state;
	add_device("tphone4", "/dev/tphone4", "0", "tphone1");
	add_device("tphone5", "/dev/tphone5", "tphone0", "1");
	assert_not_found("0", -ENODEV);
	assert_not_found("tphone0", -ENODEV);
	assert_not_found("1", -ENODEV);
	assert_not_found("tphone1", -ENODEV);
	fake_udev.devices[0].id = "999";
	fake_udev.devices[1].id = "1000";
	assert_not_found("999", -ENODEV);
	assert_found("1000", "/dev/tphone5");
	fake_udev.devices[0].id = "tphone";
	fake_udev.devices[1].id = "tphone0x";
	assert_found("tphone", "/dev/tphone4");
	assert_found("tphone0x", "/dev/tphone5");
}

static void no_name_is_the_only_phone(void **state)
{
	(void)state;
	assert_not_found(NULL, -ENODEV);
	assert_not_found("", -ENODEV);
	add_device("tphone3", "/dev/tphone3", NULL, NULL);
	assert_found(NULL, "/dev/tphone3");
	assert_found("", "/dev/tphone3");
	add_device("tphone4", "/dev/tphone4", NULL, NULL);
	assert_not_found(NULL, -ENOTUNIQ);
}

static void paths_must_fit(void **state)
{
	char path[sizeof("/dev/tphone0")];

	(void)state;
	add_three();
	assert_int_equal(tphone_find("0", path, sizeof(path)), 0);
	assert_int_equal(tphone_find("0", path, sizeof(path) - 1), -ERANGE);
	assert_int_equal(tphone_find("/dev/x", path, 0), -ERANGE);
	assert_int_equal(tphone_find("0", NULL, 0), -EINVAL);
	fake_udev.error = EACCES;
	assert_int_equal(tphone_find("0", path, sizeof(path)), -EACCES);
}

static void very_long_names_are_not_found(void **state)
{
	char name[1000];

	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_not_found(name, -ENODEV);
}

static void a_watch_tells_of_coming_and_going(void **state)
{
	const struct tphone_device *device;
	struct tphone_watch *watch;
	unsigned int action;

	(void)state;
	fake_udev.events[0] = (struct udev_device){
		.name = "tphone1", .node = "/dev/tphone1", .action = "add",
		.serial = "77",
	};
	fake_udev.events[1] = (struct udev_device){
		.name = "tphone1", .node = "/dev/tphone1", .action = "change",
	};
	fake_udev.events[2] = (struct udev_device){
		.name = "other", .node = "/dev/other", .action = "add",
	};
	fake_udev.events[3] = (struct udev_device){
		.name = "tphone1", .node = "/dev/tphone1",
	};
	fake_udev.events[4] = (struct udev_device){
		.name = "tphone1", .node = "/dev/tphone1", .action = "remove",
	};
	fake_udev.nr_events = 5;
	assert_int_equal(tphone_watch_new(&watch), 0);
	assert_string_equal(fake_udev.subsystem, "tphone");
	assert_string_equal(fake_udev.group, "udev");
	assert_true(tphone_watch_fd(watch) >= 0);
	assert_int_equal(tphone_watch_next(watch, &action, &device), 1);
	assert_int_equal(action, TPHONE_DEVICE_ADDED);
	assert_string_equal(tphone_device_serial(device), "77");
	assert_int_equal(tphone_watch_next(watch, &action, &device), 1);
	assert_int_equal(action, TPHONE_DEVICE_REMOVED);
	assert_string_equal(tphone_device_name(device), "tphone1");
	assert_string_equal(tphone_device_serial(device), "");
	assert_int_equal(tphone_watch_next(watch, &action, &device), 0);
	assert_int_equal(tphone_watch_next(watch, NULL, &device), -EINVAL);
	assert_int_equal(tphone_watch_next(watch, &action, NULL), -EINVAL);
	tphone_watch_free(watch);
}

static void watches_fail_cleanly(void **state)
{
	const struct tphone_device *device;
	struct tphone_watch *watch;
	unsigned int action;

	(void)state;
	assert_int_equal(tphone_watch_new(NULL), -EINVAL);
	assert_int_equal(tphone_watch_fd(NULL), -EINVAL);
	assert_int_equal(tphone_watch_next(NULL, &action, &device), -EINVAL);
	tphone_watch_free(NULL);
	fake_udev.error = EPERM;
	fake_dev.watch_error = EMFILE;
	assert_int_equal(tphone_watch_new(&watch), -EMFILE);
	fake_udev.error = 0;
	fake_udev.no_memory = true;
	assert_int_equal(tphone_watch_new(&watch), -ENOMEM);
	alloc_fail_all();
	assert_int_equal(tphone_watch_new(&watch), -ENOMEM);
}

static void forget_udevd(void)
{
	fake_udev.facts = (struct reach_facts){ 0 };
}

static void assert_next(struct tphone_watch *watch, unsigned int expected,
			const char *path, const char *id)
{
	const struct tphone_device *device;
	unsigned int action;

	assert_int_equal(tphone_watch_next(watch, &action, &device), 1);
	assert_int_equal(action, expected);
	assert_string_equal(tphone_device_path(device), path);
	assert_string_equal(tphone_device_id(device), id);
}

static void assert_nothing_next(struct tphone_watch *watch)
{
	const struct tphone_device *device;
	unsigned int action;

	assert_int_equal(tphone_watch_next(watch, &action, &device), 0);
}

/* The sources of a watch where messages of udevd do not arrive. */
static void a_watch_listens_to_what_it_can(void **state)
{
	struct tphone_watch *watch;

	(void)state;
	forget_udevd();
	assert_int_equal(tphone_watch_new(&watch), 0);
	assert_string_equal(fake_udev.group, "kernel");
	tphone_watch_free(watch);
	/* Messages of the kernel may be missing, so they are not enough. */
	fake_dev.watch_error = EMFILE;
	assert_int_equal(tphone_watch_new(&watch), -EMFILE);
	fake_udev.facts.first_user_ns = true;
	assert_int_equal(tphone_watch_new(&watch), -EMFILE);
	fake_udev.facts.net_is_first_users = true;
	assert_int_equal(tphone_watch_new(&watch), 0);
	tphone_watch_free(watch);
	/*
	 * Neither the monitor nor the watch of /dev works: there is no source
	 * of news.
	 */
	fake_udev.error = EAFNOSUPPORT;
	assert_int_equal(tphone_watch_new(&watch), -EMFILE);
	/* Messages of udevd would arrive, but there are no sockets. */
	fake_udev.facts.control_is_roots = true;
	fake_udev.facts.control_is_near = true;
	fake_dev.watch_error = 0;
	assert_int_equal(tphone_watch_new(&watch), 0);
	assert_null(fake_udev.group);
	tphone_watch_free(watch);
}

static void a_watch_sees_nodes(void **state)
{
	struct tphone_watch *watch;

	(void)state;
	forget_udevd();
	fake_udev.error = EAFNOSUPPORT;
	fake_dev.nodes[0] = (struct fake_node){ .name = "tphone3",
						.inode = 30 };
	fake_dev.nr_nodes = 1;
	assert_int_equal(tphone_watch_new(&watch), 0);
	assert_int_equal(fake_dev.watched, 3);
	assert_nothing_next(watch);
	fake_dev.nodes[1] = (struct fake_node){
		.name = "tphone4", .inode = 40, .id = "four",
		.open_error = EACCES,
	};
	fake_dev.nr_nodes = 2;
	fake_dev.seen[fake_dev.nr_seen++] = 4;
	assert_nothing_next(watch);
	fake_dev.nodes[1].open_error = 0;
	fake_dev.seen[fake_dev.nr_seen++] = 4;
	assert_next(watch, TPHONE_DEVICE_ADDED, "/dev/tphone4", "four");
	assert_nothing_next(watch);
	/* Every kind of change, and several changes at once. */
	fake_dev.nodes[0].inode = 31;
	fake_dev.nodes[0].id = "three";
	fake_dev.nodes[1].open_error = ENXIO;
	fake_dev.seen[fake_dev.nr_seen++] = -2;
	assert_next(watch, TPHONE_DEVICE_REMOVED, "/dev/tphone3", "");
	assert_next(watch, TPHONE_DEVICE_ADDED, "/dev/tphone3", "three");
	assert_next(watch, TPHONE_DEVICE_REMOVED, "/dev/tphone4", "");
	assert_nothing_next(watch);
	tphone_watch_free(watch);
}

static void say(const char *action, const char *name, const char *node)
{
	fake_udev.events[fake_udev.nr_events++] = (struct udev_device){
		.name = name, .node = node, .action = action,
	};
}

static void a_watch_hears_the_kernel(void **state)
{
	struct tphone_watch *watch;

	(void)state;
	forget_udevd();
	fake_dev.nodes[0] = (struct fake_node){ .name = "tphone0", .id = "x" };
	fake_dev.nr_nodes = 1;
	assert_int_equal(tphone_watch_new(&watch), 0);
	/* A phone without a node cannot be used. */
	say("add", "tphone1", "/dev/tphone1");
	assert_nothing_next(watch);
	/* The node was made by hand and stays. */
	fake_dev.nodes[0].open_error = ENXIO;
	say("remove", "tphone0", "/dev/tphone0");
	assert_next(watch, TPHONE_DEVICE_REMOVED, "/dev/tphone0", "");
	fake_dev.nodes[0].open_error = 0;
	say("add", "tphone0", "/dev/tphone0");
	assert_next(watch, TPHONE_DEVICE_ADDED, "/dev/tphone0", "x");
	/* Both kinds of source have the same news. */
	fake_dev.seen[fake_dev.nr_seen++] = 0;
	assert_nothing_next(watch);
	tphone_watch_free(watch);
}

/*
 * A node that is mounted in a sandbox can be opened a little longer than its phone
 * is there. Neither a look at the node nor one at all nodes makes that a new phone.
 */
static void a_dying_phone_is_no_new_one(void **state)
{
	struct tphone_watch *watch;

	(void)state;
	forget_udevd();
	fake_dev.nodes[0] = (struct fake_node){ .name = "tphone0", .id = "x" };
	fake_dev.nr_nodes = 1;
	assert_int_equal(tphone_watch_new(&watch), 0);
	fake_dev.nodes[0].unlinked = true;
	say("remove", "tphone0", "/dev/tphone0");
	fake_dev.seen[fake_dev.nr_seen++] = NODE_WATCH_ALL;
	fake_dev.seen[fake_dev.nr_seen++] = 0;
	assert_next(watch, TPHONE_DEVICE_REMOVED, "/dev/tphone0", "");
	assert_nothing_next(watch);
	say("add", "tphone0", "/dev/tphone0");
	assert_next(watch, TPHONE_DEVICE_ADDED, "/dev/tphone0", "x");
	/* The message about the next phone may be among those that are lost. */
	say("remove", "tphone0", "/dev/tphone0");
	assert_next(watch, TPHONE_DEVICE_REMOVED, "/dev/tphone0", "");
	assert_nothing_next(watch);
	fake_udev.lost = true;
	assert_next(watch, TPHONE_DEVICE_ADDED, "/dev/tphone0", "x");
	tphone_watch_free(watch);
}

/* The program polls, and calls the library only when poll() returns. */
static void news_make_a_watch_readable(void **state)
{
	struct tphone_watch *watch;
	struct pollfd pollfd = { .events = POLLIN };

	(void)state;
	forget_udevd();
	fake_dev.nodes[0] = (struct fake_node){ .name = "tphone0" };
	fake_dev.nr_nodes = 1;
	assert_int_equal(tphone_watch_new(&watch), 0);
	pollfd.fd = tphone_watch_fd(watch);
	assert_int_equal(poll(&pollfd, 1, 0), 0);
	fake_dev.nodes[0].inode = 7;
	fake_dev.seen[fake_dev.nr_seen++] = 0;
	assert_next(watch, TPHONE_DEVICE_REMOVED, "/dev/tphone0", "");
	assert_int_equal(poll(&pollfd, 1, 0), 1);
	assert_next(watch, TPHONE_DEVICE_ADDED, "/dev/tphone0", "");
	assert_int_equal(poll(&pollfd, 1, 0), 0);
	tphone_watch_free(watch);
}

static void lost_messages_are_made_up_for(void **state)
{
	struct tphone_watch *watch;

	(void)state;
	fake_dev.nodes[0] = (struct fake_node){ .name = "tphone0" };
	fake_dev.nodes[1] = (struct fake_node){ .name = "tphone1" };
	fake_dev.nr_nodes = 2;
	assert_int_equal(tphone_watch_new(&watch), 0);
	say("remove", "tphone1", "/dev/tphone1");
	assert_next(watch, TPHONE_DEVICE_REMOVED, "/dev/tphone1", "");
	assert_nothing_next(watch);
	fake_dev.nodes[0].open_error = ENODEV;
	fake_dev.nodes[1].id = "one";
	fake_udev.lost = true;
	assert_next(watch, TPHONE_DEVICE_REMOVED, "/dev/tphone0", "");
	assert_next(watch, TPHONE_DEVICE_ADDED, "/dev/tphone1", "one");
	assert_nothing_next(watch);
	tphone_watch_free(watch);
}

/* Only properties that /sys does not have are read from the message of udevd. */
static void a_watch_asks_the_phone_without_sys(void **state)
{
	struct tphone_watch *watch;

	(void)state;
	assert_int_equal(tphone_watch_new(&watch), 0);
	fake_dev.nodes[0] = (struct fake_node){ .name = "tphone0", .id = "x" };
	fake_dev.nr_nodes = 1;
	say("add", "tphone0", "/dev/tphone0");
	assert_next(watch, TPHONE_DEVICE_ADDED, "/dev/tphone0", "x");
	say("add", "tphone0", "/dev/tphone0");
	fake_udev.events[1].id = "y";
	assert_next(watch, TPHONE_DEVICE_ADDED, "/dev/tphone0", "y");
	tphone_watch_free(watch);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_list_is_sorted_by_index),
		TEST(no_device_has_empty_strings),
		TEST(what_is_not_a_phone_is_not_listed),
		TEST(long_texts_are_cut_off),
		TEST(lists_fail_cleanly),
		TEST(without_sys_the_nodes_are_listed),
		TEST(what_sys_shows_is_not_opened),
		TEST(a_node_without_a_phone_is_not_listed),
		TEST(a_node_without_permission_is_listed),
		TEST(an_error_counts_if_nothing_is_found),
		TEST(a_phone_has_several_names),
		TEST(no_phone_takes_the_number_of_another),
		TEST(no_name_is_the_only_phone),
		TEST(paths_must_fit),
		TEST(very_long_names_are_not_found),
		TEST(a_watch_tells_of_coming_and_going),
		TEST(watches_fail_cleanly),
		TEST(a_watch_listens_to_what_it_can),
		TEST(a_watch_sees_nodes),
		TEST(a_watch_hears_the_kernel),
		TEST(a_dying_phone_is_no_new_one),
		TEST(news_make_a_watch_readable),
		TEST(lost_messages_are_made_up_for),
		TEST(a_watch_asks_the_phone_without_sys),
	};

	return cmocka_run_group_tests_name("find", tests, NULL, NULL);
}
