// SPDX-License-Identifier: GPL-2.0-or-later
#include "attribute.h"
#include "coverage.h"
#include "mutate.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/kcov.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#define PATH		"/sys/kernel/debug/kcov"
#define WORDS		(64 << 10)
#define TABLE_SIZE	COVERAGE_MAX_PLACES	/* a power of two, far from full */
#define WORDS_PER_COMPARISON	4

static int fd = -1;
static uint64_t *words;
static uint64_t table[TABLE_SIZE];
static unsigned int places;
/* The places that the last program reached, as indexes of the table. */
static unsigned int last[TABLE_SIZE], nr_last;
static uint32_t stamps[TABLE_SIZE], stamp = 1;

int coverage_open(void)
{
	fd = open(PATH, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (ioctl(fd, KCOV_INIT_TRACE, WORDS))
		return -errno;
	words = mmap(NULL, WORDS * sizeof(*words), PROT_READ | PROT_WRITE,
		     MAP_SHARED, fd, 0);
	return words == MAP_FAILED ? -errno : 0;
}

static void begin(unsigned long mode)
{
	if (ioctl(fd, KCOV_ENABLE, mode)) {
		perror("KCOV_ENABLE");
		exit(2);
	}
	__atomic_store_n(&words[0], 0, __ATOMIC_RELAXED);
}

static uint64_t end(void)
{
	uint64_t count = __atomic_load_n(&words[0], __ATOMIC_RELAXED);

	ioctl(fd, KCOV_DISABLE, 0);
	return count;
}

/* The index of a place in the table. Adds a new place, and counts it in @fresh. */
static unsigned int find(uint64_t place, unsigned int *fresh)
{
	unsigned int i = (place * 0x9e3779b97f4a7c15ULL) >> 48;

	for (; table[i]; i = (i + 1) % TABLE_SIZE) {
		if (table[i] == place)
			return i;
	}
	table[i] = place;
	places++;
	(*fresh)++;
	return i;
}

void coverage_begin(void)
{
	begin(KCOV_TRACE_PC);
}

unsigned int coverage_end(void)
{
	uint64_t count = end(), i;
	unsigned int fresh = 0;

	nr_last = 0;
	for (i = 1; i <= count && i < WORDS; i++) {
		unsigned int where = find(words[i], &fresh);

		if (stamps[where] == stamp)
			continue;
		stamps[where] = stamp;
		last[nr_last++] = where;
	}
	stamp++;
	return fresh;
}

unsigned int coverage_last(const unsigned int **indexes)
{
	*indexes = last;
	return nr_last;
}

void coverage_begin_comparisons(void)
{
	begin(KCOV_TRACE_CMP);
}

void coverage_end_comparisons(void)
{
	uint64_t count = end(), i;

	for (i = 0; i < count; i++) {
		const uint64_t *record = &words[1 + i * WORDS_PER_COMPARISON];

		if (record + WORDS_PER_COMPARISON > words + WORDS)
			break;
		/* A comparison with a constant: the constant is the first operand. */
		if (record[0] & KCOV_CMP_CONST)
			mutate_learn(record[1]);
	}
}

unsigned int coverage_places(void)
{
	return places;
}

static const struct {
	const char *name;
	const char *address;
} modules[] = {
	{ "tphone", "/sys/module/tphone/sections/.text" },
	{ "tphone-sim", "/sys/module/tphone_sim/sections/.text" },
};

/* The place belongs to the module whose start is the last one before it. */
static void save_place(FILE *file, uint64_t place, const uint64_t *starts)
{
	const char *name = "";
	uint64_t start = 0;
	unsigned int i;

	for (i = 0; i < sizeof(modules) / sizeof(modules[0]); i++) {
		if (starts[i] > start && starts[i] <= place) {
			start = starts[i];
			name = modules[i].name;
		}
	}
	fprintf(file, "%s %#" PRIx64 "\n", name, place - start);
}

int coverage_save(const char *path)
{
	uint64_t starts[sizeof(modules) / sizeof(modules[0])];
	FILE *file = fopen(path, "w");
	char text[32];
	unsigned int i;

	if (!file)
		return -errno;
	for (i = 0; i < sizeof(modules) / sizeof(modules[0]); i++) {
		attribute_read(modules[i].address, text, sizeof(text));
		starts[i] = strtoull(text, NULL, 16);
	}
	for (i = 0; i < TABLE_SIZE; i++) {
		if (table[i])
			save_place(file, table[i], starts);
	}
	return fclose(file) ? -EIO : 0;
}
