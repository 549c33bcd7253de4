// SPDX-License-Identifier: GPL-2.0-or-later
#include "memory.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Two writable pages, and one behind them that is not mapped. */
#define PAGE		4096
#define MAPPED		(2 * PAGE)

static unsigned char *pages;
/* A second mapping of the first page. */
static unsigned char *read_only;

int memory_make(void)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	if (fd < 0)
		return -errno;
	if (ftruncate(fd, MAPPED))
		return -errno;
	pages = mmap(NULL, MAPPED + PAGE, PROT_NONE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED ||
	    mmap(pages, MAPPED, PROT_READ | PROT_WRITE,
		 MAP_SHARED | MAP_FIXED, fd, 0) == MAP_FAILED)
		return -errno;
	read_only = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
	if (read_only == MAP_FAILED)
		return -errno;
	close(fd);
	return 0;
}

void *memory_argument(void)
{
	memset(pages, 0, PAGE);
	return pages;
}

void *memory_at(enum memory_kind kind, size_t size)
{
	void *cut = pages + MAPPED - size / 2;

	switch (kind) {
	case MEMORY_READ_ONLY:
		return read_only;
	case MEMORY_CUT:
		memcpy(cut, pages, size / 2);
		return cut;
	case MEMORY_NONE:
		return (void *)16;
	default:
		return pages;
	}
}
