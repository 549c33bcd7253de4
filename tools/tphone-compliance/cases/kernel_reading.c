// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reading at the interface of the kernel: the order of records, and the signals
 * for them.
 */
#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "device.h"
#include "operations.h"

#define LAMP		12
#define NR_RECORDS	10
#define NR_PRESSES	100
#define ALL_KINDS	(TPHONE_NOTIFY_COMPLETIONS | TPHONE_NOTIFY_EVENTS)

static int notified(int fd)
{
	int object = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);

	CHECK(object >= 0);
	CHECK_EQ(device_notify(fd, ALL_KINDS, object), 0);
	return object;
}

/* Acknowledge a signal, as a program does that was woken. */
static void acknowledge(int object)
{
	eventfd_t value;

	CHECK_EQ(eventfd_read(object, &value), 0);
	CHECK(!device_readable(object));
}

CASE(T311, ON_KERNEL, "the eventfd is readable while there are records")
{
	struct phone *phone = device_phone();
	int fd = device_monitor(phone);
	int object = notified(fd);
	int i;

	case_sleep_ms(A_WHILE);
	CHECK(!device_readable(object));
	CHECK(!device_readable(fd));
	for (i = 0; i < NR_RECORDS; i++)
		phone_user(phone, i % 2 ? "release 5" : "press 5");
	CHECK_SOON(device_readable(object));
	for (i = 0; i < NR_RECORDS; i++) {
		CHECK(device_readable(object));
		CHECK(device_readable(fd));
		device_record(fd);
	}
	CHECK(!device_readable(fd));
	acknowledge(object);
	device_no_record(fd);
	CHECK(!device_readable(object));
	/* Acknowledging before reading hides no later record. */
	phone_user(phone, "press 6");
	CHECK_SOON(device_readable(object));
	acknowledge(object);
	CHECK(device_readable(fd));
	device_record(fd);
	CHECK(!device_readable(fd));
	phone_user(phone, "release 6");
	close(object);
	close(fd);
}

static void set_lamp(int fd, unsigned int mode)
{
	__u64 id = device_set_lamp(fd, LAMP, mode);
	struct tphone_record record = device_completion(fd);

	CHECK(record.id == id);
	CHECK_EQ(record.status, 0);
}

CASE(T312, ON_KERNEL, "what a program does to its eventfd hurts nobody")
{
	struct phone *phone = device_phone();
	int other = device_monitor(phone);
	int fd = device_owner(phone);
	int other_object, object;

	device_event(other, TPHONE_EVENT_OWNER);
	other_object = notified(other);
	object = notified(fd);
	/* The counter is full, so a blocking write would have to wait. */
	CHECK_EQ(eventfd_write(object, 0xfffffffffffffffeULL), 0);
	set_lamp(fd, TPHONE_LAMPMODE_WINK);
	CHECK_SOON(device_readable(other_object));
	device_event(other, TPHONE_EVENT_LAMP);
	acknowledge(other_object);
	close(object);
	set_lamp(fd, TPHONE_LAMPMODE_FLASH);
	CHECK_SOON(device_readable(other_object));
	device_event(other, TPHONE_EVENT_LAMP);
	acknowledge(other_object);
	/* NOTIFY refuses a closed descriptor, and one that is no eventfd. */
	CHECK_EQ(device_notify(fd, ALL_KINDS, object), -EBADF);
	CHECK_EQ(device_notify(fd, ALL_KINDS, fd), -EINVAL);
	set_lamp(fd, TPHONE_LAMPMODE_OFF);
	device_event(other, TPHONE_EVENT_LAMP);
	close(fd);
	close(other);
	close(other_object);
}

static unsigned int button_of(int press)
{
	return press * 7 % 12;
}

static void press_all(struct phone *phone)
{
	int i;

	for (i = 0; i < NR_PRESSES; i++) {
		phone_user(phone, "press %u", button_of(i));
		phone_user(phone, "release %u", button_of(i));
	}
}

static void read_in_order(int fd)
{
	__u64 seq = 0;
	int i;

	for (i = 0; i < 2 * NR_PRESSES; i++) {
		struct tphone_record record = device_record(fd);

		CHECK(record.seq > seq);
		seq = record.seq;
		CHECK_EQ(record.type, TPHONE_RECORD_EVENT);
		CHECK_EQ(record.code, TPHONE_EVENT_BUTTON);
		CHECK_EQ(record.value[0], button_of(i / 2));
		CHECK_EQ(record.value[1], i % 2 ? TPHONE_BUTTONSTATE_UP :
			 TPHONE_BUTTONSTATE_DOWN);
	}
	CHECK(!device_readable(fd));
}

static void check_callbacks_in_order(void)
{
	unsigned int at = 0;
	int i;

	for (i = 0; i < 2 * NR_PRESSES; i++) {
		struct callback call;

		at = callback_event(at, PHONE_BUTTON, 0);
		call = callback_get(at++);
		CHECK_EQ(call.parameter[0], button_of(i / 2));
		CHECK_EQ(call.parameter[2], i % 2 ? PHONEBUTTONSTATE_UP :
			 PHONEBUTTONSTATE_DOWN);
	}
	CHECK_EQ(operations_callbacks(), 2 * NR_PRESSES);
}

CASE(T318, ON_KERNEL, "records come in the order in which things happened")
{
	struct phone *phone = device_phone();
	HDRVPHONE handle;
	int fd;

	provider_begin(0);
	handle = provider_open(phone);
	provider_enable_all(handle);
	fd = device_monitor(phone);
	press_all(phone);
	read_in_order(fd);
	check_callbacks_in_order();
	close(fd);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}
