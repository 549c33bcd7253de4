// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The library and the kernel together in sandboxes, that is in namespaces of
 * their own, where some of /sys, /run/udev and /dev cannot be seen. As root.
 */
#include "cmocka-first.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <tphone.h>
#include <unistd.h>

#define SIM	"/sys/kernel/config/tphone-sim"
#define MINE	SIM "/libtphone-sandbox"
#define ID	"libtphone-sandbox-id"

/* Of a child: how its test went. */
#define PASSED	0
#define FAILED	1

static char path[64];

static void sim(const char *attribute, const char *text)
{
	char file[128];
	int fd;

	snprintf(file, sizeof(file), MINE "/%s", attribute);
	fd = open(file, O_WRONLY);
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		fail_msg("%s: %s: %m", file, text);
	close(fd);
}

static int setup(void **state)
{
	(void)state;
	if (mkdir(MINE, 0755))
		return -1;
	sim("id", ID);
	sim("live", "1");
	return tphone_find(ID, path, sizeof(path));
}

static int teardown(void **state)
{
	(void)state;
	sim("live", "0");
	return rmdir(MINE);
}

/* In a child: the test goes no further. */
#define REQUIRE(condition)						\
	do {								\
		if (!(condition)) {					\
			printf("# %s:%d: %s: %s\n", __FILE__, __LINE__,	\
			       #condition, strerror(errno));		\
			fflush(stdout);					\
			_exit(FAILED);					\
		}							\
	} while (0)

/*
 * A child, as a process does not leave a namespace. It ends without the checks of
 * the sanitizers, which cannot trace it from another one.
 */
static void in_sandbox(void (*enter)(void), void (*test)(void))
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		enter();
		test();
		fflush(stdout);
		_exit(PASSED);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, PASSED);
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
	size_t i;

	REQUIRE(!tphone_list_new(&list));
	for (i = 0; (device = tphone_list_get(list, i)); i++) {
		if (!strcmp(tphone_device_path(device), path))
			break;
	}
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

/* Looking at a phone is not using it. */
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

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(listing_without_sys),
		TEST(listing_with_the_node_only),
		TEST(listing_a_phone_in_use),
	};

	if (access(SIM, F_OK)) {
		puts("1..0 # SKIP tphone-sim is not loaded");
		return 0;
	}
	return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
