// SPDX-License-Identifier: LGPL-2.1-or-later
/* Opening, roles, queries, closing, detaching, unplugging. */
#include "cmocka-first.h"

#include "alloc.h"
#include "fake.h"
#include "common/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct tphone *open_as(unsigned int role)
{
	struct tphone *phone = NULL;

	assert_int_equal(tphone_open(FAKE_PATH, role, &phone), 0);
	assert_non_null(phone);
	return phone;
}

static bool is_open(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

static bool is_ready(struct tphone *phone)
{
	struct pollfd pollfd = { .fd = tphone_fd(phone), .events = POLLIN };

	return poll(&pollfd, 1, 0) == 1;
}

static void a_role_decides_how_it_is_opened(void **state)
{
	struct tphone *phone;

	(void)state;
	phone = open_as(TPHONE_ROLE_NONE);
	assert_int_equal(fake.open_flags, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	assert_int_equal(tphone_get_role(phone), TPHONE_ROLE_NONE);
	tphone_close(phone);
	phone = open_as(TPHONE_ROLE_MONITOR);
	assert_int_equal(fake.open_flags, O_RDWR | O_CLOEXEC | O_NONBLOCK);
	assert_int_equal(tphone_get_role(phone), TPHONE_ROLE_MONITOR);
	tphone_close(phone);
	phone = open_as(TPHONE_ROLE_OWNER);
	assert_int_equal(fake.open_flags, O_RDWR | O_CLOEXEC | O_NONBLOCK);
	assert_int_equal(tphone_get_role(phone), TPHONE_ROLE_OWNER);
	tphone_close(phone);
}

/* A monitor does not need write permission, an owner does. */
static void permission_to_read_is_enough_for_a_monitor(void **state)
{
	static const int errors[] = { EACCES, EPERM };
	struct tphone *phone;
	unsigned int i;

	(void)state;
	for (i = 0; i < 2; i++) {
		fake.write_error = errors[i];
		phone = open_as(TPHONE_ROLE_MONITOR);
		assert_int_equal(fake.open_flags,
				 O_RDONLY | O_CLOEXEC | O_NONBLOCK);
		assert_int_equal(tphone_get_role(phone), TPHONE_ROLE_MONITOR);
		tphone_close(phone);
		assert_int_equal(tphone_open(FAKE_PATH, TPHONE_ROLE_OWNER,
					     &phone), -errors[i]);
		tphone_close(open_as(TPHONE_ROLE_NONE));
	}
	/* Errors other than those of writing are not retried. */
	fake.write_error = EUSERS;
	assert_int_equal(tphone_open(FAKE_PATH, TPHONE_ROLE_MONITOR, &phone),
			 -EUSERS);
}

static void open_hands_on_errors_and_leaves_nothing_open(void **state)
{
	struct tphone *phone = NULL;

	(void)state;
	assert_int_equal(tphone_open("/dev/tphone9", 0, &phone), -ENOENT);
	assert_int_equal(tphone_open(NULL, 0, &phone), -EINVAL);
	assert_int_equal(tphone_open(FAKE_PATH, 0, NULL), -EINVAL);
	assert_int_equal(tphone_open(FAKE_PATH, 3, &phone), -EINVAL);
	fake.open_error = EUSERS;
	assert_int_equal(tphone_open(FAKE_PATH, 0, &phone), -EUSERS);
	fake.open_error = 0;
	fake.role_error = EBUSY;
	assert_int_equal(tphone_open(FAKE_PATH, TPHONE_ROLE_OWNER, &phone),
			 -EBUSY);
	assert_int_equal(fake.opens, 1);
	assert_false(is_open(fake_device_fd()));
	assert_null(phone);
}

static void open_survives_lack_of_memory(void **state)
{
	struct tphone *phone;
	unsigned int n = 0;
	int error;

	(void)state;
	do {
		alloc_fail_at(++n);
		error = tphone_open(FAKE_PATH, TPHONE_ROLE_OWNER, &phone);
		alloc_fail_at(0);
		if (error)
			assert_int_equal(error, -ENOMEM);
	} while (error);
	assert_true(n > 1);
	tphone_close(phone);
}

static void a_passed_descriptor_is_adopted(void **state)
{
	struct tphone *first = open_as(TPHONE_ROLE_MONITOR), *second;
	int fd = tphone_raw_fd(first), other = open("/dev/null", O_RDONLY);

	(void)state;
	fcntl(fd, F_SETFL, 0);
	fcntl(fd, F_SETFD, 0);
	assert_int_equal(tphone_open_fd(fd, &second), 0);
	assert_int_equal(tphone_raw_fd(second), fd);
	assert_true(fcntl(fd, F_GETFL) & O_NONBLOCK);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	/* The library dispatches the handle already, as it has a role. */
	fake_event(TPHONE_EVENT_HOOK, 1);
	assert_true(is_ready(second));
	/* A descriptor that is no phone stays the caller's. */
	assert_int_equal(tphone_open_fd(other, &second), -ENOTTY);
	assert_true(is_open(other));
	close(other);
	assert_int_equal(tphone_open_fd(1 << 20, &second), -EBADF);
	assert_int_equal(tphone_open_fd(-1, &second), -EBADF);
	assert_int_equal(tphone_open_fd(fd, NULL), -EINVAL);
	tphone_close(second);
	assert_false(is_open(fd));
	tphone_close(first);
}

static void without_a_role_nothing_is_ever_ready(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_NONE);

	(void)state;
	fake_event(TPHONE_EVENT_HOOK, 1);
	assert_false(is_ready(phone));
	assert_int_equal(tphone_dispatch(phone), -EPERM);
	/* Detaching does not wait for the operation, either. */
	assert_int_equal(tphone_wait(phone, -1), -EPERM);
	assert_int_equal(tphone_drain(phone, -1), 0);
	assert_int_equal(tphone_set_role(phone, TPHONE_ROLE_MONITOR), 0);
	assert_true(is_ready(phone));
	assert_int_equal(tphone_set_role(phone, TPHONE_ROLE_OWNER), 0);
	assert_int_equal(tphone_get_role(phone), TPHONE_ROLE_OWNER);
	assert_int_equal(tphone_set_role(phone, TPHONE_ROLE_NONE), -EINVAL);
	tphone_close(phone);
}

/* The descriptor is the same, so the role is, too. */
static void a_role_that_another_process_took_is_noticed(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_NONE);
	struct tphone_role role = {
		.size = sizeof(role), .role = TPHONE_ROLE_MONITOR,
	};

	(void)state;
	assert_int_equal(sys_ioctl(tphone_raw_fd(phone), TPHONE_IOC_ROLE,
				   &role), 0);
	fake_event(TPHONE_EVENT_HOOK, 1);
	assert_int_equal(tphone_wait(phone, -1), 0);
	assert_int_equal(fake_unread(), 0);
	tphone_close(phone);
}

/* Cut to 63 bytes, between characters. */
static void a_name_goes_with_the_role(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	char name[80];

	(void)state;
	assert_string_equal(fake.name, program_invocation_short_name);
	assert_int_equal(tphone_take_role(phone, TPHONE_ROLE_MONITOR, "Anna"),
			 0);
	assert_int_equal(tphone_get_role(phone), TPHONE_ROLE_MONITOR);
	assert_string_equal(fake.name, "Anna");
	assert_int_equal(tphone_take_role(phone, TPHONE_ROLE_OWNER, NULL), 0);
	assert_string_equal(fake.name, "");
	memset(name, 'x', sizeof(name));
	name[63] = '\0';
	assert_int_equal(tphone_take_role(phone, TPHONE_ROLE_OWNER, name), 0);
	assert_string_equal(fake.name, name);
	name[63] = 'x';
	name[79] = '\0';
	assert_int_equal(tphone_take_role(phone, TPHONE_ROLE_OWNER, name), 0);
	assert_int_equal(strlen(fake.name), 63);
	memcpy(name + 60, "\xf0\x9f\x93\x9e", 4);
	assert_int_equal(tphone_take_role(phone, TPHONE_ROLE_OWNER, name), 0);
	assert_int_equal(strlen(fake.name), 60);
	memcpy(name + 60, "\xc3\xbcxx", 4);
	assert_int_equal(tphone_take_role(phone, TPHONE_ROLE_OWNER, name), 0);
	assert_int_equal(strlen(fake.name), 63);
	memset(name, 0x80, sizeof(name) - 1);
	assert_int_equal(tphone_take_role(phone, TPHONE_ROLE_OWNER, name), 0);
	assert_string_equal(fake.name, "");
	assert_int_equal(tphone_take_role(phone, TPHONE_ROLE_NONE, "Anna"),
			 -EINVAL);
	assert_int_equal(tphone_take_role(NULL, TPHONE_ROLE_OWNER, "Anna"),
			 -EINVAL);
	tphone_close(phone);
}

static void a_program_without_a_usable_name_gets_its_role(void **state)
{
	static const int errors[] = { EILSEQ, E2BIG };
	struct tphone *phone;
	unsigned int i;

	(void)state;
	for (i = 0; i < 2; i++) {
		fake.name_error = errors[i];
		phone = open_as(TPHONE_ROLE_OWNER);
		assert_int_equal(tphone_get_role(phone), TPHONE_ROLE_OWNER);
		assert_string_equal(fake.name, "");
		/* A name that the kernel refuses is an error. */
		assert_int_equal(tphone_take_role(phone, TPHONE_ROLE_OWNER,
						  "Anna"), -errors[i]);
		tphone_close(phone);
	}
	fake.name_error = EBUSY;
	assert_int_equal(tphone_open(FAKE_PATH, TPHONE_ROLE_OWNER, &phone),
			 -EBUSY);
}

static void queries_answer(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_NONE);
	uint32_t lamps[FAKE_NR_BUTTONS + 1] = { 0 };
	struct tphone_state phone_state;
	struct tphone_button button;
	struct tphone_info info;
	struct tphone_lamp lamp;
	uint32_t bytes;

	(void)state;
	assert_int_equal(tphone_get_info(phone, &info, sizeof(info)), 0);
	assert_string_equal(info.model, "Fake");
	assert_int_equal(info.size, sizeof(info));
	assert_int_equal(tphone_get_state(phone, &phone_state,
					  sizeof(phone_state), lamps,
					  FAKE_NR_BUTTONS), 0);
	assert_int_equal(phone_state.nr_lamps, FAKE_NR_BUTTONS);
	assert_int_equal(lamps[FAKE_NR_BUTTONS - 1], TPHONE_LAMPMODE_OFF);
	assert_int_equal(lamps[FAKE_NR_BUTTONS], 0);
	assert_int_equal(tphone_get_state(phone, &phone_state,
					  sizeof(phone_state), NULL, 7), 0);
	assert_int_equal(tphone_get_lamp(phone, 2, &lamp, sizeof(lamp)), 0);
	assert_int_equal(lamp.lamp, 2);
	assert_int_equal(lamp.mode, TPHONE_LAMPMODE_OFF);
	assert_int_equal(tphone_get_lamp(phone, 99, &lamp, sizeof(lamp)),
			 -ECHRNG);
	assert_int_equal(tphone_get_button(phone, 1, &button, sizeof(button)),
			 0);
	assert_int_equal(button.button, 1);
	assert_int_equal(button.mode, TPHONE_BUTTONMODE_KEYPAD);
	assert_int_equal(tphone_get_download_size(phone, 0, &bytes), 0);
	assert_int_equal(bytes, FAKE_AREA_SIZE);
	assert_int_equal(tphone_get_download_size(phone, 1, &bytes), -EBADSLT);
	tphone_close(phone);
}

static void data_is_read_in_part(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_NONE);
	struct tphone_data data;
	char buf[8];

	(void)state;
	memset(fake.area, 'x', sizeof(fake.area));
	assert_int_equal(tphone_get_data(phone, 0, 95, buf, sizeof(buf), &data,
					 sizeof(data)), 0);
	assert_int_equal(data.len, 5);
	assert_memory_equal(buf, "xxxxx", 5);
	assert_int_equal(tphone_get_data(phone, 0, 101, buf, sizeof(buf), &data,
					 sizeof(data)), -ERANGE);
	assert_int_equal(tphone_get_data(phone, 0, 0, NULL, 1, &data,
					 sizeof(data)), -EINVAL);
	tphone_close(phone);
}

static void the_display_is_a_string(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_NONE);
	struct tphone_display display;
	char *text;

	(void)state;
	assert_int_equal(tphone_get_display(phone, &text, &display,
					    sizeof(display)), 0);
	assert_string_equal(text, FAKE_DISPLAY);
	assert_int_equal(display.rows, 2);
	free(text);
	assert_int_equal(tphone_get_display(phone, &text, NULL, 0), 0);
	assert_string_equal(text, FAKE_DISPLAY);
	free(text);
	alloc_fail_all();
	assert_int_equal(tphone_get_display(phone, &text, NULL, 0), -ENOMEM);
	alloc_fail_at(0);
	assert_int_equal(tphone_get_display(phone, NULL, NULL, 0), -EINVAL);
	tphone_close(phone);
}

/* A program for a later version has longer structures, never shorter ones. */
static void sizes_are_those_of_the_program(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_NONE);
	struct {
		struct tphone_lamp lamp;
		uint64_t later;
		uint64_t beyond;
	} answer = { .later = 1, .beyond = 2 };
	struct tphone_info info;

	(void)state;
	assert_int_equal(tphone_get_lamp(phone, 0, &answer.lamp,
					 offsetof(typeof(answer), beyond)), 0);
	assert_int_equal(answer.lamp.size, sizeof(answer.lamp) + 8);
	assert_int_equal(answer.later, 0);
	assert_int_equal(answer.beyond, 2);
	assert_int_equal(tphone_get_info(phone, &info, sizeof(info) - 1),
			 -EINVAL);
	assert_int_equal(tphone_get_info(phone, &info, 0), -EINVAL);
	tphone_close(phone);
}

static void null_is_refused(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	struct tphone_request request = { 0 };
	struct tphone_info info;
	size_t size = sizeof(info);

	(void)state;
	assert_int_equal(tphone_get_info(NULL, &info, size), -EINVAL);
	assert_int_equal(tphone_get_info(phone, NULL, size), -EINVAL);
	assert_int_equal(tphone_set_role(NULL, 1), -EINVAL);
	assert_int_equal(tphone_get_role(NULL), -EINVAL);
	assert_int_equal(tphone_raw_fd(NULL), -EINVAL);
	assert_int_equal(tphone_fd(NULL), -EINVAL);
	assert_int_equal(tphone_dispatch(NULL), -EINVAL);
	assert_int_equal(tphone_wait(NULL, 0), -EINVAL);
	assert_int_equal(tphone_drain(NULL, 0), -EINVAL);
	assert_int_equal(tphone_detach(NULL, 0, NULL, 0), -EINVAL);
	assert_int_equal(tphone_detach_keep(NULL, 0, NULL, 0), -EINVAL);
	assert_int_equal(tphone_revoke(NULL), -EINVAL);
	assert_int_equal(tphone_submit(NULL, &request, NULL, NULL, NULL),
			 -EINVAL);
	assert_int_equal(tphone_submit(phone, NULL, NULL, NULL, NULL), -EINVAL);
	assert_int_equal(tphone_execute(NULL, &request, 0, NULL), -EINVAL);
	assert_int_equal(tphone_execute(phone, NULL, 0, NULL), -EINVAL);
	assert_int_equal(tphone_wait_for(NULL, 0, 0, NULL), -EINVAL);
	assert_int_equal(tphone_cancel(NULL, 0), -EINVAL);
	assert_int_equal(tphone_fetch(NULL, 0, NULL, 0, NULL), -EINVAL);
	assert_int_equal(tphone_set_lamp(NULL, 0, 0, 0), -EINVAL);
	assert_int_equal(tphone_set_data(NULL, 0, 0, "", 0, 0), -EINVAL);
	assert_int_equal(tphone_devspecific(NULL, NULL, 0, NULL, 0, NULL, 0),
			 -EINVAL);
	assert_int_equal(tphone_set_event_callback(NULL, NULL, NULL), -EINVAL);
	assert_int_equal(tphone_set_event_mask(NULL, 0), -EINVAL);
	assert_int_equal(tphone_error_offset(NULL), 0);
	tphone_close(NULL);
	tphone_close(phone);
}

static void masks_reach_the_kernel(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_MONITOR);

	(void)state;
	assert_int_equal(tphone_set_event_mask(phone, 6), 0);
	assert_int_equal(fake.mask, 6);
	tphone_close(phone);
}

/* A program newer than the kernel, which wants every event. */
static void events_that_the_kernel_lacks_are_left_out(void **state)
{
	const uint64_t newer = TPHONE_EVENT_BIT(40);
	struct tphone *phone;

	(void)state;
	fake.kernel_events = TPHONE_EVENTS_DEFAULT;
	phone = open_as(TPHONE_ROLE_MONITOR);
	assert_int_equal(tphone_set_event_mask(phone, newer | 6), 0);
	assert_int_equal(fake.mask, 6);
	assert_int_equal(tphone_set_event_mask(phone, ~UINT64_C(0)), 0);
	assert_true(fake.mask == TPHONE_EVENTS_DEFAULT);
	assert_int_equal(tphone_set_event_mask(phone, newer), 0);
	assert_int_equal(fake.mask, 0);
	tphone_close(phone);
	/* An event that the kernel knows is selected. */
	fake.kernel_events |= newer;
	phone = open_as(TPHONE_ROLE_MONITOR);
	assert_int_equal(tphone_set_event_mask(phone, newer | 6), 0);
	assert_true(fake.mask == (newer | 6));
	tphone_close(phone);
}

static void masks_are_set_before_the_role(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_NONE);

	(void)state;
	assert_int_equal(tphone_set_event_mask(phone, 2), 0);
	assert_int_equal(fake.mask, 2);
	assert_int_equal(tphone_set_role(phone, TPHONE_ROLE_MONITOR), 0);
	assert_int_equal(fake.mask, 2);
	tphone_close(phone);
}

struct seen {
	unsigned int completions, events, gone, lost;
	int status;
	uint64_t seq;
};

static void see_completion(struct tphone *phone,
			   const struct tphone_record *completion, void *data)
{
	struct seen *seen = data;

	(void)phone;
	seen->completions++;
	seen->status = completion->status;
	assert_true(completion->seq > seen->seq);
	seen->seq = completion->seq;
}

static void see_event(struct tphone *phone, const struct tphone_record *record,
		      void *data)
{
	struct seen *seen = data;

	(void)phone;
	seen->events += record->type == TPHONE_RECORD_EVENT;
	seen->gone += record->type == TPHONE_RECORD_GONE;
	seen->lost += record->type == TPHONE_RECORD_LOST;
	assert_true(record->seq > seen->seq);
	seen->seq = record->seq;
}

static uint64_t submit_lamp(struct tphone *phone, unsigned int lamp,
			    struct seen *seen)
{
	struct tphone_request request;
	uint64_t id;

	tphone_request_set_lamp(&request, lamp, TPHONE_LAMPMODE_STEADY);
	assert_int_equal(tphone_submit(phone, &request,
				       seen ? see_completion : NULL, seen,
				       &id), 0);
	return id;
}

static void close_forgets_callbacks_and_kept_completions(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	struct seen seen = { 0 };

	(void)state;
	tphone_set_event_callback(phone, see_event, &seen);
	fake_event(TPHONE_EVENT_HOOK, 1);
	submit_lamp(phone, FAKE_LAMP_INLINE, &seen);
	submit_lamp(phone, FAKE_LAMP_HELD, &seen);
	submit_lamp(phone, FAKE_LAMP_HELD, NULL);
	tphone_wait_for(phone, submit_lamp(phone, FAKE_LAMP_INLINE, NULL), -1,
			NULL);
	tphone_close(phone);
	assert_int_equal(seen.completions, 0);
	assert_int_equal(seen.events, 0);
}

static void an_unplugged_phone_says_all_and_then_enodev(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	struct tphone_record completion;
	struct seen seen = { 0 };
	uint64_t id;
	int i;

	(void)state;
	tphone_set_event_callback(phone, see_event, &seen);
	submit_lamp(phone, FAKE_LAMP_HELD, &seen);
	id = submit_lamp(phone, FAKE_LAMP_HELD, NULL);
	fake_event(TPHONE_EVENT_HOOK, 1);
	fake_gone();
	assert_int_equal(tphone_wait_for(phone, id, -1, &completion), 0);
	assert_int_equal(completion.status, -ENODEV);
	assert_int_equal(seen.completions, 0);
	assert_int_equal(tphone_dispatch(phone), 3);
	assert_int_equal(seen.completions, 1);
	assert_int_equal(seen.status, -ENODEV);
	assert_int_equal(seen.events, 1);
	assert_int_equal(seen.gone, 1);
	for (i = 0; i < 3; i++) {
		assert_true(is_ready(phone));
		assert_int_equal(tphone_dispatch(phone), -ENODEV);
		assert_int_equal(tphone_wait(phone, -1), -ENODEV);
	}
	assert_int_equal(tphone_set_lamp(phone, 0, 0, -1), -ENODEV);
	assert_int_equal(tphone_wait_for(phone, id, -1, NULL), -ENOENT);
	assert_int_equal(tphone_drain(phone, -1), 0);
	tphone_close(phone);
}

static void expect_revoked(struct tphone *phone)
{
	int i;

	for (i = 0; i < 3; i++) {
		assert_true(is_ready(phone));
		assert_int_equal(tphone_dispatch(phone), -ENODEV);
		assert_int_equal(tphone_wait(phone, -1), -ENODEV);
	}
	assert_int_equal(tphone_set_lamp(phone, 0, 0, -1), -ENODEV);
	assert_int_equal(tphone_set_role(phone, TPHONE_ROLE_MONITOR), -ENODEV);
	assert_int_equal(tphone_get_role(phone), -ENODEV);
	assert_int_equal(tphone_revoke(phone), -ENODEV);
	assert_int_equal(tphone_drain(phone, -1), 0);
}

static void a_revoked_phone_says_nothing_but_enodev(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	struct seen seen = { 0 };
	uint64_t id;

	(void)state;
	tphone_set_event_callback(phone, see_event, &seen);
	submit_lamp(phone, FAKE_LAMP_HELD, &seen);
	id = submit_lamp(phone, FAKE_LAMP_HELD, NULL);
	fake_event(TPHONE_EVENT_HOOK, 1);
	assert_int_equal(tphone_revoke(phone), 0);
	assert_int_equal(tphone_wait_for(phone, id, -1, NULL), -ENODEV);
	expect_revoked(phone);
	assert_int_equal(seen.completions, 0);
	assert_int_equal(seen.events, 0);
	assert_int_equal(seen.gone, 0);
	tphone_close(phone);
}

static void *revoke_soon(void *data)
{
	usleep(20000);
	fake_revoke();
	return data;
}

static void who_waits_while_it_is_revoked_learns_it(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	struct seen seen = { 0 };
	pthread_t thread;
	uint64_t id;

	(void)state;
	id = submit_lamp(phone, FAKE_LAMP_HELD, NULL);
	submit_lamp(phone, FAKE_LAMP_HELD, &seen);
	assert_int_equal(pthread_create(&thread, NULL, revoke_soon, NULL), 0);
	assert_int_equal(tphone_wait_for(phone, id, -1, NULL), -ENODEV);
	pthread_join(thread, NULL);
	expect_revoked(phone);
	assert_int_equal(seen.completions, 0);
	tphone_close(phone);
}

static void detaching_as_the_last_delivers_what_is_left(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	struct tphone_detach result;
	struct seen seen = { 0 };
	struct tphone_record completion;
	uint64_t called, kept;

	(void)state;
	called = submit_lamp(phone, FAKE_LAMP_HELD, &seen);
	kept = submit_lamp(phone, FAKE_LAMP_HELD, NULL);
	assert_int_equal(tphone_detach(phone, 100, &result, sizeof(result)), 0);
	assert_int_equal(result.was_last, 1);
	assert_int_equal(result.nr_outstanding, 2);
	assert_int_equal(result.grace_ms, 100);
	assert_int_equal(tphone_wait(phone, 0), 0);
	assert_int_equal(tphone_drain(phone, 1), -ETIMEDOUT);
	fake_complete(called, -ECANCELED);
	fake_complete(kept, 0);
	assert_int_equal(tphone_drain(phone, -1), 0);
	assert_int_equal(seen.completions, 1);
	assert_int_equal(seen.status, -ECANCELED);
	/* The handle has ended, but completions that are kept can be fetched. */
	assert_int_equal(tphone_dispatch(phone), -ESHUTDOWN);
	assert_true(is_ready(phone));
	assert_int_equal(tphone_wait_for(phone, kept, 0, &completion), 0);
	assert_int_equal(completion.id, kept);
	assert_int_equal(tphone_get_role(phone), -ESHUTDOWN);
	assert_int_equal(tphone_detach(phone, 0, NULL, 0), -ESHUTDOWN);
	tphone_close(phone);
}

static void detaching_beside_others_leaves_operations_alone(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	struct tphone_detach result;
	struct seen seen = { 0 };
	uint64_t kept, done;

	(void)state;
	fake.others = true;
	submit_lamp(phone, FAKE_LAMP_HELD, &seen);
	submit_lamp(phone, FAKE_LAMP_INLINE, &seen);
	kept = submit_lamp(phone, FAKE_LAMP_HELD, NULL);
	done = submit_lamp(phone, FAKE_LAMP_INLINE, NULL);
	assert_int_equal(tphone_detach(phone, 0, &result, sizeof(result)), 0);
	assert_int_equal(result.was_last, 0);
	assert_int_equal(tphone_wait_for(phone, kept, -1, NULL), -ESHUTDOWN);
	assert_int_equal(tphone_wait_for(phone, kept, -1, NULL), -ENOENT);
	assert_int_equal(tphone_wait_for(phone, done, -1, NULL), 0);
	assert_int_equal(tphone_drain(phone, -1), 0);
	assert_int_equal(seen.completions, 1);
	tphone_close(phone);
}

static void detaching_can_keep_completions(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	struct tphone_record completion;
	struct tphone_detach result;
	struct seen seen = { 0 };
	uint64_t called, kept;

	(void)state;
	fake.others = true;
	called = submit_lamp(phone, FAKE_LAMP_HELD, &seen);
	kept = submit_lamp(phone, FAKE_LAMP_HELD, NULL);
	assert_int_equal(tphone_detach_keep(phone, 50, &result, sizeof(result)),
			 0);
	assert_int_equal(result.was_last, 0);
	assert_int_equal(result.nr_outstanding, 2);
	assert_int_equal(result.grace_ms, 50);
	assert_int_equal(tphone_wait_for(phone, kept, 1, NULL), -ETIMEDOUT);
	assert_int_equal(tphone_drain(phone, 1), -ETIMEDOUT);
	fake_complete(called, 0);
	assert_int_equal(tphone_drain(phone, 1), -ETIMEDOUT);
	assert_int_equal(seen.completions, 1);
	fake_complete(kept, -EIO);
	assert_int_equal(tphone_wait_for(phone, kept, -1, &completion), 0);
	assert_int_equal(completion.status, -EIO);
	assert_int_equal(tphone_drain(phone, -1), 0);
	assert_int_equal(tphone_dispatch(phone), -ESHUTDOWN);
	assert_int_equal(seen.completions, 1);
	assert_int_equal(tphone_detach_keep(phone, 0, NULL, 0), -ESHUTDOWN);
	tphone_close(phone);
}

static void detaching_needs_a_role(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_NONE);
	struct tphone_detach result;

	(void)state;
	assert_int_equal(tphone_detach(phone, 0, NULL, 0), -EPERM);
	assert_int_equal(tphone_detach(phone, 0, &result, 4), -EINVAL);
	assert_int_equal(tphone_detach_keep(phone, 0, NULL, 0), -EPERM);
	assert_int_equal(tphone_detach_keep(phone, 0, &result, 4), -EINVAL);
	tphone_close(phone);
}

static void draining_ends_when_all_is_delivered(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	struct seen seen = { 0 };
	uint64_t held;

	(void)state;
	assert_int_equal(tphone_drain(phone, -1), 0);
	held = submit_lamp(phone, FAKE_LAMP_HELD, &seen);
	submit_lamp(phone, FAKE_LAMP_THREAD, &seen);
	submit_lamp(phone, FAKE_LAMP_INLINE, NULL);
	assert_int_equal(tphone_drain(phone, 20), -ETIMEDOUT);
	assert_int_equal(seen.completions, 1);
	fake.eintr = 1;
	assert_int_equal(tphone_drain(phone, -1), -EINTR);
	fake_complete(held, 0);
	assert_int_equal(tphone_drain(phone, -1), 0);
	assert_int_equal(seen.completions, 2);
	tphone_close(phone);
}

/* Read already, by a thread that waited for another record. */
static void draining_delivers_what_is_held(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	struct seen seen = { 0 };

	(void)state;
	submit_lamp(phone, FAKE_LAMP_INLINE, &seen);
	assert_int_equal(tphone_set_lamp(phone, FAKE_LAMP_INLINE, 0, -1), 0);
	assert_int_equal(tphone_drain(phone, -1), 0);
	assert_int_equal(seen.completions, 1);
	tphone_close(phone);
}

static void see_foreign(struct tphone *phone,
			const struct tphone_record *record, void *data)
{
	struct seen *seen = data;

	(void)phone;
	seen->completions += record->type == TPHONE_RECORD_COMPLETION;
}

static void draining_a_detached_handle_includes_what_others_did(void **state)
{
	struct tphone *phone = open_as(TPHONE_ROLE_OWNER);
	struct seen seen = { 0 };

	(void)state;
	tphone_set_event_callback(phone, see_foreign, &seen);
	fake_foreign(fake_id(9));
	assert_int_equal(tphone_detach(phone, 0, NULL, 0), 0);
	assert_int_equal(tphone_drain(phone, -1), 0);
	assert_int_equal(seen.completions, 1);
	tphone_close(phone);
}

int main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fake_setup, fake_teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_role_decides_how_it_is_opened),
		TEST(permission_to_read_is_enough_for_a_monitor),
		TEST(open_hands_on_errors_and_leaves_nothing_open),
		TEST(open_survives_lack_of_memory),
		TEST(a_passed_descriptor_is_adopted),
		TEST(without_a_role_nothing_is_ever_ready),
		TEST(a_role_that_another_process_took_is_noticed),
		TEST(a_name_goes_with_the_role),
		TEST(a_program_without_a_usable_name_gets_its_role),
		TEST(queries_answer),
		TEST(data_is_read_in_part),
		TEST(the_display_is_a_string),
		TEST(sizes_are_those_of_the_program),
		TEST(null_is_refused),
		TEST(masks_reach_the_kernel),
		TEST(events_that_the_kernel_lacks_are_left_out),
		TEST(masks_are_set_before_the_role),
		TEST(close_forgets_callbacks_and_kept_completions),
		TEST(an_unplugged_phone_says_all_and_then_enodev),
		TEST(a_revoked_phone_says_nothing_but_enodev),
		TEST(who_waits_while_it_is_revoked_learns_it),
		TEST(detaching_as_the_last_delivers_what_is_left),
		TEST(detaching_beside_others_leaves_operations_alone),
		TEST(detaching_can_keep_completions),
		TEST(detaching_needs_a_role),
		TEST(draining_ends_when_all_is_delivered),
		TEST(draining_delivers_what_is_held),
		TEST(draining_a_detached_handle_includes_what_others_did),
	};

	return cmocka_run_group_tests_name("handle", tests, NULL, NULL);
}
