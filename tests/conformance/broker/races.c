// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Races between threads of one program.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "broker.h"

static pthread_t start(void *(*run)(void *data), void *data)
{
	pthread_t thread;

	CHECK_EQ(pthread_create(&thread, NULL, run, data), 0);
	return thread;
}

static void join(pthread_t thread)
{
	CHECK_EQ(pthread_join(thread, NULL), 0);
}

/**
 * struct setter - a thread that sets lamps until its handle is closed
 * @handle: the handle
 * @accepted: requests that were accepted
 */
struct setter {
	HPHONE handle;
	atomic_uint accepted;
};

static void *set_until_closed(void *data)
{
	struct setter *setter = data;
	LONG result;

	for (;;) {
		result = phoneSetLamp(setter->handle, CALL_KEY,
				      PHONELAMPMODE_STEADY);
		if (result == PHONEERR_RESOURCEUNAVAIL)
			continue;
		if (result < 0)
			break;
		CHECK(result > 0);
		atomic_fetch_add(&setter->accepted, 1);
	}
	CHECK_RESULT(result, PHONEERR_INVALPHONEHANDLE);
	return NULL;
}

CASE(T107, CHANGES,
     "a request during the last close is refused, or completed once")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	unsigned int round;

	for (round = 0; round < 30; round++) {
		struct setter setter = {
			.handle = app_open_owner(app, phone),
		};
		long long submitted = phone_number(phone, "submitted");
		pthread_t thread = start(set_until_closed, &setter);

		CHECK_SOON(atomic_load(&setter.accepted) >= round % 5);
		CHECK_OK(phoneClose(setter.handle));
		join(thread);
		CHECK_EQ(phone_number(phone, "submitted"),
			 submitted + atomic_load(&setter.accepted));
		CHECK_EQ(phone_number(phone, "completed"),
			 phone_number(phone, "submitted"));
	}
	app_no_message(app);
}

#define NR_THREADS	4
#define NR_EACH		40

/**
 * struct issuer - a thread that issues requests
 * @handle: through this handle
 * @request: their numbers
 */
struct issuer {
	HPHONE handle;
	DWORD request[NR_EACH];
};

static void *issue(void *data)
{
	struct issuer *issuer = data;
	unsigned int i;
	LONG result;

	for (i = 0; i < NR_EACH; i++) {
		do {
			result = phoneSetLamp(issuer->handle, CALL_KEY + i % 8,
					      i & 8 ? PHONELAMPMODE_OFF :
						      PHONELAMPMODE_STEADY);
		} while (result == PHONEERR_RESOURCEUNAVAIL);
		issuer->request[i] = CHECK_REQUEST(result);
	}
	return NULL;
}

static int compare(const void *first, const void *second)
{
	DWORD one = *(const DWORD *)first;
	DWORD two = *(const DWORD *)second;

	return one < two ? -1 : one > two;
}

/* Each thread issues its requests; returns all numbers, sorted. */
static void issue_all(HPHONE handle, DWORD *all)
{
	struct issuer issuer[NR_THREADS];
	pthread_t thread[NR_THREADS];
	unsigned int i, j;

	for (i = 0; i < NR_THREADS; i++) {
		issuer[i].handle = handle;
		thread[i] = start(issue, &issuer[i]);
	}
	for (i = 0; i < NR_THREADS; i++) {
		join(thread[i]);
		for (j = 0; j < NR_EACH; j++)
			*all++ = issuer[i].request[j];
	}
	all -= NR_THREADS * NR_EACH;
	qsort(all, NR_THREADS * NR_EACH, sizeof(*all), compare);
}

/* Exactly one reply to each request. */
static void check_replies(HPHONEAPP app, const DWORD *all, unsigned int count)
{
	struct traffic traffic;
	unsigned int i;

	traffic_take(app, PHONE_REPLY, count, &traffic);
	CHECK_EQ(traffic.count, count);
	for (i = 0; i < count; i++)
		CHECK_RESULT(reply_result(&traffic, all[i]), 0);
}

CASE(T297, CHANGES,
     "requests of several threads have numbers of their own, and one reply each")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD all[NR_THREADS * NR_EACH];
	unsigned int i;

	issue_all(handle, all);
	CHECK_SOON(phone_number(phone, "completed") == ARRAY_SIZE(all));
	check_replies(app, all, ARRAY_SIZE(all));

	/* The same while all of them are outstanding. */
	phone_set(phone, "hold", "1");
	issue_all(handle, all);
	phone_wait_held(phone, ARRAY_SIZE(all));
	for (i = 1; i < ARRAY_SIZE(all); i++)
		CHECK(all[i] != all[i - 1]);
	phone_set(phone, "release", "all");
	CHECK_SOON(phone_number(phone, "completed") == 2 * ARRAY_SIZE(all));
	check_replies(app, all, ARRAY_SIZE(all));
}

/**
 * struct contest - a completion against phoneClose()
 * @phone: it holds a request of the handle
 * @app: the session
 * @handle: the handle
 * @request: the request
 * @start: both threads have begun
 * @closed: phoneClose() has returned
 * @over: the reader ends
 * @replies: how many there were
 */
struct contest {
	struct phone *phone;
	HPHONEAPP app;
	HPHONE handle;
	DWORD request;
	pthread_barrier_t start;
	atomic_bool closed;
	atomic_bool over;
	unsigned int replies;
};

static void *complete(void *data)
{
	struct contest *contest = data;

	pthread_barrier_wait(&contest->start);
	phone_set(contest->phone, "release", "all");
	return NULL;
}

/* A reader gets no reply after the close. */
static void *read_replies(void *data)
{
	struct contest *contest = data;
	PHONEMESSAGE message;
	bool closed;

	while (!atomic_load(&contest->over)) {
		closed = atomic_load(&contest->closed);
		if (phoneGetMessage(contest->app, &message, 5))
			continue;
		CHECK(!closed);
		CHECK_EQ(message.dwMessageID, PHONE_REPLY);
		CHECK_EQ(message.dwParam1, contest->request);
		contest->replies++;
	}
	return NULL;
}

/* The lamp has the mode if the operation completes before the close. */
static void run_contest(struct contest *contest, DWORD mode)
{
	pthread_t completer, reader;

	contest->handle = app_open_owner(contest->app, contest->phone);
	contest->replies = 0;
	atomic_store(&contest->closed, false);
	atomic_store(&contest->over, false);
	phone_set(contest->phone, "hold", "1");
	contest->request = CHECK_REQUEST(phoneSetLamp(contest->handle,
						      CALL_KEY, mode));
	phone_wait_held(contest->phone, 1);
	pthread_barrier_init(&contest->start, NULL, 2);
	reader = start(read_replies, contest);
	completer = start(complete, contest);
	pthread_barrier_wait(&contest->start);
	CHECK_OK(phoneClose(contest->handle));
	atomic_store(&contest->closed, true);
	join(completer);
	phone_set(contest->phone, "hold", "0");
	case_sleep_ms(10);
	atomic_store(&contest->over, true);
	join(reader);
	CHECK(contest->replies <= 1);
}

#define NR_ROUNDS	40

CASE(T298, CHANGES,
     "a completion during the last close is one, and the reply not late")
{
	struct contest contest = { .phone = phone_new(NULL) };
	unsigned int replies = 0;
	unsigned int round;

	contest.app = app_begin();
	for (round = 1; round <= NR_ROUNDS; round++) {
		run_contest(&contest, PHONELAMPMODE_STEADY);
		CHECK_EQ(phone_number(contest.phone, "submitted"), round);
		CHECK_EQ(phone_number(contest.phone, "completed"), round);
		replies += contest.replies;
	}
	case_note("%u replies in %u rounds", replies, NR_ROUNDS);
	app_no_message(contest.app);
}

CASE(T299, CHANGES,
     "a completion during a close that is not the last is announced to others")
{
	struct contest contest = { .phone = phone_new(NULL) };
	HPHONEAPP other = app_begin();
	HPHONE witness;
	unsigned int round;

	contest.app = app_begin();
	witness = app_open_monitor(other, contest.phone);
	CHECK_OK(phoneSetStatusMessages(witness, PHONESTATE_LAMP, 0, 0));
	for (round = 1; round <= NR_ROUNDS; round++) {
		DWORD mode = round & 1 ? PHONELAMPMODE_STEADY :
					 PHONELAMPMODE_OFF;

		run_contest(&contest, mode);
		CHECK_EQ(app_state(other, PHONESTATE_LAMP).dwParam2, CALL_KEY);
		CHECK_EQ(lamp_mode(witness, CALL_KEY), mode);
		CHECK_EQ(phone_number(contest.phone, "completed"), round);
	}
	app_no_message(other);
}

/**
 * struct opener - a thread that opens, uses and closes a phone
 * @app: its session
 * @device: the phone
 * @rounds: how often
 */
struct opener {
	HPHONEAPP app;
	DWORD device;
	unsigned int rounds;
};

static void *open_and_close(void *data)
{
	struct opener *opener = data;
	unsigned int round;
	HPHONE handle;

	for (round = 0; round < opener->rounds; round++) {
		CHECK_OK(call_open(opener->app, opener->device,
				   PHONEPRIVILEGE_MONITOR, &handle));
		lamp_mode(handle, CALL_KEY);
		CHECK_OK(phoneSetStatusMessages(handle, round & 1 ?
						PHONESTATE_LAMP :
						PHONESTATE_DISPLAY, 0, 0));
		lamp_mode(handle, CALL_KEY);
		CHECK_OK(phoneClose(handle));
	}
	return NULL;
}

/* TSPI_phoneOpen() and TSPI_phoneClose() in turn, and no stale handle. */
static void check_in_turn(void)
{
	unsigned int total = calls(NULL);
	bool open = false;
	unsigned int i;

	for (i = 0; i < total; i++) {
		struct mock_call call = call_get(NULL, i);

		CHECK(call.result != PHONEERR_INVALPHONEHANDLE);
		if (!strcmp(call.name, "phoneOpen")) {
			CHECK(!open);
			open = true;
		} else if (!strcmp(call.name, "phoneClose")) {
			CHECK(open);
			open = false;
		} else if (!strcmp(call.name, "phoneGetLamp")) {
			CHECK(open);
		}
	}
	CHECK(!open);
}

CASE(T302, READS, "opening during the last close gives a phone that works")
{
	struct phone *phone = phone_new(NULL);
	struct opener opener[3];
	pthread_t thread[3];
	unsigned int i;

	for (i = 0; i < 3; i++) {
		opener[i].app = app_begin();
		opener[i].device = app_device(opener[i].app, phone);
		opener[i].rounds = 100;
	}
	for (i = 0; i < 3; i++)
		thread[i] = start(open_and_close, &opener[i]);
	for (i = 0; i < 3; i++)
		join(thread[i]);
	if (!phone_is_mock())
		return;
	CHECK_EQ(calls("phoneOpen"), calls("phoneClose"));
	CHECK(calls("phoneOpen") >= 1);
	check_in_turn();
}

static void *close_it(void *data)
{
	struct contest *contest = data;
	LONG result;

	pthread_barrier_wait(&contest->start);
	result = phoneClose(contest->handle);
	CHECK(result == 0 || result == PHONEERR_INVALPHONEHANDLE);
	return NULL;
}

static void race_removal(void)
{
	struct contest contest = { .phone = phone_new(NULL) };
	HPHONEAPP other = app_begin();
	struct traffic traffic;
	pthread_t closer;
	HPHONE monitor;
	DWORD request[5], device;
	unsigned int i;

	contest.app = app_begin();
	contest.handle = app_open_owner(contest.app, contest.phone);
	monitor = app_open_monitor(other, contest.phone);
	device = app_device(other, contest.phone);
	hold_lamps(contest.phone, contest.handle, 5, request);
	pthread_barrier_init(&contest.start, NULL, 2);
	closer = start(close_it, &contest);
	pthread_barrier_wait(&contest.start);
	phone_live(contest.phone, false);
	join(closer);
	CHECK_SOON(phone_number(contest.phone, "completed") == 5);
	CHECK_EQ(phone_number(contest.phone, "held"), 0);

	traffic_take_removal(other, device, &traffic);
	CHECK_EQ(traffic_of(&traffic, PHONE_CLOSE, monitor), 1);
	CHECK_EQ(traffic_of(&traffic, 0, monitor), 1);
	traffic_take_removal(contest.app, device, &traffic);
	CHECK(traffic_of(&traffic, PHONE_CLOSE, contest.handle) <= 1);
	for (i = 0; i < 5; i++)
		CHECK(replies_to(&traffic, request[i]) <= 1);
	check_dead(contest.handle);
	check_dead(monitor);
	CHECK_EQ(phone_number(contest.phone, "completed"), 5);
	CHECK_OK(phoneShutdown(other));
	CHECK_OK(phoneShutdown(contest.app));
}

CASE(T303, CHANGES,
     "removal during a close ends each request once, and each handle once")
{
	unsigned int round;

	for (round = 0; round < 12; round++)
		race_removal();
}

#define NR_FLOOD	3000

static bool single(DWORD bits)
{
	return bits && !(bits & (bits - 1));
}

#define HOOK_SWITCHES	(PHONESTATE_HANDSETHOOKSWITCH | \
			 PHONESTATE_SPEAKERHOOKSWITCH | \
			 PHONESTATE_HEADSETHOOKSWITCH)

/*
 * Messages may be merged, and then have several bits; a message with one bit must be
 * exact. All hook switches are on hook. A phone of the kernel may have lost events, and
 * report all lamps.
 */
static void check_state(const PHONEMESSAGE *message)
{
	CHECK(message->dwParam1 != 0);
	if (message->dwParam1 == PHONESTATE_LAMP && phone_is_mock())
		CHECK(message->dwParam2 >= CALL_KEY &&
		      message->dwParam2 <= LAST_KEY);
	if (single(message->dwParam1) && message->dwParam1 & HOOK_SWITCHES)
		CHECK_EQ(message->dwParam2, PHONEHOOKSWITCHMODE_ONHOOK);
	if (message->dwParam1 == PHONESTATE_RINGMODE)
		CHECK_EQ(message->dwParam2, 0);
}

static void check_states(const struct traffic *traffic)
{
	unsigned int volumes = 0;
	unsigned int i;

	for (i = 0; i < traffic->count; i++) {
		const PHONEMESSAGE *message = &traffic->at[i];

		if (message->dwMessageID != PHONE_STATE)
			continue;
		check_state(message);
		if (message->dwParam1 & PHONESTATE_HANDSETVOLUME)
			volumes++;
	}
	CHECK(volumes > 0);
	case_note("%u messages, %u about the volume", traffic->count, volumes);
}

CASE(T305, CHANGES | NEEDS_USER, "no flood of events drowns a reply")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD request[NR_FLOOD / 30];
	struct traffic traffic;
	unsigned int i;

	app_enable_all(handle);
	for (i = 0; i < NR_FLOOD; i++) {
		phone_user(phone, "volume handset %u", 1 + i % 1000);
		if (i % 30)
			continue;
		request[i / 30] =
			CHECK_REQUEST(phoneSetLamp(handle,
						   CALL_KEY + i / 30 % 8,
						   i / 240 & 1 ?
						   PHONELAMPMODE_OFF :
						   PHONELAMPMODE_STEADY));
	}
	CHECK_SOON(phone_number(phone, "completed") == ARRAY_SIZE(request));
	traffic_take(app, PHONE_REPLY, ARRAY_SIZE(request), &traffic);
	CHECK_EQ(traffic_of(&traffic, PHONE_REPLY, 0), ARRAY_SIZE(request));
	for (i = 0; i < ARRAY_SIZE(request); i++)
		CHECK_RESULT(reply_result(&traffic, request[i]), 0);
	check_states(&traffic);

	/* Afterwards the session works as before. */
	phone_user(phone, "lift handset");
	CHECK_EQ(app_message(app).dwParam1, PHONESTATE_HANDSETHOOKSWITCH);
	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_WINK));
}

CASE(T305_merged, NEEDS_MOCK,
     "events that are too many to keep are merged, and the message says so")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct traffic traffic;
	unsigned int i;

	app_enable_all(handle);
	for (i = 0; i < NR_FLOOD; i++)
		phone_set(phone, "raise", "%u %u %u 0", PHONE_STATE,
			  PHONESTATE_LAMP, CALL_KEY + i % 8);
	traffic_take(app, PHONE_STATE, 1, &traffic);
	for (i = 0; i < traffic.count; i++)
		check_state(&traffic.at[i]);

	/* One message for each event, or a merged one at the end. */
	CHECK(traffic.count == NR_FLOOD ||
	      !single(traffic.at[traffic.count - 1].dwParam1));
	CHECK(traffic.at[traffic.count - 1].dwParam1 & PHONESTATE_LAMP);
}

/* A session whose callback closes the handle that the message is for. */
static HPHONE callback_handle;
static unsigned int callbacks_seen;

static void close_in_callback(DWORD device, DWORD message, DWORD_PTR instance,
			      DWORD_PTR first, DWORD_PTR second,
			      DWORD_PTR third)
{
	case_note("%u %#x %#jx %#jx %#jx %#jx", message, device,
		  (uintmax_t)instance, (uintmax_t)first, (uintmax_t)second,
		  (uintmax_t)third);
	CHECK_EQ(message, PHONE_REPLY);
	callbacks_seen++;
	CHECK_OK(phoneClose(callback_handle));
	check_dead(callback_handle);
}

CASE(T306, CHANGES, "a handle may be closed in the callback for one of its messages")
{
	struct phone *phone = phone_new(NULL);
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEHIDDENWINDOW,
	};
	DWORD version = API_NEWEST;
	DWORD devices, i;
	HPHONEAPP app;

	CHECK_OK(phoneInitializeExA(&app, NULL, close_in_callback, "closer",
				    &devices, &version, &params));
	callback_handle = app_open_owner(app, phone);
	for (i = 0; i < 3; i++)
		CHECK_REQUEST(phoneSetLamp(callback_handle, CALL_KEY + i,
					   PHONELAMPMODE_STEADY));
	CHECK_SOON(phone_number(phone, "completed") == 3);
	CHECK_SOON(tphone_tapi_dispatch(app) > 0);
	case_sleep_ms(A_WHILE);
	CHECK_EQ(tphone_tapi_dispatch(app), 0);
	CHECK_EQ(callbacks_seen, 1);

	/* The session still works. */
	callback_handle = app_open_owner(app, phone);
	CHECK_REQUEST(phoneSetLamp(callback_handle, CALL_KEY,
				   PHONELAMPMODE_WINK));
	CHECK_SOON(tphone_tapi_dispatch(app) == 1);
	CHECK_EQ(callbacks_seen, 2);
	CHECK_OK(phoneShutdown(app));
}

CASE(T306_loop, CHANGES, "a handle may be closed in the loop that fetches messages")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	HPHONE other = app_open_monitor(app, phone);
	unsigned int i;

	app_enable_all(handle);
	for (i = 0; i < 3; i++)
		CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY + i,
					   PHONELAMPMODE_STEADY));
	CHECK_SOON(phone_number(phone, "completed") == 3);
	app_message(app);
	CHECK_OK(phoneClose(handle));
	app_no_message(app);
	check_dead(handle);
	CHECK_EQ(lamp_mode(other, CALL_KEY), PHONELAMPMODE_STEADY);
}
