// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The library and the kernel together in sandboxes, that is in namespaces of
 * their own, where some of /sys, /run/udev and /dev cannot be seen. As root.
 */
#include "cmocka-first.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <tphone.h>
#include <tphone/tapi.h>
#include <unistd.h>

#include "phone.h"
#include "sim.h"

/* The folders in configfs. */
#define MINE	"libtphone-sandbox"
#define ID	"libtphone-sandbox-id"
#define OTHER	"libtphone-sandbox2"
#define NOBODY	65534

/* Exit statuses of a child. */
#define PASSED	0
#define FAILED	1

static bool put(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);
	bool done;

	if (fd < 0)
		return false;
	done = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	close(fd);
	return done;
}

static int setup(void **state)
{
	(void)state;
	if (phone_create(MINE, ID))
		return -1;
	sim("live", "1");
	return phone_find();
}

static int teardown(void **state)
{
	(void)state;
	/* One test makes this phone, too. */
	sim_write(OTHER, "live", "0");
	sim_rmdir(OTHER);
	return phone_remove();
}

/* In a child: ends the test. */
#define REQUIRE(condition)						\
	do {								\
		if (!(condition)) {					\
			printf("# %s:%d: %s: %s\n", __FILE__, __LINE__,	\
			       #condition, strerror(errno));		\
			fflush(stdout);					\
			_exit(FAILED);					\
		}							\
	} while (0)

/* The pipe through which the child writes to the test. */
static int pipe_fds[2];

static void child_says(const char *word)
{
	REQUIRE(write(pipe_fds[1], word, 1) == 1);
}

/* The first message of the child, or 0 if it has ended. */
static char wait_for_child(void)
{
	char word = 0;

	return read(pipe_fds[0], &word, 1) == 1 ? word : 0;
}

/*
 * Start a child for the namespace, which a process cannot leave again. The
 * child ends without the checks of the sanitizers, which cannot trace it from
 * another namespace.
 */
static pid_t start_in_sandbox(void (*enter)(void), void (*test)(void))
{
	pid_t pid;

	fflush(stdout);
	assert_int_equal(pipe2(pipe_fds, O_CLOEXEC), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		/* Ends the child if the test fails while it is stopped. */
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		enter();
		test();
		fflush(stdout);
		_exit(PASSED);
	}
	close(pipe_fds[1]);
	return pid;
}

static void wait_in_sandbox(pid_t pid)
{
	int status;

	close(pipe_fds[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, PASSED);
}

static void in_sandbox(void (*enter)(void), void (*test)(void))
{
	wait_in_sandbox(start_in_sandbox(enter, test));
}

static void own_mounts(void)
{
	REQUIRE(!unshare(CLONE_NEWNS));
	REQUIRE(!mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
}

static void hide(const char *folder)
{
	REQUIRE(!mount("none", folder, "tmpfs", 0, "mode=755"));
}

static void without_sys(void)
{
	own_mounts();
	hide("/sys");
}

static int open_own_node(void)
{
	return open(path, O_PATH | O_CLOEXEC);
}

/* A /dev that has nothing but the phone, and no /sys or /run either. */
static void with_the_node_only(void)
{
	char node[64];
	int fd;

	own_mounts();
	fd = open_own_node();
	REQUIRE(fd >= 0);
	hide("/sys");
	hide("/run");
	hide("/dev");
	snprintf(node, sizeof(node), "/proc/self/fd/%d", fd);
	REQUIRE((fd = open(path, O_CREAT | O_WRONLY, 0600)) >= 0);
	close(fd);
	REQUIRE(!mount(node, path, NULL, MS_BIND, NULL));
}

static void the_phone_is_listed(void)
{
	const struct tphone_device *device;
	struct tphone_list *list;
	char found[64];

	REQUIRE(!tphone_list_new(&list));
	device = phone_in_list(list);
	REQUIRE(device);
	REQUIRE(!strcmp(tphone_device_id(device), ID));
	REQUIRE(!strcmp(tphone_device_driver(device), "tphone-sim"));
	REQUIRE(*tphone_device_model(device));
	REQUIRE(!tphone_find(ID, found, sizeof(found)));
	REQUIRE(!strcmp(found, path));
	REQUIRE(!tphone_find(tphone_device_name(device), found, sizeof(found)));
	REQUIRE(!strcmp(found, path));
	tphone_list_free(list);
}

/* Listing a phone does not take it from its owner. */
static void an_owner_is_not_disturbed(void)
{
	struct tphone *owner;

	REQUIRE(!tphone_open(path, TPHONE_ROLE_OWNER, &owner));
	the_phone_is_listed();
	REQUIRE(!tphone_set_lamp(owner, 12, TPHONE_LAMPMODE_STEADY, 5000));
	tphone_close(owner);
}

static void listing_without_sys(void **state)
{
	(void)state;
	in_sandbox(without_sys, the_phone_is_listed);
}

static void listing_with_the_node_only(void **state)
{
	(void)state;
	in_sandbox(with_the_node_only, the_phone_is_listed);
}

static void listing_a_phone_in_use(void **state)
{
	(void)state;
	in_sandbox(without_sys, an_owner_is_not_disturbed);
}

static void anywhere(void)
{
}

static void in_own_net(void)
{
	REQUIRE(!unshare(CLONE_NEWNET));
}

static void in_own_net_and_hidden(void)
{
	in_own_net();
	own_mounts();
	hide("/sys");
	hide("/run");
}

static void in_own_user_and_net(void)
{
	REQUIRE(!unshare(CLONE_NEWUSER | CLONE_NEWNET));
	REQUIRE(put("/proc/self/uid_map", "0 0 1"));
}

static void in_own_user_and_net_and_hidden(void)
{
	in_own_user_and_net();
	own_mounts();
	hide("/sys");
	hide("/run");
}

/* Become a user with access to phones and no privileges. */
static void as_a_person(void)
{
	const struct group *group = getgrnam("tphone");

	REQUIRE(group && !setgroups(1, &group->gr_gid));
	REQUIRE(!setgid(NOBODY) && !setuid(NOBODY));
	/* Otherwise the files in /proc belong to root. */
	REQUIRE(!prctl(PR_SET_DUMPABLE, 1));
}

/* Messages arrive, but for libudev their sender is the overflow user. */
static void in_own_user(void)
{
	as_a_person();
	REQUIRE(!unshare(CLONE_NEWUSER));
	REQUIRE(put("/proc/self/uid_map", "0 65534 1"));
}

static void as_a_person_in_own_net(void)
{
	in_own_net();
	as_a_person();
}

/* A namespace without /proc, so that the library finds no facts about it. */
static void without_proc(void)
{
	own_mounts();
	hide("/proc");
}

static void with_the_node_only_in_own_user_and_net(void)
{
	with_the_node_only();
	in_own_user_and_net();
}

static void wait_for_news(struct tphone_watch *watch, unsigned int wanted)
{
	const struct tphone_device *device;
	unsigned int action;

	do {
		REQUIRE(!phone_next_news(watch, &action, &device));
	} while (action != wanted);
	if (action == TPHONE_DEVICE_ADDED)
		REQUIRE(!strcmp(tphone_device_id(device), ID));
}

static void unplugging_is_seen(void)
{
	struct tphone_watch *watch;

	REQUIRE(!tphone_watch_new(&watch));
	child_says("w");
	wait_for_news(watch, TPHONE_DEVICE_REMOVED);
	child_says("r");
	tphone_watch_free(watch);
}

static void plugging_is_seen(void)
{
	struct tphone_watch *watch;
	struct tphone *phone;

	REQUIRE(!tphone_watch_new(&watch));
	child_says("w");
	wait_for_news(watch, TPHONE_DEVICE_REMOVED);
	child_says("r");
	wait_for_news(watch, TPHONE_DEVICE_ADDED);
	/* The phone can be opened at once. */
	REQUIRE(!tphone_open(path, TPHONE_ROLE_NONE, &phone));
	tphone_close(phone);
	tphone_watch_free(watch);
}

/* Wait for udevd to set permissions, which causes an event of its own. */
static void wait_for_udevd(void)
{
	assert_int_equal(system("udevadm settle"), 0);
}

static void unplug_and_plug(void (*enter)(void), void (*test)(void))
{
	pid_t pid;

	wait_for_udevd();
	pid = start_in_sandbox(enter, test);
	if (wait_for_child() == 'w') {
		sim("live", "0");
		if (wait_for_child() == 'r')
			sim("live", "1");
	}
	wait_in_sandbox(pid);
}

#define WATCHING(place)							\
static void watching_##place(void **state)				\
{									\
	(void)state;							\
	unplug_and_plug(place, plugging_is_seen);			\
}

WATCHING(anywhere)
WATCHING(as_a_person)
WATCHING(without_sys)
WATCHING(without_proc)
WATCHING(in_own_net)
WATCHING(in_own_net_and_hidden)
WATCHING(as_a_person_in_own_net)
WATCHING(in_own_user)
WATCHING(in_own_user_and_net)
WATCHING(in_own_user_and_net_and_hidden)
WATCHING(with_the_node_only)

static void wait_for_message(HPHONEAPP app, DWORD wanted)
{
	PHONEMESSAGE message;

	do
		REQUIRE(!phoneGetMessage(app, &message, SOON));
	while (message.dwMessageID != wanted);
}

/* A program that uses only TAPI: phones exist, go, and come. */
static void plugging_is_seen_by_tapi(void)
{
	DWORD count = 0, version = 0x00020002;
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	HPHONEAPP app;

	REQUIRE(!phoneInitializeExA(&app, NULL, NULL, "sandbox", &count,
				    &version, &params));
	REQUIRE(count > 0);
	child_says("w");
	wait_for_message(app, PHONE_REMOVE);
	child_says("r");
	wait_for_message(app, PHONE_CREATE);
	REQUIRE(!phoneShutdown(app));
}

#define TAPI(place)							\
static void tapi_##place(void **state)					\
{									\
	(void)state;							\
	unplug_and_plug(place, plugging_is_seen_by_tapi);		\
}

TAPI(anywhere)
TAPI(in_own_net)
TAPI(in_own_user_and_net)
TAPI(in_own_user_and_net_and_hidden)
TAPI(with_the_node_only)

/* In this namespace a reused device number cannot be recognised. */
static void unplugging_where_nobody_is_heard(void **state)
{
	(void)state;
	unplug_and_plug(with_the_node_only_in_own_user_and_net,
			unplugging_is_seen);
}

static void other_is_seen(void)
{
	const struct tphone_device *device;
	struct tphone_watch *watch;
	unsigned int action;
	bool seen = false;

	REQUIRE(!tphone_watch_new(&watch));
	child_says("w");
	raise(SIGSTOP);
	while (tphone_watch_next(watch, &action, &device) == 1)
		seen |= action == TPHONE_DEVICE_ADDED &&
			!strcmp(tphone_device_id(device), "other");
	REQUIRE(seen);
	tphone_watch_free(watch);
}

/*
 * More messages than the socket of an unprivileged process holds, while the program
 * does not read them. The last ones are dropped.
 */
static void a_full_socket_loses_no_phone(void **state)
{
	pid_t pid;
	int i;

	(void)state;
	wait_for_udevd();
	pid = start_in_sandbox(as_a_person, other_is_seen);
	assert_int_equal(wait_for_child(), 'w');
	for (i = 0; i < 600; i++)
		sim("live", i % 2 ? "1" : "0");
	wait_for_udevd();
	assert_int_equal(sim_mkdir(OTHER), 0);
	assert_int_equal(sim_write(OTHER, "id", "other"), 0);
	assert_int_equal(sim_write(OTHER, "live", "1"), 0);
	wait_for_udevd();
	kill(pid, SIGCONT);
	wait_in_sandbox(pid);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(listing_without_sys),
		TEST(listing_with_the_node_only),
		TEST(listing_a_phone_in_use),
		TEST(watching_anywhere),
		TEST(watching_as_a_person),
		TEST(watching_without_sys),
		TEST(watching_without_proc),
		TEST(watching_in_own_net),
		TEST(watching_in_own_net_and_hidden),
		TEST(watching_as_a_person_in_own_net),
		TEST(watching_in_own_user),
		TEST(watching_in_own_user_and_net),
		TEST(watching_in_own_user_and_net_and_hidden),
		TEST(watching_with_the_node_only),
		TEST(tapi_anywhere),
		TEST(tapi_in_own_net),
		TEST(tapi_in_own_user_and_net),
		TEST(tapi_in_own_user_and_net_and_hidden),
		TEST(tapi_with_the_node_only),
		TEST(unplugging_where_nobody_is_heard),
		TEST(a_full_socket_loses_no_phone),
	};

	if (sim_available()) {
		puts("1..0 # SKIP tphone-sim is not loaded");
		return 4;	/* skipped, for kselftest */
	}
	return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
