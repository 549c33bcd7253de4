/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A thread that sleeps until there are records, reads and keeps them, up to a
 * record that is marked as the last one or to the end of the handle.
 */
#ifndef _TPHONE_SELFTEST_READER_H
#define _TPHONE_SELFTEST_READER_H

#include <poll.h>
#include <sys/eventfd.h>

#include "util.h"

#define READER_MAX	1024

/*
 * user_data of the operation that ends a test; it sets the volume of the
 * ringer.
 */
#define READER_LAST	(~0ULL)

enum reader_sleeps {
	READER_SLEEPS_IN_READ,
	READER_SLEEPS_IN_POLL,
	READER_WAITS_FOR_SIGNAL,	/* of either of two eventfds */
};

/**
 * struct reader - a thread that reads
 * @thread: the thread
 * @fd: the phone
 * @sleeps: how it sleeps
 * @eventfds: for READER_WAITS_FOR_SIGNAL
 * @result: why it stopped: 0 or a negative errno of read(), or 1: it got the
 *	last record. Written by the thread
 * @nr: how many records there are. Written by the thread, read by others
 * @records: all records. Those below @nr do not change any more
 */
struct reader {
	pthread_t thread;
	int fd;
	enum reader_sleeps sleeps;
	int eventfds[2];
	int result;
	unsigned int nr;
	struct tphone_record records[READER_MAX];
};

static inline bool reader_is_last(const struct tphone_record *record)
{
	if (record->type == TPHONE_RECORD_COMPLETION)
		return record->user_data == READER_LAST;
	return record->type == TPHONE_RECORD_EVENT &&
	       record->code == TPHONE_EVENT_RING_VOLUME;
}

/* Count records beyond READER_MAX too, so that the test notices them. */
static inline void reader_keep(struct reader *reader,
			       const struct tphone_record *records, int nr)
{
	unsigned int at = reader->nr;
	int i;

	for (i = 0; i < nr; i++, at++) {
		if (at < READER_MAX)
			reader->records[at] = records[i];
	}
	__atomic_store_n(&reader->nr, at, __ATOMIC_RELEASE);
}

/* 0, or -ETIMEDOUT if no eventfd was signalled. */
static inline int reader_wait_for_signal(struct reader *reader)
{
	struct pollfd poll_fds[2];
	__u64 count;
	int i;

	for (i = 0; i < 2; i++)
		poll_fds[i] = (struct pollfd){
			.fd = reader->eventfds[i], .events = POLLIN,
		};
	if (poll(poll_fds, 2, PHONE_WAIT_MS) < 1)
		return -ETIMEDOUT;
	for (i = 0; i < 2; i++) {
		if (poll_fds[i].revents &&
		    read(poll_fds[i].fd, &count, sizeof(count)) < 0)
			return -errno;
	}
	return 0;
}

static inline int reader_sleep(struct reader *reader)
{
	int events;

	switch (reader->sleeps) {
	case READER_SLEEPS_IN_READ:
		break;
	case READER_SLEEPS_IN_POLL:
		events = phone_poll(reader->fd, POLLIN, PHONE_WAIT_MS);
		if (events <= 0)
			return events ?: -ETIMEDOUT;
		break;
	case READER_WAITS_FOR_SIGNAL:
		return reader_wait_for_signal(reader);
	}
	return 0;
}

/*
 * Read some records: their number, or 0 or a negative errno if there are none.
 */
static inline int reader_read(struct reader *reader)
{
	struct tphone_record records[3];
	int nr, i;

	nr = phone_read(reader->fd, records, 3);
	if (nr <= 0)
		return nr;
	reader_keep(reader, records, nr);
	for (i = 0; i < nr; i++) {
		if (reader_is_last(&records[i]))
			reader->result = 1;
	}
	return nr;
}

static inline void *reader_thread(void *data)
{
	struct reader *reader = data;
	int result;

	while (!reader->result) {
		result = reader_sleep(reader);
		if (!result)
			result = reader_read(reader);
		/* One signal can stand for many records, so read them all. */
		while (result > 0 && !reader->result &&
		       reader->sleeps == READER_WAITS_FOR_SIGNAL)
			result = reader_read(reader);
		if (result == 0)
			break;
		if (result < 0 && result != -EAGAIN)
			reader->result = result;
	}
	return NULL;
}

/* Starts no thread. */
static inline void reader_init(struct reader *reader, int fd,
			       enum reader_sleeps sleeps)
{
	reader->fd = fd;
	reader->sleeps = sleeps;
	reader->result = 0;
	reader->nr = 0;
}

static inline int reader_start(struct reader *reader)
{
	return -pthread_create(&reader->thread, NULL, reader_thread, reader);
}

/* 0, or -ETIMEDOUT if the thread does not end. */
static inline int reader_join(struct reader *reader)
{
	struct timespec end;

	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += PHONE_WAIT_MS / 1000;
	return -pthread_timedjoin_np(reader->thread, NULL, &end);
}

/* How many records of this type and code the thread has read; code 0: any. */
static inline unsigned int reader_count(struct reader *reader,
					unsigned int type, unsigned int code)
{
	unsigned int nr = __atomic_load_n(&reader->nr, __ATOMIC_ACQUIRE);
	unsigned int i, count = 0;

	for (i = 0; i < nr && i < READER_MAX; i++)
		count += reader->records[i].type == type &&
			 (!code || reader->records[i].code == code);
	return count;
}

/* Wait until the thread has read that many: 0 or -ETIMEDOUT. */
static inline int reader_wait(struct reader *reader, unsigned int type,
			      unsigned int code, unsigned int nr)
{
	long long start = now_us();

	while (reader_count(reader, type, code) < nr) {
		if (ms_since(start) > PHONE_WAIT_MS)
			return -ETIMEDOUT;
		sleep_us(20);
	}
	return 0;
}

#endif /* _TPHONE_SELFTEST_READER_H */
