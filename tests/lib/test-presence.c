// SPDX-License-Identifier: LGPL-2.1-or-later
/* Choosing the sources of a watch, and finding the news. */
#include "cmocka-first.h"

#include "native/watch.h"

#include <errno.h>
#include <tphone.h>

#define LINE	"00000000f9d2e9a3: 00000002 00000000 00010000 0005 01 16543"

static struct presence presence;

static int setup(void **state)
{
	(void)state;
	presence = (struct presence){ 0 };
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	presence_free(&presence);
	return 0;
}

/* Every combination of facts. */
static void udevd_must_be_near_and_root(void **state)
{
	struct reach_facts facts;
	unsigned int i;

	(void)state;
	for (i = 0; i < 16; i++) {
		facts.control_is_roots = i & 1;
		facts.control_is_near = i & 2;
		facts.first_user_ns = i & 4;
		facts.net_is_first_users = i & 8;
		assert_int_equal(reach_udev(&facts), (i & 3) == 3);
		assert_int_equal(reach_kernel(&facts), (i & 12) == 12);
	}
}

static void a_socket_is_found_by_its_path(void **state)
{
	(void)state;
	assert_true(reach_line_is_socket(LINE " /run/udev/control\n",
					 UDEV_CONTROL));
	assert_true(reach_line_is_socket(LINE " /run/udev/control",
					 UDEV_CONTROL));
	/* As /proc prints a small inode number. */
	assert_true(reach_line_is_socket("0: 2 0 10000 5 1    12 /run/udev/control\n",
					 UDEV_CONTROL));
	assert_false(reach_line_is_socket(LINE " /run/udev/control2\n",
					  UDEV_CONTROL));
	assert_false(reach_line_is_socket(LINE " /run/udev/contro\n",
					  UDEV_CONTROL));
	assert_false(reach_line_is_socket(LINE " @/run/udev/control\n",
					  UDEV_CONTROL));
	assert_false(reach_line_is_socket(LINE " /tmp/x /run/udev/control\n",
					  UDEV_CONTROL));
	assert_false(reach_line_is_socket(LINE "\n", UDEV_CONTROL));
	assert_false(reach_line_is_socket("", UDEV_CONTROL));
	assert_false(reach_line_is_socket("Num RefCount\n", UDEV_CONTROL));
}

static const struct node *a_node(enum node_state state, uint64_t instance)
{
	static struct node node;

	node = (struct node){ .state = state, .instance = instance };
	return &node;
}

static void assert_news(unsigned int action, int index)
{
	int about = -1;

	assert_true(presence_has_news(&presence));
	assert_int_equal(presence_next(&presence, &about), action);
	assert_int_equal(about, index);
}

static void assert_no_news(void)
{
	int about;

	assert_false(presence_has_news(&presence));
	assert_int_equal(presence_next(&presence, &about), 0);
}

static void what_is_there_first_is_no_news(void **state)
{
	(void)state;
	presence_begin(&presence, 3, a_node(NODE_OPEN, 100));
	presence_begin(&presence, 4, a_node(NODE_ABSENT, 0));
	assert_no_news();
	presence_set(&presence, 3, a_node(NODE_OPEN, 100));
	assert_no_news();
	presence_set(&presence, 3, a_node(NODE_ABSENT, 0));
	assert_news(TPHONE_DEVICE_REMOVED, 3);
	assert_no_news();
}

static void a_phone_is_news_once(void **state)
{
	(void)state;
	presence_set(&presence, 0, a_node(NODE_OPEN, 100));
	presence_added(&presence, 0, a_node(NODE_OPEN, 100));
	assert_news(TPHONE_DEVICE_ADDED, 0);
	presence_set(&presence, 0, a_node(NODE_OPEN, 100));
	presence_added(&presence, 0, a_node(NODE_OPEN, 100));
	assert_no_news();
	presence_set(&presence, 0, a_node(NODE_ABSENT, 0));
	presence_removed(&presence, 0, a_node(NODE_ABSENT, 0));
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	presence_removed(&presence, 0, a_node(NODE_ABSENT, 0));
	assert_no_news();
}

static void a_phone_is_news_when_it_can_be_opened(void **state)
{
	(void)state;
	presence_set(&presence, 0, a_node(NODE_CLOSED, 100));
	assert_no_news();
	presence_set(&presence, 0, a_node(NODE_OPEN, 100));
	assert_news(TPHONE_DEVICE_ADDED, 0);
	/* A phone stays in the list while permission is revoked. */
	presence_set(&presence, 0, a_node(NODE_CLOSED, 100));
	presence_set(&presence, 0, a_node(NODE_OPEN, 100));
	assert_no_news();
	/* In the list, but not usable yet. */
	presence_begin(&presence, 1, a_node(NODE_CLOSED, 101));
	assert_no_news();
	presence_set(&presence, 1, a_node(NODE_OPEN, 101));
	assert_news(TPHONE_DEVICE_ADDED, 1);
	presence_begin(&presence, 2, a_node(NODE_CLOSED, 102));
	presence_set(&presence, 2, a_node(NODE_ABSENT, 0));
	assert_news(TPHONE_DEVICE_REMOVED, 2);
	assert_no_news();
}

static void another_phone_in_its_place_is_news(void **state)
{
	(void)state;
	presence_begin(&presence, 0, a_node(NODE_OPEN, 100));
	presence_set(&presence, 0, a_node(NODE_OPEN, 101));
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	assert_news(TPHONE_DEVICE_ADDED, 0);
	assert_no_news();
	presence_set(&presence, 0, a_node(NODE_ABSENT, 0));
	presence_set(&presence, 0, a_node(NODE_OPEN, 101));
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	assert_news(TPHONE_DEVICE_ADDED, 0);
	assert_no_news();
	presence_set(&presence, 0, a_node(NODE_OPEN, 102));
	presence_set(&presence, 0, a_node(NODE_ABSENT, 0));
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	assert_no_news();
}

/* A static node is the same for every phone. */
static void announcements_show_another_phone(void **state)
{
	(void)state;
	presence_begin(&presence, 0, a_node(NODE_OPEN, 100));
	presence_removed(&presence, 0, a_node(NODE_OPEN, 100));
	presence_added(&presence, 0, a_node(NODE_OPEN, 100));
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	assert_news(TPHONE_DEVICE_ADDED, 0);
	assert_no_news();
}

/* The new phone was seen before the removal of the old one is announced. */
static void old_announcements_are_no_news(void **state)
{
	(void)state;
	presence_begin(&presence, 0, a_node(NODE_OPEN, 100));
	presence_set(&presence, 0, a_node(NODE_OPEN, 101));
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	assert_news(TPHONE_DEVICE_ADDED, 0);
	presence_removed(&presence, 0, a_node(NODE_OPEN, 101));
	presence_added(&presence, 0, a_node(NODE_OPEN, 101));
	assert_no_news();
	presence_removed(&presence, 0, a_node(NODE_ABSENT, 0));
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	assert_no_news();
	/* A phone that was added and removed between two looks. */
	presence_added(&presence, 0, a_node(NODE_ABSENT, 0));
	presence_removed(&presence, 0, a_node(NODE_ABSENT, 0));
	presence_set(&presence, 0, a_node(NODE_OPEN, 102));
	assert_news(TPHONE_DEVICE_ADDED, 0);
	presence_removed(&presence, 0, a_node(NODE_OPEN, 102));
	assert_no_news();
}

/* A node that is bind-mounted in a sandbox outlives its phone for a moment. */
static void a_node_without_a_name_is_that_of_the_past(void **state)
{
	struct node node = { NODE_OPEN, 100, .unlinked = false };

	(void)state;
	presence_begin(&presence, 0, &node);
	node.unlinked = true;
	presence_set(&presence, 0, &node);
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	presence_removed(&presence, 0, &node);
	assert_no_news();
	presence_added(&presence, 0, &node);
	assert_news(TPHONE_DEVICE_ADDED, 0);
	presence_set(&presence, 0, &node);
	assert_no_news();
	presence_removed(&presence, 0, &node);
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	assert_no_news();
}

/* One removal and one new phone are reported, whichever source is first. */
static void a_node_without_a_name_is_looked_at_twice(void **state)
{
	struct node node = { NODE_OPEN, 100, .unlinked = false };
	int removal_first;

	(void)state;
	for (removal_first = 0; removal_first < 2; removal_first++) {
		presence_begin(&presence, 0, &node);
		node.unlinked = true;
		if (removal_first)
			presence_removed(&presence, 0, &node);
		presence_set(&presence, 0, &node);
		assert_news(TPHONE_DEVICE_REMOVED, 0);
		presence_set(&presence, 0, &node);
		if (!removal_first)
			presence_removed(&presence, 0, &node);
		presence_set(&presence, 0, &node);
		assert_no_news();
		presence_added(&presence, 0, &node);
		assert_news(TPHONE_DEVICE_ADDED, 0);
		presence_set(&presence, 0, &node);
		assert_no_news();
		node.unlinked = false;
	}
}

/* A node that was made by hand keeps its name. */
static void a_removal_that_is_announced_is_not_undone(void **state)
{
	(void)state;
	presence_begin(&presence, 0, a_node(NODE_OPEN, 100));
	presence_removed(&presence, 0, a_node(NODE_OPEN, 100));
	presence_set(&presence, 0, a_node(NODE_OPEN, 100));
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	assert_no_news();
	/* The next phone: its node is another one, or it is announced. */
	presence_set(&presence, 0, a_node(NODE_OPEN, 101));
	assert_news(TPHONE_DEVICE_ADDED, 0);
	assert_no_news();
}

static void a_lost_announcement_may_be_that_of_the_next(void **state)
{
	struct node node = { NODE_OPEN, 100, .unlinked = false };

	(void)state;
	presence_begin(&presence, 0, &node);
	node.unlinked = true;
	presence_removed(&presence, 0, &node);
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	presence_lost(&presence);
	presence_set(&presence, 0, &node);
	assert_news(TPHONE_DEVICE_ADDED, 0);
	assert_no_news();
}

/* The phone had refused to be opened before its node lost the name. */
static void a_node_without_a_name_may_be_that_of_the_next(void **state)
{
	struct node node = { NODE_OPEN, 100, .unlinked = false };

	(void)state;
	presence_begin(&presence, 0, &node);
	presence_set(&presence, 0, a_node(NODE_ABSENT, 100));
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	node.unlinked = true;
	presence_set(&presence, 0, &node);
	assert_news(TPHONE_DEVICE_ADDED, 0);
	assert_no_news();
}

static void a_node_can_be_made_later(void **state)
{
	(void)state;
	presence_added(&presence, 0, a_node(NODE_ABSENT, 0));
	presence_set(&presence, 0, a_node(NODE_ABSENT, 0));
	assert_no_news();
	presence_set(&presence, 0, a_node(NODE_OPEN, 100));
	assert_news(TPHONE_DEVICE_ADDED, 0);
	/* The removal is announced while the node can still be opened. */
	presence_removed(&presence, 0, a_node(NODE_OPEN, 100));
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	assert_no_news();
}

static void what_was_told_is_no_news(void **state)
{
	(void)state;
	presence_reported(&presence, 1, TPHONE_DEVICE_ADDED, a_node(NODE_OPEN, 100));
	presence_set(&presence, 1, a_node(NODE_ABSENT, 0));
	assert_news(TPHONE_DEVICE_REMOVED, 1);
	presence_reported(&presence, 0, TPHONE_DEVICE_ADDED, a_node(NODE_CLOSED, 100));
	assert_no_news();
	presence_reported(&presence, 0, TPHONE_DEVICE_REMOVED, a_node(NODE_OPEN, 101));
	assert_no_news();
	presence_set(&presence, 0, a_node(NODE_OPEN, 101));
	assert_news(TPHONE_DEVICE_ADDED, 0);
	presence_reported(&presence, 0, TPHONE_DEVICE_ADDED, a_node(NODE_OPEN, 101));
	presence_set(&presence, 0, a_node(NODE_ABSENT, 0));
	assert_news(TPHONE_DEVICE_REMOVED, 0);
	assert_no_news();
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(udevd_must_be_near_and_root),
		TEST(a_socket_is_found_by_its_path),
		TEST(what_is_there_first_is_no_news),
		TEST(a_phone_is_news_once),
		TEST(a_phone_is_news_when_it_can_be_opened),
		TEST(another_phone_in_its_place_is_news),
		TEST(announcements_show_another_phone),
		TEST(old_announcements_are_no_news),
		TEST(a_node_without_a_name_is_that_of_the_past),
		TEST(a_node_without_a_name_is_looked_at_twice),
		TEST(a_removal_that_is_announced_is_not_undone),
		TEST(a_lost_announcement_may_be_that_of_the_next),
		TEST(a_node_without_a_name_may_be_that_of_the_next),
		TEST(a_node_can_be_made_later),
		TEST(what_was_told_is_no_news),
	};

	return cmocka_run_group_tests_name("presence", tests, NULL, NULL);
}
