// SPDX-License-Identifier: GPL-2.0-or-later
#include "execute.h"
#include "memory.h"
#include "random.h"
#include "submit.h"

#include <linux/tphone.h>
#include <stdbool.h>
#include <string.h>

#define FEW		8
#define MANY		140	/* more than a batch can have */
#define NR_IDS		(4 * FEW)

static uint64_t ids[MANY + NR_IDS];

void submit_start(void)
{
	memset(ids, 0, sizeof(ids));
}

uint64_t submit_id(uint64_t which)
{
	return ids[which & 0x100 ? which % NR_IDS : which % 4];
}

/* Payloads: valid and invalid texts, and other bytes. */
static void add_payload(struct tphone_request *request, uint64_t *seed)
{
	static const struct {
		const char *text;
		uint32_t len;
	} payloads[] = {
		{ "Anna Gr\xc3\xbcn", 10 }, { "Anna Gr\xc3\xbcn", 5 },
		{ "", 0 }, { "event", 5 }, { "event of a phone", 16 },
		{ "\xe2\x82\xac\xf0\x9f\x93\x9e", 7 }, { "\xff\xfe", 2 },
		{ "\xe2\x82", 2 }, { "a\033[0m\n", 6 }, { "a\0b\0", 4 },
	};
	static char pattern[5000];
	uint32_t which = random_below(seed, 14);

	if (which < sizeof(payloads) / sizeof(payloads[0])) {
		request->data_ptr = (uintptr_t)payloads[which].text;
		request->data_len = payloads[which].len;
		return;
	}
	memset(pattern, 'p', sizeof(pattern));
	request->data_ptr = (uintptr_t)pattern;
	request->data_len = random_below(seed, which & 1 ? 100 : 5000);
	if (which == 13)
		request->data_ptr = 16;
}

/* Mostly valid requests: an operation with fields that it uses. */
static void make_request(struct tphone_request *request, uint32_t opcode,
			 uint64_t *seed)
{
	uint32_t number = random_next(seed);

	*request = (struct tphone_request){
		.opcode = opcode,
		.user_data = random_below(seed, 8),
		.timeout_ms = random_below(seed, 4) ? 0 :
			      1 + random_below(seed, 8),
	};
	switch (opcode) {
	case TPHONE_OP_DEVSPECIFIC:
		request->arg0 = number & 1 ? number % 64 : number % 5000;
		break;
	case TPHONE_OP_SET_BUTTON:
		request->target = number % 22;
		request->arg0 = 1 << number / 32 % 6;
		request->arg1 = number >> 16 & 0x3f;
		if (!random_below(seed, 4))
			request->arg1 |= TPHONE_FUNCTION_VENDOR;
		break;
	case TPHONE_OP_SET_DATA:
		request->target = number % 3;
		request->data_offset = number / 8 % 300;
		break;
	case TPHONE_OP_SET_DISPLAY:
		request->target = number % 5;
		request->arg0 = number / 8 % 21;
		break;
	case TPHONE_OP_SET_HOOK:
		request->target = number % 8;
		request->arg0 = 1 << number / 8 % 5;
		return;
	case TPHONE_OP_SET_LAMP:
		request->target = 11 + number % 11;
		request->arg0 = 1 << number / 16 % 8;
		return;
	case TPHONE_OP_SET_RING:
		request->arg0 = number % 6;
		request->arg1 = number / 8 % 65537;
		return;
	default:
		request->target = 1 << number % 3;
		request->arg0 = number / 8 % 65537;
		return;
	}
	add_payload(request, seed);
}

/*
 * The operations are digits of @y, so that changing one leaves the others alone. @x
 * has the number of elements, and their size.
 */
void do_submit(const struct call *call)
{
	static const uint32_t sizes[] = { 64, 64, 64, 64, 72, 128, 60, 5000 };
	static unsigned char area[MANY * 128];
	uint32_t size = sizes[call->x >> 9 & 7];
	uint32_t stride = size == 72 || size == 128 ? size : 64;
	uint32_t nr = (call->x & 0x7000) == 0x7000 ? MANY : 1 + call->x % FEW;
	uint64_t *where = &ids[call->x & 0x400000 ? (call->x >> 3 & 3) * FEW : 0];
	struct tphone_submit submit = {
		.flags = call->x >> 8 & 1,
		.requests_ptr = (uintptr_t)area,
		.ids_ptr = (uintptr_t)where,
		.nr_requests = nr,
		.request_size = size,
	};
	/* Equal requests in a large batch: all of them are valid, or none is. */
	uint32_t kinds = nr == MANY && call->x & 0x8000 ? 1 : FEW;
	uint32_t bytes = CALL_PATCH_BYTES(call), i;

	memset(area, 0, sizeof(area));
	for (i = 0; i < nr; i++) {
		uint64_t seed = (call->x >> 16) + i % kinds;

		make_request((void *)(area + i * stride),
			     1 + (call->y >> i % kinds * 4 & 0xf) % 10, &seed);
	}
	if ((call->x & 0x60) == 0x60)
		submit.ids_ptr = call->x & 0x80 ? 16 : 0;
	/* The patch is for a request if it is beyond the argument. */
	if (bytes && call->patch_at >= sizeof(submit))
		memcpy(area + call->patch_at % 128, &call->patch, bytes);
	control(call, TPHONE_IOC_SUBMIT, &submit, sizeof(submit));
}
