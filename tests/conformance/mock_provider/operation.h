/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Operations of phones, from the call that requests one to its completion. Call
 * all with phones_lock() held.
 */
#ifndef MOCK_OPERATION_H
#define MOCK_OPERATION_H

#include "phone.h"

enum operation_place {
	PLACE_WAITING,	/* completes when it is due */
	PLACE_HELD,	/* completes when it is released */
	PLACE_DROPPED,	/* never completes */
};

/**
 * struct operation - an operation that is outstanding
 * @next: a younger one
 * @place: how it will complete
 * @due_us: when it completes, on CLOCK_MONOTONIC
 * @request: the number of TAPI
 * @result: its result; if it is not 0, it has no effect
 * @kind: what it is
 * @target: pair, data area, hook switch devices, first cell
 * @value: mode, volume, gain
 * @other: function, ring volume
 * @size: bytes of @data
 * @data: a copy of the argument
 *
 * Protected by phones_lock(), belongs to a phone.
 */
struct operation {
	struct operation *next;
	enum operation_place place;
	uint64_t due_us;
	DRV_REQUESTID request;
	LONG result;
	enum operation_kind kind;
	DWORD target;
	DWORD value;
	DWORD other;
	DWORD size;
	void *data;
};

/*
 * Accepts an operation, which is copied, or refuses it. It may have completed when
 * this returns; *callbacks: callback_flush() has to follow. The result is that of the
 * function of TSPI.
 */
LONG operation_submit(struct phone *phone, const struct operation *operation,
		      const void *data, bool *callbacks);

/* Releases the oldest held ones; true if callback_flush() has to follow. */
bool operation_release(struct phone *phone, uint64_t number);

/* Ends all with PHONEERR_OPERATIONFAILED. */
void operation_end_all(struct phone *phone);

/* Completes those that are due, on all phones; returns the next time, 0: none. */
uint64_t operation_do_due(uint64_t now_us);

uint64_t operation_now_us(void);

#endif /* MOCK_OPERATION_H */
