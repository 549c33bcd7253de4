/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Let every allocation and every copy of user memory fail once, one after the
 * other, until none is left. The call must then either succeed, or fail with an
 * errno that fits and change nothing; the next try must succeed. Leaks show in
 * the counters of the phone after each point and in kmemleak afterwards.
 *
 * Needs a kernel with fault injection, such as vm/run --kernel debug.
 */
#ifndef FAILURE_POINTS_H
#define FAILURE_POINTS_H

#include "kselftest_harness.h"

#include <dirent.h>
#include <glob.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "phone.h"
#include "sim.h"
#include "util.h"

#define DEBUGFS		"/sys/kernel/debug/"
#define MOST_POINTS	2000	/* of one call; there are some dozens */

/* Settings without which failures would spare what matters. */
static const char *const settings[][2] = {
	{ DEBUGFS "failslab/ignore-gfp-wait", "N" },
	{ DEBUGFS "failslab/verbose", "0" },
	{ DEBUGFS "fail_page_alloc/ignore-gfp-wait", "N" },
	{ DEBUGFS "fail_page_alloc/ignore-gfp-highmem", "N" },
	{ DEBUGFS "fail_page_alloc/min-order", "0" },
	{ DEBUGFS "fail_page_alloc/verbose", "0" },
	{ DEBUGFS "fail_usercopy/verbose", "0" },
	{ NULL, NULL }
};

/**
 * struct point - one try of a sweep
 * @nth: which allocation or copy is to fail; 0: none
 * @left: how many more there would have had to be
 * @result: what the call returned
 * @fired: the failure has happened
 */
struct point {
	unsigned int nth;
	unsigned int left;
	int result;
	bool fired;
};

static int fail_nth_fd(void)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/task/%ld/fail-nth",
		 syscall(__NR_gettid));
	return open(path, O_RDWR | O_CLOEXEC);
}

static const char *injection_missing(void)
{
	unsigned int i;
	int fd = fail_nth_fd();

	if (fd < 0)
		return "this kernel cannot inject failures";
	close(fd);
	for (i = 0; settings[i][0]; i++) {
		if (file_write(settings[i][0], settings[i][1]))
			return "failures cannot be set up: not root, or no debugfs";
	}
	return NULL;
}

FIXTURE(fail_nth) {
	struct sim sim;
	int fd;			/* of fail-nth */
	int phone;		/* a handle, or -1 */
	int other;		/* another one, a monitor that stays */
	int eventfds[2];	/* the one that was registered, the next one */
	unsigned int points;	/* that fired */
	__u64 id;
};

static char long_text[80];

FIXTURE_SETUP(fail_nth)
{
	const char *missing = sim_missing();

	if (!missing)
		missing = injection_missing();
	if (missing)
		SKIP(return, "%s", missing);
	memset(long_text, 'x', sizeof(long_text) - 1);
	self->phone = -1;
	self->fd = fail_nth_fd();
	ASSERT_LE(0, self->fd);
	ASSERT_EQ(0, sim_create(&self->sim));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	self->other = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, self->other);
}

FIXTURE_TEARDOWN(fail_nth)
{
	if (self->phone >= 0)
		close(self->phone);
	if (self->other >= 0)
		close(self->other);
	sim_destroy(&self->sim);
	close(self->fd);
	TH_LOG("%u points of failure", self->points);
}

/*
 * Make the nth allocation or copy fail; until disarm() make only the call under
 * test.
 */
static void arm(int fd, unsigned int nth)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%u", nth);

	/*
	 * A failure that is still due can hit this write, which copies user
	 * memory.
	 */
	while (pwrite(fd, text, len, 0) != len) {
		if (errno != EFAULT)
			abort();
	}
}

/*
 * Returns what was left to count: 0 if the failure has happened, 1 if it
 * happens here.
 */
static unsigned int disarm(int fd)
{
	char text[16] = "";
	ssize_t got = pread(fd, text, sizeof(text) - 1, 0);

	if (got < 0 && errno != EFAULT)
		abort();
	arm(fd, 0);
	return got > 0 ? atoi(text) : 1;
}

static int try_call(struct __test_metadata *_metadata,
		    FIXTURE_DATA(fail_nth) *self,
		    int (*call)(FIXTURE_DATA(fail_nth) *self),
		    struct point *point)
{
	arm(self->fd, point->nth);
	point->result = call(self);
	point->left = disarm(self->fd);
	point->fired = point->nth && !point->left;
	return point->result;
}

#define MOST_EXCUSES	3

/**
 * struct scenario - a call and what belongs to it
 * @prepare: prepares what the call needs, without failures. May be NULL
 * @call: the call: 0 or more, or a negative errno
 * @still: checks that a failed call has left its preconditions intact.
 *	May be NULL
 * @undo: undoes a call that succeeded. May be NULL
 * @late: the kernel copies the answer after the effect of the call, which
 *	therefore stays if the copy fails. Only an injected failure can hit this
 *	copy, as the kernel has tried the memory before
 * @again: result of the next try after that, 0 or a negative errno
 * @excuses: errors of this call besides ENOMEM and EFAULT
 */
struct scenario {
	void (*prepare)(struct __test_metadata *m, FIXTURE_DATA(fail_nth) *self);
	int (*call)(FIXTURE_DATA(fail_nth) *self);
	void (*still)(struct __test_metadata *m, FIXTURE_DATA(fail_nth) *self);
	void (*undo)(struct __test_metadata *m, FIXTURE_DATA(fail_nth) *self);
	bool late;
	int again;
	int excuses[MOST_EXCUSES];
};

/* Is this errno a possible result of a failed allocation or copy? */
static bool is_excuse(const struct scenario *scenario, int result)
{
	unsigned int i;

	if (result == -ENOMEM || result == -EFAULT)
		return true;
	for (i = 0; i < MOST_EXCUSES; i++) {
		if (scenario->excuses[i] && result == -scenario->excuses[i])
			return true;
	}
	return false;
}

static void clean(FIXTURE_DATA(fail_nth) *self)
{
	if (self->phone >= 0)
		close(self->phone);
	self->phone = -1;
	phone_drain(self->other);
}

/*
 * Path of another phone in configfs. The helpers in sim.h make several calls
 * each, so they cannot be used here.
 */
static const char *second_phone(const char *attribute)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), SIM_ROOT "/fail-nth-%d%s", getpid(),
		 attribute);
	return path;
}

/**
 * struct witness - state that a failed call must leave unchanged
 * @phone: state of the phone as the handle that stays reads it
 * @own: the same, read with the handle under test
 * @error: why that handle cannot read it, a negative errno
 * @fdinfo: of that handle, with its role and its event mask
 * @books: counters, handles and operations, as debugfs shows them
 * @folder: 0 or a negative errno: whether the second phone has one
 * @live: whether that phone is plugged in
 * @device: its name
 * @nodes: the device nodes of all phones
 */
struct witness {
	struct phone_snapshot phone;
	struct tphone_state own;
	int error;
	char fdinfo[512];
	char books[16384];
	int folder;
	char live[8];
	char device[32];
	char nodes[1024];
};

static void list_nodes(char *buf, size_t size)
{
	glob_t nodes;
	size_t len = 0;
	unsigned int i;

	if (glob("/dev/tphone[0-9]*", 0, NULL, &nodes))
		return;
	for (i = 0; i < nodes.gl_pathc && len < size; i++)
		len += snprintf(buf + len, size - len, "%s\n",
				nodes.gl_pathv[i]);
	globfree(&nodes);
}

static void look_at_handle(struct __test_metadata *_metadata,
			   FIXTURE_DATA(fail_nth) *self,
			   struct witness *witness)
{
	char path[64];

	/* A detached handle may only read its own completions. */
	witness->error = phone_state(self->phone, &witness->own);
	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", self->phone);
	ASSERT_EQ(0, file_read(path, witness->fdinfo,
			       sizeof(witness->fdinfo)));
}

static void look_at_second(struct witness *witness)
{
	witness->folder = access(second_phone(""), F_OK) ? -errno : 0;
	if (witness->folder)
		return;
	file_read(second_phone("/live"), witness->live, sizeof(witness->live));
	file_read(second_phone("/device"), witness->device,
		  sizeof(witness->device));
}

/* The table of slots keeps the size to which the call has grown it. */
static void forget_sizes(char *books)
{
	char *end;

	while ((books = strstr(books, " slots "))) {
		books = strchr(books, '/');
		end = books + 1 + strspn(books + 1, "0123456789");
		memmove(books, end, strlen(end) + 1);
	}
}

static void look(struct __test_metadata *_metadata,
		 FIXTURE_DATA(fail_nth) *self, struct witness *witness)
{
	char path[128];

	memset(witness, 0, sizeof(*witness));
	ASSERT_EQ(0, phone_snapshot(self->other, &witness->phone));
	if (self->phone >= 0)
		look_at_handle(_metadata, self, witness);
	snprintf(path, sizeof(path), DEBUGFS "tphone/%s/status",
		 phone_name(&self->sim));
	ASSERT_EQ(0, file_read(path, witness->books, sizeof(witness->books)));
	forget_sizes(witness->books);
	look_at_second(witness);
	list_nodes(witness->nodes, sizeof(witness->nodes));
}

/* The first difference, as a text, or NULL. */
static const char *difference(const struct witness *a, const struct witness *b)
{
	if (memcmp(&a->phone, &b->phone, sizeof(a->phone)))
		return "the phone";
	if (memcmp(&a->own, &b->own, sizeof(a->own)) || a->error != b->error)
		return "the state that the handle sees";
	if (strcmp(a->fdinfo, b->fdinfo))
		return "the handle";
	if (strcmp(a->books, b->books))
		return "the books";
	if (a->folder != b->folder)
		return "the folder of the second phone";
	if (strcmp(a->live, b->live) || strcmp(a->device, b->device))
		return "the second phone";
	if (strcmp(a->nodes, b->nodes))
		return "the device nodes";
	return NULL;
}

/*
 * Either the call did nothing and the next try succeeds, or only its answer is
 * missing.
 */
static void check_failure(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self,
			  const struct scenario *scenario,
			  const struct point *point,
			  const struct witness *before)
{
	bool late = scenario->late && point->result == -EFAULT;
	const char *changed;
	struct witness now;
	int again;

	look(_metadata, self, &now);
	changed = difference(before, &now);
	ASSERT_TRUE(!changed || late) {
		TH_LOG("point %u: failed with %d, but changed %s", point->nth,
		       point->result, changed);
		TH_LOG("%s%s\n%s", before->fdinfo, before->books,
		       before->nodes);
		TH_LOG("%s%s\n%s", now.fdinfo, now.books, now.nodes);
	}
	if (!changed && scenario->still)
		scenario->still(_metadata, self);
	again = scenario->call(self);
	if (changed) {
		ASSERT_EQ(scenario->again, again);
		return;
	}
	ASSERT_LE(0, again) {
		TH_LOG("point %u: the next try fails, too", point->nth);
	}
}

/* The driver counts an operation a moment before it completes it. */
static void wait_for_driver(struct __test_metadata *_metadata,
			    FIXTURE_DATA(fail_nth) *self)
{
	long long start = now_us();
	struct tphone_state state;

	do {
		ASSERT_EQ(0, phone_state(self->other, &state));
	} while (state.nr_outstanding && ms_since(start) < PHONE_WAIT_MS);
	ASSERT_EQ(0, state.nr_outstanding);
}

/*
 * Check after each point, so that a leak is reported at the point that caused
 * it.
 */
static void check_books(struct __test_metadata *_metadata,
			FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_state state;
	char books[4096], path[128];

	wait_for_driver(_metadata, self);
	ASSERT_EQ(0, phone_state(self->other, &state));
	ASSERT_EQ(0, state.nr_owners);
	ASSERT_EQ(1, state.nr_monitors);
	ASSERT_EQ(0, state.status & TPHONE_STATUS_DRAINING);
	ASSERT_EQ(sim_number(&self->sim, "submitted"),
		  sim_number(&self->sim, "completed"));
	snprintf(path, sizeof(path), DEBUGFS "tphone/%s/status",
		 phone_name(&self->sim));
	ASSERT_EQ(0, file_read(path, books, sizeof(books)));
	ASSERT_NE(NULL, strstr(books, "\nunclaimed 0\n"));
	ASSERT_EQ(NULL, strstr(books, "\noperation "));
	ASSERT_NE(NULL, strstr(books, " slots 0/"));
	ASSERT_NE(NULL, strstr(books, " reserved 0 payload 0 "));
	ASSERT_EQ(-ENOENT, access(second_phone(""), F_OK) ? -errno : 0);
}

static void one_call(struct __test_metadata *_metadata,
		     FIXTURE_DATA(fail_nth) *self,
		     const struct scenario *scenario, struct point *point)
{
	struct witness before;

	if (scenario->prepare)
		scenario->prepare(_metadata, self);
	phone_drain(self->other);
	look(_metadata, self, &before);
	try_call(_metadata, self, scenario->call, point);
	if (point->result < 0) {
		ASSERT_TRUE(point->fired) {
			TH_LOG("error %d without a failure", point->result);
		}
		ASSERT_TRUE(is_excuse(scenario, point->result)) {
			TH_LOG("point %u: error %d", point->nth, point->result);
		}
		check_failure(_metadata, self, scenario, point, &before);
	}
	if (scenario->undo)
		scenario->undo(_metadata, self);
}

static void sweep(struct __test_metadata *_metadata,
		  FIXTURE_DATA(fail_nth) *self,
		  const struct scenario *scenario)
{
	struct point point = { .nth = 1 };

	for (; point.nth < MOST_POINTS; point.nth++) {
		one_call(_metadata, self, scenario, &point);
		clean(self);
		check_books(_metadata, self);
		if (!point.fired)
			break;
		self->points++;
	}
	ASSERT_LT(point.nth, MOST_POINTS);
}

/* Preparations of calls */
static void owner(struct __test_metadata *_metadata,
		  FIXTURE_DATA(fail_nth) *self)
{
	self->phone = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->phone);
}

#define MARK	0x5eed	/* user_data of what is held */

/* An operation that the driver holds. */
static void holding(struct __test_metadata *_metadata,
		    FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request request = request_lamp(FIRST_LAMP,
						     TPHONE_LAMPMODE_WINK);

	owner(_metadata, self);
	request.user_data = MARK;
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->phone, &request, &self->id));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	ASSERT_EQ(0, sim_wait(&self->sim, "held", 1));
}

/* The driver may have run out of memory as well: -ENOMEM is a good end. */
static bool has_ended_well(const struct tphone_record *record)
{
	return !record->status ||
	       (record->status == -ENOMEM &&
		record->flags & TPHONE_COMPLETION_NOT_STARTED);
}

/* Every accepted operation has ended exactly once. */
static void finish(struct __test_metadata *_metadata,
		   FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;

	ASSERT_EQ(0, phone_completion(self->phone, self->id, &record));
	EXPECT_TRUE(has_ended_well(&record));
}

/* Detach, so that no handle waits for the held operation. */
static void detached(struct __test_metadata *_metadata,
		     FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed",
			      sim_number(&self->sim, "submitted")));
}

#endif
