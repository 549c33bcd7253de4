// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct program *programs;
static unsigned int nr_programs, room;

static void add(const struct program *program)
{
	if (nr_programs == room) {
		room = room ? 2 * room : 256;
		programs = realloc(programs, room * sizeof(*programs));
		if (!programs) {
			perror("fuzz");
			exit(2);
		}
	}
	programs[nr_programs++] = *program;
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int corpus_load(const char *folder)
{
	struct dirent **entries;
	struct program program;
	char path[4096];
	int nr, i, count = 0;

	nr = scandir(folder, &entries, NULL, compare_names);
	if (nr < 0)
		return -errno;
	for (i = 0; i < nr; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder,
			 entries[i]->d_name);
		if (entries[i]->d_name[0] != '.' &&
		    !program_load(&program, path)) {
			add(&program);
			count++;
		}
		free(entries[i]);
	}
	free(entries);
	return count;
}

/* The name of the file: equal programs get the same one. */
static uint64_t hash(const struct program *program)
{
	const unsigned char *bytes = (const unsigned char *)program->calls;
	uint64_t hash = 0xcbf29ce484222325ULL;
	size_t i;

	for (i = 0; i < program->nr * sizeof(program->calls[0]); i++)
		hash = (hash ^ bytes[i]) * 0x100000001b3ULL;
	return hash;
}

void corpus_save(const struct program *program, const char *folder)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%016" PRIx64, folder, hash(program));
	program_save(program, path);
}

void corpus_add(const struct program *program, const char *folder)
{
	add(program);
	if (folder)
		corpus_save(program, folder);
}

unsigned int corpus_count(void)
{
	return nr_programs;
}

const struct program *corpus_get(unsigned int index)
{
	return &programs[index];
}
