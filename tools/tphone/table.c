// SPDX-License-Identifier: GPL-2.0-or-later
/* The command table. */
#include <stddef.h>

#include "commands.h"

const struct option_desc command_globals[] = {
	{ "phone", OPT_PHONE, 'p', "PHONE",
	  "the phone: number, tphoneN, /dev path, id or serial number", KIND_PHONE },
	{ "json", OPT_JSON, 0, NULL, "print JSON; tphone(1) describes it" },
	{ "timeout", OPT_TIMEOUT, 0, "MS",
	  "longest wait in milliseconds, 0: no limit (5000)", KIND_ANY },
	{ "help", OPT_HELP, 'h', NULL, "print this" },
	{ "version", OPT_VERSION, 0, NULL, "print the version" },
	{ NULL }
};

static const struct option_desc ring_options[] = {
	{ "volume", OPT_VOLUME, 'v', "VOLUME", "0 to 65535, or 0% to 100%", KIND_ANY },
	{ "hold", OPT_HOLD, 0, "TIME",
	  "keep the phone and what is set, until a signal or for 500ms, 10s, 2m", KIND_ANY,
	  true },
	{ NULL }
};

static const struct option_desc hold_options[] = {
	{ "hold", OPT_HOLD, 0, "TIME",
	  "keep the phone and what is set, until a signal or for 500ms, 10s, 2m", KIND_ANY,
	  true },
	{ NULL }
};

static const struct option_desc evict_options[] = {
	{ "all", OPT_ALL, 'a', NULL, "all phones" },
	{ "user", OPT_USER, 'u', "USER", "only handles that this user has opened", KIND_USER },
	{ "without-access", OPT_WITHOUT_ACCESS, 0, NULL,
	  "only handles whose user may not open the phone any more" },
	{ "watch", OPT_WATCH, 0, NULL, "do so whenever permissions in /dev change" },
	{ NULL }
};

static const struct option_desc display_options[] = {
	{ "clear", OPT_CLEAR, 'c', NULL, "first make the whole display blank" },
	{ NULL }
};

static const struct option_desc button_options[] = {
	{ "mode", OPT_MODE, 'm', "MODE", "what kind of button it is to be", KIND_BUTTONMODE },
	{ "function", OPT_FUNCTION, 'f', "FUNCTION",
	  "what it is to do; a name, or a number of the maker's own", KIND_FUNCTION },
	{ "text", OPT_TEXT, 't', "TEXT", "its label", KIND_ANY },
	{ NULL }
};

static const struct option_desc data_get_options[] = {
	{ "offset", OPT_OFFSET, 'o', "BYTES", "where to begin (0)", KIND_ANY },
	{ "length", OPT_LENGTH, 'n', "BYTES", "how many bytes to read (all)", KIND_ANY },
	{ "output", OPT_OUTPUT, 0, "FILE", "write to a file", KIND_FILE },
	{ "hex", OPT_HEX, 'x', NULL, "print a dump; on a terminal that is the default" },
	{ NULL }
};

static const struct option_desc data_put_options[] = {
	{ "offset", OPT_OFFSET, 'o', "BYTES", "where to begin (0)", KIND_ANY },
	{ NULL }
};

static const struct option_desc devspecific_options[] = {
	{ "reply", OPT_REPLY, 'r', "BYTES", "longest reply wanted (0)", KIND_ANY },
	{ "hex", OPT_HEX, 'x', NULL, "print a dump; on a terminal that is the default" },
	{ NULL }
};

static const struct option_desc monitor_options[] = {
	{ "time", OPT_TIME, 't', "STYLE", "how to print time stamps (mono)", KIND_TIMESTYLE },
	{ "count", OPT_COUNT, 'n', "NUMBER", "end after so many lines", KIND_ANY },
	{ "events", OPT_EVENTS, 'e', "EVENT,...", "only these events (all)", KIND_EVENT },
	{ NULL }
};

static const struct option_desc sim_create_options[] = {
	{ "unplugged", OPT_UNPLUGGED, 0, NULL, "do not plug it in yet" },
	{ NULL }
};

static const struct command data_commands[] = {
	{
		.name = "get", .args = "AREA [OPTION]...",
		.summary = "read an upload area",
		.options = data_get_options,
		.kinds = { KIND_ANY }, .min_args = 1, .max_args = 1, .run = cmd_data_get,
	}, {
		.name = "put", .args = "AREA [FILE] [OPTION]...",
		.summary = "write a file, or standard input, to a download area",
		.options = data_put_options,
		.kinds = { KIND_ANY, KIND_FILE }, .min_args = 1, .max_args = 2,
		.run = cmd_data_put,
	},
	{ NULL }
};

static const struct command sim_commands[] = {
	{
		.name = "list", .args = "",
		.summary = "simulated phones, plugged in or not",
		.run = cmd_sim_list,
	}, {
		.name = "create", .args = "NAME [ATTRIBUTE=VALUE]... [--unplugged]",
		.summary = "make a phone and plug it in",
		.details = "Prints the name of its device. tphone-sim(7) describes the attributes.",
		.options = sim_create_options,
		.kinds = { KIND_ANY, KIND_SIMATTR, KIND_SIMATTR, KIND_SIMATTR },
		.min_args = 1, .max_args = 64, .run = cmd_sim_create,
	}, {
		.name = "destroy", .args = "NAME",
		.summary = "unplug a phone and remove it",
		.kinds = { KIND_SIM }, .min_args = 1, .max_args = 1, .run = cmd_sim_destroy,
	}, {
		.name = "show", .args = "[ATTRIBUTE]",
		.summary = "what the phone looks like, or an attribute",
		.kinds = { KIND_SIMATTR }, .max_args = 1, .run = cmd_sim_show,
	}, {
		.name = "set", .args = "ATTRIBUTE VALUE...",
		.summary = "change an attribute",
		.kinds = { KIND_SIMATTR, KIND_ANY, KIND_ANY, KIND_ANY },
		.min_args = 2, .max_args = 64, .run = cmd_sim_set,
	}, {
		.name = "lift", .args = "DEVICE",
		.summary = "take the handset, say, off the hook",
		.kinds = { KIND_HOOKDEVICE }, .min_args = 1, .max_args = 1,
		.run = cmd_sim_action,
	}, {
		.name = "replace", .args = "DEVICE",
		.summary = "put it back",
		.kinds = { KIND_HOOKDEVICE }, .min_args = 1, .max_args = 1,
		.run = cmd_sim_action,
	}, {
		.name = "press", .args = "BUTTON",
		.summary = "push a button down: a number, * or #",
		.kinds = { KIND_ANY }, .min_args = 1, .max_args = 1, .run = cmd_sim_action,
	}, {
		.name = "release", .args = "BUTTON",
		.summary = "let it go",
		.kinds = { KIND_ANY }, .min_args = 1, .max_args = 1, .run = cmd_sim_action,
	}, {
		.name = "type", .args = "KEYS",
		.summary = "press and release keys of the keypad, 123# for example",
		.kinds = { KIND_ANY }, .min_args = 1, .max_args = 1, .run = cmd_sim_type,
	}, {
		.name = "user", .args = "ACTION [VALUE]...",
		.summary = "whatever else the person at the phone can do",
		.details = "tphone-sim(7) says what they take.",
		.kinds = { KIND_USERACTION, KIND_ANY, KIND_ANY, KIND_ANY },
		.min_args = 1, .max_args = 64, .run = cmd_sim_user,
	},
	{ NULL }
};

static const struct command commands[] = {
	{
		.name = "list", .args = "",
		.summary = "the phones that there are",
		.run = cmd_list,
	}, {
		.name = "info", .args = "",
		.summary = "what the phone is and can do",
		.run = cmd_info,
	}, {
		.name = "status", .args = "",
		.summary = "everything about the phone at this moment",
		.run = cmd_status,
	}, {
		.name = "lamp", .args = "[LAMP [MODE]] [--hold]",
		.summary = "show lamps, or switch one",
		.details =
		"When no program has the phone any more, a lamp that shows a call goes out;\n"
		"--hold keeps the phone.",
		.options = hold_options,
		.kinds = { KIND_ANY, KIND_LAMPMODE }, .max_args = 2, .run = cmd_lamp,
	}, {
		.name = "ring", .args = "[off|MODE] [--volume=VOLUME] [--hold]",
		.summary = "show the ringer, ring, or stop ringing",
		.details =
		"Without --volume the volume stays as it is; if that is 0, the phone rings at\n"
		"100%. It falls silent when no program has it any more; --hold keeps it.",
		.options = ring_options,
		.kinds = { KIND_RINGMODE }, .max_args = 1, .run = cmd_ring,
	}, {
		.name = "hook", .args = "[DEVICE[,DEVICE]... [MODE]] [--hold]",
		.summary = "show hook switch devices, or take them off hook and put them on",
		.details =
		"The phone goes on hook when no program has it any more; --hold keeps it.",
		.options = hold_options,
		.kinds = { KIND_HOOKDEVICE, KIND_HOOKMODE }, .max_args = 2, .run = cmd_hook,
	}, {
		.name = "display", .args = "[--clear] [ROW COLUMN TEXT]",
		.summary = "show the display, clear it, write on it",
		.details =
		"Rows and columns count from 0. Text runs on into the following rows and is cut\n"
		"off at the end of the display.",
		.options = display_options,
		.kinds = { KIND_ANY, KIND_ANY, KIND_ANY }, .max_args = 3, .run = cmd_display,
	}, {
		.name = "volume", .args = "[DEVICE [VOLUME]]",
		.summary = "show or set the volume of speakers: 0 to 65535, or 0% to 100%",
		.kinds = { KIND_HOOKDEVICE, KIND_ANY }, .max_args = 2, .run = cmd_volume,
	}, {
		.name = "gain", .args = "[DEVICE [GAIN]]",
		.summary = "show or set the gain of microphones: 0 to 65535, or 0% to 100%",
		.kinds = { KIND_HOOKDEVICE, KIND_ANY }, .max_args = 2, .run = cmd_gain,
	}, {
		.name = "button", .args = "[BUTTON] [OPTION]...",
		.summary = "show buttons, or say what one is for",
		.details = "What no option is given for stays as it is.",
		.options = button_options,
		.kinds = { KIND_ANY }, .max_args = 1, .run = cmd_button,
	}, {
		.name = "data", .args = "[get|put]",
		.summary = "list the data areas, read one, write one",
		.sub = data_commands, .run = cmd_data,
	}, {
		.name = "devspecific", .args = "[BYTES|-] [OPTION]...",
		.summary = "send what only this phone understands, and print its reply",
		.details =
		"BYTES are in hexadecimal, such as 0102ff; - reads them from standard input as\n"
		"they are.",
		.options = devspecific_options,
		.kinds = { KIND_ANY }, .max_args = 1, .run = cmd_devspecific,
	}, {
		.name = "monitor", .args = "[OPTION]...",
		.summary = "print a line for each thing that happens at the phone",
		.details =
		"Ends when the phone goes, after --count lines, or when --timeout has passed.",
		.options = monitor_options, .run = cmd_monitor,
	}, {
		.name = "evict", .args = "[--all] [--user=USER|--without-access]",
		.summary = "take the phone away from the programs that have it open; for root",
		.details =
		"For them it is as if it were unplugged; they may open it again if they are\n"
		"allowed to. A service runs --all --without-access --watch, so that programs of\n"
		"the person who sat at the computer before do not keep it.",
		.options = evict_options, .run = cmd_evict,
	}, {
		.name = "sim", .args = "COMMAND [ARGUMENT]...",
		.summary = "make simulated phones, and be the person who uses them",
		.details =
		"-p names a simulated phone, or its device; the default is the only one that is\n"
		"plugged in.",
		.sub = sim_commands,
	},
	{ NULL }
};

const struct command command_root = {
	.name = "tphone",
	.args = "COMMAND [ARGUMENT]... [OPTION]...",
	.summary = "operate telephones, /dev/tphoneN",
	.sub = commands,
};
