// SPDX-License-Identifier: GPL-2.0-only
/*
 * The trace events come in order and with the numbers that user space sees. The
 * test uses an instance of its own, so it disturbs no other tracer.
 */
#include "kselftest_harness.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "phone.h"
#include "sim.h"
#include "util.h"

#define TRACEFS		"/sys/kernel/tracing"
#define TRACE_SIZE	(256 * 1024)

FIXTURE(trace)
{
	struct sim sim;
	char instance[96];
	char *text;
	int phone;
};

static int instance_write(const char *instance, const char *file,
			  const char *text)
{
	char path[160];

	snprintf(path, sizeof(path), "%s/%s", instance, file);
	return file_write(path, text);
}

FIXTURE_SETUP(trace)
{
	if (sim_missing())
		SKIP(return, "%s", sim_missing());
	if (access(TRACEFS "/instances", W_OK))
		SKIP(return, "tracefs is not mounted on " TRACEFS);
	ASSERT_EQ(0, sim_create(&self->sim));
	snprintf(self->instance, sizeof(self->instance),
		 TRACEFS "/instances/%s", self->sim.name);
	if (mkdir(self->instance, 0700)) {
		sim_destroy(&self->sim);
		self->instance[0] = '\0';
		SKIP(return, "no trace instance: %s", strerror(errno));
	}
	self->text = malloc(TRACE_SIZE);
	ASSERT_NE(NULL, self->text);
	ASSERT_EQ(0, sim_live(&self->sim, true));
	self->phone = atoi(phone_name(&self->sim) + strlen("tphone"));
	/*
	 * Other clocks may differ from processor to processor, and give no
	 * order.
	 */
	ASSERT_EQ(0, instance_write(self->instance, "trace_clock", "counter"));
	ASSERT_EQ(0, instance_write(self->instance, "events/tphone/enable",
				    "1"));
}

FIXTURE_TEARDOWN(trace)
{
	sim_destroy(&self->sim);
	if (self->instance[0])
		rmdir(self->instance);
	free(self->text);
}

/* The trace up to now. */
static const char *read_trace(const char *instance, char *text)
{
	char path[160];

	snprintf(path, sizeof(path), "%s/trace", instance);
	text[0] = '\0';
	return file_read(path, text, TRACE_SIZE - 1) ? "" : strcat(text, "\n");
}

#define TRACE(self)	read_trace((self)->instance, (self)->text)

/* The end of an event with exactly these numbers in the trace, or NULL. */
__attribute__((format(printf, 2, 3)))
static const char *find(const char *trace, const char *format, ...)
{
	char event[256];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(event, sizeof(event) - 1, format, args);
	va_end(args);
	strcpy(event + len, "\n");
	trace = trace ? strstr(trace, event) : NULL;
	return trace ? trace + len : NULL;
}

/* The same for an event that goes on behind these numbers. */
__attribute__((format(printf, 2, 3)))
static const char *find_start(const char *trace, const char *format, ...)
{
	char event[256];
	va_list args;

	va_start(args, format);
	vsnprintf(event, sizeof(event), format, args);
	va_end(args);
	return strstr(trace, event);
}

/* The number of events that begin like this. */
static int count(const char *trace, const char *name, int phone)
{
	char start[64];
	int nr = 0;

	snprintf(start, sizeof(start), ": tphone_%s: phone=%d ", name, phone);
	for (; (trace = strstr(trace, start)); trace++)
		nr++;
	return nr;
}

/* The number of the handle in fdinfo. */
static unsigned int handle_number(int fd)
{
	unsigned int number;
	char path[64], text[1024];
	const char *line;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	if (file_read(path, text, sizeof(text)))
		return 0;
	line = strstr(text, "tphone-handle:");
	if (!line || sscanf(line, "tphone-handle:%u", &number) != 1)
		return 0;
	return number;
}

TEST_F(trace, the_life_of_a_handle)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	unsigned int handle;
	const char *at;

	ASSERT_LE(0, fd);
	handle = handle_number(fd);
	ASSERT_NE(0, handle);
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_OWNER));
	close(fd);
	at = find(TRACE(self), "tphone_open: phone=%d handle=%u", self->phone,
		  handle);
	EXPECT_NE(NULL, at);
	at = find(at, "tphone_role: phone=%d handle=%u role=%u", self->phone,
		  handle, TPHONE_ROLE_MONITOR);
	EXPECT_NE(NULL, at);
	at = find(at, "tphone_role: phone=%d handle=%u role=%u", self->phone,
		  handle, TPHONE_ROLE_OWNER);
	EXPECT_NE(NULL, at);
	at = find(at, "tphone_close: phone=%d handle=%u", self->phone, handle);
	EXPECT_NE(NULL, at);
}

TEST_F(trace, handles_have_numbers_of_their_own)
{
	int first = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	int second = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, first);
	ASSERT_LE(0, second);
	EXPECT_NE(handle_number(first), handle_number(second));
	EXPECT_NE(NULL, find(TRACE(self), "tphone_open: phone=%d handle=%u",
			     self->phone, handle_number(second)));
	close(first);
	close(second);
	EXPECT_EQ(2, count(TRACE(self), "open", self->phone));
	EXPECT_EQ(2, count(TRACE(self), "close", self->phone));
	EXPECT_EQ(0, count(TRACE(self), "role", self->phone));
}

TEST_F(trace, an_operation_from_submit_to_complete)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_request request = request_ring(2, 300);
	struct tphone_record record;
	const char *at;

	ASSERT_LE(0, fd);
	request.user_data = 0xabcdef;
	request.timeout_ms = 9000;
	ASSERT_EQ(0, phone_execute(fd, &request, &record));
	at = find(TRACE(self),
		  "tphone_submit: phone=%d handle=%u id=%#llx opcode=8 user_data=0xabcdef target=0 arg0=2 arg1=300 data_len=0 timeout_ms=9000",
		  self->phone, handle_number(fd), record.id);
	EXPECT_NE(NULL, at);
	at = find(at, "tphone_issue: phone=%d handle=%u id=%#llx", self->phone,
		  handle_number(fd), record.id);
	EXPECT_NE(NULL, at);
	at = find(at,
		  "tphone_complete: phone=%d handle=%u id=%#llx seq=%llu opcode=8 status=0 flags=0x0",
		  self->phone, handle_number(fd), record.id, record.seq);
	EXPECT_NE(NULL, at);
	EXPECT_EQ(1, count(self->text, "submit", self->phone));
	EXPECT_EQ(1, count(self->text, "issue", self->phone));
	EXPECT_EQ(1, count(self->text, "complete", self->phone));
	EXPECT_EQ(0, count(self->text, "cancel", self->phone));
	close(fd);
}

TEST_F(trace, target_and_payload)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_request request = request_display(3, 2, "hello");
	struct tphone_record record;

	ASSERT_LE(0, fd);
	request.user_data = 1;
	ASSERT_EQ(0, phone_execute(fd, &request, &record));
	EXPECT_NE(NULL, find(TRACE(self),
			     "tphone_submit: phone=%d handle=%u id=%#llx opcode=4 user_data=0x1 target=3 arg0=2 arg1=0 data_len=5 timeout_ms=0",
			     self->phone, handle_number(fd), record.id));
	close(fd);
}

TEST_F(trace, a_failure)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_request request = request_ring(2, 300);
	struct tphone_record record;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, sim_set(&self->sim, "fail_nth", "1 121"));
	ASSERT_EQ(-121, phone_execute(fd, &request, &record));
	EXPECT_NE(NULL, find(TRACE(self),
			     "tphone_complete: phone=%d handle=%u id=%#llx seq=%llu opcode=8 status=-121 flags=0x0",
			     self->phone, handle_number(fd), record.id,
			     record.seq));
	/* The ringer is silent, so there is no event of it. */
	EXPECT_EQ(NULL, strstr(self->text, "code=4 cause=1"));
	close(fd);
}

TEST_F(trace, cancelling)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_record record;
	const char *at;
	__u64 id;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(1, submit_lamps(fd, 1, TPHONE_LAMPMODE_STEADY, &id));
	EXPECT_EQ(0, count(TRACE(self), "complete", self->phone));
	ASSERT_EQ(1, phone_cancel_id(fd, id));
	ASSERT_EQ(0, phone_completion(fd, id, &record));
	at = find(TRACE(self), "tphone_cancel: phone=%d handle=%u id=%#llx",
		  self->phone, handle_number(fd), id);
	EXPECT_NE(NULL, at);
	EXPECT_NE(NULL, find(at,
			     "tphone_complete: phone=%d handle=%u id=%#llx seq=%llu opcode=7 status=-125 flags=0x1",
			     self->phone, handle_number(fd), id, record.seq));
	close(fd);
}

TEST_F(trace, the_last_close_cancels)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	unsigned int handle;
	__u64 ids[3];
	int i;

	ASSERT_LE(0, fd);
	handle = handle_number(fd);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(3, submit_lamps(fd, 3, TPHONE_LAMPMODE_STEADY, ids));
	close(fd);
	TRACE(self);
	for (i = 0; i < 3; i++)
		EXPECT_NE(NULL, find(self->text,
				     "tphone_cancel: phone=%d handle=%u id=%#llx",
				     self->phone, handle, ids[i]));
	EXPECT_EQ(3, count(self->text, "complete", self->phone));
}

/* Trace events name the handle that submitted, even when it is closed. */
TEST_F(trace, operations_of_two_handles)
{
	struct tphone_request request = request_devspecific("x", 1, 0);
	unsigned int handles[2];
	__u64 ids[2];
	int fds[2];
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	for (i = 0; i < 2; i++) {
		fds[i] = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
		ASSERT_LE(0, fds[i]);
		handles[i] = handle_number(fds[i]);
		ASSERT_EQ(0, phone_submit_one(fds[i], &request, &ids[i]));
	}
	EXPECT_NE(ids[0], ids[1]);
	close(fds[1]);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 2));
	close(fds[0]);
	TRACE(self);
	for (i = 0; i < 2; i++) {
		EXPECT_NE(NULL, find(self->text,
				     "tphone_issue: phone=%d handle=%u id=%#llx",
				     self->phone, handles[i], ids[i]));
		EXPECT_NE(NULL, find_start(self->text,
					   "tphone_complete: phone=%d handle=%u id=%#llx ",
					   self->phone, handles[i], ids[i]));
	}
}

TEST_F(trace, events_have_the_numbers_of_the_record)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	struct tphone_record records[3];
	int i;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, sim_user(&self->sim, "lift headset"));
	ASSERT_EQ(0, sim_user(&self->sim, "press 9"));
	ASSERT_EQ(0, sim_user(&self->sim, "suspend"));
	ASSERT_EQ(3, phone_read(fd, records, 3));
	TRACE(self);
	for (i = 0; i < 3; i++)
		EXPECT_NE(NULL, find(self->text,
				     "tphone_event: phone=%d seq=%llu id=0x%llx code=%u cause=%u value=%llu,%llu",
				     self->phone, records[i].seq,
				     records[i].id,
				     records[i].code, records[i].cause,
				     records[i].value[0], records[i].value[1]));
	close(fd);
}

TEST_F(trace, the_completion_comes_before_the_event)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_request request = request_lamp(FIRST_LAMP,
						     TPHONE_LAMPMODE_WINK);
	struct tphone_record record;
	const char *at;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_execute(fd, &request, &record));
	at = find(TRACE(self),
		  "tphone_complete: phone=%d handle=%u id=%#llx seq=%llu opcode=7 status=0 flags=0x0",
		  self->phone, handle_number(fd), record.id, record.seq);
	EXPECT_NE(NULL, at);
	EXPECT_NE(NULL, find(at,
			     "tphone_event: phone=%d seq=%llu id=%#llx code=3 cause=1 value=%d,%d",
			     self->phone, record.seq + 1, record.id, FIRST_LAMP,
			     TPHONE_LAMPMODE_WINK));
	close(fd);
}

TEST_F(trace, what_was_refused_leaves_no_trace)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_request request = request_lamp(FIRST_LAMP, 0x55);

	ASSERT_LE(0, fd);
	ASSERT_EQ(-EDOM, phone_submit_one(fd, &request, NULL));
	EXPECT_EQ(0, count(TRACE(self), "submit", self->phone));
	EXPECT_EQ(0, count(self->text, "issue", self->phone));
	close(fd);
}

TEST_F(trace, a_reset_is_an_operation_of_the_core)
{
	const char *silent = "code=4 cause=4 value=0,300\n";
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_request request = request_ring(2, 300);
	int tries;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, sysfs_write(&self->sim, "reset_on_last_close", "call"));
	ASSERT_EQ(0, phone_execute(fd, &request, NULL));
	close(fd);
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 2));
	/* The event comes after the completion. */
	for (tries = 0; tries < 200 && !strstr(TRACE(self), silent); tries++)
		sleep_ms(10);
	EXPECT_NE(NULL, strstr(self->text, silent));
	EXPECT_EQ(2, count(self->text, "submit", self->phone));
	EXPECT_EQ(2, count(self->text, "complete", self->phone));
}

TEST_HARNESS_MAIN
