// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Texts that are written to the attributes of tphone-sim.
 *
 * fuzzes: kernel/tphone-sim/action.c kernel/tphone-sim/fault.c
 * fuzzes: kernel/tphone-sim/name.c kernel/tphone-sim/shape.c
 * fuzzes: kernel/tphone-sim/text.c kernel/tphone-sim/token.c
 */
#include "kernel/tphone-sim/action.h"
#include "kernel/tphone-sim/fault.h"
#include "kernel/tphone-sim/name.h"
#include "kernel/tphone-sim/shape.h"

#include <stdint.h>
#include <stdlib.h>

static void parse(struct tpsim_line line)
{
	struct tpsim_fault_switch fault = { 0 };
	struct tpsim_display display;
	struct tpsim_action action;
	enum tpsim_context context;
	static struct tpsim_areas areas;
	char text[16];
	u32 mask;

	tpsim_action_parse(line, &action);
	tpsim_fault_parse(line, true, &fault);
	tpsim_fault_parse(line, false, &fault);
	tpsim_parse_devices(line, &mask);
	tpsim_parse_hook_modes(line, &mask);
	tpsim_parse_lamp_modes(line, &mask);
	tpsim_parse_context(line, &context);
	tpsim_parse_display(line, &display);
	tpsim_parse_areas(line, &areas);
	tpsim_parse_opcodes(line, &mask);
	if (!tpsim_parse_text(line, text, sizeof(text)) &&
	    strnlen(text, sizeof(text)) == sizeof(text))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size);

	if (!copy)
		return 0;
	/* In memory of just its size, so that a read beyond the end is detected. */
	memcpy(copy, data, size);
	parse(tpsim_line(copy, size));
	free(copy);
	return 0;
}
