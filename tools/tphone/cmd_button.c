// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone button: show buttons, or set the function of one. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "complain.h"
#include "names.h"
#include "number.h"
#include "target.h"
#include "text.h"

/* The arguments of the command; all else stays unchanged. */
struct wish {
	bool one, change, has_mode, has_function;
	unsigned int button, mode, function;
	const char *text;
};

static json_t *button_json(const struct tphone_button *button)
{
	json_t *object = json_new_object();

	json_put_number(object, "button", button->button);
	json_put_text(object, "mode", known(tphone_button_mode_name(button->mode)));
	json_put_text(object, "function", function_name(button->function));
	json_put_text(object, "state", known(tphone_button_state_name(button->state)));
	json_put_text(object, "text", button->text);
	return object;
}

static void print_button(const struct tphone_button *button)
{
	char clean[3 * TPHONE_TEXT_SIZE];

	text_printable(clean, sizeof(clean), button->text);
	printf("%3u  %-8s  %-13s  %-7s  %s\n", button->button,
	       known(tphone_button_mode_name(button->mode)), function_name(button->function),
	       known(tphone_button_state_name(button->state)), clean);
}

/* Does the pair have a button? Some have only a lamp. */
static bool is_there(const struct tphone_button *button)
{
	return button->mode != TPHONE_BUTTONMODE_DUMMY;
}

static int complain_number(const struct target *target, unsigned int number)
{
	bool has[1024] = { false };
	struct tphone_button button;
	struct words words;
	unsigned int i, nr = target->info.nr_buttons;

	if (nr > sizeof(has))
		nr = sizeof(has);
	for (i = 0; i < nr; i++)
		has[i] = !tphone_get_button(target->phone, i, &button, sizeof(button)) &&
			 is_there(&button);
	words_start(&words);
	words_ranges(&words, has, nr);
	if (!words.length)
		return target_refuse(target,
				     " %u: there is no such button; this phone has no buttons",
				     number);
	return target_refuse(target, " %u: there is no such button; this phone has buttons %s",
			     number, words.text);
}

static int get(const struct target *target, unsigned int number, struct tphone_button *button)
{
	int error = tphone_get_button(target->phone, number, button, sizeof(*button));

	if (error == -ECHRNG || (!error && !is_there(button)))
		return complain_number(target, number);
	return error < 0 ? target_complain(target, error) : EXIT_OK;
}

static int show_one(const struct target *target, unsigned int number)
{
	json_t *object, *array;
	struct tphone_button button;
	int code = get(target, number, &button);

	if (code)
		return code;
	if (!target->json) {
		print_button(&button);
		return EXIT_OK;
	}
	object = target_json(target);
	array = json_new_array();
	json_append(array, button_json(&button));
	json_put(object, "buttons", array);
	return json_print(object);
}

static int show_all(const struct target *target)
{
	json_t *object = target_json(target), *array = json_new_array();
	struct tphone_button button;
	unsigned int i;
	int error = 0;

	for (i = 0; !error && i < target->info.nr_buttons; i++) {
		error = tphone_get_button(target->phone, i, &button, sizeof(button));
		if (error || !is_there(&button))
			continue;
		if (target->json)
			json_append(array, button_json(&button));
		else
			print_button(&button);
	}
	json_put(object, "buttons", array);
	if (target->json && !error)
		return json_print(object);
	json_decref(object);
	return error ? target_complain(target, error) : EXIT_OK;
}

static int complain_refused(const struct target *target, const struct wish *wish, int error)
{
	switch (error) {
	case -ECHRNG:
		return complain_number(target, wish->button);
	case -EOPNOTSUPP:
		return target_refuse(target, " %u: the buttons of this phone cannot be changed",
				     wish->button);
	case -EDOM:
		return target_refuse(target,
				     " %u: this button cannot have mode %s with function %s",
				     wish->button, known(tphone_button_mode_name(wish->mode)),
				     function_name(wish->function));
	case -EMSGSIZE:
		return target_refuse(target,
				     " %u: the text is too long; it must be less than %u bytes",
				     wish->button, TPHONE_TEXT_SIZE);
	default:
		return target_complain(target, error);
	}
}

static int set(const struct target *target, struct wish *wish)
{
	struct tphone_button button;
	int code = get(target, wish->button, &button), error;

	if (code)
		return code;
	if (!wish->has_mode)
		wish->mode = button.mode;
	if (!wish->has_function)
		wish->function = button.function;
	error = tphone_set_button(target->phone, wish->button, wish->mode, wish->function,
				  wish->text ? wish->text : button.text, target->timeout_ms);
	if (error < 0)
		return complain_refused(target, wish, error);
	return target->json ? show_one(target, wish->button) : EXIT_OK;
}

static int parse_number(const struct call *call, struct wish *wish)
{
	unsigned long number;

	if (!call->nr_args && wish->change)
		return complain(EXIT_USAGE,
				"button: say which is to be changed; usage: tphone button BUTTON [OPTION]...");
	if (!call->nr_args)
		return EXIT_OK;
	if (number_parse(call->args[0], UINT_MAX, &number))
		return complain(EXIT_USAGE,
				"button '%s': must be a number; 'tphone button' shows all",
				call->args[0]);
	wish->one = true;
	wish->button = number;
	return EXIT_OK;
}

static int parse(const struct call *call, struct wish *wish)
{
	const char *mode = call->opt[OPT_MODE], *function = call->opt[OPT_FUNCTION];
	int code;

	wish->text = call->opt[OPT_TEXT];
	wish->has_mode = mode;
	wish->has_function = function;
	wish->change = mode || function || wish->text;
	code = parse_number(call, wish);
	if (!code && mode)
		code = name_parse(KIND_BUTTONMODE, "button mode", mode, &wish->mode);
	if (!code && function)
		code = name_parse(KIND_FUNCTION, "button function", function, &wish->function);
	if (!code && wish->text && !text_is_clean(wish->text))
		code = complain(EXIT_USAGE,
				"button text '%s': must be UTF-8 without control characters",
				wish->text);
	return code;
}

static int run(const struct target *target, struct wish *wish)
{
	if (wish->change)
		return set(target, wish);
	return wish->one ? show_one(target, wish->button) : show_all(target);
}

int cmd_button(const struct call *call)
{
	struct wish wish = { .one = false };
	struct target target;
	int code = parse(call, &wish);

	if (code)
		return code;
	code = target_open(&target, call, wish.change ? TPHONE_ROLE_OWNER : TPHONE_ROLE_NONE);
	if (!code)
		code = run(&target, &wish);
	target_close(&target);
	return code;
}
