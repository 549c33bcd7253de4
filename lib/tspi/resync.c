// SPDX-License-Identifier: LGPL-2.1-or-later
/* After records were lost, reports the state of the phone as it is. */
#include "events.h"
#include "notify.h"
#include "provider.h"

#include <linux/tphone.h>
#include <stdint.h>

/* Sequence number for values that are newer than all lost records */
#define NOW	UINT64_MAX

/* PHONESTATE_* of each hook switch device */
static const struct {
	unsigned int device;
	DWORD hook, volume, gain;
} hooks[TPHONE_NR_HOOK_DEVICES] = {
	{ TPHONE_HOOK_HANDSET, PHONESTATE_HANDSETHOOKSWITCH,
	  PHONESTATE_HANDSETVOLUME, PHONESTATE_HANDSETGAIN },
	{ TPHONE_HOOK_SPEAKER, PHONESTATE_SPEAKERHOOKSWITCH,
	  PHONESTATE_SPEAKERVOLUME, PHONESTATE_SPEAKERGAIN },
	{ TPHONE_HOOK_HEADSET, PHONESTATE_HEADSETHOOKSWITCH,
	  PHONESTATE_HEADSETVOLUME, PHONESTATE_HEADSETGAIN },
};

static void report_hooks(struct tspi_open *open, const struct tphone_info *info,
			 const struct tphone_state *state)
{
	unsigned int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (!(info->hook_devices & hooks[i].device))
			continue;
		tspi_report_state(open, NOW, hooks[i].hook,
				  state->hook_mode[i]);
		tspi_report_state(open, NOW, hooks[i].volume, 0);
		tspi_report_state(open, NOW, hooks[i].gain, 0);
	}
}

static void report_lamps(struct tspi_open *open, const struct tphone_info *info)
{
	DWORD i;

	for (i = 0; i < info->nr_buttons; i++)
		tspi_report_state(open, NOW, PHONESTATE_LAMP, i);
}

/* Reports only values that changed. */
static void report_status(struct tspi_open *open,
			  const struct tphone_state *state)
{
	bool connected = state->status & TPHONE_STATUS_CONNECTED;
	bool suspended = state->status & TPHONE_STATUS_SUSPENDED;

	if (connected != open->connected)
		tspi_report_state(open, NOW,
				  connected ? PHONESTATE_CONNECTED :
					      PHONESTATE_DISCONNECTED, 0);
	if (suspended != open->suspended)
		tspi_report_state(open, NOW,
				  suspended ? PHONESTATE_SUSPEND :
					      PHONESTATE_RESUME, 0);
	open->connected = connected;
	open->suspended = suspended;
}

/* Without an answer, the known state of the button stays. */
static void ask(struct tspi_open *open, struct tspi_handle *listener,
		DWORD button)
{
	struct tphone_button said;
	struct button_answer answer = { 0 };

	if (!tphone_get_button(listener->phone, button, &said, sizeof(said)))
		answer = (struct button_answer){
			said.seq, said.state, said.mode,
		};
	open->pairs.buttons[button].answer = answer;
}

static void ask_all(struct tspi_open *open, struct tspi_handle *listener)
{
	DWORD i;

	for (i = 0; i < open->pairs.count; i++)
		ask(open, listener, i);
	open->resync_step = TSPI_RESYNC_ASKED;
	tspi_lock();
	tspi_wake(open->device);
	tspi_unlock();
}

void tspi_resync(struct tspi_open *open, struct tspi_handle *listener)
{
	const struct tphone_info *info = &listener->info;
	struct tphone_state state;

	ask_all(open, listener);
	if (tphone_get_state(listener->phone, &state, sizeof(state), NULL, 0))
		return;
	report_status(open, &state);
	report_hooks(open, info, &state);
	report_lamps(open, info);
	if (info->nr_ring_modes) {
		tspi_report_state(open, NOW, PHONESTATE_RINGMODE,
				  state.ring_mode);
		tspi_report_state(open, NOW, PHONESTATE_RINGVOLUME, 0);
	}
	if (info->display_rows)
		tspi_report_state(open, NOW, PHONESTATE_DISPLAY, 0);
	if (info->nr_buttons)
		tspi_report_state(open, NOW, PHONESTATE_CAPSCHANGE, 0);
	tspi_report_state(open, NOW, PHONESTATE_OTHER, 0);
}

static struct tspi_open *get_open(struct tspi_device *device)
{
	struct tspi_open *open;

	tspi_lock();
	open = device->open;
	if (open)
		tspi_open_get(open);
	tspi_unlock();
	return open;
}

static void put_open(struct tspi_open *open)
{
	tspi_lock();
	tspi_open_put(open);
	tspi_unlock();
}

void tspi_resync_before_events(struct tspi_device *device)
{
	struct tspi_open *open = get_open(device);

	if (!open)
		return;
	if (open->resync_step == TSPI_RESYNC_ASKED)
		open->resync_step = TSPI_RESYNC_READ;
	put_open(open);
}

static void report_answer(struct tspi_open *open, DWORD button)
{
	struct button_answer *answer = &open->pairs.buttons[button].answer;
	struct button_change changes[MOST_BUTTON_CHANGES];
	unsigned int count;

	if (!tspi_wants_mode(open, NOW, answer->mode))
		return;
	count = button_pairs_answer(&open->pairs, button, answer->seq,
				    answer->state, answer->mode, changes);
	tspi_report_button(open, NOW, button, changes, count);
}

void tspi_resync_after_events(struct tspi_device *device)
{
	struct tspi_open *open = get_open(device);
	DWORD i;

	if (!open)
		return;
	if (open->resync_step == TSPI_RESYNC_READ) {
		open->resync_step = TSPI_RESYNC_NONE;
		for (i = 0; i < open->pairs.count; i++)
			report_answer(open, i);
	}
	put_open(open);
}
