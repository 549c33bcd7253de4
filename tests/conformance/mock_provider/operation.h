/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Operations of phones, from the call that asks for one to its completion. All
 * want phones_lock().
 */
#ifndef MOCK_OPERATION_H
#define MOCK_OPERATION_H

#include "phone.h"

enum operation_place {
	PLACE_WAITING,	/* will be done when it is due */
	PLACE_HELD,	/* will be done when it is released */
	PLACE_DROPPED,	/* will never be done */
};

/**
 * struct operation - an operation that is outstanding
 * @next: a younger one
 * @place: what it waits for
 * @due_us: when it is done, on CLOCK_MONOTONIC
 * @request: what TAPI calls it
 * @result: its result; if it is not 0, nothing is done
 * @kind: what it is
 * @target: pair, data area, hook switch devices, first cell
 * @value: mode, volume, gain
 * @other: function, ring volume
 * @size: bytes of @data
 * @data: a copy of what was passed
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
 * Accepts an operation, which is copied, or refuses it. It may be done when this
 * returns; *callbacks: TAPI is to be called for it now. The result is what the
 * function of TSPI returns.
 */
LONG operation_submit(struct phone *phone, const struct operation *operation,
		      const void *data, bool *callbacks);

/* Lets the oldest ones go that are held; true if TAPI is to be called. */
bool operation_release(struct phone *phone, uint64_t number);

/* Ends all with PHONEERR_OPERATIONFAILED. */
void operation_end_all(struct phone *phone);

/* Does what is due, on all phones; when the next one is, 0: none waits. */
uint64_t operation_do_due(uint64_t now_us);

uint64_t operation_now_us(void);

#endif /* MOCK_OPERATION_H */
