/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The system calls of /dev/tphoneN for the tests: they fill in sizes, return
 * errors as a negative errno, and wait for a limited time.
 */
#ifndef _TPHONE_SELFTEST_PHONE_H
#define _TPHONE_SELFTEST_PHONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <linux/tphone.h>

/* The highest numbers that the kernel of these tests knows. */
#define PHONE_OP_LAST		TPHONE_OP_SET_VOLUME
#define PHONE_FUNCTION_LAST	TPHONE_FUNCTION_SEND
#define PHONE_EVENT_LAST	TPHONE_EVENT_SUSPEND

/* The longest wait for something that must happen; emulated CPUs are slow. */
#define PHONE_WAIT_MS	10000

static inline __u64 phone_pointer(const void *p)
{
	return (uintptr_t)p;
}

/* A descriptor or a negative errno. TPHONE_ROLE_NONE: no role is taken. */
int phone_open(const char *path, unsigned int role);

/* Pass the argument unchanged, its size included. */
int phone_ioctl(int fd, unsigned long cmd, void *argument);

/*
 * 0 or a negative errno. Fields that are no parameter here are zero; size is
 * filled in.
 */
int phone_info(int fd, struct tphone_info *info);
int phone_state(int fd, struct tphone_state *state);
int phone_role(int fd, unsigned int role);
int phone_role_named(int fd, unsigned int role, const char *name);
int phone_mask(int fd, __u64 events);
int phone_notify(int fd, unsigned int kinds, int eventfd);
int phone_lamp(int fd, unsigned int lamp, struct tphone_lamp *answer);
int phone_button(int fd, unsigned int button, struct tphone_button *answer);
int phone_detach(int fd, unsigned int grace_ms, struct tphone_detach *answer);
int phone_detach_keep(int fd, unsigned int grace_ms,
		      struct tphone_detach *answer);
int phone_revoke(int fd);

/* The number of operations that the driver was asked to end. */
int phone_cancel(int fd, unsigned int select, __u64 key);
int phone_cancel_id(int fd, __u64 id);
int phone_cancel_all(int fd);

/* Returns the bytes of output. buf NULL: only discard them. */
int phone_fetch(int fd, __u64 id, void *buf, size_t size);

/*
 * Copy the whole text, terminated, and return its length. answer may be NULL.
 */
int phone_display(int fd, char *buf, size_t size,
		  struct tphone_display *answer);

/* Returns the number of bytes copied. answer may be NULL. */
int phone_data(int fd, unsigned int area, unsigned int offset, void *buf,
	       size_t size, struct tphone_data *answer);

/* Lamp mode, or a negative errno. */
int phone_lamp_mode(int fd, unsigned int lamp);

/*
 * Operations
 */
struct tphone_request request_lamp(unsigned int lamp, unsigned int mode);
struct tphone_request request_ring(unsigned int mode, unsigned int volume);
struct tphone_request request_hook(unsigned int devices, unsigned int mode);
struct tphone_request request_volume(unsigned int device, unsigned int volume);
struct tphone_request request_gain(unsigned int device, unsigned int gain);
struct tphone_request request_display(unsigned int row, unsigned int column,
				      const char *text);
struct tphone_request request_button(unsigned int button, unsigned int mode,
				     unsigned int function, const char *text);
struct tphone_request request_data(unsigned int area, unsigned int offset,
				   const void *data, size_t len);
struct tphone_request request_devspecific(const void *data, size_t len,
					  unsigned int wanted);

/* 0 or a negative errno; submit->size and ->request_size are filled in. */
int phone_submit(int fd, struct tphone_submit *submit);

/* 0 or a negative errno. id may be NULL. */
int phone_submit_one(int fd, const struct tphone_request *request, __u64 *id);

/* Returns the number of operations accepted. ids may be NULL. */
int phone_submit_many(int fd, const struct tphone_request *requests,
		      unsigned int nr, __u64 *ids);

/*
 * Submit, read up to the completion and return its status. record may be NULL.
 */
int phone_execute(int fd, const struct tphone_request *request,
		  struct tphone_record *record);

/*
 * Reading
 */

/*
 * Returns the number of records. Blocks unless the descriptor is non-blocking.
 */
int phone_read(int fd, struct tphone_record *records, unsigned int nr);

/*
 * The result of poll() for these events, at once or within timeout_ms.
 * -ETIMEDOUT: an event was found only when the time was over, so the wake-up
 * was missing.
 */
int phone_poll(int fd, short events, int timeout_ms);

/* Is there no record to read now? */
bool phone_is_quiet(int fd);

/*
 * Wait at most PHONE_WAIT_MS for a record: 0, -ETIMEDOUT or the error of
 * read().
 */
int phone_next(int fd, struct tphone_record *record);

/* The same, but skip other records. */
int phone_next_completion(int fd, struct tphone_record *record);
int phone_next_event(int fd, unsigned int code, struct tphone_record *record);
int phone_completion(int fd, __u64 id, struct tphone_record *record);
int phone_next_type(int fd, unsigned int type, struct tphone_record *record);

/* Read and drop all records; returns their number. */
int phone_drain(int fd);

int phone_set_nonblocking(int fd, bool nonblocking);

/*
 * All queries of a phone with up to 64 pairs. Two snapshots of one handle are
 * equal if and only if nothing happened in between, as seq counts every
 * completion and every event.
 */
struct phone_snapshot {
	struct tphone_state state;
	__u32 lamps[64];
	char display[1024];
};

int phone_snapshot(int fd, struct phone_snapshot *snapshot);
bool phone_unchanged(int fd, const struct phone_snapshot *before);

#endif /* _TPHONE_SELFTEST_PHONE_H */
