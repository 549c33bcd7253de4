// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reports of a driver to the core, and the order in which the core calls
 * it. The driver is tphone-test, which obeys orders written to debugfs.
 */
#include "kselftest_harness.h"

#include <limits.h>
#include <poll.h>
#include <pthread.h>

#include "module.h"
#include "reader.h"

#define PHONE_ID	"tphone-test"
#define FOLDER		"/sys/kernel/debug/tphone-test/"

FIXTURE(driver)
{
	char device[32];
	struct tphone_state state;
	struct tphone_record record;
	char calls[4096];
	int owner;
};

/* 0 or a negative errno. */
static int order(const char *command)
{
	return file_write(FOLDER "command", command);
}

/* The calls of the core since the previous call of this function. */
static const char *calls(FIXTURE_DATA(driver) *self)
{
	if (file_read(FOLDER "calls", self->calls, sizeof(self->calls)))
		return "?";
	return self->calls;
}

static int load_driver(void)
{
	pid_t pid = fork_child();

	if (!pid) {
		execlp("modprobe", "modprobe", "-q", "tphone-test", NULL);
		_exit(127);
	}
	return reap(pid);
}

/* The reason to skip these tests, or NULL. */
static const char *cannot_test(void)
{
	if (geteuid())
		return "modules need root";
	/*
	 * The module stays loaded, as loading takes long on a kernel with
	 * debugging.
	 */
	if (!is_loaded(TEST_DRIVER) && load_driver())
		return "no module tphone-test";
	if (access(FOLDER "command", F_OK))
		return "no debugfs";
	return NULL;
}

FIXTURE_SETUP(driver)
{
	self->owner = -1;
	if (cannot_test())
		SKIP(return, "%s", cannot_test());
	/* A test that was killed has left the phone plugged in. */
	ASSERT_EQ(0, order("unplug"));
	ASSERT_EQ(0, order("plug"));
	ASSERT_EQ(0, find_phone(PHONE_ID, self->device, sizeof(self->device)));
	calls(self);
}

FIXTURE_TEARDOWN(driver)
{
	close(self->owner);
	if (!access(FOLDER "command", F_OK))
		EXPECT_EQ(0, order("unplug"));
}

static int become_owner(FIXTURE_DATA(driver) *self)
{
	self->owner = phone_open(self->device, TPHONE_ROLE_OWNER);
	return self->owner < 0 ? self->owner : 0;
}

/* The calls up to @last, which may take a moment to come. */
static const char *calls_up_to(FIXTURE_DATA(driver) *self, const char *last)
{
	static char all[sizeof(self->calls)];
	const char *more;
	long long start = now_us();

	all[0] = '\0';
	do {
		more = calls(self);
		if (all[0] && more[0])
			strcat(all, "\n");
		strcat(all, more);
		if (strstr(all, last))
			break;
		sleep_ms(20);
	} while (ms_since(start) < PHONE_WAIT_MS);
	return all;
}

static int sysfs_value(FIXTURE_DATA(driver) *self, const char *name,
		       const char *value)
{
	char path[96];

	snprintf(path, sizeof(path), "/sys/class/tphone/%s/%s",
		 self->device + strlen("/dev/"), name);
	return file_write(path, value);
}

/* The handle that stays sees no event and remains the only one with a role. */
TEST_F(driver, role_fails_if_the_phone_cannot_be_powered_up)
{
	struct phone_snapshot before;
	int fd = phone_open(self->device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, order("in_use -110 0"));
	ASSERT_EQ(0, phone_snapshot(fd, &before));
	EXPECT_EQ(-ETIMEDOUT, phone_role(fd, TPHONE_ROLE_OWNER));
	EXPECT_STREQ("in_use 1", calls(self));
	EXPECT_TRUE(phone_unchanged(fd, &before));
	EXPECT_EQ(-ETIMEDOUT, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_STREQ("in_use 1", calls(self));
	EXPECT_TRUE(phone_unchanged(fd, &before));

	/* Powering up has failed, so ->in_use(false) does not come. */
	ASSERT_EQ(0, order("in_use 0 0"));
	EXPECT_EQ(0, phone_role(fd, TPHONE_ROLE_OWNER));
	EXPECT_STREQ("in_use 1", calls(self));
	/* It is already in use, so ->in_use is not called and cannot fail. */
	ASSERT_EQ(0, order("in_use -110 0"));
	EXPECT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_STREQ("", calls(self));
	close(fd);
	EXPECT_STREQ("in_use 0", calls_up_to(self, "in_use 0"));
}

TEST_F(driver, unplugged_while_in_use)
{
	struct tphone_request request = request_ring(1, 100);

	ASSERT_EQ(0, become_owner(self));
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	calls(self);
	ASSERT_EQ(0, order("unplug"));
	EXPECT_STREQ("in_use 0\nstop", calls(self));
	close(self->owner);
	self->owner = -1;
	ASSERT_EQ(0, order("plug"));
	EXPECT_STREQ("", calls(self));
}

TEST_F(driver, unplugged_while_not_in_use)
{
	ASSERT_EQ(0, become_owner(self));
	close(self->owner);
	self->owner = -1;
	EXPECT_STREQ("in_use 1\nin_use 0", calls_up_to(self, "in_use 0"));
	ASSERT_EQ(0, order("in_use -5 0"));
	EXPECT_EQ(-EIO, phone_open(self->device, TPHONE_ROLE_OWNER));
	calls(self);
	ASSERT_EQ(0, order("unplug"));
	EXPECT_STREQ("stop", calls(self));
}

static void *take_role(void *argument)
{
	FIXTURE_DATA(driver) *self = argument;

	self->owner = phone_open(self->device, TPHONE_ROLE_OWNER);
	return NULL;
}

/* A thread takes a role, for which ->in_use needs 1500 ms, and has begun. */
static void start_powering_up(struct __test_metadata *_metadata,
			      FIXTURE_DATA(driver) *self, pthread_t *thread)
{
	ASSERT_EQ(0, order("in_use 0 1500"));
	pthread_create(thread, NULL, take_role, self);
	EXPECT_STREQ("in_use 1", calls_up_to(self, "in_use 1"));
}

/* Only taking a role and unplugging wait for ->in_use. */
TEST_F(driver, powering_up_takes_its_time)
{
	int fd = phone_open(self->device, TPHONE_ROLE_NONE);
	long long start = now_us();
	pthread_t thread;

	ASSERT_LE(0, fd);
	start_powering_up(_metadata, self, &thread);
	start = now_us();
	ASSERT_EQ(0, phone_state(fd, &self->state));
	EXPECT_EQ(0, self->state.nr_owners);
	ASSERT_EQ(0, close(fd));
	fd = phone_open(self->device, TPHONE_ROLE_NONE);
	ASSERT_LE(0, fd);
	EXPECT_GT(SLACK_MS, ms_since(start));

	EXPECT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	pthread_join(thread, NULL);
	EXPECT_LE(0, self->owner);
	EXPECT_STREQ("", calls(self));
	close(fd);
}

TEST_F(driver, unplugging_waits_for_powering_up)
{
	pthread_t thread;

	start_powering_up(_metadata, self, &thread);
	ASSERT_EQ(0, order("unplug"));
	pthread_join(thread, NULL);
	EXPECT_EQ(-ENODEV, self->owner);
	EXPECT_STREQ("in_use 0\nstop", calls(self));
}

/* Closing never waits for the driver. */
TEST_F(driver, killed_while_another_powers_up)
{
	pthread_t thread;
	pid_t pid;

	start_powering_up(_metadata, self, &thread);
	pid = fork_child();
	if (!pid) {
		phone_open(self->device, TPHONE_ROLE_MONITOR);
		_exit(0);
	}
	sleep_ms(100);
	kill(pid, SIGKILL);
	EXPECT_EQ(128 + SIGKILL, reap(pid));
	pthread_join(thread, NULL);
	EXPECT_LE(0, self->owner);
	EXPECT_EQ(0, phone_state(self->owner, &self->state));
	EXPECT_EQ(0, self->state.nr_monitors);
}

/* The private space of a driver in an operation is zeroed each time. */
TEST_F(driver, private_space)
{
	struct tphone_request request = request_ring(1, 100);
	int i;

	ASSERT_EQ(0, become_owner(self));
	for (i = 0; i < 200; i++) {
		calls(self);
		ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
		ASSERT_EQ(0, order("complete 0 0"));
		EXPECT_STREQ("submit 8 0 1 100\ncommit", calls(self));
		ASSERT_EQ(0, phone_next_completion(self->owner, &self->record));
	}
}

/*
 * The state after an operation has completed.
 */

/**
 * struct thing - something that an operation sets and that a driver reports
 * @request: the operation
 * @report: order that makes the driver report another value
 * @event: event of the change
 * @before: value at first
 * @requested: value that the operation sets
 * @reported: value that the report gives
 */
struct thing {
	struct tphone_request request;
	const char *report;
	unsigned int event;
	unsigned int before;
	unsigned int requested;
	unsigned int reported;
};

#define NR_THINGS	5

/* Become the owner, and return all things. */
static struct thing *prepare_things(struct __test_metadata *_metadata,
				    FIXTURE_DATA(driver) *self)
{
	static struct thing things[NR_THINGS];
	const unsigned int device = TPHONE_HOOK_HEADSET;
	const struct thing all[NR_THINGS] = {
		{ request_hook(device, TPHONE_HOOKMODE_MIC),
		  "report_hook 4 8 2", TPHONE_EVENT_HOOK,
		  TPHONE_HOOKMODE_ONHOOK, TPHONE_HOOKMODE_MIC,
		  TPHONE_HOOKMODE_MICSPEAKER },
		{ request_ring(2, 200),
		  "report_ring 0 300 2", TPHONE_EVENT_RING_VOLUME, 0, 200, 300 },
		{ request_volume(device, 200),
		  "report_volume 4 300 2", TPHONE_EVENT_VOLUME, 0, 200, 300 },
		{ request_gain(device, 200),
		  "report_gain 4 300 2", TPHONE_EVENT_GAIN, 0, 200, 300 },
		{ request_lamp(1, TPHONE_LAMPMODE_STEADY),
		  "report_lamp 1 16 2", TPHONE_EVENT_LAMP, TPHONE_LAMPMODE_OFF,
		  TPHONE_LAMPMODE_STEADY, TPHONE_LAMPMODE_FLASH },
	};

	memcpy(things, all, sizeof(all));
	ASSERT_EQ(0, become_owner(self));
	return things;
}

/* The current value of a thing. */
static unsigned int number_of(int fd, const struct thing *thing)
{
	struct tphone_state state;

	if (phone_state(fd, &state))
		return ~0U;
	switch (thing->request.opcode) {
	case TPHONE_OP_SET_HOOK:
		return state.hook_mode[2];
	case TPHONE_OP_SET_RING:
		return state.ring_volume;
	case TPHONE_OP_SET_VOLUME:
		return state.volume[2];
	case TPHONE_OP_SET_GAIN:
		return state.gain[2];
	default:
		return phone_lamp_mode(fd, 1);
	}
}

static int submit_thing(FIXTURE_DATA(driver) *self, const struct thing *thing)
{
	return phone_submit_one(self->owner, &thing->request, NULL);
}

/* The cause of the next event about a thing, or 0 if there is none. */
static unsigned int cause_of_next(FIXTURE_DATA(driver) *self,
				  const struct thing *thing)
{
	while (!phone_is_quiet(self->owner)) {
		if (phone_next(self->owner, &self->record))
			return 0;
		if (self->record.type == TPHONE_RECORD_EVENT &&
		    self->record.code == thing->event)
			return self->record.cause;
	}
	return 0;
}

TEST_F(driver, completed_as_requested)
{
	struct thing *things = prepare_things(_metadata, self);
	int i;

	for (i = 0; i < NR_THINGS; i++) {
		EXPECT_EQ(things[i].before, number_of(self->owner, &things[i]));
		ASSERT_EQ(0, submit_thing(self, &things[i]));
		ASSERT_EQ(0, order("complete 0 0"));
		EXPECT_EQ(things[i].requested,
			  number_of(self->owner, &things[i]));
		EXPECT_EQ(TPHONE_CAUSE_HOST, cause_of_next(self, &things[i]));
	}
}

/* The operation was sent to the phone before the report. */
TEST_F(driver, completed_after_a_newer_report)
{
	struct thing *things = prepare_things(_metadata, self);
	int i;

	for (i = 0; i < NR_THINGS; i++) {
		ASSERT_EQ(0, submit_thing(self, &things[i]));
		ASSERT_EQ(0, order(things[i].report));
		EXPECT_EQ(TPHONE_CAUSE_USER, cause_of_next(self, &things[i]));
		ASSERT_EQ(0, order("complete 0 0"));
		EXPECT_EQ(things[i].reported,
			  number_of(self->owner, &things[i]));
		EXPECT_EQ(0, cause_of_next(self, &things[i]));

		/* A report counts even if it repeats the current value. */
		ASSERT_EQ(0, submit_thing(self, &things[i]));
		ASSERT_EQ(0, order(things[i].report));
		ASSERT_EQ(0, order("complete 0 0"));
		EXPECT_EQ(things[i].reported,
			  number_of(self->owner, &things[i]));
	}
}

/* The operation was still waiting in the driver when the report came. */
TEST_F(driver, sent_after_a_report)
{
	struct thing *things = prepare_things(_metadata, self);
	int i;

	for (i = 0; i < NR_THINGS; i++) {
		ASSERT_EQ(0, submit_thing(self, &things[i]));
		ASSERT_EQ(0, order(things[i].report));
		ASSERT_EQ(0, order("send"));
		ASSERT_EQ(0, order("complete 0 0"));
		EXPECT_EQ(things[i].requested,
			  number_of(self->owner, &things[i]));
	}
}

/* The phone carries out the operation after its deadline. */
TEST_F(driver, late_and_after_a_newer_report)
{
	struct thing *things = prepare_things(_metadata, self);
	int i;

	for (i = 0; i < NR_THINGS; i++) {
		things[i].request.timeout_ms = 1;
		ASSERT_EQ(0, submit_thing(self, &things[i]));
		ASSERT_EQ(0, phone_next_completion(self->owner, &self->record));
		EXPECT_EQ(-ETIMEDOUT, self->record.status);
	}
	/* ->cancel has completed those; the next ones ignore it. */
	ASSERT_EQ(0, order("ignore_cancel 1"));
	for (i = 0; i < NR_THINGS; i++) {
		ASSERT_EQ(0, submit_thing(self, &things[i]));
		ASSERT_EQ(0, phone_next_completion(self->owner, &self->record));
		ASSERT_EQ(0, order(things[i].report));
		ASSERT_EQ(0, order("complete 0 0"));
		EXPECT_EQ(things[i].reported,
			  number_of(self->owner, &things[i]));
	}
}

TEST_F(driver, completed_as_reported)
{
	struct thing *things = prepare_things(_metadata, self);
	int i;

	for (i = 0; i < NR_THINGS; i++) {
		ASSERT_EQ(0, submit_thing(self, &things[i]));
		ASSERT_EQ(0, order("reported 0"));
		ASSERT_EQ(0, phone_next_completion(self->owner, &self->record));
		EXPECT_EQ(0, self->record.status);
		EXPECT_TRUE(phone_is_quiet(self->owner));
		EXPECT_EQ(things[i].before, number_of(self->owner, &things[i]));
	}
}

TEST_F(driver, completed_with_a_value)
{
	struct thing *things = prepare_things(_metadata, self);
	char command[32];
	int i;

	for (i = 0; i < NR_THINGS; i++) {
		snprintf(command, sizeof(command), "value 0 %u",
			 things[i].reported);
		ASSERT_EQ(0, submit_thing(self, &things[i]));
		ASSERT_EQ(0, order(command));
		ASSERT_EQ(0, phone_next_completion(self->owner, &self->record));
		EXPECT_EQ(things[i].reported, self->record.value[0]);
		EXPECT_EQ(things[i].reported,
			  number_of(self->owner, &things[i]));
		EXPECT_EQ(TPHONE_CAUSE_HOST, cause_of_next(self, &things[i]));

		/* A value that is impossible leaves the state alone. */
		ASSERT_EQ(0, submit_thing(self, &things[i]));
		ASSERT_EQ(0, order("value 0 0x30001"));
		ASSERT_EQ(0, phone_next_completion(self->owner, &self->record));
		EXPECT_EQ(0, self->record.status);
		EXPECT_TRUE(phone_is_quiet(self->owner));
		EXPECT_EQ(things[i].reported,
			  number_of(self->owner, &things[i]));
	}
}

TEST_F(driver, completed_with_a_ring_mode)
{
	struct tphone_request request = request_ring(2, 200);

	ASSERT_EQ(0, become_owner(self));
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	ASSERT_EQ(0, order("ring 0 1 150"));
	ASSERT_EQ(0, phone_next_completion(self->owner, &self->record));
	EXPECT_EQ(150, self->record.value[0]);
	ASSERT_EQ(0, phone_next(self->owner, &self->record));
	EXPECT_EQ(TPHONE_EVENT_RING_MODE, self->record.code);
	EXPECT_EQ(1, self->record.value[0]);
	EXPECT_EQ(150, self->record.value[1]);
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	ASSERT_EQ(0, order("ring 0 4 150"));
	ASSERT_EQ(0, phone_state(self->owner, &self->state));
	EXPECT_EQ(1, self->state.ring_mode);
}

/* Each cell has the character that was written last. */
TEST_F(driver, display_written_by_both)
{
	struct tphone_request request = request_display(0, 2, "abcdefgh");
	char text[64];

	ASSERT_EQ(0, become_owner(self));
	ASSERT_EQ(0, order("report_display 0 0 3 3"));
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	ASSERT_EQ(0, order("report_display 0 4 2 3"));
	ASSERT_EQ(0, order("report_display 1 1 3 3"));
	ASSERT_EQ(0, order("complete 0 0"));
	phone_display(self->owner, text, sizeof(text), NULL);
	EXPECT_STREQ("**ab**efg***    ", text);
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	ASSERT_EQ(0, order("complete 0 0"));
	phone_display(self->owner, text, sizeof(text), NULL);
	EXPECT_STREQ("**abcdefgh**    ", text);
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	ASSERT_EQ(0, order("report_display 0 5 1 3"));
	ASSERT_EQ(0, order("reported 0"));
	phone_display(self->owner, text, sizeof(text), NULL);
	EXPECT_STREQ("**abc*efgh**    ", text);
}

TEST_F(driver, data_written_by_both)
{
	struct tphone_request request = request_data(0, 2, "abcdefgh", 8);
	char data[13] = "";

	ASSERT_EQ(0, become_owner(self));
	ASSERT_EQ(0, order("report_data 0 0 3 3"));
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	ASSERT_EQ(0, order("report_data 0 4 2 3"));
	ASSERT_EQ(0, order("report_data 0 9 3 3"));
	ASSERT_EQ(0, order("report_data 0 70 3 3"));
	ASSERT_EQ(0, order("complete 0 0"));
	EXPECT_EQ(12, phone_data(self->owner, 0, 0, data, 12, NULL));
	EXPECT_STREQ("**ab**efg***", data);
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	ASSERT_EQ(0, order("complete 0 0"));
	EXPECT_EQ(12, phone_data(self->owner, 0, 0, data, 12, NULL));
	EXPECT_STREQ("**abcdefgh**", data);
}

TEST_F(driver, what_is_submitted_together_comes_as_a_group)
{
	struct tphone_request requests[] = {
		request_ring(0, 100),
		request_hook(TPHONE_HOOK_HEADSET, TPHONE_HOOKMODE_MICSPEAKER),
	};

	ASSERT_EQ(0, become_owner(self));
	calls(self);
	EXPECT_EQ(2, phone_submit_many(self->owner, requests, 2, NULL));
	EXPECT_STREQ("submit 8 0 0 100\nsubmit 6 4 8 0\ncommit", calls(self));
	EXPECT_EQ(0, phone_submit_one(self->owner, &requests[0], NULL));
	EXPECT_STREQ("submit 8 0 0 100\ncommit", calls(self));
	/* Cancelling begins when the group is complete. */
	EXPECT_EQ(3, phone_cancel_all(self->owner));
	EXPECT_STREQ("cancel 8\ncancel 6\ncancel 8", calls(self));

	ASSERT_EQ(0, order("refuse 1"));
	EXPECT_EQ(2, phone_submit_many(self->owner, requests, 2, NULL));
	EXPECT_STREQ("submit 8 0 0 100\nsubmit 6 4 8 0", calls(self));
}

/* A counter of the core, or -1. */
static long long counter(FIXTURE_DATA(driver) *self, const char *name)
{
	char path[64], text[4096], *line;

	snprintf(path, sizeof(path), "/sys/kernel/debug/tphone/%s/status",
		 self->device + strlen("/dev/"));
	if (file_read(path, text, sizeof(text)))
		return -1;
	line = strstr(text, name);
	return line ? atoll(line + strlen(name)) : -1;
}

TEST_F(driver, button_info_is_reported)
{
	struct tphone_request request =
		request_button(1, TPHONE_BUTTONMODE_CALL,
			       TPHONE_FUNCTION_CALLAPP, "Mine");
	struct tphone_button button;

	ASSERT_EQ(0, become_owner(self));
	ASSERT_EQ(0, order("report_info 1 4 18 2"));
	ASSERT_EQ(0, phone_next(self->owner, &self->record));
	EXPECT_EQ(TPHONE_EVENT_BUTTON_INFO, self->record.code);
	EXPECT_EQ(TPHONE_CAUSE_USER, self->record.cause);
	EXPECT_EQ(1, self->record.value[0]);
	EXPECT_EQ(TPHONE_BUTTON_INFO_FUNCTION | TPHONE_BUTTON_INFO_TEXT,
		  self->record.value[1]);
	ASSERT_EQ(0, phone_button(self->owner, 1, &button));
	EXPECT_EQ(TPHONE_BUTTONMODE_FEATURE, button.mode);
	EXPECT_EQ(TPHONE_FUNCTION_MUTE, button.function);
	EXPECT_STREQ("Starred", button.text);
	ASSERT_EQ(0, order("report_info 1 4 18 2"));
	EXPECT_TRUE(phone_is_quiet(self->owner));

	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	ASSERT_EQ(0, order("report_info 1 4 18 3"));
	ASSERT_EQ(0, order("complete 0 0"));
	ASSERT_EQ(0, phone_button(self->owner, 1, &button));
	EXPECT_STREQ("Starred", button.text);
}

/* The core drops and counts such reports, and makes no events of them. */
TEST_F(driver, reports_that_make_no_sense)
{
	static const char * const nonsense[] = {
		"report_hook 4 8 0", "report_hook 4 8 1", "report_hook 4 8 4",
		"report_hook 4 8 4711", "report_lamp 1 4 1",
		"report_ring 1 1 1", "report_volume 4 1 1",
		"report_gain 4 1 4", "report_display 0 0 1 1",
		"report_data 0 0 1 1", "report_devspecific 1",
		"report_info 1 4 18 1", "report_info 2 4 18 2",
		"report_info 1 1 18 2", "report_info 1 6 18 2",
		"report_info 1 4 1000 2", "report_hook 2 8 2",
		"report_hook 4 9 2", "report_lamp 2 4 2", "report_lamp 1 1 2",
		"report_ring 4 1 2", "report_volume 4 65536 2",
		"report_gain 2 1 2", "report_display 2 0 1 2",
		"report_data 1 0 1 2",
	};
	struct phone_snapshot before;
	size_t i;

	ASSERT_EQ(0, become_owner(self));
	ASSERT_EQ(0, phone_snapshot(self->owner, &before));
	for (i = 0; i < ARRAY_SIZE(nonsense); i++) {
		ASSERT_EQ(0, order(nonsense[i]));
		EXPECT_EQ(i + 1, counter(self, "nonsense ")) {
			TH_LOG("%s", nonsense[i]);
		}
	}
	EXPECT_TRUE(phone_unchanged(self->owner, &before));
	EXPECT_TRUE(phone_is_quiet(self->owner));
}

/* Complete @nr operations, the oldest first. */
static int complete_oldest(int nr)
{
	int error = 0;

	while (!error && nr--)
		error = order("complete 0 0");
	return error;
}

static int execute(FIXTURE_DATA(driver) *self, struct tphone_request request)
{
	return phone_submit_one(self->owner, &request, NULL) ?: complete_oldest(1);
}

/* Everything that was set is replayed, one operation of each kind. */
TEST_F(driver, replay)
{
	struct phone_snapshot before;

	ASSERT_EQ(0, become_owner(self));
	/* Nothing has been set yet, so nothing is replayed. */
	calls(self);
	ASSERT_EQ(0, order("replay"));
	sleep_ms(200);
	EXPECT_STREQ("", calls(self));

	ASSERT_EQ(0, execute(self, request_hook(TPHONE_HOOK_HEADSET,
						TPHONE_HOOKMODE_MIC)));
	ASSERT_EQ(0, execute(self, request_ring(2, 200)));
	ASSERT_EQ(0, execute(self, request_volume(TPHONE_HOOK_HANDSET, 10)));
	ASSERT_EQ(0, order("report_gain 4 30 2"));
	ASSERT_EQ(0, execute(self, request_lamp(1, TPHONE_LAMPMODE_STEADY)));
	ASSERT_EQ(0, execute(self, request_display(1, 2, "text")));
	ASSERT_EQ(0, execute(self, request_button(0, TPHONE_BUTTONMODE_CALL,
						  TPHONE_FUNCTION_CALLAPP,
						  "New")));
	phone_drain(self->owner);
	ASSERT_EQ(0, phone_snapshot(self->owner, &before));
	calls(self);
	ASSERT_EQ(0, order("replay"));
	EXPECT_STREQ("submit 6 4 2 0\nsubmit 9 1 10 0\nsubmit 5 4 30 0\n"
		     "submit 8 0 2 200\nsubmit 4 1 0 0\nsubmit 7 1 4 0\n"
		     "submit 2 0 2 30\ncommit", calls_up_to(self, "commit"));
	ASSERT_EQ(0, complete_oldest(7));
	EXPECT_TRUE(phone_is_quiet(self->owner));
	sleep_ms(200);
	EXPECT_STREQ("", calls(self));
}

TEST_F(driver, replay_while_operations_are_outstanding)
{
	struct tphone_request on = request_lamp(1, TPHONE_LAMPMODE_STEADY);
	struct tphone_request off = request_lamp(1, TPHONE_LAMPMODE_OFF);

	ASSERT_EQ(0, become_owner(self));
	ASSERT_EQ(0, execute(self, request_ring(2, 200)));
	ASSERT_EQ(0, execute(self, on));
	ASSERT_EQ(0, phone_submit_one(self->owner, &off, NULL));
	calls(self);
	ASSERT_EQ(0, order("replay"));
	EXPECT_STREQ("submit 8 0 2 200\ncommit", calls_up_to(self, "commit"));
	/* The lamp is put out before it is replayed. */
	ASSERT_EQ(0, complete_oldest(1));
	EXPECT_STREQ("submit 7 1 2 0\ncommit", calls_up_to(self, "commit"));
	/* Lit again while its replay is on the way, it is replayed once more. */
	ASSERT_EQ(0, phone_submit_one(self->owner, &on, NULL));
	calls(self);
	ASSERT_EQ(0, order("complete 2 0"));
	ASSERT_EQ(0, order("complete 1 0"));
	EXPECT_STREQ("submit 7 1 4 0\ncommit", calls_up_to(self, "commit"));
	EXPECT_EQ(TPHONE_LAMPMODE_STEADY, phone_lamp_mode(self->owner, 1));
	ASSERT_EQ(0, complete_oldest(2));
	EXPECT_EQ(TPHONE_LAMPMODE_STEADY, phone_lamp_mode(self->owner, 1));
}

/* A lamp is replayed although the handle that has set it is closed. */
TEST_F(driver, replay_for_nobody)
{
	ASSERT_EQ(0, become_owner(self));
	ASSERT_EQ(0, execute(self, request_lamp(1, TPHONE_LAMPMODE_STEADY)));
	ASSERT_EQ(0, sysfs_value(self, "reset_on_last_close", "none"));
	close(self->owner);
	calls_up_to(self, "in_use 0");
	self->owner = phone_open(self->device, TPHONE_ROLE_NONE);
	ASSERT_EQ(0, order("replay"));
	EXPECT_STREQ("in_use 1\nsubmit 7 1 4 0\ncommit",
		     calls_up_to(self, "commit"));
	/* If the phone sets another value, the cause is the core. */
	ASSERT_EQ(0, order("value 0 16"));
	EXPECT_EQ(TPHONE_LAMPMODE_FLASH, phone_lamp_mode(self->owner, 1));
	EXPECT_STREQ("in_use 0", calls_up_to(self, "in_use 0"));
}

/*
 * The last close cancels operations of handles, but not the replay of the
 * state.
 */
TEST_F(driver, replay_is_not_over_when_the_last_handle_goes)
{
	ASSERT_EQ(0, become_owner(self));
	ASSERT_EQ(0, execute(self, request_lamp(1, TPHONE_LAMPMODE_STEADY)));
	ASSERT_EQ(0, sysfs_value(self, "reset_on_last_close", "none"));
	calls(self);
	ASSERT_EQ(0, order("replay"));
	EXPECT_STREQ("submit 7 1 4 0\ncommit", calls_up_to(self, "commit"));
	close(self->owner);
	EXPECT_STREQ("cancel 7\nsubmit 7 1 4 0\ncommit",
		     calls_up_to(self, "commit"));
	ASSERT_EQ(0, complete_oldest(1));
	EXPECT_STREQ("in_use 0", calls_up_to(self, "in_use 0"));
	self->owner = phone_open(self->device, TPHONE_ROLE_NONE);
}

/*
 * A batch takes all payload that a handle may have. Its first operation ends, and
 * the completion is read, while ->commit still runs for the batch: the output
 * cannot give way before that is done, as the task that submits needs the slot.
 */
#define PAYLOAD		4096	/* of one operation, and as much output */
#define NR_FILLING	32

struct filling {
	pthread_t thread;
	int fd;
	int nr_accepted;
};

static char payload[PAYLOAD];

static void *fill(void *arg)
{
	struct tphone_request requests[NR_FILLING];
	struct filling *filling = arg;
	int i;

	for (i = 0; i < NR_FILLING; i++)
		requests[i] = request_devspecific(payload, PAYLOAD, PAYLOAD);
	filling->nr_accepted = phone_submit_many(filling->fd, requests,
						 NR_FILLING, NULL);
	return NULL;
}

TEST_F(driver, output_gives_way_when_its_batch_is_submitted)
{
	struct tphone_request more = request_devspecific(payload, PAYLOAD,
							 PAYLOAD);
	struct filling filling = { };

	ASSERT_EQ(0, order("commit 3000"));
	ASSERT_EQ(0, become_owner(self));
	filling.fd = self->owner;
	ASSERT_EQ(0, pthread_create(&filling.thread, NULL, fill, &filling));
	EXPECT_NE(NULL, strstr(calls_up_to(self, "commit"), "commit"));
	ASSERT_EQ(0, order("commit 0"));
	ASSERT_EQ(0, order("complete 0 0"));
	ASSERT_EQ(0, phone_next_completion(self->owner, &self->record));
	EXPECT_EQ(PAYLOAD, self->record.len);
	EXPECT_EQ(0, phone_poll(self->owner, POLLOUT, 0));
	EXPECT_EQ(-EAGAIN, phone_submit_one(self->owner, &more, NULL));
	/* The refused operation has dropped no output. */
	EXPECT_EQ(PAYLOAD, phone_fetch(self->owner, self->record.id, payload,
				       PAYLOAD));
	ASSERT_EQ(0, order("complete 0 0"));
	ASSERT_EQ(0, phone_next_completion(self->owner, &self->record));
	EXPECT_EQ(POLLOUT, phone_poll(self->owner, POLLOUT, PHONE_WAIT_MS));
	/* The slot that was fetched is free, and the other output gives way. */
	EXPECT_EQ(0, phone_submit_one(self->owner, &more, NULL));
	EXPECT_EQ(0, phone_submit_one(self->owner, &more, NULL));
	EXPECT_EQ(-EAGAIN, phone_submit_one(self->owner, &more, NULL));
	ASSERT_EQ(0, pthread_join(filling.thread, NULL));
	EXPECT_EQ(NR_FILLING, filling.nr_accepted);
}

TEST_HARNESS_MAIN
