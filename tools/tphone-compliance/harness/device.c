// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The system calls of a phone of the kernel, see device.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "case.h"
#include "device.h"

int device_call(int fd, unsigned long number, void *argument)
{
	return ioctl(fd, number, argument) < 0 ? -errno : 0;
}

int device_role(int fd, unsigned int role)
{
	struct tphone_role argument = {
		.size = sizeof(argument),
		.role = role,
	};

	return device_call(fd, TPHONE_IOC_ROLE, &argument);
}

int device_open(const struct phone *phone, unsigned int role)
{
	int fd = open(phone_path(phone), O_RDWR | O_NONBLOCK | O_CLOEXEC);

	CHECK(fd >= 0);
	if (role != TPHONE_ROLE_NONE)
		CHECK_EQ(device_role(fd, role), 0);
	return fd;
}

int device_owner(const struct phone *phone)
{
	return device_open(phone, TPHONE_ROLE_OWNER);
}

int device_monitor(const struct phone *phone)
{
	return device_open(phone, TPHONE_ROLE_MONITOR);
}

int device_notify(int fd, unsigned int kinds, int eventfd)
{
	struct tphone_notify argument = {
		.size = sizeof(argument),
		.flags = kinds,
		.eventfd = eventfd,
	};

	return device_call(fd, TPHONE_IOC_NOTIFY, &argument);
}

int device_lamp_mode(int fd, unsigned int lamp)
{
	struct tphone_lamp argument = {
		.size = sizeof(argument),
		.lamp = lamp,
	};

	CHECK_EQ(device_call(fd, TPHONE_IOC_LAMP, &argument), 0);
	return argument.mode;
}

int device_submit(int fd, const struct tphone_request *request, __u64 *id)
{
	struct tphone_submit argument = {
		.size = sizeof(argument),
		.requests_ptr = device_pointer(request),
		.ids_ptr = device_pointer(id),
		.nr_requests = 1,
		.request_size = sizeof(*request),
	};

	return device_call(fd, TPHONE_IOC_SUBMIT, &argument);
}

__u64 device_set_lamp(int fd, unsigned int lamp, unsigned int mode)
{
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_LAMP,
		.target = lamp,
		.arg0 = mode,
	};
	__u64 id = 0;

	CHECK_EQ(device_submit(fd, &request, &id), 0);
	return id;
}

static bool wait_readable(int fd, int timeout_ms)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };

	return poll(&pollfd, 1, timeout_ms) == 1 &&
	       (pollfd.revents & POLLIN);
}

bool device_readable(int fd)
{
	return wait_readable(fd, 0);
}

struct tphone_record device_record(int fd)
{
	struct tphone_record record;

	CHECK(wait_readable(fd, SOON));
	CHECK_EQ(read(fd, &record, sizeof(record)), sizeof(record));
	return record;
}

void device_no_record(int fd)
{
	struct tphone_record record;

	CHECK(!wait_readable(fd, A_WHILE));
	CHECK(read(fd, &record, sizeof(record)) <= 0);
}

struct tphone_record device_completion(int fd)
{
	struct tphone_record record;

	do {
		record = device_record(fd);
	} while (record.type != TPHONE_RECORD_COMPLETION);
	return record;
}

struct tphone_record device_event(int fd, unsigned int code)
{
	struct tphone_record record;

	do {
		record = device_record(fd);
	} while (record.type != TPHONE_RECORD_EVENT || record.code != code);
	return record;
}

/* Pairs of a phone without a shape: 12 keys, 8 keys with a lamp, 1 lamp. */
#define NR_BUTTONS	21
#define FIRST_LAMP	12

static void make_usual(int fd)
{
	struct tphone_info info = { .size = sizeof(info) };
	unsigned int lamp;

	CHECK_EQ(device_call(fd, TPHONE_IOC_INFO, &info), 0);
	if (info.nr_buttons != NR_BUTTONS)
		case_skip("the phone has not the buttons and lamps of this");
	for (lamp = FIRST_LAMP; lamp < NR_BUTTONS; lamp++) {
		device_set_lamp(fd, lamp, TPHONE_LAMPMODE_OFF);
		CHECK_EQ(device_completion(fd).status, 0);
	}
}

struct phone *device_phone(void)
{
	struct phone *phone = phone_new(NULL);
	int fd;

	if (!phone_is_given())
		return phone;
	fd = device_owner(phone);
	make_usual(fd);
	close(fd);
	return phone;
}
