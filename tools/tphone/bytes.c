// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"
#include "complain.h"

int bytes_read_file(const char *path, size_t most, void **bytes, size_t *length)
{
	FILE *file = stdin;
	int code = EXIT_OK;

	if (path && strcmp(path, "-"))
		file = fopen(path, "rb");
	else
		path = "standard input";
	if (!file)
		return complain(EXIT_FAILED, "cannot open %s: %s", path, strerror(errno));
	*bytes = malloc(most + 1);
	if (!*bytes)
		code = complain(EXIT_FAILED, "out of memory");
	else
		*length = fread(*bytes, 1, most + 1, file);
	if (!code && ferror(file))
		code = complain(EXIT_FAILED, "cannot read %s: %s", path, strerror(errno));
	if (file != stdin)
		fclose(file);
	return code;
}

void bytes_dump_line(char line[BYTES_LINE_SIZE], unsigned long offset,
		     const unsigned char *bytes, size_t length)
{
	int used = snprintf(line, BYTES_LINE_SIZE, "%08lx ", offset);
	size_t i;

	for (i = 0; i < BYTES_LINE; i++) {
		if (i % 8 == 0)
			line[used++] = ' ';
		used += i < length ? sprintf(line + used, "%02x ", bytes[i]) :
				     sprintf(line + used, "   ");
	}
	used += sprintf(line + used, " |");
	for (i = 0; i < length; i++)
		line[used++] = bytes[i] >= 0x20 && bytes[i] < 0x7f ? bytes[i] : '.';
	snprintf(line + used, BYTES_LINE_SIZE - used, "|");
}

static void dump(FILE *file, unsigned long offset, const unsigned char *bytes, size_t length)
{
	char line[BYTES_LINE_SIZE];
	size_t piece;

	for (; length; bytes += piece, offset += piece, length -= piece) {
		piece = length < BYTES_LINE ? length : BYTES_LINE;
		bytes_dump_line(line, offset, bytes, piece);
		fprintf(file, "%s\n", line);
	}
}

int bytes_write(const char *path, bool hex, unsigned long offset, const void *bytes,
		size_t length)
{
	FILE *file = path ? fopen(path, "wb") : stdout;
	int failed;

	if (!file)
		return complain(EXIT_FAILED, "cannot open %s: %s", path, strerror(errno));
	if (hex || (!path && isatty(STDOUT_FILENO)))
		dump(file, offset, bytes, length);
	else
		fwrite(bytes, 1, length, file);
	failed = ferror(file);
	if (path && fclose(file))
		failed = 1;
	if (failed)
		return complain(EXIT_FAILED, "cannot write %s: %s",
				path ? path : "standard output", strerror(errno));
	return EXIT_OK;
}
