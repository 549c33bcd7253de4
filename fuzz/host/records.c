// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Records of a phone, as tphone monitor prints them.
 *
 * fuzzes: tools/tphone/record_text.c tools/tphone/names.c tools/tphone/number.c
 * fuzzes: tools/tphone/suggest.c tools/tphone/text.c tools/tphone/words.c
 * fuzzes: tools/tphone/clock.c lib/native/names.c
 * fuzzes: lib/common/utf.c
 */
#include "must.h"

#include "tools/tphone/clock.h"
#include "tools/tphone/complain.h"
#include "tools/tphone/record.h"
#include "tools/tphone/text.h"

#include <stdint.h>
#include <string.h>

struct input {
	struct tphone_record record;
	uint64_t before_ns;
	uint64_t offset_ns;
	uint32_t columns;
	uint32_t style;
};

/* Needed for linking only: there is no command line to complain of. */
int complain(enum exit_code code, const char *format, ...)
{
	abort();
}

static void must_be_line(const char *text, size_t size)
{
	size_t length = strnlen(text, size);

	must(length && length < size - 1);
	must(text_is_clean(text));
}

static void check(const struct input *input)
{
	struct clock_format format = {
		.style = input->style % CLOCK_STYLE_NR,
		.realtime_offset_ns = (int64_t)input->offset_ns,
		.previous_ns = input->before_ns,
	};
	char text[RECORD_TEXT_SIZE], time[CLOCK_TEXT_SIZE];

	memset(text, 'x', sizeof(text));
	record_text(&input->record, input->columns, text);
	must_be_line(text, sizeof(text));
	memset(time, 'x', sizeof(time));
	clock_text(&format, input->record.timestamp_ns, time);
	must_be_line(time, sizeof(time));
	must(format.previous_ns == input->record.timestamp_ns);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input;

	if (size < sizeof(input))
		return 0;
	memcpy(&input, data, sizeof(input));
	check(&input);
	return 0;
}
