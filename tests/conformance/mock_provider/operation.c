// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Operations of phones, see operation.h.
 */
#include "callback.h"
#include "effect.h"
#include "operation.h"
#include "session.h"
#include "worker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Added to a request ID, this makes another one. */
#define FOREIGN		0x10000000

uint64_t operation_now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* A linear congruential generator: the same numbers after the same seed. */
static uint64_t jitter_us(struct behaviour *behaviour)
{
	if (!behaviour->jitter_us)
		return 0;
	behaviour->random = behaviour->random * 6364136223846793005ULL +
			    1442695040888963407ULL;
	return (behaviour->random >> 33) % (behaviour->jitter_us + 1);
}

static bool fires(struct fault *fault)
{
	return fault->left && !--fault->left;
}

static LONG refusal(uint64_t error)
{
	switch (error) {
	case ENOMEM:
		return PHONEERR_NOMEM;
	case EAGAIN:
	case EBUSY:
		return PHONEERR_RESOURCEUNAVAIL;
	}
	return PHONEERR_OPERATIONFAILED;
}

static struct operation *copy_of(const struct operation *operation,
				 const void *data)
{
	struct operation *copy = malloc(sizeof(*copy));

	if (!copy)
		return NULL;
	*copy = *operation;
	copy->data = malloc(operation->size + 1);
	if (!copy->data) {
		free(copy);
		return NULL;
	}
	if (operation->size)
		memcpy(copy->data, data, operation->size);
	return copy;
}

static void append(struct phone *phone, struct operation *operation)
{
	struct operation **end = &phone->operations;

	while (*end)
		end = &(*end)->next;
	operation->next = NULL;
	*end = operation;
	phone->counters.submitted++;
	phone->counters.held += operation->place == PLACE_HELD;
	phone->counters.dropped += operation->place == PLACE_DROPPED;
}

/* Removes the operation from the phone, with its effect and completion. */
static void finish(struct phone *phone, struct operation *operation)
{
	struct operation **link = &phone->operations;

	while (*link != operation)
		link = &(*link)->next;
	*link = operation->next;
	phone->counters.held -= operation->place == PLACE_HELD;
	phone->counters.completed++;
	callback_queue_completion(phone, operation->request,
				  operation->result);
	if (!operation->result)
		effect_take(phone, operation);
	free(operation->data);
	free(operation);
}

/* Applies the faults to the next operation; returns its refusal, or 0. */
static LONG decide(struct phone *phone, struct operation *operation)
{
	struct behaviour *behaviour = &phone->behaviour;
	struct fault *faults = behaviour->faults;
	bool refuse = fires(&faults[FAULT_REFUSE]);
	bool drop = fires(&faults[FAULT_DROP]);
	bool fail = fires(&faults[FAULT_FAIL]);
	bool hold = fires(&faults[FAULT_HOLD]) || behaviour->hold;

	if (refuse)
		return refusal(faults[FAULT_REFUSE].error);
	operation->place = PLACE_WAITING;
	if (drop)
		operation->place = PLACE_DROPPED;
	else if (hold)
		operation->place = PLACE_HELD;
	operation->result = behaviour->result;
	if (fail)
		operation->result = PHONEERR_OPERATIONFAILED;
	operation->due_us = operation_now_us() + behaviour->latency_us +
			    jitter_us(behaviour);
	return 0;
}

static LONG answer(const struct phone *phone, DRV_REQUESTID request)
{
	unsigned int wrong = session_misbehaviour(phone);

	if (wrong & MISBEHAVE_RETURN_ZERO)
		return 0;
	if (wrong & MISBEHAVE_RETURN_FOREIGN)
		return (LONG)((request + FOREIGN) & 0x7fffffff);
	if (wrong & MISBEHAVE_COMPLETE_THEN_FAIL)
		return PHONEERR_OPERATIONFAILED;
	return (LONG)request;
}

LONG operation_submit(struct phone *phone, const struct operation *operation,
		      const void *data, bool *callbacks)
{
	bool in_call = phone->behaviour.in_call ||
		       session_misbehaviour(phone) &
			       MISBEHAVE_COMPLETE_THEN_FAIL;
	struct operation *copy = copy_of(operation, data);
	DRV_REQUESTID request = operation->request;
	LONG refused;

	if (!copy)
		return PHONEERR_NOMEM;
	refused = decide(phone, copy);
	if (refused) {
		free(copy->data);
		free(copy);
		return refused;
	}
	append(phone, copy);
	if (copy->place == PLACE_WAITING && in_call) {
		finish(phone, copy);
		*callbacks = true;
	} else if (copy->place == PLACE_WAITING) {
		worker_wake();
	}
	return answer(phone, request);
}

static struct operation *first_held(const struct phone *phone)
{
	struct operation *operation = phone->operations;

	while (operation && operation->place != PLACE_HELD)
		operation = operation->next;
	return operation;
}

bool operation_release(struct phone *phone, uint64_t number)
{
	bool callbacks = false;
	struct operation *operation;

	while (number-- && (operation = first_held(phone))) {
		if (phone->behaviour.in_call) {
			finish(phone, operation);
			callbacks = true;
			continue;
		}
		operation->place = PLACE_WAITING;
		operation->due_us = operation_now_us();
		phone->counters.held--;
		worker_wake();
	}
	return callbacks;
}

void operation_end_all(struct phone *phone)
{
	while (phone->operations) {
		phone->operations->result = PHONEERR_OPERATIONFAILED;
		phone->counters.cancelled++;
		finish(phone, phone->operations);
	}
}

/* Completes those of one phone; returns when the next one is due. */
static uint64_t do_due(struct phone *phone, uint64_t now_us)
{
	struct operation *operation, *next;
	uint64_t next_us = 0;

	for (operation = phone->operations; operation; operation = next) {
		next = operation->next;
		if (operation->place != PLACE_WAITING)
			continue;
		if (operation->due_us <= now_us)
			finish(phone, operation);
		else if (!next_us || operation->due_us < next_us)
			next_us = operation->due_us;
	}
	return next_us;
}

uint64_t operation_do_due(uint64_t now_us)
{
	uint64_t next_us = 0;
	struct phone *phone;

	for (phone = phone_first(); phone; phone = phone->next) {
		uint64_t due_us = do_due(phone, now_us);

		if (due_us && (!next_us || due_us < next_us))
			next_us = due_us;
	}
	return next_us;
}
