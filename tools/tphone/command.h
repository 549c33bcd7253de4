/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command table: names of commands, their arguments and options, and the
 * values of these. Parsing, --help and completion read it, so they agree.
 */
#ifndef TPHONE_COMMAND_H
#define TPHONE_COMMAND_H

#include <stdbool.h>

/* The kind of an argument; see kinds.c. */
enum kind {
	KIND_NONE,		/* there is no such argument */
	KIND_ANY,		/* nothing can be proposed */
	KIND_FILE,
	KIND_PHONE,
	KIND_LAMPMODE,
	KIND_HOOKDEVICE,
	KIND_HOOKMODE,
	KIND_BUTTONMODE,
	KIND_FUNCTION,
	KIND_RINGMODE,
	KIND_TIMESTYLE,
	KIND_EVENT,
	KIND_SIM,
	KIND_SIMATTR,
	KIND_USERACTION,
	KIND_USER,
};

enum option_id {
	OPT_PHONE,
	OPT_JSON,
	OPT_TIMEOUT,
	OPT_HELP,
	OPT_VERSION,
	OPT_VOLUME,
	OPT_CLEAR,
	OPT_UNPLUGGED,
	OPT_MODE,
	OPT_FUNCTION,
	OPT_TEXT,
	OPT_OFFSET,
	OPT_LENGTH,
	OPT_OUTPUT,
	OPT_HEX,
	OPT_REPLY,
	OPT_TIME,
	OPT_COUNT,
	OPT_EVENTS,
	OPT_HOLD,
	OPT_ALL,
	OPT_USER,
	OPT_WITHOUT_ACCESS,
	OPT_WATCH,
	OPT_NR,
};

struct option_desc {
	const char *name;
	enum option_id id;
	char letter;		/* 0: it has only the long name */
	const char *arg;	/* NULL: it has no value */
	const char *help;
	enum kind kind;		/* of the value */
	bool optional;		/* the value may be left out */
};

#define COMMAND_ARGS_MAX	4
#define COMMAND_DEPTH_MAX	3

struct call;

struct command {
	const char *name;
	const char *args;	/* as shown behind the name */
	const char *summary;	/* one line */
	const char *details;	/* lines for --help, NULL: none */
	const struct option_desc *options;	/* ended by a NULL name */
	const struct command *sub;		/* ended by a NULL name */
	enum kind kinds[COMMAND_ARGS_MAX];	/* the last kind repeats */
	unsigned int min_args;
	unsigned int max_args;
	int (*run)(const struct call *call);
};

/* A parsed command line. */
struct call {
	const struct command *path[COMMAND_DEPTH_MAX];
	unsigned int depth;
	const char *opt[OPT_NR];	/* NULL: not given; "" without a value */
	unsigned int nr_args;
	char **args;
};

/* The whole table; "tphone" itself. */
extern const struct command command_root;

/* Options that every command takes. */
extern const struct option_desc command_globals[];

/* The innermost command. */
const struct command *call_command(const struct call *call);

/* "sim press", for messages and headings; in a static buffer. */
const char *call_name(const struct call *call);

/* Complains and returns an enum exit_code. */
int call_parse(struct call *call, const struct command *root, int argc, char **argv);

/* Print the answer to "tphone --help" or "tphone lamp --help". */
void help_print(const struct call *call);

/* Print the completions of the last word, one a line. */
void complete_print(const struct command *root, int nr_words, char **words);

#endif
