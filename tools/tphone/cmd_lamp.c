// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone lamp: show lamps, or switch one. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "commands.h"
#include "complain.h"
#include "hold.h"
#include "lamps.h"
#include "names.h"
#include "number.h"
#include "style.h"
#include "target.h"
#include "text.h"

/* The arguments of the command. */
struct wish {
	bool one;		/* not all lamps */
	unsigned int lamp;
	unsigned int mode;	/* 0: only to be shown */
	struct hold hold;
};

/* The text of a lamp is the text of its button. */
static void get_text(const struct target *target, unsigned int lamp, char text[TPHONE_TEXT_SIZE])
{
	struct tphone_button button;

	text[0] = '\0';
	if (!tphone_get_button(target->phone, lamp, &button, sizeof(button)))
		snprintf(text, TPHONE_TEXT_SIZE, "%s", button.text);
}

static json_t *lamp_json(const struct target *target, const struct tphone_lamp *lamp)
{
	json_t *object = json_new_object();
	char text[TPHONE_TEXT_SIZE];

	get_text(target, lamp->lamp, text);
	json_put_number(object, "lamp", lamp->lamp);
	json_put_text(object, "mode", known(tphone_lamp_mode_name(lamp->mode)));
	json_put_mask(object, "modes", KIND_LAMPMODE, lamp->modes);
	json_put_text(object, "text", text);
	return object;
}

static void print_lamp(const struct target *target, const struct tphone_lamp *lamp)
{
	char text[TPHONE_TEXT_SIZE], clean[3 * TPHONE_TEXT_SIZE];

	get_text(target, lamp->lamp, text);
	text_printable(clean, sizeof(clean), text);
	printf("%3u  %s%-13s%s%s%s\n", lamp->lamp, lamp_is_lit(lamp) ? style(STYLE_YELLOW) : "",
	       known(tphone_lamp_mode_name(lamp->mode)),
	       lamp_is_lit(lamp) ? style(STYLE_PLAIN) : "", *clean ? "  " : "", clean);
}

static int show(const struct target *target, const struct tphone_lamp *lamp, unsigned int nr)
{
	json_t *object, *array;
	unsigned int i;

	if (!target->json) {
		for (i = 0; i < nr; i++)
			if (lamp_is_there(&lamp[i]))
				print_lamp(target, &lamp[i]);
		return EXIT_OK;
	}
	object = target_json(target);
	array = json_new_array();
	for (i = 0; i < nr; i++)
		if (lamp_is_there(&lamp[i]))
			json_append(array, lamp_json(target, &lamp[i]));
	json_put(object, "lamps", array);
	return json_print(object);
}

static int show_all(const struct target *target)
{
	struct lamps lamps;
	int code = lamps_get(target, &lamps);

	if (!code)
		code = show(target, lamps.lamp, lamps.nr);
	lamps_free(&lamps);
	return code;
}

static int show_one(const struct target *target, unsigned int wanted)
{
	struct tphone_lamp lamp;
	int error = tphone_get_lamp(target->phone, wanted, &lamp, sizeof(lamp));

	if (error == -ECHRNG || (!error && !lamp_is_there(&lamp)))
		return lamps_complain_number(target, wanted);
	if (error < 0)
		return target_complain(target, error);
	return show(target, &lamp, 1);
}

static int complain_mode(const struct target *target, unsigned int wanted, unsigned int mode)
{
	struct tphone_lamp lamp;
	struct words words;
	int error = tphone_get_lamp(target->phone, wanted, &lamp, sizeof(lamp));

	if (error < 0)
		return target_complain(target, error);
	words_start(&words);
	names_of_mask(&words, KIND_LAMPMODE, lamp.modes, " or ");
	return target_refuse(target, " %u: this lamp has no mode '%s'; it can be %s", wanted,
			     known(tphone_lamp_mode_name(mode)),
			     lamp.modes ? words.text : "told nothing");
}

static const char *undone(const struct target *target, const struct wish *wish)
{
	struct tphone_button button;

	if (wish->mode == TPHONE_LAMPMODE_OFF ||
	    tphone_get_button(target->phone, wish->lamp, &button, sizeof(button)) ||
	    !hold_reset_hits_lamp(hold_reset(target), button.mode, button.function))
		return NULL;
	return "the lamp goes out again";
}

static int set(const struct target *target, const struct wish *wish)
{
	int error = tphone_set_lamp(target->phone, wish->lamp, wish->mode, target->timeout_ms);
	int code;

	if (error == -ECHRNG)
		return lamps_complain_number(target, wish->lamp);
	if (error == -EDOM)
		return complain_mode(target, wish->lamp, wish->mode);
	if (error == -EOPNOTSUPP)
		return target_refuse(target, " %u: the lamps of this phone cannot be switched",
				     wish->lamp);
	if (error < 0)
		return target_complain(target, error);
	code = target->json ? show_one(target, wish->lamp) : EXIT_OK;
	return code ? code : hold_finish(target, &wish->hold, undone(target, wish));
}

static int run(const struct target *target, const struct wish *wish)
{
	if (!wish->one)
		return show_all(target);
	return wish->mode ? set(target, wish) : show_one(target, wish->lamp);
}

static int parse(const struct call *call, struct wish *wish)
{
	unsigned long lamp;

	if (!call->nr_args)
		return hold_parse(call, false, &wish->hold);
	if (number_parse(call->args[0], UINT_MAX, &lamp))
		return complain(EXIT_USAGE, "lamp '%s': must be a number; 'tphone lamp' shows all",
				call->args[0]);
	wish->one = true;
	wish->lamp = lamp;
	if (call->nr_args > 1 &&
	    name_parse(KIND_LAMPMODE, "lamp mode", call->args[1], &wish->mode))
		return EXIT_USAGE;
	return hold_parse(call, wish->mode, &wish->hold);
}

int cmd_lamp(const struct call *call)
{
	struct wish wish = { .one = false };
	struct target target;
	int code = parse(call, &wish);

	if (code)
		return code;
	code = target_open(&target, call, wish.mode ? TPHONE_ROLE_OWNER : TPHONE_ROLE_NONE);
	if (!code)
		code = run(&target, &wish);
	target_close(&target);
	return code;
}
