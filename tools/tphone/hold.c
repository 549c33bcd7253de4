// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "clock.h"
#include "complain.h"
#include "hold.h"
#include "number.h"

int hold_parse(const struct call *call, bool is_change, struct hold *hold)
{
	const char *text = call->opt[OPT_HOLD];
	unsigned long time_ms;

	*hold = (struct hold){ .wanted = text, .time_ms = -1 };
	if (!text)
		return EXIT_OK;
	if (!is_change)
		return complain(EXIT_USAGE,
				"%s: --hold keeps what is set, and nothing is set here",
				call_name(call));
	if (!*text)
		return EXIT_OK;
	if (duration_parse(text, INT_MAX, &time_ms))
		return complain(EXIT_USAGE,
				"hold '%s': must be a time with a unit, such as 500ms, 10s or 2m",
				text);
	hold->time_ms = time_ms;
	return EXIT_OK;
}

/* Assume the default if /sys does not show the attribute. */
static enum hold_reset reset_of_phone(const struct target *target)
{
	char path[128], word[16] = "call";
	FILE *file;

	snprintf(path, sizeof(path), "/sys/class/tphone/%s/reset_on_last_close", target->name);
	file = fopen(path, "re");
	if (file) {
		if (fscanf(file, "%15s", word) != 1)
			strcpy(word, "call");
		fclose(file);
	}
	if (!strcmp(word, "none"))
		return HOLD_RESET_NONE;
	return strcmp(word, "all") ? HOLD_RESET_CALL : HOLD_RESET_ALL;
}

enum hold_reset hold_reset(const struct target *target)
{
	struct tphone_state state;

	/* With another handle in a role this close is not the last one. */
	if (tphone_get_state(target->phone, &state, sizeof(state), NULL, 0) ||
	    state.nr_monitors)
		return HOLD_RESET_NONE;
	return reset_of_phone(target);
}

bool hold_reset_hits_lamp(enum hold_reset reset, unsigned int button_mode,
			  unsigned int function)
{
	if (reset != HOLD_RESET_CALL)
		return reset == HOLD_RESET_ALL;
	switch (function) {
	case TPHONE_FUNCTION_CALLAPP:
	case TPHONE_FUNCTION_BRIDGEDAPP:
	case TPHONE_FUNCTION_HOLD:
	case TPHONE_FUNCTION_MUTE:
		return true;
	case TPHONE_FUNCTION_UNKNOWN:
	case TPHONE_FUNCTION_NONE:
		return button_mode == TPHONE_BUTTONMODE_CALL;
	default:
		return false;
	}
}

static int open_signals(void)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	return signalfd(-1, &signals, SFD_CLOEXEC);
}

static int left_ms(const struct hold *hold, uint64_t start_ms)
{
	uint64_t gone = clock_now_ms() - start_ms;

	if (hold->time_ms < 0)
		return -1;
	return gone < (uint64_t)hold->time_ms ? hold->time_ms - (int)gone : 0;
}

static int keep(const struct target *target, const struct hold *hold)
{
	struct pollfd fds[] = {
		{ .fd = open_signals(), .events = POLLIN },
		{ .fd = tphone_fd(target->phone), .events = POLLIN },
	};
	uint64_t start_ms = clock_now_ms();
	int ret = 0;

	if (fds[0].fd < 0)
		return complain(EXIT_FAILED, "%s: cannot wait for signals: %s", target->command,
				strerror(errno));
	while (ret >= 0) {
		ret = poll(fds, 2, left_ms(hold, start_ms));
		if (!ret || (ret > 0 && fds[0].revents))
			break;
		/* Events are read and dropped. */
		ret = ret < 0 ? -errno : tphone_dispatch(target->phone);
	}
	close(fds[0].fd);
	return ret < 0 ? target_complain(target, ret) : EXIT_OK;
}

int hold_finish(const struct target *target, const struct hold *hold, const char *undone)
{
	/*
	 * Flush now: a program that reads the output must not wait for the end
	 * of --hold.
	 */
	fflush(stdout);
	if (hold->wanted)
		return keep(target, hold);
	if (undone)
		complain(EXIT_OK,
			 "%s: %s now, as this command ends and no other program has the phone; '--hold' keeps it until Ctrl+C, '--hold=10s' for a time",
			 target->command, undone);
	return EXIT_OK;
}
