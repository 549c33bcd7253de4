/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Input and output of bytes that a phone sends or receives. */
#ifndef TPHONE_BYTES_H
#define TPHONE_BYTES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Read a file, or standard input if @path is NULL or "-", up to one byte more
 * than @most, so that the caller notices an excess. Complains, and returns an
 * exit code.
 */
int bytes_read_file(const char *path, size_t most, void **bytes, size_t *length);

/*
 * Write bytes to a file, or to standard output if @path is NULL: as they are, or
 * if @hex or standard output is a terminal, as a dump. Complains.
 */
int bytes_write(const char *path, bool hex, unsigned long offset, const void *bytes,
		size_t length);

/* One line of a dump: "00000010  41 42 ...  |AB..|". */
#define BYTES_LINE	16
#define BYTES_LINE_SIZE	88
void bytes_dump_line(char line[BYTES_LINE_SIZE], unsigned long offset,
		     const unsigned char *bytes, size_t length);

#endif
