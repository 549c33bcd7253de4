// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A softphone without the soft part: it has no network and no sound, but does
 * with the telephone on the desk what a softphone would do. Calls come in by
 * signal:
 *
 *	softphone [CALLER [PHONE]]
 *	kill -USR1 PID		a call comes in
 *	kill -TERM PID		the program ends
 *
 * It is one thread with one poll(), as a program with a user interface is. No
 * call into the library waits for the phone; callbacks report how operations
 * ended.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <tphone.h>
#include <unistd.h>

#define LINE_LAMP	12	/* "Line 1" of the simulated desk phone */
#define RING_MODE	2
#define RING_VOLUME	40000

enum call { IDLE, RINGING, CONNECTED };

struct softphone {
	struct tphone *phone;
	const char *caller;
	enum call call;
	char digits[32];
	bool quit;
};

/* "[   12.345] softphone: what" */
static void say(const char *format, ...)
{
	struct timespec now;
	va_list args;

	clock_gettime(CLOCK_MONOTONIC, &now);
	printf("[%5lld.%03ld] softphone: ", (long long)now.tv_sec, now.tv_nsec / 1000000);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
}

/* Part one: operations. */

/* Called once for each operation; data is its name. */
static void on_completion(struct tphone *phone, const struct tphone_record *completion,
			  void *data)
{
	const char *what = data;

	(void)phone;
	if (completion->status)
		say("%s: %s", what, strerrorname_np(-completion->status));
	else
		say("%s: done", what);
}

static void submit(struct softphone *soft, const struct tphone_request *request,
		   const char *what)
{
	int error = tphone_submit(soft->phone, request, on_completion, (void *)what, NULL);

	if (error)
		say("%s: refused: %s", what, tphone_strerror(error));
}

static void set_ring(struct softphone *soft, unsigned int mode, const char *what)
{
	struct tphone_request request;

	tphone_request_set_ring(&request, mode, RING_VOLUME);
	submit(soft, &request, what);
}

static void set_lamp(struct softphone *soft, unsigned int mode, const char *what)
{
	struct tphone_request request;

	tphone_request_set_lamp(&request, LINE_LAMP, mode);
	submit(soft, &request, what);
}

/* Write a whole row of 20 cells, so that no old text is left (ASCII only). */
static void set_row(struct softphone *soft, unsigned int row, const char *text, const char *what)
{
	struct tphone_request request;
	char line[21];

	snprintf(line, sizeof(line), "%-20s", text);
	tphone_request_set_display(&request, row, 0, line);
	submit(soft, &request, what);
}

/* Part two: calls. */

static void incoming(struct softphone *soft)
{
	if (soft->call != IDLE)
		return;
	say("a call from %s", soft->caller);
	soft->call = RINGING;
	soft->digits[0] = '\0';
	set_ring(soft, RING_MODE, "ring");
	set_lamp(soft, TPHONE_LAMPMODE_FLASH, "lamp flashes");
	set_row(soft, 0, "Incoming call", "display says why");
	set_row(soft, 1, soft->caller, "display says who");
}

static void answer(struct softphone *soft)
{
	say("answered");
	soft->call = CONNECTED;
	set_ring(soft, 0, "ring off");
	set_lamp(soft, TPHONE_LAMPMODE_STEADY, "lamp steady");
	set_row(soft, 0, "Connected", "display says connected");
}

static void hang_up(struct softphone *soft)
{
	say("call ended");
	soft->call = IDLE;
	set_lamp(soft, TPHONE_LAMPMODE_OFF, "lamp off");
	set_row(soft, 0, "", "display cleared");
	set_row(soft, 1, "", "display cleared");
}

/* Part three: events of the person at the phone. */

static void on_hook(struct softphone *soft, unsigned int device, unsigned int mode)
{
	bool lifted = mode != TPHONE_HOOKMODE_ONHOOK;

	say("%s is %s", tphone_hook_device_name(device), lifted ? "lifted" : "put back");
	if (lifted && soft->call == RINGING)
		answer(soft);
	else if (!lifted && soft->call == CONNECTED)
		hang_up(soft);
}

static void on_button(struct softphone *soft, unsigned int button, unsigned int state)
{
	size_t length = strlen(soft->digits);

	if (state != TPHONE_BUTTONSTATE_DOWN || button > TPHONE_KEY_POUND ||
	    soft->call != CONNECTED || length + 1 >= sizeof(soft->digits))
		return;
	soft->digits[length] = "0123456789*#"[button];
	soft->digits[length + 1] = '\0';
	say("keys so far: %s", soft->digits);
}

static void on_event(struct tphone *phone, const struct tphone_record *record, void *data)
{
	struct softphone *soft = data;

	(void)phone;
	if (record->type == TPHONE_RECORD_GONE) {
		say("the phone is gone");
		soft->quit = true;
	} else if (record->type != TPHONE_RECORD_EVENT) {
		return;
	} else if (record->code == TPHONE_EVENT_HOOK) {
		on_hook(soft, record->value[0], record->value[1]);
	} else if (record->code == TPHONE_EVENT_BUTTON) {
		on_button(soft, record->value[0], record->value[1]);
	}
}

/* Part four: opening, the main loop, closing. */

static void on_signal(struct softphone *soft, int signals)
{
	struct signalfd_siginfo info;

	if (read(signals, &info, sizeof(info)) != sizeof(info))
		return;
	if (info.ssi_signo == SIGUSR1)
		incoming(soft);
	else
		soft->quit = true;
}

static void run(struct softphone *soft, int signals)
{
	struct pollfd fds[] = {
		{ .fd = signals, .events = POLLIN },
		{ .fd = tphone_fd(soft->phone), .events = POLLIN },
	};

	while (!soft->quit) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			break;
		if (fds[0].revents)
			on_signal(soft, signals);
		if (fds[1].revents && tphone_dispatch(soft->phone) < 0)
			break;
	}
}

/*
 * tphone_close() alone drops outstanding completions. Detaching first reports
 * whether this was the last handle, and the completions still arrive.
 */
static void leave(struct softphone *soft)
{
	struct tphone_detach result = { .size = 0 };

	if (!tphone_detach(soft->phone, 0, &result, sizeof(result)))
		say("detached as %s handle, with %u operations outstanding",
		    result.was_last ? "the last" : "not the last", result.nr_outstanding);
	if (tphone_drain(soft->phone, 5000))
		say("some operations are still outstanding");
	tphone_close(soft->phone);
	say("closed");
}

/* Block these signals and return a descriptor from which they are read. */
static int catch_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static int open_phone(struct softphone *soft, const char *name)
{
	const uint64_t events = TPHONE_EVENT_BIT(TPHONE_EVENT_HOOK) |
				TPHONE_EVENT_BIT(TPHONE_EVENT_BUTTON);
	char path[256];
	int error = tphone_find(name, path, sizeof(path));

	if (!error)
		error = tphone_open(path, TPHONE_ROLE_OWNER, &soft->phone);
	if (error)
		return error;
	tphone_set_event_callback(soft->phone, on_event, soft);
	tphone_set_event_mask(soft->phone, events);
	say("owns %s", path);
	return 0;
}

int main(int argc, char **argv)
{
	struct softphone soft = { .caller = argc > 1 ? argv[1] : "Unknown" };
	int error, signals;

	setvbuf(stdout, NULL, _IOLBF, 0);
	signals = catch_signals();
	error = open_phone(&soft, argc > 2 ? argv[2] : NULL);
	if (error) {
		fprintf(stderr, "softphone: %s\n", tphone_strerror(error));
		return 1;
	}
	run(&soft, signals);
	leave(&soft);
	return 0;
}
