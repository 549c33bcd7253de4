// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every allocation and every copy of user memory fails once, the first, the
 * second and so on, until there is none left to fail. The call must then fail
 * with a reason that has to do with it, or do what it should; what it failed to
 * do must leave no trace; and the next try must succeed. Whether something
 * leaked, the kernel says afterwards (kmemleak, and the books in the phone).
 *
 * Needs a kernel with fault injection, such as vm/run --kernel debug.
 */
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
 * @fired: there was one to fail
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

/* From here on the nth failure is due; nothing else may be called meanwhile. */
static void arm(int fd, unsigned int nth)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%u", nth);

	/* What is still due can strike here: writing copies user memory, too. */
	while (pwrite(fd, text, len, 0) != len) {
		if (errno != EFAULT)
			abort();
	}
}

/* Returns what was left to count, 0 if it has struck. If it strikes here: 1. */
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
 * @prepare: makes what the call needs; without failures. May be NULL
 * @call: the call: 0 or more, or a negative errno
 * @still: checks that what held before the call still does after its failure.
 *	May be NULL
 * @undo: takes back what a call that succeeded has done. May be NULL
 * @late: its answer is copied after it was done. The memory was tried before, so
 *	that copying fails here only, by force; then it has been done
 * @again: what the next try returns when it has been done, 0 or a negative errno
 * @excuses: what this call may fail with besides ENOMEM and EFAULT
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

/* May a failed allocation or copy look like that from outside? */
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

/* Another phone, straight in configfs, as the helpers do several things at once. */
static const char *second_phone(const char *attribute)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), SIM_ROOT "/fail-nth-%d%s", getpid(),
		 attribute);
	return path;
}

/**
 * struct witness - what a call that failed must not have changed
 * @phone: as it is seen from the handle that stays
 * @own: as it is seen from the handle in question, with its role
 * @error: why it is not seen from there, a negative errno
 * @fdinfo: of that handle, with its event mask and the slots that it uses
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

	/* After leaving, the handle may only look at its own completions. */
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

/* The table of slots may stay as large as the call has made it. */
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

/* What differs, as a text, or NULL. */
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

/* Nothing was done, and the next try does it; or all was done but the answer. */
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

/* The driver lets go of an operation a moment after it has counted it. */
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

/* After each point, so that what is left behind is found where it was. */
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
	ASSERT_NE(NULL, strstr(books, "\nissued 0\nunclaimed 0\n"));
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

/*
 * What calls need
 */
static void owner(struct __test_metadata *_metadata,
		  FIXTURE_DATA(fail_nth) *self)
{
	self->phone = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->phone);
}

static void nobody(struct __test_metadata *_metadata,
		   FIXTURE_DATA(fail_nth) *self)
{
	self->phone = phone_open(self->sim.device, TPHONE_ROLE_NONE);
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

/* It may also have been the driver that had no memory. */
static bool has_ended_well(const struct tphone_record *record)
{
	return !record->status ||
	       (record->status == -ENOMEM &&
		record->flags & TPHONE_COMPLETION_NOT_STARTED);
}

/* What was accepted has ended, once. */
static void finish(struct __test_metadata *_metadata,
		   FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;

	ASSERT_EQ(0, phone_completion(self->phone, self->id, &record));
	EXPECT_TRUE(has_ended_well(&record));
}

/*
 * Opening and taking a role
 */
static int call_open(FIXTURE_DATA(fail_nth) *self)
{
	self->phone = open(self->sim.device, O_RDWR | O_CLOEXEC);
	return self->phone < 0 ? -errno : 0;
}

TEST_F(fail_nth, open)
{
	sweep(_metadata, self, &(struct scenario){ .call = call_open });
	EXPECT_LT(0, self->points);
}

static int call_owner(FIXTURE_DATA(fail_nth) *self)
{
	return phone_role_named(self->phone, TPHONE_ROLE_OWNER, "fail_nth");
}

TEST_F(fail_nth, owner)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = nobody, .call = call_owner,
	});
	EXPECT_LT(0, self->points);
}

static int call_monitor(FIXTURE_DATA(fail_nth) *self)
{
	return phone_role(self->phone, TPHONE_ROLE_MONITOR);
}

TEST_F(fail_nth, monitor)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = nobody, .call = call_monitor,
	});
	EXPECT_LT(0, self->points);
}

/*
 * Configuring
 */
static void press_key(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(0, sim_user(&self->sim, "press 1"));
	ASSERT_EQ(0, sim_user(&self->sim, "release 1"));
}

static int call_mask(FIXTURE_DATA(fail_nth) *self)
{
	return phone_mask(self->phone, TPHONE_EVENT_BIT(TPHONE_EVENT_LAMP));
}

static void hears_buttons(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;

	press_key(_metadata, self);
	ASSERT_EQ(0, phone_next_event(self->phone, TPHONE_EVENT_BUTTON,
				      &record));
	phone_drain(self->phone);
}

static void hears_no_buttons(struct __test_metadata *_metadata,
			     FIXTURE_DATA(fail_nth) *self)
{
	phone_drain(self->phone);
	press_key(_metadata, self);
	ASSERT_TRUE(phone_is_quiet(self->phone));
}

TEST_F(fail_nth, mask)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = owner, .call = call_mask,
		.still = hears_buttons, .undo = hears_no_buttons,
	});
	EXPECT_LT(0, self->points);
}

static void masked(struct __test_metadata *_metadata,
		   FIXTURE_DATA(fail_nth) *self)
{
	owner(_metadata, self);
	ASSERT_EQ(0, call_mask(self));
}

static int call_unmask(FIXTURE_DATA(fail_nth) *self)
{
	return phone_mask(self->phone, TPHONE_EVENTS_ALL);
}

TEST_F(fail_nth, unmask)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = masked, .call = call_unmask,
		.still = hears_no_buttons, .undo = hears_buttons,
	});
	EXPECT_LT(0, self->points);
}

#define NOTIFY_ALL	(TPHONE_NOTIFY_COMPLETIONS | TPHONE_NOTIFY_EVENTS)

static void with_eventfds(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self)
{
	unsigned int i;

	owner(_metadata, self);
	for (i = 0; i < 2; i++) {
		self->eventfds[i] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		ASSERT_LE(0, self->eventfds[i]);
	}
	ASSERT_EQ(0, phone_notify(self->phone, NOTIFY_ALL, self->eventfds[0]));
}

static int call_notify(FIXTURE_DATA(fail_nth) *self)
{
	return phone_notify(self->phone, NOTIFY_ALL, self->eventfds[1]);
}

static void forget_signals(FIXTURE_DATA(fail_nth) *self)
{
	eventfd_t value;
	unsigned int i;

	for (i = 0; i < 2; i++)
		eventfd_read(self->eventfds[i], &value);
}

static void must_signal(struct __test_metadata *_metadata,
			FIXTURE_DATA(fail_nth) *self, unsigned int which)
{
	eventfd_t value;

	ASSERT_EQ(POLLIN, phone_poll(self->eventfds[which], POLLIN,
				     PHONE_WAIT_MS));
	ASSERT_EQ(-1, eventfd_read(self->eventfds[!which], &value));
	forget_signals(self);
}

/* This eventfd is registered, for both kinds, and the other one for none. */
static void signals(struct __test_metadata *_metadata,
		    FIXTURE_DATA(fail_nth) *self, unsigned int which)
{
	struct tphone_request request = request_devspecific("abc", 3, 0);

	phone_drain(self->phone);
	forget_signals(self);
	press_key(_metadata, self);
	must_signal(_metadata, self, which);
	phone_drain(self->phone);
	ASSERT_EQ(0, phone_execute(self->phone, &request, NULL));
	must_signal(_metadata, self, which);
}

static void signals_first(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self)
{
	signals(_metadata, self, 0);
}

static void signals_second(struct __test_metadata *_metadata,
			   FIXTURE_DATA(fail_nth) *self)
{
	signals(_metadata, self, 1);
	close(self->eventfds[0]);
	close(self->eventfds[1]);
}

TEST_F(fail_nth, notify)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = with_eventfds, .call = call_notify,
		.still = signals_first, .undo = signals_second,
	});
	EXPECT_LT(2, self->points);
}

/*
 * Asking
 */
static int call_queries(FIXTURE_DATA(fail_nth) *self)
{
	struct phone_snapshot snapshot;
	struct tphone_button button;
	struct tphone_data data;
	struct tphone_info info;
	char buf[64];
	int error;

	error = phone_info(self->phone, &info);
	if (!error)
		error = phone_snapshot(self->phone, &snapshot);
	if (!error)
		error = phone_button(self->phone, FIRST_LAMP, &button);
	if (!error)
		error = phone_lamp_mode(self->phone, FIRST_LAMP);
	if (error < 0)
		return error;
	return phone_data(self->phone, 0, 0, buf, sizeof(buf), &data);
}

TEST_F(fail_nth, queries)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = owner, .call = call_queries,
	});
	EXPECT_LT(5, self->points);
}

/*
 * Operations. Each is accepted as a whole or not at all.
 */
static int submit(FIXTURE_DATA(fail_nth) *self,
		  const struct tphone_request *request)
{
	return phone_submit_one(self->phone, request, &self->id);
}

/* Each try asks for something else, so that it is a change. */
static unsigned int other_each_time(void)
{
	static unsigned int times;

	return ++times;
}

#define OPERATION(name, make)						\
static int call_##name(FIXTURE_DATA(fail_nth) *self)			\
{									\
	struct tphone_request request = make;				\
									\
	return submit(self, &request);					\
}									\
									\
TEST_F(fail_nth, name)							\
{									\
	sweep(_metadata, self, &(struct scenario){			\
		.prepare = owner, .call = call_##name, .undo = finish,	\
	});								\
	EXPECT_LT(1, self->points);					\
}

OPERATION(set_lamp, request_lamp(FIRST_LAMP, other_each_time() % 2 ?
				 TPHONE_LAMPMODE_STEADY : TPHONE_LAMPMODE_OFF))
OPERATION(set_ring, request_ring(other_each_time() % 4, 100))
OPERATION(set_hook, request_hook(TPHONE_HOOK_HANDSET, other_each_time() % 2 ?
				 TPHONE_HOOKMODE_MICSPEAKER :
				 TPHONE_HOOKMODE_ONHOOK))
OPERATION(set_volume, request_volume(TPHONE_HOOK_HANDSET, other_each_time()))
OPERATION(set_gain, request_gain(TPHONE_HOOK_HANDSET, other_each_time()))
OPERATION(set_display, request_display(0, other_each_time() % 20, long_text))
OPERATION(set_button, request_button(FIRST_LAMP, TPHONE_BUTTONMODE_CALL,
				     other_each_time() % 16, "text"))
OPERATION(set_data, request_data(0, other_each_time() % 100, long_text,
				 sizeof(long_text)))
OPERATION(devspecific, request_devspecific(long_text, sizeof(long_text), 64))

#define BATCH	8

static int call_batch(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request requests[BATCH];
	struct tphone_submit submit = {
		.flags = TPHONE_SUBMIT_ALL_OR_NONE,
		.requests_ptr = phone_pointer(requests),
		.nr_requests = BATCH,
	};
	__u64 ids[BATCH];
	unsigned int i;
	int error;

	submit.ids_ptr = phone_pointer(ids);
	for (i = 0; i < BATCH; i++) {
		requests[i] = request_devspecific(long_text,
						  sizeof(long_text), 16);
		requests[i].user_data = i;
	}
	error = phone_submit(self->phone, &submit);
	if (!error && submit.nr_accepted < BATCH)
		return -EBADMSG;
	return error;
}

static void finish_batch(struct __test_metadata *_metadata,
			 FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;
	unsigned int i;
	__u64 seen = 0;

	for (i = 0; i < BATCH; i++) {
		ASSERT_EQ(0, phone_next_completion(self->phone, &record));
		ASSERT_TRUE(has_ended_well(&record));
		seen += record.user_data;
		if (record.status)
			continue;
		ASSERT_EQ(16, phone_fetch(self->phone, record.id, NULL, 0));
	}
	EXPECT_EQ(BATCH * (BATCH - 1) / 2, seen);
}

TEST_F_TIMEOUT(fail_nth, batch, 300)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = owner, .call = call_batch, .undo = finish_batch,
	});
	EXPECT_LT(BATCH, self->points);
}

/* As many as a handle has room for at first: one more, and it must grow. */
#define FIRST_SLOTS	64

static void full(struct __test_metadata *_metadata,
		 FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request request = request_lamp(FIRST_LAMP,
						     TPHONE_LAMPMODE_WINK);
	unsigned int i;

	owner(_metadata, self);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	for (i = 0; i < FIRST_SLOTS; i++)
		ASSERT_EQ(0, phone_submit_one(self->phone, &request, NULL));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
}

static int call_one_more(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request request = request_devspecific("abc", 3, 3);

	return submit(self, &request);
}

static void all_ended(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;
	unsigned int i;

	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (i = 0; i < FIRST_SLOTS + 1; i++) {
		ASSERT_EQ(0, phone_next_completion(self->phone, &record));
		ASSERT_TRUE(has_ended_well(&record));
	}
}

TEST_F_TIMEOUT(fail_nth, growing, 300)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = full, .call = call_one_more, .undo = all_ended,
	});
	EXPECT_LT(2, self->points);
}

/*
 * Reading: what could not be copied is there the next time.
 */
static void completed(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request request = request_devspecific("abc", 3, 3);
	long long done;

	owner(_metadata, self);
	done = sim_number(&self->sim, "completed");
	ASSERT_EQ(0, phone_submit_one(self->phone, &request, &self->id));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", done + 1));
	ASSERT_LT(0, phone_poll(self->phone, POLLIN, PHONE_WAIT_MS));
}

static int call_read(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;
	int got = phone_read(self->phone, &record, 1);

	if (got < 0)
		return got;
	if (got != 1 || record.type != TPHONE_RECORD_COMPLETION ||
	    record.id != self->id || record.status)
		return -EBADMSG;
	return 0;
}

TEST_F(fail_nth, read)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = completed, .call = call_read,
	});
	EXPECT_LT(0, self->points);
}

/* More than the kernel takes off at once. */
#define SEVERAL	10

static unsigned int nr_read;

static void several_completed(struct __test_metadata *_metadata,
			      FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request request = request_devspecific("abc", 3, 0);
	long long done;
	unsigned int i;

	owner(_metadata, self);
	done = sim_number(&self->sim, "completed");
	for (i = 0; i < SEVERAL; i++) {
		request.user_data = i;
		ASSERT_EQ(0, phone_submit_one(self->phone, &request, NULL));
		ASSERT_EQ(0, sim_wait(&self->sim, "completed", done + i + 1));
	}
	wait_for_driver(_metadata, self);
	nr_read = 0;
}

/* A failure ends one read() early, or it makes it fail; no record is lost. */
static int call_read_several(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record records[SEVERAL];
	int got, i;

	while (nr_read < SEVERAL) {
		got = phone_read(self->phone, records, SEVERAL - nr_read);
		if (got <= 0)
			return got ?: -ENODATA;
		for (i = 0; i < got; i++) {
			if (records[i].type != TPHONE_RECORD_COMPLETION ||
			    records[i].user_data != nr_read++)
				return -EBADMSG;
		}
	}
	return 0;
}

static void nothing_to_read(struct __test_metadata *_metadata,
			    FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_TRUE(phone_is_quiet(self->phone));
}

TEST_F(fail_nth, read_several)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = several_completed, .call = call_read_several,
		.undo = nothing_to_read,
	});
	EXPECT_LE(SEVERAL, self->points);
}

static void was_read(struct __test_metadata *_metadata,
		     FIXTURE_DATA(fail_nth) *self)
{
	completed(_metadata, self);
	ASSERT_EQ(0, call_read(self));
}

static int call_fetch(FIXTURE_DATA(fail_nth) *self)
{
	char buf[8] = "";
	int got = phone_fetch(self->phone, self->id, buf, sizeof(buf));

	if (got < 0)
		return got;
	return got == 3 && !strcmp(buf, "cba") ? 0 : -EBADMSG;
}

TEST_F(fail_nth, fetch)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = was_read, .call = call_fetch,
		.late = true, .again = -ENOENT,
	});
	EXPECT_LT(0, self->points);
}

static int call_discard(FIXTURE_DATA(fail_nth) *self)
{
	int got = phone_fetch(self->phone, self->id, NULL, 0);

	if (got < 0)
		return got;
	return got == 3 ? 0 : -EBADMSG;
}

TEST_F(fail_nth, discard)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = was_read, .call = call_discard,
		.late = true, .again = -ENOENT,
	});
	EXPECT_LT(0, self->points);
}

/*
 * Cancelling and leaving
 */
static int call_cancel(FIXTURE_DATA(fail_nth) *self)
{
	return phone_cancel_id(self->phone, self->id);
}

static void cancelled(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;

	ASSERT_EQ(0, phone_completion(self->phone, self->id, &record));
	EXPECT_EQ(-ECANCELED, record.status);
}

TEST_F(fail_nth, cancel)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_cancel, .undo = cancelled,
		.late = true, .again = -ENOENT,
	});
	EXPECT_LT(0, self->points);
}

static int call_cancel_marked(FIXTURE_DATA(fail_nth) *self)
{
	return phone_cancel(self->phone, TPHONE_CANCEL_USER_DATA, MARK);
}

TEST_F(fail_nth, cancel_by_user_data)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_cancel_marked,
		.undo = cancelled, .late = true, .again = -ENOENT,
	});
	EXPECT_LT(0, self->points);
}

static int call_cancel_all(FIXTURE_DATA(fail_nth) *self)
{
	return phone_cancel_all(self->phone);
}

TEST_F(fail_nth, cancel_all)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_cancel_all,
		.undo = cancelled, .late = true, .again = 0,
	});
	EXPECT_LT(0, self->points);
}

static int call_detach(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_detach detach;

	return phone_detach(self->phone, 0, &detach);
}

static void detached(struct __test_metadata *_metadata,
		     FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed",
			      sim_number(&self->sim, "submitted")));
}

TEST_F(fail_nth, detach)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_detach, .undo = detached,
		.late = true, .again = -ESHUTDOWN,
	});
	EXPECT_LT(0, self->points);
}

static int call_detach_keep(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_detach detach;

	return phone_detach_keep(self->phone, 0, &detach);
}

static void kept(struct __test_metadata *_metadata,
		 FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;

	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_completion(self->phone, self->id, &record));
	ASSERT_EQ(0, record.status);
	ASSERT_EQ(0, phone_read(self->phone, &record, 1));
}

TEST_F(fail_nth, detach_keep)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_detach_keep, .undo = kept,
		.late = true, .again = -ESHUTDOWN,
	});
	EXPECT_LT(0, self->points);
}

/* Closing needs no memory. */
static int call_close(FIXTURE_DATA(fail_nth) *self)
{
	int fd = self->phone;

	self->phone = -1;
	return close(fd) ? -errno : 0;
}

TEST_F(fail_nth, close)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_close, .undo = detached,
	});
}

/*
 * Phones that come and go
 */
static void make_second(struct __test_metadata *_metadata,
			FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(0, mkdir(second_phone(""), 0755));
}

static void remove_second(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(0, file_write(second_phone("/live"), "0"));
	ASSERT_EQ(0, rmdir(second_phone("")));
}

static int call_mkdir(FIXTURE_DATA(fail_nth) *self)
{
	return mkdir(second_phone(""), 0755) ? -errno : 0;
}

TEST_F_TIMEOUT(fail_nth, make_phone, 300)
{
	sweep(_metadata, self, &(struct scenario){
		.call = call_mkdir, .undo = remove_second,
	});
	EXPECT_LT(5, self->points);
}

static int call_rmdir(FIXTURE_DATA(fail_nth) *self)
{
	return rmdir(second_phone("")) ? -errno : 0;
}

TEST_F_TIMEOUT(fail_nth, remove_phone, 300)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = make_second, .call = call_rmdir,
	});
	EXPECT_LT(0, self->points);
}

static int call_plug(FIXTURE_DATA(fail_nth) *self)
{
	return file_write(second_phone("/live"), "1");
}

TEST_F_TIMEOUT(fail_nth, plug_in, 1200)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = make_second, .call = call_plug,
		.undo = remove_second,
		/* A device without a name, one that got no driver. */
		.excuses = { EINVAL, ENXIO },
	});
	EXPECT_LT(20, self->points);
}

static void plug_second(struct __test_metadata *_metadata,
			FIXTURE_DATA(fail_nth) *self)
{
	make_second(_metadata, self);
	ASSERT_EQ(0, call_plug(self));
}

static int call_unplug(FIXTURE_DATA(fail_nth) *self)
{
	return file_write(second_phone("/live"), "0");
}

TEST_F_TIMEOUT(fail_nth, unplug, 600)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = plug_second, .call = call_unplug,
		.undo = remove_second,
	});
	EXPECT_LT(1, self->points);
}

/*
 * Looking in from outside
 */
#define MOST_FILES	96

static char files[MOST_FILES][PATH_MAX];
static unsigned int nr_files, file;

static void look_at(const char *path)
{
	struct stat status;

	if (nr_files < MOST_FILES && !stat(path, &status) &&
	    S_ISREG(status.st_mode) && status.st_mode & 0400)
		snprintf(files[nr_files++], PATH_MAX, "%s", path);
}

/* Whatever can be read there, so that what is added is not forgotten. */
static void look_into(struct __test_metadata *_metadata, const char *folder)
{
	char path[PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(folder);

	ASSERT_NE(NULL, dir);
	while ((entry = readdir(dir))) {
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		look_at(path);
	}
	closedir(dir);
}

static int call_look(FIXTURE_DATA(fail_nth) *self)
{
	char buf[4096];

	return file_read(files[file], buf, sizeof(buf));
}

/* One file after the other, as each try of all would read all of them. */
static void sweep_files(struct __test_metadata *_metadata,
			FIXTURE_DATA(fail_nth) *self)
{
	unsigned int before;

	ASSERT_GT(MOST_FILES, nr_files);
	for (file = 0; file < nr_files; file++) {
		before = self->points;
		sweep(_metadata, self, &(struct scenario){ .call = call_look });
		EXPECT_LT(before + 1, self->points);
	}
}

TEST_F_TIMEOUT(fail_nth, looking_in, 600)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "/sys/class/tphone/%s",
		 phone_name(&self->sim));
	look_into(_metadata, path);
	ASSERT_LT(20, nr_files);
	sweep_files(_metadata, self);
}

TEST_F_TIMEOUT(fail_nth, looking_at_simulator, 600)
{
	look_into(_metadata, self->sim.path);
	ASSERT_LT(30, nr_files);
	sweep_files(_metadata, self);
}

/* What shows operations and handles, while there are some. */
static void worth_a_look(struct __test_metadata *_metadata,
			 FIXTURE_DATA(fail_nth) *self)
{
	char path[PATH_MAX];

	holding(_metadata, self);
	nr_files = 0;
	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", self->phone);
	look_at(path);
	snprintf(path, sizeof(path), DEBUGFS "tphone/%s",
		 phone_name(&self->sim));
	look_into(_metadata, path);
	ASSERT_EQ(2, nr_files);
}

TEST_F_TIMEOUT(fail_nth, looking_for_faults, 300)
{
	for (file = 0; file < 2; file++) {
		sweep(_metadata, self, &(struct scenario){
			.prepare = worth_a_look, .call = call_look,
			.undo = detached,
		});
	}
	EXPECT_LT(5, self->points);
}

/*
 * Setting something from outside
 */

/**
 * struct setting - an attribute, what it is and what it becomes
 * @path: of the file
 * @old: what it is
 * @new: what is written
 */
static struct setting {
	char path[PATH_MAX];
	char old[64];
	const char *new;
} setting;

static int call_set(FIXTURE_DATA(fail_nth) *self)
{
	return file_write(setting.path, setting.new);
}

static void has_old(struct __test_metadata *_metadata,
		    FIXTURE_DATA(fail_nth) *self)
{
	char text[64];

	ASSERT_EQ(0, file_read(setting.path, text, sizeof(text)));
	ASSERT_STREQ(setting.old, text) {
		TH_LOG("%s", setting.path);
	}
}

static void has_new(struct __test_metadata *_metadata,
		    FIXTURE_DATA(fail_nth) *self)
{
	char text[64];

	ASSERT_EQ(0, file_read(setting.path, text, sizeof(text)));
	ASSERT_STREQ(setting.new, text) {
		TH_LOG("%s", setting.path);
	}
	ASSERT_EQ(0, file_write(setting.path, setting.old));
}

static void sweep_setting(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self, const char *folder,
			  const char *attribute, const char *value)
{
	unsigned int before = self->points;

	snprintf(setting.path, sizeof(setting.path), "%s/%s", folder,
		 attribute);
	setting.new = value;
	ASSERT_EQ(0, file_read(setting.path, setting.old,
			       sizeof(setting.old)));
	ASSERT_STRNE(setting.new, setting.old);
	sweep(_metadata, self, &(struct scenario){
		.call = call_set, .still = has_old, .undo = has_new,
	});
	EXPECT_LT(before + 1, self->points);
}

TEST_F_TIMEOUT(fail_nth, set_in_sysfs, 300)
{
	char folder[128];

	snprintf(folder, sizeof(folder), "/sys/class/tphone/%s",
		 phone_name(&self->sim));
	sweep_setting(_metadata, self, folder, "grace_ms", "1234");
	sweep_setting(_metadata, self, folder, "reset_on_last_close", "1");
}

TEST_F_TIMEOUT(fail_nth, set_in_simulator, 300)
{
	static const char *const attributes[][2] = {
		{ "latency_us", "5" }, { "jitter_us", "7" }, { "seed", "11" },
		{ "complete_in", "thread" }, { "fail_nth", "99" },
		{ "drop_nth", "99" }, { "hold_nth", "99" },
		{ "refuse_nth", "99" }, { "hold", "1" },
		{ "ignore_cancel", "1" }, { "volume_step", "4" },
	};
	unsigned int i;

	for (i = 0; i < sizeof(attributes) / sizeof(*attributes); i++)
		sweep_setting(_metadata, self, self->sim.path, attributes[i][0],
			      attributes[i][1]);
}

/* A phone that is plugged in keeps its shape. */
TEST_F_TIMEOUT(fail_nth, set_shape, 300)
{
	static const char *const attributes[][2] = {
		{ "model", "Another phone" }, { "keys", "3" },
		{ "display", "2x16" }, { "hook_devices", "handset" },
		{ "lamp_modes", "off steady" }, { "downloads", "16 32" },
		{ "opcodes", "0x80" }, { "reset_on_last_close", "1" },
	};
	struct sim sim;
	unsigned int i;

	ASSERT_EQ(0, sim_create(&sim));
	for (i = 0; i < sizeof(attributes) / sizeof(*attributes); i++)
		sweep_setting(_metadata, self, sim.path, attributes[i][0],
			      attributes[i][1]);
	sim_destroy(&sim);
}

static int call_release(FIXTURE_DATA(fail_nth) *self)
{
	return sim_release(&self->sim, SIM_ALL);
}

TEST_F(fail_nth, release)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_release, .undo = finish,
	});
	EXPECT_LT(1, self->points);
}

/* What the person does, and what takes it back. */
static const char *const deeds[][2] = {
	{ "lift handset", "replace handset" },
	{ "press 1", "release 1" },
	{ "volume handset 1000", "volume handset 2000" },
	{ "upload 0 text", "upload 0 other" },
	{ "devspecific 1 2 3", NULL },
	{ "unplug", "plug" },
	{ "suspend", "resume" },
};

static unsigned int deed;

static int call_user(FIXTURE_DATA(fail_nth) *self)
{
	return sim_user(&self->sim, "%s", deeds[deed][0]);
}

/* The handle that stays saw it once. */
static void was_done(struct __test_metadata *_metadata,
		     FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(1, phone_drain(self->other));
	if (deeds[deed][1])
		ASSERT_EQ(0, sim_user(&self->sim, "%s", deeds[deed][1]));
}

TEST_F_TIMEOUT(fail_nth, user, 300)
{
	unsigned int before;

	for (deed = 0; deed < sizeof(deeds) / sizeof(*deeds); deed++) {
		before = self->points;
		sweep(_metadata, self, &(struct scenario){
			.call = call_user, .undo = was_done,
		});
		EXPECT_LT(before + 1, self->points);
	}
}

/*
 * A whole life, and the failure strikes anywhere in it. What a call that failed
 * and was tried again has left behind, the calls after it get to feel.
 */
static void hold_next(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
}

static int call_submit(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request request = request_devspecific("abc", 3, 3);

	return submit(self, &request);
}

/* The driver had no memory, which is no failure of the call. */
static void submit_again(struct __test_metadata *_metadata,
			 FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;

	ASSERT_EQ(0, phone_next(self->phone, &record));
	ASSERT_EQ(-ENOMEM, record.status);
	ASSERT_TRUE(has_ended_well(&record));
	ASSERT_EQ(0, call_submit(self));
}

static void is_held(struct __test_metadata *_metadata,
		    FIXTURE_DATA(fail_nth) *self)
{
	if (!phone_is_quiet(self->phone))
		submit_again(_metadata, self);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	ASSERT_EQ(0, sim_wait(&self->sim, "held", 1));
}

static void has_completed(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self)
{
	is_held(_metadata, self);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_LT(0, phone_poll(self->phone, POLLIN, PHONE_WAIT_MS));
	wait_for_driver(_metadata, self);
}

/* Of the operation that was cancelled. */
static int call_read_cancelled(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;
	int got = phone_read(self->phone, &record, 1);

	if (got < 0)
		return got;
	if (got != 1 || record.id != self->id || record.status != -ECANCELED)
		return -EBADMSG;
	return 0;
}

static void make_eventfd(struct __test_metadata *_metadata,
			 FIXTURE_DATA(fail_nth) *self)
{
	self->eventfds[1] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	ASSERT_LE(0, self->eventfds[1]);
}

/* What is registered needs no descriptor of ours. */
static void drop_eventfd(struct __test_metadata *_metadata,
			 FIXTURE_DATA(fail_nth) *self)
{
	close(self->eventfds[1]);
}

static const struct scenario life[] = {
	{ .call = call_open },
	{ .call = call_owner },
	{ .call = call_mask },
	{ .prepare = make_eventfd, .call = call_notify, .undo = drop_eventfd },
	{ .prepare = hold_next, .call = call_submit, .undo = has_completed },
	{ .call = call_read },
	{ .call = call_fetch, .late = true, .again = -ENOENT },
	{ .prepare = hold_next, .call = call_submit, .undo = is_held },
	{ .call = call_cancel, .late = true, .again = -ENOENT },
	{ .call = call_read_cancelled },
	{ .call = call_close },
};

/* Returns whether there was an allocation or a copy to fail. */
static bool live_once(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self, unsigned int nth)
{
	struct point point = { .nth = nth };
	bool fired = false;
	unsigned int i;

	for (i = 0; i < sizeof(life) / sizeof(*life); i++) {
		one_call(_metadata, self, &life[i], &point);
		fired = fired || point.fired;
		point.nth = point.left;
	}
	return fired;
}

TEST_F_TIMEOUT(fail_nth, life, 600)
{
	unsigned int nth = 1;

	while (nth < MOST_POINTS && live_once(_metadata, self, nth)) {
		clean(self);
		check_books(_metadata, self);
		self->points++;
		nth++;
	}
	ASSERT_LT(nth, MOST_POINTS);
	EXPECT_LT(20, self->points);
}

TEST_HARNESS_MAIN
