/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The opening that most fixtures share: a simulated phone of the test's own and
 * handles of it. For use in FIXTURE_SETUP(), as SKIP() and ASSERT_*() leave the
 * function they stand in; FIXTURE_TEARDOWN() runs only if the whole setup passed.
 *
 *	FIXTURE_SETUP(cancel)
 *	{
 *		SETUP_OWNER(&self->sim, "work", &self->fd);
 *	}
 *
 *	TEARDOWN_HANDLE(cancel, fd)
 */
#ifndef _TPHONE_SELFTEST_FIXTURE_H
#define _TPHONE_SELFTEST_FIXTURE_H

#include <unistd.h>

#include "phone.h"
#include "sim.h"

/* A phone that is not plugged in yet, so that its shape can be set. */
#define SETUP_SIM(_sim) \
do { \
	if (sim_missing()) \
		SKIP(return, "%s", sim_missing()); \
	ASSERT_EQ(0, sim_create(_sim)); \
} while (0)

/* Plug it in; _context is where it completes operations ("work" by default). */
#define SETUP_PLUG(_sim, _context) \
do { \
	ASSERT_EQ(0, sim_set(_sim, "complete_in", "%s", _context)); \
	ASSERT_EQ(0, sim_live(_sim, true)); \
} while (0)

/* Make a phone and plug it in. */
#define SETUP_PHONE(_sim, _context) \
do { \
	SETUP_SIM(_sim); \
	SETUP_PLUG(_sim, _context); \
} while (0)

/* Open the phone in a role, TPHONE_ROLE_NONE included. */
#define SETUP_HANDLE(_sim, _role, _fd) \
do { \
	*(_fd) = phone_open((_sim)->device, _role); \
	ASSERT_LE(0, *(_fd)); \
} while (0)

/* A phone and its owner. */
#define SETUP_OWNER(_sim, _context, _fd) \
do { \
	SETUP_PHONE(_sim, _context); \
	SETUP_HANDLE(_sim, TPHONE_ROLE_OWNER, _fd); \
} while (0)

/* The FIXTURE_TEARDOWN() of a fixture with nothing but the phone, self->sim. */
#define TEARDOWN_PHONE(_fixture) \
FIXTURE_TEARDOWN(_fixture) \
{ \
	sim_destroy(&self->sim); \
}

/* The same with one handle, a member of the fixture. */
#define TEARDOWN_HANDLE(_fixture, _fd) \
FIXTURE_TEARDOWN(_fixture) \
{ \
	close(self->_fd); \
	sim_destroy(&self->sim); \
}

/* The same with two. */
#define TEARDOWN_HANDLES(_fixture, _fd, _other_fd) \
FIXTURE_TEARDOWN(_fixture) \
{ \
	close(self->_fd); \
	close(self->_other_fd); \
	sim_destroy(&self->sim); \
}

#endif /* _TPHONE_SELFTEST_FIXTURE_H */
