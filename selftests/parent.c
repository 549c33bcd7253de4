// SPDX-License-Identifier: GPL-2.0-only
/*
 * A phone outlives its parent device: an answer about that device after
 * unplugging must not be read from freed memory.
 */
#include "kselftest_harness.h"

#include <errno.h>
#include <sys/ioctl.h>

#include "fixture.h"
#include "trap.h"
#include "util.h"

#define NR_OTHERS	8

FIXTURE(parent)
{
	struct sim neighbour;
	struct sim sim;
	struct sim others[NR_OTHERS];
	struct trap trap;
	struct tphone_info before;
	int fd;
};

FIXTURE_SETUP(parent)
{
	self->trap.uffd = -1;
	SETUP_PHONE(&self->neighbour, "work");
	SETUP_PHONE(&self->sim, "work");
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_NONE, &self->fd);
	ASSERT_EQ(0, phone_info(self->fd, &self->before));
	ASSERT_NE(0, self->before.parent[0]);
}

FIXTURE_TEARDOWN(parent)
{
	unsigned int i;

	close(self->fd);
	trap_close(&self->trap);
	for (i = 0; i < NR_OTHERS; i++)
		sim_destroy(&self->others[i]);
	sim_destroy(&self->sim);
	sim_destroy(&self->neighbour);
}

static int ask(struct call *call)
{
	return ioctl(call->fd, TPHONE_IOC_INFO, call->buf) ? -errno : 0;
}

/*
 * Make devices that reuse the memory of the removed one, if it is free. The
 * first of them gets the number of the neighbour, and so another name.
 */
static int make_others(struct sim *others)
{
	unsigned int i;
	int error = 0;

	for (i = 0; i < NR_OTHERS && !error; i++) {
		error = sim_create(&others[i]);
		if (!error)
			error = sim_live(&others[i], true);
	}
	return error;
}

/*
 * The kernel touches the memory of the argument after it has found that the
 * phone is there, and before it fills it: the trap stops it at that point.
 */
TEST_F(parent, unplugged_while_info_is_answered)
{
	const struct tphone_info *after;
	struct call call = { .function = ask, .fd = self->fd };

	if (trap_open_for_writing(&self->trap))
		SKIP(return, "no userfaultfd that write-protects");
	call.buf = self->trap.page;
	after = call.buf;
	*(__u32 *)call.buf = sizeof(*after);
	ASSERT_EQ(0, trap_forbid_writing(&self->trap));
	ASSERT_EQ(0, call_start(&call));
	ASSERT_EQ(0, trap_wait(&self->trap, 1));
	ASSERT_EQ(0, sim_live(&self->neighbour, false));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	sim_destroy(&self->sim);
	/* Some kernels free objects of the driver core late. */
	sleep_ms(patience(300));
	ASSERT_EQ(0, make_others(self->others));
	ASSERT_EQ(0, trap_permit_writing(&self->trap));
	/* -ENODEV is as correct as the name. */
	if (call_end(&call) == -ENODEV)
		return;
	EXPECT_EQ(0, call.result);
	EXPECT_STREQ(self->before.parent, after->parent);
	EXPECT_STREQ(self->before.driver, after->driver);
	EXPECT_STREQ(self->before.id, after->id);
}

TEST_HARNESS_MAIN
