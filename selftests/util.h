/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers that several tests need: time, processes, attributes in sysfs, lamps
 * to operate, and a ledger of operations that were accepted and have ended.
 */
#ifndef _TPHONE_SELFTEST_UTIL_H
#define _TPHONE_SELFTEST_UTIL_H

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "phone.h"
#include "sim.h"

/*
 * An immediate action of the kernel may take this long in a guest whose
 * processors are emulated and shared with others.
 */
#define SLACK_MS	700

/*
 * Lamps of a simulated phone by default: 8 keys after the keypad, and 1 more.
 */
#define FIRST_LAMP	12
#define NR_LAMPS	9

static inline bool is_watched(void)
{
	return !access("/sys/kernel/debug/kmemleak", F_OK) ||
	       !access("/sys/kernel/debug/kcsan", F_OK);
}

/*
 * A kernel with debugging is slow, and frees objects of the driver core seconds
 * after the last reference is dropped.
 */
static inline int patience(int ms)
{
	return is_watched() ? 20 * ms : ms;
}

static inline long long now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000LL + ts.tv_nsec / 1000;
}

static inline long long ms_since(long long start_us)
{
	return (now_us() - start_us) / 1000;
}

static inline void sleep_us(unsigned int us)
{
	struct timespec ts = {
		.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000L,
	};

	while (clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, &ts) == EINTR)
		;
}

static inline void sleep_ms(unsigned int ms)
{
	sleep_us(ms * 1000);
}

/* Poll the clock at the end, as sleeping takes longer. */
static inline void delay_us(unsigned int us)
{
	long long end = now_us() + us;

	if (us > 2000)
		sleep_us(us - 1000);
	while (now_us() < end)
		sched_yield();
}

/* "tphoneN" */
static inline const char *phone_name(const struct sim *sim)
{
	return sim->device + strlen("/dev/");
}

/* Read a whole file, without the newline at its end. 0 or a negative errno. */
static inline int file_read(const char *path, char *buf, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	ssize_t got;

	if (fd < 0)
		return -errno;
	do {
		got = read(fd, buf + len, size - 1 - len);
		if (got > 0)
			len += got;
	} while (got > 0);
	got = got < 0 ? -errno : 0;
	close(fd);
	if (len && buf[len - 1] == '\n')
		len--;
	buf[len] = '\0';
	return got;
}

static inline int file_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int error = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		error = -errno;
	close(fd);
	return error;
}

static inline int sysfs_read(const struct sim *sim, const char *attribute,
			     char *buf, size_t size)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/class/tphone/%s/%s",
		 phone_name(sim), attribute);
	return file_read(path, buf, size);
}

static inline int sysfs_write(const struct sim *sim, const char *attribute,
			      const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/class/tphone/%s/%s",
		 phone_name(sim), attribute);
	return file_write(path, text);
}

static inline int set_grace(const struct sim *sim, unsigned int ms)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", ms);
	return sysfs_write(sim, "grace_ms", text);
}

/* fork(), but the kernel kills the child when a test that failed ends. */
static inline pid_t fork_child(void)
{
	pid_t pid = fork();

	if (!pid)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	return pid;
}

/* Exit status of a child, or 128 and its signal. */
static inline int reap(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) :
				   128 + WTERMSIG(status);
}

/* Zeroed memory that is shared with children made by fork(). */
static inline void *shared_memory(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return memory == MAP_FAILED ? NULL : memory;
}

/* Processes can meet as well, if the barrier is in shared memory. */
static inline void meeting_init(pthread_barrier_t *meeting, unsigned int nr)
{
	pthread_barrierattr_t attributes;

	pthread_barrierattr_init(&attributes);
	pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
	pthread_barrier_init(meeting, &attributes, nr);
	pthread_barrierattr_destroy(&attributes);
}

static inline __u32 phone_status(int fd)
{
	struct tphone_state state;

	return phone_state(fd, &state) ? ~0U : state.status;
}

/* Set the first lamps; returns the number accepted. ids may be NULL. */
static inline int submit_lamps(int fd, unsigned int nr, unsigned int mode,
			       __u64 *ids)
{
	struct tphone_request requests[NR_LAMPS];
	unsigned int i;

	for (i = 0; i < nr; i++) {
		requests[i] = request_lamp(FIRST_LAMP + i, mode);
		requests[i].user_data = i;
	}
	return phone_submit_many(fd, requests, nr, ids);
}

/* Count the lamps among the first @nr that are in this mode. */
static inline int count_lamps(int fd, unsigned int nr, int mode)
{
	unsigned int i;
	int count = 0;

	for (i = 0; i < nr; i++)
		count += phone_lamp_mode(fd, FIRST_LAMP + i) == mode;
	return count;
}

/* A new owner with @nr held operations on the first lamps. ids may be NULL. */
static inline int owner_with_held(struct sim *sim, unsigned int nr, __u64 *ids)
{
	int fd = phone_open(sim->device, TPHONE_ROLE_OWNER);
	int result;

	if (fd < 0)
		return fd;
	result = sim_set(sim, "hold", "1");
	if (!result)
		result = submit_lamps(fd, nr, TPHONE_LAMPMODE_STEADY, ids);
	if (result == (int)nr)
		return fd;
	close(fd);
	return result < 0 ? result : -EAGAIN;
}

/*
 * An owner in a child that sleeps in read() until it is killed; before that it
 * calls prepare(), which may be NULL. Returns when that has succeeded.
 */
static inline pid_t start_owner(const char *device, int (*prepare)(int fd))
{
	struct tphone_record record;
	int ready[2], fd;
	char failed;
	pid_t pid;

	if (pipe(ready))
		return -1;
	pid = fork_child();
	if (!pid) {
		fd = phone_open(device, TPHONE_ROLE_OWNER);
		failed = fd < 0 || (prepare && prepare(fd));
		if (write(ready[1], &failed, 1) == 1 && !failed)
			while (phone_read(fd, &record, 1) > 0)
				;
		_exit(1);
	}
	close(ready[1]);
	if (read(ready[0], &failed, 1) != 1 || failed) {
		reap(pid);
		pid = -1;
	}
	close(ready[0]);
	return pid;
}

/* Does read() return 0? Then the handle is detached and has no more records. */
static inline bool at_end(int fd)
{
	struct tphone_record record;

	return phone_read(fd, &record, 1) == 0;
}

/* A ledger: every operation that was accepted must end exactly once. */
#define LEDGER_SIZE	4096

struct ledger {
	unsigned int nr;
	unsigned int nr_ended;
	unsigned int nr_unknown;
	unsigned int nr_twice;
	unsigned int next;	/* where the next one is, most likely */
	__u64 ids[LEDGER_SIZE];
	bool ended[LEDGER_SIZE];
};

static inline void ledger_open(struct ledger *ledger)
{
	memset(ledger, 0, sizeof(*ledger));
}

static inline void ledger_accepted(struct ledger *ledger, const __u64 *ids,
				   int nr)
{
	int i;

	for (i = 0; i < nr && ledger->nr < LEDGER_SIZE; i++)
		ledger->ids[ledger->nr++] = ids[i];
}

static inline void ledger_ended(struct ledger *ledger, __u64 id)
{
	unsigned int i, at = 0;

	for (i = 0; i < ledger->nr; i++) {
		at = (ledger->next + i) % ledger->nr;
		if (ledger->ids[at] == id)
			break;
	}
	if (i == ledger->nr) {
		ledger->nr_unknown++;
		return;
	}
	if (ledger->ended[at]) {
		ledger->nr_twice++;
	} else {
		ledger->ended[at] = true;
		ledger->nr_ended++;
	}
	ledger->next = at + 1;
}

/*
 * Read completions until all operations have ended: 0, or the error that
 * prevents it.
 */
static inline int ledger_read(struct ledger *ledger, int fd)
{
	struct tphone_record record;
	int error = 0;

	while (!error && ledger->nr_ended < ledger->nr) {
		error = phone_next_completion(fd, &record);
		if (!error)
			ledger_ended(ledger, record.id);
	}
	return error;
}

/* The first mistake in the ledger, as a text; "" if there is none. */
static inline const char *ledger_complaint(const struct ledger *ledger)
{
	static char text[128];

	if (ledger->nr == ledger->nr_ended && !ledger->nr_unknown &&
	    !ledger->nr_twice)
		return "";
	snprintf(text, sizeof(text),
		 "%u of %u ended, %u twice, %u never submitted",
		 ledger->nr_ended, ledger->nr, ledger->nr_twice,
		 ledger->nr_unknown);
	return text;
}

/*
 * A thread that submits as fast as it can, until it gets an error.
 */
#define SUBMITTER_BATCH	4

struct submitter {
	pthread_t thread;
	int fd;
	int error;	/* why it stopped */
	struct ledger *ledger;
};

static inline void *submit_until_error(void *data)
{
	struct tphone_request requests[SUBMITTER_BATCH];
	struct submitter *submitter = data;
	__u64 ids[SUBMITTER_BATCH];
	int i, nr;

	for (i = 0; i < SUBMITTER_BATCH; i++)
		requests[i] = request_ring(1, i);
	do {
		nr = phone_submit_many(submitter->fd, requests, SUBMITTER_BATCH,
				       ids);
		if (nr > 0)
			ledger_accepted(submitter->ledger, ids, nr);
	} while (nr >= 0 || nr == -EAGAIN);
	submitter->error = nr;
	return NULL;
}

#endif /* _TPHONE_SELFTEST_UTIL_H */
