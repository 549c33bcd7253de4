// SPDX-License-Identifier: GPL-2.0-or-later
#include "mutate.h"
#include "random.h"

#include <stdbool.h>
#include <string.h>

#define MAX_LEARNT	1024

static const uint64_t interesting[] = {
	0, 1, 2, 3, 4, 7, 8, 11, 12, 16, 24, 32, 63, 64, 65, 100, 127, 128,
	255, 256, 1023, 1024, 1025, 4095, 4096, 4097, 65535, 65536,
	0x7fffffff, 0x80000000, 0xffffffff, 0x100000000ULL,
	0x7fffffffffffffffULL, 0xffffffffffffffffULL,
};

static uint64_t learnt[MAX_LEARNT];
static unsigned int nr_learnt;

void mutate_learn(uint64_t number)
{
	unsigned int i;

	for (i = 0; i < nr_learnt; i++) {
		if (learnt[i] == number)
			return;
	}
	if (nr_learnt < MAX_LEARNT)
		learnt[nr_learnt++] = number;
}

static uint64_t number(uint64_t *state)
{
	unsigned int nr = sizeof(interesting) / sizeof(interesting[0]);
	unsigned int kind = random_below(state, 4);

	if (kind == 0)
		return random_next(state);
	if (kind == 1 && nr_learnt)
		return learnt[random_below(state, nr_learnt)] +
		       random_below(state, 3) - 1;
	if (kind == 2)
		return random_below(state, 32);
	return interesting[random_below(state, nr)];
}

/* Relative frequency of each call; slow calls are rare. */
static const unsigned char weights[NR_CALL_KINDS] = {
	[CALL_OPEN] = 8, [CALL_CLOSE] = 4, [CALL_DUP] = 2, [CALL_ROLE] = 6,
	[CALL_MASK] = 2, [CALL_NOTIFY] = 6, [CALL_SUBMIT] = 24,
	[CALL_CANCEL] = 6, [CALL_FETCH] = 8, [CALL_INFO] = 1, [CALL_STATE] = 3,
	[CALL_LAMP] = 2, [CALL_BUTTON] = 2, [CALL_DISPLAY] = 3, [CALL_DATA] = 3,
	[CALL_DETACH] = 5, [CALL_RAW] = 2, [CALL_READ] = 12, [CALL_POLL] = 4,
	[CALL_FILE] = 3, [CALL_SET_SIM] = 12, [CALL_USER] = 10,
	[CALL_RELEASE] = 5, [CALL_LIVE] = 2, [CALL_SHAPE] = 2, [CALL_SYSFS] = 2,
	[CALL_PASS] = 2, [CALL_CHILD] = 2, [CALL_LOOK] = 4,
};

static unsigned int kind(uint64_t *state)
{
	unsigned int sum = 0, kind, left;

	for (kind = 0; kind < NR_CALL_KINDS; kind++)
		sum += weights[kind];
	left = random_below(state, sum);
	for (kind = 0; left >= weights[kind]; kind++)
		left -= weights[kind];
	return kind;
}

static void spoil(struct call *call, uint64_t *state)
{
	unsigned int memory = random_below(state, 4) ? 0 :
			      random_below(state, 4);

	call->patch_at = random_below(state, 2) ? random_below(state, 160) :
						  4 * random_below(state, 20);
	call->patch_size = CALL_PATCH(random_below(state, 9), memory);
	call->patch = number(state);
}

/* Few handles and few patches, or no program would get past the first checks. */
static void make_call(struct call *call, uint64_t *state)
{
	memset(call, 0, sizeof(*call));
	call->kind = kind(state);
	call->slot = random_below(state, 2) ? 0 : random_below(state, 4);
	call->x = random_below(state, 2) ? random_next(state) : number(state);
	call->y = random_below(state, 2) ? random_next(state) : number(state);
	if (!random_below(state, 8))
		spoil(call, state);
}

/* Mostly begins with the calls that the others depend on. */
void mutate_make(struct program *program, uint64_t *state)
{
	unsigned int i;

	program->nr = 2 + random_below(state, PROGRAM_MAX_CALLS - 1);
	for (i = 0; i < program->nr; i++)
		make_call(&program->calls[i], state);
	if (random_below(state, 8))
		program->calls[0] = (struct call){ .kind = CALL_OPEN, .x = 2 };
	/* Complete inline, where the coverage of this thread includes it. */
	if (random_below(state, 2))
		program->calls[1] = (struct call){ .kind = CALL_SET_SIM };
}

static void insert(struct program *program, uint64_t *state)
{
	unsigned int at = random_below(state, program->nr + 1);

	if (program->nr == PROGRAM_MAX_CALLS)
		return;
	memmove(&program->calls[at + 1], &program->calls[at],
		(program->nr - at) * sizeof(program->calls[0]));
	make_call(&program->calls[at], state);
	program->nr++;
}

static void drop(struct program *program, uint64_t *state)
{
	unsigned int at = random_below(state, program->nr);

	if (program->nr == 1)
		return;
	program->nr--;
	memmove(&program->calls[at], &program->calls[at + 1],
		(program->nr - at) * sizeof(program->calls[0]));
}

/* Replace the end of a program by the end of another. */
static void splice(struct program *program, const struct program *other,
		   uint64_t *state)
{
	unsigned int at = random_below(state, program->nr + 1);
	unsigned int from = random_below(state, other->nr);

	while (at < PROGRAM_MAX_CALLS && from < other->nr)
		program->calls[at++] = other->calls[from++];
	program->nr = at;
}

/* Repeat a call, to reach limits. */
static void repeat(struct program *program, uint64_t *state)
{
	unsigned int at = random_below(state, program->nr);
	unsigned int to = at + 1 + random_below(state, 8);
	unsigned int i;

	for (i = at + 1; i <= to && i < program->nr; i++)
		program->calls[i] = program->calls[at];
}

static void change_number(struct program *program, uint64_t *state)
{
	struct call *call = &program->calls[random_below(state, program->nr)];

	switch (random_below(state, 8)) {
	case 0:
		call->x = number(state);
		break;
	case 1:
		call->y = number(state);
		break;
	case 2:
		call->slot = random_below(state, 4);
		break;
	case 3:
		spoil(call, state);
		break;
	case 4:
		call->y ^= 1ULL << random_below(state, 64);
		break;
	case 5:
		call->patch ^= 1ULL << random_below(state, 64);
		break;
	default:
		call->x ^= 1U << random_below(state, 32);
	}
}

void mutate_change(struct program *program, const struct program *other,
		   uint64_t *state)
{
	unsigned int times = 1 + random_below(state, 4);

	while (times--) {
		switch (random_below(state, 10)) {
		case 0:
			insert(program, state);
			break;
		case 1:
			drop(program, state);
			break;
		case 2:
			splice(program, other, state);
			break;
		case 3:
			make_call(&program->calls[random_below(state,
							       program->nr)],
				  state);
			break;
		case 4:
			repeat(program, state);
			break;
		case 5:
			insert(program, state);
			insert(program, state);
			break;
		default:
			change_number(program, state);
		}
	}
}

static bool takes_long(const struct call *call)
{
	unsigned int kind = call->kind % NR_CALL_KINDS;

	return kind == CALL_LIVE || kind == CALL_SHAPE;
}

void mutate_hasten(struct program *program)
{
	unsigned int i, nr = 0;

	for (i = 0; i < program->nr; i++) {
		if (!takes_long(&program->calls[i]))
			program->calls[nr++] = program->calls[i];
	}
	if (nr)
		program->nr = nr;
}
