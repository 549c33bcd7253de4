// SPDX-License-Identifier: GPL-2.0-or-later
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const struct call end = { .kind = CALL_END };

static void add(struct session *session, const struct call *call)
{
	struct program *program = &session->programs[session->nr];

	if (session->nr == SESSION_MAX_PROGRAMS)
		return;
	if (call->kind != CALL_END)
		program->calls[program->nr++] = *call;
	if (program->nr == PROGRAM_MAX_CALLS ||
	    (program->nr && call->kind == CALL_END))
		session->nr++;
}

int session_load(struct session *session, const char *path)
{
	FILE *file = fopen(path, "rb");
	struct call call;

	if (!file)
		return -errno;
	memset(session, 0, sizeof(*session));
	while (fread(&call, sizeof(call), 1, file) == 1)
		add(session, &call);
	add(session, &end);
	fclose(file);
	return session->nr ? 0 : -ENODATA;
}

/* Write the file with one call, as each write goes to the host and is slow. */
int session_save(const struct session *session, const char *path)
{
	static struct call calls[SESSION_MAX_PROGRAMS *
				 (PROGRAM_MAX_CALLS + 1)];
	size_t nr = 0;
	unsigned int i;
	ssize_t size;
	int fd;

	for (i = 0; i < session->nr; i++) {
		const struct program *program = &session->programs[i];

		memcpy(&calls[nr], program->calls,
		       program->nr * sizeof(calls[0]));
		nr += program->nr;
		calls[nr++] = end;
	}
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return -errno;
	size = write(fd, calls, nr * sizeof(calls[0]));
	close(fd);
	return size == (ssize_t)(nr * sizeof(calls[0])) ? 0 : -EIO;
}

void session_print(const struct session *session, FILE *file)
{
	unsigned int i;

	for (i = 0; i < session->nr; i++) {
		if (i)
			fprintf(file, "-- all is closed\n");
		program_print(&session->programs[i], file);
	}
}
