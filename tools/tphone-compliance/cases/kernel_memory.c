// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Memory of programs at the interface of the kernel: which memory is copied at
 * which time, for programs of 32 and 64 bits.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "device.h"
#include "operations.h"

#define LAMP		12
#define AREA_SIZE	256
#define NR_ROUNDS	30

/* No memory is mapped at this address. */
#define BAD_POINTER	8

static void submit_bad(int fd, const struct tphone_request *request)
{
	struct tphone_state state = { .size = sizeof(state) };
	__u64 id = 77;

	CHECK_EQ(device_submit(fd, request, &id), -EFAULT);
	CHECK_EQ(device_call(fd, TPHONE_IOC_STATE, &state), 0);
	CHECK_EQ(state.nr_own_outstanding, 0);
}

static void submit_bad_array(int fd)
{
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_LAMP,
		.target = LAMP,
		.arg0 = TPHONE_LAMPMODE_FLASH,
	};
	struct tphone_submit argument = {
		.size = sizeof(argument),
		.requests_ptr = BAD_POINTER,
		.nr_requests = 1,
		.request_size = sizeof(request),
	};

	CHECK_EQ(device_call(fd, TPHONE_IOC_SUBMIT, &argument), -EFAULT);
	argument.requests_ptr = device_pointer(&request);
	argument.ids_ptr = BAD_POINTER;
	CHECK_EQ(device_call(fd, TPHONE_IOC_SUBMIT, &argument), -EFAULT);
}

CASE(T309, ON_KERNEL, "a request that cannot be copied does nothing")
{
	static const unsigned short opcodes[] = {
		TPHONE_OP_DEVSPECIFIC, TPHONE_OP_SET_DATA,
		TPHONE_OP_SET_DISPLAY, TPHONE_OP_SET_BUTTON,
	};
	struct phone *phone = device_phone();
	long long before = phone_number(phone, "submitted");
	int fd = device_owner(phone);
	unsigned int i;

	for (i = 0; i < 4; i++) {
		struct tphone_request request = {
			.opcode = opcodes[i],
			.data_ptr = BAD_POINTER,
			.data_len = 4,
		};

		if (opcodes[i] == TPHONE_OP_SET_BUTTON) {
			request.target = LAMP;
			request.arg0 = TPHONE_BUTTONMODE_CALL;
		}
		submit_bad(fd, &request);
	}
	submit_bad_array(fd);
	device_no_record(fd);
	CHECK_EQ(phone_number(phone, "submitted"), before);
	/* The same with good memory is submitted. */
	device_set_lamp(fd, LAMP, TPHONE_LAMPMODE_FLASH);
	CHECK_EQ(device_completion(fd).status, 0);
	CHECK_EQ(phone_number(phone, "submitted"), before + 1);
	close(fd);
}

/* A thread that keeps overwriting a buffer. */
struct scribble {
	pthread_t thread;
	atomic_bool stop;
	atomic_uchar *bytes;
};

static void *scribble(void *data)
{
	struct scribble *writer = data;
	unsigned int i;

	while (!writer->stop)
		for (i = 0; i < AREA_SIZE; i++)
			writer->bytes[i] = 0xee;
	return NULL;
}

static void read_area(int fd, unsigned char *bytes)
{
	struct tphone_data data = {
		.size = sizeof(data),
		.buf_ptr = device_pointer(bytes),
		.buf_len = AREA_SIZE,
	};

	CHECK_EQ(device_call(fd, TPHONE_IOC_DATA, &data), 0);
	CHECK_EQ(data.len, AREA_SIZE);
}

static void submit_and_scribble(struct phone *phone, int fd, int round)
{
	unsigned char sent[AREA_SIZE], received[AREA_SIZE], bytes[AREA_SIZE];
	struct scribble writer = { .bytes = (atomic_uchar *)bytes };
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_DATA,
		.data_ptr = device_pointer(bytes),
		.data_len = AREA_SIZE,
	};

	memset(sent, round + 1, sizeof(sent));
	memcpy(bytes, sent, sizeof(sent));
	CHECK_EQ(device_submit(fd, &request, NULL), 0);
	CHECK(!pthread_create(&writer.thread, NULL, scribble, &writer));
	CHECK_SOON(writer.bytes[AREA_SIZE - 1] == 0xee);
	phone_set(phone, "release", "all");
	CHECK_EQ(device_completion(fd).status, 0);
	writer.stop = true;
	pthread_join(writer.thread, NULL);
	read_area(fd, received);
	CHECK(!memcmp(received, sent, sizeof(sent)));
}

CASE(T310, ON_KERNEL, "memory may be written over once it is submitted")
{
	struct phone *phone = device_phone();
	int fd = device_owner(phone);
	int round;

	operations_hold(phone);
	for (round = 0; round < NR_ROUNDS; round++)
		submit_and_scribble(phone, fd, round);
	close(fd);
}

#ifdef __x86_64__

#define NR_READ_32		3
#define NR_GETPID_32		20
#define NR_IOCTL_32		54

/*
 * A system call of a 32-bit program. Without support in the kernel the program
 * gets SIGSEGV, or ENOSYS.
 */
static long call_32(long number, long first, long second, long third)
{
	long result;

	asm volatile("int $0x80"
		     : "=a" (result)
		     : "a" (number), "b" (first), "c" (second), "d" (third)
		     : "memory", "r8", "r9", "r10", "r11");
	return result;
}

#endif

/* Memory that a program of 32 bits can have. */
struct low {
	struct tphone_info info;
	struct tphone_state state;
	struct tphone_submit submit;
	struct tphone_request request;
	struct tphone_record record;
	__u64 id;
};

#ifdef __x86_64__

static int ioctl_32(int fd, unsigned long number, void *argument)
{
	return call_32(NR_IOCTL_32, fd, number, (long)argument);
}

static void submit_32(int fd, struct low *low)
{
	low->request = (struct tphone_request){
		.user_data = 0x123456789abcdef0ULL,
		.opcode = TPHONE_OP_SET_LAMP,
		.target = LAMP,
		.arg0 = TPHONE_LAMPMODE_WINK,
	};
	low->submit = (struct tphone_submit){
		.size = sizeof(low->submit),
		.requests_ptr = device_pointer(&low->request),
		.ids_ptr = device_pointer(&low->id),
		.nr_requests = 1,
		.request_size = sizeof(low->request),
	};
	CHECK_EQ(ioctl_32(fd, TPHONE_IOC_SUBMIT, &low->submit), 0);
	CHECK_EQ(low->submit.nr_accepted, 1);
	CHECK(low->id);
}

static struct tphone_record read_32(int fd, struct low *low)
{
	CHECK_SOON(device_readable(fd));
	CHECK_EQ(call_32(NR_READ_32, fd, (long)&low->record,
			 sizeof(low->record)), sizeof(low->record));
	return low->record;
}

/* Two monitors read the same events, one of them as 32 bits. */
static void compare_events(struct phone *phone, struct low *low)
{
	int wide = device_monitor(phone);
	int narrow = device_monitor(phone);
	struct tphone_record one, other;

	one = device_event(wide, TPHONE_EVENT_MONITORS);
	phone_user(phone,
		   "devspecific 0x1122334455667788 0xfedcba9876543210 0x8000000000000001");
	one = device_event(wide, TPHONE_EVENT_DEVSPECIFIC);
	other = read_32(narrow, low);
	CHECK(!memcmp(&one, &other, sizeof(one)));
	CHECK(other.value[0] == 0x1122334455667788ULL);
	CHECK(other.value[1] == 0xfedcba9876543210ULL);
	CHECK(other.id == 0x8000000000000001ULL);
	close(wide);
	close(narrow);
}

static void compare_answers(int fd, struct low *low)
{
	struct tphone_state state = { .size = sizeof(state) };
	struct tphone_info info = { .size = sizeof(info) };

	low->info = info;
	low->state = state;
	CHECK_EQ(device_call(fd, TPHONE_IOC_INFO, &info), 0);
	CHECK_EQ(ioctl_32(fd, TPHONE_IOC_INFO, &low->info), 0);
	CHECK(!memcmp(&info, &low->info, sizeof(info)));
	CHECK_EQ(device_call(fd, TPHONE_IOC_STATE, &state), 0);
	CHECK_EQ(ioctl_32(fd, TPHONE_IOC_STATE, &low->state), 0);
	CHECK(!memcmp(&state, &low->state, sizeof(state)));
}

static void compare(struct phone *phone, struct low *low)
{
	int fd = device_owner(phone);
	struct tphone_record record;

	if (call_32(NR_GETPID_32, 0, 0, 0) != getpid())
		case_skip("this kernel runs no programs of 32 bits");
	compare_answers(fd, low);
	submit_32(fd, low);
	record = read_32(fd, low);
	CHECK_EQ(record.type, TPHONE_RECORD_COMPLETION);
	CHECK(record.user_data == 0x123456789abcdef0ULL);
	CHECK(record.id == low->id);
	CHECK_EQ(record.status, 0);
	close(fd);
	compare_events(phone, low);
}

static struct low *low_memory(void)
{
	void *low = mmap(NULL, sizeof(struct low), PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);

	CHECK(low != MAP_FAILED);
	return low;
}

#else

static struct low *low_memory(void)
{
	case_skip("this machine runs no programs of 32 bits");
}

static void compare(struct phone *phone, struct low *low)
{
	(void)phone;
	(void)low;
}

#endif

_Static_assert(sizeof(DWORD) == 4, "DWORD");
_Static_assert(sizeof(LONG) == 4, "LONG");
_Static_assert(sizeof(DWORD_PTR) == sizeof(void *), "DWORD_PTR");
_Static_assert(sizeof(((struct tphone_record *)NULL)->value) == 16, "64 bits");

CASE(T317, ON_KERNEL, "programs of 32 and of 64 bits see the same numbers")
{
	compare(device_phone(), low_memory());
}
