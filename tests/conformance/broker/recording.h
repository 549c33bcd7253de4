/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counts of the recorder in all processes of a case.
 */
#ifndef CONFORMANCE_BROKER_RECORDING_H
#define CONFORMANCE_BROKER_RECORDING_H

#include "broker.h"
#include "recorder/recorder.h"

/*
 * Makes this process, and those that it starts, use phones of the kernel through the
 * recorder, and no other phones. Call it before all sessions.
 */
void recording_begin(void);

/* How often a function was called, in all processes: RECORDED(phoneClose). */
#define RECORDED(name)	recording_calls(RECORDER_##name)
unsigned int recording_calls(enum recorder_function function);

/* How many requests were accepted; how many of them were completed. */
unsigned int recording_accepted(void);
unsigned int recording_completed(void);

/* How many calls answered that the handle is not valid. */
unsigned int recording_stale(void);

/* Nothing was completed twice, after it was refused, or without a request. */
void recording_check(void);

#endif /* CONFORMANCE_BROKER_RECORDING_H */
