// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Executing programs. Results are not checked: the kernel reports defects itself
 * (KASAN, lockdep, warnings), or dies.
 */
#include "execute.h"
#include "handles.h"
#include "memory.h"
#include "simulator.h"
#include "submit.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/tphone.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

/* Bytes behind the argument that a patch may change, too. */
#define TAIL		64

/* An address that is never mapped. */
#define BAD_MEMORY	((void *)16)

static unsigned char buffer[4096];

static uint64_t pointer(const void *memory)
{
	return (uintptr_t)memory;
}

void control(const struct call *call, unsigned long command,
	     const void *argument, size_t size)
{
	size_t patch_size = CALL_PATCH_BYTES(call);
	unsigned char *bytes = memory_argument();

	memcpy(bytes, argument, size);
	*(uint32_t *)bytes = size;
	if (patch_size && call->patch_at + patch_size <= size + TAIL)
		memcpy(bytes + call->patch_at, &call->patch, patch_size);
	ioctl(handle_fd(call), command, memory_at(CALL_MEMORY(call), size));
}

/* The patch as text for an attribute, or NULL. */
static const char *text_of(const struct call *call, char *text)
{
	if (!CALL_PATCH_BYTES(call))
		return NULL;
	memcpy(text, &call->patch, sizeof(call->patch));
	text[CALL_PATCH_BYTES(call)] = '\0';
	return text;
}

static void do_open(const struct call *call)
{
	struct tphone_role role = { .role = call->x % 4 };
	bool blocks = call->x & 0x20;

	handle_set(call->slot,
		   open(simulator_device(),
			O_CLOEXEC | (blocks ? 0 : O_NONBLOCK) |
			(call->x & 0x10 ? O_RDONLY : O_RDWR)), blocks);
	if (role.role)
		control(call, TPHONE_IOC_ROLE, &role, sizeof(role));
}

static void do_role(const struct call *call)
{
	struct tphone_role role = { .role = call->x % 4 };

	memcpy(role.name, &call->y, sizeof(call->y) - 1);
	control(call, TPHONE_IOC_ROLE, &role, sizeof(role));
}

static void do_mask(const struct call *call)
{
	struct tphone_mask mask = { .events = call->y & TPHONE_EVENTS_DEFAULT };

	control(call, TPHONE_IOC_MASK, &mask, sizeof(mask));
}

static void do_notify(const struct call *call)
{
	struct tphone_notify notify = { .flags = call->x % 4 };
	int fd = -1;

	if (call->y % 8)
		fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	notify.eventfd = call->y % 8 == 7 ? handle_fd(call) : fd;
	control(call, TPHONE_IOC_NOTIFY, &notify, sizeof(notify));
	if (fd >= 0)
		close(fd);
}

static void do_cancel(const struct call *call)
{
	struct tphone_cancel cancel = { .select = call->x % 3 };

	if (cancel.select == TPHONE_CANCEL_ID)
		cancel.id = submit_id(call->y);
	if (cancel.select == TPHONE_CANCEL_USER_DATA)
		cancel.user_data = call->y % 16;
	control(call, TPHONE_IOC_CANCEL, &cancel, sizeof(cancel));
}

static void do_fetch(const struct call *call)
{
	struct tphone_fetch fetch = {
		.flags = call->x & 1,
		.id = submit_id(call->y),
		.buf_ptr = pointer(call->x & 2 ? BAD_MEMORY : buffer),
		.buf_len = call->x & 4 ? 1 : sizeof(buffer),
	};

	control(call, TPHONE_IOC_FETCH, &fetch, sizeof(fetch));
}

static void do_info(const struct call *call)
{
	struct tphone_info info = { 0 };

	control(call, TPHONE_IOC_INFO, &info, sizeof(info));
}

static void do_state(const struct call *call)
{
	struct tphone_state state = {
		.nr_lamps = call->x % 32,
		.lamps_ptr = pointer(call->x & 0x100 ? BAD_MEMORY :
				     call->x & 0x200 ? NULL : buffer),
	};

	control(call, TPHONE_IOC_STATE, &state, sizeof(state));
}

static void do_lamp(const struct call *call)
{
	struct tphone_lamp lamp = { .lamp = call->x % 24 };

	control(call, TPHONE_IOC_LAMP, &lamp, sizeof(lamp));
}

static void do_button(const struct call *call)
{
	struct tphone_button button = { .button = call->x % 24 };

	control(call, TPHONE_IOC_BUTTON, &button, sizeof(button));
}

static void do_display(const struct call *call)
{
	struct tphone_display display = {
		.buf_ptr = pointer(call->x & 1 ? BAD_MEMORY : buffer),
		.buf_len = call->x & 2 ? call->y % 64 : sizeof(buffer),
	};

	control(call, TPHONE_IOC_DISPLAY, &display, sizeof(display));
}

static void do_data(const struct call *call)
{
	struct tphone_data data = {
		.area = call->x % 4,
		.offset = call->y % 1100,
		.buf_ptr = pointer(call->x & 0x10 ? BAD_MEMORY : buffer),
		.buf_len = call->y >> 32 & 0xfff,
	};

	/* For a download area only the size is reported. */
	if (call->x & 0x100)
		data = (struct tphone_data){
			.flags = TPHONE_DATA_DOWNLOAD, .area = call->x % 4
		};
	control(call, TPHONE_IOC_DATA, &data, sizeof(data));
}

static void do_detach(const struct call *call)
{
	struct tphone_detach detach = {
		.flags = call->x & 1,
		.grace_ms = call->y % 16,
	};

	control(call, TPHONE_IOC_DETACH, &detach, sizeof(detach));
}

static void do_raw(const struct call *call)
{
	unsigned char *argument = memory_argument();

	memset(argument, call->y, MEMORY_SIZE);
	ioctl(handle_fd(call), _IOC(call->x >> 8 & 3, TPHONE_IOC_MAGIC,
				    call->x & 0x1f, call->x >> 16 & 0x3fff),
	      argument);
}

static void tick(int number)
{
	(void)number;
}

/* Start or stop repeated signals, which end every system call that waits. */
static void set_ticks(bool on)
{
	struct sigaction action = { .sa_handler = tick };
	struct itimerval timer = { .it_value.tv_usec = on ? 5000 : 0 };

	timer.it_interval = timer.it_value;
	if (on)
		sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void do_read(const struct call *call)
{
	struct iovec vector[2] = {
		{ .iov_base = buffer, .iov_len = call->x % 200 },
		{ .iov_base = BAD_MEMORY, .iov_len = 100 },
	};
	size_t size = call->y & 0x100 ? call->x % sizeof(buffer) :
		      sizeof(struct tphone_record) * (1 + call->x % 40);
	bool blocks = handle_blocks(call);
	int fd = handle_fd(call);
	ssize_t got;

	if (blocks)
		set_ticks(true);
	memory_argument();
	switch (call->y % 8) {
	case 0:
		got = read(fd, memory_at(MEMORY_CUT, size), size);
		break;
	case 1:
		got = read(fd, memory_at(1 + call->y / 8 % 3, size), size);
		break;
	case 2:
		got = readv(fd, vector, 2);
		break;
	case 3:
		vector[0].iov_len = size;
		got = preadv2(fd, vector, 1, -1, RWF_NOWAIT);
		break;
	default:
		got = read(fd, buffer, size);
	}
	(void)got;
	if (blocks)
		set_ticks(false);
}

static void do_poll(const struct call *call)
{
	struct pollfd fds[NR_HANDLES];
	unsigned int i;

	for (i = 0; i < NR_HANDLES; i++)
		fds[i] = (struct pollfd){ .fd = handle_fd_of(i),
					  .events = call->x };
	poll(fds, NR_HANDLES, call->y % 8 < 4 ? 0 : 4 * (call->y % 8 - 3));
}

static void watch(const struct call *call)
{
	struct epoll_event event = { .events = call->y };
	int fd = epoll_create1(EPOLL_CLOEXEC);

	epoll_ctl(fd, EPOLL_CTL_ADD, handle_fd(call), &event);
	epoll_wait(fd, &event, 1, 0);
	if (call->y & 0x100)
		do_close(call);
	close(fd);
}

static void show_fdinfo(const struct call *call)
{
	char path[40];
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", handle_fd(call));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	got = read(fd, buffer, sizeof(buffer));
	(void)got;
	close(fd);
}

/* System calls that work on any file. */
static void do_file(const struct call *call)
{
	int fd = handle_fd(call);
	ssize_t done;
	void *pages;

	switch (call->x % 6) {
	case 0:
		lseek(fd, call->y, SEEK_SET);
		break;
	case 1:
		pages = mmap(NULL, sizeof(buffer), PROT_READ | PROT_WRITE,
			     MAP_SHARED, fd, 0);
		if (pages != MAP_FAILED)
			munmap(pages, sizeof(buffer));
		break;
	case 2:
		done = write(fd, buffer, call->y % sizeof(buffer));
		(void)done;
		break;
	case 3:
		fsync(fd);
		break;
	case 4:
		watch(call);
		break;
	default:
		show_fdinfo(call);
	}
}

static void do_simulator(const struct call *call)
{
	char memory[sizeof(call->patch) + 1];
	const char *text = text_of(call, memory);

	switch (call->kind % NR_CALL_KINDS) {
	case CALL_SET_SIM:
		simulator_set(call->x, call->y, text);
		break;
	case CALL_USER:
		simulator_user(call->x, call->y, text);
		break;
	case CALL_RELEASE:
		simulator_release(call->y);
		break;
	case CALL_LIVE:
		simulator_live(call->x);
		break;
	case CALL_SHAPE:
		simulator_shape(call->x, call->y, text);
		break;
	case CALL_SYSFS:
		simulator_sysfs(call->x, call->y, text);
		break;
	default:
		simulator_look(call->x);
	}
}

static void do_call(const struct call *call)
{
	static void (*const calls[NR_CALL_KINDS])(const struct call *call) = {
		[CALL_OPEN] = do_open,
		[CALL_CLOSE] = do_close,
		[CALL_DUP] = do_dup,
		[CALL_ROLE] = do_role,
		[CALL_MASK] = do_mask,
		[CALL_NOTIFY] = do_notify,
		[CALL_SUBMIT] = do_submit,
		[CALL_CANCEL] = do_cancel,
		[CALL_FETCH] = do_fetch,
		[CALL_INFO] = do_info,
		[CALL_STATE] = do_state,
		[CALL_LAMP] = do_lamp,
		[CALL_BUTTON] = do_button,
		[CALL_DISPLAY] = do_display,
		[CALL_DATA] = do_data,
		[CALL_DETACH] = do_detach,
		[CALL_RAW] = do_raw,
		[CALL_READ] = do_read,
		[CALL_POLL] = do_poll,
		[CALL_FILE] = do_file,
		[CALL_PASS] = do_pass,
		[CALL_CHILD] = do_child,
	};
	unsigned int kind = call->kind % NR_CALL_KINDS;

	if (calls[kind])
		calls[kind](call);
	else
		do_simulator(call);
}

void execute(const struct program *program)
{
	unsigned int i;

	handles_start();
	submit_start();
	for (i = 0; i < program->nr; i++)
		do_call(&program->calls[i]);
	handles_end();
}
