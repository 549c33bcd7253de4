// SPDX-License-Identifier: GPL-2.0-only
/*
 * The system calls of /dev/tphoneN for the tests, see phone.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "phone.h"

int phone_ioctl(int fd, unsigned long cmd, void *argument)
{
	return ioctl(fd, cmd, argument) < 0 ? -errno : 0;
}

int phone_open(const char *path, unsigned int role)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	int error;

	if (fd < 0)
		return -errno;
	if (role == TPHONE_ROLE_NONE)
		return fd;
	error = phone_role(fd, role);
	if (error) {
		close(fd);
		return error;
	}
	return fd;
}

int phone_info(int fd, struct tphone_info *info)
{
	*info = (struct tphone_info){ .size = sizeof(*info) };
	return phone_ioctl(fd, TPHONE_IOC_INFO, info);
}

int phone_state(int fd, struct tphone_state *state)
{
	*state = (struct tphone_state){ .size = sizeof(*state) };
	return phone_ioctl(fd, TPHONE_IOC_STATE, state);
}

int phone_role(int fd, unsigned int role)
{
	struct tphone_role arg = { .size = sizeof(arg), .role = role };

	return phone_ioctl(fd, TPHONE_IOC_ROLE, &arg);
}

int phone_role_named(int fd, unsigned int role, const char *name)
{
	struct tphone_role arg = { .size = sizeof(arg), .role = role };

	/* A name that is too long is not terminated then. */
	memcpy(arg.name, name, strnlen(name, sizeof(arg.name)));
	return phone_ioctl(fd, TPHONE_IOC_ROLE, &arg);
}

int phone_mask(int fd, __u64 events)
{
	struct tphone_mask arg = { .size = sizeof(arg), .events = events };

	return phone_ioctl(fd, TPHONE_IOC_MASK, &arg);
}

int phone_notify(int fd, unsigned int kinds, int eventfd)
{
	struct tphone_notify arg = {
		.size = sizeof(arg), .flags = kinds, .eventfd = eventfd,
	};

	return phone_ioctl(fd, TPHONE_IOC_NOTIFY, &arg);
}

int phone_lamp(int fd, unsigned int lamp, struct tphone_lamp *answer)
{
	*answer = (struct tphone_lamp){ .size = sizeof(*answer), .lamp = lamp };
	return phone_ioctl(fd, TPHONE_IOC_LAMP, answer);
}

int phone_lamp_mode(int fd, unsigned int lamp)
{
	struct tphone_lamp answer;
	int error = phone_lamp(fd, lamp, &answer);

	return error ?: (int)answer.mode;
}

int phone_button(int fd, unsigned int button, struct tphone_button *answer)
{
	*answer = (struct tphone_button){
		.size = sizeof(*answer), .button = button,
	};
	return phone_ioctl(fd, TPHONE_IOC_BUTTON, answer);
}

int phone_detach(int fd, unsigned int grace_ms, struct tphone_detach *answer)
{
	*answer = (struct tphone_detach){
		.size = sizeof(*answer), .grace_ms = grace_ms,
	};
	return phone_ioctl(fd, TPHONE_IOC_DETACH, answer);
}

int phone_detach_keep(int fd, unsigned int grace_ms,
		      struct tphone_detach *answer)
{
	*answer = (struct tphone_detach){
		.size = sizeof(*answer),
		.flags = TPHONE_DETACH_KEEP,
		.grace_ms = grace_ms,
	};
	return phone_ioctl(fd, TPHONE_IOC_DETACH, answer);
}

int phone_revoke(int fd)
{
	struct tphone_revoke arg = { .size = sizeof(arg) };

	return phone_ioctl(fd, TPHONE_IOC_REVOKE, &arg);
}

int phone_cancel(int fd, unsigned int select, __u64 key)
{
	struct tphone_cancel arg = { .size = sizeof(arg), .select = select };
	int error;

	if (select == TPHONE_CANCEL_ID)
		arg.id = key;
	else
		arg.user_data = key;
	error = phone_ioctl(fd, TPHONE_IOC_CANCEL, &arg);
	return error ?: (int)arg.nr_cancelled;
}

int phone_cancel_id(int fd, __u64 id)
{
	return phone_cancel(fd, TPHONE_CANCEL_ID, id);
}

int phone_cancel_all(int fd)
{
	return phone_cancel(fd, TPHONE_CANCEL_ALL, 0);
}

int phone_fetch(int fd, __u64 id, void *buf, size_t size)
{
	struct tphone_fetch arg = {
		.size = sizeof(arg),
		.flags = buf ? 0 : TPHONE_FETCH_DISCARD,
		.id = id,
		.buf_ptr = phone_pointer(buf),
		.buf_len = size,
	};
	int error = phone_ioctl(fd, TPHONE_IOC_FETCH, &arg);

	return error ?: (int)arg.len;
}

int phone_display(int fd, char *buf, size_t size, struct tphone_display *answer)
{
	struct tphone_display arg = {
		.size = sizeof(arg),
		.buf_ptr = phone_pointer(buf),
		.buf_len = size - 1,
	};
	int error = phone_ioctl(fd, TPHONE_IOC_DISPLAY, &arg);

	if (answer)
		*answer = arg;
	if (error)
		return error;
	buf[arg.len] = '\0';
	return arg.len;
}

int phone_data(int fd, unsigned int area, unsigned int offset, void *buf,
	       size_t size, struct tphone_data *answer)
{
	struct tphone_data arg = {
		.size = sizeof(arg),
		.area = area,
		.offset = offset,
		.buf_ptr = phone_pointer(buf),
		.buf_len = size,
	};
	int error = phone_ioctl(fd, TPHONE_IOC_DATA, &arg);

	if (answer)
		*answer = arg;
	return error ?: (int)arg.len;
}

struct tphone_request request_lamp(unsigned int lamp, unsigned int mode)
{
	return (struct tphone_request){
		.opcode = TPHONE_OP_SET_LAMP, .target = lamp, .arg0 = mode,
	};
}

struct tphone_request request_ring(unsigned int mode, unsigned int volume)
{
	return (struct tphone_request){
		.opcode = TPHONE_OP_SET_RING, .arg0 = mode, .arg1 = volume,
	};
}

struct tphone_request request_hook(unsigned int devices, unsigned int mode)
{
	return (struct tphone_request){
		.opcode = TPHONE_OP_SET_HOOK, .target = devices, .arg0 = mode,
	};
}

struct tphone_request request_volume(unsigned int device, unsigned int volume)
{
	return (struct tphone_request){
		.opcode = TPHONE_OP_SET_VOLUME, .target = device,
		.arg0 = volume,
	};
}

struct tphone_request request_gain(unsigned int device, unsigned int gain)
{
	return (struct tphone_request){
		.opcode = TPHONE_OP_SET_GAIN, .target = device, .arg0 = gain,
	};
}

struct tphone_request request_display(unsigned int row, unsigned int column,
				      const char *text)
{
	return (struct tphone_request){
		.opcode = TPHONE_OP_SET_DISPLAY, .target = row, .arg0 = column,
		.data_ptr = phone_pointer(text), .data_len = strlen(text),
	};
}

struct tphone_request request_button(unsigned int button, unsigned int mode,
				     unsigned int function, const char *text)
{
	return (struct tphone_request){
		.opcode = TPHONE_OP_SET_BUTTON, .target = button, .arg0 = mode,
		.arg1 = function, .data_ptr = phone_pointer(text),
		.data_len = strlen(text),
	};
}

struct tphone_request request_data(unsigned int area, unsigned int offset,
				   const void *data, size_t len)
{
	return (struct tphone_request){
		.opcode = TPHONE_OP_SET_DATA, .target = area,
		.data_offset = offset, .data_ptr = phone_pointer(data),
		.data_len = len,
	};
}

struct tphone_request request_devspecific(const void *data, size_t len,
					  unsigned int wanted)
{
	return (struct tphone_request){
		.opcode = TPHONE_OP_DEVSPECIFIC, .arg0 = wanted,
		.data_ptr = phone_pointer(data), .data_len = len,
	};
}

int phone_submit(int fd, struct tphone_submit *submit)
{
	submit->size = sizeof(*submit);
	submit->request_size = sizeof(struct tphone_request);
	return phone_ioctl(fd, TPHONE_IOC_SUBMIT, submit);
}

int phone_submit_many(int fd, const struct tphone_request *requests,
		      unsigned int nr, __u64 *ids)
{
	struct tphone_submit submit = {
		.requests_ptr = phone_pointer(requests),
		.ids_ptr = phone_pointer(ids),
		.nr_requests = nr,
	};
	int error = phone_submit(fd, &submit);

	return error ?: (int)submit.nr_accepted;
}

int phone_submit_one(int fd, const struct tphone_request *request, __u64 *id)
{
	int nr = phone_submit_many(fd, request, 1, id);

	return nr < 0 ? nr : 0;
}

int phone_execute(int fd, const struct tphone_request *request,
		  struct tphone_record *record)
{
	struct tphone_record own;
	__u64 id;
	int error = phone_submit_one(fd, request, &id);

	if (!record)
		record = &own;
	if (!error)
		error = phone_completion(fd, id, record);
	return error ?: record->status;
}

int phone_read(int fd, struct tphone_record *records, unsigned int nr)
{
	ssize_t len = read(fd, records, nr * sizeof(*records));

	if (len < 0)
		return -errno;
	if (len % sizeof(*records))
		return -EPROTO;
	return len / sizeof(*records);
}

static long long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

int phone_poll(int fd, short events, int timeout_ms)
{
	struct pollfd poll_fd = { .fd = fd, .events = events };
	long long end = now_ms() + timeout_ms;

	if (poll(&poll_fd, 1, timeout_ms) < 0)
		return -errno;
	/* When the time is over, poll() checks again without a wake-up. */
	if (timeout_ms > 0 && poll_fd.revents && now_ms() >= end)
		return -ETIMEDOUT;
	return poll_fd.revents;
}

bool phone_is_quiet(int fd)
{
	return !(phone_poll(fd, POLLIN, 0) & POLLIN);
}

static int next_until(int fd, struct tphone_record *record, long long end)
{
	long long left = end - now_ms();
	int nr;

	if (left < 0)
		left = 0;
	nr = phone_poll(fd, POLLIN, left);
	if (nr <= 0)
		return nr ?: -ETIMEDOUT;
	nr = phone_read(fd, record, 1);
	if (nr < 0)
		return nr;
	return nr ? 0 : -ENODATA;
}

int phone_next(int fd, struct tphone_record *record)
{
	return next_until(fd, record, now_ms() + PHONE_WAIT_MS);
}

int phone_next_type(int fd, unsigned int type, struct tphone_record *record)
{
	long long end = now_ms() + PHONE_WAIT_MS;
	int error;

	do {
		error = next_until(fd, record, end);
	} while (!error && record->type != type);
	return error;
}

int phone_next_completion(int fd, struct tphone_record *record)
{
	return phone_next_type(fd, TPHONE_RECORD_COMPLETION, record);
}

int phone_completion(int fd, __u64 id, struct tphone_record *record)
{
	int error;

	do {
		error = phone_next_completion(fd, record);
	} while (!error && record->id != id);
	return error;
}

int phone_next_event(int fd, unsigned int code, struct tphone_record *record)
{
	int error;

	do {
		error = phone_next_type(fd, TPHONE_RECORD_EVENT, record);
	} while (!error && record->code != code);
	return error;
}

int phone_drain(int fd)
{
	struct tphone_record records[64];
	int total = 0;
	int nr;

	while (!phone_is_quiet(fd)) {
		nr = phone_read(fd, records, 64);
		if (nr <= 0)
			break;
		total += nr;
	}
	return total;
}

int phone_set_nonblocking(int fd, bool nonblocking)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0)
		return -errno;
	if (nonblocking)
		flags |= O_NONBLOCK;
	else
		flags &= ~O_NONBLOCK;
	return fcntl(fd, F_SETFL, flags) ? -errno : 0;
}

int phone_snapshot(int fd, struct phone_snapshot *snapshot)
{
	struct tphone_state *state = &snapshot->state;
	int error;

	memset(snapshot, 0, sizeof(*snapshot));
	state->size = sizeof(*state);
	state->nr_lamps = 64;
	state->lamps_ptr = phone_pointer(snapshot->lamps);
	error = phone_ioctl(fd, TPHONE_IOC_STATE, state);
	state->lamps_ptr = 0;
	if (error)
		return error;
	error = phone_display(fd, snapshot->display, sizeof(snapshot->display),
			      NULL);
	return error < 0 && error != -EOPNOTSUPP ? error : 0;
}

bool phone_unchanged(int fd, const struct phone_snapshot *before)
{
	struct phone_snapshot now;

	return !phone_snapshot(fd, &now) &&
	       !memcmp(before, &now, sizeof(now));
}
