// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone: operate telephones from the command line. */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "complain.h"

/*
 * For the shell's completion; the words so far follow, the last one unfinished.
 */
#define COMPLETE_OPTION	"--complete"

static int print_version(void)
{
	printf("tphone " TPHONE_VERSION "\n");
	return EXIT_OK;
}

static int print_help(const struct call *call)
{
	help_print(call);
	return EXIT_OK;
}

static int run(int argc, char **argv)
{
	struct call call;
	int code = call_parse(&call, &command_root, argc, argv);

	if (code)
		return code;
	if (call.opt[OPT_HELP])
		return print_help(&call);
	if (call.opt[OPT_VERSION])
		return print_version();
	return call_command(&call)->run(&call);
}

/* Lost output is a failure, such as on a full disk. */
static int finish(int code)
{
	if (fflush(stdout) || ferror(stdout))
		return complain(EXIT_FAILED, "cannot write: %s", strerror(errno));
	return code;
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	if (argc > 1 && !strcmp(argv[1], COMPLETE_OPTION)) {
		complete_print(&command_root, argc - 2, argv + 2);
		return finish(EXIT_OK);
	}
	return finish(run(argc, argv));
}
