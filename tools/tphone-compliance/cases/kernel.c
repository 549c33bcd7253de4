// SPDX-License-Identifier: GPL-2.0-or-later
/* Closing at the interface of the kernel: which operations are cancelled. */
#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

#include "device.h"
#include "operations.h"

#define LAMP		12
#define NR_OPERATIONS	40

/* One operation that the phone holds. */
static int hold_one(struct phone *phone)
{
	int fd = device_owner(phone);

	operations_hold(phone);
	device_set_lamp(fd, LAMP, TPHONE_LAMPMODE_STEADY);
	phone_wait_held(phone, 1);
	return fd;
}

static void check_held(struct phone *phone)
{
	case_sleep_ms(A_WHILE / 3);
	CHECK_EQ(phone_number(phone, "held"), 1);
	CHECK_EQ(phone_number(phone, "cancelled"), 0);
}

static void check_cancelled(struct phone *phone, int number)
{
	CHECK_SOON(phone_number(phone, "held") == 0);
	CHECK_EQ(phone_number(phone, "cancelled"), number);
}

static void close_in_child(int fd)
{
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (!pid) {
		close(fd);
		_exit(0);
	}
	CHECK_EQ(waitpid(pid, NULL, 0), pid);
}

static void send_fd(int socket, int fd)
{
	char control[CMSG_SPACE(sizeof(fd))] = "";
	struct iovec byte = { .iov_base = control, .iov_len = 1 };
	struct msghdr message = {
		.msg_iov = &byte,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(header), &fd, sizeof(fd));
	CHECK_EQ(sendmsg(socket, &message, 0), 1);
}

static int receive_fd(int socket)
{
	int fd = -1;
	char control[CMSG_SPACE(sizeof(fd))];
	char byte;
	struct iovec data = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};

	CHECK_EQ(recvmsg(socket, &message, MSG_CMSG_CLOEXEC), 1);
	CHECK(CMSG_FIRSTHDR(&message));
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(fd));
	CHECK(fd >= 0);
	return fd;
}

/* The descriptor is closed while only a message on its way refers to it. */
static int send_and_receive(struct phone *phone, int fd)
{
	int sockets[2];

	CHECK(!socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets));
	send_fd(sockets[0], fd);
	close(fd);
	check_held(phone);
	fd = receive_fd(sockets[1]);
	close(sockets[0]);
	close(sockets[1]);
	return fd;
}

CASE(T307, ON_KERNEL, "only the last descriptor of the last file cancels")
{
	struct phone *phone = device_phone();
	int fd = hold_one(phone);
	int copy = dup(fd);
	int monitor;

	CHECK(copy >= 0);
	close(copy);
	check_held(phone);
	copy = dup(fd);
	close(fd);
	check_held(phone);
	close_in_child(copy);
	check_held(phone);
	fd = send_and_receive(phone, copy);
	check_held(phone);
	/* The last descriptor of this file, but there is another file. */
	monitor = device_monitor(phone);
	close(fd);
	check_held(phone);
	close(monitor);
	check_cancelled(phone, 1);
}

CASE(T308, ON_KERNEL, "an operation goes on without the file it came from")
{
	struct phone *phone = device_phone();
	int monitor = device_monitor(phone);
	int own_eventfd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	long long before = phone_number(phone, "completed");
	int fd = hold_one(phone);
	struct tphone_record event;
	eventfd_t value;

	CHECK_EQ(device_notify(fd, TPHONE_NOTIFY_COMPLETIONS |
			       TPHONE_NOTIFY_EVENTS, own_eventfd), 0);
	close(fd);
	/* Drop signals of the close itself. */
	eventfd_read(own_eventfd, &value);
	check_held(phone);
	operations_release(phone);
	event = device_event(monitor, TPHONE_EVENT_LAMP);
	CHECK_EQ(event.value[0], LAMP);
	CHECK_EQ(event.value[1], TPHONE_LAMPMODE_STEADY);
	CHECK_EQ(device_lamp_mode(monitor, LAMP), TPHONE_LAMPMODE_STEADY);
	CHECK_EQ(phone_number(phone, "completed"), before + 1);
	CHECK_EQ(phone_number(phone, "cancelled"), 0);
	CHECK(eventfd_read(own_eventfd, &value) < 0);
	CHECK_EQ(errno, EAGAIN);
	close(monitor);
}

/* Unbind the driver from the device, without unplugging. */
static void unbind(const struct phone *phone)
{
	const char *name = strrchr(phone_path(phone), '/') + 1;
	char path[PATH_MAX], target[PATH_MAX], *device;
	ssize_t length;
	int fd;

	snprintf(path, sizeof(path), "/sys/class/tphone/%s/device", name);
	length = readlink(path, target, sizeof(target) - 1);
	CHECK(length > 0);
	target[length] = '\0';
	device = basename(target);
	strncat(path, "/driver/unbind", sizeof(path) - strlen(path) - 1);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	CHECK(fd >= 0);
	CHECK_EQ(write(fd, device, strlen(device)), strlen(device));
	close(fd);
}

/* Read completions up to the GONE record; each id must come once. */
static void read_to_the_end(int fd, const __u64 *ids, unsigned int nr)
{
	unsigned int seen[NR_OPERATIONS] = { 0 };
	struct tphone_record record;
	unsigned int i;

	while ((record = device_record(fd)).type != TPHONE_RECORD_GONE) {
		if (record.type != TPHONE_RECORD_COMPLETION)
			continue;
		CHECK_EQ(record.status, -ENODEV);
		for (i = 0; i < nr; i++)
			seen[i] += ids[i] == record.id;
	}
	for (i = 0; i < nr; i++)
		CHECK_EQ(seen[i], 1);
}

static void check_gone(int fd)
{
	struct tphone_info info = { .size = sizeof(info) };
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_RING,
	};
	struct tphone_record record;

	CHECK_EQ(device_call(fd, TPHONE_IOC_INFO, &info), -ENODEV);
	CHECK_EQ(device_submit(fd, &request, NULL), -ENODEV);
	CHECK_EQ(device_role(fd, TPHONE_ROLE_MONITOR), -ENODEV);
	CHECK(read(fd, &record, sizeof(record)) < 0);
	CHECK_EQ(errno, ENODEV);
	CHECK_EQ(close(fd), 0);
}

static void lose_driver(void (*lose)(struct phone *phone))
{
	struct phone *phone = device_phone();
	int looker = device_open(phone, TPHONE_ROLE_NONE);
	int monitor = device_monitor(phone);
	int owner = device_owner(phone);
	__u64 ids[NR_OPERATIONS];
	unsigned int i;

	operations_hold(phone);
	for (i = 0; i < NR_OPERATIONS; i++)
		ids[i] = device_set_lamp(owner, LAMP, TPHONE_LAMPMODE_WINK);
	phone_wait_held(phone, NR_OPERATIONS);
	lose(phone);
	read_to_the_end(owner, ids, NR_OPERATIONS);
	read_to_the_end(monitor, NULL, 0);
	check_gone(owner);
	check_gone(monitor);
	CHECK_EQ(close(looker), 0);
}

static void unbind_driver(struct phone *phone)
{
	unbind(phone);
}

static void unplug(struct phone *phone)
{
	phone_live(phone, false);
}

CASE(T313, ON_KERNEL, "losing the driver below open files ends operations")
{
	if (phone_is_given())
		case_skip("would take the driver off the phone");
	lose_driver(unbind_driver);
	lose_driver(unplug);
}

static int detach(int fd, struct tphone_detach *result)
{
	*result = (struct tphone_detach){ .size = sizeof(*result) };
	return device_call(fd, TPHONE_IOC_DETACH, result);
}

static void on_signal(int number)
{
	(void)number;
}

/* Every call is interrupted, and none restarted by the kernel. */
static void begin_signals(void)
{
	const struct sigaction action = { .sa_handler = on_signal };
	const struct itimerval often = {
		.it_interval.tv_usec = 500,
		.it_value.tv_usec = 500,
	};

	CHECK(!sigaction(SIGALRM, &action, NULL));
	CHECK(!setitimer(ITIMER_REAL, &often, NULL));
}

static void end_signals(void)
{
	CHECK(!setitimer(ITIMER_REAL, &(struct itimerval){ }, NULL));
}

/* Read until read() returns no record. */
static unsigned int read_completions(int fd, __u64 *ids, unsigned int max)
{
	int64_t until = case_now_ms() + SOON;
	struct tphone_record record;
	unsigned int nr = 0;
	ssize_t length;

	while ((length = read(fd, &record, sizeof(record)))) {
		CHECK(case_now_ms() < until);
		if (length < 0) {
			CHECK(errno == EINTR || errno == EAGAIN);
			continue;
		}
		if (record.type != TPHONE_RECORD_COMPLETION)
			continue;
		CHECK(nr < max);
		ids[nr++] = record.id;
	}
	return nr;
}

static void detach_amid_signals(struct phone *phone)
{
	__u64 ids[NR_OPERATIONS], ended[NR_OPERATIONS + 1];
	int fd = device_owner(phone);
	struct tphone_detach result;
	unsigned int i, j, nr, found;
	int error;

	for (i = 0; i < NR_OPERATIONS; i++)
		ids[i] = device_set_lamp(fd, LAMP, TPHONE_LAMPMODE_WINK);
	phone_wait_held(phone, NR_OPERATIONS);
	begin_signals();
	do {
		error = detach(fd, &result);
	} while (error == -EINTR);
	nr = read_completions(fd, ended, NR_OPERATIONS + 1);
	end_signals();
	CHECK_EQ(error, 0);
	CHECK_EQ(result.was_last, 1);
	CHECK_EQ(nr, NR_OPERATIONS);
	for (i = 0; i < NR_OPERATIONS; i++) {
		for (j = 0, found = 0; j < nr; j++)
			found += ended[j] == ids[i];
		CHECK_EQ(found, 1);
	}
	close(fd);
}

static void close_amid_signals(struct phone *phone)
{
	DRV_REQUESTID requests[NR_ASYNC];
	HDRVPHONE handle;
	unsigned int nr, i;

	provider_begin(0);
	handle = provider_open(phone);
	nr = operations_issue_all(phone, handle, requests);
	phone_wait_held(phone, nr);
	begin_signals();
	CHECK_OK(tspi->phoneClose(handle));
	end_signals();
	for (i = 0; i < nr; i++)
		CHECK_EQ(callback_completions(requests[i]), 1);
	operations_silent_since(nr);
	provider_end();
}

CASE(T314, ON_KERNEL, "signals while closing lose and double nothing")
{
	struct phone *phone = device_phone();

	operations_hold(phone);
	detach_amid_signals(phone);
	close_amid_signals(phone);
	/* The phone ignores cancelling, so that closing takes some time. */
	phone_set(phone, "ignore_cancel", "1");
	detach_amid_signals(phone);
	operations_release(phone);
}

CASE(T315, ON_KERNEL, "DETACH tells how many operations it ended")
{
	struct phone *phone = device_phone();
	int monitor = device_monitor(phone);
	int first = device_owner(phone);
	struct tphone_detach result;
	unsigned int i;
	int last;

	operations_hold(phone);
	for (i = 0; i < 3; i++)
		device_set_lamp(first, LAMP, TPHONE_LAMPMODE_WINK);
	CHECK_EQ(detach(first, &result), 0);
	CHECK_EQ(result.was_last, 0);
	CHECK_EQ(result.nr_outstanding, 3);
	CHECK_EQ(phone_number(phone, "cancelled"), 0);
	last = device_owner(phone);
	CHECK_EQ(detach(monitor, &result), 0);
	CHECK_EQ(result.was_last, 0);
	CHECK_EQ(result.nr_outstanding, 0);
	for (i = 0; i < 5; i++)
		device_set_lamp(last, LAMP, TPHONE_LAMPMODE_WINK);
	phone_wait_held(phone, 8);
	CHECK_EQ(detach(last, &result), 0);
	CHECK_EQ(result.was_last, 1);
	CHECK_EQ(result.nr_outstanding, 5);
	CHECK_EQ(result.nr_left_behind, 3);
	check_cancelled(phone, 8);
	close(first);
	close(last);
	close(monitor);
}

CASE(T316, ON_KERNEL, "phones of one driver know nothing of each other")
{
	struct phone *phones[2] = { device_phone(), phone_new(NULL) };
	int owners[2] = { hold_one(phones[0]), hold_one(phones[1]) };
	struct tphone_state state = { .size = sizeof(state) };
	int monitor = device_monitor(phones[0]);
	struct tphone_record record;

	CHECK_EQ(device_call(owners[0], TPHONE_IOC_STATE, &state), 0);
	CHECK_EQ(state.nr_owners, 1);
	CHECK_EQ(state.nr_monitors, 1);
	CHECK_EQ(state.nr_outstanding, 1);
	state = (struct tphone_state){ .size = sizeof(state) };
	CHECK_EQ(device_call(owners[1], TPHONE_IOC_STATE, &state), 0);
	CHECK_EQ(state.nr_owners, 1);
	CHECK_EQ(state.nr_monitors, 0);
	CHECK_EQ(state.nr_outstanding, 1);
	close(monitor);
	close(owners[0]);
	check_cancelled(phones[0], 1);
	check_held(phones[1]);
	CHECK(!device_readable(owners[1]));
	phone_live(phones[0], false);
	operations_release(phones[1]);
	record = device_completion(owners[1]);
	CHECK_EQ(record.status, 0);
	CHECK_EQ(device_lamp_mode(owners[1], LAMP), TPHONE_LAMPMODE_STEADY);
	close(owners[1]);
}
