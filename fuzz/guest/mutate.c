// SPDX-License-Identifier: GPL-2.0-or-later
#include "mutate.h"
#include "random.h"

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

static void make_call(struct call *call, uint64_t *state)
{
	memset(call, 0, sizeof(*call));
	call->kind = random_below(state, NR_CALL_KINDS);
	call->slot = random_below(state, 4);
	call->x = number(state);
	call->y = number(state);
	/* Most arguments are good, or nothing gets far. */
	if (random_below(state, 4))
		return;
	call->patch_at = random_below(state, 128);
	call->patch_size = 1 << random_below(state, 4);
	call->patch = number(state);
}

/* Begins with what makes the rest possible, mostly. */
void mutate_make(struct program *program, uint64_t *state)
{
	unsigned int i;

	program->nr = 2 + random_below(state, PROGRAM_MAX_CALLS - 1);
	for (i = 0; i < program->nr; i++)
		make_call(&program->calls[i], state);
	if (random_below(state, 8)) {
		program->calls[0] = (struct call){ .kind = CALL_OPEN, .x = 2 };
		program->calls[1].slot = 0;
	}
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

/* The end of the other takes the place of the end of this one. */
static void splice(struct program *program, const struct program *other,
		   uint64_t *state)
{
	unsigned int at = random_below(state, program->nr + 1);
	unsigned int from = random_below(state, other->nr);

	while (at < PROGRAM_MAX_CALLS && from < other->nr)
		program->calls[at++] = other->calls[from++];
	program->nr = at;
}

static void change_number(struct program *program, uint64_t *state)
{
	struct call *call = &program->calls[random_below(state, program->nr)];

	switch (random_below(state, 5)) {
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
		call->patch_at = random_below(state, 128);
		call->patch_size = random_below(state, 9);
		call->patch = number(state);
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
		switch (random_below(state, 8)) {
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
		default:
			change_number(program, state);
		}
	}
}
