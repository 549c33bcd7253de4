// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone data: list the data areas, read an upload, write a download. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "bytes.h"
#include "commands.h"
#include "complain.h"
#include "number.h"
#include "target.h"

/* The arguments of the command. */
struct wish {
	unsigned int area;
	unsigned int offset;
	bool has_length;
	unsigned int length;
};

static int query(const struct target *target, unsigned int area, unsigned int offset, void *bytes,
		 size_t length, struct tphone_data *answer)
{
	return tphone_get_data(target->phone, area, offset, bytes, length, answer, sizeof(*answer));
}

static json_t *area_json(unsigned int area, unsigned int size)
{
	json_t *object = json_new_object();

	json_put_number(object, "area", area);
	json_put_number(object, "size", size);
	return object;
}

static int list_downloads(const struct target *target, json_t *array)
{
	unsigned int area;
	uint32_t size;
	int error;

	for (area = 0; area < target->info.nr_downloads; area++) {
		error = tphone_get_download_size(target->phone, area, &size);
		if (error < 0)
			return target_complain(target, error);
		if (target->json)
			json_append(array, area_json(area, size));
		else
			printf("download %2u  %u bytes\n", area, size);
	}
	return EXIT_OK;
}

static int list_uploads(const struct target *target, json_t *array)
{
	struct tphone_data answer;
	unsigned int area;
	json_t *object;
	int error;

	for (area = 0; area < target->info.nr_uploads; area++) {
		error = query(target, area, 0, NULL, 0, &answer);
		if (error < 0)
			return target_complain(target, error);
		if (!target->json) {
			printf("upload   %2u  %u bytes, %u of them in use\n", area,
			       answer.area_size, answer.area_used);
			continue;
		}
		object = area_json(area, answer.area_size);
		json_put_number(object, "used", answer.area_used);
		json_append(array, object);
	}
	return EXIT_OK;
}

static int list(const struct target *target)
{
	json_t *object = target_json(target);
	json_t *downloads = json_new_array(), *uploads = json_new_array();
	int code = list_downloads(target, downloads);

	if (!code)
		code = list_uploads(target, uploads);
	json_put(object, "downloads", downloads);
	json_put(object, "uploads", uploads);
	if (target->json && !code)
		return json_print(object);
	json_decref(object);
	return code;
}

int cmd_data(const struct call *call)
{
	struct target target;
	int code = target_open(&target, call, TPHONE_ROLE_NONE);

	if (!code)
		code = list(&target);
	target_close(&target);
	return code;
}

static int complain_area(const struct target *target, unsigned int area, unsigned int nr,
			 const char *direction)
{
	if (!nr)
		return target_refuse(target,
				     " %u: there is no such area; this phone has none to %s",
				     area, direction);
	return target_refuse(target, " %u: there is no such area; those to %s are 0 to %u", area,
			     direction, nr - 1);
}

static int print_data(const struct target *target, const struct call *call,
		      const struct wish *wish, const struct tphone_data *answer,
		      const void *bytes)
{
	json_t *object;

	if (!target->json)
		return bytes_write(call->opt[OPT_OUTPUT], call->opt[OPT_HEX], wish->offset, bytes,
				   answer->len);
	object = target_json(target);
	json_put_number(object, "area", wish->area);
	json_put_number(object, "offset", wish->offset);
	json_put_number(object, "size", answer->area_size);
	json_put_number(object, "used", answer->area_used);
	json_put_bytes(object, "data", bytes, answer->len);
	return json_print(object);
}

static int get(const struct target *target, const struct call *call, const struct wish *wish)
{
	struct tphone_data answer;
	unsigned int length;
	void *bytes;
	int error;

	error = query(target, wish->area, 0, NULL, 0, &answer);
	if (error == -EBADSLT)
		return complain_area(target, wish->area, target->info.nr_uploads, "read");
	if (error < 0)
		return target_complain(target, error);
	if (wish->offset > answer.area_size)
		return target_refuse(target,
				     " %u: offset %u is beyond the area, which has %u bytes",
				     wish->area, wish->offset, answer.area_size);
	length = wish->has_length ? wish->length : answer.area_size;
	if (length > answer.area_size - wish->offset)
		length = answer.area_size - wish->offset;
	bytes = malloc(length + 1);
	if (!bytes)
		return complain(EXIT_FAILED, "out of memory");
	error = query(target, wish->area, wish->offset, bytes, length, &answer);
	if (error < 0)
		error = target_complain(target, error);
	else
		error = print_data(target, call, wish, &answer, bytes);
	free(bytes);
	return error;
}

static int parse_option(const char *what, const char *text, unsigned int *value)
{
	unsigned long number = *value;

	if (text && number_parse(text, UINT_MAX, &number))
		return complain(EXIT_USAGE, "data %s '%s': must be a number of bytes", what, text);
	*value = number;
	return EXIT_OK;
}

static int parse(const struct call *call, struct wish *wish)
{
	unsigned long area;
	int code;

	if (number_parse(call->args[0], UINT_MAX, &area))
		return complain(EXIT_USAGE,
				"data area '%s': must be a number; 'tphone data' shows all",
				call->args[0]);
	wish->area = area;
	wish->has_length = call->opt[OPT_LENGTH];
	code = parse_option("offset", call->opt[OPT_OFFSET], &wish->offset);
	if (!code)
		code = parse_option("length", call->opt[OPT_LENGTH], &wish->length);
	return code;
}

int cmd_data_get(const struct call *call)
{
	struct wish wish = { .offset = 0 };
	struct target target;
	int code = parse(call, &wish);

	if (code)
		return code;
	code = target_open(&target, call, TPHONE_ROLE_NONE);
	if (!code)
		code = get(&target, call, &wish);
	target_close(&target);
	return code;
}

/*
 * Refuse data that do not fit: the library writes in pieces, and would write
 * those before the one that does not fit.
 */
static int check_size(const struct target *target, const struct wish *wish, size_t length,
		      unsigned int size)
{
	if (wish->offset > size || length > size - wish->offset)
		return target_refuse(target,
				     " %u: the data does not fit; the area has %u bytes, and it is to begin at %u",
				     wish->area, size, wish->offset);
	return EXIT_OK;
}

static int put_bytes(const struct target *target, const struct wish *wish, const void *bytes,
		     size_t length)
{
	int error = tphone_set_data(target->phone, wish->area, wish->offset, bytes, length,
				    target->timeout_ms);

	if (error == -EOPNOTSUPP)
		return target_refuse(target, " %u: this phone takes no data", wish->area);
	return error < 0 ? target_complain(target, error) : EXIT_OK;
}

static int put(const struct target *target, const struct call *call, const struct wish *wish)
{
	const char *path = call->nr_args > 1 ? call->args[1] : NULL;
	size_t length = 0;
	void *bytes = NULL;
	uint32_t size;
	int code;

	code = tphone_get_download_size(target->phone, wish->area, &size);
	if (code == -EBADSLT)
		return complain_area(target, wish->area, target->info.nr_downloads, "write");
	if (code < 0)
		return target_complain(target, code);
	code = bytes_read_file(path, size, &bytes, &length);
	if (!code)
		code = check_size(target, wish, length, size);
	if (!code && length)
		code = put_bytes(target, wish, bytes, length);
	free(bytes);
	return code;
}

int cmd_data_put(const struct call *call)
{
	struct wish wish = { .offset = 0 };
	struct target target;
	int code = parse(call, &wish);

	if (code)
		return code;
	code = target_open(&target, call, TPHONE_ROLE_OWNER);
	if (!code)
		code = put(&target, call, &wish);
	target_close(&target);
	return code;
}
