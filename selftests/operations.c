// SPDX-License-Identifier: GPL-2.0-only
/*
 * The nine operations: the completion, then the event, then the answers of the
 * queries, in each context in which a driver can complete them.
 */
#include "kselftest_harness.h"

#include <time.h>

#include "fixture.h"

#define KEY		12
#define USER_DATA	0x1122334455667788ULL
#define ROWS		4
#define COLUMNS		20
#define CELLS		(ROWS * COLUMNS)

FIXTURE(operation)
{
	struct sim sim;
	int fd;
};

FIXTURE_VARIANT(operation)
{
	const char *context;
};

FIXTURE_VARIANT_ADD(operation, inline) { .context = "inline" };
FIXTURE_VARIANT_ADD(operation, softirq) { .context = "softirq" };
FIXTURE_VARIANT_ADD(operation, hardirq) { .context = "hardirq" };
FIXTURE_VARIANT_ADD(operation, work) { .context = "work" };
FIXTURE_VARIANT_ADD(operation, thread) { .context = "thread" };

FIXTURE_SETUP(operation)
{
	SETUP_OWNER(&self->sim, variant->context, &self->fd);
}

TEARDOWN_HANDLE(operation, fd)

static __u64 now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ULL + ts.tv_nsec;
}

/* Every field of the completion of a successful operation. */
static void succeeds(struct __test_metadata *_metadata, int fd,
		     struct tphone_request request,
		     struct tphone_record *record)
{
	__u64 begin = now_ns();
	__u64 id;

	request.user_data = USER_DATA;
	ASSERT_EQ(0, phone_submit_one(fd, &request, &id));
	EXPECT_NE(0, id);
	ASSERT_EQ(0, phone_next(fd, record));
	EXPECT_EQ(TPHONE_RECORD_COMPLETION, record->type);
	EXPECT_EQ(request.opcode, record->code);
	EXPECT_EQ(0, record->flags);
	EXPECT_EQ(0, record->cause);
	EXPECT_EQ(USER_DATA, record->user_data);
	EXPECT_EQ(id, record->id);
	EXPECT_EQ(0, record->status);
	EXPECT_LE(begin, record->timestamp_ns);
	EXPECT_GE(now_ns(), record->timestamp_ns);
	EXPECT_EQ(0, record->value[1]);
	if (request.opcode != TPHONE_OP_DEVSPECIFIC)
		EXPECT_EQ(0, record->len);
	if (request.opcode != TPHONE_OP_SET_VOLUME &&
	    request.opcode != TPHONE_OP_SET_GAIN)
		EXPECT_EQ(0, record->value[0]);
}

/* The next record is this event, made by an operation. */
static void event_follows(struct __test_metadata *_metadata, int fd,
			  const struct tphone_record *before,
			  unsigned int code, __u64 first, __u64 second)
{
	struct tphone_record event;

	ASSERT_EQ(0, phone_next(fd, &event));
	EXPECT_EQ(TPHONE_RECORD_EVENT, event.type);
	EXPECT_EQ(code, event.code);
	EXPECT_EQ(0, event.flags);
	EXPECT_EQ(TPHONE_CAUSE_HOST, event.cause);
	EXPECT_EQ(first, event.value[0]);
	EXPECT_EQ(second, event.value[1]);
	EXPECT_LT(before->seq, event.seq);
	EXPECT_LE(before->timestamp_ns, event.timestamp_ns);
	EXPECT_EQ(0, event.user_data);
	EXPECT_EQ(before->id, event.id);
	EXPECT_EQ(0, event.status);
	EXPECT_EQ(0, event.len);
}

/* The completion was the last record of the phone. */
static void no_event_follows(struct __test_metadata *_metadata, int fd,
			     const struct tphone_record *completion)
{
	struct tphone_state state;

	ASSERT_EQ(0, phone_state(fd, &state));
	EXPECT_EQ(completion->seq, state.seq);
	EXPECT_TRUE(phone_is_quiet(fd));
}

#define SUCCEEDS(fd, request, record) \
	succeeds(_metadata, fd, request, record)
#define EVENT_FOLLOWS(fd, before, code, first, second) \
	event_follows(_metadata, fd, before, code, first, second)
#define NO_EVENT_FOLLOWS(fd, record) \
	no_event_follows(_metadata, fd, record)

TEST_F(operation, set_lamp)
{
	struct tphone_request request = request_lamp(KEY,
						     TPHONE_LAMPMODE_FLUTTER);
	struct tphone_record record;

	SUCCEEDS(self->fd, request, &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_LAMP, KEY,
		      TPHONE_LAMPMODE_FLUTTER);
	EXPECT_EQ(TPHONE_LAMPMODE_FLUTTER, phone_lamp_mode(self->fd, KEY));
	EXPECT_EQ(TPHONE_LAMPMODE_OFF, phone_lamp_mode(self->fd, KEY + 1));

	SUCCEEDS(self->fd, request, &record);
	NO_EVENT_FOLLOWS(self->fd, &record);
}

TEST_F(operation, set_ring)
{
	struct tphone_request request = request_ring(2, 30000);
	struct tphone_record record;
	struct tphone_state state;

	SUCCEEDS(self->fd, request, &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_RING_MODE, 2, 30000);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_RING_VOLUME, 30000, 0);
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(2, state.ring_mode);
	EXPECT_EQ(30000, state.ring_volume);

	SUCCEEDS(self->fd, request, &record);
	NO_EVENT_FOLLOWS(self->fd, &record);
}

TEST_F(operation, set_hook)
{
	struct tphone_request request = request_hook(TPHONE_HOOK_SPEAKER,
						     TPHONE_HOOKMODE_MIC);
	struct tphone_record record;
	struct tphone_state state;

	SUCCEEDS(self->fd, request, &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_HOOK, TPHONE_HOOK_SPEAKER,
		      TPHONE_HOOKMODE_MIC);
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(TPHONE_HOOKMODE_ONHOOK, state.hook_mode[0]);
	EXPECT_EQ(TPHONE_HOOKMODE_MIC, state.hook_mode[1]);
	EXPECT_EQ(TPHONE_HOOKMODE_ONHOOK, state.hook_mode[2]);

	SUCCEEDS(self->fd, request, &record);
	NO_EVENT_FOLLOWS(self->fd, &record);
}

TEST_F(operation, set_volume)
{
	struct tphone_request request = request_volume(TPHONE_HOOK_HANDSET,
						       12345);
	struct tphone_record record;
	struct tphone_state state;

	SUCCEEDS(self->fd, request, &record);
	EXPECT_EQ(12345, record.value[0]);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_VOLUME,
		      TPHONE_HOOK_HANDSET, 12345);
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(12345, state.volume[0]);
	EXPECT_EQ(0, state.gain[0]);

	SUCCEEDS(self->fd, request, &record);
	EXPECT_EQ(12345, record.value[0]);
	NO_EVENT_FOLLOWS(self->fd, &record);
}

TEST_F(operation, set_gain)
{
	struct tphone_request request = request_gain(TPHONE_HOOK_HEADSET,
						     TPHONE_VOLUME_MAX);
	struct tphone_record record;
	struct tphone_state state;

	SUCCEEDS(self->fd, request, &record);
	EXPECT_EQ(TPHONE_VOLUME_MAX, record.value[0]);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_GAIN,
		      TPHONE_HOOK_HEADSET, TPHONE_VOLUME_MAX);
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(TPHONE_VOLUME_MAX, state.gain[2]);
	EXPECT_EQ(0, state.volume[2]);

	SUCCEEDS(self->fd, request, &record);
	NO_EVENT_FOLLOWS(self->fd, &record);
}

TEST_F(operation, set_display)
{
	struct tphone_request request = request_display(1, 3, "Hello");
	struct tphone_display display;
	struct tphone_record record;
	char text[CELLS * 4 + 1];

	SUCCEEDS(self->fd, request, &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_DISPLAY, COLUMNS + 3, 5);
	ASSERT_EQ(CELLS, phone_display(self->fd, text, sizeof(text), &display));
	EXPECT_EQ(ROWS, display.rows);
	EXPECT_EQ(COLUMNS, display.columns);
	EXPECT_EQ(COLUMNS + 3, strspn(text, " "));
	EXPECT_EQ(0, memcmp("Hello ", text + COLUMNS + 3, 6));

	SUCCEEDS(self->fd, request, &record);
	NO_EVENT_FOLLOWS(self->fd, &record);
}

TEST_F(operation, set_button)
{
	struct tphone_request request;
	struct tphone_button button;
	struct tphone_record record;

	request = request_button(KEY, TPHONE_BUTTONMODE_DISPLAY,
				 TPHONE_FUNCTION_VENDOR + 7, "Soft");
	SUCCEEDS(self->fd, request, &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_BUTTON_INFO, KEY,
		      TPHONE_BUTTON_INFO_FUNCTION | TPHONE_BUTTON_INFO_TEXT);
	ASSERT_EQ(0, phone_button(self->fd, KEY, &button));
	EXPECT_EQ(TPHONE_BUTTONMODE_DISPLAY, button.mode);
	EXPECT_EQ(TPHONE_FUNCTION_VENDOR + 7, button.function);
	EXPECT_STREQ("Soft", button.text);

	SUCCEEDS(self->fd, request, &record);
	NO_EVENT_FOLLOWS(self->fd, &record);
}

TEST_F(operation, set_data)
{
	struct tphone_request request = request_data(1, 5, "hello", 5);
	struct tphone_record record;
	struct tphone_data data;
	char bytes[10];

	SUCCEEDS(self->fd, request, &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_DATA, 1, 10);
	ASSERT_EQ(10, phone_data(self->fd, 1, 0, bytes, 10, &data));
	EXPECT_EQ(0, memcmp("\0\0\0\0\0hello", bytes, 10));
	EXPECT_EQ(1024, data.area_size);
	EXPECT_EQ(10, data.area_used);

	SUCCEEDS(self->fd, request, &record);
	NO_EVENT_FOLLOWS(self->fd, &record);
}

TEST_F(operation, devspecific)
{
	struct tphone_request request = request_devspecific("event!", 6, 4);
	struct tphone_record record, event;
	char output[4];

	SUCCEEDS(self->fd, request, &record);
	EXPECT_EQ(4, record.len);
	EXPECT_EQ(4, phone_fetch(self->fd, record.id, output, sizeof(output)));
	EXPECT_EQ(0, memcmp("!tne", output, 4));

	ASSERT_EQ(0, phone_next(self->fd, &event));
	EXPECT_EQ(TPHONE_RECORD_EVENT, event.type);
	EXPECT_EQ(TPHONE_EVENT_DEVSPECIFIC, event.code);
	EXPECT_EQ(TPHONE_CAUSE_DRIVER, event.cause);
	EXPECT_EQ(1, event.value[0]);
	EXPECT_EQ(2, event.value[1]);
	EXPECT_EQ(3, event.id);
	EXPECT_LT(record.seq, event.seq);
}

TEST_F(operation, that_fails_changes_nothing)
{
	struct tphone_request request = request_lamp(KEY,
						     TPHONE_LAMPMODE_STEADY);
	struct tphone_record record;

	ASSERT_EQ(0, sim_set(&self->sim, "fail_nth", "1 61"));
	EXPECT_EQ(-ENODATA, phone_execute(self->fd, &request, &record));
	EXPECT_EQ(0, record.flags);
	EXPECT_EQ(0, record.value[0]);
	EXPECT_EQ(0, record.len);
	NO_EVENT_FOLLOWS(self->fd, &record);
	EXPECT_EQ(TPHONE_LAMPMODE_OFF, phone_lamp_mode(self->fd, KEY));
}

TEST_F(operation, that_the_driver_refuses_never_started)
{
	struct tphone_request request = request_volume(TPHONE_HOOK_HANDSET, 9);
	struct tphone_record record;

	ASSERT_EQ(0, sim_set(&self->sim, "refuse_nth", "1 16"));
	EXPECT_EQ(-EBUSY, phone_execute(self->fd, &request, &record));
	EXPECT_EQ(TPHONE_COMPLETION_NOT_STARTED, record.flags);
	EXPECT_EQ(0, record.value[0]);
	NO_EVENT_FOLLOWS(self->fd, &record);
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
}

/* Cases that do not depend on the context. */
FIXTURE(desk)
{
	struct sim sim;
	int fd;
};

FIXTURE_SETUP(desk)
{
	SETUP_OWNER(&self->sim, "inline", &self->fd);
}

TEARDOWN_HANDLE(desk, fd)

TEST_F(desk, lamps_know_all_their_modes)
{
	struct tphone_record record;
	struct tphone_lamp lamp;
	unsigned int mode;

	ASSERT_EQ(0, phone_lamp(self->fd, KEY, &lamp));
	EXPECT_EQ(TPHONE_LAMPMODE_OFF, lamp.mode);
	EXPECT_EQ(TPHONE_LAMPMODE_OFF | TPHONE_LAMPMODE_STEADY |
		  TPHONE_LAMPMODE_WINK | TPHONE_LAMPMODE_FLASH |
		  TPHONE_LAMPMODE_FLUTTER | TPHONE_LAMPMODE_BROKENFLUTTER,
		  lamp.modes);
	for (mode = TPHONE_LAMPMODE_STEADY; mode & lamp.modes; mode <<= 1) {
		SUCCEEDS(self->fd, request_lamp(KEY, mode), &record);
		EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_LAMP, KEY, mode);
		EXPECT_EQ(mode, phone_lamp_mode(self->fd, KEY));
	}
}

TEST_F(desk, pair_without_a_lamp)
{
	struct tphone_lamp lamp;

	ASSERT_EQ(0, phone_lamp(self->fd, 5, &lamp));
	EXPECT_EQ(TPHONE_LAMPMODE_DUMMY, lamp.mode);
	EXPECT_EQ(0, lamp.modes);
}

TEST_F(desk, pair_without_a_button)
{
	struct tphone_button button;

	ASSERT_EQ(0, phone_button(self->fd, 20, &button));
	EXPECT_EQ(TPHONE_BUTTONMODE_DUMMY, button.mode);
	EXPECT_STREQ("Messages", button.text);
}

TEST_F(desk, ring_mode_alone)
{
	struct tphone_record record;

	SUCCEEDS(self->fd, request_ring(1, 0), &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_RING_MODE, 1, 0);
	NO_EVENT_FOLLOWS(self->fd, &(struct tphone_record){
			 .seq = record.seq + 1 });
}

TEST_F(desk, ring_volume_alone)
{
	struct tphone_record record;

	SUCCEEDS(self->fd, request_ring(0, 7), &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_RING_VOLUME, 7, 0);
	NO_EVENT_FOLLOWS(self->fd, &(struct tphone_record){
			 .seq = record.seq + 1 });
}

TEST_F(desk, several_hooks_make_one_event_each)
{
	const unsigned int mode = TPHONE_HOOKMODE_MICSPEAKER;
	struct tphone_record record;
	struct tphone_state state;

	SUCCEEDS(self->fd, request_hook(TPHONE_HOOK_HANDSET |
					TPHONE_HOOK_HEADSET, mode), &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_HOOK, TPHONE_HOOK_HANDSET,
		      mode);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_HOOK, TPHONE_HOOK_HEADSET,
		      mode);

	/* Two of the three devices have this mode already. */
	SUCCEEDS(self->fd, request_hook(TPHONE_HOOK_DEVICES, mode), &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_HOOK, TPHONE_HOOK_SPEAKER,
		      mode);
	EXPECT_TRUE(phone_is_quiet(self->fd));
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(mode, state.hook_mode[0]);
	EXPECT_EQ(mode, state.hook_mode[1]);
	EXPECT_EQ(mode, state.hook_mode[2]);
}

TEST_F(desk, volume_is_rounded)
{
	struct tphone_record record;
	struct tphone_state state;

	ASSERT_EQ(0, sim_set(&self->sim, "volume_step", "1000"));
	SUCCEEDS(self->fd, request_volume(TPHONE_HOOK_SPEAKER, 12345), &record);
	EXPECT_EQ(12000, record.value[0]);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_VOLUME,
		      TPHONE_HOOK_SPEAKER, 12000);
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(12000, state.volume[1]);

	/* Another request, but the same volume. */
	SUCCEEDS(self->fd, request_volume(TPHONE_HOOK_SPEAKER, 12999), &record);
	EXPECT_EQ(12000, record.value[0]);
	NO_EVENT_FOLLOWS(self->fd, &record);

	SUCCEEDS(self->fd, request_gain(TPHONE_HOOK_SPEAKER, 999), &record);
	EXPECT_EQ(0, record.value[0]);
	NO_EVENT_FOLLOWS(self->fd, &record);
}

TEST_F(desk, display_runs_on_into_the_next_row)
{
	struct tphone_record record;
	char text[CELLS + 1];

	SUCCEEDS(self->fd, request_display(0, COLUMNS - 2, "abcd"), &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_DISPLAY, COLUMNS - 2, 4);
	ASSERT_EQ(CELLS, phone_display(self->fd, text, sizeof(text), NULL));
	EXPECT_EQ(0, memcmp(" abcd ", text + COLUMNS - 3, 6));
}

TEST_F(desk, display_is_cut_off_at_its_end)
{
	struct tphone_record record;
	char text[CELLS + 1];

	SUCCEEDS(self->fd, request_display(ROWS - 1, COLUMNS - 2, "abcd"),
		 &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_DISPLAY, CELLS - 2, 2);
	ASSERT_EQ(CELLS, phone_display(self->fd, text, sizeof(text), NULL));
	EXPECT_STREQ(" ab", text + CELLS - 3);
	EXPECT_EQ(' ', text[0]);
}

TEST_F(desk, display_keeps_what_is_not_covered)
{
	struct tphone_record record;
	char text[CELLS + 1];

	SUCCEEDS(self->fd, request_display(2, 0, "abcdef"), &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_DISPLAY, 2 * COLUMNS, 6);
	SUCCEEDS(self->fd, request_display(2, 2, "XY"), &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_DISPLAY, 2 * COLUMNS + 2,
		      2);
	ASSERT_EQ(CELLS, phone_display(self->fd, text, sizeof(text), NULL));
	EXPECT_EQ(0, memcmp("abXYef ", text + 2 * COLUMNS, 7));
}

TEST_F(desk, zero_byte_ends_a_text)
{
	struct tphone_request request = request_display(0, 0, "");
	struct tphone_button button;
	struct tphone_record record;
	char text[CELLS + 1];

	request.data_ptr = phone_pointer("ab\0cd");
	request.data_len = 5;
	SUCCEEDS(self->fd, request, &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_DISPLAY, 0, 2);
	ASSERT_EQ(CELLS, phone_display(self->fd, text, sizeof(text), NULL));
	EXPECT_EQ(0, memcmp("ab   ", text, 5));

	request = request_button(KEY, TPHONE_BUTTONMODE_CALL, 0, "");
	request.data_ptr = phone_pointer("ab\0cd");
	request.data_len = 5;
	SUCCEEDS(self->fd, request, &record);
	ASSERT_EQ(0, phone_button(self->fd, KEY, &button));
	EXPECT_EQ(0, memcmp("ab\0\0\0", button.text, 5));
}

TEST_F(desk, empty_text_changes_nothing)
{
	struct tphone_request request = request_display(0, 0, "");
	struct tphone_record record;

	SUCCEEDS(self->fd, request, &record);
	NO_EVENT_FOLLOWS(self->fd, &record);
	request.data_ptr = 0;
	SUCCEEDS(self->fd, request, &record);
	NO_EVENT_FOLLOWS(self->fd, &record);
	request.data_ptr = phone_pointer("\0x");
	request.data_len = 2;
	SUCCEEDS(self->fd, request, &record);
	NO_EVENT_FOLLOWS(self->fd, &record);
}

/* A cell is a code point, however many bytes that is. */
TEST_F(desk, display_of_wide_characters)
{
	static const char wide[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x93\x9e";
	const size_t bytes = sizeof(wide) - 1;
	struct tphone_display display;
	struct tphone_record record;
	char text[CELLS * 4 + 1];

	SUCCEEDS(self->fd, request_display(0, 0, wide), &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_DISPLAY, 0, 4);
	EXPECT_EQ(CELLS - 4 + bytes,
		  phone_display(self->fd, text, sizeof(text), &display));
	EXPECT_EQ(0, memcmp(wide, text, bytes));
	EXPECT_EQ(' ', text[bytes]);
}

TEST_F(desk, display_needs_room_for_its_text)
{
	struct tphone_display display;
	char text[CELLS + 1];

	memset(text, 'z', sizeof(text));
	EXPECT_EQ(-EMSGSIZE, phone_display(self->fd, text, CELLS, &display));
	EXPECT_EQ(CELLS, display.len);
	EXPECT_EQ('z', text[0]);
	EXPECT_EQ(-EMSGSIZE, phone_display(self->fd, text, 1, &display));
	EXPECT_EQ(CELLS, display.len);
}

TEST_F(desk, button_text_alone_and_function_alone)
{
	struct tphone_button button;
	struct tphone_record record;

	ASSERT_EQ(0, phone_button(self->fd, KEY, &button));
	EXPECT_STREQ("Line 1", button.text);
	SUCCEEDS(self->fd, request_button(KEY, button.mode, button.function,
					  "Home"), &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_BUTTON_INFO, KEY,
		      TPHONE_BUTTON_INFO_TEXT);
	SUCCEEDS(self->fd, request_button(KEY, button.mode,
					  TPHONE_FUNCTION_PARK, "Home"),
		 &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_BUTTON_INFO, KEY,
		      TPHONE_BUTTON_INFO_FUNCTION);
}

TEST_F(desk, longest_button_text)
{
	struct tphone_button button;
	struct tphone_record record;
	char text[TPHONE_TEXT_SIZE];

	memset(text, 'W', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	SUCCEEDS(self->fd, request_button(KEY, TPHONE_BUTTONMODE_CALL, 0, text),
		 &record);
	ASSERT_EQ(0, phone_button(self->fd, KEY, &button));
	EXPECT_EQ(0, memcmp(text, button.text, sizeof(text)));
}

TEST_F(desk, data_within_an_area)
{
	struct tphone_record record;
	struct tphone_data data;
	char bytes[300];

	SUCCEEDS(self->fd, request_data(0, 0, "0123456789", 10), &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_DATA, 0, 10);
	SUCCEEDS(self->fd, request_data(0, 3, "abc", 3), &record);
	EVENT_FOLLOWS(self->fd, &record, TPHONE_EVENT_DATA, 0, 10);
	EXPECT_EQ(5, phone_data(self->fd, 0, 2, bytes, 5, &data));
	EXPECT_EQ(0, memcmp("2abc6", bytes, 5));
	EXPECT_EQ(10, data.area_used);

	/* The answer ends with the area, however much is requested. */
	EXPECT_EQ(256, phone_data(self->fd, 0, 0, bytes, sizeof(bytes), &data));
	EXPECT_EQ(256, data.area_size);
	EXPECT_EQ(6, phone_data(self->fd, 0, 250, bytes, ~0U, &data));
	EXPECT_EQ(0, phone_data(self->fd, 0, 256, bytes, 10, &data));
	EXPECT_EQ(-ERANGE, phone_data(self->fd, 0, 257, bytes, 10, &data));
	EXPECT_EQ(-ERANGE, phone_data(self->fd, 0, ~0U, bytes, 10, &data));
	EXPECT_EQ(-EBADSLT, phone_data(self->fd, 3, 0, bytes, 10, &data));
}

TEST_F(desk, size_of_a_download_area)
{
	struct tphone_data data = {
		.size = sizeof(data), .flags = TPHONE_DATA_DOWNLOAD, .area = 1,
	};

	ASSERT_EQ(0, phone_ioctl(self->fd, TPHONE_IOC_DATA, &data));
	EXPECT_EQ(1024, data.area_size);
	EXPECT_EQ(0, data.len);
	data.area = 2;
	EXPECT_EQ(-EBADSLT, phone_ioctl(self->fd, TPHONE_IOC_DATA, &data));
}

/*
 * Output of DEVSPECIFIC
 */
static void submit_output(struct __test_metadata *_metadata, int fd, __u64 *id)
{
	struct tphone_request request = request_devspecific("abcd", 4, 100);

	ASSERT_EQ(0, phone_submit_one(fd, &request, id));
}

TEST_F(desk, output_is_fetched_once)
{
	struct tphone_record record;
	char output[4];
	__u64 id;

	submit_output(_metadata, self->fd, &id);
	EXPECT_EQ(4, phone_fetch(self->fd, id, output, sizeof(output)));
	EXPECT_EQ(0, memcmp("dcba", output, 4));
	EXPECT_EQ(-ENODATA, phone_fetch(self->fd, id, output, sizeof(output)));
	ASSERT_EQ(0, phone_completion(self->fd, id, &record));
	EXPECT_EQ(4, record.len);
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, id, output, sizeof(output)));
}

TEST_F(desk, output_is_kept_after_the_completion_was_read)
{
	struct tphone_record record;
	char output[4];
	__u64 id;

	submit_output(_metadata, self->fd, &id);
	ASSERT_EQ(0, phone_completion(self->fd, id, &record));
	EXPECT_EQ(4, phone_fetch(self->fd, id, output, sizeof(output)));
	EXPECT_EQ(0, memcmp("dcba", output, 4));
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, id, output, sizeof(output)));
}

TEST_F(desk, output_discarded)
{
	char output[4];
	__u64 id;

	submit_output(_metadata, self->fd, &id);
	EXPECT_EQ(4, phone_fetch(self->fd, id, NULL, 0));
	EXPECT_EQ(-ENODATA, phone_fetch(self->fd, id, output, sizeof(output)));
}

TEST_F(desk, output_needs_room)
{
	struct tphone_fetch fetch = { .size = sizeof(fetch), .buf_len = 3 };
	char output[4] = "";
	__u64 id;

	submit_output(_metadata, self->fd, &id);
	fetch.id = id;
	fetch.buf_ptr = phone_pointer(output);
	EXPECT_EQ(-EMSGSIZE, phone_ioctl(self->fd, TPHONE_IOC_FETCH, &fetch));
	EXPECT_EQ(4, fetch.len);
	EXPECT_EQ(0, output[0]);
	EXPECT_EQ(4, phone_fetch(self->fd, id, output, sizeof(output)));
}

TEST_F(desk, output_survives_a_bad_address)
{
	char output[4];
	__u64 id;

	submit_output(_metadata, self->fd, &id);
	EXPECT_EQ(-EFAULT, phone_fetch(self->fd, id, (void *)8, 4));
	EXPECT_EQ(4, phone_fetch(self->fd, id, output, sizeof(output)));
	EXPECT_EQ(0, memcmp("dcba", output, 4));
}

TEST_F(desk, output_of_an_operation_in_progress)
{
	char output[4];
	__u64 id;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	submit_output(_metadata, self->fd, &id);
	EXPECT_EQ(-EINPROGRESS, phone_fetch(self->fd, id, output, 4));
	EXPECT_EQ(-EINPROGRESS, phone_fetch(self->fd, id, NULL, 0));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	EXPECT_EQ(4, phone_fetch(self->fd, id, output, 4));
}

TEST_F(desk, no_output)
{
	struct tphone_request lamp = request_lamp(KEY, TPHONE_LAMPMODE_WINK);
	struct tphone_request none = request_devspecific("abcd", 4, 0);
	char output[4];
	__u64 id;

	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, 0, output, 4));
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, ~0ULL, output, 4));
	ASSERT_EQ(0, phone_submit_one(self->fd, &lamp, &id));
	EXPECT_EQ(-ENODATA, phone_fetch(self->fd, id, output, 4));
	ASSERT_EQ(0, phone_submit_one(self->fd, &none, &id));
	EXPECT_EQ(-ENODATA, phone_fetch(self->fd, id, output, 4));
	ASSERT_EQ(0, sim_set(&self->sim, "fail_nth", "1"));
	submit_output(_metadata, self->fd, &id);
	EXPECT_EQ(-ENODATA, phone_fetch(self->fd, id, output, 4));
}

TEST_F(desk, output_of_somebody_else)
{
	char output[4];
	__u64 id;
	int other;

	submit_output(_metadata, self->fd, &id);
	other = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, other);
	EXPECT_EQ(-ENOENT, phone_fetch(other, id, output, 4));
	EXPECT_EQ(4, phone_fetch(self->fd, id, output, 4));
	close(other);
}

/* Output that is never fetched must not keep a program from submitting. */
TEST_F(desk, oldest_output_gives_way)
{
	struct tphone_request request = request_devspecific("abcd", 4, 4);
	struct tphone_record record;
	__u64 ids[1024], id;
	char output[4];
	int i;

	for (i = 0; i < 1024; i++) {
		ASSERT_EQ(0, phone_submit_one(self->fd, &request, &ids[i]));
		ASSERT_EQ(0, phone_completion(self->fd, ids[i], &record));
	}
	ASSERT_EQ(0, phone_submit_one(self->fd, &request, &id));
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, ids[0], output, 4));
	EXPECT_EQ(4, phone_fetch(self->fd, ids[1], output, 4));
	EXPECT_EQ(4, phone_fetch(self->fd, ids[1023], output, 4));
	EXPECT_EQ(4, phone_fetch(self->fd, id, output, 4));
}

/* An operation waits at the phone, another one overtakes it. */
TEST_F(desk, operations_complete_in_any_order)
{
	struct tphone_request first = request_lamp(KEY, TPHONE_LAMPMODE_WINK);
	struct tphone_request second = request_lamp(KEY,
						    TPHONE_LAMPMODE_FLASH);
	struct tphone_record record;
	__u64 first_id, second_id;

	ASSERT_EQ(0, sim_set(&self->sim, "hold_nth", "1"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &first, &first_id));
	ASSERT_EQ(0, phone_submit_one(self->fd, &second, &second_id));
	ASSERT_EQ(0, phone_next_completion(self->fd, &record));
	EXPECT_EQ(second_id, record.id);
	EXPECT_EQ(TPHONE_LAMPMODE_FLASH, phone_lamp_mode(self->fd, KEY));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, phone_next_completion(self->fd, &record));
	EXPECT_EQ(first_id, record.id);
	EXPECT_EQ(TPHONE_LAMPMODE_WINK, phone_lamp_mode(self->fd, KEY));
}

TEST_HARNESS_MAIN
