// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Texts of programs and providers: names that are refused, and texts of which the
 * log warns.
 */
#include "../common/log.h"
#include "../common/utf.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define UNITS "wchar_t has 4 bytes here, and texts have units of 2: WCHAR, and u\"text\" in place of L\"text\""

/* True at the first call for this flag. */
static bool is_news(bool *warned)
{
	bool news;

	tapi_lock();
	news = !*warned;
	*warned = true;
	tapi_unlock();
	return news;
}

static bool is_wide(enum tapi_content content)
{
	return content == TAPI_CONTENT_TEXT || content == TAPI_CONTENT_TEXTS ||
	       content == TAPI_CONTENT_NARROWED;
}

void tapi_check_answer(struct tapi_provider *provider,
		       const struct tapi_answer *answer,
		       const struct tapi_layout *layout)
{
	const void *text;
	DWORD size;
	size_t i;

	for (i = 0; i < layout->count; i++) {
		if (!is_wide(layout->parts[i].content))
			continue;
		text = tapi_answer_part(answer, layout->provider_fixed,
					layout->parts[i].pair, &size);
		if (text && utf16_is_wchar(text, size) &&
		    is_news(&provider->warned_wchar))
			log_printf(TPHONE_LOG_WARNING,
				   "%s: a text of the provider is one of wchar_t, and programs see its first character; "
				   UNITS, provider->name);
	}
}

static void say(enum tapi_text_of what, const char *why)
{
	static const char *const functions[TAPI_NR_TEXTS] = {
		[TAPI_TEXT_OF_NAME] = "phoneInitializeExW(): the name of the program",
		[TAPI_TEXT_OF_CLASS] = "a function in W: the device class",
		[TAPI_TEXT_OF_BUTTON] = "phoneSetButtonInfo(): the text",
		[TAPI_TEXT_OF_DISPLAY] = "phoneSetDisplay(): the text",
	};
	static bool warned[TAPI_NR_TEXTS];

	if (is_news(&warned[what]))
		log_printf(TPHONE_LOG_WARNING, "%s %s", functions[what], why);
}

void tapi_check_wide(enum tapi_text_of what, const void *text, size_t size)
{
	if (text && utf16_is_wchar(text, size))
		say(what, "is one of wchar_t; " UNITS);
}

void tapi_check_wide_string(enum tapi_text_of what, LPCWSTR text)
{
	if (text && utf16_length(text) == 1)
		say(what, "has one character, as one of wchar_t would; " UNITS);
}

void tapi_check_narrow(enum tapi_text_of what, const char *text, size_t size)
{
	if (text && utf8_is_utf16(text, size))
		say(what, "is UTF-16, and texts of functions and sessions in A are UTF-8");
}

static LONG name_of_executable(uint16_t **copy)
{
	*copy = utf16_new_from_utf8(program_invocation_short_name);
	return *copy ? 0 : PHONEERR_NOMEM;
}

/*
 * The conversion replaces invalid characters. So a name that is another one when it
 * was converted and converted back is invalid.
 */
static LONG keep_if_same(uint16_t *units, const void *name, size_t size,
			 const void *back, size_t back_size, uint16_t **copy)
{
	if (!units || !back) {
		free(units);
		return PHONEERR_NOMEM;
	}
	if (size != back_size || memcmp(name, back, size)) {
		free(units);
		return PHONEERR_INVALAPPNAME;
	}
	*copy = units;
	return 0;
}

LONG tapi_app_name_from_utf8(LPCSTR name, uint16_t **copy)
{
	char *back = NULL;
	uint16_t *units;
	LONG ret;

	if (!name || !*name)
		return name_of_executable(copy);
	units = utf16_new_from_utf8(name);
	if (units)
		back = utf16_to_new_utf8(units, utf16_length(units));
	ret = keep_if_same(units, name, strlen(name), back,
			   back ? strlen(back) : 0, copy);
	free(back);
	return ret;
}

LONG tapi_app_name_from_utf16(LPCWSTR name, uint16_t **copy)
{
	size_t length = name ? utf16_length(name) : 0;
	uint16_t *units = NULL;
	char *text;
	LONG ret;

	if (!length)
		return name_of_executable(copy);
	text = utf16_to_new_utf8(name, length);
	if (text)
		units = utf16_new_from_utf8(text);
	free(text);
	ret = keep_if_same(units, name, length * sizeof(*units), units,
			   units ? utf16_length(units) * sizeof(*units) : 0,
			   copy);
	return ret;
}
