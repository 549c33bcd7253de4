// SPDX-License-Identifier: GPL-2.0-only
/*
 * The binary interface of the ioctls: numbers, layouts, sizes, flags, reserved
 * fields, bad pointers, and the roles that may make each call.
 */
#include "kselftest_harness.h"

#include <fcntl.h>
#include <sys/ioctl.h>

#include "fixture.h"
#include "layout.h"

#define PAGE		4096
#define BAD_POINTER	((void *)8)
#define KERNEL_POINTER	((void *)-4096L)

/* Offsets, in bytes, of the fields that the kernel fills in, and of reserved. */
struct range {
	size_t first;
	size_t len;
};

#define RANGE(type, field) { \
	offsetof(struct type, field), sizeof(((struct type *)0)->field) }
#define FROM_TO(type, from, to) { \
	offsetof(struct type, from), \
	offsetof(struct type, to) + sizeof(((struct type *)0)->to) - \
	offsetof(struct type, from) }

/* Arguments with which each ioctl succeeds on a desk phone. */
struct request_with_id {
	struct tphone_request request;
	__u64 id;
	char buffer[512];
};

struct command {
	const char *name;
	unsigned long number;
	size_t size;
	size_t first_size;	/* of its first version; 0: size */
	__u32 flags;		/* that the kernel accepts */
	__u32 flags_needed;
	struct range out[4];
	struct range reserved[2];
	void (*fill)(void *argument, struct request_with_id *memory);
	/* The errno without a role, as a monitor, as an owner, and detached. */
	int errors[4];
};

static void fill_nothing(void *argument, struct request_with_id *memory)
{
}

static void fill_role(void *argument, struct request_with_id *memory)
{
	((struct tphone_role *)argument)->role = TPHONE_ROLE_MONITOR;
}

static void fill_mask(void *argument, struct request_with_id *memory)
{
	((struct tphone_mask *)argument)->events = TPHONE_EVENTS_DEFAULT;
}

static void fill_notify(void *argument, struct request_with_id *memory)
{
	((struct tphone_notify *)argument)->eventfd = -1;
}

static void fill_submit(void *argument, struct request_with_id *memory)
{
	struct tphone_submit *submit = argument;

	memory->request = request_lamp(12, TPHONE_LAMPMODE_STEADY);
	submit->requests_ptr = phone_pointer(&memory->request);
	submit->ids_ptr = phone_pointer(&memory->id);
	submit->nr_requests = 1;
	submit->request_size = sizeof(memory->request);
}

static void fill_cancel(void *argument, struct request_with_id *memory)
{
	((struct tphone_cancel *)argument)->select = TPHONE_CANCEL_ALL;
}

/* The setup has made the output that FETCH gets, and put its id here. */
static void fill_fetch(void *argument, struct request_with_id *memory)
{
	struct tphone_fetch *fetch = argument;

	fetch->id = memory->id;
	fetch->buf_ptr = phone_pointer(memory->buffer);
	fetch->buf_len = sizeof(memory->buffer);
}

static void fill_lamp(void *argument, struct request_with_id *memory)
{
	((struct tphone_lamp *)argument)->lamp = 12;
}

static void fill_button(void *argument, struct request_with_id *memory)
{
	((struct tphone_button *)argument)->button = 12;
}

static void fill_display(void *argument, struct request_with_id *memory)
{
	struct tphone_display *display = argument;

	display->buf_ptr = phone_pointer(memory->buffer);
	display->buf_len = sizeof(memory->buffer);
}

static void fill_data(void *argument, struct request_with_id *memory)
{
	struct tphone_data *data = argument;

	data->buf_ptr = phone_pointer(memory->buffer);
	data->buf_len = sizeof(memory->buffer);
}

#define COMMAND(_name, _type) \
	.name = #_name, .number = TPHONE_IOC_##_name, .size = sizeof(struct _type)

static const struct command commands[] = {
	{
		COMMAND(INFO, tphone_info),
		.out = { FROM_TO(tphone_info, index, reserved) },
		.fill = fill_nothing,
		.errors = { 0, 0, 0, -ESHUTDOWN },
	},
	{
		COMMAND(STATE, tphone_state),
		.first_size = 128,
		.out = { FROM_TO(tphone_state, seq, ring_volume),
			 RANGE(tphone_state, owner_name) },
		.reserved = { RANGE(tphone_state, reserved) },
		.fill = fill_nothing,
		.errors = { 0, 0, 0, -ESHUTDOWN },
	},
	{
		COMMAND(ROLE, tphone_role),
		.first_size = 16,
		.reserved = { RANGE(tphone_role, reserved) },
		.fill = fill_role,
		.errors = { 0, 0, 0, -ESHUTDOWN },
	},
	{
		COMMAND(MASK, tphone_mask),
		.fill = fill_mask,
		.errors = { 0, 0, 0, -ESHUTDOWN },
	},
	{
		COMMAND(NOTIFY, tphone_notify),
		.flags = TPHONE_NOTIFY_COMPLETIONS | TPHONE_NOTIFY_EVENTS,
		.flags_needed = TPHONE_NOTIFY_COMPLETIONS,
		.reserved = { RANGE(tphone_notify, reserved) },
		.fill = fill_notify,
		.errors = { 0, 0, 0, -ESHUTDOWN },
	},
	{
		COMMAND(SUBMIT, tphone_submit),
		.flags = TPHONE_SUBMIT_ALL_OR_NONE,
		.out = { FROM_TO(tphone_submit, nr_accepted, error_offset) },
		.reserved = { RANGE(tphone_submit, reserved) },
		.fill = fill_submit,
		.errors = { -EPERM, -EPERM, 0, -ESHUTDOWN },
	},
	{
		COMMAND(CANCEL, tphone_cancel),
		.out = { RANGE(tphone_cancel, nr_cancelled) },
		.fill = fill_cancel,
		.errors = { -EPERM, 0, 0, -ESHUTDOWN },
	},
	{
		COMMAND(FETCH, tphone_fetch),
		.flags = TPHONE_FETCH_DISCARD,
		.out = { RANGE(tphone_fetch, len) },
		.fill = fill_fetch,
		.errors = { -EPERM, -ENOENT, -ENOENT, -ENOENT },
	},
	{
		COMMAND(LAMP, tphone_lamp),
		.out = { FROM_TO(tphone_lamp, mode, modes),
			 RANGE(tphone_lamp, seq) },
		.reserved = { RANGE(tphone_lamp, reserved) },
		.fill = fill_lamp,
		.errors = { 0, 0, 0, -ESHUTDOWN },
	},
	{
		COMMAND(BUTTON, tphone_button),
		.out = { FROM_TO(tphone_button, mode, text) },
		.fill = fill_button,
		.errors = { 0, 0, 0, -ESHUTDOWN },
	},
	{
		COMMAND(DISPLAY, tphone_display),
		.out = { FROM_TO(tphone_display, len, seq) },
		.fill = fill_display,
		.errors = { 0, 0, 0, -ESHUTDOWN },
	},
	{
		COMMAND(DATA, tphone_data),
		.flags = TPHONE_DATA_DOWNLOAD,
		.out = { FROM_TO(tphone_data, len, seq) },
		.fill = fill_data,
		.errors = { 0, 0, 0, -ESHUTDOWN },
	},
	{
		COMMAND(DETACH, tphone_detach),
		.flags = TPHONE_DETACH_KEEP,
		.out = { FROM_TO(tphone_detach, was_last, nr_left_behind) },
		.fill = fill_nothing,
		.errors = { -EPERM, 0, 0, -ESHUTDOWN },
	},
	{
		COMMAND(REVOKE, tphone_revoke),
		.fill = fill_nothing,
		.errors = { 0, 0, 0, 0 },
	},
};

/* The size is the first field of all. */
static void set_size(void *argument, __u32 size)
{
	memcpy(argument, &size, sizeof(size));
}

static void set_flags(void *argument, __u32 flags)
{
	memcpy(argument + sizeof(__u32), &flags, sizeof(flags));
}

static void fill(const struct command *command, void *argument,
		 struct request_with_id *memory)
{
	memset(argument, 0, command->size);
	set_size(argument, command->size);
	set_flags(argument, command->flags_needed);
	command->fill(argument, memory);
}

/*
 * One variant for each ioctl. The argument ends where an unmapped page begins,
 * so an access beyond its end fails.
 */
FIXTURE(argument)
{
	struct sim sim;
	const struct command *command;
	struct request_with_id memory;
	struct phone_snapshot before;
	void *page;
	void *argument;
	__u32 first_size;
	int fd;
};

FIXTURE_VARIANT(argument)
{
	unsigned int index;
};

/* In the order of the table above. */
FIXTURE_VARIANT_ADD(argument, info) { .index = 0 };
FIXTURE_VARIANT_ADD(argument, state) { .index = 1 };
FIXTURE_VARIANT_ADD(argument, role) { .index = 2 };
FIXTURE_VARIANT_ADD(argument, mask) { .index = 3 };
FIXTURE_VARIANT_ADD(argument, notify) { .index = 4 };
FIXTURE_VARIANT_ADD(argument, submit) { .index = 5 };
FIXTURE_VARIANT_ADD(argument, cancel) { .index = 6 };
FIXTURE_VARIANT_ADD(argument, fetch) { .index = 7 };
FIXTURE_VARIANT_ADD(argument, lamp) { .index = 8 };
FIXTURE_VARIANT_ADD(argument, button) { .index = 9 };
FIXTURE_VARIANT_ADD(argument, display) { .index = 10 };
FIXTURE_VARIANT_ADD(argument, data_area) { .index = 11 };
FIXTURE_VARIANT_ADD(argument, detach) { .index = 12 };
FIXTURE_VARIANT_ADD(argument, revoke) { .index = 13 };

FIXTURE_SETUP(argument)
{
	struct tphone_request devspecific = request_devspecific("abc", 3, 8);

	self->command = &commands[variant->index];
	self->first_size = self->command->first_size ?: self->command->size;
	self->page = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, self->page);
	ASSERT_EQ(0, munmap(self->page + PAGE, PAGE));
	self->argument = self->page + PAGE - self->command->size;

	SETUP_OWNER(&self->sim, "inline", &self->fd);

	/* Output for FETCH. */
	ASSERT_EQ(0, phone_submit_one(self->fd, &devspecific,
				      &self->memory.id));
	fill(self->command, self->argument, &self->memory);
	ASSERT_EQ(0, phone_snapshot(self->fd, &self->before));
}

TEARDOWN_HANDLE(argument, fd)

static int call(FIXTURE_DATA(argument) *self, void *argument)
{
	return phone_ioctl(self->fd, self->command->number, argument);
}

static bool unchanged(FIXTURE_DATA(argument) *self)
{
	return phone_unchanged(self->fd, &self->before) &&
	       sim_number(&self->sim, "submitted") == 1;
}

/* The argument again, with this size, at the start of the page. */
static void *resized(FIXTURE_DATA(argument) *self, __u32 size)
{
	memset(self->page, 0, PAGE);
	fill(self->command, self->page, &self->memory);
	set_size(self->page, size);
	return self->page;
}

TEST_F(argument, too_small)
{
	static const __u32 sizes[] = { 0, 1, 4, 8 };
	__u32 size;
	int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		if (sizes[i] < self->first_size)
			EXPECT_EQ(-EINVAL, call(self, resized(self, sizes[i])));
	}
	for (size = self->first_size - 8; size < self->first_size; size++)
		EXPECT_EQ(-EINVAL, call(self, resized(self, size)));
	EXPECT_TRUE(unchanged(self));
}

/* Call it like a program that was compiled when the structure was shorter. */
TEST_F(argument, as_at_first)
{
	unsigned char *page = resized(self, self->first_size);
	size_t i;

	memset(page + self->first_size, 0xa5, PAGE - self->first_size);
	EXPECT_EQ(0, call(self, page));
	for (i = self->first_size; i < PAGE && page[i] == 0xa5; i++)
		;
	EXPECT_EQ(PAGE, i);
}

/* The size may end within a member. */
TEST_F(argument, every_size_since_the_first)
{
	__u32 size;

	/*
	 * These calls succeed once per handle, and their structures have not
	 * grown.
	 */
	if (self->command->number == TPHONE_IOC_DETACH ||
	    self->command->number == TPHONE_IOC_REVOKE ||
	    self->command->number == TPHONE_IOC_FETCH)
		return;
	for (size = self->first_size; size <= self->command->size; size++)
		EXPECT_EQ(0, call(self, resized(self, size)));
}

TEST_F(argument, larger_with_zero_tail)
{
	const char *tail = self->page + self->command->size;
	int i;

	EXPECT_EQ(0, call(self, resized(self, self->command->size + 8)));
	for (i = 0; i < 8; i++)
		EXPECT_EQ(0, tail[i]);
}

TEST_F(argument, page_with_zero_tail)
{
	const char *page = self->page;
	size_t i;

	EXPECT_EQ(0, call(self, resized(self, PAGE)));
	for (i = self->command->size; i < PAGE && !page[i]; i++)
		;
	EXPECT_EQ(PAGE, i);
}

TEST_F(argument, larger_with_tail_that_is_not_zero)
{
	size_t size = self->command->size;
	char *page = self->page;
	size_t i;

	for (i = 0; i < 8; i++) {
		resized(self, size + 8);
		page[size + i] = 1;
		EXPECT_EQ(-E2BIG, call(self, page));
		EXPECT_EQ(1, page[size + i]);
	}
	resized(self, PAGE);
	page[PAGE - 1] = 1;
	EXPECT_EQ(-E2BIG, call(self, page));
	EXPECT_EQ(-E2BIG, call(self, resized(self, 0x7fffffff)));
	EXPECT_EQ(-E2BIG, call(self, resized(self, 0xffffffff)));
	EXPECT_TRUE(unchanged(self));
}

TEST_F(argument, bad_pointer)
{
	EXPECT_EQ(-EFAULT, call(self, NULL));
	EXPECT_EQ(-EFAULT, call(self, BAD_POINTER));
	EXPECT_EQ(-EFAULT, call(self, KERNEL_POINTER));
	EXPECT_EQ(-EFAULT, call(self, self->page + PAGE));
	EXPECT_EQ(-EFAULT, call(self, self->page + PAGE - 2));
	set_size(self->argument, self->command->size + 1);
	EXPECT_EQ(-EFAULT, call(self, self->argument));
	EXPECT_TRUE(unchanged(self));
}

/* The answer cannot be written, so the call may have no effect. */
TEST_F(argument, read_only_memory)
{
	bool answers = self->command->out[0].len;

	ASSERT_EQ(0, mprotect(self->page, PAGE, PROT_READ));
	EXPECT_EQ(answers ? -EFAULT : 0, call(self, self->argument));
	if (answers)
		EXPECT_TRUE(unchanged(self));
}

TEST_F(argument, unknown_flags_and_reserved_fields)
{
	const struct range *range = self->command->reserved;
	unsigned char *byte;
	size_t i;
	int bit;

	for (bit = 0; bit < 32; bit++) {
		if (self->command->flags & 1U << bit)
			continue;
		set_flags(self->argument,
			  self->command->flags_needed | 1U << bit);
		EXPECT_EQ(-EOPNOTSUPP, call(self, self->argument)) {
			TH_LOG("flag %#x", 1U << bit);
		}
	}
	set_flags(self->argument, self->command->flags_needed);
	for (; range->len; range++) {
		for (i = 0; i < range->len; i++) {
			byte = self->argument + range->first + i;
			*byte = 0x80;
			EXPECT_EQ(-EINVAL, call(self, self->argument)) {
				TH_LOG("offset %zu", range->first + i);
			}
			*byte = 0;
		}
	}
	EXPECT_TRUE(unchanged(self));
}

static void poison(FIXTURE_DATA(argument) *self, int byte)
{
	const struct range *range;

	for (range = self->command->out; range->len; range++)
		memset(self->argument + range->first, byte, range->len);
}

static void expect_same_output(struct __test_metadata *_metadata,
			       FIXTURE_DATA(argument) *self,
			       const void *first, const void *second)
{
	const struct range *range;

	for (range = self->command->out; range->len; range++)
		EXPECT_EQ(0, memcmp(first + range->first, second + range->first,
				    range->len));
}

/* The kernel neither reads nor keeps what the caller left in output fields. */
TEST_F(argument, every_output_byte_is_written)
{
	struct tphone_request devspecific = request_devspecific("abc", 3, 8);
	unsigned char first[PAGE];

	poison(self, 0xff);
	ASSERT_EQ(0, call(self, self->argument));
	memcpy(first, self->argument, self->command->size);

	/* These calls succeed once per handle. */
	if (self->command->number == TPHONE_IOC_DETACH ||
	    self->command->number == TPHONE_IOC_REVOKE) {
		close(self->fd);
		self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	}
	if (self->command->number == TPHONE_IOC_FETCH)
		ASSERT_EQ(0, phone_submit_one(self->fd, &devspecific,
					      &self->memory.id));
	fill(self->command, self->argument, &self->memory);
	poison(self, 0);
	ASSERT_EQ(0, call(self, self->argument));
	expect_same_output(_metadata, self, first, self->argument);
}

FIXTURE(phone)
{
	struct sim sim;
};

FIXTURE_SETUP(phone)
{
	SETUP_PHONE(&self->sim, "work");
}

TEARDOWN_PHONE(phone)

static bool is_padded(const char *text, size_t size)
{
	size_t i;

	for (i = strnlen(text, size - 1); i < size && !text[i]; i++)
		;
	return i == size;
}

TEST_F(phone, texts_are_padded_with_zeros)
{
	struct tphone_button button;
	struct tphone_info info;
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_info(fd, &info));
	EXPECT_TRUE(is_padded(info.manufacturer, TPHONE_TEXT_SIZE));
	EXPECT_TRUE(is_padded(info.model, TPHONE_TEXT_SIZE));
	EXPECT_TRUE(is_padded(info.serial, TPHONE_TEXT_SIZE));
	EXPECT_TRUE(is_padded(info.id, TPHONE_ID_SIZE));
	EXPECT_TRUE(is_padded(info.driver, TPHONE_TEXT_SIZE));
	EXPECT_TRUE(is_padded(info.parent, TPHONE_TEXT_SIZE));
	ASSERT_EQ(0, phone_button(fd, 12, &button));
	EXPECT_TRUE(is_padded(button.text, TPHONE_TEXT_SIZE));
	close(fd);
}

/* Use a new handle for each ioctl, as some change the role. */
static void expect_errors(struct __test_metadata *_metadata, const char *path,
			  unsigned int role, bool detached)
{
	struct tphone_detach detach;
	struct request_with_id memory;
	char argument[PAGE];
	int i, fd;

	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		memset(&memory, 0, sizeof(memory));
		fill(&commands[i], argument, &memory);
		fd = phone_open(path, role);
		ASSERT_LE(0, fd);
		if (detached)
			ASSERT_EQ(0, phone_detach(fd, 0, &detach));
		EXPECT_EQ(commands[i].errors[detached ? 3 : role],
			  phone_ioctl(fd, commands[i].number, argument)) {
			TH_LOG("%s", commands[i].name);
		}
		close(fd);
	}
}

TEST_F(phone, without_a_role)
{
	expect_errors(_metadata, self->sim.device, TPHONE_ROLE_NONE, false);
}

TEST_F(phone, as_monitor)
{
	expect_errors(_metadata, self->sim.device, TPHONE_ROLE_MONITOR, false);
}

TEST_F(phone, as_owner)
{
	expect_errors(_metadata, self->sim.device, TPHONE_ROLE_OWNER, false);
}

TEST_F(phone, detached)
{
	expect_errors(_metadata, self->sim.device, TPHONE_ROLE_OWNER, true);
}

TEST_F(phone, revoked)
{
	struct tphone_revoke revoke = { .size = sizeof(revoke) };
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct request_with_id memory;
	char argument[PAGE];
	int i;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_ioctl(fd, TPHONE_IOC_REVOKE, &revoke));
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		memset(&memory, 0, sizeof(memory));
		fill(&commands[i], argument, &memory);
		EXPECT_EQ(-ENODEV,
			  phone_ioctl(fd, commands[i].number, argument)) {
			TH_LOG("%s", commands[i].name);
		}
	}
	close(fd);
}

TEST_F(phone, owner_needs_a_descriptor_for_writing)
{
	int fd = open(self->sim.device, O_RDONLY);

	ASSERT_LE(0, fd);
	EXPECT_EQ(-EBADF, phone_role(fd, TPHONE_ROLE_OWNER));
	EXPECT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(-EBADF, phone_role(fd, TPHONE_ROLE_OWNER));
	close(fd);
}

TEST_F(phone, no_such_role)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, fd);
	EXPECT_EQ(-EINVAL, phone_role(fd, TPHONE_ROLE_NONE));
	EXPECT_EQ(-EINVAL, phone_role(fd, 3));
	EXPECT_EQ(-EINVAL, phone_role(fd, 0x10002));
	close(fd);
}

static bool is_known(unsigned long number)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		if (commands[i].number == number)
			return true;
	}
	return false;
}

/* No other driver uses these; 'T', 'f' and 0 have a meaning for every file. */
static const unsigned char magics[] = { TPHONE_IOC_MAGIC, 0xb8, 0xba, 1, 'V' };
static const unsigned int sizes[] = { 0, 4, 8, 0x100, 0x3fff };

static void call_unknown(struct __test_metadata *_metadata, int fd,
			 unsigned int magic, void *buffer)
{
	unsigned long number;
	unsigned int dir, nr, size;

	for (nr = 0; nr < 256; nr++) {
		for (dir = 0; dir < 4; dir++) {
			for (size = 0; size < ARRAY_SIZE(sizes); size++) {
				number = _IOC(dir, magic, nr, sizes[size]);
				if (is_known(number))
					continue;
				ASSERT_EQ(-ENOTTY,
					  phone_ioctl(fd, number, buffer)) {
					TH_LOG("ioctl %#lx", number);
				}
			}
		}
	}
}

TEST_F(phone, unknown_ioctls)
{
	static unsigned char buffer[0x4000];
	struct phone_snapshot before;
	size_t i;
	int fd;

	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_snapshot(fd, &before));
	memset(buffer, 0xa5, sizeof(buffer));
	for (i = 0; i < ARRAY_SIZE(magics); i++)
		call_unknown(_metadata, fd, magics[i], buffer);
	for (i = 0; i < sizeof(buffer) && buffer[i] == 0xa5; i++)
		;
	EXPECT_EQ(sizeof(buffer), i);
	EXPECT_TRUE(phone_unchanged(fd, &before));
	close(fd);
}

TEST_HARNESS_MAIN
