/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The recorder: a provider that passes all calls on to another one, and counts them in
 * memory that several processes share. So a case knows how often a function of a
 * provider was called in the whole system.
 *
 * It is a shared object, tspi-recorder.so, which TAPI loads like any other. Set the
 * structure that the object exports as "recorder_control" before.
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
 * @process: the process of its provider; written last
 * @id: its number
 * @refused: the function returned an error
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
 * struct recorder_log - counts of all processes
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
 * struct recorder_control - arguments of the recorder
 * @provider: the other provider
 * @log: the log
 */
struct recorder_control {
	const struct tphone_tspi *provider;
	struct recorder_log *log;
};

#endif /* CONFORMANCE_RECORDER_H */
