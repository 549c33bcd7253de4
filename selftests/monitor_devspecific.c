// SPDX-License-Identifier: GPL-2.0-only
/*
 * Device-specific operations of monitors: a monitor may submit those and no
 * others, with a descriptor for writing, beside an owner or without one.
 */
#include "kselftest_harness.h"

#include <poll.h>

#include "fixture.h"
#include "util.h"

#define MAX_OPERATIONS	1024	/* of a phone */
#define MAX_SHARED	512	/* with so many, monitors must wait */
#define BATCH		128

FIXTURE(monitor)
{
	struct sim sim;
	int owner;
	int fd;			/* a monitor */
	int reader;		/* one that may not write */
	struct tphone_record record;
	struct tphone_request devspecific;
};

FIXTURE_SETUP(monitor)
{
	SETUP_OWNER(&self->sim, "work", &self->owner);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->fd);
	self->reader = open(self->sim.device, O_RDONLY | O_CLOEXEC);
	ASSERT_LE(0, self->reader);
	ASSERT_EQ(0, phone_role(self->reader, TPHONE_ROLE_MONITOR));
	phone_drain(self->owner);
	phone_drain(self->fd);
	self->devspecific = request_devspecific("abc", 3, 3);
}

FIXTURE_TEARDOWN(monitor)
{
	close(self->owner);
	close(self->fd);
	close(self->reader);
	sim_destroy(&self->sim);
}

/* One of each opcode that this phone carries out. */
static struct tphone_request request_of(unsigned int opcode)
{
	switch (opcode) {
	case TPHONE_OP_DEVSPECIFIC:
		return request_devspecific("abc", 3, 3);
	case TPHONE_OP_SET_BUTTON:
		return request_button(FIRST_LAMP, TPHONE_BUTTONMODE_FEATURE,
				      TPHONE_FUNCTION_HOLD, "Hold");
	case TPHONE_OP_SET_DATA:
		return request_data(0, 0, "abc", 3);
	case TPHONE_OP_SET_DISPLAY:
		return request_display(0, 0, "abc");
	case TPHONE_OP_SET_GAIN:
		return request_gain(TPHONE_HOOK_HANDSET, 1);
	case TPHONE_OP_SET_HOOK:
		return request_hook(TPHONE_HOOK_HANDSET,
				    TPHONE_HOOKMODE_MICSPEAKER);
	case TPHONE_OP_SET_LAMP:
		return request_lamp(FIRST_LAMP, TPHONE_LAMPMODE_STEADY);
	case TPHONE_OP_SET_RING:
		return request_ring(1, 1);
	case TPHONE_OP_SET_VOLUME:
		return request_volume(TPHONE_HOOK_HANDSET, 1);
	}
	return (struct tphone_request){ .opcode = opcode };
}

TEST_F(monitor, gets_its_own_completion)
{
	char buf[4] = "";
	__u64 id;

	self->devspecific.user_data = 77;
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->devspecific, &id));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(TPHONE_RECORD_COMPLETION, self->record.type);
	EXPECT_EQ(TPHONE_OP_DEVSPECIFIC, self->record.code);
	EXPECT_EQ(id, self->record.id);
	EXPECT_EQ(77, self->record.user_data);
	EXPECT_EQ(0, self->record.status);
	EXPECT_EQ(3, self->record.len);
	EXPECT_EQ(3, phone_fetch(self->fd, id, buf, 3));
	EXPECT_STREQ("cba", buf);
	/* No other handle gets a record, as the operation changes no state. */
	EXPECT_TRUE(phone_is_quiet(self->owner));
	EXPECT_TRUE(phone_is_quiet(self->fd));
}

TEST_F(monitor, needs_no_owner)
{
	close(self->owner);
	self->owner = -1;
	EXPECT_EQ(0, phone_execute(self->fd, &self->devspecific, NULL));
}

static int submit_and_see(int fd, const struct tphone_request *requests,
			  unsigned int nr, unsigned int flags,
			  struct tphone_submit *submit)
{
	*submit = (struct tphone_submit){
		.flags = flags,
		.requests_ptr = phone_pointer(requests),
		.nr_requests = nr,
	};
	return phone_submit(fd, submit);
}

TEST_F(monitor, submits_nothing_else)
{
	const size_t at_fault = offsetof(struct tphone_request, opcode);
	struct tphone_request request;
	struct tphone_submit submit;
	struct phone_snapshot before;
	unsigned int opcode;

	ASSERT_EQ(0, phone_snapshot(self->fd, &before));
	/* An opcode that does not exist is refused in the same way. */
	for (opcode = 0; opcode <= PHONE_OP_LAST + 1; opcode++) {
		if (opcode == TPHONE_OP_DEVSPECIFIC)
			continue;
		request = request_of(opcode);
		EXPECT_EQ(-EPERM, submit_and_see(self->fd, &request, 1, 0,
						 &submit));
		EXPECT_EQ(-EPERM, submit.error);
		EXPECT_EQ(at_fault, submit.error_offset);
		EXPECT_EQ(0, submit.nr_accepted);
	}
	EXPECT_TRUE(phone_unchanged(self->fd, &before));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
}

/* An owner may submit all of these. */
TEST_F(monitor, what_it_may_not_an_owner_may)
{
	struct tphone_request request;
	unsigned int opcode;

	for (opcode = 1; opcode <= PHONE_OP_LAST; opcode++) {
		request = request_of(opcode);
		EXPECT_EQ(0, phone_execute(self->owner, &request, NULL));
	}
}

TEST_F(monitor, a_batch_goes_as_far_as_it_may)
{
	struct tphone_request requests[3] = {
		self->devspecific, self->devspecific,
		request_of(TPHONE_OP_SET_LAMP),
	};
	struct tphone_submit submit;

	EXPECT_EQ(-EPERM, submit_and_see(self->fd, requests, 3,
					 TPHONE_SUBMIT_ALL_OR_NONE, &submit));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	EXPECT_EQ(0, submit_and_see(self->fd, requests, 3, 0, &submit));
	EXPECT_EQ(2, submit.nr_accepted);
	EXPECT_EQ(-EPERM, submit.error);
	EXPECT_EQ(offsetof(struct tphone_request, opcode), submit.error_offset);
	EXPECT_EQ(0, phone_next_completion(self->fd, &self->record));
	EXPECT_EQ(0, phone_next_completion(self->fd, &self->record));
	EXPECT_EQ(2, sim_number(&self->sim, "submitted"));
	EXPECT_EQ(TPHONE_LAMPMODE_OFF, phone_lamp_mode(self->fd, FIRST_LAMP));
}

TEST_F(monitor, needs_a_descriptor_for_writing)
{
	struct tphone_request request;
	unsigned int opcode;

	for (opcode = 1; opcode <= PHONE_OP_LAST; opcode++) {
		request = request_of(opcode);
		EXPECT_EQ(-EPERM, phone_submit_one(self->reader, &request,
						   NULL));
	}
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	EXPECT_EQ(0, phone_poll(self->reader, POLLOUT, 0));
}

TEST_F(monitor, needs_the_role)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, fd);
	EXPECT_EQ(-EPERM, phone_submit_one(fd, &self->devspecific, NULL));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	close(fd);
}

TEST_F(monitor, is_checked_like_an_owner)
{
	struct tphone_info info;
	struct tphone_request request = self->devspecific;

	ASSERT_EQ(0, phone_info(self->fd, &info));
	request.arg0 = info.max_payload + 1;
	EXPECT_EQ(-EMSGSIZE, phone_submit_one(self->fd, &request, NULL));
	request = self->devspecific;
	request.target = 1;
	EXPECT_EQ(-EINVAL, phone_submit_one(self->fd, &request, NULL));
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	EXPECT_EQ(-ENOTCONN, phone_submit_one(self->fd, &self->devspecific,
					      NULL));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
}

TEST_F(monitor, a_phone_without_the_operation)
{
	close(self->owner);
	close(self->fd);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_set(&self->sim, "opcodes", "0x80"));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	self->owner = -1;
	self->fd = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, self->fd);
	EXPECT_EQ(-EOPNOTSUPP, phone_submit_one(self->fd, &self->devspecific,
						NULL));
}

TEST_F(monitor, cancels_its_own_only)
{
	__u64 own, others;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->devspecific, &own));
	ASSERT_EQ(1, submit_lamps(self->owner, 1, TPHONE_LAMPMODE_WINK,
				  &others));
	EXPECT_EQ(1, phone_cancel_all(self->fd));
	ASSERT_EQ(0, phone_completion(self->fd, own, &self->record));
	EXPECT_EQ(-ECANCELED, self->record.status);
	EXPECT_EQ(1, sim_number(&self->sim, "held"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->devspecific, &own));
	EXPECT_EQ(1, phone_cancel_all(self->owner));
	ASSERT_EQ(0, phone_completion(self->owner, others, &self->record));
	EXPECT_EQ(1, sim_number(&self->sim, "held"));
	EXPECT_TRUE(phone_is_quiet(self->fd));
}

TEST_F(monitor, its_operations_outlive_it_beside_others)
{
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->devspecific, NULL));
	EXPECT_EQ(0, phone_status(self->owner) & TPHONE_STATUS_DRAINING);
	close(self->fd);
	self->fd = -1;
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	EXPECT_NE(0, phone_status(self->owner) & TPHONE_STATUS_DRAINING);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 1));
	/*
	 * The owner gets the event of the closed monitor, and no other record.
	 */
	ASSERT_EQ(0, phone_next(self->owner, &self->record));
	EXPECT_EQ(TPHONE_EVENT_MONITORS, self->record.code);
	EXPECT_TRUE(phone_is_quiet(self->owner));
	EXPECT_EQ(0, phone_status(self->owner) & TPHONE_STATUS_DRAINING);
}

TEST_F(monitor, as_the_last_it_gets_them_cancelled)
{
	struct tphone_detach answer;
	__u64 id;

	close(self->owner);
	close(self->reader);
	self->owner = -1;
	self->reader = -1;
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->devspecific, &id));
	ASSERT_EQ(0, phone_detach(self->fd, 0, &answer));
	EXPECT_EQ(1, answer.was_last);
	EXPECT_EQ(1, answer.nr_outstanding);
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(id, self->record.id);
	EXPECT_EQ(-ECANCELED, self->record.status);
	EXPECT_EQ(0, phone_read(self->fd, &self->record, 1));
}

TEST_F(monitor, can_keep_them_when_it_leaves)
{
	struct tphone_detach answer;
	__u64 id;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->devspecific, &id));
	ASSERT_EQ(0, phone_detach_keep(self->fd, 0, &answer));
	EXPECT_EQ(0, answer.was_last);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(id, self->record.id);
	EXPECT_EQ(0, self->record.status);
	EXPECT_EQ(0, phone_read(self->fd, &self->record, 1));
}

/* Operations that were submitted in one role complete in the other. */
TEST_F(monitor, becomes_owner_and_back)
{
	__u64 first, second;

	close(self->owner);
	self->owner = -1;
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->devspecific, &first));
	ASSERT_EQ(0, phone_role(self->fd, TPHONE_ROLE_OWNER));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_WINK, &second));
	ASSERT_EQ(0, phone_role(self->fd, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(-EPERM, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_WINK,
				       NULL));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, phone_completion(self->fd, first, &self->record));
	EXPECT_EQ(0, self->record.status);
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, phone_completion(self->fd, second, &self->record));
	EXPECT_EQ(0, self->record.status);
}

static void *release_later(void *sim)
{
	sleep_ms(50);
	sim_release(sim, MAX_OPERATIONS - MAX_SHARED + 1);
	return NULL;
}

/*
 * Submit the same request until there is no room; returns the number accepted.
 */
static int fill_up(int fd, const struct tphone_request *request)
{
	struct tphone_request requests[BATCH];
	int i, nr, total = 0;

	for (i = 0; i < BATCH; i++)
		requests[i] = *request;
	while ((nr = phone_submit_many(fd, requests, BATCH, NULL)) > 0)
		total += nr;
	return nr == -EAGAIN ? total : nr;
}

static bool has_room(int fd)
{
	return phone_poll(fd, POLLOUT, 0) & POLLOUT;
}

TEST_F(monitor, leaves_the_owner_room)
{
	struct tphone_request request = request_ring(1, 1);
	int other = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, other);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(other, &self->devspecific, NULL));
	/*
	 * The limit is shared by all monitors; a batch is accepted as far as
	 * there is room.
	 */
	EXPECT_EQ(MAX_SHARED - 1, fill_up(self->fd, &self->devspecific));
	EXPECT_EQ(-EAGAIN, phone_submit_one(other, &self->devspecific, NULL));
	EXPECT_FALSE(has_room(self->fd));
	EXPECT_FALSE(has_room(other));
	/*
	 * Operations of a closed handle still count, so closing makes no room.
	 */
	close(other);
	other = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	EXPECT_EQ(-EAGAIN, phone_submit_one(other, &self->devspecific, NULL));

	EXPECT_TRUE(has_room(self->owner));
	EXPECT_EQ(MAX_OPERATIONS - MAX_SHARED, fill_up(self->owner, &request));
	EXPECT_FALSE(has_room(self->owner));
	/* Operations of the owner count, too. */
	ASSERT_EQ(0, sim_release(&self->sim, MAX_OPERATIONS - MAX_SHARED));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed",
			      MAX_OPERATIONS - MAX_SHARED));
	EXPECT_TRUE(has_room(self->owner));
	EXPECT_FALSE(has_room(self->fd));
	EXPECT_EQ(-EAGAIN, phone_submit_one(self->fd, &self->devspecific,
					    NULL));
	close(other);
}

/* The role of the handle at submission decides which limit applies. */
TEST_F(monitor, finds_more_room_as_the_owner)
{
	close(self->owner);
	self->owner = -1;
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	phone_drain(self->fd);
	EXPECT_EQ(MAX_SHARED, fill_up(self->fd, &self->devspecific));
	EXPECT_FALSE(has_room(self->fd));
	ASSERT_EQ(0, phone_role(self->fd, TPHONE_ROLE_OWNER));
	EXPECT_TRUE(has_room(self->fd));
	EXPECT_EQ(0, phone_submit_one(self->fd, &self->devspecific, NULL));
	ASSERT_EQ(0, phone_role(self->fd, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(-EAGAIN, phone_submit_one(self->fd, &self->devspecific,
					    NULL));
}

/* The phone is full with operations of the owner; both wait for room. */
TEST_F(monitor, is_told_of_room)
{
	struct tphone_request request = request_ring(1, 1);
	pthread_t thread;

	EXPECT_EQ(POLLOUT, phone_poll(self->fd, POLLOUT, 0));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(MAX_OPERATIONS, fill_up(self->owner, &request));
	EXPECT_EQ(-EAGAIN, phone_submit_one(self->fd, &self->devspecific,
					    NULL));
	EXPECT_EQ(0, phone_poll(self->fd, POLLOUT, 0));
	ASSERT_EQ(0, pthread_create(&thread, NULL, release_later, &self->sim));
	EXPECT_EQ(POLLOUT, phone_poll(self->fd, POLLOUT, PHONE_WAIT_MS));
	pthread_join(thread, NULL);
	EXPECT_EQ(0, phone_submit_one(self->fd, &self->devspecific, NULL));
	EXPECT_EQ(0, phone_poll(self->fd, POLLOUT, 0));
}

#define NR_MONITORS	6
#define NR_OPERATIONS	200

/* 0, or a number for each kind of failure. */
static int submit_and_read(const char *device)
{
	static struct ledger ledger;
	struct tphone_request request;
	struct tphone_record record;
	char reply[sizeof(int)];
	int fd = phone_open(device, TPHONE_ROLE_MONITOR);
	int i;

	if (fd < 0)
		return 1;
	ledger_open(&ledger);
	for (i = 0; i < NR_OPERATIONS; i++) {
		__u64 id;

		request = request_devspecific(&i, sizeof(i), sizeof(i));
		if (phone_submit_one(fd, &request, &id))
			return 2;
		ledger_accepted(&ledger, &id, 1);
		if (i % 2)
			continue;
		if (phone_next_completion(fd, &record) || record.status)
			return 3;
		ledger_ended(&ledger, record.id);
		if (phone_fetch(fd, record.id, reply, sizeof(reply)) !=
		    sizeof(reply))
			return 4;
	}
	if (ledger_read(&ledger, fd))
		return 5;
	return ledger_complaint(&ledger)[0] ? 6 : 0;
}

TEST_F(monitor, many_processes_beside_an_owner)
{
	struct tphone_request request;
	pid_t pids[NR_MONITORS];
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "300"));
	for (i = 0; i < NR_MONITORS; i++) {
		pids[i] = fork_child();
		if (!pids[i])
			_exit(submit_and_read(self->sim.device));
	}
	for (i = 0; i < NR_OPERATIONS; i++) {
		request = request_ring(1, i);
		EXPECT_EQ(0, phone_execute(self->owner, &request, NULL));
	}
	for (i = 0; i < NR_MONITORS; i++)
		EXPECT_EQ(0, reap(pids[i]));
}

TEST_HARNESS_MAIN
