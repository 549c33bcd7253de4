// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone devspecific: bytes that only this phone understands, and its reply. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "commands.h"
#include "complain.h"
#include "number.h"
#include "target.h"

#define BYTES_MAX	65536

/* The arguments of the command. */
struct wish {
	unsigned char input[BYTES_MAX];
	size_t length;
	unsigned char reply[BYTES_MAX];
	size_t reply_size;
};

static int complain_refused(const struct target *target, int error)
{
	if (error == -EOPNOTSUPP)
		return target_refuse(target, ": this phone has no operations of its own");
	if (error == -EMSGSIZE)
		return target_refuse(target,
				     ": input or reply is too long; this phone takes %u bytes",
				     target->info.max_payload);
	return target_complain(target, error);
}

static int run(const struct target *target, const struct call *call, struct wish *wish)
{
	size_t length = 0;
	json_t *object;
	int error;

	error = tphone_devspecific(target->phone, wish->input, wish->length, wish->reply,
				   wish->reply_size, &length, target->timeout_ms);
	if (error < 0)
		return complain_refused(target, error);
	if (!target->json)
		return bytes_write(NULL, call->opt[OPT_HEX], 0, wish->reply, length);
	object = target_json(target);
	json_put_bytes(object, "reply", wish->reply, length);
	return json_print(object);
}

static int parse_stdin(struct wish *wish)
{
	void *bytes = NULL;
	int code = bytes_read_file(NULL, BYTES_MAX - 1, &bytes, &wish->length);

	if (!code)
		memcpy(wish->input, bytes, wish->length);
	free(bytes);
	return code;
}

static int parse(const struct call *call, struct wish *wish)
{
	const char *input = call->nr_args ? call->args[0] : "", *reply = call->opt[OPT_REPLY];
	unsigned long size = 0;

	if (reply && number_parse(reply, BYTES_MAX, &size))
		return complain(EXIT_USAGE,
				"devspecific reply '%s': must be a number of bytes, at most %d",
				reply, BYTES_MAX);
	wish->reply_size = size;
	if (!strcmp(input, "-"))
		return parse_stdin(wish);
	if (hex_parse(input, wish->input, sizeof(wish->input), &wish->length))
		return complain(EXIT_USAGE,
				"devspecific input '%s': must be bytes in hexadecimal, such as 0102ff, or '-' for standard input",
				input);
	return EXIT_OK;
}

static int open_and_run(const struct call *call, struct wish *wish)
{
	struct target target;
	int code = target_open(&target, call, TPHONE_ROLE_OWNER);

	if (!code)
		code = run(&target, call, wish);
	target_close(&target);
	return code;
}

int cmd_devspecific(const struct call *call)
{
	struct wish *wish = calloc(1, sizeof(*wish));
	int code;

	if (!wish)
		return complain(EXIT_FAILED, "out of memory");
	code = parse(call, wish);
	if (!code)
		code = open_and_run(call, wish);
	free(wish);
	return code;
}
