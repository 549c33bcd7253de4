// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fake.h"
#include "fake-dev.h"
#include "common/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAX_RECORDS	8192
#define MAX_IDS		65536
#define MAX_THREADS	8192
#define OUTPUT_BYTE	0x5a

struct fake fake;

/* Protected by the lock, but for the constants. */
static struct {
	pthread_mutex_t lock;
	int pipe[2];
	unsigned int role;
	bool detached, gone, revoked, ended;
	uint64_t seq;
	uint64_t next_id;
	struct tphone_record records[MAX_RECORDS];
	unsigned int head, tail;
	unsigned char opcode[MAX_IDS];	/* of what is outstanding */
	uint64_t user_data[MAX_IDS];
	uint32_t output[MAX_IDS];
	unsigned int outstanding;
	unsigned int unread_completions;
	pthread_t threads[MAX_THREADS];
	unsigned int nr_threads;
	unsigned int polls;
} phone = { .lock = PTHREAD_MUTEX_INITIALIZER, .pipe = { -1, -1 } };

/* Ids do not begin at 0 and are not dense, as in the kernel. */
static uint64_t id_of(uint64_t n)
{
	return ((n + 1) << 32) | (n % 64);
}

static uint64_t number_of(uint64_t id)
{
	return (id >> 32) - 1;
}

static void lock(void)
{
	pthread_mutex_lock(&phone.lock);
}

static void unlock(void)
{
	pthread_mutex_unlock(&phone.lock);
}

static void push(struct tphone_record record)
{
	if (phone.tail - phone.head == MAX_RECORDS)
		abort();
	record.seq = ++phone.seq;
	record.timestamp_ns = (uint64_t)sys_now_ns();
	phone.records[phone.tail++ % MAX_RECORDS] = record;
	if (record.type == TPHONE_RECORD_COMPLETION)
		phone.unread_completions++;
	/* The handle was closed meanwhile. */
	if (write(phone.pipe[1], "r", 1) != 1 && errno != EPIPE)
		abort();
}

/* The last record: closing the pipe causes POLLHUP. */
static void end_if_drained(void)
{
	if (!phone.detached && !phone.gone)
		return;
	if (phone.ended || phone.outstanding)
		return;
	close(phone.pipe[1]);
	phone.pipe[1] = -1;
	phone.ended = true;
}

static bool complete_locked(uint64_t id, int status)
{
	uint64_t n = number_of(id);
	struct tphone_record record = {
		.type = TPHONE_RECORD_COMPLETION,
		.id = id,
		.status = status,
	};

	if (n >= MAX_IDS || !phone.opcode[n])
		return false;
	record.code = phone.opcode[n];
	record.user_data = phone.user_data[n];
	record.len = status ? 0 : phone.output[n];
	phone.opcode[n] = 0;
	phone.outstanding--;
	push(record);
	end_if_drained();
	return true;
}

bool fake_complete(uint64_t id, int status)
{
	bool ret;

	lock();
	ret = complete_locked(id, status);
	unlock();
	return ret;
}

uint64_t fake_id(unsigned int n)
{
	return id_of(n);
}

void fake_events(unsigned int code, uint64_t value, unsigned int count)
{
	struct tphone_record record = {
		.type = TPHONE_RECORD_EVENT,
		.code = (uint16_t)code,
		.cause = TPHONE_CAUSE_USER,
		.value = { value },
	};

	lock();
	for (; count; count--) {
		push(record);
		record.value[0]++;
	}
	unlock();
}

void fake_event(unsigned int code, uint64_t value)
{
	fake_events(code, value, 1);
}

void fake_record(struct tphone_record record)
{
	lock();
	push(record);
	unlock();
}

void fake_lost(uint64_t count)
{
	fake_record((struct tphone_record){
		.type = TPHONE_RECORD_LOST,
		.value = { count },
	});
}

static void change_button(unsigned int button)
{
	struct tphone_record record = {
		.type = TPHONE_RECORD_EVENT,
		.code = TPHONE_EVENT_BUTTON,
		.cause = TPHONE_CAUSE_USER,
		.value = { button, TPHONE_BUTTONSTATE_UP },
	};

	fake.pressed ^= 1U << button;
	if (fake.pressed >> button & 1)
		record.value[1] = TPHONE_BUTTONSTATE_DOWN;
	push(record);
}

void fake_lost_before(uint64_t count, unsigned int button, unsigned int changes)
{
	struct tphone_record record = {
		.type = TPHONE_RECORD_LOST,
		.value = { count },
	};

	lock();
	push(record);
	for (; changes; changes--)
		change_button(button);
	unlock();
}

void fake_foreign(uint64_t id)
{
	struct tphone_record record = {
		.type = TPHONE_RECORD_COMPLETION,
		.id = id,
	};

	lock();
	push(record);
	unlock();
}

static unsigned int end_all(int status)
{
	unsigned int count = 0;
	uint64_t n;

	for (n = 0; n < phone.next_id; n++)
		count += complete_locked(id_of(n), status);
	return count;
}

void fake_gone(void)
{
	struct tphone_record record = { .type = TPHONE_RECORD_GONE };

	lock();
	end_all(-ENODEV);
	push(record);
	phone.gone = true;
	end_if_drained();
	unlock();
}

unsigned int fake_unread(void)
{
	unsigned int ret;

	lock();
	ret = phone.tail - phone.head;
	unlock();
	return ret;
}

unsigned int fake_polls(void)
{
	unsigned int ret;

	lock();
	ret = phone.polls;
	unlock();
	return ret;
}

int fake_device_fd(void)
{
	return phone.pipe[0];
}

static void reset_handle(void)
{
	phone.role = TPHONE_ROLE_NONE;
	phone.detached = false;
	phone.gone = false;
	phone.revoked = false;
	phone.ended = false;
}

int fake_setup(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	memset(&fake, 0, sizeof(fake));
	fake.kernel_events = TPHONE_EVENTS_DEFAULT;
	lock();
	reset_handle();
	phone.seq = 0;
	phone.next_id = 0;
	phone.head = 0;
	phone.tail = 0;
	phone.outstanding = 0;
	phone.unread_completions = 0;
	phone.nr_threads = 0;
	memset(phone.opcode, 0, sizeof(phone.opcode));
	memset(phone.output, 0, sizeof(phone.output));
	unlock();
	return 0;
}

int fake_teardown(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < phone.nr_threads; i++)
		pthread_join(phone.threads[i], NULL);
	if (phone.pipe[1] >= 0)
		close(phone.pipe[1]);
	phone.pipe[0] = -1;
	phone.pipe[1] = -1;
	return 0;
}

int sys_open(const char *path, int flags)
{
	if (fake_dev.nr_nodes)
		return fake_dev_open(path, flags);
	if (strcmp(path, FAKE_PATH))
		return -ENOENT;
	if (fake.open_error)
		return -fake.open_error;
	if (fake.write_error && (flags & O_ACCMODE) != O_RDONLY)
		return -fake.write_error;
	lock();
	if (phone.revoked)
		reset_handle();
	unlock();
	if (phone.pipe[1] >= 0)
		close(phone.pipe[1]);
	if (pipe2(phone.pipe, O_CLOEXEC))
		abort();
	fcntl(phone.pipe[0], F_SETFL, O_NONBLOCK);
	fcntl(phone.pipe[1], F_SETPIPE_SZ, MAX_RECORDS);
	fake.opens++;
	fake.open_flags = flags;
	return phone.pipe[0];
}

static void *complete_later(void *arg)
{
	struct timespec delay = { .tv_nsec = 20000 };

	nanosleep(&delay, NULL);
	fake_complete((uint64_t)(uintptr_t)arg, 0);
	return NULL;
}

static void start_thread(uint64_t id)
{
	pthread_t *thread;

	if (phone.nr_threads == MAX_THREADS)
		abort();
	thread = &phone.threads[phone.nr_threads++];
	if (pthread_create(thread, NULL, complete_later, (void *)id))
		abort();
}

static int check(const struct tphone_request *request, uint32_t *offset)
{
	if (phone.outstanding + phone.unread_completions >= FAKE_MAX_OPERATIONS)
		return -EAGAIN;
	if (phone.role != TPHONE_ROLE_OWNER &&
	    request->opcode != TPHONE_OP_DEVSPECIFIC) {
		*offset = offsetof(struct tphone_request, opcode);
		return -EPERM;
	}
	if (request->opcode < 1 || request->opcode > TPHONE_OP_SET_VOLUME) {
		*offset = offsetof(struct tphone_request, opcode);
		return -EOPNOTSUPP;
	}
	if (request->data_len > FAKE_MAX_PAYLOAD) {
		*offset = offsetof(struct tphone_request, data_len);
		return -EMSGSIZE;
	}
	if (request->opcode == TPHONE_OP_SET_LAMP &&
	    request->target >= FAKE_NR_BUTTONS) {
		*offset = offsetof(struct tphone_request, target);
		return -ECHRNG;
	}
	return 0;
}

static void do_data(const struct tphone_request *request)
{
	memcpy(&fake.area[request->data_offset],
	       (void *)(uintptr_t)request->data_ptr, request->data_len);
	fake.pieces++;
}

static void start(const struct tphone_request *request, uint64_t id)
{
	uint32_t lamp = FAKE_LAMP_INLINE;
	int status = -fake.submit_status;

	if (request->opcode == TPHONE_OP_SET_LAMP)
		lamp = request->target;
	if (request->opcode == TPHONE_OP_SET_DATA && !status)
		do_data(request);
	if (lamp == FAKE_LAMP_HELD)
		return;
	if (lamp == FAKE_LAMP_THREAD) {
		start_thread(id);
		return;
	}
	complete_locked(id, lamp == FAKE_LAMP_FAILS ? -EIO : status);
}

static uint64_t accept(const struct tphone_request *request)
{
	uint64_t n = phone.next_id++;

	if (n >= MAX_IDS)
		abort();
	phone.opcode[n] = (unsigned char)request->opcode;
	phone.user_data[n] = request->user_data;
	phone.output[n] = 0;
	if (request->opcode == TPHONE_OP_DEVSPECIFIC) {
		phone.output[n] = fake.output;
		if (request->arg0 < fake.output)
			phone.output[n] = request->arg0;
	}
	phone.outstanding++;
	fake.last = *request;
	return id_of(n);
}

static int submit(struct tphone_submit *arg)
{
	const struct tphone_request *requests =
		(void *)(uintptr_t)arg->requests_ptr;
	uint64_t *ids = (void *)(uintptr_t)arg->ids_ptr;
	uint32_t count = arg->nr_requests, i;

	fake.submits++;
	if (phone.role == TPHONE_ROLE_NONE)
		return -EPERM;
	if (!count || arg->request_size != sizeof(*requests))
		return -EINVAL;
	if (count > FAKE_MAX_BATCH)
		count = FAKE_MAX_BATCH;
	arg->error = 0;
	arg->error_offset = 0;
	for (i = 0; i < count && !arg->error; i++) {
		arg->error = check(&requests[i], &arg->error_offset);
		if (!arg->error)
			ids[i] = accept(&requests[i]);
	}
	arg->nr_accepted = arg->error ? i - 1 : i;
	if (arg->error && (arg->flags & TPHONE_SUBMIT_ALL_OR_NONE)) {
		for (i = 0; i < arg->nr_accepted; i++) {
			phone.opcode[number_of(ids[i])] = 0;
			phone.outstanding--;
		}
		arg->nr_accepted = 0;
	}
	for (i = 0; i < arg->nr_accepted; i++)
		start(&requests[i], ids[i]);
	return arg->nr_accepted ? 0 : arg->error;
}

static int cancel(struct tphone_cancel *arg)
{
	uint64_t n;

	arg->nr_cancelled = 0;
	if (fake.deaf)
		return 0;
	for (n = 0; n < phone.next_id; n++) {
		if (arg->select == TPHONE_CANCEL_ID && id_of(n) != arg->id)
			continue;
		if (arg->select == TPHONE_CANCEL_USER_DATA &&
		    phone.user_data[n] != arg->user_data)
			continue;
		arg->nr_cancelled += complete_locked(id_of(n), -ECANCELED);
	}
	fake.cancelled += arg->nr_cancelled;
	if (!arg->nr_cancelled && arg->select != TPHONE_CANCEL_ALL)
		return -ENOENT;
	return 0;
}

static int fetch(struct tphone_fetch *arg)
{
	uint64_t n = number_of(arg->id);

	if (n >= phone.next_id)
		return -ENOENT;
	if (phone.opcode[n])
		return -EINPROGRESS;
	if (!phone.output[n])
		return -ENODATA;
	arg->len = phone.output[n];
	if (arg->flags & TPHONE_FETCH_DISCARD) {
		fake.discarded++;
	} else {
		if (arg->buf_len < arg->len)
			return -EMSGSIZE;
		memset((void *)(uintptr_t)arg->buf_ptr, OUTPUT_BYTE, arg->len);
	}
	phone.output[n] = 0;
	return 0;
}

static int take_role(const struct tphone_role *arg)
{
	if (fake.role_error)
		return -fake.role_error;
	if (arg->role != TPHONE_ROLE_MONITOR && arg->role != TPHONE_ROLE_OWNER)
		return -EINVAL;
	if (fake.name_error && arg->name[0])
		return -fake.name_error;
	memcpy(fake.name, arg->name, sizeof(fake.name));
	phone.role = arg->role;
	return 0;
}

static int detach(struct tphone_detach *arg)
{
	if (phone.role == TPHONE_ROLE_NONE)
		return -EPERM;
	arg->was_last = !fake.others;
	arg->nr_outstanding = phone.outstanding;
	phone.detached = true;
	if (fake.others && !(arg->flags & TPHONE_DETACH_KEEP)) {
		/* The operations go on, without a completion. */
		memset(phone.opcode, 0, sizeof(phone.opcode));
		phone.outstanding = 0;
	}
	end_if_drained();
	return 0;
}

static int info(struct tphone_info *arg)
{
	arg->max_payload = FAKE_MAX_PAYLOAD;
	arg->max_batch = FAKE_MAX_BATCH;
	arg->max_operations = FAKE_MAX_OPERATIONS;
	arg->events = fake.kernel_events;
	arg->opcodes = (2 << TPHONE_OP_SET_VOLUME) - 2;
	arg->nr_buttons = FAKE_NR_BUTTONS;
	arg->nr_downloads = 1;
	arg->nr_uploads = 1;
	arg->display_rows = 2;
	arg->display_columns = FAKE_DISPLAY_CELLS / 2;
	strcpy(arg->model, "Fake");
	return 0;
}

static int mask(const struct tphone_mask *arg)
{
	if (arg->events & ~fake.kernel_events)
		return -EINVAL;
	fake.mask = arg->events;
	return 0;
}

static int state(struct tphone_state *arg)
{
	uint32_t *lamps = (void *)(uintptr_t)arg->lamps_ptr;
	uint32_t i;

	for (i = 0; lamps && i < arg->nr_lamps && i < FAKE_NR_BUTTONS; i++)
		lamps[i] = TPHONE_LAMPMODE_OFF;
	arg->nr_lamps = FAKE_NR_BUTTONS;
	arg->role = phone.role;
	arg->seq = phone.seq;
	return 0;
}

static int lamp(struct tphone_lamp *arg)
{
	if (arg->lamp >= FAKE_NR_BUTTONS)
		return -ECHRNG;
	arg->mode = TPHONE_LAMPMODE_OFF;
	return 0;
}

static int button(struct tphone_button *arg)
{
	if (arg->button >= FAKE_NR_BUTTONS)
		return -ECHRNG;
	arg->mode = TPHONE_BUTTONMODE_KEYPAD;
	arg->state = fake.pressed >> arg->button & 1 ?
		     TPHONE_BUTTONSTATE_DOWN : TPHONE_BUTTONSTATE_UP;
	arg->seq = phone.seq;
	return 0;
}

static int display(struct tphone_display *arg)
{
	arg->len = strlen(FAKE_DISPLAY);
	arg->rows = 2;
	arg->columns = FAKE_DISPLAY_CELLS / 2;
	if (arg->buf_len < arg->len)
		return -EMSGSIZE;
	memcpy((void *)(uintptr_t)arg->buf_ptr, FAKE_DISPLAY, arg->len);
	return 0;
}

static int data(struct tphone_data *arg)
{
	if (arg->area)
		return -EBADSLT;
	arg->area_size = FAKE_AREA_SIZE;
	if (arg->flags & TPHONE_DATA_DOWNLOAD)
		return 0;
	if (arg->offset > FAKE_AREA_SIZE)
		return -ERANGE;
	arg->len = FAKE_AREA_SIZE - arg->offset;
	if (arg->buf_len < arg->len)
		arg->len = arg->buf_len;
	memcpy((void *)(uintptr_t)arg->buf_ptr, &fake.area[arg->offset],
	       arg->len);
	return 0;
}

static void eat_byte(void)
{
	char byte;

	if (read(phone.pipe[0], &byte, 1) != 1)
		abort();
}

/* Ends the handle as unplugging does, but without a record; unread ones are lost. */
static void revoke_locked(void)
{
	for (; phone.head != phone.tail; phone.head++)
		eat_byte();
	phone.unread_completions = 0;
	memset(phone.opcode, 0, sizeof(phone.opcode));
	phone.outstanding = 0;
	phone.gone = true;
	phone.revoked = true;
	end_if_drained();
}

void fake_revoke(void)
{
	lock();
	revoke_locked();
	unlock();
}

static int ioctl_locked(unsigned long command, void *arg)
{
	if (phone.revoked)
		return -ENODEV;
	if (command == TPHONE_IOC_REVOKE && !phone.gone) {
		revoke_locked();
		return 0;
	}
	if (command == TPHONE_IOC_FETCH)
		return fetch(arg);
	if (phone.gone)
		return -ENODEV;
	if (phone.detached)
		return -ESHUTDOWN;
	switch (command) {
	case TPHONE_IOC_INFO:
		return info(arg);
	case TPHONE_IOC_STATE:
		return state(arg);
	case TPHONE_IOC_ROLE:
		return take_role(arg);
	case TPHONE_IOC_MASK:
		return mask(arg);
	case TPHONE_IOC_SUBMIT:
		return submit(arg);
	case TPHONE_IOC_CANCEL:
		return cancel(arg);
	case TPHONE_IOC_LAMP:
		return lamp(arg);
	case TPHONE_IOC_BUTTON:
		return button(arg);
	case TPHONE_IOC_DISPLAY:
		return display(arg);
	case TPHONE_IOC_DATA:
		return data(arg);
	case TPHONE_IOC_DETACH:
		return detach(arg);
	}
	return -ENOTTY;
}

int sys_ioctl(int fd, unsigned long command, void *arg)
{
	int ret;

	if (fd != phone.pipe[0] && command == TPHONE_IOC_INFO)
		return fake_dev_info(fd, arg);
	if (fd != phone.pipe[0])
		return fcntl(fd, F_GETFD) < 0 ? -EBADF : -ENOTTY;
	lock();
	ret = ioctl_locked(command, arg);
	unlock();
	return ret;
}

static ssize_t read_locked(struct tphone_record *records, size_t max)
{
	size_t count = 0;

	fake.reads++;
	if (fake.read_error)
		return -fake.read_error;
	if (phone.role == TPHONE_ROLE_NONE)
		return -EPERM;
	if (fake.read_max && max > fake.read_max)
		max = fake.read_max;
	while (count < max && phone.head != phone.tail) {
		records[count] = phone.records[phone.head++ % MAX_RECORDS];
		if (records[count].type == TPHONE_RECORD_COMPLETION)
			phone.unread_completions--;
		eat_byte();
		count++;
	}
	if (count)
		return (ssize_t)(count * sizeof(*records));
	if (phone.gone)
		return -ENODEV;
	return phone.detached && !phone.outstanding ? 0 : -EAGAIN;
}

ssize_t sys_read(int fd, void *buf, size_t size)
{
	ssize_t ret;

	if (fd != phone.pipe[0])
		return -EBADF;
	lock();
	ret = read_locked(buf, size / sizeof(struct tphone_record));
	unlock();
	return ret;
}

static bool take_interrupt(void)
{
	bool ret;

	lock();
	phone.polls++;
	ret = fake.eintr > 0;
	if (ret)
		fake.eintr--;
	unlock();
	return ret;
}

int sys_poll(struct pollfd *fds, nfds_t nr_fds, int timeout_ms)
{
	int ret;

	if (take_interrupt())
		return -EINTR;
	ret = poll(fds, nr_fds, timeout_ms);
	return ret < 0 ? -errno : ret;
}

int64_t sys_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}
