/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The recorder: a provider that passes all on to another one, and counts in
 * memory that several processes share. So one can say how often a function of a
 * provider was called in the whole system.
 *
 * It is a shared object, tspi-recorder.so, which TAPI loads like any other. Who
 * uses it sets the structure that the object exports as "recorder_control"
 * first.
 */
#ifndef CONFORMANCE_RECORDER_H
#define CONFORMANCE_RECORDER_H

#include <stdatomic.h>
#include <sys/types.h>
#include <tphone/tspi.h>

#define RECORDER_INDEX(name)	RECORDER_##name,

/* RECORDER_phoneOpen and so on. */
enum recorder_function {
	TSPI_FUNCTIONS(RECORDER_INDEX)
	RECORDER_NR_FUNCTIONS
};

/**
 * struct recorder_request - a request that was passed on
 * @process: that of its provider; written last
 * @id: its number
 * @refused: it was not accepted
 * @completions: how many it has had
 */
struct recorder_request {
	_Atomic pid_t process;
	DRV_REQUESTID id;
	atomic_bool refused;
	atomic_uint completions;
};

#define RECORDER_NR_REQUESTS	16384
#define RECORDER_NR_MESSAGES	32

/**
 * struct recorder_log - what has happened in all processes
 * @calls: how often each function was called
 * @stale: how many calls answered PHONEERR_INVALPHONEHANDLE
 * @unknown: completions of requests that are not in @request
 * @events: how many of each message there were
 * @nr_requests: places in @request that are taken
 * @request: the requests
 *
 * Begins as zeros, in memory that all processes share.
 */
struct recorder_log {
	atomic_uint calls[RECORDER_NR_FUNCTIONS];
	atomic_uint stale;
	atomic_uint unknown;
	atomic_uint events[RECORDER_NR_MESSAGES];
	atomic_uint nr_requests;
	struct recorder_request request[RECORDER_NR_REQUESTS];
};

/**
 * struct recorder_control - what the recorder needs
 * @provider: whom it passes on to
 * @log: where it writes
 */
struct recorder_control {
	const struct tphone_tspi *provider;
	struct recorder_log *log;
};

#endif /* CONFORMANCE_RECORDER_H */
