/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPSIM_FAULT_H
#define TPSIM_FAULT_H

#include "token.h"

/* Faults of the n-th operation. */
enum tpsim_fault {
	TPSIM_FAULT_FAIL,
	TPSIM_FAULT_DROP,
	TPSIM_FAULT_HOLD,
	TPSIM_FAULT_REFUSE,
	TPSIM_NR_FAULTS
};

/**
 * struct tpsim_fault_switch - one fault to inject
 * @left: counts operations down; the one that brings it to 0 is hit; 0: off
 * @error: errno of the fault, a positive number
 */
struct tpsim_fault_switch {
	u32 left;
	u32 error;
};

/**
 * struct tpsim_verdict - the faults of an operation
 * @refuse: errno with which ->submit refuses it, 0: accepted
 * @drop: it never completes
 * @hold: it waits until it is released
 * @status: status to complete it with, 0 or a negative errno
 */
struct tpsim_verdict {
	u32 refuse;
	bool drop;
	bool hold;
	int status;
};

int tpsim_fault_parse(struct tpsim_line line, bool takes_error,
		      struct tpsim_fault_switch *fault);
struct tpsim_verdict tpsim_fault_next(struct tpsim_fault_switch *faults);

#endif /* TPSIM_FAULT_H */
