// SPDX-License-Identifier: GPL-2.0-only
/*
 * Injected faults: the n-th operation fails, is dropped, held or refused.
 */
#include "fault.h"

#define LAST_ERRNO	4095

/**
 * tpsim_fault_parse() - "N", "0" for off, or "N ERRNO"
 * @line: the line
 * @takes_error: ERRNO makes sense
 * @fault: receives it; left alone on error
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_fault_parse(struct tpsim_line line, bool takes_error,
		      struct tpsim_fault_switch *fault)
{
	u64 error = EIO;
	u64 left;

	if (tpsim_next_number(&line, 0xffffffffU, &left))
		return -EINVAL;
	if (!tpsim_at_end(&line)) {
		if (!takes_error ||
		    tpsim_only_number(line, LAST_ERRNO, &error) || !error)
			return -EINVAL;
	}
	fault->left = left;
	fault->error = error;
	return 0;
}

static bool fires(struct tpsim_fault_switch *fault)
{
	return fault->left && !--fault->left;
}

/**
 * tpsim_fault_next() - decide the faults of the next operation
 * @faults: the switches, each of which counts it
 *
 * Return: the verdict.
 */
struct tpsim_verdict tpsim_fault_next(struct tpsim_fault_switch *faults)
{
	struct tpsim_verdict verdict = { };

	if (fires(&faults[TPSIM_FAULT_REFUSE]))
		verdict.refuse = faults[TPSIM_FAULT_REFUSE].error;
	if (fires(&faults[TPSIM_FAULT_FAIL]))
		verdict.status = -(int)faults[TPSIM_FAULT_FAIL].error;
	verdict.drop = fires(&faults[TPSIM_FAULT_DROP]);
	verdict.hold = fires(&faults[TPSIM_FAULT_HOLD]);
	return verdict;
}
