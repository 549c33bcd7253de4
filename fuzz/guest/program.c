// SPDX-License-Identifier: GPL-2.0-or-later
#include "memory.h"
#include "program.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>

static const char *const names[NR_CALL_KINDS] = {
	[CALL_OPEN] = "open",
	[CALL_CLOSE] = "close",
	[CALL_DUP] = "dup",
	[CALL_ROLE] = "role",
	[CALL_MASK] = "mask",
	[CALL_NOTIFY] = "notify",
	[CALL_SUBMIT] = "submit",
	[CALL_CANCEL] = "cancel",
	[CALL_FETCH] = "fetch",
	[CALL_INFO] = "info",
	[CALL_STATE] = "state",
	[CALL_LAMP] = "lamp",
	[CALL_BUTTON] = "button",
	[CALL_DISPLAY] = "display",
	[CALL_DATA] = "data",
	[CALL_DETACH] = "detach",
	[CALL_RAW] = "raw",
	[CALL_READ] = "read",
	[CALL_POLL] = "poll",
	[CALL_FILE] = "file",
	[CALL_SET_SIM] = "set-sim",
	[CALL_USER] = "user",
	[CALL_RELEASE] = "release",
	[CALL_LIVE] = "live",
	[CALL_SHAPE] = "shape",
	[CALL_SYSFS] = "sysfs",
	[CALL_PASS] = "pass",
	[CALL_CHILD] = "child",
	[CALL_LOOK] = "look",
};

static const char *const memories[NR_MEMORY_KINDS] = {
	[MEMORY_GOOD] = "good",
	[MEMORY_READ_ONLY] = "read-only",
	[MEMORY_CUT] = "cut",
	[MEMORY_NONE] = "absent",
};

int program_load(struct program *program, const char *path)
{
	FILE *file = fopen(path, "rb");

	if (!file)
		return -errno;
	program->nr = fread(program->calls, sizeof(program->calls[0]),
			    PROGRAM_MAX_CALLS, file);
	fclose(file);
	return program->nr ? 0 : -ENODATA;
}

int program_save(const struct program *program, const char *path)
{
	FILE *file = fopen(path, "wb");
	bool good;

	if (!file)
		return -errno;
	good = fwrite(program->calls, sizeof(program->calls[0]), program->nr,
		      file) == program->nr;
	if (fclose(file))
		good = false;
	return good ? 0 : -EIO;
}

void program_print(const struct program *program, FILE *file)
{
	const struct call *call;
	unsigned int i;

	for (i = 0; i < program->nr; i++) {
		call = &program->calls[i];
		fprintf(file, "%2u %-8s handle %u, %#" PRIx32 ", %#" PRIx64, i,
			names[call->kind % NR_CALL_KINDS], call->slot % 4,
			call->x, call->y);
		if (CALL_PATCH_BYTES(call))
			fprintf(file, "; %u bytes at %u: %#" PRIx64,
				CALL_PATCH_BYTES(call), call->patch_at,
				call->patch);
		if (CALL_MEMORY(call))
			fprintf(file, "; memory %s", memories[CALL_MEMORY(call)]);
		fprintf(file, "\n");
	}
}
