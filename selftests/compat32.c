// SPDX-License-Identifier: GPL-2.0-only
/*
 * A 32-bit program and a 64-bit kernel: the structures have the same layout, and
 * pointers in them are 64 bits wide, so every call works as it does elsewhere.
 *
 * There is no 32-bit C library, only the kernel's nolibc: no harness, and none of
 * the helpers. compat32.sh runs this program, if 32-bit programs run at all.
 */

/* nolibc defines ptrdiff_t itself, not quite as the compiler does. */
#define _PTRDIFF_T
#include "layout.h"

_Static_assert(sizeof(void *) == 4, "not a 32-bit program");

#define CONFIGFS	"/sys/kernel/config/tphone-sim"
#define SKIPPED		4
#define WAIT_MS		10000

/* A phone as it comes: the keypad, 8 keys with a lamp, 1 more lamp. */
#define KEY_5		5
#define FIRST_KEY	12
#define NR_PAIRS	21
#define DISPLAY_SIZE	(4 * 20)

static char folder[64];
static char device[32];
static int fd = -1;
static int failed_line;

#define EXPECT(condition)	expect(condition, __LINE__)

/* The line of the first failure is reported. */
static void expect(int condition, int line)
{
	if (!condition && !failed_line)
		failed_line = line;
}

static __u64 pointer(const void *p)
{
	return (unsigned long)p;
}

static int call(unsigned long number, void *argument)
{
	return ioctl(fd, number, argument) < 0 ? -errno : 0;
}

/*
 * The simulated phone
 */
static const char *attribute(const char *name)
{
	static char path[128];

	strcpy(path, folder);
	strlcat(path, "/", sizeof(path));
	strlcat(path, name, sizeof(path));
	return path;
}

static int sim_set(const char *name, const char *text)
{
	int file = open(attribute(name), O_WRONLY);
	int error = 0;

	if (file < 0)
		return -errno;
	if (write(file, text, strlen(text)) < 0)
		error = -errno;
	close(file);
	return error;
}

static int sim_get(const char *name, char *text, size_t size)
{
	int file = open(attribute(name), O_RDONLY);
	ssize_t len;

	if (file < 0)
		return -errno;
	len = read(file, text, size - 1);
	close(file);
	if (len < 1)
		return -EIO;
	text[len - 1] = '\0';
	return 0;
}

static int open_phone(void)
{
	int ms;

	for (ms = 0; ms < WAIT_MS; ms += 20) {
		fd = open(device, O_RDWR | O_NONBLOCK);
		if (fd >= 0)
			return 0;
		msleep(20);
	}
	return -errno;
}

/* Make the phone. Returns NULL, or why that cannot be done, as a text. */
static const char *make_phone(void)
{
	char name[24];

	strcpy(folder, CONFIGFS "/kselftest-");
	strlcat(folder, itoa(getpid()), sizeof(folder));
	strlcat(folder, "-32", sizeof(folder));
	if (mkdir(folder, 0755)) {
		folder[0] = '\0';
		return "simulated phones need root and the module tphone-sim";
	}
	if (sim_set("live", "1") || sim_get("device", name, sizeof(name)))
		return "the phone does not go live";
	strcpy(device, "/dev/");
	strlcat(device, name, sizeof(device));
	return open_phone() ? "the phone cannot be opened" : NULL;
}

static void remove_phone(void)
{
	if (fd >= 0)
		close(fd);
	if (!folder[0])
		return;
	sim_set("live", "0");
	rmdir(folder);
}

/*
 * Operations and records
 */
static int submit(const struct tphone_request *requests, unsigned int nr,
		  __u64 *ids)
{
	struct tphone_submit argument = {
		.size = sizeof(argument),
		.requests_ptr = pointer(requests),
		.ids_ptr = pointer(ids),
		.nr_requests = nr,
		.request_size = sizeof(*requests),
	};
	int error = call(TPHONE_IOC_SUBMIT, &argument);

	return error ? error : (int)argument.nr_accepted;
}

/* The next one of this type, or an error. */
static int next(unsigned int type, struct tphone_record *record)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
	ssize_t len;

	do {
		if (poll(&poll_fd, 1, WAIT_MS) != 1)
			return -ETIMEDOUT;
		len = read(fd, record, sizeof(*record));
		if (len < 0)
			return -errno;
		if (len != (ssize_t)sizeof(*record))
			return -EPROTO;
	} while (record->type != type);
	return 0;
}

static int next_completion(struct tphone_record *record)
{
	return next(TPHONE_RECORD_COMPLETION, record);
}

/* Its status. */
static int execute(const struct tphone_request *request,
		   struct tphone_record *record)
{
	__u64 id = 0;
	int nr = submit(request, 1, &id);
	int error;

	if (nr != 1)
		return nr < 0 ? nr : -EPROTO;
	error = next_completion(record);
	if (error)
		return error;
	return record->id == id ? record->status : -EBADMSG;
}

/*
 * The tests, in this order
 */
static void info_tells_what_the_phone_is(void)
{
	struct tphone_info info = { .size = sizeof(info) };

	EXPECT(!call(TPHONE_IOC_INFO, &info));
	EXPECT(info.size == sizeof(info));
	EXPECT(!info.reserved0);
	EXPECT(info.events == TPHONE_EVENTS_DEFAULT);
	EXPECT(info.nr_buttons == NR_PAIRS);
	EXPECT(info.max_batch == 128);
	EXPECT(!strcmp(info.model, "Simulated desk phone"));
	EXPECT(!strncmp(info.id, "sim-kselftest-", 14));
}

static void without_a_role_nothing_can_be_submitted(void)
{
	struct tphone_request request = { .opcode = TPHONE_OP_SET_RING };

	EXPECT(submit(&request, 1, NULL) == -EPERM);
}

static void role_makes_an_owner(void)
{
	struct tphone_role role = {
		.size = sizeof(role), .role = TPHONE_ROLE_OWNER,
		.name = "32 bits",
	};
	struct tphone_state state = { .size = sizeof(state) };

	EXPECT(!call(TPHONE_IOC_ROLE, &role));
	EXPECT(!call(TPHONE_IOC_STATE, &state));
	EXPECT(state.role == TPHONE_ROLE_OWNER);
	EXPECT(state.nr_owners == 1);
	EXPECT(!strcmp(state.owner_name, "32 bits"));
}

static void a_batch_completes_with_its_ids(void)
{
	struct tphone_request requests[2] = {
		{
			.user_data = 0x123456789abcdef0ULL,
			.opcode = TPHONE_OP_SET_LAMP,
			.target = FIRST_KEY,
			.arg0 = TPHONE_LAMPMODE_STEADY,
		}, {
			.user_data = 0xfedcba9876543210ULL,
			.opcode = TPHONE_OP_SET_LAMP,
			.target = FIRST_KEY + 1,
			.arg0 = TPHONE_LAMPMODE_WINK,
		},
	};
	struct tphone_record record;
	__u64 ids[3] = { 0, 0, 77 };
	unsigned int seen = 0;
	int i, which;

	EXPECT(submit(requests, 2, ids) == 2);
	EXPECT(ids[0] && ids[1] && ids[0] != ids[1] && ids[2] == 77);
	for (i = 0; i < 2; i++) {
		EXPECT(!next_completion(&record));
		which = record.id == ids[1];
		EXPECT(record.id == ids[which]);
		EXPECT(record.user_data == requests[which].user_data);
		EXPECT(record.code == TPHONE_OP_SET_LAMP);
		EXPECT(!record.status);
		EXPECT(record.seq && record.timestamp_ns);
		seen |= 1U << which;
	}
	EXPECT(seen == 3);
}

static void a_refused_request_is_pointed_at(void)
{
	struct tphone_request requests[2] = {
		{ .opcode = TPHONE_OP_SET_RING },
		{ .opcode = TPHONE_OP_SET_RING, .arg1 = 1ULL << 32 },
	};
	struct tphone_submit argument = {
		.size = sizeof(argument),
		.flags = TPHONE_SUBMIT_ALL_OR_NONE,
		.requests_ptr = pointer(requests),
		.nr_requests = 2,
		.request_size = sizeof(requests[0]),
	};

	EXPECT(call(TPHONE_IOC_SUBMIT, &argument) == -ERANGE);
	EXPECT(argument.error == -ERANGE);
	EXPECT(argument.error_offset == offsetof(struct tphone_request, arg1));
}

static void state_fills_the_array_of_lamps(void)
{
	__u32 lamps[NR_PAIRS + 1] = { [NR_PAIRS] = 77 };
	struct tphone_state state = {
		.size = sizeof(state),
		.nr_lamps = NR_PAIRS,
		.lamps_ptr = pointer(lamps),
	};

	EXPECT(!call(TPHONE_IOC_STATE, &state));
	EXPECT(state.nr_lamps == NR_PAIRS);
	EXPECT(state.seq);
	EXPECT(lamps[0] == TPHONE_LAMPMODE_DUMMY);
	EXPECT(lamps[FIRST_KEY] == TPHONE_LAMPMODE_STEADY);
	EXPECT(lamps[FIRST_KEY + 1] == TPHONE_LAMPMODE_WINK);
	EXPECT(lamps[FIRST_KEY + 2] == TPHONE_LAMPMODE_OFF);
	EXPECT(lamps[NR_PAIRS] == 77);
}

static void lamp_tells_the_mode(void)
{
	struct tphone_lamp lamp = {
		.size = sizeof(lamp), .lamp = FIRST_KEY + 1,
	};

	EXPECT(!call(TPHONE_IOC_LAMP, &lamp));
	EXPECT(lamp.mode == TPHONE_LAMPMODE_WINK);
	EXPECT(lamp.modes & TPHONE_LAMPMODE_OFF);
	EXPECT(lamp.seq);
}

static void button_tells_the_label(void)
{
	static const char label[] = "Grandma";
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_BUTTON,
		.target = FIRST_KEY,
		.arg0 = TPHONE_BUTTONMODE_FEATURE,
		.arg1 = TPHONE_FUNCTION_ABBREVDIAL,
		.data_ptr = pointer(label),
		.data_len = strlen(label),
	};
	struct tphone_button button = {
		.size = sizeof(button), .button = FIRST_KEY,
	};
	struct tphone_record record;

	EXPECT(!execute(&request, &record));
	EXPECT(!call(TPHONE_IOC_BUTTON, &button));
	EXPECT(!strcmp(button.text, label));
	EXPECT(button.function == TPHONE_FUNCTION_ABBREVDIAL);
	EXPECT(button.mode == TPHONE_BUTTONMODE_FEATURE);
}

static void display_gives_back_the_payload(void)
{
	static const char text[] = "32 bits";
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_DISPLAY,
		.target = 1,
		.data_ptr = pointer(text),
		.data_len = strlen(text),
	};
	char shown[DISPLAY_SIZE];
	struct tphone_display display = {
		.size = sizeof(display),
		.buf_ptr = pointer(shown),
		.buf_len = 1,
	};
	struct tphone_record record;

	EXPECT(!execute(&request, &record));
	EXPECT(call(TPHONE_IOC_DISPLAY, &display) == -EMSGSIZE);
	EXPECT(display.len == sizeof(shown));
	display.len = 0;
	display.rows = 0;
	display.columns = 0;
	display.seq = 0;
	display.buf_len = sizeof(shown);
	EXPECT(!call(TPHONE_IOC_DISPLAY, &display));
	EXPECT(display.len == sizeof(shown));
	EXPECT(display.rows == 4 && display.columns == 20);
	EXPECT(!memcmp(shown + 20, text, strlen(text)));
}

static void data_reads_what_was_written(void)
{
	static const char bytes[] = "some bytes";
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_DATA,
		.target = 1,
		.data_ptr = pointer(bytes),
		.data_len = sizeof(bytes),
		.data_offset = 8,
	};
	char read_back[sizeof(bytes)] = "";
	struct tphone_data data = {
		.size = sizeof(data),
		.area = 1,
		.offset = 8,
		.buf_ptr = pointer(read_back),
		.buf_len = sizeof(read_back),
	};
	struct tphone_record record;

	EXPECT(!execute(&request, &record));
	EXPECT(!call(TPHONE_IOC_DATA, &data));
	EXPECT(data.len == sizeof(bytes));
	EXPECT(data.area_size == 1024);
	EXPECT(!memcmp(read_back, bytes, sizeof(bytes)));
}

static void fetch_copies_the_output(void)
{
	struct tphone_request request = {
		.opcode = TPHONE_OP_DEVSPECIFIC,
		.arg0 = 8,
		.data_ptr = pointer("abcdef"),
		.data_len = 6,
	};
	char output[8] = "";
	struct tphone_record record;
	struct tphone_fetch fetch = {
		.size = sizeof(fetch),
		.buf_ptr = pointer(output),
		.buf_len = 2,
	};

	EXPECT(!execute(&request, &record));
	EXPECT(record.len == 6);
	fetch.id = record.id;
	EXPECT(call(TPHONE_IOC_FETCH, &fetch) == -EMSGSIZE);
	EXPECT(fetch.len == 6);
	fetch.buf_len = sizeof(output);
	EXPECT(!call(TPHONE_IOC_FETCH, &fetch));
	EXPECT(fetch.len == 6);
	EXPECT(!strcmp(output, "fedcba"));
	EXPECT(call(TPHONE_IOC_FETCH, &fetch) == -ENOENT);
}

static void cancel_ends_what_is_held(void)
{
	struct tphone_request request = {
		.user_data = 0xabcdef0123456789ULL,
		.opcode = TPHONE_OP_SET_RING,
		.arg0 = 1,
	};
	struct tphone_cancel cancel = {
		.size = sizeof(cancel), .select = TPHONE_CANCEL_ID,
	};
	struct tphone_record record;
	__u64 ids[2];

	EXPECT(!sim_set("hold", "1"));
	EXPECT(submit(&request, 1, &ids[0]) == 1);
	EXPECT(submit(&request, 1, &ids[1]) == 1);
	cancel.id = ids[0];
	EXPECT(!call(TPHONE_IOC_CANCEL, &cancel));
	EXPECT(cancel.nr_cancelled == 1);
	EXPECT(!next_completion(&record));
	EXPECT(record.id == ids[0] && record.status == -ECANCELED);

	cancel = (struct tphone_cancel){
		.size = sizeof(cancel),
		.select = TPHONE_CANCEL_USER_DATA,
		.user_data = request.user_data,
	};
	EXPECT(!call(TPHONE_IOC_CANCEL, &cancel));
	EXPECT(cancel.nr_cancelled == 1);
	EXPECT(!next_completion(&record));
	EXPECT(record.id == ids[1] && record.status == -ECANCELED);
	EXPECT(!sim_set("hold", "0"));
}

static void mask_selects_events(void)
{
	struct tphone_mask mask = {
		.size = sizeof(mask),
		.events = TPHONE_EVENT_BIT(TPHONE_EVENT_BUTTON),
	};
	struct tphone_record record;

	EXPECT(!call(TPHONE_IOC_MASK, &mask));
	EXPECT(!sim_set("user", "lift handset"));
	EXPECT(!sim_set("user", "press 5"));
	EXPECT(!next(TPHONE_RECORD_EVENT, &record));
	EXPECT(record.code == TPHONE_EVENT_BUTTON);
	EXPECT(record.cause == TPHONE_CAUSE_USER);
	EXPECT(record.value[0] == KEY_5);
	EXPECT(record.value[1] == TPHONE_BUTTONSTATE_DOWN);
	mask.events = 1ULL << 32;
	EXPECT(call(TPHONE_IOC_MASK, &mask) == -EINVAL);
}

static void an_event_has_three_numbers_of_64_bits(void)
{
	struct tphone_mask mask = {
		.size = sizeof(mask),
		.events = TPHONE_EVENT_BIT(TPHONE_EVENT_DEVSPECIFIC),
	};
	struct tphone_record record;

	EXPECT(!call(TPHONE_IOC_MASK, &mask));
	EXPECT(!sim_set("user", "devspecific 0x123456789 0xabcdef012 0xfffffffff"));
	EXPECT(!next(TPHONE_RECORD_EVENT, &record));
	EXPECT(record.value[0] == 0x123456789ULL);
	EXPECT(record.value[1] == 0xabcdef012ULL);
	EXPECT(record.id == 0xfffffffffULL);
}

static void notify_signals_an_eventfd(void)
{
	struct tphone_request request = { .opcode = TPHONE_OP_SET_RING };
	struct tphone_notify notify = {
		.size = sizeof(notify), .flags = TPHONE_NOTIFY_COMPLETIONS,
	};
	struct pollfd poll_fd = { .events = POLLIN };
	struct tphone_record record;
	__u64 count = 0;

	poll_fd.fd = my_syscall2(__NR_eventfd2, 0, O_NONBLOCK);
	EXPECT(poll_fd.fd >= 0);
	notify.eventfd = poll_fd.fd;
	EXPECT(!call(TPHONE_IOC_NOTIFY, &notify));
	EXPECT(!execute(&request, &record));
	EXPECT(poll(&poll_fd, 1, WAIT_MS) == 1);
	EXPECT(read(poll_fd.fd, &count, sizeof(count)) == sizeof(count));
	EXPECT(count);
	notify.eventfd = -1;
	EXPECT(!call(TPHONE_IOC_NOTIFY, &notify));
	close(poll_fd.fd);
}

static void read_returns_several_records(void)
{
	struct tphone_request requests[3] = {
		{ .user_data = 1, .opcode = TPHONE_OP_SET_RING },
		{ .user_data = 2, .opcode = TPHONE_OP_SET_RING },
		{ .user_data = 3, .opcode = TPHONE_OP_SET_RING },
	};
	struct tphone_record records[4];
	unsigned int i;

	/* Completed one after the other, inside the write to "release". */
	EXPECT(!sim_set("complete_in", "inline"));
	EXPECT(!sim_set("hold", "1"));
	EXPECT(submit(requests, 3, NULL) == 3);
	EXPECT(!sim_set("release", "all"));
	EXPECT(read(fd, records, sizeof(records) - 1) ==
	       3 * sizeof(records[0]));
	for (i = 0; i < 3; i++)
		EXPECT(records[i].user_data == i + 1);
	EXPECT(records[0].seq < records[1].seq);
	EXPECT(records[1].seq < records[2].seq);
	EXPECT(read(fd, records, sizeof(records)) == -1 && errno == EAGAIN);
	EXPECT(!sim_set("hold", "0"));
}

static void bad_pointers_are_refused(void)
{
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_DISPLAY,
		.data_ptr = 8,
		.data_len = 8,
	};
	/* The last page of the 32-bit address space. */
	void *bad = (void *)-4096UL;

	EXPECT(call(TPHONE_IOC_INFO, bad) == -EFAULT);
	EXPECT(submit(bad, 1, NULL) == -EFAULT);
	EXPECT(submit(&request, 1, NULL) == -EFAULT);
	request = (struct tphone_request){ .opcode = TPHONE_OP_SET_RING };
	EXPECT(submit(&request, 1, bad) == -EFAULT);
}

static void detach_tells_what_was_left(void)
{
	struct tphone_request request = { .opcode = TPHONE_OP_SET_RING };
	struct tphone_detach detach = { .size = sizeof(detach) };
	struct tphone_record record;

	EXPECT(!sim_set("hold", "1"));
	EXPECT(submit(&request, 1, NULL) == 1);
	EXPECT(!call(TPHONE_IOC_DETACH, &detach));
	EXPECT(detach.was_last == 1);
	EXPECT(detach.nr_outstanding == 1);
	EXPECT(detach.nr_left_behind == 0);
	EXPECT(!next_completion(&record));
	EXPECT(record.status == -ECANCELED);
	EXPECT(read(fd, &record, sizeof(record)) == 0);
	EXPECT(call(TPHONE_IOC_DETACH, &detach) == -ESHUTDOWN);
}

static void revoke_takes_the_handle_away(void)
{
	struct tphone_revoke revoke = { .size = sizeof(revoke) };
	struct tphone_info info = { .size = sizeof(info) };
	struct tphone_record record;

	EXPECT(!call(TPHONE_IOC_REVOKE, &revoke));
	EXPECT(call(TPHONE_IOC_REVOKE, &revoke) == -ENODEV);
	EXPECT(call(TPHONE_IOC_INFO, &info) == -ENODEV);
	EXPECT(read(fd, &record, sizeof(record)) == -1);
	EXPECT(errno == ENODEV);
}

#define TEST(function)	{ #function, function }

static const struct {
	const char *name;
	void (*run)(void);
} tests[] = {
	TEST(info_tells_what_the_phone_is),
	TEST(without_a_role_nothing_can_be_submitted),
	TEST(role_makes_an_owner),
	TEST(a_batch_completes_with_its_ids),
	TEST(a_refused_request_is_pointed_at),
	TEST(state_fills_the_array_of_lamps),
	TEST(lamp_tells_the_mode),
	TEST(button_tells_the_label),
	TEST(display_gives_back_the_payload),
	TEST(data_reads_what_was_written),
	TEST(fetch_copies_the_output),
	TEST(cancel_ends_what_is_held),
	TEST(mask_selects_events),
	TEST(an_event_has_three_numbers_of_64_bits),
	TEST(notify_signals_an_eventfd),
	TEST(read_returns_several_records),
	TEST(bad_pointers_are_refused),
	TEST(detach_tells_what_was_left),
	TEST(revoke_takes_the_handle_away),
};

#define NR_TESTS	((int)(sizeof(tests) / sizeof(*tests)))

static int run_all(void)
{
	int nr_failed = 0;
	int i;

	printf("1..%d\n", NR_TESTS);
	for (i = 0; i < NR_TESTS; i++) {
		failed_line = 0;
		tests[i].run();
		if (failed_line)
			printf("# compat32.c:%d: not so\n", failed_line);
		printf("%sok %d %s\n", failed_line ? "not " : "", i + 1,
		       tests[i].name);
		nr_failed += !!failed_line;
	}
	printf("# Totals: pass:%d fail:%d xfail:0 xpass:0 skip:0 error:0\n",
	       NR_TESTS - nr_failed, nr_failed);
	return nr_failed ? 1 : 0;
}

/* With an argument, only print that 32-bit programs run. */
int main(int argc, char **argv)
{
	const char *missing;
	int result;

	(void)argv;
	if (argc > 1) {
		printf("works\n");
		return 0;
	}
	printf("TAP version 13\n");
	missing = make_phone();
	if (!missing) {
		result = run_all();
	} else if (folder[0]) {
		printf("1..1\nnot ok 1 # %s\n", missing);
		result = 1;
	} else {
		printf("1..0 # SKIP %s\n", missing);
		result = SKIPPED;
	}
	remove_phone();
	return result;
}
