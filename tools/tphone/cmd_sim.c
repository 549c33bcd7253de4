// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone sim: make simulated phones, and act as their virtual user. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "complain.h"
#include "json.h"
#include "sim.h"
#include "style.h"
#include "text.h"
#include "words.h"

static void add_name(const char *name, void *data)
{
	struct words *words = data;

	words_add(words, "%s%s", words->length ? ", " : "", name);
}

static const char *existing_phones(struct words *words)
{
	words_start(words);
	sim_each_phone(add_name, words);
	return words->length ? words->text : "none";
}

/* Errors that have the same meaning for all subcommands. */
static int complain_general(const char *phone, const char *what, int error)
{
	switch (error) {
	case -EACCES:
	case -EPERM:
		return complain(EXIT_PERMISSION,
				"sim: permission denied; only root may use the simulator, for example: sudo tphone sim ...");
	case -ENODEV:
		return complain(EXIT_NO_PHONE,
				"sim: %s: this phone is not live; plug it in with: tphone sim set -p %s live 1",
				phone, phone);
	default:
		return complain(EXIT_FAILED, "sim: %s: %s: %s", phone, what, strerror(-error));
	}
}

static int check_available(void)
{
	switch (sim_available()) {
	case 0:
		return EXIT_OK;
	case -ENODEV:
		return complain(EXIT_NO_PHONE,
				"sim: the simulator is not there; load it with: modprobe tphone-sim");
	default:
		return complain_general("", "configfs", -EIO);
	}
}

/* The simulated phone that --phone means. */
static int choose(const struct call *call, char phone[SIM_NAME_SIZE])
{
	const char *wanted = call->opt[OPT_PHONE];
	int code = check_available(), error;
	struct words words;

	if (code)
		return code;
	error = sim_find(wanted, phone);
	if (!error)
		return EXIT_OK;
	existing_phones(&words);
	if (error == -ENOTUNIQ)
		return complain(EXIT_USAGE,
				"sim: there are several simulated phones; say which with -p: %s",
				words.text);
	if (wanted)
		return complain(EXIT_NO_PHONE,
				"sim: no simulated phone is called '%s'; there is %s",
				wanted, words.text);
	return complain(EXIT_NO_PHONE, "sim: no simulated phone is live; there is %s", words.text);
}

static int complain_set(const char *phone, const char *attribute, const char *value, int error)
{
	switch (error) {
	case -ENOENT:
		return complain(EXIT_FAILED,
				"sim: %s: there is no attribute '%s'; 'tphone sim show --json' lists them",
				phone, attribute);
	case -EBUSY:
		return complain(EXIT_FAILED,
				"sim: %s: %s cannot be changed while the phone is live; first: tphone sim set -p %s live 0",
				phone, attribute, phone);
	case -EINVAL:
	case -ERANGE:
	case -EMSGSIZE:
		return complain(EXIT_FAILED, "sim: %s: %s cannot be '%s'", phone, attribute, value);
	default:
		return complain_general(phone, attribute, error);
	}
}

static int set(const char *phone, const char *attribute, const char *value)
{
	int error = sim_write(phone, attribute, value);

	return error ? complain_set(phone, attribute, value, error) : EXIT_OK;
}

/* The arguments from @first on, with blanks between. */
static int join(const struct call *call, unsigned int first, char *out, size_t size)
{
	size_t used = 0;
	unsigned int i;

	out[0] = '\0';
	for (i = first; i < call->nr_args && used < size; i++)
		used += snprintf(out + used, size - used, "%s%s", i > first ? " " : "",
				 call->args[i]);
	if (used >= size)
		return complain(EXIT_USAGE, "sim: the value is longer than %zu bytes", size - 1);
	return EXIT_OK;
}

int cmd_sim_set(const struct call *call)
{
	char phone[SIM_NAME_SIZE], value[SIM_VALUE_SIZE];
	int code = join(call, 1, value, sizeof(value));

	if (!code)
		code = choose(call, phone);
	return code ? code : set(phone, call->args[0], value);
}

/* "ATTRIBUTE=VALUE" */
static int set_assignment(const char *phone, const char *text)
{
	const char *equals = strchr(text, '=');
	char attribute[64];

	if (!equals || equals - text >= (int)sizeof(attribute))
		return complain(EXIT_USAGE,
				"sim: '%s': must be ATTRIBUTE=VALUE, for example display=2x16",
				text);
	snprintf(attribute, sizeof(attribute), "%.*s", (int)(equals - text), text);
	return set(phone, attribute, equals + 1);
}

static int complain_create(const char *phone, int error)
{
	if (error == -EEXIST)
		return complain(EXIT_FAILED,
				"sim: %s: there is such a phone already; change it with 'tphone sim set', or destroy it first",
				phone);
	if (error == -ENOENT || error == -EINVAL || error == -ENAMETOOLONG)
		return complain(EXIT_USAGE, "sim: '%s' cannot be the name of a phone", phone);
	return complain_general(phone, "create", error);
}

int cmd_sim_create(const struct call *call)
{
	const char *phone = call->args[0];
	int code = check_available(), error;
	char device[SIM_VALUE_SIZE];
	unsigned int i;

	if (code)
		return code;
	error = sim_mkdir(phone);
	if (error)
		return complain_create(phone, error);
	for (i = 1; !code && i < call->nr_args; i++)
		code = set_assignment(phone, call->args[i]);
	if (!code && !call->opt[OPT_UNPLUGGED])
		code = set(phone, "live", "1");
	if (code)
		sim_rmdir(phone);
	else if (!sim_read(phone, "device", device) && *device)
		puts(device);
	return code;
}

int cmd_sim_destroy(const struct call *call)
{
	const char *phone = call->args[0];
	int code = check_available(), error;
	struct words words;

	if (code)
		return code;
	error = sim_write(phone, "live", "0");
	if (!error)
		error = sim_rmdir(phone);
	if (error == -ENOENT)
		return complain(EXIT_NO_PHONE,
				"sim: no simulated phone is called '%s'; there is %s",
				phone, existing_phones(&words));
	if (error == -EPERM && !sim_write(phone, "live", "0"))
		return complain(EXIT_FAILED,
				"sim: %s: belongs to the module and cannot be removed; it is unplugged now",
				phone);
	return error ? complain_general(phone, "destroy", error) : EXIT_OK;
}

static void print_phone(const char *name, void *data)
{
	char device[SIM_VALUE_SIZE] = "", model[SIM_VALUE_SIZE] = "";
	json_t *array = data, *object;

	sim_read(name, "device", device);
	sim_read(name, "model", model);
	if (array) {
		object = json_new_object();
		json_put_text(object, "name", name);
		json_put_bool(object, "live", *device);
		json_put(object, "device", *device ? json_string(device) : json_null());
		json_put_text(object, "model", model);
		json_append(array, object);
		return;
	}
	text_printable(device, sizeof(device), device);
	printf("%s%-15s%s %-10s %s\n", style(STYLE_BOLD), name, style(STYLE_PLAIN),
	       *device ? device : "not live", model);
}

int cmd_sim_list(const struct call *call)
{
	json_t *object, *array;
	int code = check_available();

	if (code)
		return code;
	if (!call->opt[OPT_JSON]) {
		sim_each_phone(print_phone, NULL);
		return EXIT_OK;
	}
	object = json_new_object();
	array = json_new_array();
	sim_each_phone(print_phone, array);
	json_put(object, "phones", array);
	return json_print(object);
}

/* Put an attribute into the object; leave out those that are write-only. */
struct dump {
	const char *phone;
	json_t *object;
};

static void put_attribute(const char *attribute, void *data)
{
	struct dump *dump = data;
	char value[SIM_VALUE_SIZE];

	if (strcmp(attribute, "looks") && !sim_read(dump->phone, attribute, value))
		json_put_text(dump->object, attribute, value);
}

static int show_json(const char *phone, char *looks)
{
	json_t *object = json_new_object(), *lines = json_new_array();
	struct dump dump = { phone, json_new_object() };
	char *line;

	sim_each_attribute(put_attribute, &dump);
	while ((line = strsep(&looks, "\n")))
		json_append_text(lines, line);
	json_put_text(object, "name", phone);
	json_put(object, "attributes", dump.object);
	json_put(object, "looks", lines);
	return json_print(object);
}

static int show(const struct call *call, const char *phone)
{
	const char *attribute = call->nr_args ? call->args[0] : "looks";
	char value[SIM_VALUE_SIZE];
	int error = sim_read(phone, attribute, value);
	json_t *object;

	if (error)
		return complain_set(phone, attribute, "", error);
	if (!call->opt[OPT_JSON]) {
		puts(value);
		return EXIT_OK;
	}
	if (!call->nr_args)
		return show_json(phone, value);
	object = json_new_object();
	json_put_text(object, "name", phone);
	json_put_text(object, attribute, value);
	return json_print(object);
}

int cmd_sim_show(const struct call *call)
{
	char phone[SIM_NAME_SIZE];
	int code = choose(call, phone);

	return code ? code : show(call, phone);
}

static int act(const char *phone, const char *action)
{
	int error = sim_write(phone, "user", action);

	if (error == -EINVAL || error == -ERANGE || error == -ENXIO || error == -ECHRNG)
		return complain(EXIT_FAILED,
				"sim: %s: '%s' makes no sense at this phone; 'tphone sim show' tells what it has",
				phone, action);
	return error ? complain_general(phone, action, error) : EXIT_OK;
}

int cmd_sim_user(const struct call *call)
{
	char phone[SIM_NAME_SIZE], action[SIM_VALUE_SIZE];
	int code = join(call, 0, action, sizeof(action));

	if (!code)
		code = choose(call, phone);
	return code ? code : act(phone, action);
}

/* "tphone sim lift handset": the command is the action. */
int cmd_sim_action(const struct call *call)
{
	char phone[SIM_NAME_SIZE], action[SIM_VALUE_SIZE];
	int code = choose(call, phone);

	if (code)
		return code;
	snprintf(action, sizeof(action), "%s %s", call_command(call)->name, call->args[0]);
	return act(phone, action);
}

/* A phone that notices only presses refuses releases. */
static bool notices_releases(const char *phone)
{
	char value[SIM_VALUE_SIZE];

	return sim_read(phone, "momentary", value) || strcmp(value, "1");
}

int cmd_sim_type(const struct call *call)
{
	const char *keys = call->args[0];
	char phone[SIM_NAME_SIZE], action[32];
	bool releasing;
	int code;

	if (keys[strspn(keys, "0123456789*#")])
		return complain(EXIT_USAGE, "sim: keys '%s': must be 0 to 9, * and #", keys);
	code = choose(call, phone);
	releasing = !code && notices_releases(phone);
	for (; !code && *keys; keys++) {
		snprintf(action, sizeof(action), "press %c", *keys);
		code = act(phone, action);
		snprintf(action, sizeof(action), "release %c", *keys);
		if (!code && releasing)
			code = act(phone, action);
	}
	return code;
}
