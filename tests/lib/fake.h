/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A fake phone in place of the kernel. It takes the place of sys.c at link
 * time; its device is the reading end of a pipe that holds one byte for each
 * record, so that poll() and epoll behave as with a phone.
 *
 * It behaves as Documentation/userspace-api/tphone.rst describes, as far as the
 * tests need it. There is one phone, with one handle. Safe for threads.
 */
#ifndef _FAKE_H
#define _FAKE_H

#include <stdbool.h>
#include <tphone.h>

#define FAKE_PATH		"/dev/tphone0"
#define FAKE_MAX_PAYLOAD	16
#define FAKE_MAX_BATCH		4
#define FAKE_MAX_OPERATIONS	64
#define FAKE_NR_BUTTONS		12
#define FAKE_AREA_SIZE		100
#define FAKE_DISPLAY		"Gr\xc3\xbc\xc3\x9f" "e Anna  "
#define FAKE_DISPLAY_CELLS	12	/* two rows */

/* Lamps that select how an operation completes. */
#define FAKE_LAMP_INLINE	0	/* completes before SUBMIT returns */
#define FAKE_LAMP_HELD		1	/* waits for fake_complete() */
#define FAKE_LAMP_THREAD	2	/* completes in another thread, soon */
#define FAKE_LAMP_FAILS		3	/* completes at once with EIO */

struct fake {
	/* Settings: change them before the call that they affect. */
	int open_error;		/* errno of open() */
	int write_error;	/* errno of open() for writing */
	int role_error;		/* errno of ROLE */
	int name_error;		/* errno of ROLE with a name */
	bool others;		/* DETACH leaves other handles */
	bool deaf;		/* CANCEL ends nothing */
	unsigned int eintr;	/* so many polls are interrupted at first */
	unsigned int read_max;	/* most records of one read(), 0: any */
	int read_error;		/* errno of read() */
	int submit_status;	/* errno of accepted operations */
	uint32_t output;	/* bytes of output of DEVSPECIFIC */
	uint32_t pressed;	/* bit by bit: buttons that are down */
	uint64_t kernel_events;	/* that the fake kernel has */

	/* Calls and their arguments. */
	unsigned int opens, reads, submits;
	int open_flags;
	char name[TPHONE_TEXT_SIZE];	/* that came with the role */
	struct tphone_request last;
	unsigned char area[FAKE_AREA_SIZE];
	unsigned int pieces;
	uint64_t mask;
	unsigned int cancelled;
	unsigned int discarded;
};

extern struct fake fake;

int fake_setup(void **state);
int fake_teardown(void **state);

/* Complete what is held; false if there is no such operation. */
bool fake_complete(uint64_t id, int status);
/* The n-th operation that was accepted since the start, from 0. */
uint64_t fake_id(unsigned int n);
void fake_event(unsigned int code, uint64_t value);
/* Several events at once, each with the next value. */
void fake_events(unsigned int code, uint64_t value, unsigned int count);
/* Any record; the fake gives it a number and a time. */
void fake_record(struct tphone_record record);
void fake_lost(uint64_t count);
/*
 * Loses @count records, and then changes @button as often as @changes: it is released
 * if @pressed has it, else pressed, and so on.
 */
void fake_lost_before(uint64_t count, unsigned int button,
		      unsigned int changes);
/* A completion of an operation that the library has not submitted. */
void fake_foreign(uint64_t id);
/* Unplug: what is held ends with ENODEV. */
void fake_gone(void);
/* Revoke the handle; unread records are gone. The phone can be opened again. */
void fake_revoke(void);
unsigned int fake_unread(void);
unsigned int fake_polls(void);
int fake_device_fd(void);

#endif /* _FAKE_H */
