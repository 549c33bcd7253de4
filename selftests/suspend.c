// SPDX-License-Identifier: GPL-2.0-only
/*
 * A phone that cannot be used for a while: it is disconnected, suspended, or
 * the whole system sleeps.
 */
#include "kselftest_harness.h"

#include <poll.h>
#include <signal.h>

#include "fixture.h"
#include "power.h"
#include "util.h"

#define NR_HELD		4

static struct ledger ledger;

/* Disconnecting and suspending, which differ in names and numbers only. */
static const struct pause {
	const char *begin, *end;	/* what the user does */
	unsigned int event;
	__u64 begun;			/* value[0] of the event */
	__u32 bit;			/* of the status */
	__u32 status;			/* what it is meanwhile */
	int error;
} link_broken = {
	"unplug", "plug", TPHONE_EVENT_CONNECTION, 0, TPHONE_STATUS_CONNECTED,
	0, -ENOTCONN,
}, use_suspended = {
	"suspend", "resume", TPHONE_EVENT_SUSPEND, 1, TPHONE_STATUS_SUSPENDED,
	TPHONE_STATUS_SUSPENDED, -EHOSTDOWN,
};

FIXTURE(suspend)
{
	struct sim sim;
	int owner;
	int monitor;
};

FIXTURE_VARIANT(suspend)
{
	const struct pause *pause;
};

FIXTURE_VARIANT_ADD(suspend, unplug) { .pause = &link_broken };

FIXTURE_VARIANT_ADD(suspend, suspend) { .pause = &use_suspended };

FIXTURE_SETUP(suspend)
{
	SETUP_OWNER(&self->sim, "work", &self->owner);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->monitor);
	phone_drain(self->owner);
}

TEARDOWN_HANDLES(suspend, owner, monitor)

/* "" if the next record is this event. */
static const char *next_is(int fd, unsigned int code, __u64 number,
			   unsigned int cause)
{
	static char text[128];
	struct tphone_record record;
	int error;

	if (phone_is_quiet(fd))
		return "no record";
	error = phone_next(fd, &record);
	if (!error && record.type == TPHONE_RECORD_EVENT &&
	    record.code == code && record.value[0] == number &&
	    !record.value[1] && record.cause == cause)
		return "";
	snprintf(text, sizeof(text),
		 "error %d type %u code %u cause %u value %llu, %llu", error,
		 record.type, record.code, record.cause, record.value[0],
		 record.value[1]);
	return text;
}

TEST_F(suspend, all_are_told_by_the_driver)
{
	const struct pause *pause = variant->pause;

	ASSERT_EQ(0, sim_user(&self->sim, pause->begin));
	EXPECT_STREQ("", next_is(self->owner, pause->event, pause->begun,
				 TPHONE_CAUSE_DRIVER));
	EXPECT_STREQ("", next_is(self->monitor, pause->event, pause->begun,
				 TPHONE_CAUSE_DRIVER));
	ASSERT_EQ(0, sim_user(&self->sim, pause->end));
	EXPECT_STREQ("", next_is(self->owner, pause->event, !pause->begun,
				 TPHONE_CAUSE_DRIVER));
	EXPECT_STREQ("", next_is(self->monitor, pause->event, !pause->begun,
				 TPHONE_CAUSE_DRIVER));
	EXPECT_TRUE(phone_is_quiet(self->owner));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

TEST_F(suspend, the_status_says_it)
{
	__u32 before = phone_status(self->owner);

	EXPECT_EQ(TPHONE_STATUS_CONNECTED, before);
	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->begin));
	EXPECT_EQ((before & ~variant->pause->bit) | variant->pause->status,
		  phone_status(self->owner));
	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->end));
	EXPECT_EQ(before, phone_status(self->monitor));
}

TEST_F(suspend, operations_are_refused_meanwhile)
{
	struct tphone_request request = request_lamp(FIRST_LAMP,
						     TPHONE_LAMPMODE_STEADY);
	struct tphone_submit submit = {
		.requests_ptr = phone_pointer(&request), .nr_requests = 1,
	};

	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->begin));
	EXPECT_EQ(variant->pause->error, phone_submit(self->owner, &submit));
	EXPECT_EQ(0, submit.nr_accepted);
	/* A mistake in the request is reported first. */
	request.target = 0;
	EXPECT_EQ(-ECHRNG, phone_submit_one(self->owner, &request, NULL));
	request.target = FIRST_LAMP;
	request.arg0 = 3;
	EXPECT_EQ(-EDOM, phone_submit_one(self->owner, &request, NULL));
	request.arg0 = TPHONE_LAMPMODE_STEADY;
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->end));
	EXPECT_EQ(0, phone_execute(self->owner, &request, NULL));
}

TEST_F(suspend, what_was_accepted_ends_exactly_once)
{
	__u64 ids[NR_HELD];

	ledger_open(&ledger);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(NR_HELD, submit_lamps(self->owner, NR_HELD,
					TPHONE_LAMPMODE_STEADY, ids));
	ledger_accepted(&ledger, ids, NR_HELD);
	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->begin));
	EXPECT_EQ(NR_HELD, sim_number(&self->sim, "held"));
	/*
	 * Some operations end meanwhile, one of them cancelled, some
	 * afterwards.
	 */
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	EXPECT_EQ(1, phone_cancel_id(self->owner, ids[1]));
	EXPECT_EQ(0, sim_wait(&self->sim, "completed", 2));
	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->end));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	EXPECT_EQ(0, ledger_read(&ledger, self->owner));
	EXPECT_STREQ("", ledger_complaint(&ledger));
	EXPECT_EQ(3, count_lamps(self->owner, NR_HELD,
				 TPHONE_LAMPMODE_STEADY));
	phone_drain(self->owner);
	EXPECT_EQ(NR_HELD, sim_number(&self->sim, "completed"));
}

TEST_F(suspend, queries_and_roles_work_meanwhile)
{
	struct tphone_button button;
	struct phone_snapshot snapshot;
	struct tphone_info info;
	char buf[64];
	int fd;

	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->begin));
	EXPECT_EQ(0, phone_info(self->monitor, &info));
	EXPECT_EQ(0, phone_snapshot(self->monitor, &snapshot));
	EXPECT_EQ(TPHONE_LAMPMODE_OFF, phone_lamp_mode(self->monitor,
						       FIRST_LAMP));
	EXPECT_EQ(0, phone_button(self->monitor, 0, &button));
	EXPECT_LE(0, phone_data(self->monitor, 0, 0, buf, sizeof(buf), NULL));
	EXPECT_EQ(0, phone_cancel_all(self->owner));
	EXPECT_EQ(0, phone_role(self->owner, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(0, phone_role(self->owner, TPHONE_ROLE_OWNER));
	fd = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	EXPECT_LE(0, fd);
	close(fd);
	EXPECT_EQ(0, phone_poll(self->monitor, POLLHUP | POLLERR, 0));
}

TEST_F(suspend, a_newcomer_sees_it)
{
	int fd;

	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->begin));
	fd = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, fd);
	EXPECT_EQ(variant->pause->status,
		  phone_status(fd) & variant->pause->bit);
	EXPECT_TRUE(phone_is_quiet(fd));
	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->end));
	EXPECT_STREQ("", next_is(fd, variant->pause->event,
				 !variant->pause->begun, TPHONE_CAUSE_DRIVER));
	close(fd);
}

TEST_F(suspend, the_last_close_meanwhile_cancels)
{
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(NR_HELD, submit_lamps(self->owner, NR_HELD,
					TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->begin));
	close(self->monitor);
	close(self->owner);
	EXPECT_EQ(0, sim_wait(&self->sim, "cancelled", NR_HELD));
	EXPECT_EQ(0, sim_number(&self->sim, "held"));
	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->end));
	self->owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	self->monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, self->owner);
	EXPECT_EQ(0, count_lamps(self->owner, NR_HELD,
				 TPHONE_LAMPMODE_STEADY));
}

TEST_F(suspend, the_phone_goes_for_good_meanwhile)
{
	struct tphone_record record;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(1, submit_lamps(self->owner, 1, TPHONE_LAMPMODE_STEADY,
				  NULL));
	ASSERT_EQ(0, sim_user(&self->sim, variant->pause->begin));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, phone_next_completion(self->owner, &record));
	EXPECT_EQ(-ENODEV, record.status);
	ASSERT_EQ(0, phone_next_type(self->owner, TPHONE_RECORD_GONE,
				     &record));
	EXPECT_EQ(-ENODEV, phone_read(self->owner, &record, 1));
}

/*
 * Sleep of the computer
 */
FIXTURE(sleep)
{
	struct sim sims[2];
	int owners[2];
	int monitors[2];
	int epoll;
	struct power power;
};

FIXTURE_SETUP(sleep)
{
	int i;

	if (sim_missing())
		SKIP(return, "%s", sim_missing());
	if (power_missing())
		SKIP(return, "%s", power_missing());
	ASSERT_EQ(0, power_save(&self->power));
	/* Devices are suspended youngest first: the one that wakes is older. */
	for (i = 0; i < 2; i++) {
		ASSERT_EQ(0, sim_create(&self->sims[i]));
		ASSERT_EQ(0, sim_set(&self->sims[i], "cancel_on_suspend", "%d",
				     i));
		ASSERT_EQ(0, sim_live(&self->sims[i], true));
		ASSERT_EQ(0, sim_set(&self->sims[i], "hold", "1"));
		self->owners[i] = phone_open(self->sims[i].device,
					     TPHONE_ROLE_OWNER);
		self->monitors[i] = phone_open(self->sims[i].device,
					       TPHONE_ROLE_MONITOR);
		ASSERT_LE(0, self->owners[i]);
		ASSERT_LE(0, self->monitors[i]);
		phone_drain(self->owners[i]);
	}
	self->epoll = power_wake_for(self->monitors[0]);
	ASSERT_LE(0, self->epoll);
}

FIXTURE_TEARDOWN(sleep)
{
	int i;

	close(self->epoll);
	for (i = 0; i < 2; i++) {
		close(self->owners[i]);
		close(self->monitors[i]);
		sim_destroy(&self->sims[i]);
	}
}

TEST_F(sleep, held_operations_survive_or_are_cancelled)
{
	struct tphone_record record;
	__u64 ids[2][NR_HELD];
	int i, k, error;

	for (i = 0; i < 2; i++)
		ASSERT_EQ(NR_HELD, submit_lamps(self->owners[i], NR_HELD,
						TPHONE_LAMPMODE_STEADY,
						ids[i]));
	error = power_sleep();
	power_restore(&self->power);
	if (phone_is_quiet(self->monitors[1]))
		SKIP(return, "the computer does not go to sleep: %s",
		     strerror(error));
	/* It woke up because the phone was suspended. */
	EXPECT_EQ(EBUSY, error);

	for (i = 0; i < 2; i++) {
		EXPECT_STREQ("", next_is(self->monitors[i],
					 TPHONE_EVENT_SUSPEND, 1,
					 TPHONE_CAUSE_CORE));
		EXPECT_STREQ("", next_is(self->monitors[i],
					 TPHONE_EVENT_SUSPEND, 0,
					 TPHONE_CAUSE_CORE));
		EXPECT_TRUE(phone_is_quiet(self->monitors[i]));
		EXPECT_EQ(TPHONE_STATUS_CONNECTED,
			  phone_status(self->monitors[i]));
	}

	EXPECT_EQ(NR_HELD, sim_number(&self->sims[0], "held"));
	EXPECT_EQ(0, sim_number(&self->sims[0], "cancelled"));
	EXPECT_EQ(0, sim_number(&self->sims[1], "held"));
	EXPECT_EQ(NR_HELD, sim_number(&self->sims[1], "cancelled"));
	ASSERT_EQ(0, sim_release(&self->sims[0], SIM_ALL));
	for (k = 0; k < NR_HELD; k++) {
		ASSERT_EQ(0, phone_completion(self->owners[0], ids[0][k],
					      &record));
		EXPECT_EQ(0, record.status);
		ASSERT_EQ(0, phone_completion(self->owners[1], ids[1][k],
					      &record));
		EXPECT_EQ(-ECANCELED, record.status);
		EXPECT_EQ(TPHONE_COMPLETION_CANCELED, record.flags);
	}
}

TEST_F(sleep, suspended_by_the_driver_before_and_after)
{
	int error;

	ASSERT_EQ(0, sim_user(&self->sims[1], "suspend"));
	EXPECT_EQ(1, phone_drain(self->monitors[1]));
	error = power_sleep();
	power_restore(&self->power);
	if (phone_is_quiet(self->monitors[0]))
		SKIP(return, "the computer does not go to sleep: %s",
		     strerror(error));
	EXPECT_STREQ("", next_is(self->monitors[0], TPHONE_EVENT_SUSPEND, 1,
				 TPHONE_CAUSE_CORE));
	/* The other phone stays suspended. */
	EXPECT_TRUE(phone_is_quiet(self->monitors[1]));
	EXPECT_EQ(TPHONE_STATUS_CONNECTED | TPHONE_STATUS_SUSPENDED,
		  phone_status(self->monitors[1]));
	ASSERT_EQ(0, sim_user(&self->sims[1], "resume"));
	EXPECT_STREQ("", next_is(self->monitors[1], TPHONE_EVENT_SUSPEND, 0,
				 TPHONE_CAUSE_DRIVER));
}

TEST_HARNESS_MAIN
