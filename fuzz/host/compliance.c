// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Command lines of tphone-compliance.
 *
 * fuzzes: tools/tphone/text.c
 * fuzzes: lib/common/utf.c
 * includes: tools/tphone-compliance/options.c
 */
#include "complaints.h"
#include "words.h"

#include <getopt.h>
#include <setjmp.h>

/* --help and --version end the program; here they end the parsing. */
static jmp_buf ended;

#define exit(status)	longjmp(ended, (status) + 1)
#define TPHONE_VERSION	"0"
#include "tools/tphone-compliance/options.c"
#undef exit

static bool is_among(const struct command_line *line, const char *word)
{
	int i;

	for (i = 1; i < line->nr; i++)
		if (line->words[i] == word)
			return true;
	return false;
}

/* An error has a message; without an error the phone is a word of the line. */
static void parse(struct command_line *line)
{
	struct options options;
	bool good;

	complaints = 0;
	optind = 0;
	opterr = 0;
	good = options_parse(&options, line->nr, line->words);
	must(complaints == (good ? 0 : 1));
	if (!good)
		return;
	must(!options.phone || is_among(line, options.phone));
	must(!options.phone || options.phone == line->words[line->nr - 1]);
}

/* The help goes to /dev/null: only that printing works matters. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	return freopen("/dev/null", "w", stdout) ? 0 : 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct command_line line;

	if (!command_line_split(&line, data, size))
		return 0;
	if (!setjmp(ended))
		parse(&line);
	command_line_free(&line);
	return 0;
}
