// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Carrying out programs. Nothing here looks at results: what is wrong, the kernel
 * says (KASAN, lockdep, warnings), or it dies.
 */
#include "execute.h"
#include "random.h"
#include "simulator.h"

#include <fcntl.h>
#include <linux/tphone.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define NR_HANDLES	4
#define MAX_REQUESTS	8

/* Where no memory is. */
#define BAD_MEMORY	((void *)16)

static int handles[NR_HANDLES];
static uint64_t ids[MAX_REQUESTS];
static unsigned char buffer[4096];

static int *handle_of(const struct call *call)
{
	return &handles[call->slot % NR_HANDLES];
}

static uint64_t pointer(const void *memory)
{
	return (uintptr_t)memory;
}

/* An ioctl whose argument is good but for the patch. */
static void control(const struct call *call, unsigned long command,
		    void *argument, size_t size)
{
	unsigned char *bytes = argument;
	size_t patch_size = call->patch_size % 9;

	*(uint32_t *)argument = size;
	if (patch_size && call->patch_at + patch_size <= size)
		memcpy(bytes + call->patch_at, &call->patch, patch_size);
	ioctl(*handle_of(call), command, argument);
}

static void do_open(const struct call *call)
{
	int *handle = handle_of(call);
	struct tphone_role role = { .role = call->x % 4 };

	if (*handle >= 0)
		close(*handle);
	*handle = open(simulator_device(), O_CLOEXEC | O_NONBLOCK |
		       (call->x & 0x10 ? O_RDONLY : O_RDWR));
	if (role.role)
		control(call, TPHONE_IOC_ROLE, &role, sizeof(role));
}

static void do_close(const struct call *call)
{
	int *handle = handle_of(call);

	if (*handle >= 0)
		close(*handle);
	*handle = -1;
}

static void do_dup(const struct call *call)
{
	int *to = &handles[call->x % NR_HANDLES];
	int fd = fcntl(*handle_of(call), F_DUPFD_CLOEXEC, 3);

	if (*to >= 0)
		close(*to);
	*to = fd;
}

static void do_role(const struct call *call)
{
	struct tphone_role role = { .role = call->x % 4 };

	memcpy(role.name, &call->y, sizeof(call->y) - 1);
	control(call, TPHONE_IOC_ROLE, &role, sizeof(role));
}

static void do_mask(const struct call *call)
{
	struct tphone_mask mask = { .events = call->y & TPHONE_EVENTS_ALL };

	control(call, TPHONE_IOC_MASK, &mask, sizeof(mask));
}

static void do_notify(const struct call *call)
{
	struct tphone_notify notify = { .flags = call->x % 4 };
	int fd = -1;

	if (call->y % 4)
		fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	notify.eventfd = call->y % 4 == 3 ? *handle_of(call) : fd;
	control(call, TPHONE_IOC_NOTIFY, &notify, sizeof(notify));
	if (fd >= 0)
		close(fd);
}

/* Good ones, mostly: the operation, then what it wants. */
static void make_request(struct tphone_request *request, uint64_t *seed)
{
	static const char text[] = "Anna Gr\xc3\xbcn";
	uint64_t number = random_next(seed);

	*request = (struct tphone_request){
		.opcode = 1 + number % TPHONE_OP_LAST,
		.user_data = number >> 60,
		.timeout_ms = number & 0x100 ? number >> 52 & 0xf : 0,
	};
	number >>= 16;
	switch (request->opcode) {
	case TPHONE_OP_DEVSPECIFIC:
		request->arg0 = number % 64;
		break;
	case TPHONE_OP_SET_BUTTON:
		request->target = number % 22;
		request->arg0 = 1 << number % 6;
		request->arg1 = number % 0x31;
		break;
	case TPHONE_OP_SET_DATA:
		request->target = number % 3;
		request->data_offset = number % 300;
		break;
	case TPHONE_OP_SET_DISPLAY:
		request->target = number % 5;
		request->arg0 = number % 21;
		break;
	case TPHONE_OP_SET_HOOK:
		request->target = number % 8;
		request->arg0 = 1 << number % 5;
		return;
	case TPHONE_OP_SET_LAMP:
		request->target = 11 + number % 11;
		request->arg0 = 1 << number % 8;
		return;
	case TPHONE_OP_SET_RING:
		request->arg0 = number % 6;
		request->arg1 = number % 65537;
		return;
	default:
		request->target = 1 << number % 3;
		request->arg0 = number % 65537;
		return;
	}
	request->data_ptr = pointer(text);
	request->data_len = number % sizeof(text);
}

static void do_submit(const struct call *call)
{
	struct tphone_request requests[MAX_REQUESTS];
	uint64_t seed = call->y;
	struct tphone_submit submit = {
		.flags = call->x >> 8 & 1,
		.requests_ptr = pointer(requests),
		.ids_ptr = pointer(ids),
		.nr_requests = 1 + call->x % MAX_REQUESTS,
		.request_size = sizeof(requests[0]),
	};
	unsigned int i;

	for (i = 0; i < submit.nr_requests; i++)
		make_request(&requests[i], &seed);
	/* The patch is for a request if it is beyond the argument. */
	if (call->patch_size && call->patch_at >= sizeof(submit) &&
	    call->patch_at % 64 + call->patch_size % 9 <= 64)
		memcpy((char *)requests + call->patch_at % 64, &call->patch,
		       call->patch_size % 9);
	control(call, TPHONE_IOC_SUBMIT, &submit, sizeof(submit));
}

static void do_cancel(const struct call *call)
{
	struct tphone_cancel cancel = { .select = call->x % 3 };

	if (cancel.select == TPHONE_CANCEL_ID)
		cancel.id = ids[call->y % MAX_REQUESTS];
	if (cancel.select == TPHONE_CANCEL_USER_DATA)
		cancel.user_data = call->y % 16;
	control(call, TPHONE_IOC_CANCEL, &cancel, sizeof(cancel));
}

static void do_fetch(const struct call *call)
{
	struct tphone_fetch fetch = {
		.flags = call->x & 1,
		.id = ids[call->y % MAX_REQUESTS],
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
		.lamps_ptr = pointer(call->x & 0x100 ? BAD_MEMORY : buffer),
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
		.flags = call->x >> 8 & 1,
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
	unsigned char argument[512];

	memset(argument, call->y, sizeof(argument));
	control(call, _IOC(call->x >> 8 & 3, TPHONE_IOC_MAGIC, call->x & 0x1f,
			   call->x >> 16 & 0x3fff), argument, sizeof(argument));
}

static void do_read(const struct call *call)
{
	ssize_t got;

	got = read(*handle_of(call), call->y % 4 ? buffer : BAD_MEMORY,
		   call->x % sizeof(buffer));
	(void)got;
}

static void do_poll(const struct call *call)
{
	struct pollfd fds[NR_HANDLES];
	unsigned int i;

	for (i = 0; i < NR_HANDLES; i++)
		fds[i] = (struct pollfd){ .fd = handles[i], .events = call->x };
	poll(fds, NR_HANDLES, call->y % 3);
}

static void do_pass(const struct call *call)
{
	union {
		char control[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} memory = { .control = { 0 } };
	struct iovec iov = { .iov_base = buffer, .iov_len = 1 };
	struct msghdr message = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = memory.control,
		.msg_controllen = sizeof(memory.control),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
		return;
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), handle_of(call), sizeof(int));
	/* It stays in the socket, whose end is its end. */
	if (sendmsg(pair[0], &message, MSG_DONTWAIT) == 1 && call->x & 1)
		do_close(call);
	close(pair[0]);
	close(pair[1]);
}

static void do_child(const struct call *call)
{
	pid_t pid = fork();
	ssize_t got;

	if (pid < 0)
		return;
	if (!pid) {
		if (call->x & 1) {
			got = read(*handle_of(call), buffer, sizeof(buffer));
			(void)got;
		}
		_exit(0);
	}
	if (call->x & 2)
		do_close(call);
	waitpid(pid, NULL, 0);
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
		[CALL_PASS] = do_pass,
		[CALL_CHILD] = do_child,
	};
	unsigned int kind = call->kind % NR_CALL_KINDS;

	if (calls[kind])
		calls[kind](call);
	else if (kind == CALL_SET_SIM)
		simulator_set(call->x, call->y);
	else if (kind == CALL_USER)
		simulator_user(call->x, call->y);
	else if (kind == CALL_RELEASE)
		simulator_release(call->y);
	else if (kind == CALL_LIVE)
		simulator_live(call->x & 1);
	else
		simulator_look(call->x);
}

void execute(const struct program *program)
{
	unsigned int i;

	for (i = 0; i < NR_HANDLES; i++)
		handles[i] = -1;
	memset(ids, 0, sizeof(ids));
	for (i = 0; i < program->nr; i++)
		do_call(&program->calls[i]);
	for (i = 0; i < NR_HANDLES; i++) {
		if (handles[i] >= 0)
			close(handles[i]);
	}
}
