// SPDX-License-Identifier: GPL-2.0-only
/*
 * Races: operations complete, in each context in which a driver can complete
 * them, while something else happens to their handle or to their phone.
 *
 * In every round both begin at once, one of them a little later than the other,
 * and by another time in each round, so that either comes first and they meet in
 * the middle. Then the books are closed: each operation that was accepted has
 * ended once, all threads that waited were woken, no two handles were owners at
 * a time, records, state and phone agree, and the phone can be used.
 *
 * TPHONE_RACE_ROUNDS in the environment says how many rounds each pair has.
 */
#include "kselftest_harness.h"

#include <libgen.h>
#include <stdarg.h>
#include <stdlib.h>

#include "module.h"
#include "phone.h"
#include "power.h"
#include "reader.h"
#include "sim.h"
#include "util.h"

#define DEFAULT_ROUNDS	12
#define MIN_ROUNDS	2
#define ROUND_S		60	/* longer than any wait in it */
#define TEST_S		86400	/* each round has its own limit */

/* For operations that complete at their time, in microseconds. */
#define LATENCY		400
#define DEADLINE_REACH	9000
#define MAX_EDGE_US	50000

#define MAX_LAMPS	64

/* user_data of the first operation of a new owner. */
#define NEWCOMER	(READER_LAST - 1)

/* The state of the operations when the action happens. */
enum meeting {
	IN_SUBMIT,		/* just being submitted, and complete then */
	HELD,			/* the same, but they are held to the end */
	AT_TIME,		/* they complete when their time comes */
	ON_RELEASE,		/* they are held, and just being released */
	NR_MEETINGS
};

/* The fate of the owner's handle. */
enum fate { STAYS, DETACHED, CLOSED, GONE };

struct race;

/**
 * struct action - what happens while operations complete
 * @act: does it, in a thread of its own: 0 or a negative errno; or NULL: it
 *	happens by itself
 * @fate: what becomes of the handle
 * @alone: no other handle has a role
 * @victim: the owner is another process
 * @keeps: operations of the detached handle run on
 * @status: errno with which operations may end, beside success
 * @flags: flags of these completions, beside NOT_STARTED
 * @refused: errno with which submitting may fail
 * @slow: it takes much longer than operations do
 * @cost: it is done in one of so many rounds only
 */
struct action {
	int (*act)(struct race *race);
	enum fate fate;
	bool alone;
	bool victim;
	bool keeps;
	int status;
	unsigned int flags;
	int refused;
	bool slow;
	unsigned int cost;
};

/**
 * struct race - a pair, and the round it is in
 * @action: what happens
 * @context: where operations complete
 * @sim: the phone
 * @power: how the machine was set up to sleep
 * @round: number of the round
 * @meeting: where the operations are
 * @fraction: how late the one thing comes after the other, 0 to 99
 * @act_after_us: delay before the action
 * @complete_after_us: delay before submitting or releasing
 * @edge_us: delay with which the two meet, more or less
 * @arrived: how many have come to the start
 * @nr_parties: how many must come
 * @nr_owners: handles that have the role of owner
 * @owner: reads the handle of the owner
 * @witness: reads that of a monitor, or has no role and no thread
 * @sleeper: a handle that gets the events of sleep
 * @epoll: wakes the machine when @sleeper gets one
 * @unbind: file for unbinding the driver from @bound
 * @bound: its device
 * @actor: the thread for the action
 * @act_error: result of the action; of cancelling, the number of operations
 * @successor: the thread that takes over
 * @successor_error: what taking the role of the owner gave in the end
 * @victim: the process that is the owner
 * @wanted: mode to which the lamps are set
 * @before: modes that they have
 * @submit_error: why not all were accepted
 * @nr_accepted: operations that were accepted
 * @ids: their ids
 * @ended: how often each has ended
 * @status: and with what
 * @nr_ended: how many have ended
 * @nr_good: those that were carried out
 * @nr_not_started: those that the driver never saw
 * @submitted: operations that the phone got before this round
 * @detach: answer of DETACH
 * @nr_operations: how many there were in all rounds
 * @nr_before: rounds in which the action was before all of them
 * @nr_amid: rounds in which it was between them
 * @complaint: what is wrong, or ""
 */
struct race {
	const struct action *action;
	const char *context;
	struct sim sim;
	struct power power;
	unsigned int round;
	enum meeting meeting;
	unsigned int fraction;
	unsigned int act_after_us;
	unsigned int complete_after_us;
	unsigned int edge_us[NR_MEETINGS];
	unsigned int arrived;
	unsigned int nr_parties;
	int nr_owners;
	struct reader owner;
	struct reader witness;
	int sleeper;
	int epoll;
	char unbind[96];
	char bound[64];
	pthread_t actor;
	int act_error;
	pthread_t successor;
	int successor_error;
	pid_t victim;
	int wanted;
	__u32 before[MAX_LAMPS];
	int submit_error;
	int nr_accepted;
	__u64 ids[NR_LAMPS];
	int ended[NR_LAMPS];
	int status[NR_LAMPS];
	int nr_ended;
	int nr_good;
	int nr_not_started;
	long long submitted;
	struct tphone_detach detach;
	unsigned int nr_operations;
	unsigned int nr_before;
	unsigned int nr_amid;
	char complaint[200];
};

static const char * const meeting_names[NR_MEETINGS] = {
	"in submit", "held", "at their time", "on release",
};

/* Only the first failure is kept, as later ones may be its consequences. */
static void __attribute__((format(printf, 2, 3)))
complain(struct race *race, const char *format, ...)
{
	char text[120];
	va_list args;

	if (race->complaint[0])
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	snprintf(race->complaint, sizeof(race->complaint),
		 "round %u, %s, %u and %u us: %s", race->round,
		 meeting_names[race->meeting], race->complete_after_us,
		 race->act_after_us, text);
}

static void expect(struct race *race, const char *what, long long expected,
		   long long seen)
{
	if (seen != expected)
		complain(race, "%s: %lld, not %lld", what, seen, expected);
}

static bool takes_over(const struct race *race)
{
	return race->action->fate == DETACHED || race->action->fate == CLOSED;
}

/* Are the operations submitted after the meeting, not before? */
static bool submits_late(const struct race *race)
{
	return race->meeting == IN_SUBMIT || race->meeting == HELD;
}

/*
 * Actions
 */
static int act_cancel(struct race *race)
{
	int nr = 0;
	int i;

	if (submits_late(race) || race->round & 4)
		return phone_cancel_all(race->owner.fd);
	for (i = 0; i < NR_LAMPS && nr >= 0; i++) {
		nr = phone_cancel_id(race->owner.fd, race->ids[i]);
		if (nr == -ENOENT)
			nr = 0;
	}
	return nr;
}

/* From here on another handle may become the owner. */
static void stop_owning(struct race *race)
{
	__atomic_sub_fetch(&race->nr_owners, 1, __ATOMIC_SEQ_CST);
}

static int act_detach(struct race *race)
{
	stop_owning(race);
	if (race->action->keeps)
		return phone_detach_keep(race->owner.fd, 0, &race->detach);
	return phone_detach(race->owner.fd, 0, &race->detach);
}

static int act_close(struct race *race)
{
	stop_owning(race);
	return close(race->owner.fd) ? -errno : 0;
}

static int act_revoke(struct race *race)
{
	stop_owning(race);
	return phone_revoke(race->owner.fd);
}

static int act_kill(struct race *race)
{
	stop_owning(race);
	return kill(race->victim, SIGKILL) ? -errno : 0;
}

static int act_unplug(struct race *race)
{
	return sim_set(&race->sim, "live", "0");
}

static int act_unbind(struct race *race)
{
	return file_write(race->unbind, race->bound);
}

/* A reader of a counter holds the module. */
static int act_unload(struct race *race)
{
	return unload_patiently(DRIVER);
}

static const char *pause_begin(const struct race *race)
{
	return race->round & 4 ? "unplug" : "suspend";
}

static const char *pause_end(const struct race *race)
{
	return race->round & 4 ? "plug" : "resume";
}

static int act_suspend(struct race *race)
{
	return sim_user(&race->sim, pause_begin(race));
}

static int act_sleep(struct race *race)
{
	int error = power_sleep();

	return error == EBUSY ? 0 : -error;
}

static int notify(struct race *race, int eventfd)
{
	return phone_notify(race->owner.fd, TPHONE_NOTIFY_COMPLETIONS |
			    TPHONE_NOTIFY_EVENTS, eventfd);
}

/* Register an eventfd that is closed at once, so that the phone frees it. */
static int notify_other(struct race *race)
{
	int other = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	int error = notify(race, other);

	close(other);
	return error;
}

/*
 * The eventfd that is registered last is one of the two that the reader waits
 * for.
 */
static int act_notify(struct race *race)
{
	int error = 0;
	int i;

	for (i = 0; i < 4 && !error; i++) {
		error = i % 2 ? notify(race, -1) : notify_other(race);
		if (!error)
			error = notify(race, race->owner.eventfds[i % 2]);
	}
	return error;
}

enum {
	CANCEL, DEADLINE, DETACH, DETACH_KEEP, LAST_DETACH, CLOSE, LAST_CLOSE,
	REVOKE, LAST_REVOKE, KILL, LAST_KILL, UNPLUG, UNBIND, UNLOAD, SUSPEND, SLEEP, NOTIFY,
};

static const struct action actions[] = {
	[CANCEL] = {
		.act = act_cancel,
		.status = -ECANCELED,
		.flags = TPHONE_COMPLETION_CANCELED,
	},
	[DEADLINE] = {
		.status = -ETIMEDOUT,
		.flags = TPHONE_COMPLETION_TIMEOUT,
	},
	[DETACH] = {
		.act = act_detach,
		.fate = DETACHED,
		.refused = -ESHUTDOWN,
	},
	[DETACH_KEEP] = {
		.act = act_detach,
		.fate = DETACHED,
		.keeps = true,
		.refused = -ESHUTDOWN,
	},
	[LAST_DETACH] = {
		.act = act_detach,
		.fate = DETACHED,
		.alone = true,
		.status = -ECANCELED,
		.flags = TPHONE_COMPLETION_CANCELED,
		.refused = -ESHUTDOWN,
	},
	[CLOSE] = {
		.act = act_close,
		.fate = CLOSED,
		.refused = -EBADF,
	},
	[LAST_CLOSE] = {
		.act = act_close,
		.fate = CLOSED,
		.alone = true,
		.refused = -EBADF,
	},
	[REVOKE] = {
		.act = act_revoke,
		.fate = CLOSED,
		.refused = -ENODEV,
	},
	[LAST_REVOKE] = {
		.act = act_revoke,
		.fate = CLOSED,
		.alone = true,
		.refused = -ENODEV,
	},
	[KILL] = {
		.act = act_kill,
		.fate = CLOSED,
		.victim = true,
		.cost = 2,
	},
	[LAST_KILL] = {
		.act = act_kill,
		.fate = CLOSED,
		.alone = true,
		.victim = true,
		.cost = 2,
	},
	[UNPLUG] = {
		.act = act_unplug,
		.fate = GONE,
		.status = -ENODEV,
		.refused = -ENODEV,
		.slow = true,
		.cost = 4,
	},
	[UNBIND] = {
		.act = act_unbind,
		.fate = GONE,
		.status = -ENODEV,
		.refused = -ENODEV,
		.slow = true,
		.cost = 4,
	},
	[UNLOAD] = {
		.act = act_unload,
		.fate = GONE,
		.status = -ENODEV,
		.refused = -ENODEV,
		.slow = true,
		.cost = 18,
	},
	[SUSPEND] = {
		.act = act_suspend,
	},
	[SLEEP] = {
		.act = act_sleep,
		.status = -ECANCELED,
		.flags = TPHONE_COMPLETION_CANCELED,
		.refused = -EHOSTDOWN,
		.slow = true,
		.cost = 6,
	},
	[NOTIFY] = {
		.act = act_notify,
	},
};

static bool is(const struct race *race, unsigned int action)
{
	return race->action == &actions[action];
}

/*
 * The parties
 */

/* All parties go on when the last one has arrived. */
static void meet(struct race *race)
{
	long long start = now_us();

	__atomic_add_fetch(&race->arrived, 1, __ATOMIC_SEQ_CST);
	while (__atomic_load_n(&race->arrived, __ATOMIC_SEQ_CST) <
	       race->nr_parties) {
		if (ms_since(start) > PHONE_WAIT_MS)
			return;
		sched_yield();
	}
}

static void *act_thread(void *data)
{
	struct race *race = data;

	meet(race);
	delay_us(race->act_after_us);
	race->act_error = race->action->act(race);
	return NULL;
}

/* Becomes the owner as soon as that is possible, and uses the phone at once. */
static void *take_over(void *data)
{
	struct tphone_request request = request_gain(TPHONE_HOOK_HANDSET, 1);
	struct race *race = data;
	long long start;
	int error;

	request.user_data = NEWCOMER;
	meet(race);
	start = now_us();
	for (;;) {
		error = phone_role(race->witness.fd, TPHONE_ROLE_OWNER);
		if (error != -EBUSY || ms_since(start) > PHONE_WAIT_MS)
			break;
		sched_yield();
	}
	/*
	 * An old owner has left nr_owners by now, so this must be the only one.
	 */
	if (!error &&
	    __atomic_add_fetch(&race->nr_owners, 1, __ATOMIC_SEQ_CST) != 1)
		error = -EEXIST;
	if (!error)
		error = phone_submit_one(race->witness.fd, &request, NULL);
	race->successor_error = error;
	return NULL;
}

static void submit(struct race *race)
{
	struct tphone_request requests[NR_LAMPS];
	int nr, i;

	for (i = 0; i < NR_LAMPS; i++) {
		requests[i] = request_lamp(FIRST_LAMP + i, race->wanted);
		requests[i].user_data = i;
		if (is(race, DEADLINE))
			requests[i].timeout_ms = 1 + i % 5;
	}
	nr = phone_submit_many(race->owner.fd, requests, NR_LAMPS, race->ids);
	race->submit_error = nr < 0 ? nr : 0;
	race->nr_accepted = nr < 0 ? 0 : nr;
}

/* The part of the owner after the meeting. */
static void complete(struct race *race)
{
	int error;

	delay_us(race->complete_after_us);
	if (submits_late(race)) {
		submit(race);
	} else if (race->meeting == ON_RELEASE) {
		error = sim_release(&race->sim, SIM_ALL);
		if (error && race->action->fate != GONE)
			complain(race, "releasing: %s", strerror(-error));
	}
}

/* The owner is a process of its own, with a thread that reads. */
static void be_victim(struct race *race)
{
	race->owner.fd = phone_open(race->sim.device, TPHONE_ROLE_OWNER);
	if (race->owner.fd < 0 || reader_start(&race->owner))
		_exit(1);
	if (!submits_late(race))
		submit(race);
	meet(race);
	if (submits_late(race))
		submit(race);
	for (;;)
		pause();
}

/* Keep the records that come before the handle is closed. */
static void read_until_closed(struct race *race)
{
	int result;

	do {
		result = reader_read(&race->owner);
		if (result == -EAGAIN)
			sched_yield();
	} while (result > 0 || result == -EAGAIN);
	expect(race, "reading what is closed", race->action->refused, result);
}

/*
 * Before a round
 */
static int configure(struct race *race)
{
	int error = sim_set(&race->sim, "complete_in", race->context);

	return error ?: sim_set(&race->sim, "seed", "%u", 1 + race->round);
}

static int find_driver(struct race *race)
{
	char path[96], device[PATH_MAX];
	ssize_t len;

	snprintf(path, sizeof(path), "/sys/class/tphone/%s/device",
		 phone_name(&race->sim));
	len = readlink(path, device, sizeof(device) - 1);
	if (len < 0)
		return -errno;
	device[len] = '\0';
	snprintf(race->bound, sizeof(race->bound), "%s", basename(device));
	snprintf(race->unbind, sizeof(race->unbind),
		 "/sys/bus/platform/devices/%.40s/driver/unbind", race->bound);
	return 0;
}

static int plug_in(struct race *race)
{
	int error;

	if (is(race, UNLOAD))
		error = load_desk(&race->sim);
	else
		error = sim_live(&race->sim, true);
	if (!error)
		error = configure(race);
	return error ?: find_driver(race);
}

/* Some kinds of meeting are impossible for some actions. */
static bool is_possible(const struct race *race, enum meeting meeting)
{
	if (meeting == AT_TIME && !strcmp(race->context, "inline"))
		return false;
	return !is(race, DEADLINE) || meeting == AT_TIME ||
	       meeting == ON_RELEASE;
}

static void choose_meeting(struct race *race)
{
	unsigned int possible[NR_MEETINGS];
	unsigned int nr = 0, i;

	for (i = 0; i < NR_MEETINGS; i++) {
		if (is_possible(race, i))
			possible[nr++] = i;
	}
	race->meeting = possible[race->round % nr];
	/*
	 * Use all fractions, in an order in which the first few are far apart.
	 */
	race->fraction = race->round / nr * 61 % 100;
}

/* Do the operations show whether the action was first? */
static bool shows(const struct race *race)
{
	if (is(race, SUSPEND))
		return submits_late(race);
	if (is(race, SLEEP))
		return race->meeting != HELD;
	return !is(race, NOTIFY);
}

/* Sets complete_after_us, act_after_us and how the phone completes. */
static int choose_times(struct race *race)
{
	unsigned int latency = 0, late;
	int error;

	race->act_after_us = 0;
	race->complete_after_us = 0;
	late = race->edge_us[race->meeting] *
	       (shows(race) ? 75 + race->fraction / 2 : 2 * race->fraction) /
	       100;
	if (is(race, DEADLINE))
		late = DEADLINE_REACH * race->fraction / 100;
	if (!is(race, DEADLINE) && !race->action->slow)
		race->act_after_us = late;
	else if (race->meeting != AT_TIME)
		race->complete_after_us = late;
	if (race->meeting == AT_TIME)
		latency = race->act_after_us ? LATENCY : 1 + late;
	error = sim_set(&race->sim, "latency_us", "%u", latency);
	if (!error)
		error = sim_set(&race->sim, "jitter_us", "%u", latency / 2);
	if (!error)
		error = sim_set(&race->sim, "ignore_cancel", "%d",
				is(race, DEADLINE) && race->round & 4);
	return error ?: sim_set(&race->sim, "hold", "%d",
				race->meeting == ON_RELEASE ||
				race->meeting == HELD);
}

static int lamps_now(int fd, __u32 *modes)
{
	struct tphone_state state = {
		.size = sizeof(state),
		.nr_lamps = MAX_LAMPS,
		.lamps_ptr = phone_pointer(modes),
	};

	return phone_ioctl(fd, TPHONE_IOC_STATE, &state);
}

/* The witness is there before the owner and looks on to the end. */
static int open_handles(struct race *race)
{
	bool alone = race->action->alone;
	int owner = -1, witness;

	race->nr_owners = 1;
	witness = phone_open(race->sim.device,
			     alone ? TPHONE_ROLE_NONE : TPHONE_ROLE_MONITOR);
	if (witness < 0)
		return witness;
	reader_init(&race->witness, witness, race->round & 1);
	if (!race->action->victim)
		owner = phone_open(race->sim.device, TPHONE_ROLE_OWNER);
	reader_init(&race->owner, owner, race->round >> 1 & 1);
	if (owner < 0)
		return race->action->victim ? 0 : owner;
	if (is(race, NOTIFY)) {
		race->owner.sleeps = READER_WAITS_FOR_SIGNAL;
		notify(race, race->owner.eventfds[1]);
	}
	if (is(race, NOTIFY) || race->action->fate == CLOSED)
		return phone_set_nonblocking(owner, true);
	return 0;
}

/*
 * Use a handle of its own, as a reason to wake up lasts until the handle is
 * polled.
 */
static int set_alarm(struct race *race)
{
	int error;

	race->sleeper = phone_open(race->sim.device, TPHONE_ROLE_MONITOR);
	if (race->sleeper < 0)
		return race->sleeper;
	error = phone_mask(race->sleeper,
			   TPHONE_EVENT_BIT(TPHONE_EVENT_SUSPEND));
	if (error)
		return error;
	race->epoll = power_wake_for(race->sleeper);
	return race->epoll < 0 ? race->epoll : 0;
}

static int start_readers(struct race *race)
{
	int error = 0;

	if (!race->action->alone)
		error = reader_start(&race->witness);
	if (!error && race->action->fate != CLOSED)
		error = reader_start(&race->owner);
	return error;
}

static int start_others(struct race *race)
{
	int error = 0;
	pid_t pid;

	race->arrived = 0;
	race->nr_parties = 1 + !!race->action->act + takes_over(race) +
			   race->action->victim;
	if (race->action->victim) {
		pid = fork_child();
		if (!pid)
			be_victim(race);
		race->victim = pid;
	}
	if (race->action->act)
		error = -pthread_create(&race->actor, NULL, act_thread, race);
	if (!error && takes_over(race))
		error = -pthread_create(&race->successor, NULL, take_over,
					race);
	return error;
}

static int prepare(struct race *race)
{
	int error;

	choose_meeting(race);
	error = choose_times(race);
	if (!error)
		error = open_handles(race);
	if (!error)
		error = lamps_now(race->witness.fd, race->before);
	if (!error && is(race, SLEEP))
		error = set_alarm(race);
	race->wanted = race->round / 3 % 2 ? TPHONE_LAMPMODE_OFF :
					     TPHONE_LAMPMODE_STEADY;
	race->submitted = sim_number(&race->sim, "submitted");
	race->nr_accepted = 0;
	race->submit_error = 0;
	race->act_error = 0;
	race->victim = 0;
	return error;
}

/*
 * After a round
 */
static void join(struct race *race, struct reader *reader, const char *name,
		 int expected)
{
	if (reader_join(reader))
		complain(race, "the %s sleeps on", name);
	else
		expect(race, name, expected, reader->result);
	if (reader->nr > READER_MAX)
		complain(race, "the %s has too many records", name);
}

/* Nothing is outstanding on the phone any more. */
static void wait_idle(struct race *race)
{
	long long start = now_us();
	struct tphone_state state;
	int error;

	do {
		error = phone_state(race->witness.fd, &state);
		if (error || ms_since(start) > PHONE_WAIT_MS) {
			complain(race, "%u are outstanding, error %d",
				 state.nr_outstanding, error);
			return;
		}
		if (state.nr_outstanding)
			sleep_us(30);
	} while (state.nr_outstanding);
	if (state.status & TPHONE_STATUS_DRAINING)
		complain(race, "nothing is outstanding, but it is draining");
	expect(race, "owners", 1, state.nr_owners);
}

/* It changes no lamp, and all readers take it for the end. */
static void do_last_operation(struct race *race, int fd)
{
	struct tphone_request request;

	request = request_ring(1, 1 + race->round % 10000);
	request.user_data = READER_LAST;
	expect(race, "submitting the last one", 0,
	       phone_submit_one(fd, &request, NULL));
}

static unsigned int count_changed(struct race *race)
{
	__u32 now[MAX_LAMPS] = {};
	unsigned int i, nr = 0;

	expect(race, "state", 0, lamps_now(race->witness.fd, now));
	for (i = FIRST_LAMP; i < FIRST_LAMP + NR_LAMPS; i++)
		nr += now[i] != race->before[i];
	return nr;
}

/* Each record must wake its readers, without help from the next record. */
static void wait_for_readers(struct race *race)
{
	if (race->action->fate == STAYS &&
	    reader_wait(&race->owner, TPHONE_RECORD_COMPLETION, 0,
			race->nr_accepted))
		complain(race, "the owner sleeps with %u of %d completions",
			 reader_count(&race->owner, TPHONE_RECORD_COMPLETION,
				      0), race->nr_accepted);
	if (!race->action->alone &&
	    reader_wait(&race->witness, TPHONE_RECORD_EVENT, TPHONE_EVENT_LAMP,
			count_changed(race)))
		complain(race, "the witness sleeps beside events of lamps");
}

static void hold_no_more(struct race *race)
{
	expect(race, "hold", 0, sim_set(&race->sim, "hold", "0"));
	expect(race, "releasing", 0, sim_release(&race->sim, SIM_ALL));
}

/* The owner stays, and is the only one. */
static void settle_same_owner(struct race *race)
{
	if (is(race, SUSPEND))
		expect(race, "going on", 0,
		       sim_user(&race->sim, pause_end(race)));
	hold_no_more(race);
	wait_idle(race);
	expect(race, "taking over", -EBUSY,
	       phone_role(race->witness.fd, TPHONE_ROLE_OWNER));
	wait_for_readers(race);
	do_last_operation(race, race->owner.fd);
	join(race, &race->owner, "owner", 1);
	join(race, &race->witness, "witness", 1);
}

static void settle_new_owner(struct race *race)
{
	int error = 0;

	if (race->action->victim)
		expect(race, "victim", 128 + SIGKILL, reap(race->victim));
	pthread_join(race->successor, NULL);
	expect(race, "successor", 0, race->successor_error);
	/* The operations of the successor may have been held as well. */
	hold_no_more(race);
	if (race->action->fate == DETACHED)
		join(race, &race->owner, "owner", 0);
	wait_idle(race);
	wait_for_readers(race);
	do_last_operation(race, race->witness.fd);
	if (race->action->alone)
		error = reader_start(&race->witness);
	if (error)
		complain(race, "no reader: %s", strerror(-error));
	else
		join(race, &race->witness, "witness", 1);
}

static void settle_gone(struct race *race)
{
	join(race, &race->owner, "owner", -ENODEV);
	join(race, &race->witness, "witness", -ENODEV);
}

static void settle(struct race *race)
{
	switch (race->action->fate) {
	case STAYS:
		settle_same_owner(race);
		break;
	case DETACHED:
	case CLOSED:
		settle_new_owner(race);
		break;
	case GONE:
		settle_gone(race);
		break;
	}
}

/*
 * The books
 */
static void check_flags(struct race *race, const struct tphone_record *record)
{
	unsigned int flags = record->status ? race->action->flags : 0;

	if (record->flags & TPHONE_COMPLETION_NOT_STARTED)
		race->nr_not_started++;
	if (record->status)
		expect(race, "status", race->action->status, record->status);
	expect(race, "flags", flags,
	       record->flags & ~(record->status ?
				 TPHONE_COMPLETION_NOT_STARTED : 0));
}

static void check_completion(struct race *race,
			     const struct tphone_record *record)
{
	unsigned int i = record->user_data;

	if (i >= NR_LAMPS) {
		complain(race, "completion of %#llx", record->id);
		return;
	}
	/* A victim may have been killed before it could report its ids. */
	if (!race->action->victim &&
	    (i >= race->nr_accepted || record->id != race->ids[i]))
		complain(race, "completion of %#llx, which is not lamp %u",
			 record->id, i);
	if (race->ended[i]++)
		complain(race, "lamp %u ended twice", i);
	race->status[i] = record->status;
	race->nr_ended++;
	race->nr_good += !record->status;
	check_flags(race, record);
}

static void check_owner(struct race *race)
{
	const struct reader *owner = &race->owner;
	unsigned int i, nr_gone = 0;
	__u64 seq = 0;

	memset(race->ended, 0, sizeof(race->ended));
	race->nr_ended = 0;
	race->nr_good = 0;
	race->nr_not_started = 0;
	for (i = 0; i < owner->nr && i < READER_MAX; i++) {
		const struct tphone_record *record = &owner->records[i];

		if (record->seq <= seq || nr_gone)
			complain(race, "record %u is out of order", i);
		seq = record->seq;
		nr_gone += record->type == TPHONE_RECORD_GONE;
		if (record->type == TPHONE_RECORD_LOST)
			complain(race, "events were lost");
		if (record->type == TPHONE_RECORD_COMPLETION &&
		    record->user_data != READER_LAST)
			check_completion(race, record);
	}
	expect(race, "records of the end", race->action->fate == GONE, nr_gone);
}

/* Every accepted operation has ended, unless its handle was closed before. */
static void check_number(struct race *race)
{
	const struct action *action = race->action;
	int expected = race->nr_accepted;

	if (action->fate == CLOSED)
		return;
	if (action->fate == DETACHED && !action->keeps && !action->alone)
		expected -= race->detach.nr_outstanding;
	expect(race, "operations that ended", expected, race->nr_ended);
	/* A held operation ends only by cancelling. */
	if (race->meeting == HELD && is(race, CANCEL))
		expect(race, "operations that were cancelled", race->act_error,
		       race->nr_ended - race->nr_good);
	if (race->meeting == HELD && action->alone)
		expect(race, "operations carried out", 0, race->nr_good);
	if (action->fate == DETACHED)
		expect(race, "the last", action->alone, race->detach.was_last);
}

/* The driver got exactly the accepted operations, and completed all of them. */
static void check_phone(struct race *race)
{
	long long submitted, expected;

	if (is(race, UNLOAD))
		return;
	submitted = sim_number(&race->sim, "submitted");
	if (race->action->fate != GONE)
		submitted--;	/* the last one */
	if (takes_over(race))
		submitted--;	/* the first one of the successor */
	submitted -= race->submitted;
	expected = race->nr_accepted - race->nr_not_started;
	/*
	 * An operation that was cancelled in time was never given to the
	 * driver. A revoked handle has no completions that say so.
	 */
	if (race->action->victim)
		race->nr_accepted = submitted;
	else if (race->action->fate != GONE && !is(race, DEADLINE) &&
		 !is(race, LAST_REVOKE))
		expect(race, "operations the phone saw", expected, submitted);
	else if (submitted > expected)
		complain(race, "the phone saw more than was accepted");
	expect(race, "operations held", 0, sim_number(&race->sim, "held"));
	expect(race, "completed", sim_number(&race->sim, "submitted"),
	       sim_number(&race->sim, "completed"));
}

/* A number of the status in debugfs, or -1. */
static long long number_after(const char *text, const char *key)
{
	const char *at = strstr(text, key);

	return at ? strtoll(at + strlen(key), NULL, 10) : -1;
}

/* Check the counters of the core as well, if there is debugfs. */
static void check_core(struct race *race)
{
	char text[4096], path[96];

	snprintf(path, sizeof(path), "/sys/kernel/debug/tphone/%s/status",
		 phone_name(&race->sim));
	/* Let the first line begin after a newline, too. */
	text[0] = '\n';
	if (file_read(path, text + 1, sizeof(text) - 1))
		return;
	expect(race, "completed in debugfs", number_after(text, "\naccepted "),
	       number_after(text, "\ncompleted "));
	expect(race, "completed twice", 0,
	       number_after(text, "\ndouble_completions "));
	expect(race, "held by the driver", 0, !!strstr(text, "\noperation "));
	expect(race, "unclaimed", 0, number_after(text, "\nunclaimed "));
}

/* Is the lamp of the simulator on? */
static bool lamp_shines(const char *looks, unsigned int lamp)
{
	char name[16];
	const char *at;

	snprintf(name, sizeof(name), " %u \"", lamp);
	at = strstr(looks, name);
	/* The last line may end without a newline. */
	at = at ? strchrnul(at, '\n') : NULL;
	return at && strncmp(at - strlen("steady"), "steady", 6) == 0;
}

/*
 * The core's mode of a lamp matches the simulator and the end of the operation.
 */
static void check_lamp(struct race *race, unsigned int i, __u32 mode,
		       bool shines)
{
	int before = race->before[FIRST_LAMP + i];
	bool done;

	expect(race, "lamp shines", shines, mode == TPHONE_LAMPMODE_STEADY);
	if (race->meeting == HELD && race->action->alone)
		expect(race, "lamp that was held", before, mode);
	if (race->action->alone || is(race, DEADLINE))
		return;
	/* Operations of a handle that is not the last are not cancelled. */
	done = race->action->fate == STAYS ? race->ended[i] && !race->status[i]
					   : i < race->nr_accepted;
	expect(race, "lamp", done ? race->wanted : before, mode);
}

static void check_lamps(struct race *race)
{
	__u32 modes[MAX_LAMPS] = {};
	char looks[4096];
	int i;

	expect(race, "state", 0, lamps_now(race->witness.fd, modes));
	expect(race, "looks", 0,
	       sim_get(&race->sim, "looks", looks, sizeof(looks)));
	for (i = 0; i < NR_LAMPS; i++)
		check_lamp(race, i, modes[FIRST_LAMP + i],
			   lamp_shines(looks, FIRST_LAMP + i));
}

/* The new owner gets its own completions and no others. */
static void check_successor(struct race *race)
{
	const struct reader *witness = &race->witness;
	unsigned int i, nr = 0;

	for (i = 0; i < witness->nr && i < READER_MAX; i++) {
		const struct tphone_record *record = &witness->records[i];

		if (record->type != TPHONE_RECORD_COMPLETION)
			continue;
		nr++;
		expect(race, "status of the successor", 0, record->status);
		if (record->user_data != NEWCOMER &&
		    record->user_data != READER_LAST)
			complain(race, "completion of another handle");
	}
	expect(race, "completions of the successor",
	       takes_over(race) ? 2 : 0, nr);
}

/* The events match the final modes of the lamps. */
static void check_witness(struct race *race)
{
	const struct reader *witness = &race->witness;
	__u32 modes[MAX_LAMPS] = {};
	__u64 seq = 0;
	unsigned int i;

	for (i = 0; i < witness->nr && i < READER_MAX; i++) {
		const struct tphone_record *record = &witness->records[i];

		if (record->seq <= seq)
			complain(race, "event %u is out of order", i);
		seq = record->seq;
		if (record->type == TPHONE_RECORD_EVENT &&
		    record->code == TPHONE_EVENT_LAMP)
			race->before[record->value[0] % MAX_LAMPS] =
				record->value[1];
	}
	if (race->action->fate == GONE)
		return;
	expect(race, "state", 0, lamps_now(race->witness.fd, modes));
	if (memcmp(modes, race->before, sizeof(modes)))
		complain(race, "the lamps are not what events say of them");
}

/* After the end there are no records, and calls fail. */
static void check_end(struct race *race)
{
	struct tphone_record record;
	int refused = race->action->refused;
	int fd = race->owner.fd;

	if (race->action->fate != DETACHED && race->action->fate != GONE)
		return;
	expect(race, "reading after the end",
	       race->action->fate == GONE ? -ENODEV : 0,
	       phone_read(fd, &record, 1));
	expect(race, "submitting after the end", refused,
	       submit_lamps(fd, 1, race->wanted, NULL));
}

static void check(struct race *race)
{
	const struct action *action = race->action;

	if (race->submit_error && !is(race, SUSPEND))
		expect(race, "submitting", action->refused, race->submit_error);
	if (race->act_error < 0)
		complain(race, "the action: %s", strerror(-race->act_error));
	check_owner(race);
	check_number(race);
	check_phone(race);
	if (action->fate != GONE) {
		check_core(race);
		check_lamps(race);
	}
	check_successor(race);
	if (!action->alone)
		check_witness(race);
	check_end(race);
}

/*
 * The number of operations that were submitted, or had ended, before the
 * action.
 */
static int nr_in_time(const struct race *race)
{
	if (is(race, CANCEL) && race->meeting == HELD)
		return race->nr_ended - race->nr_good;
	if (race->meeting == HELD || is(race, SUSPEND))
		return race->nr_accepted;
	if (race->action->fate == DETACHED)
		return race->nr_accepted - race->detach.nr_outstanding;
	return race->nr_good;
}

/*
 * Delay the party that was first a little more in the next round of that kind,
 * so that the two stay close to each other.
 */
static void count(struct race *race)
{
	bool others_first = !race->action->slow;
	unsigned int *edge = &race->edge_us[race->meeting];
	int nr = nr_in_time(race);

	race->nr_operations += race->nr_accepted;
	if (!shows(race))
		return;
	if (nr && nr < race->nr_accepted) {
		race->nr_amid++;
		return;
	}
	race->nr_before += !nr;
	if (!nr == others_first && *edge < MAX_EDGE_US)
		*edge += *edge / 2 + 5;
	else
		*edge -= *edge / 3;
}

static void clean_up(struct race *race)
{
	if (race->action->fate != CLOSED || race->action->act == act_revoke)
		close(race->owner.fd);
	close(race->witness.fd);
	if (is(race, SLEEP)) {
		close(race->epoll);
		close(race->sleeper);
	}
	if (race->action->fate != GONE)
		return;
	/* Remove the device that unbinding has left. */
	if (!is(race, UNLOAD))
		expect(race, "unplugging", 0, sim_live(&race->sim, false));
	expect(race, "plugging in", 0, plug_in(race));
}

/* Returns what is wrong, or "". */
static const char *run_round(struct race *race)
{
	int error;

	alarm(ROUND_S);
	error = prepare(race);
	if (!error)
		error = start_readers(race);
	if (error) {
		complain(race, "no start: %s", strerror(-error));
		return race->complaint;
	}
	error = start_others(race);
	if (error) {
		complain(race, "no threads: %s", strerror(-error));
		return race->complaint;
	}
	if (!race->action->victim && !submits_late(race))
		submit(race);
	meet(race);
	if (!race->action->victim || race->meeting == ON_RELEASE)
		complete(race);
	if (race->action->fate == CLOSED && !race->action->victim)
		read_until_closed(race);
	if (race->action->act)
		pthread_join(race->actor, NULL);
	settle(race);
	if (race->complaint[0])
		return race->complaint;
	check(race);
	count(race);
	clean_up(race);
	return race->complaint;
}

FIXTURE(race)
{
	struct race *race;
	unsigned int nr_rounds;
};

FIXTURE_VARIANT(race)
{
	const char *context;
	unsigned int action;
};

/* An action with each context. */
#define PAIRS(_name, _action)						\
	FIXTURE_VARIANT_ADD(race, inline_##_name)			\
	{ .context = "inline", .action = (_action) };			\
	FIXTURE_VARIANT_ADD(race, softirq_##_name)			\
	{ .context = "softirq", .action = (_action) };			\
	FIXTURE_VARIANT_ADD(race, hardirq_##_name)			\
	{ .context = "hardirq", .action = (_action) };			\
	FIXTURE_VARIANT_ADD(race, work_##_name)				\
	{ .context = "work", .action = (_action) };			\
	FIXTURE_VARIANT_ADD(race, thread_##_name)			\
	{ .context = "thread", .action = (_action) }

PAIRS(cancel, CANCEL);
PAIRS(deadline, DEADLINE);
PAIRS(detach, DETACH);
PAIRS(detach_keep, DETACH_KEEP);
PAIRS(last_detach, LAST_DETACH);
PAIRS(close, CLOSE);
PAIRS(last_close, LAST_CLOSE);
PAIRS(revoke, REVOKE);
PAIRS(last_revoke, LAST_REVOKE);
PAIRS(kill, KILL);
PAIRS(last_kill, LAST_KILL);
PAIRS(unplug, UNPLUG);
PAIRS(unbind, UNBIND);
PAIRS(unload, UNLOAD);
PAIRS(suspend, SUSPEND);
PAIRS(sleep, SLEEP);
PAIRS(notify, NOTIFY);

static unsigned int rounds_wanted(const struct action *action)
{
	const char *text = getenv("TPHONE_RACE_ROUNDS");
	unsigned int nr = text ? strtoul(text, NULL, 10) : DEFAULT_ROUNDS;
	/* With more rounds than usual, run each kind of meeting. */
	unsigned int least = nr > DEFAULT_ROUNDS ? NR_MEETINGS : MIN_ROUNDS;

	if (action->cost)
		nr /= action->cost;
	return nr < least ? least : nr;
}

/* Why this pair cannot be tried here, as a text, or NULL. */
static const char *missing(unsigned int action)
{
	if (action == UNLOAD)
		return cannot_unload();
	if (sim_missing() || action != SLEEP)
		return sim_missing();
	return power_missing();
}

FIXTURE_SETUP(race)
{
	const char *what = missing(variant->action);
	struct race *race;
	int i;

	if (what)
		SKIP(return, "%s", what);
	race = shared_memory(sizeof(*race));
	ASSERT_NE(NULL, race);
	self->race = race;
	race->action = &actions[variant->action];
	race->context = variant->context;
	for (i = 0; i < NR_MEETINGS; i++)
		race->edge_us[i] = race->action->slow ? 2000 : 200;
	self->nr_rounds = rounds_wanted(race->action);
	for (i = 0; i < 2; i++) {
		race->owner.eventfds[i] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		ASSERT_LE(0, race->owner.eventfds[i]);
	}
	if (variant->action != UNLOAD) {
		ASSERT_EQ(0, sim_create(&race->sim));
		ASSERT_EQ(0, sim_set(&race->sim, "cancel_on_suspend", "%d",
				     variant->action == SLEEP));
	}
	if (variant->action == SLEEP)
		ASSERT_EQ(0, power_save(&race->power));
	ASSERT_EQ(0, plug_in(race));
}

FIXTURE_TEARDOWN(race)
{
	if (!self->race)
		return;
	sim_destroy(&self->race->sim);
	if (variant->action == SLEEP)
		power_restore(&self->race->power);
	if (variant->action == UNLOAD)
		EXPECT_EQ(0, unload_all());
}

TEST_F_TIMEOUT(race, each_operation_ends_once, TEST_S)
{
	struct race *race = self->race;

	for (; race->round < self->nr_rounds; race->round++) {
		const char *complaint = run_round(race);

		ASSERT_STREQ("", complaint);
	}
	alarm(0);
	if (race->nr_before + race->nr_amid)
		TH_LOG("%u rounds: it was first in %u, amid in %u",
		       race->round, race->nr_before, race->nr_amid);
	ksft_print_msg("races: %u rounds, %u operations\n", race->round,
		       race->nr_operations);
	fflush(stdout);
}

TEST_HARNESS_MAIN
